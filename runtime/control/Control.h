//===- Control.h - when to capture, and what then ---------------*- C++ -*-===//
///
/// \file
/// Signals and the timer only set flags; everything happens at a poll of the
/// program, on its own stack, with all of libc usable.
///
///   flag set -> __ferry_poll_requested -> next poll -> __ferry_poll
///     closed (foreign frames below)  wait: the request stands
///     open                           capture -> continue, or leave with 85
///
/// With FERRY_AT_POLL every poll takes the slow path, so that the N-th is the
/// same one on every ABI.
///
//===----------------------------------------------------------------------===//
#ifndef FERRY_CONTROL_CONTROL_H
#define FERRY_CONTROL_CONTROL_H

#include "capture/Capture.h"
#include "restore/Restore.h"

namespace ferry::control {

/// Timer, signals, counting: whatever the options ask for.
void startTriggers();

/// Lets the next poll capture.
void requestCapture();

/// FERRY_TEST_RECAPTURE: captures what was just restored; leaves with status 86
/// when it can't. All other threads wait at the sites where they were resumed.
void recaptureForTests(void *Record);

/// The C frames of the program start here (and grow downwards).
void setStackTop(uintptr_t Address);

/// Writes the statistics, if they are wanted, and leaves.
[[noreturn]] void leave(int Status);

/// Where __ferry_main lets re-entry forms find the restore that is going on.
extern restore::Restore *Restoring;

} // namespace ferry::control
#endif
