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

namespace ferry::port {

struct Stream {
  const char *Name;
  void *Address;
};

/// stdin, stdout, stderr.
std::array<Stream, 3> streams();

void flushStreams();

} // namespace ferry::port
#endif
