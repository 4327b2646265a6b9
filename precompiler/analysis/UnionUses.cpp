//===- UnionUses.cpp - names of unions, and a program's uses of them -------===//
#include "UnionUses.h"
#include "TypeContents.h"
#include "UnionRecords.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/EquivalenceClasses.h"
#include "llvm/ADT/STLExtras.h"
#include <iterator>
#include <map>
#include <tuple>

using namespace clang;

namespace ferry {

//===- Names --------------------------------------------------------------------===//

namespace {

/// Where the name of a union comes from: itself, or a struct or union around it, and the way
/// from there.
struct Root {
  const RecordDecl *Record;
  std::string Path;
};

std::optional<Root> rootOf(const RecordDecl &Record) {
  if (Record.getIdentifier() || Record.getTypedefNameForAnonDecl())
    return Root{&Record, ""};
  const auto *Around = dyn_cast<RecordDecl>(Record.getLexicalDeclContext());
  std::optional<Root> From = Around ? rootOf(*Around) : std::nullopt;
  if (!From)
    return std::nullopt;
  for (const FieldDecl *Field : Around->fields())
    if (innermost(Field->getType())->getAsRecordDecl() == &Record) {
      From->Path += "/" + std::to_string(Field->getFieldIndex());
      return From;
    }
  return std::nullopt;
}

void addFields(const RecordDecl &Record, std::string &Text) {
  Text += Record.isUnion() ? "|" : "&";
  for (const FieldDecl *Field : Record.fields()) {
    (Text += Field->getName()) += ',';
    if (const RecordDecl *Inner = innermost(Field->getType())->getAsRecordDecl();
        Inner && Inner->getLexicalDeclContext() == &Record && !Inner->getIdentifier())
      addFields(*Inner, Text);
  }
  Text += ";";
}

} // namespace

std::string unionName(const RecordDecl &Union) {
  std::optional<Root> From = rootOf(Union);
  if (!From)
    return {};
  const NamedDecl *Named = From->Record;
  if (!Named->getIdentifier())
    Named = From->Record->getTypedefNameForAnonDecl();
  return Named->getNameAsString() + From->Path;
}

std::string unionShape(const RecordDecl &Union) {
  std::optional<Root> From = rootOf(Union);
  if (!From || From->Record->getIdentifier())
    return {};
  std::string Fields;
  addFields(*From->Record, Fields);
  return Fields + "#" + From->Path;
}

std::string unionMemberName(const FieldDecl &Member) {
  const RecordDecl &Union = *Member.getParent();
  const SourceManager &SM = Union.getASTContext().getSourceManager();
  return Member.getIdentifier() && Union.isUnion() && Union.getLocation().isValid() &&
                 !SM.isInSystemHeader(Union.getLocation())
             ? unionName(Union) + "." + Member.getNameAsString()
             : std::string();
}

//===- Ways to members ----------------------------------------------------------===//

void eachMember(const Expr &Lvalue, llvm::function_ref<void(const MemberExpr &)> Visit) {
  const Expr *E = &Lvalue;
  for (;;) {
    E = E->IgnoreParens();
    if (const auto *Member = dyn_cast<MemberExpr>(E)) {
      Visit(*Member);
      if (Member->isArrow())
        return;
      E = Member->getBase();
    } else if (const auto *Element = dyn_cast<ArraySubscriptExpr>(E)) {
      E = Element->getBase()->IgnoreParens(); // of a vector, or converted
      if (const auto *Decay = dyn_cast<ImplicitCastExpr>(E)) {
        if (Decay->getCastKind() != CK_ArrayToPointerDecay)
          return;
        E = Decay->getSubExpr();
      }
    } else if (const auto *Unary = dyn_cast<UnaryOperator>(E);
               Unary && (Unary->getOpcode() == UO_Real || Unary->getOpcode() == UO_Imag ||
                         Unary->getOpcode() == UO_Extension)) {
      E = Unary->getSubExpr();
    } else {
      return;
    }
  }
}

bool hasBraces(const InitListExpr &List, const ASTContext &Context) {
  const SourceManager &SM = Context.getSourceManager();
  SourceLocation Open = List.getLBraceLoc();
  return Open.isValid() && *SM.getCharacterData(SM.getSpellingLoc(Open)) == '{';
}

void eachMemberByName(
    const InitListExpr &List,
    llvm::function_ref<void(const DesignatedInitExpr &By, unsigned At)> Visit) {
  for (unsigned I = 0; I < List.getNumInits(); ++I) {
    const auto *Named = dyn_cast_or_null<DesignatedInitExpr>(List.getInit(I));
    if (!Named || (I + 1 < List.getNumInits() && !isa<DesignatedInitExpr>(List.getInit(I + 1))))
      continue;
    for (unsigned At = 1; At < Named->size(); ++At)
      if (const auto *D = Named->getDesignator(At);
          D->isFieldDesignator() && D->getFieldDecl()->getParent()->isUnion())
        Visit(*Named, At);
  }
}

//===- Uses as text -------------------------------------------------------------===//

static constexpr llvm::StringLiteral Words[] = {"held",  "read",   "bytes",  "any",
                                                "part",  "away",   "mixed",  "kept",
                                                "shape", "passed", "defines"};
static_assert(std::size(Words) == static_cast<size_t>(Usage::Defines) + 1);

std::string UnionUse::text() const {
  return (Words[static_cast<size_t>(How)] + " " + Union + (Of.empty() ? "" : " " + Of) +
          (Where.empty() ? "" : "\t" + Where.text()))
      .str();
}

std::optional<UnionUse> UnionUse::parse(llvm::StringRef Text) {
  auto [What, Where] = Text.split('\t');
  auto [Word, Rest] = What.split(' ');
  auto [Union, Of] = Rest.split(' ');
  const auto *Known = llvm::find(Words, Word);
  if (Known == std::end(Words))
    return std::nullopt;
  return UnionUse{static_cast<Usage>(Known - Words), Union.str(), Of.str(),
                  Place::parse(Where)};
}

//===- The whole program --------------------------------------------------------===//

std::set<UnionUse> solveUnionUses(llvm::ArrayRef<const UnionUses *> Units,
                                  llvm::function_ref<bool(llvm::StringRef)> IsDefined,
                                  llvm::function_ref<bool(llvm::StringRef)> IsWanted) {
  std::set<UnionUse> Solved;
  std::map<std::pair<Usage, std::string>, UnionUse> Firsts; // of what is against a record
  std::set<std::string> Symbols;
  llvm::EquivalenceClasses<std::string> Names; // "u" and a union's name; "s" and a shape
  for (const UnionUses *Unit : Units)
    for (const UnionUse &Use : Unit->Uses)
      if (Use.How == Usage::Shape)
        Names.unionSets("u" + Use.Union, "s" + Use.Of);
      else if (Use.How == Usage::Defines)
        Symbols.insert(Use.Of);

  auto AddOne = [&](const UnionUse &Use) {
    if (Use.How != Usage::Part && Use.How != Usage::Away) {
      Solved.insert(Use);
      return;
    }
    auto [Known, IsNew] = Firsts.try_emplace({Use.How, Use.Union}, Use);
    if (!IsNew && std::tie(Use.Where, Use.Of) < std::tie(Known->second.Where, Known->second.Of))
      Known->second = Use;
  };
  auto Add = [&](UnionUse Use) {
    AddOne(Use);
    for (auto Same = Names.findLeader("u" + Use.Union); Same != Names.member_end(); ++Same)
      if (Same->front() == 'u') {
        Use.Union = Same->substr(1);
        AddOne(Use);
      }
  };
  for (const UnionUses *Unit : Units)
    for (const UnionUse &Use : Unit->Uses)
      switch (Use.How) {
      case Usage::Shape:
        break;
      case Usage::Passed:
        if (!IsDefined(Use.Of) && !Symbols.count(Use.Of)) {
          Add({Usage::Bytes, Use.Union});
          Add({Usage::Away, Use.Union, textOf(Against::NoSource, Use.Of), Use.Where});
        }
        break;
      case Usage::Defines:
        if (IsWanted(Use.Of)) {
          Add({Usage::Bytes, Use.Union});
          Add({Usage::Away, Use.Union, textOf(Against::CalledFromElsewhere, Use.Of),
               Use.Where});
        }
        break;
      default:
        Add(Use);
      }
  for (auto &[Key, Use] : Firsts)
    Solved.insert(std::move(Use));
  return Solved;
}

bool mayBeHeld(llvm::StringRef Name, const std::set<UnionUse> &Solved) {
  auto [Union, Member] = Name.split('.');
  auto Is = [&, U = Union.str()](Usage How, llvm::StringRef Of = "") {
    return Solved.count({How, U, Of.str()}) != 0;
  };
  return Is(Usage::Held, Member) || Is(Usage::Any) ||
         (Is(Usage::Read, Member) && Is(Usage::Bytes));
}

const UnionUse *againstRecord(llvm::StringRef Union, const std::set<UnionUse> &Solved) {
  const UnionUse *First = nullptr;
  for (Usage How : {Usage::Part, Usage::Away}) {
    auto Use = Solved.lower_bound({How, Union.str()});
    if (Use != Solved.end() && Use->How == How && Use->Union == Union &&
        (!First || Use->Where < First->Where))
      First = &*Use;
  }
  return First;
}

bool canBeRecorded(llvm::StringRef Union, const std::set<UnionUse> &Solved) {
  auto Is = [&](Usage How) { return Solved.count({How, Union.str()}) != 0; };
  return !Union.empty() && Is(Usage::Mixed) && Is(Usage::Kept) && !againstRecord(Union, Solved);
}

} // namespace ferry
