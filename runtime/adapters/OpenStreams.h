//===- OpenStreams.h - the adapter "streams" --------------------*- C++ -*-===//
///
/// \file
/// The program's stdio streams: over which descriptor, how they are used, and what libc
/// holds of them in memory; unread bytes above all, which may no longer stand in the
/// file. Their output has been flushed before. Pointers to them go by their number in the
/// order in which they were opened. docs/ImageFormat.md, Resources.
///
//===----------------------------------------------------------------------===//
#ifndef FERRY_ADAPTERS_OPENSTREAMS_H
#define FERRY_ADAPTERS_OPENSTREAMS_H

#include "adapters/Files.h"
#include "port/StreamStates.h"

namespace ferry::adapters {

inline constexpr std::string_view StreamsName = "streams";
inline constexpr uint32_t StreamsVersion = 1;

struct OpenStream {
  /// "stdin", "stdout", "stderr"; of others what its block is called in the image.
  std::string Name;
  port::StreamState State;
  _IO_FILE *Stream = nullptr;
};

/// The program's streams. False: one can't be carried.
bool findStreams(const std::vector<OpenedFile> &Files, std::vector<OpenStream> &Streams,
                 Failure &Why);
/// The resource's bytes; empty when there is none.
std::string writeStreams(const std::vector<OpenStream> &Streams);

/// False: these are no such bytes.
bool readStreams(const image::Resource &From, std::vector<OpenStream> &Streams, Failure &Why);
/// Makes a stream for each, over what is held open.
bool openStreams(const std::vector<OpenedFile> &Files, std::vector<OpenStream> &Streams,
                 Failure &Why);
/// When the files are in their places. Streams then are what they were.
bool setStreams(std::vector<OpenStream> &Streams, Failure &Why);

} // namespace ferry::adapters
#endif
