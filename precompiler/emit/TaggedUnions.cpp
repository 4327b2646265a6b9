//===- TaggedUnions.cpp - unions of which a tag says what they hold ---------===//
#include "emit/TaggedUnions.h"
#include "emit/TypeProperties.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/Decl.h"
#include "llvm/ADT/STLExtras.h"
#include <map>
#include <set>

using namespace clang;

namespace ferry {

namespace {

constexpr llvm::StringLiteral TagName = "ferry_union_tag", CaseName = "ferry_union_case";

const RecordDecl *recordOf(const FieldDecl &Member) {
  const RecordDecl *Record = Member.getType()->getAsRecordDecl();
  return Record ? Record->getDefinition() : nullptr;
}

const AnnotateAttr *annotation(const Decl &D, llvm::StringRef Name) {
  for (const auto *A : D.specific_attrs<AnnotateAttr>())
    if (A->getAnnotation() == Name)
      return A;
  return nullptr;
}

/// What rules/UnionRecords.cpp put there, the tag but for its name.
bool isOfRecord(const FieldDecl &Member) {
  return llvm::any_of(llvm::ArrayRef<llvm::StringRef>{"__ferry_record_", "__ferry_room_",
                                                      "__ferry_held_"},
                      [&](llvm::StringRef Start) {
                        return Member.getIdentifier() &&
                               Member.getName().starts_with(Start);
                      });
}

/// "kind", "head.kind"; empty when it says none.
llvm::StringRef tagName(const AnnotateAttr &Tag) {
  if (Tag.args_size())
    if (const auto *Text = dyn_cast<clang::StringLiteral>(
            (*Tag.args_begin())->IgnoreParenImpCasts()->IgnoreParens()))
      return Text->getString();
  return {};
}

/// The member of \p Record that \p Path names, "head.kind" through structs; null when
/// there is none, or when it is a bit-field of another struct. \p Outer: the first one.
const FieldDecl *namedMember(const RecordDecl &Record, llvm::StringRef Path,
                             const FieldDecl *&Outer) {
  auto [Name, Rest] = Path.split('.');
  for (const FieldDecl *Field : Record.fields()) {
    if (Field->getName() != Name)
      continue;
    Outer = Field;
    if (Rest.empty())
      return Field;
    const RecordDecl *Inner = recordOf(*Field);
    const FieldDecl *Ignored, *Found =
        Inner && !Inner->isUnion() ? namedMember(*Inner, Rest, Ignored) : nullptr;
    return Found && !Found->isBitField() ? Found : nullptr;
  }
  return nullptr;
}

/// The tag that stands at the union itself and is, or is in, a member of it; else null.
const AnnotateAttr *ownTag(const RecordDecl &Record) {
  const AnnotateAttr *Tag = Record.isUnion() ? annotation(Record, TagName) : nullptr;
  const FieldDecl *Outer;
  return Tag && namedMember(Record, tagName(*Tag), Outer) ? Tag : nullptr;
}

/// At the member, or at the type that is defined with it.
const AnnotateAttr *annotation(const FieldDecl &Member, llvm::StringRef Name) {
  if (const AnnotateAttr *Own = annotation(static_cast<const Decl &>(Member), Name))
    return Own;
  const RecordDecl *Type = recordOf(Member);
  return Type && !(Name == TagName && ownTag(*Type))
             ? annotation(static_cast<const Decl &>(*Type), Name)
             : nullptr;
}

class Collector {
public:
  Collector(const MayHold &Holds, const ASTContext &Context,
            std::optional<TagFault> &Fault)
      : Holds(Holds), Context(Context), Fault(Fault) {}

  void record(const RecordDecl *Record, bool InAnonymous);
  void resolve();
  CarriedFields Found;

private:
  struct Tagged {
    const RecordDecl *Around; ///< where its tag is
    const AnnotateAttr *Tag;
    std::vector<std::pair<unsigned, const FieldDecl *>> Members; ///< by field
  };

  void fail(SourceLocation Where, std::string Text) {
    if (!Fault)
      Fault = TagFault{Where, std::move(Text)};
  }
  void taggedUnion(const FieldDecl &Union, bool InAnonymous);
  void ownTagged(const RecordDecl &Union, const AnnotateAttr &Tag, bool InAnonymous);
  void taggedMember(const FieldDecl &Member, const FieldDecl &Case,
                    const std::string &Prefix, Tagged &Into);
  void resolve(const Tagged &Union);
  bool value(const Expr *E, const FieldDecl &Tag, int64_t &Value);

  const MayHold &Holds;
  const ASTContext &Context;
  std::optional<TagFault> &Fault;
  std::vector<Tagged> Unions;
  std::map<unsigned, std::set<int64_t>> ValuesOf; ///< by tag
};

void Collector::record(const RecordDecl *Record, bool InAnonymous) {
  if (const AnnotateAttr *Tag = ownTag(*Record))
    return ownTagged(*Record, *Tag, InAnonymous);
  for (const FieldDecl *Field : Record->fields()) {
    if (hasTag(*Field))
      taggedUnion(*Field, InAnonymous);
    else if (Field->isAnonymousStructOrUnion())
      record(recordOf(*Field), true); // its members are named like the record's
    else if (Field->getIdentifier() && Holds(*Field))
      Found.Fields.push_back({Field, Field->getNameAsString(), InAnonymous});
  }
}

/// The tag is a field that lies over the others.
void Collector::ownTagged(const RecordDecl &Union, const AnnotateAttr &Tag, bool InAnonymous) {
  Tagged Into{&Union, &Tag, {}};
  const FieldDecl *Outer, *Is = namedMember(Union, tagName(Tag), Outer);
  if (Outer == Is && annotation(*Is, CaseName))
    return fail(Is->getLocation(), "the tag, '" + Is->getNameAsString() +
                                       "', is there in any case; take its "
                                       "FERRY_UNION_CASE away");
  Found.Fields.push_back({Is, tagName(Tag).str(), InAnonymous});
  for (const FieldDecl *Member : Union.fields())
    if (Member != Is && !isOfRecord(*Member))
      taggedMember(*Member, *Member, "", Into);
  for (auto &[Number, Member] : Into.Members)
    Found.Fields[Number].InAnonymous = InAnonymous || Member->isAnonymousStructOrUnion();
  Unions.push_back(std::move(Into));
}

void Collector::taggedUnion(const FieldDecl &Union, bool InAnonymous) {
  Tagged Into{Union.getParent(), annotation(Union, TagName), {}};
  const RecordDecl *Type = recordOf(Union);
  if (!Type || !Type->isUnion() || Union.getParent()->isUnion())
    return fail(Into.Tag->getLocation(), "only a union that is a member of a struct has a tag");
  std::string Prefix = Union.isAnonymousStructOrUnion() ? "" : Union.getNameAsString() + ".";
  for (const FieldDecl *Member : Type->fields())
    taggedMember(*Member, *Member, Prefix, Into);
  for (auto &[Number, Member] : Into.Members)
    Found.Fields[Number].InAnonymous = InAnonymous || Union.isAnonymousStructOrUnion();
  Unions.push_back(std::move(Into));
}

/// \p Case is the member of the union that it is, or is in.
void Collector::taggedMember(const FieldDecl &Member, const FieldDecl &Case,
                             const std::string &Prefix, Tagged &Into) {
  if (hasTag(Member))
    return fail(annotation(Member, TagName)->getLocation(),
                "a union with a tag can't stand in another one without a struct that has "
                "a name in between; name that struct");
  if (Member.isAnonymousStructOrUnion()) {
    const RecordDecl *Inner = recordOf(Member);
    if (Inner->isUnion())
      return fail(Member.getLocation(), "a union in the members of a union with a tag; "
                                        "let its members be those of the outer one");
    for (const FieldDecl *Part : Inner->fields())
      taggedMember(*Part, Case, Prefix, Into);
    return;
  }
  if (!Member.getIdentifier() || isOfRecord(Member))
    return;
  Into.Members.push_back({static_cast<unsigned>(Found.Fields.size()), &Case});
  Found.Fields.push_back({&Member, Prefix + Member.getNameAsString(), false});
}

/// As the tag would have it.
bool Collector::value(const Expr *E, const FieldDecl &Tag, int64_t &Value) {
  Expr::EvalResult Result;
  if (!E->EvaluateAsInt(Result, Context)) {
    fail(E->getBeginLoc(), "a case of a union is a constant integer");
    return false;
  }
  llvm::APSInt Is = Result.Val.getInt();
  unsigned Bits = Tag.isBitField() ? bitWidth(&Tag, Context)
                                   : static_cast<unsigned>(Context.getTypeSize(Tag.getType()));
  QualType Type = Tag.getType();
  llvm::APSInt As = Is.extOrTrunc(Bits);
  As.setIsSigned(Type->isSignedIntegerOrEnumerationType());
  if (!llvm::APSInt::isSameValue(Is, As)) {
    fail(E->getBeginLoc(), "'" + Tag.getNameAsString() + "' can't have the value " +
                               llvm::toString(Is, 10));
    return false;
  }
  Value = As.getExtValue();
  return true;
}

void Collector::resolve(const Tagged &Union) {
  auto Args = Union.Tag->args();
  if (!Union.Tag->args_size())
    return fail(Union.Tag->getLocation(), "which member is the tag?");
  llvm::StringRef Name = tagName(*Union.Tag);
  unsigned Tag = 0;
  auto IsTagged = [&](unsigned Field) {
    return llvm::any_of(Unions, [&](const Tagged &Other) {
      return llvm::any_of(Other.Members, [&](auto &M) { return M.first == Field; });
    });
  };
  while (Tag < Found.Fields.size() &&
         (Found.Fields[Tag].Path != Name || IsTagged(Tag)))
    ++Tag;
  // In a struct beside the union it is a field once more.
  const FieldDecl *Outer, *Inner;
  if (Tag == Found.Fields.size() && Name.contains('.') &&
      (Inner = namedMember(*Union.Around, Name, Outer)))
    Found.Fields.push_back({Inner, Name.str(), false});
  if (Tag == Found.Fields.size())
    return fail(Union.Tag->getLocation(),
                "the tag, '" + Name.str() +
                    "', is no member of the struct that the union is a member of");
  const FieldDecl &Is = *Found.Fields[Tag].Field;
  if (!Is.getType()->isIntegralOrEnumerationType() || Is.getType()->isBooleanType() ||
      Context.getTypeSize(Is.getType()) > 64)
    return fail(Union.Tag->getLocation(), "the tag, '" + Name.str() + "', is no integer");

  std::map<int64_t, const FieldDecl *> Known; // null: nothing
  auto Add = [&](const Expr *E, const FieldDecl *Case) {
    int64_t Value;
    if (!value(E, Is, Value))
      return;
    auto [Other, IsNew] = Known.try_emplace(Value, Case);
    if (!IsNew && Other->second != Case)
      return fail(E->getBeginLoc(), "the value " + std::to_string(Value) + " of '" +
                                        Name.str() + "' stands for two things");
    for (auto &[Number, Member] : Union.Members)
      if (IsNew && Member == Case)
        Found.Cases.push_back({Tag, Number, Value});
    if (IsNew && !Case)
      Found.Cases.push_back({Tag, TagCase::NoField, Value});
  };
  for (const Expr *E : llvm::drop_begin(Args))
    Add(E, nullptr);
  const FieldDecl *Last = nullptr;
  for (auto &[Number, Case] : Union.Members) {
    if (Case == Last)
      continue;
    Last = Case;
    const AnnotateAttr *Values = annotation(*Case, CaseName);
    if (!Values || !Values->args_size())
      return fail(Case->getLocation(),
                  "no FERRY_UNION_CASE says when the union holds this member");
    for (const Expr *E : Values->args())
      Add(E, Case);
  }
  std::set<int64_t> Values;
  for (const auto &[Value, Case] : Known)
    Values.insert(Value);
  if (ValuesOf.try_emplace(Tag, Values).first->second != Values)
    fail(Union.Tag->getLocation(), "another union with the tag '" + Name.str() +
                                       "' has other values; name those with which this "
                                       "one holds nothing behind the tag");
}

void Collector::resolve() {
  for (const Tagged &Union : Unions)
    resolve(Union);
  // Where one union holds nothing another with the same tag may hold something.
  std::set<std::pair<unsigned, int64_t>> Held;
  for (const TagCase &C : Found.Cases)
    if (C.Field != TagCase::NoField)
      Held.insert({C.Tag, C.Value});
  std::set<std::pair<unsigned, int64_t>> Nothing;
  llvm::erase_if(Found.Cases, [&](const TagCase &C) {
    return C.Field == TagCase::NoField && (Held.count({C.Tag, C.Value}) ||
                                           !Nothing.insert({C.Tag, C.Value}).second);
  });
}

} // namespace

bool hasTag(const FieldDecl &Member) { return annotation(Member, TagName); }

bool hasOwnTag(const RecordDecl *Record) { return ownTag(*Record); }

bool hasTags(const RecordDecl *Record) {
  return hasOwnTag(Record) || llvm::any_of(Record->fields(), [](const FieldDecl *F) {
    return hasTag(*F) || (F->isAnonymousStructOrUnion() && hasTags(recordOf(*F)));
  });
}

bool hasTagsInside(const RecordDecl *Record) {
  return hasTags(Record) || llvm::any_of(Record->fields(), [](const FieldDecl *F) {
           const clang::Type *Part = F->getType()->getBaseElementTypeUnsafe();
           const RecordDecl *Inner = Part->getAsRecordDecl();
           return Inner && Inner->getDefinition() && hasTagsInside(Inner->getDefinition());
         });
}

CarriedFields carriedFields(const RecordDecl *Record, const MayHold &Holds,
                            const ASTContext &Context, std::optional<TagFault> &Fault) {
  Collector All(Holds, Context, Fault);
  All.record(Record, false);
  All.resolve();
  if (!All.Found.Cases.empty() && hasOverlaps(Record) && !Fault)
    Fault = TagFault{Record->getLocation(),
                     "the struct has a union with a tag and an anonymous one without; "
                     "give that one a tag, or a name"};
  return std::move(All.Found);
}

} // namespace ferry
