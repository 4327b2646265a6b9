//===- SideStack.h - where frame records stand ------------------*- C++ -*-===//
///
/// \file
/// One side stack for each thread: records of capturable functions one behind
/// the other, outermost first. Nobody pops it; a capture knows the innermost
/// record, because it is the one that polls, and walks up to it from the base.
///
///   base                       poll
///   | main | solve | sweep ... | step |  (old records, never read)   | guard |
///
/// A second area of the same size, scratch, takes the records of capturable
/// functions that foreign code called: their frames can't be captured, so polls
/// are closed meanwhile and nothing that they store is read.
///
/// A side stack is several times as large as the limit of the C stack, and costs
/// only the pages that are used, so a runaway recursion ends at the guard of the C
/// stack as before, or at the one behind the side stack.
///
//===----------------------------------------------------------------------===//
#ifndef FERRY_FRAMES_SIDESTACK_H
#define FERRY_FRAMES_SIDESTACK_H

#include "ferry/generated.h"

#include <cstddef>
#include <cstdint>

namespace ferry::frames {

struct SideStack {
  void *Start = nullptr; ///< with its guards
  size_t Bytes = 0;
  char *Base = nullptr;  ///< of the outermost record
  size_t Room = 0;       ///< bytes from Base on

  bool contains(uintptr_t Address) const {
    return Address - reinterpret_cast<uintptr_t>(Start) < Bytes;
  }
};

/// `Shift` moves the base by so many records of 16 bytes and pages (for tests).
/// False: no memory.
bool makeSideStack(SideStack &S, size_t Shift);
void freeSideStack(SideStack &S);

/// The calling thread's records stand there from now on.
void useSideStack(const SideStack &S);
/// Gives what the calling thread took for closed calls back.
void freeScratch();

} // namespace ferry::frames
#endif
