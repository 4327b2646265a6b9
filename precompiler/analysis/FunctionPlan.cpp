//===- FunctionPlan.cpp - everything decided about one capturable function --===//

#include "FunctionPlan.h"
#include "EvaluationOrder.h"
#include "FramePlan.h"
#include "ProgramFacts.h"
#include "Refusals.h"
#include "ResumePoints.h"
#include "diag/Diagnostics.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"
#include "llvm/Support/ErrorHandling.h"
#include "llvm/Support/raw_ostream.h"

using namespace clang;

namespace ferry {

const Domain *FunctionPlan::domain(const Expr *E) const {
  auto It = Domains.find(E);
  return It == Domains.end() ? nullptr : It->second.get();
}

unsigned FunctionPlan::local(const VarDecl *D) const {
  auto It = LocalIndex.find(D);
  return It == LocalIndex.end() ? Item::None : It->second;
}

unsigned FunctionPlan::local(const CompoundLiteralExpr *E) const {
  auto It = LiteralIndex.find(E);
  return It == LiteralIndex.end() ? Item::None : It->second;
}

std::unique_ptr<FunctionPlan> planFunction(const FunctionDecl &Function,
                                           const ProgramFacts &Facts,
                                           Diagnostics *Diags) {
  if (refuses(Function, Facts, Diags))
    return nullptr;
  auto Plan = std::make_unique<FunctionPlan>();
  Plan->Function = &Function;
  findResumePoints(*Plan, Facts);
  unsigned Hidden = 0;
  if (const NamedDecl *Hiding = planFrame(*Plan, Hidden)) {
    if (Diags)
      Diags->report(Hiding->getLocation(), DiagId::HiddenLocal)
          << &Function
          << (Plan->Locals[Hidden].Decl ? Plan->Locals[Hidden].Decl
                                        : Plan->Locals[Hidden].LengthOf);
    return nullptr;
  }
  // A wrong plan is a wrong resume: checked in every build.
  std::string Wrong = Plan->verify();
  if (!Wrong.empty())
    llvm::report_fatal_error(llvm::Twine("ferry-precompile: plan of '") +
                             Function.getName() + "': " + Wrong);
  return Plan;
}

void FunctionPlan::print(llvm::raw_ostream &OS) const {
  for (const Site &S : Sites) {
    OS << "    " << S.Number << " ";
    switch (S.What) {
    case Site::Poll:
      OS << "poll";
      break;
    case Site::Direct:
      OS << "call of " << S.Callee->getName();
      break;
    case Site::Indirect:
      OS << "call through a pointer";
      break;
    case Site::Setjmp:
      OS << "setjmp";
      break;
    }
    OS << ", line " << S.Line << ": ";
    if (S.Live.none())
      OS << "nothing lives";
    bool First = true;
    for (unsigned I : S.Live.set_bits()) {
      OS << (First ? "" : ", ") << (Locals[I].ByAddress ? "&" : "")
         << Locals[I].Name << (S.Store[I] ? "" : " (clean)");
      First = false;
    }
    OS << "\n";
  }
}

} // namespace ferry
