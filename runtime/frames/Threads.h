//===- Threads.h - the threads that Ferry knows -----------------*- C++ -*-===//
///
/// \file
/// A capture takes all threads at once, each where it can be taken:
///
///   parked    at a poll, waiting for the capture to be over
///   blocked   in a foreign call that may block, its place published before it
///             (__ferry_block); when the call returns meanwhile, it waits
///
/// The thread that captures sets Stopping and waits until every other one is in
/// one of the two. Both sides write first and read then, sequentially
/// consistent, so either the capture sees a thread run on or that thread sees
/// Stopping; never neither.
///
/// Numbers are the program's handles of its threads: small, and kept across a
/// move. Main is 0.
///
//===----------------------------------------------------------------------===//
#ifndef FERRY_FRAMES_THREADS_H
#define FERRY_FRAMES_THREADS_H

#include "frames/SavedPositions.h"
#include "frames/SideStack.h"
#include "port/Threads.h"

#include <atomic>
#include <vector>

namespace ferry::frames {

struct Thread {
  unsigned Number = 0;
  SideStack Records;
  uintptr_t StackBottom = 0, StackTop = 0; ///< of its C frames
  struct __ferry_thread *Local = nullptr;  ///< its __ferry_thread; null: not begun
  port::ThreadHandle Handle = 0;
  int *ErrorNumber = nullptr;              ///< its errno; null: not begun
  std::atomic<char *> ParkedEnd = nullptr; ///< end of its records, while parked
  std::atomic<bool> Ended = false;         ///< and was not joined yet
  SavedPositions Positions;
};

/// The calling thread, or null when Ferry does not know it.
Thread *currentThread();

/// Makes a thread known that does not run yet. Null: no memory. Number: the next
/// one that is free.
Thread *addThread(size_t Shift);
Thread *addThread(size_t Shift, unsigned Number);
Thread *findThread(unsigned Number);
void removeThread(Thread *T);
/// The calling thread is this one.
void beginThread(Thread *T);

/// All of them; only while they are stopped, or there is one.
std::vector<Thread *> threads();

bool isStopping();
/// Waits at a poll until the capture is over.
void park(void *End);
/// Stops all others. False: another thread captures; it was waited for instead.
bool stopOthers(void *End);
/// After stopOthers: a thread that can't be captured because foreign code called
/// it, or null.
Thread *closedThread();
void resumeOthers();

bool isOnSideStack(uintptr_t Address);

} // namespace ferry::frames
#endif
