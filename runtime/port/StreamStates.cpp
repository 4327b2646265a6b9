//===- StreamStates.cpp - what libc's streams hold in memory --------------===//
///
/// \file
/// glibc's. The layout of struct _IO_FILE is in a public header and the same since glibc
/// 2.1, and _IO_list_all is exported; the bits of _flags are in no header:
///
///   0x1  buffer of the program   0x2    not buffered   0x4    not for reading
///   0x8  not for writing         0x10   end of file    0x20   error
///   0x100  reads what was pushed back                  0x200  buffers lines
///   0x1000 appends
///
/// What was pushed back stands in a memory of its own. While that is read (0x100) the
/// buffer's read area waits in _IO_save_base and _IO_save_end.
//===----------------------------------------------------------------------===//
#include "port/StreamStates.h"

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <wchar.h>

extern "C" _IO_FILE *_IO_list_all;

using namespace ferry;
using port::StreamState;

namespace {
enum : int {
  OwnBuffer = 0x1,
  NotBuffered = 0x2,
  NoReads = 0x4,
  NoWrites = 0x8,
  EndSeen = 0x10,
  ErrorSeen = 0x20,
  InPushedBack = 0x100,
  LineBuffered = 0x200,
  Appending = 0x1000,
};
constexpr int MappedFile = 1; // of _flags2

std::string between(const char *From, const char *To) {
  return From && From < To ? std::string(From, static_cast<size_t>(To - From)) : "";
}
} // namespace

bool port::isOpenStream(const _IO_FILE *Stream) {
  for (const _IO_FILE *F = _IO_list_all; F; F = F->_chain)
    if (F == Stream)
      return true;
  return false;
}

bool port::isOver(_IO_FILE *Stream, int Descriptor) {
  return Stream->_fileno == Descriptor && isOpenStream(Stream);
}

const char *port::streamState(_IO_FILE *Stream, StreamState &State) {
  const _IO_FILE &F = *Stream;
  State = {};
  State.Descriptor = F._fileno;
  if (fwide(Stream, 0) > 0)
    return "it is used for wide characters, which can't be carried";
  if (F._flags2 & MappedFile)
    return "it reads a mapped file (an m in its mode), which can't be carried";
  if ((F._flags & (OwnBuffer | NotBuffered)) == OwnBuffer)
    return "it has a buffer of the program's (setvbuf), which can't be carried";
  if (F._IO_write_ptr > F._IO_write_base)
    return "its output can't be written";
  State.Reads = !(F._flags & NoReads);
  State.Writes = !(F._flags & NoWrites);
  State.Appends = F._flags & Appending;
  State.IsOfBytes = fwide(Stream, 0) < 0;
  State.AtEnd = F._flags & EndSeen;
  State.Failed = F._flags & ErrorSeen;
  State.Buffering = F._flags & NotBuffered    ? StreamState::None
                    : F._flags & LineBuffered ? StreamState::Line
                                              : StreamState::Full;
  if (State.Buffering != StreamState::None && F._IO_buf_base)
    State.BufferSize = static_cast<uint64_t>(F._IO_buf_end - F._IO_buf_base);
  const char *Next = F._IO_read_ptr, *End = F._IO_read_end;
  if (F._flags & InPushedBack) {
    State.PushedBack = between(Next, End);
    Next = F._IO_save_base;
    End = F._IO_save_end;
  }
  // What is behind its end was read before it; nothing of that is read again.
  State.Buffered = between(F._IO_buf_base, End);
  State.Used = State.Buffered.empty() ? 0 : static_cast<uint64_t>(Next - F._IO_buf_base);
  State.Position = F._offset;
  return nullptr;
}

_IO_FILE *port::openStream(int Descriptor, const StreamState &S) {
  // Whether it appends is set later: fdopen would change the descriptor.
  return fdopen(Descriptor, !S.Reads ? "w" : S.Writes ? "r+" : "r");
}

bool port::setStreamState(_IO_FILE *Stream, const StreamState &S) {
  _IO_FILE &F = *Stream;
  // Constructors of the program may have printed something.
  if (fflush(Stream) != 0)
    return false;
  // Of a standard one.
  F._flags &= ~(NoReads | NoWrites | Appending);
  F._flags |= (S.Reads ? 0 : NoReads) | (S.Writes ? 0 : NoWrites) | (S.Appends ? Appending : 0);
  if (S.Buffering == StreamState::None) {
    if (setvbuf(Stream, nullptr, _IONBF, 0) != 0 || S.Buffered.size() > 1)
      return false;
  } else {
    if (F._IO_buf_base && !(F._flags & OwnBuffer))
      std::free(F._IO_buf_base);
    F._flags &= ~(OwnBuffer | NotBuffered | LineBuffered);
    if (S.Buffering == StreamState::Line)
      F._flags |= LineBuffered;
    F._IO_buf_base = F._IO_buf_end = nullptr;
    if (S.BufferSize) {
      F._IO_buf_base = static_cast<char *>(std::malloc(static_cast<size_t>(S.BufferSize)));
      if (!F._IO_buf_base)
        return false;
      F._IO_buf_end = F._IO_buf_base + S.BufferSize;
    }
    if (S.Buffered.size() > S.BufferSize)
      return false;
  }
  F._IO_write_base = F._IO_write_ptr = F._IO_write_end = F._IO_buf_base;
  if (!S.Buffered.empty())
    std::memcpy(F._IO_buf_base, S.Buffered.data(), S.Buffered.size());
  // Not from its start: ungetc would take a character that stands in front for its own.
  F._IO_read_base = F._IO_read_ptr = F._IO_buf_base ? F._IO_buf_base + S.Used : nullptr;
  F._IO_read_end = F._IO_buf_base ? F._IO_buf_base + S.Buffered.size() : nullptr;
  F._fileno = S.Descriptor;
  F._offset = S.Position;
  for (size_t N = S.PushedBack.size(); N--;)
    if (ungetc(static_cast<unsigned char>(S.PushedBack[N]), Stream) == EOF)
      return false;
  if (S.PushedBack.empty())
    F._IO_read_base = F._IO_buf_base;
  if (S.IsOfBytes)
    fwide(Stream, -1);
  F._flags &= ~(EndSeen | ErrorSeen);
  F._flags |= (S.AtEnd ? EndSeen : 0) | (S.Failed ? ErrorSeen : 0);
  return true;
}
