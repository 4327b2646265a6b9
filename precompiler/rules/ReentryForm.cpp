//===- ReentryForm.cpp - the form that a restore enters ---------------------===//

#include "rules/ReentryForm.h"
#include "analysis/VariableArguments.h"
#include "emit/TypeTables.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Stmt.h"

using namespace clang;

namespace ferry {

void writeReentryForm(Form &F, TokenRange Whole, llvm::StringRef Scratch) {
  const FunctionDecl &Function = *F.Plan.Function;
  const Stmt *Body = Function.getBody();
  unsigned Open = F.Text.index(Body->getBeginLoc());
  std::string Frame = "struct __ferry_frame_" + F.name() + " *";
  std::string Head = " " + Frame + "__ferry_fr = (" + Frame + ")__ferry_place; " +
                     "unsigned __ferry_at = __ferry_fr->site->number; ";
  Head += F.Lengths();
  for (const ParmVarDecl *Parameter : Function.parameters()) {
    if (Parameter->getName().empty())
      continue;
    QualType Type = carriedType(Parameter->getType(), Function.getASTContext());
    if (Type->isVariablyModifiedType()) {
      Head += F.VariableParameter(*Parameter);
      continue;
    }
    Head += F.Types.spell(Type, Parameter->getName(), /*DropConst=*/true) +
            F.Apart(F.Plan.Locals[F.Plan.local(Parameter)]) +
            (Type->isScalarType() ? " = 0; " : " = {0}; ");
  }
  Head += Scratch.str() + F.Literals() + F.Blocks();
  // Nothing enters it, and compilers warn of what its zeros would do.
  if (F.Plan.Sites.empty())
    Head += "__builtin_trap(); ";
  if (unsigned Entry = F.Plan.poll(Body))
    Head += F.Poll(F.Plan.Sites[Entry - 1]) + " ";
  F.Edit.replace({Whole.First, Open - 1},
                 "static " +
                     F.Types.spell(Function.getReturnType().getUnqualifiedType(),
                                   "__ferry_re_" + F.name() +
                                       "(void *__ferry_place)") +
                     " ");
  F.Edit.insertAfter(Open, Head);
  if (Function.isMain())
    F.Edit.insertBefore(Whole.Last, " return 0; ");
}

} // namespace ferry
