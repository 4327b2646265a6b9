//===- Process.h - this process and its threads -----------------*- C++ -*-===//
///
/// \file
/// Messages, leaving, threads and locks. A message is one line on standard error
/// that starts "ferry: ", written in one piece, so that lines of several
/// processes don't mix.
///
//===----------------------------------------------------------------------===//
#ifndef FERRY_PORT_PROCESS_H
#define FERRY_PORT_PROCESS_H

#include <atomic>
#include <cstdint>
#include <string_view>

namespace ferry::port {

[[gnu::format(printf, 1, 2)]] void message(const char *Format, ...);
/// As message, then abort().
[[noreturn, gnu::format(printf, 1, 2)]] void die(const char *Format, ...);

/// Leaves at once: no atexit handler of the program runs.
[[noreturn]] void leave(int Status);

/// True while the process never had a second thread.
bool hasOneThread();

/// Null when the variable is not set or empty.
const char *environmentVariable(const char *Name);
/// All of it, as main gets it.
char **environment();

/// The name the program was started with, without folders.
std::string_view programName();

int processId();

/// Seconds since 1970.
int64_t wallClock();
/// Nanoseconds since some time.
int64_t monotonicClock();

/// A word, not a bool: RISC-V has no exchange of bytes and would want libatomic.
class SpinLock {
  std::atomic<unsigned> Held = 0;

public:
  void lock();
  void unlock() { Held.store(0, std::memory_order_release); }
};

} // namespace ferry::port
#endif
