//===- ArrayEnds.cpp - an array's end is no other object's start ------------===//
///
/// \file
/// C lets a pointer stand one past the end of an array, and lets the next object
/// start there. A pointer with that address could mean either, and after a move
/// the two are no longer in one place; a capture has to refuse it. So an array
/// that pointers can be found in gets one element more, which nobody uses:
///
/// \code
///   int path[20];           =>  int path[(20) + 1];
///   char text[] = "abc";    =>  char text[4 + 1] = "abc";
///   sizeof path             =>  sizeof *(int (*)[20])&path
///   f(&path)                =>  f((int (*)[20])&path)
/// \endcode
///
/// For variables of the unit, statics of functions, and locals of functions that
/// can be on the stack at a poll.
///
/// Invariant: no expression of the program has another type or value than before.
/// Where the array is mentioned other than by decaying, under `sizeof` or under
/// `&` (typeof, _Alignof), or its element type has no name, it stays as it is,
/// and so does one that gets its length from a typedef (ObjectEnds sees to them).
///
/// Edits are made at operators and brackets only, never at the name: other rules
/// rename it. Rejected: a rule for pointers that decides for the start or the end
/// (a wrong guess is a wrong resume); alignment (ends are aligned as well).
/// Tests: test/Emit/array-ends.c.
//===----------------------------------------------------------------------===//
#include "analysis/ProgramFacts.h"
#include "analysis/VariableArguments.h"
#include "emit/TokenText.h"
#include "emit/TypeTables.h"
#include "rules/SmallRules.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/ParentMapContext.h"
#include "clang/AST/RecursiveASTVisitor.h"

using namespace clang;

namespace ferry {
namespace {

/// The brackets of a variable that is declared as an array.
ArrayTypeLoc brackets(const VarDecl &Variable) {
  if (!Variable.getTypeSourceInfo())
    return {};
  TypeLoc Loc = Variable.getTypeSourceInfo()->getTypeLoc();
  while (!Loc.isNull() &&
         (Loc.getAs<ParenTypeLoc>() || Loc.getAs<QualifiedTypeLoc>() ||
          Loc.getAs<AttributedTypeLoc>() || Loc.getAs<MacroQualifiedTypeLoc>()))
    Loc = Loc.getNextTypeLoc();
  return Loc.isNull() ? ArrayTypeLoc() : Loc.getAs<ArrayTypeLoc>();
}

bool hasName(QualType Element, const ASTContext &Context) {
  Element = Context.getBaseElementType(Element);
  while (const auto *Pointer = Element->getAs<PointerType>())
    Element = Pointer->getPointeeType();
  const auto *Tag = Element->getAs<TagType>();
  return !Tag || Tag->getDecl()->getIdentifier() ||
         Tag->getDecl()->getTypedefNameForAnonDecl();
}

class Separator : public RecursiveASTVisitor<Separator> {
public:
  explicit Separator(SmallRules &Rules) : Rules(Rules) {}

  bool VisitVarDecl(VarDecl *Variable) {
    if (Variable == Variable->getCanonicalDecl() && isCandidate(*Variable))
      Candidates.push_back(Variable);
    return true;
  }
  bool VisitDeclRefExpr(DeclRefExpr *Ref) {
    if (const auto *Variable = dyn_cast<VarDecl>(Ref->getDecl());
        Variable && Variable->getType()->isArrayType())
      References[Variable->getCanonicalDecl()].push_back(Ref);
    return true;
  }

  void run() {
    for (Decl *D : Rules.Context.getTranslationUnitDecl()->decls())
      if (Rules.Text.isWritten(D->getLocation()))
        TraverseDecl(D);
    for (const VarDecl *Variable : Candidates)
      separate(*Variable);
  }

private:
  const ConstantArrayType *arrayOf(const VarDecl &Variable) {
    return Rules.Context.getAsConstantArrayType(
        Variable.getMostRecentDecl()->getType());
  }

  bool isCandidate(const VarDecl &Variable) {
    if (isa<ParmVarDecl>(Variable) || !arrayOf(Variable) ||
        arrayOf(Variable)->getSize() == 0 ||
        Variable.getType()->isVariablyModifiedType() ||
        holdsVaList(Variable.getType()) ||
        !hasName(arrayOf(Variable)->getElementType(), Rules.Context))
      return false;
    if (Variable.hasLocalStorage()) {
      const auto *In = dyn_cast<FunctionDecl>(Variable.getDeclContext());
      return In && Rules.Facts.isCapturable(In) && declaredHere(Variable);
    }
    bool Defined = false;
    for (const VarDecl *D : Variable.redecls()) {
      Defined |= D->isThisDeclarationADefinition() != VarDecl::DeclarationOnly;
      if (!declaredHere(*D) || D->hasAttr<SectionAttr>() ||
          D->hasAttr<AliasAttr>() || D->hasAttr<AsmLabelAttr>())
        return false;
    }
    return Defined;
  }

  bool declaredHere(const VarDecl &Variable) {
    ArrayTypeLoc Loc = brackets(Variable);
    return !Loc.isNull() && token(Loc.getLBracketLoc()) &&
           token(Loc.getRBracketLoc()) && Rules.Text.isWritten(Variable.getLocation());
  }

  std::optional<unsigned> token(SourceLocation Location) {
    auto Token = Rules.Text.find(Location);
    return Token && Rules.Text.isWritten(*Token) ? Token : std::nullopt;
  }

  /// How the array is mentioned: nothing to do, an operator behind which a cast
  /// is needed, or something else.
  struct Mention {
    bool Known = false;
    const UnaryExprOrTypeTraitExpr *Size = nullptr;
    const UnaryOperator *Address = nullptr;
  };

  Mention mention(const DeclRefExpr *Ref) {
    Mention M;
    const Expr *E = Ref;
    for (;;) {
      auto Parents = const_cast<ASTContext &>(Rules.Context)
                         .getParentMapContext()
                         .getParents(*E);
      if (Parents.size() != 1)
        return M;
      if (const auto *Paren = Parents[0].get<ParenExpr>()) {
        E = Paren;
        continue;
      }
      if (const auto *Cast = Parents[0].get<ImplicitCastExpr>())
        M.Known = Cast->getCastKind() == CK_ArrayToPointerDecay;
      else if (const auto *Size = Parents[0].get<UnaryExprOrTypeTraitExpr>())
        M.Known = (M.Size = Size)->getKind() == UETT_SizeOf &&
                  token(Size->getOperatorLoc());
      else if (const auto *Unary = Parents[0].get<UnaryOperator>())
        M.Known = (M.Address = Unary)->getOpcode() == UO_AddrOf &&
                  token(Unary->getOperatorLoc());
      return M;
    }
  }

  void separate(const VarDecl &Variable) {
    for (const DeclRefExpr *Ref : References[&Variable])
      if (!mention(Ref).Known)
        return;
    Rules.Lengthened.insert(Variable.getCanonicalDecl());
    const ConstantArrayType *Array = arrayOf(Variable);
    QualType Type = Variable.getMostRecentDecl()->getType();
    std::string Count = std::to_string(Array->getSize().getZExtValue());
    for (const VarDecl *D : Variable.redecls()) {
      ArrayTypeLoc Loc = brackets(*D);
      unsigned Left = *token(Loc.getLBracketLoc());
      if (Loc.getSizeExpr()) {
        Rules.Base.insertAfter(Left, "(");
        Rules.Base.insertBefore(*token(Loc.getRBracketLoc()), ") + 1");
      } else if (D->hasInit()) {
        Rules.Base.insertAfter(Left, Count + " + 1");
      } // extern int a[]; says nothing
    }
    std::string Cast =
        "(" + Rules.Types.spell(Rules.Context.getPointerType(Type), "") + ")";
    for (const DeclRefExpr *Ref : References[&Variable]) {
      Mention M = mention(Ref);
      if (M.Size)
        Rules.Base.insertAfter(*token(M.Size->getOperatorLoc()), " *" + Cast + "&");
      else if (M.Address)
        Rules.Base.insertBefore(*token(M.Address->getOperatorLoc()), Cast);
    }
  }

  SmallRules &Rules;
  std::vector<const VarDecl *> Candidates;
  llvm::DenseMap<const VarDecl *, std::vector<const DeclRefExpr *>> References;
};

} // namespace

void SmallRules::separateArrayEnds() { Separator(*this).run(); }

} // namespace ferry
