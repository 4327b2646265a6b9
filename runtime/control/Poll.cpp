//===- Poll.cpp - the slow path of a poll ---------------------------------===//
#include "adapters/OptionParsing.h"
#include "control/Control.h"
#include "control/Options.h"
#include "control/Stats.h"
#include "control/Sink.h"
#include "frames/Threads.h"
#include "ferry/image/CheckpointFolder.h"
#include "port/ErrorNumber.h"
#include "port/File.h"
#include "port/Process.h"
#include "port/SignalHandlers.h"
#include "port/Signals.h"
#include "port/Streams.h"
#include "port/Undisturbed.h"

#include <cstdlib>

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

/// `ErrorNumber`: errno of the calling thread when it came to its poll.
std::vector<capture::ThreadState> stoppedThreads(char *End, int ErrorNumber) {
  std::vector<capture::ThreadState> States;
  for (frames::Thread *T : frames::threads()) {
    char *Parked = T->ParkedEnd;
    if (T->Ended) {
      States.push_back({T->Number, nullptr, nullptr, 0, 0, 0});
      continue;
    }
    // C frames: those of main begin below __ferry_main's.
    States.push_back({T->Number, T->Records.Base,
                      T == frames::currentThread() ? End
                      : Parked                     ? Parked
                                                   : T->Local->place,
                      T->StackBottom, T->Number == 0 ? StackTop : T->StackTop,
                      T == frames::currentThread() ? ErrorNumber
                                                   : *T->ErrorNumber});
  }
  return States;
}

/// One capture: the program is prepared, then the image is written somewhere.
template <typename Write>
bool captureNow(void *Record, int ErrorNumber, bool IntoSink, Failure &Why,
                Write WriteImage) {
  port::flushStreams();
  capture::Capture C(program(), /*ChannelsToo=*/IntoSink, options().CarriedSize);
  if (!C.prepare(stoppedThreads(frames::endOf(Record), ErrorNumber), Why))
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

void captureIntoFolder(void *Record, int ErrorNumber) {
  int64_t Start = port::monotonicClock(), Synced = port::syncTime();
  Failure Why;
  uint64_t Written = 0;
  bool Ok = captureNow(Record, ErrorNumber, /*IntoSink=*/false, Why,
                       [&](const image::Image &Image) {
                         return image::writeCheckpoint(options().Folder, Image,
                                                       nullptr, &Written);
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

/// When the request that stands began to wait; 0 when none does.
int64_t WaitingSince;
const char *WaitingUntil;

void sayNeverCaptured() {
  if (WaitingSince)
    port::message("no checkpoint: the program ended before '%s' had %s",
                  stats().WaitedFor, WaitingUntil);
}

/// The request stands until a poll at which \p Name has done what \p Until says. May be
/// called in a handler of a signal: takes no memory and no lock.
void waitFor(const char *Name,
             const char *Until = "returned to its caller, which Ferry did not build") {
  constexpr int64_t Long = 1000000000;
  Stats &S = stats();
  ++S.Waited;
  S.WaitedFor = Name ? Name : "a thread that Ferry does not know";
  WaitingUntil = Until;
  __ferry_poll_requested = 1;
  static bool Said;
  if (!WaitingSince) {
    WaitingSince = port::monotonicClock();
  } else if (!Said && port::monotonicClock() - WaitingSince > Long) {
    Said = true;
    port::message("the checkpoint waits until '%s' has %s", S.WaitedFor, Until);
  }
}

/// The capture that ferry_capture asked for.
void captureIntoSink(void *Record, int ErrorNumber) {
  SinkRequest Request = takeSinkRequest();
  Failure Why;
  bool Ok = captureNow(Record, ErrorNumber, /*IntoSink=*/true, Why, [&](const image::Image &Image) {
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
  // Both now: a poll in a handler of a signal takes no memory.
  stats();
  std::atexit(sayNeverCaptured);
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

void control::recaptureForTests(void *Record) {
  const char *Folder = testRecapture();
  if (!Folder)
    return;
  Failure Why;
  port::KeepErrorNumber Kept;
  if (captureNow(Record, Kept.number(), /*IntoSink=*/false, Why, [&](const image::Image &Image) {
        return image::writeCheckpoint(Folder, Image);
      }))
    return;
  port::message("what was restored can't be captured: %s", Why.text().c_str());
  leave(ExitNotCaptured);
}

void control::leave(int Status) {
  if (!options().Stats.empty())
    stats().write(options().Stats);
  port::leave(Status);
}

void __ferry_poll(void *Record) {
  if (frames::isStopping()) {
    frames::park(frames::endOf(Record));
    return;
  }
  Stats &S = stats();
  ++S.Polls;
  // Reset before the flags are read: what comes in between sets it again.
  __ferry_poll_requested = Counting;
  if (Counting && S.Polls == options().AtPoll)
    CaptureRequested = 1;
  bool ForSink = hasSinkRequest();
  if (!CaptureRequested && !ForSink)
    return;
  port::KeepErrorNumber Kept;
  const struct __ferry_thread &T = __ferry_thread;
  // Records of frames below foreign code stand apart, whatever is believed to be open.
  const frames::Thread *Self = frames::currentThread();
  if (T.closed || !T.base ||
      (Self && !Self->Records.contains(reinterpret_cast<uintptr_t>(Record)))) {
    waitFor(T.closed_by);
    return;
  }
  if (const char *Parser = adapters::parsesOptions()) {
    waitFor(Parser, "come to the end of the options");
    return;
  }
  // A handler of the program finds it before or behind a capture, never in one.
  port::Undisturbed Quiet;
  port::HeldSignals Held;
  if (!frames::stopOthers(frames::endOf(Record)))
    return;
  if (frames::Thread *Closed = frames::closedThread()) {
    waitFor(Closed->Local->closed_by);
  } else {
    WaitingSince = 0;
    if (ForSink)
      captureIntoSink(Record, Kept.number());
    if (CaptureRequested) {
      CaptureRequested = 0;
      captureIntoFolder(Record, Kept.number());
    }
  }
  frames::resumeOthers();
}
