//===- LibraryCallbacks.cpp - functions of libc that call back --------------===//

#include "LibraryCallbacks.h"
#include "UnitSummary.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"
#include "llvm/ADT/StringMap.h"

using namespace clang;

namespace ferry {
namespace {

struct Version {
  const char *Name;
  unsigned Position;
};

const Version *versionOf(const FunctionDecl &Function) {
  static const llvm::StringMap<Version> Versions = {
#define FERRY_LIBRARY_CALLBACK(Name, Position) {#Name, {"__ferry_" #Name, Position}},
#include "LibraryCallbacks.def"
  };
  if (!Function.getIdentifier() || !Function.isExternallyVisible())
    return nullptr;
  auto Found = Versions.find(Function.getName());
  return Found != Versions.end() && isForeign(Function) &&
                 Function.getNumParams() > Found->second.Position
             ? &Found->second
             : nullptr;
}

} // namespace

llvm::StringRef instrumentedVersion(const FunctionDecl &Function) {
  const Version *V = versionOf(Function);
  return V ? V->Name : llvm::StringRef();
}

std::optional<PassedCallback> passedCallback(const CallExpr &Call) {
  const FunctionDecl *Callee = Call.getDirectCallee();
  const Version *V = Callee ? versionOf(*Callee) : nullptr;
  if (!V || Call.getNumArgs() <= V->Position)
    return std::nullopt;
  return PassedCallback{namedFunction(Call.getArg(V->Position)),
                        Callee->getParamDecl(V->Position)->getType()};
}

} // namespace ferry
