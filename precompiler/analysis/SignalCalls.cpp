//===- SignalCalls.cpp - functions that install handlers --------------------===//

#include "SignalCalls.h"
#include "UnitSummary.h"
#include "clang/AST/Attr.h"
#include "clang/AST/Decl.h"
#include "llvm/ADT/StringSwitch.h"

using namespace clang;

namespace ferry {

llvm::StringRef signalCall(const FunctionDecl &Function) {
  // Called without a declaration it is most likely meant, too.
  if (!Function.getIdentifier() ||
      !(isForeign(Function) || Function.getMostRecentDecl()->isImplicit()))
    return {};
  const auto *Label = Function.getMostRecentDecl()->getAttr<AsmLabelAttr>();
  return llvm::StringSwitch<llvm::StringRef>(Label ? Label->getLabel()
                                                   : Function.getName())
      .Cases("signal", "bsd_signal", "ssignal", "__ferry_signal")
      .Cases("sysv_signal", "__sysv_signal", "__ferry_signal_once")
      .Case("sigaction", "__ferry_sigaction")
      .Default({});
}

} // namespace ferry
