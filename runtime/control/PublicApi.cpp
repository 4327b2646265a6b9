//===- PublicApi.cpp - what ferry.h declares ------------------------------===//
#include "control/Control.h"
#include "control/Sink.h"
#include "frames/SideStack.h"

#include <cstring>

using namespace ferry;
using namespace ferry::control;

namespace {
SinkRequest Pending;
} // namespace

// Calls in capturable functions are replaced by a poll; one that is left stands
// in a function that Ferry never saw.
void ferry_poll(void) {}

const char *ferry_version(void) { return FERRY_VERSION; }

const char *ferry_status_text(ferry_status Status) {
  switch (Status) {
  case FERRY_OK:
    return "ok";
  case FERRY_BUSY:
    return "a capture is requested already";
  case FERRY_NOT_MIGRATABLE:
    return "the program was not built by ferry-cc, or main can't reach a poll";
  case FERRY_NOT_CAPTURED:
    return "the program could not be captured";
  }
  return "unknown status";
}

ferry_status ferry_capture(ferry_sink Sink, ferry_done Done, void *Context) {
  if (Pending.Sink)
    return FERRY_BUSY;
  if (!__ferry_thread.base)
    return FERRY_NOT_MIGRATABLE;
  Pending = {Sink, Done, Context};
  __ferry_poll_requested = 1;
  return FERRY_OK;
}

ferry_status ferry_checkpoint(void) {
  if (!__ferry_thread.base)
    return FERRY_NOT_MIGRATABLE;
  requestCapture();
  return FERRY_OK;
}

bool control::hasSinkRequest() { return Pending.Sink; }

SinkRequest control::takeSinkRequest() {
  SinkRequest Taken = Pending;
  Pending = {};
  return Taken;
}

void control::finishSinkRequest(const SinkRequest &Request, bool Ok,
                                const Failure &Why) {
  if (!Request.Done)
    return;
  ferry_error Error;
  std::string Text = Ok ? "" : Why.text();
  size_t Length = Text.copy(Error.text, sizeof Error.text - 1);
  Error.text[Length] = 0;
  Request.Done(Request.Context, Ok ? FERRY_OK : FERRY_NOT_CAPTURED, &Error);
}

image::Status CallbackSink::write(const std::byte *Bytes, size_t Size) {
  if (Request.Sink(Request.Context, Bytes, Size) != 0)
    return {image::Code::System, "the sink did not take the image"};
  return {};
}
