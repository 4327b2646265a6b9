//===- Main.cpp - a program starts, or goes on ----------------------------===//
///
/// \file
/// __ferry_main is what the external form of main became. Command line arguments
/// are copied into the heap, so that argv moves with the program; so is the
/// environment, for a main that has it as its third parameter.
///
//===----------------------------------------------------------------------===//
#include "adapters/Descriptors.h"
#include "adapters/ExitHandlers.h"
#include "adapters/LibraryVersions.h"
#include "control/Control.h"
#include "control/Options.h"
#include "control/Stats.h"
#include "control/Threads.h"
#include "frames/Threads.h"
#include "heap/Heap.h"
#include "port/Process.h"
#include "port/SignalHandlers.h"
#include "port/Undisturbed.h"

#include <cstdlib>
#include <cstring>

using namespace ferry;
using namespace ferry::control;

/// The symbol that generated code of this contract asks for.
const char FERRY_PASTE(__ferry_entry_abi_is_, FERRY_ENTRY_ABI) = 1;
const char FERRY_LONG_DOUBLE = 1;

restore::Restore *control::Restoring;

namespace {

int64_t RestoreStarted;
constinit port::SpinLock RestoreLock; ///< one re-entry form at a time
std::atomic<bool> Filled = false;

size_t thisThread() {
  return Restoring->indexOfThread(frames::currentThread()->Number);
}

[[noreturn]] void notRestored(const Failure &Why) {
  port::message("cannot restore: %s", Why.text().c_str());
  leave(ExitNotRestored);
}

void writeStats() { stats().write(options().Stats); }

char **copyArguments(int Count, char **From) {
  char **To = static_cast<char **>(heap::TheHeap.allocate(
      (static_cast<size_t>(Count) + 1) * sizeof(char *), &StringType));
  for (int I = 0; To && I < Count; ++I) {
    size_t Size = std::strlen(From[I]) + 1;
    To[I] = static_cast<char *>(heap::TheHeap.allocate(Size, &CharType));
    if (!To[I])
      return nullptr;
    std::memcpy(To[I], From[I], Size);
  }
  if (To)
    To[Count] = nullptr;
  return To;
}

/// What a thread of the image goes on with.
void *resumeThread(void *Argument) {
  auto *T = static_cast<frames::Thread *>(Argument);
  frames::beginThread(T);
  auto Outermost = reinterpret_cast<void *(*)(void *)>(
      Restoring->outermost(Restoring->indexOfThread(T->Number)));
  void *Result = Outermost(T->Records.Base);
  endThread();
  return Result;
}

/// The re-entry form of main returns when the program ends.
int resume() {
  RestoreStarted = port::monotonicClock();
  if (!adapters::runRestoredHandlers())
    notRestored({{}, "the C library takes no function to run at exit"});
  // Never freed: the frames below stay until the program ends.
  static restore::Restore &TheRestore =
      *new restore::Restore(program(), options().Overflow, options().Files,
                            options().FileChange);
  Failure Why;
  if (!TheRestore.open(options().Restore, Why))
    notRestored(Why);
  std::vector<frames::SideStack> Stacks = {frames::currentThread()->Records};
  std::vector<frames::Thread *> Threads;
  for (size_t N = 1; N < TheRestore.threadCount(); ++N) {
    frames::Thread *T =
        frames::addThread(testShift(), TheRestore.threadNumber(N));
    if (!T)
      notRestored({{}, "no memory for the threads"});
    Threads.push_back(T);
    Stacks.push_back(T->Records);
  }
  if (!TheRestore.prepare(Stacks, Why))
    notRestored(Why);
  Restoring = &TheRestore;
  for (frames::Thread *T : Threads)
    if (port::startThread(T->Handle, nullptr, resumeThread, T) != 0)
      notRestored({{}, "the system makes no thread"});
  auto Outermost = reinterpret_cast<int (*)(void *)>(TheRestore.outermost(0));
  return Outermost(Stacks[0].Base);
}

void reportRestore() {
  const Report &Counts = Restoring->counts();
  Stats &S = stats();
  S.Restored = true;
  S.RestoredAbi = Restoring->image().Types->abi().triple();
  S.RestoredBytes = Restoring->facts().Length;
  S.Plans = Restoring->converted();
  S.ConvertedBytes = Restoring->convertedBytes();
  S.RelocatedPointers = Restoring->addresses().relocated();
  S.DanglingPointers = Restoring->addresses().poisoned();
  S.Saturated = Counts.Saturated;
  S.Wrapped = Counts.Wrapped;
  S.RoundedFloats = Counts.RoundedFloats;
  S.RawBytes = Counts.RawBytes;
  if (uint64_t Lost = Counts.Saturated + Counts.Wrapped)
    port::message("restored with %llu values changed that do not fit here; the "
                  "first: %s",
                  static_cast<unsigned long long>(Lost),
                  Counts.FirstLossyPath.c_str());
  if (Counts.RoundedFloats)
    port::message("restored with %llu floating point values rounded",
                  static_cast<unsigned long long>(Counts.RoundedFloats));
}

} // namespace

int __ferry_main(int Count, char **Arguments,
                 int (*Start)(void *Place, int Count, char **Arguments)) {
  const Options &O = options();
  frames::Thread *Main = frames::addThread(testShift(), 0);
  if (!Main || !heap::TheHeap.start()) {
    port::message("no address space for the side stack and the heap");
    port::leave(O.Restore.empty() ? ExitNotCaptured : ExitNotRestored);
  }
  frames::beginThread(Main);
  adapters::rememberDescriptors();
  port::rememberSignalMask();
  setStackTop(reinterpret_cast<uintptr_t>(__builtin_frame_address(0)));
  if (!O.Stats.empty())
    atexit(writeStats);
  // For tests: the C frames of this process stand elsewhere, too.
  char *volatile Elsewhere =
      static_cast<char *>(__builtin_alloca(16 + testShift() * 32));
  *Elsewhere = 0;
  if (!O.Restore.empty())
    return resume();
  char **Copy = copyArguments(Count, Arguments);
  if (!Copy)
    port::die("no memory for the command line");
  startTriggers();
  *Main->ErrorNumber = 0; // as a program finds it
  return Start(__ferry_thread.base, Count, Copy);
}

char **__ferry_environment(void) {
  char **Environment = port::environment();
  int Count = 0;
  while (Environment && Environment[Count])
    ++Count;
  char **Copy = copyArguments(Count, Environment);
  if (!Copy)
    port::die("no memory for the environment");
  return Copy;
}

unsigned long __ferry_length(void *Record, const char *Name) {
  Failure Why;
  unsigned long Length;
  RestoreLock.lock();
  if (!Restoring->length(thisThread(), Record, Name, Length, Why))
    notRestored(Why);
  RestoreLock.unlock();
  return Length;
}

void __ferry_refill(void *Record) {
  Failure Why;
  RestoreLock.lock();
  for (;;) {
    auto Done = Restoring->refill(thisThread(), Record, Why);
    if (Done == restore::Restore::Refilled::No)
      notRestored(Why);
    if (Done == restore::Restore::Refilled::Yes)
      break;
    // The others go on meanwhile, or find that they can't either.
    size_t Before = Restoring->progress();
    RestoreLock.unlock();
    while (Restoring->progress() == Before)
      port::pause();
    RestoreLock.lock();
  }
  RestoreLock.unlock();
}

struct __jmp_buf_tag *__ferry_save_again(void *Record, unsigned Number) {
  Failure Why;
  RestoreLock.lock();
  void *Buffer = Restoring->saveAgain(thisThread(), Record, Number, Why);
  if (!Buffer && !Why.Message.empty())
    notRestored(Why);
  RestoreLock.unlock();
  return static_cast<struct __jmp_buf_tag *>(Buffer);
}

__ferry_code __ferry_reenter(void *Record, void *Next) {
  Failure Why;
  RestoreLock.lock();
  __ferry_code Code = Restoring->reenter(thisThread(), Record, Next, Why);
  if (!Code)
    notRestored(Why);
  RestoreLock.unlock();
  return Code;
}

void __ferry_resumed(void *Record) {
  Failure Why;
  bool All;
  RestoreLock.lock();
  if (!Restoring->arrive(thisThread(), Record, All, Why))
    notRestored(Why);
  if (!All) {
    // The last one to arrive fills the memory of all.
    frames::Thread *Self = frames::currentThread();
    *Self->ErrorNumber = Restoring->errorNumber(Self->Number);
    Self->ParkedEnd = frames::endOf(Record);
    RestoreLock.unlock();
    while (!Filled)
      port::pause();
    Self->ParkedEnd = nullptr;
    return;
  }
  // Handlers of the program come when it runs again.
  port::Undisturbed Quiet;
  port::HeldSignals Held;
  if (!Restoring->fillMemory(Why) || !adapters::setLibraryVersions(Why) ||
      !Restoring->placeFiles(Why) ||
      !adapters::setSignalActions(Restoring->signals(), Why) ||
      !adapters::setClocks(Restoring->clocks(), Why))
    notRestored(Why);
  reportRestore();
  Restoring->close();
  stats().RestoreTime = port::monotonicClock() - RestoreStarted;
  startTriggers();
  const frames::Thread &Self = *frames::currentThread();
  *Self.ErrorNumber = Restoring->errorNumber(Self.Number);
  recaptureForTests(Record);
  Filled = true;
  RestoreLock.unlock();
}
