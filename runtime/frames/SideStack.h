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
/// A record is never larger than a few times the C frame of its function, so a
/// runaway recursion ends at the guard of the C stack as before, or at the guard
/// behind the side stack: a segmentation fault either way.
///
//===----------------------------------------------------------------------===//
#ifndef FERRY_FRAMES_SIDESTACK_H
#define FERRY_FRAMES_SIDESTACK_H

#include "ferry/generated.h"

#include <cstddef>
#include <cstdint>

namespace ferry::frames {

/// Gives the calling thread its side stack, unless it has one. `Shift` moves its
/// base by so many records of 16 bytes and pages (for tests). False: no memory.
bool startThread(size_t Shift);
/// Releases it.
void endThread();

/// Bytes that a side stack is given, if there is memory.
size_t sideStackSize();
/// Bytes of the calling thread's.
size_t sideStackRoom();

/// Whether an address is in the calling thread's side stack or scratch area.
bool isOnSideStack(uintptr_t Address);

} // namespace ferry::frames
#endif
