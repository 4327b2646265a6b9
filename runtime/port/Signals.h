//===- Signals.h - signals and the timer ------------------------*- C++ -*-===//
///
/// \file
/// The interval timer is a POSIX timer that sends a real-time signal, not a
/// thread: a second thread would make every lock in libc a real one. Handlers
/// are installed with SA_RESTART, so that most system calls of the program never
/// see an interruption (sleeping ones return early, as POSIX says).
///
//===----------------------------------------------------------------------===//
#ifndef FERRY_PORT_SIGNALS_H
#define FERRY_PORT_SIGNALS_H

#include <cstdint>
#include <string>
#include <string_view>

namespace ferry::port {

/// "USR1", "SIGUSR1", "10", "RTMIN+2"; 0: there is no such signal.
int signalNumber(const char *Name);
/// "USR1", "RTMIN+2"; in digits when this system has no name for it.
std::string signalName(int Number);

/// A sigset_t by names, because numbers differ (USR1 is 10 on x86 and 16 on MIPS): those
/// in it, in the order of these words, with blanks between them; where most are, "ALL"
/// and "-INT" for each that is not.
std::string maskWords(const void *Set);
/// Signals that this system does not have are left out: nobody can send them.
void setMaskWords(void *Set, std::string_view Words);

bool onSignal(int Number, void (*Handler)(int));

/// The signal of startTimer.
int timerSignal();
/// Sends timerSignal() every so many nanoseconds.
bool startTimer(int64_t Interval);

} // namespace ferry::port
#endif
