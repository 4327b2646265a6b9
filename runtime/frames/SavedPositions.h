//===- SavedPositions.h - what setjmp left in jmp_bufs ----------*- C++ -*-===//
///
/// \file
/// A jmp_buf holds registers and addresses of one process. To set it again
/// elsewhere one has to know which frame called setjmp, and where. Each call of
/// setjmp in a capturable function is noted by what it wrote:
///
///   bytes in the jmp_buf  ->  frame record, site
///
/// By the bytes, not by the jmp_buf's address: programs copy jmp_bufs (to put an
/// outer one back), and then the copy must mean what the bytes mean. What no note
/// fits was written by code that Ferry does not know, or by nobody.
///
/// Of setjmp in a function that can't be captured only the jmp_buf's address is known, and
/// what was closed then. Few are kept: one that is not known any more leaves closed what
/// is closed, which makes captures wait and does no harm.
///
/// Nobody says when a frame returns. A note of a frame that is gone is dropped when
/// a frame below calls setjmp; at a capture only frames that are there count. That a
/// function which was called again in the same place is taken for the one that
/// called setjmp does no harm: no program may jump there.
///
//===----------------------------------------------------------------------===//
#ifndef FERRY_FRAMES_SAVEDPOSITIONS_H
#define FERRY_FRAMES_SAVEDPOSITIONS_H

#include "ferry/generated.h"
#include "port/Jumps.h"

#include <array>
#include <vector>

namespace ferry::frames {

struct SavedPosition {
  void *Buffer;              ///< that setjmp was called with
  char *Record;
  const __ferry_site *Site;
  unsigned int Closed;       ///< __ferry_thread's, where setjmp was called
  std::array<char, port::JumpRegisters> Bytes;
};

/// Of one thread.
class SavedPositions {
public:
  /// setjmp is about to be called with `Buffer`, by the frame of `Record`.
  void expect(void *Buffer, char *Record, unsigned Closed);
  /// It has returned for the first time.
  void note(unsigned Closed);
  /// As both, for bytes that stand there already.
  void add(void *Buffer, char *Record, const __ferry_site *Site);

  /// setjmp is about to be called with `Buffer` by a function without a frame record.
  void mark(void *Buffer, unsigned Closed);
  struct Mark {
    const void *Buffer;
    unsigned Closed;
  };
  /// Null: none is known of the jmp_buf at this place.
  const Mark *findMark(const void *Buffer) const;

  /// What wrote the bytes at `Buffer`, or null.
  const SavedPosition *find(const void *Buffer) const;
  /// Of frames that can be captured, outermost first.
  const std::vector<SavedPosition> &open() const { return Open; }

private:
  static void put(std::vector<SavedPosition> &Into, const SavedPosition &P);

  /// In order of their frames, because a note of a deeper one is dropped.
  std::vector<SavedPosition> Open;
  /// Of frames that foreign code called, whose records stand apart: in order of
  /// Closed, then of the frames.
  std::vector<SavedPosition> Shut;
  std::array<Mark, 64> Marks = {};
  size_t NextMark = 0;
  /// A handler of a signal may come in between expect and note and call setjmp itself;
  /// more is closed then.
  std::array<SavedPosition, 8> Next = {};
  SavedPosition &next(unsigned Closed) { return Next[Closed % Next.size()]; }
};

} // namespace ferry::frames
#endif
