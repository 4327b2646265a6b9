//===- UnionRecords.cpp - unions that remember what was written last --------===//
#include "rules/UnionRecords.h"
#include "analysis/LayoutModels.h"
#include "analysis/ProgramFacts.h"
#include "analysis/TypeContents.h"
#include "analysis/UnionRecords.h"
#include "analysis/UnionUses.h"
#include "emit/TokenText.h"
#include "emit/UnitTables.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SetVector.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/Support/FormatVariadic.h"

using namespace clang;

namespace ferry {

const char *const UnionRecordMacros =
    "#define __ferry_union_tag(name) "
    "__attribute__((annotate(\"ferry_union_tag\", name)))\n"
    "#define __ferry_union_case(n) "
    "__attribute__((annotate(\"ferry_union_case\", n)))\n"
    "void __ferry_other_member_read(const char *) __attribute__((cold));\n";

namespace {

/// The name that tells the member from all others in the same scope.
std::string nameOf(const FieldDecl &Member) {
  if (!Member.isAnonymousStructOrUnion())
    return Member.getNameAsString();
  return nameOf(**Member.getType()->getAsRecordDecl()->field_begin());
}

std::string heldName(const FieldDecl &Member) { return "__ferry_held_" + nameOf(Member); }

/// The tag's value for it; 0 is nothing.
unsigned caseOf(const FieldDecl &Member) { return Member.getFieldIndex() + 1; }

class Writer : public RecursiveASTVisitor<Writer> {
public:
  Writer(const ASTContext &Context, const TokenText &Text, const ProgramFacts &Facts)
      : Context(Context), Text(Text), Facts(Facts), Edit(Text) {}

  bool VisitRecordDecl(RecordDecl *Record) {
    if (Record->isThisDeclarationADefinition() && keeps(*Record)) {
      mustBeWritten(Text.index(Record->getLocation()));
      definition(*Record);
    }
    return true;
  }

  /// What a variable happens to hold is not what was written last.
  bool VisitVarDecl(VarDecl *V) {
    if (V->hasLocalStorage() && !isa<ParmVarDecl>(V) && !V->hasInit() &&
        !V->getType()->isVariablyModifiedType() && keepsInside(V->getType())) {
      mustBeWritten(Text.index(V->getLocation()));
      Edit.insertAfter(Text.declaratorEnd(Text.index(V->getLocation())), " = {0}");
    }
    return true;
  }

  bool VisitBinaryOperator(BinaryOperator *B) {
    if (B->isAssignmentOp())
      write(B->getLHS(), B->isCompoundAssignmentOp());
    return true;
  }

  bool VisitUnaryOperator(UnaryOperator *U) {
    if (U->isIncrementDecrementOp())
      write(U->getSubExpr(), true);
    return true;
  }

  bool VisitCastExpr(CastExpr *Cast) {
    if (Cast->getCastKind() == CK_LValueToRValue)
      eachMember(*Cast->getSubExpr(), [&](const MemberExpr &E) { Reads.insert(&E); });
    return true;
  }
  bool VisitMemberExpr(MemberExpr *E) {
    if (E->isPRValue())
      Reads.insert(E);
    return true;
  }

  void finish() {
    for (const MemberExpr *E : Reads)
      if (const auto *Member = dyn_cast<FieldDecl>(E->getMemberDecl());
          Member && keeps(*Member->getParent()))
        at(*E, *Member, [&](const std::string &Held) { return look(*E, *Member, Held); });
    // From the inside out.
    llvm::sort(Notes, [](const Note &A, const Note &B) {
      return std::pair(A.Around.Last - A.Around.First, A.Around.First) <
             std::pair(B.Around.Last - B.Around.First, B.Around.First);
    });
    for (const Note &N : Notes) {
      Edit.insertBefore(N.Around.First, N.Before);
      Edit.insertAfter(N.Around.Last, N.After);
    }
  }

  bool TraverseUnaryExprOrTypeTraitExpr(UnaryExprOrTypeTraitExpr *) { return true; }

  /// Initialisers say in their semantic form which member they are of.
  bool shouldVisitImplicitCode() const { return true; }

  bool VisitInitListExpr(InitListExpr *List) {
    if (!List->isSemanticForm() && Lists.insert(List).second)
      initialisersByName(*List);
    const FieldDecl *Member = List->getInitializedFieldInUnion();
    if (!Member || !keeps(*Member->getParent()) || !List->isSemanticForm() ||
        !hasBraces(*List, Context)) // zeros, or by name
      return true;
    unsigned Close = Text.index(List->getRBraceLoc());
    if (!Seen.insert(Close).second)
      return true;
    mustBeWritten(Close);
    llvm::StringRef Before = Text.spelling(Close - 1);
    if (Before == "{")
      return true; // zeros
    const InitListExpr *Form = List->getSyntacticForm() ? List->getSyntacticForm() : List;
    bool Named = Form->getNumInits() && isa<DesignatedInitExpr>(Form->getInit(0));
    if (!Named) // the first member: with braces for the struct that it is in
      Edit.insertAfter(Text.index(List->getLBraceLoc()), "{");
    Edit.insertBefore(Close, (Before == "," ? " " : ", ") + ("." + heldName(*Member)) + " = " +
                                 std::to_string(caseOf(*Member)) + (Named ? "" : "}"));
    return true;
  }

  bool Found = false;

private:
  static constexpr unsigned Mixed = 255; ///< no case of any union

  /// A place without its record would be a wrong one.
  void mustBeWritten(unsigned Token) const {
    if (!Text.isWritten(Token))
      llvm::report_fatal_error("ferry-precompile: a union's record has to be kept in text "
                               "that is not the program's");
  }

  bool keeps(const RecordDecl &Record) {
    auto [Known, IsNew] = Keeps.try_emplace(&Record, false);
    if (IsNew)
      Keeps[&Record] = keepsRecord(Record, Facts);
    return Keeps[&Record];
  }

  bool keepsInside(QualType Type) {
    const RecordDecl *Record = Context.getBaseElementType(Type)->getAsRecordDecl();
    Record = Record ? Record->getDefinition() : nullptr;
    return Record && (keeps(*Record) || llvm::any_of(Record->fields(), [&](FieldDecl *F) {
                        return keepsInside(F->getType());
                      }));
  }

  uint64_t size(QualType Type) const { return Context.getTypeSizeInChars(Type).getQuantity(); }
  /// Of one width on all machines: columns stay.
  static std::string room(llvm::StringRef Name, uint64_t Bytes) {
    return Bytes ? llvm::formatv("unsigned char __ferry_room_{0}[{1}]; ", Name,
                                 llvm::format_hex(Bytes, 10))
                       .str()
                 : "";
  }

  void definition(const RecordDecl &Union) {
    Found = true;
    uint64_t Largest = 0;
    for (const FieldDecl *Member : Union.fields())
      Largest = std::max(Largest, size(Member->getType()));
    std::string First;
    for (const FieldDecl *Member : Union.fields()) {
      std::string Name = nameOf(*Member);
      unsigned Begin = Text.declarationStart(Text.index(Member->getBeginLoc()));
      unsigned End = Text.index(Member->isAnonymousStructOrUnion()
                                    ? Member->getType()->getAsRecordDecl()->getEndLoc()
                                    : Member->getEndLoc());
      while (Text.spelling(End) != ";")
        ++End;
      Edit.insertBefore(Begin, "__extension__ struct { ");
      Edit.insertAfter(End, " " + room(Name, Largest - size(Member->getType())) +
                                "unsigned char " + heldName(*Member) +
                                "; } __ferry_union_case(" + std::to_string(caseOf(*Member)) +
                                ");");
      if (First.empty())
        First = Name;
    }
    unsigned Close = Text.index(Union.getBraceRange().getEnd());
    std::string Record = "__ferry_record_" + First;
    Edit.insertBefore(Close, "struct { " + room(First, Largest) + "unsigned char held; } " +
                                 Record + "; ");
    Edit.insertAfter(Close, " __ferry_union_tag(\"" + Record + ".held\")");
  }

  void write(const Expr *Lvalue, bool Reads) {
    const Expr *Whole = Lvalue->IgnoreParens();
    eachMember(*Lvalue, [&](const MemberExpr &E) {
      if (const auto *Member = dyn_cast<FieldDecl>(E.getMemberDecl());
          Member && keeps(*Member->getParent()) && Written.insert(&E).second)
        at(E, *Member, [&](const std::string &Held) {
          return (Reads ? look(E, *Member, Held) : "") + Held + " = " +
                 (&E == Whole ? std::to_string(caseOf(*Member)) : ofPart(*Member, Held)) + "; ";
        });
    });
  }

  /// When a part of it is written: of other numbers the rest is still there.
  std::string ofPart(const FieldDecl &Member, const std::string &Held) {
    std::string Case = std::to_string(caseOf(Member));
    std::string Numbers = others(Member, Held, [&](const FieldDecl &Other) {
      return !holdsPointers(Member.getType(), Context) &&
             !holdsPointers(Other.getType(), Context);
    });
    return Numbers.empty() ? Case
                           : "(" + Numbers + ") ? " + std::to_string(Mixed) + " : " + Case;
  }

  /// "held == 1 || held == 3": one of the members that \p Counts and is not read the same.
  std::string others(const FieldDecl &Member, const std::string &Held,
                     llvm::function_ref<bool(const FieldDecl &)> Counts) {
    std::string Any;
    for (const FieldDecl *F : Member.getParent()->fields())
      if (F != &Member && Facts.mayHold(*F) && Counts(*F) &&
          !isAlike(Member.getType(), F->getType()))
        Any += (Any.empty() ? "" : " || ") + Held + " == " + std::to_string(caseOf(*F));
    return Any;
  }

  /// That it is the one that was written last, or that both are numbers.
  std::string look(const MemberExpr &E, const FieldDecl &Member, const std::string &Held) {
    std::string Other = others(Member, Held, [&](const FieldDecl &F) {
      return holdsPointers(Member.getType(), Context) || holdsPointers(F.getType(), Context);
    });
    if (Other.empty())
      return "";
    // What nearly all programs do costs one comparison.
    return "if (__builtin_expect(" + Held + " != " + std::to_string(caseOf(Member)) +
           ", 0) && (" + Other + ")) __ferry_other_member_read(\"" +
           placeOf(E.getMemberLoc(), Context) + "\"); ";
  }

  bool isAlike(QualType Read, QualType Held) const {
    return Read->isPointerType() && Held->isPointerType()
               ? Read->isFunctionPointerType() == Held->isFunctionPointerType()
               : readsTheSame(Read, Held, Context);
  }

  /// Puts \p Statement in front of the evaluation of a member; it gets the name of the tag.
  void at(const MemberExpr &E, const FieldDecl &Member,
          llvm::function_ref<std::string(const std::string &Held)> Statement) {
    // Around what has the union in it, under a name.
    const MemberExpr *Named = &E;
    while (const auto *Outer = dyn_cast<MemberExpr>(Named->getBase()->IgnoreParens())) {
      if (!cast<FieldDecl>(Outer->getMemberDecl())->isAnonymousStructOrUnion())
        break;
      Named = Outer;
    }
    const Expr *Base = Named->getBase();
    TokenRange Range = Text.range(Base->getSourceRange());
    mustBeWritten(Range.First);
    std::string Name = "__ferry_in" + std::to_string(++Count);
    bool Arrow = Named->isArrow(), OfResult = !Arrow && Base->isPRValue();
    std::string Said = Statement(Name + (OfResult ? "." : "->") + heldName(Member));
    if (Said.empty())
      return;
    // A pointer to the union, or to what it is in; of a call's result a copy.
    std::string Take = Arrow ? "&*(" : OfResult ? "(" : "&(";
    Notes.push_back({Range,
                     std::string(Arrow || OfResult ? "(" : "(*") +
                         "__extension__({ __typeof__(" + Take + Edits(Text).flat(Range) +
                         ")) " + Name + " = " + Take,
                     "); " + Said + Name + "; }))"});
  }

  void initialisersByName(const InitListExpr &List) {
    std::string Last;
    eachMemberByName(List, [&](const DesignatedInitExpr &By, unsigned At) {
      const FieldDecl &Member = *By.getDesignator(At)->getFieldDecl();
      if (!keeps(*Member.getParent()))
        return;
      // Members without a name are no part of the text.
      while (By.getDesignator(At)->getBeginLoc().isInvalid())
        ++At;
      TokenRange Path = {Text.index(By.getBeginLoc()),
                         Text.index(By.getDesignator(At)->getBeginLoc()) - 1};
      std::string Record = (Path.empty() ? "" : Edits(Text).flat(Path)) + "." +
                           heldName(Member) + " = " + std::to_string(caseOf(Member));
      unsigned End = Text.index(By.getEndLoc());
      mustBeWritten(End);
      if (Record != Last)
        Edit.insertAfter(End, ", " + Record);
      Last = Record;
    });
  }

  const ASTContext &Context;
  const TokenText &Text;
  const ProgramFacts &Facts;
  llvm::DenseMap<const RecordDecl *, bool> Keeps;
  std::set<unsigned> Seen;
  llvm::SmallPtrSet<const InitListExpr *, 16> Lists; ///< for each element of a range once more
  struct Note {
    TokenRange Around;
    std::string Before, After;
  };
  std::vector<Note> Notes;
  llvm::SetVector<const MemberExpr *> Reads;
  llvm::SmallPtrSet<const MemberExpr *, 32> Written;
  unsigned Count = 0;

public:
  Edits Edit;
};

} // namespace

std::optional<std::string> withUnionRecords(const ASTContext &Context, const TokenText &Text,
                                            const ProgramFacts &Facts) {
  if (!Facts.mayRecordAny())
    return std::nullopt;
  Writer W(Context, Text, Facts);
  W.TraverseAST(const_cast<ASTContext &>(Context));
  W.finish();
  if (!W.Found)
    return std::nullopt;
  return W.Edit.mainFile(/*Headers=*/true);
}

} // namespace ferry
