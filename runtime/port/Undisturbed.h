//===- Undisturbed.h - no handler of the program runs meanwhile -*- C++ -*-===//
///
/// \file
/// Ferry puts into programs what was not there: a heap, a list of jmp_bufs, captures. A
/// handler of the program may come at any moment in there, use them itself, or leave
/// with a longjmp, where the program had nothing that this could hurt. So handlers of
/// signals that come while one of these exists wait until the last one is gone
/// (port/SignalHandlers.cpp). Signals of faults (SEGV at an access) don't wait.
///
/// Two additions, no system call: it is around every malloc. For what takes long there is
/// HeldSignals as well: system calls are not interrupted then.
///
//===----------------------------------------------------------------------===//
#ifndef FERRY_PORT_UNDISTURBED_H
#define FERRY_PORT_UNDISTURBED_H

#include <atomic>

namespace ferry::port {

/// How many of these the calling thread is in.
extern __thread volatile unsigned Undisturbances
    __attribute__((tls_model("initial-exec")));
/// Handlers wait.
extern volatile unsigned WaitingHandlers;
void runWaitingHandlers();

class Undisturbed {
public:
  Undisturbed() {
    Undisturbances = Undisturbances + 1;
    std::atomic_signal_fence(std::memory_order_seq_cst);
  }
  ~Undisturbed() {
    std::atomic_signal_fence(std::memory_order_seq_cst);
    Undisturbances = Undisturbances - 1;
    std::atomic_signal_fence(std::memory_order_seq_cst);
    if (__builtin_expect(WaitingHandlers != 0, 0))
      runWaitingHandlers();
  }
  Undisturbed(const Undisturbed &) = delete;
};

} // namespace ferry::port
#endif
