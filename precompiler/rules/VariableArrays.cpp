//===- VariableArrays.cpp - arrays of variable length -----------------------===//

#include "rules/VariableArrays.h"
#include "analysis/VariableLengths.h"
#include "emit/TypeTables.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/AST/Stmt.h"

using namespace clang;

namespace ferry {
namespace {

class Mentions : public RecursiveASTVisitor<Mentions> {
public:
  Mentions(const FunctionPlan &Plan, const TokenText &Text, Edits &Base)
      : Plan(Plan), Text(Text), Base(Base) {}

  bool VisitDeclRefExpr(DeclRefExpr *Ref) {
    return point(Ref->getDecl(), Ref->getLocation());
  }
  bool VisitVarDecl(VarDecl *Variable) {
    return point(Variable, Variable->getLocation());
  }

private:
  bool point(const ValueDecl *Decl, SourceLocation Location) {
    const auto *Variable = dyn_cast<VarDecl>(Decl);
    if (!Variable || Plan.local(Variable) == Item::None || !isVariableArray(*Variable))
      return true;
    unsigned Token = Text.index(Location);
    if (Done.insert(Token).second) {
      Base.insertBefore(Token, "(*");
      Base.insertAfter(Token, ")");
    }
    return true;
  }

  const FunctionPlan &Plan;
  const TokenText &Text;
  Edits &Base;
  llvm::DenseSet<unsigned> Done;
};

const Local *lengthLocal(const FunctionPlan &Plan, const NamedDecl &Owner,
                         unsigned Depth) {
  for (const Local &L : Plan.Locals)
    if (L.LengthOf == &Owner && L.LengthDepth == Depth)
      return &L;
  return nullptr;
}

} // namespace

void mentionArrays(const FunctionPlan &Plan, const TokenText &Text, Edits &Base) {
  Mentions(Plan, Text, Base).TraverseStmt(Plan.Function->getBody());
}

void rewriteVariableArrays(Form &F, const DeclStmt &Declaration) {
  for (const Decl *D : Declaration.decls()) {
    const auto *Named = dyn_cast<NamedDecl>(D);
    if (!Named)
      continue;
    if (F.reentry())
      for (const VariableLength &Length : lengthsOf(*Named))
        if (const Local *L = lengthLocal(F.Plan, *Named, Length.Depth))
          F.wrap(Length.Size, "__ferry_at ? " + L->Written + " : (unsigned long)(", ")");
    const auto *Variable = dyn_cast<VarDecl>(D);
    unsigned Index = Variable ? F.Plan.local(Variable) : Item::None;
    if (Index == Item::None || !isVariableArray(*Variable))
      continue;
    const Local &L = F.Plan.Locals[Index];
    F.Edit.insertAfter(F.Text.declaratorEnd(F.Text.index(Variable->getLocation())),
                       " __ferry_array = 0, *__ferry_d_" + L.Written +
                           " __attribute__((unused)) = (" + L.Written + " = " +
                           (F.reentry() ? "__ferry_at ? 0 : " : "") +
                           "__ferry_malloc(sizeof *" + L.Written + ", " +
                           F.AllocationSite(L) + "), (void *)0)");
  }
}

std::string lengthDeclarations(const Form &F) {
  std::string Text;
  for (const Local &L : F.Plan.Locals)
    if (L.LengthOf)
      Text += "unsigned long " + L.Written + " = " +
              (L.HasSlot ? "__ferry_length(__ferry_fr, \"" + L.Name + "\")" : "0") +
              "; (void)" + L.Written + "; ";
  return Text;
}

std::string parameterDeclaration(const Form &F, const ParmVarDecl &Parameter) {
  const ASTContext &Context = F.Plan.Function->getASTContext();
  std::string Declarator = "(*" + Parameter.getNameAsString() + ")";
  QualType Type = Parameter.getType()->getPointeeType();
  for (unsigned Depth = 0; const ArrayType *Array = Context.getAsArrayType(Type);
       ++Depth, Type = Array->getElementType()) {
    const Local *L = lengthLocal(F.Plan, Parameter, Depth);
    Declarator +=
        "[" +
        (L ? L->Written
           : std::to_string(
                 cast<ConstantArrayType>(Array)->getSize().getZExtValue())) +
        "]";
  }
  return F.Types.spell(Type, Declarator) + " = 0; ";
}

} // namespace ferry
