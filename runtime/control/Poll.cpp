//===- Poll.cpp - the slow path of a poll ---------------------------------===//
#include "control/Control.h"
#include "control/Options.h"
#include "control/Stats.h"
#include "ferry/ferry.h"
#include "control/Sink.h"
#include "ferry/image/CheckpointFolder.h"
#include "port/File.h"
#include "port/Process.h"
#include "port/Signals.h"
#include "port/Streams.h"

using namespace ferry;
using namespace ferry::control;

volatile int __ferry_poll_requested;

namespace {

/// Set by signals, taken by polls.
volatile int CaptureRequested;
bool Counting;
uintptr_t StackTop;

extern "C" void onCaptureSignal(int) {
  CaptureRequested = 1;
  __ferry_poll_requested = 1;
}

/// Says something about captures once, not at each of a thousand checkpoints.
void sayOnce(bool &Said, const std::string &Text) {
  if (!Said)
    port::message("%s", Text.c_str());
  Said = true;
}

/// One capture: the program is prepared, then the image is written somewhere.
template <typename Write>
bool capture(void *Record, Failure &Why, Write WriteImage) {
  port::flushStreams();
  const __ferry_site *Site = static_cast<__ferry_record *>(Record)->site;
  capture::ThreadState Thread = {
      "main", __ferry_thread.base,
      static_cast<char *>(Record) + Site->function->record_size,
      reinterpret_cast<uintptr_t>(__builtin_frame_address(0)), StackTop};
  capture::Capture C(program());
  if (!C.prepare({Thread}, Why))
    return false;
  image::Status S = WriteImage(C.image());
  if (!S.ok()) {
    Why = {{}, S.text()};
    return false;
  }
  stats().PoisonedPointers = C.poisoned();
  if (C.poisoned()) {
    static bool Said;
    sayOnce(Said, "captured with " + std::to_string(C.poisoned()) +
                      " dangling pointers; the first: " + C.firstPoisoned());
  }
  return true;
}

void captureIntoFolder(void *Record) {
  int64_t Start = port::monotonicClock(), Synced = port::syncTime();
  Failure Why;
  uint64_t Written = 0;
  bool Ok = capture(Record, Why, [&](const image::Image &Image) {
    return image::writeCheckpoint(options().Folder, Image, nullptr, &Written);
  });
  Stats &S = stats();
  if (Ok) {
    ++S.Captures;
    S.Bytes = Written;
    S.CaptureTime = port::monotonicClock() - Start;
    S.SyncTime = port::syncTime() - Synced;
    if (options().ThenExit)
      leave(ExitCaptured);
    return;
  }
  ++S.FailedCaptures;
  static bool Said;
  sayOnce(Said, "no checkpoint: " + Why.text());
  if (options().ThenExit)
    leave(ExitNotCaptured);
}

/// The capture that ferry_capture asked for.
void captureIntoSink(void *Record) {
  SinkRequest Request = takeSinkRequest();
  Failure Why;
  bool Ok = capture(Record, Why, [&](const image::Image &Image) {
    CallbackSink To(Request);
    return image::writeImage(Image, To);
  });
  if (Ok)
    ++stats().Captures;
  else
    ++stats().FailedCaptures;
  finishSinkRequest(Request, Ok, Why);
}

} // namespace

void control::setStackTop(uintptr_t Address) { StackTop = Address; }

void control::requestCapture() {
  CaptureRequested = 1;
  __ferry_poll_requested = 1;
}

void control::startTriggers() {
  const Options &O = options();
  Counting = O.AtPoll != 0;
  if (Counting)
    __ferry_poll_requested = 1;
  if (O.Signal && !port::onSignal(O.Signal, onCaptureSignal)) {
    port::message("FERRY_ON_SIGNAL: this signal can't be caught");
    leave(ExitNotCaptured);
  }
  if (O.Every && !(port::onSignal(port::timerSignal(), onCaptureSignal) &&
                   port::startTimer(O.Every))) {
    port::message("FERRY_EVERY: the system has no timer for it");
    leave(ExitNotCaptured);
  }
}

void control::leave(int Status) {
  if (!options().Stats.empty())
    stats().write(options().Stats);
  port::leave(Status);
}

void __ferry_poll(void *Record) {
  Stats &S = stats();
  ++S.Polls;
  // Reset before the flags are read: what comes in between sets it again.
  __ferry_poll_requested = Counting;
  if (Counting && S.Polls == options().AtPoll)
    CaptureRequested = 1;
  bool ForSink = hasSinkRequest();
  if (!CaptureRequested && !ForSink)
    return;
  const struct __ferry_thread &T = __ferry_thread;
  if (T.closed || !T.base) {
    ++S.Waited;
    S.WaitedFor = T.closed_by ? T.closed_by : "a thread that Ferry does not know";
    __ferry_poll_requested = 1;
    return;
  }
  if (ForSink)
    captureIntoSink(Record);
  if (CaptureRequested) {
    CaptureRequested = 0;
    captureIntoFolder(Record);
  }
}
