//===- Streams.h - libc's standard streams ----------------------*- C++ -*-===//
///
/// \file
/// Streams are libc's own memory: they don't move. A pointer to one of the three
/// standard ones goes by name, and before a capture all output is handed to the
/// system, so that nothing is lost and nothing printed twice.
///
//===----------------------------------------------------------------------===//
#ifndef FERRY_PORT_STREAMS_H
#define FERRY_PORT_STREAMS_H

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace ferry::port {

struct Stream {
  const char *Name;
  void *Address;
};

/// stdin, stdout, stderr.
std::array<Stream, 3> streams();

void flushStreams();

/// How far stdin was read by the program.
struct Input {
  bool IsWide = false;
  uint64_t Position = 0; ///< of a file, in bytes: what comes behind Unread
  /// What the program reads next: characters of ungetc, and what else the stream has in
  /// its buffer when it is no file.
  std::string Unread;
};
Input standardInput();

/// False: stdin is no file, or a shorter one.
bool seekStandardInput(uint64_t Position);
/// The program reads these bytes next.
bool unreadStandardInput(std::string_view Bytes);

} // namespace ferry::port
#endif
