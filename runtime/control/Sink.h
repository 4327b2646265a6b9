//===- Sink.h - captures that the program asked for -------------*- C++ -*-===//
#ifndef FERRY_CONTROL_SINK_H
#define FERRY_CONTROL_SINK_H

#include "ferry/ferry.h"
#include "ferry/image/Writer.h"
#include "ferry/typeinfo/Failure.h"

namespace ferry::control {

struct SinkRequest {
  ferry_sink Sink = nullptr;
  ferry_done Done = nullptr;
  void *Context = nullptr;
};

/// Whether ferry_capture was called and its capture is still to come.
bool hasSinkRequest();
SinkRequest takeSinkRequest();
void finishSinkRequest(const SinkRequest &Request, bool Ok, const Failure &Why);

/// Passes the image on to the program's function.
class CallbackSink final : public image::Sink {
  const SinkRequest &Request;

public:
  explicit CallbackSink(const SinkRequest &Request) : Request(Request) {}
  image::Status write(const std::byte *Bytes, size_t Size) override;
};

} // namespace ferry::control
#endif
