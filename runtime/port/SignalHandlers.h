//===- SignalHandlers.h - what the program wants to do at signals -*- C++ -*-===//
///
/// \file
/// signal and sigaction of the program are __ferry_signal and __ferry_sigaction.
/// What the system calls is a function of Ferry's, which calls the
/// program's: as foreign code does, so that polls below it are closed and a capture waits
/// until it has returned, whatever the interrupted code was about to call.
///
/// What can be carried of it: what the program set for which signal, which signals it
/// blocks, and those that came and are blocked.
///
//===----------------------------------------------------------------------===//
#ifndef FERRY_PORT_SIGNALHANDLERS_H
#define FERRY_PORT_SIGNALHANDLERS_H

#include "ferry/generated.h"

#include <string>
#include <string_view>
#include <vector>

struct sigaction;

extern "C" {
/* signal and sigaction of the program; `_once` is what signal means to System V, and
 * under -std=c99. Generated code has these declarations: analysis/SignalCalls. */
int __ferry_sigaction(int Number, const struct sigaction *Wanted, struct sigaction *Old);
void (*__ferry_signal(int Number, void (*Handler)(int)))(int);
void (*__ferry_signal_once(int Number, void (*Handler)(int)))(int);
}

namespace ferry::port {

/// What the program set for one signal.
struct SignalAction {
  std::string Signal; ///< its name, as signalName has it
  enum { Default, Ignore, Call } What = Default;
  __ferry_code Handler = nullptr; ///< Call
  std::string Flags;              ///< words with a blank in front of each
  std::string Mask;               ///< as maskWords
};

/// In the order of their names.
std::vector<SignalAction> signalActions();
/// A signal that this system does not have is left out: nobody can send it. False: a word
/// of the flags is not known, or the system refuses.
bool setSignalAction(const SignalAction &Action);

/// Signals don't come while one exists, but those of faults.
class HeldSignals {
public:
  HeldSignals();
  ~HeldSignals();
  HeldSignals(const HeldSignals &) = delete;

private:
  bool Outermost;
};

/// Remembers what the process was started with.
void rememberSignalMask();
/// Which signals the program blocks (maskWords), without those that HeldSignals does.
/// False: it never changed that.
bool blockedSignals(std::string &Words);
void blockSignals(std::string_view Words);
/// Names of the blocked ones that have come.
std::vector<std::string> pendingSignals();
/// While signals are held: one has come that the program does not block, and waits.
bool isOnItsWay(int Number);
void sendSignal(std::string_view Name);

} // namespace ferry::port
#endif
