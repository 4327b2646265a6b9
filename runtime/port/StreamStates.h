//===- StreamStates.h - what libc's streams hold in memory ------*- C++ -*-===//
///
/// \file
/// A FILE is libc's own memory. What a program can tell of it from outside, and glibc's
/// buffer, whose bytes are the next ones that the program reads, whatever stands in the
/// file by now.
///
//===----------------------------------------------------------------------===//
#ifndef FERRY_PORT_STREAMSTATES_H
#define FERRY_PORT_STREAMSTATES_H

#include <cstdint>
#include <string>

struct _IO_FILE;

namespace ferry::port {

struct StreamState {
  int Descriptor = -1;
  bool Reads = false, Writes = false, Appends = false;
  bool IsOfBytes = false; ///< its orientation is set
  bool AtEnd = false, Failed = false;
  enum { Full, Line, None } Buffering = Full;
  /// Of its buffer; 0: it has none yet, or needs none (None).
  uint64_t BufferSize = 0;
  /// From the buffer's start to the end of what was read, and how much of it the program
  /// has had.
  std::string Buffered;
  uint64_t Used = 0;
  std::string PushedBack; ///< by ungetc, what is read first in front
  int64_t Position = -1;  ///< what libc believes to be the descriptor's; -1: it asks
};

/// Whether libc has this stream open.
bool isOpenStream(const _IO_FILE *Stream);
bool isOver(_IO_FILE *Stream, int Descriptor);

/// After its output has been flushed. Null, or why it can't be carried.
const char *streamState(_IO_FILE *Stream, StreamState &State);

/// A stream over the descriptor, which must be open in such a way; null: it is not.
_IO_FILE *openStream(int Descriptor, const StreamState &State);
/// Gives a stream that has done nothing yet this state, over the state's descriptor.
bool setStreamState(_IO_FILE *Stream, const StreamState &State);

} // namespace ferry::port
#endif
