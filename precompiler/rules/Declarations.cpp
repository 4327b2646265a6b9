//===- Declarations.cpp - local declarations, in both forms -----------------===//

#include "rules/Declarations.h"
#include "analysis/VariableLengths.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/AST/Stmt.h"
#include "clang/AST/TypeLoc.h"

using namespace clang;

namespace ferry {
namespace {

bool isOpening(llvm::StringRef Token) {
  return Token == "(" || Token == "[" || Token == "{";
}
bool isClosing(llvm::StringRef Token) {
  return Token == ")" || Token == "]" || Token == "}";
}

class Renamer : public RecursiveASTVisitor<Renamer> {
public:
  Renamer(const FunctionPlan &Plan, const TokenText &Text, Edits &Base)
      : Plan(Plan), Text(Text), Base(Base) {}

  bool VisitDeclRefExpr(DeclRefExpr *Ref) {
    return rename(Ref->getDecl(), Ref->getLocation());
  }
  bool VisitVarDecl(VarDecl *Variable) {
    return rename(Variable, Variable->getLocation());
  }

private:
  bool rename(const ValueDecl *Decl, SourceLocation Location) {
    const auto *Variable = dyn_cast<VarDecl>(Decl);
    unsigned Local = Variable ? Plan.local(Variable) : Item::None;
    if (Local == Item::None ||
        Plan.Locals[Local].Written == Variable->getName())
      return true;
    // The syntactic and the semantic form of a list mention it twice.
    unsigned Token = Text.index(Location);
    if (Done.insert(Token).second)
      Base.replace({Token, Token}, Plan.Locals[Local].Written);
    return true;
  }

  const FunctionPlan &Plan;
  const TokenText &Text;
  Edits &Base;
  llvm::DenseSet<unsigned> Done;
};

} // namespace

unsigned declaratorStart(const TokenText &Text, const VarDecl &Variable) {
  unsigned Start = Text.index(Variable.getLocation());
  auto Consider = [&](SourceLocation Location) {
    if (Location.isValid())
      Start = std::min(Start, Text.index(Location));
  };
  if (!Variable.getTypeSourceInfo())
    return Start;
  for (TypeLoc Loc = Variable.getTypeSourceInfo()->getTypeLoc(); !Loc.isNull();
       Loc = Loc.getNextTypeLoc()) {
    if (auto Pointer = Loc.getAs<PointerTypeLoc>())
      Consider(Pointer.getStarLoc());
    else if (auto Paren = Loc.getAs<ParenTypeLoc>())
      Consider(Paren.getLParenLoc());
    else if (!Loc.getAs<ArrayTypeLoc>() && !Loc.getAs<FunctionTypeLoc>() &&
             !Loc.getAs<QualifiedTypeLoc>() && !Loc.getAs<AttributedTypeLoc>() &&
             !Loc.getAs<MacroQualifiedTypeLoc>())
      break;
  }
  return Start;
}

void dropWord(Form &F, TokenRange Range, llvm::StringRef Word) {
  int Depth = 0;
  for (unsigned Token = Range.First; Token <= Range.Last; ++Token) {
    llvm::StringRef Spelling = F.Text.spelling(Token);
    if (isOpening(Spelling))
      ++Depth;
    else if (isClosing(Spelling))
      --Depth;
    else if (Depth == 0 && Spelling == Word)
      F.Edit.replace({Token, Token}, "");
  }
}

/// Calls in the lengths of arrays come in front of the declarator, or of a typedef.
static void pullLengths(Form &F, const DeclStmt &Declaration) {
  for (const Decl *D : Declaration.decls()) {
    const auto *Named = dyn_cast<NamedDecl>(D);
    std::string Calls;
    unsigned Site = 0;
    if (Named)
      for (const VariableLength &Length : lengthsOf(*Named))
        if (const Domain *Sites = F.Plan.domain(Length.Size)) {
          Calls += F.PullOut(*Sites);
          Site = Site ? Site : Sites->Range.Lo;
        }
    if (!Site)
      continue;
    std::string Dummy = "*__ferry_d" + std::to_string(Site) +
                        " __attribute__((unused)) = (" + Calls + "(void *)0)";
    if (const auto *Variable = dyn_cast<VarDecl>(D))
      F.Edit.insertBefore(declaratorStart(F.Text, *Variable), Dummy + ", ");
    else
      F.Edit.insertBefore(F.Text.index(Declaration.getBeginLoc()), "void " + Dummy + "; ");
  }
}

void rewriteDeclaration(Form &F, const DeclStmt &Declaration) {
  pullLengths(F, Declaration);
  F.VariableArrays(Declaration);
  bool First = true;
  for (const Decl *D : Declaration.decls()) {
    const auto *Variable = dyn_cast<VarDecl>(D);
    unsigned Index = Variable ? F.Plan.local(Variable) : Item::None;
    if (Index == Item::None)
      continue;
    const Local &L = F.Plan.Locals[Index];
    if (std::exchange(First, false) && Variable->getStorageClass() == SC_Register)
      for (const Decl *Other : Declaration.decls())
        if (const auto *V = dyn_cast<VarDecl>(Other))
          if (unsigned I = F.Plan.local(V);
              I != Item::None && F.Plan.Locals[I].ByAddress) {
            dropWord(F, {F.Text.index(Declaration.getBeginLoc()),
                         declaratorStart(F.Text, *Variable)},
                     "register");
            break;
          }
    const Expr *Init = Variable->getInit();
    if (!Init) {
      if (L.Zeroed)
        F.Edit.insertAfter(F.Text.declaratorEnd(F.Text.index(Variable->getLocation())),
                           L.Type->isScalarType() ? " = 0" : " = {0}");
      continue;
    }
    const Domain *Sites = F.Plan.domain(Init);
    if (!Sites)
      continue;
    if (!isa<InitListExpr>(Init)) {
      F.Expression(Init);
      continue;
    }
    std::string Calls = F.PullOut(*Sites);
    F.Edit.insertBefore(declaratorStart(F.Text, *Variable),
                        "*__ferry_d" + std::to_string(Sites->Range.Lo) +
                            " __attribute__((unused)) = (" + Calls +
                            "(void *)0), ");
  }
}

void rewriteParameters(Form &F) {
  for (const Local &L : F.Plan.Locals)
    if (L.Parameter && L.ByAddress && L.Decl->getStorageClass() == SC_Register)
      dropWord(F,
               {F.Text.index(L.Decl->getBeginLoc()), F.Text.index(L.Decl->getLocation())},
               "register");
}

void renameHiding(const FunctionPlan &Plan, const TokenText &Text, Edits &Base) {
  bool Needed = false;
  for (const Local &L : Plan.Locals)
    Needed |= L.Decl && L.Written != L.Decl->getName();
  if (Needed)
    Renamer(Plan, Text, Base).TraverseStmt(Plan.Function->getBody());
}

} // namespace ferry
