//===- Capture.h - the living program becomes an image ----------*- C++ -*-===//
///
/// \file
/// In place: nothing is unwound, moved, converted or written to. The image that
/// prepare() puts together points into the program's own memory; while it is
/// written the program stands at its poll.
///
///   frames      the records on the side stack, as they stand
///   locals      blocks on the C stack, found through the records
///   variables   blocks; constants and literals by name only
///   heap        one run for each slab, dead cells and all
///   jmp_bufs    by the frame and site that a longjmp leads to
///   pointers    as they are; every one is looked at (Targets.h), and what could
///               not be found again elsewhere is refused with the path to it
///
//===----------------------------------------------------------------------===//
#ifndef FERRY_CAPTURE_CAPTURE_H
#define FERRY_CAPTURE_CAPTURE_H

#include "adapters/OpenStreams.h"
#include "capture/PointerScan.h"
#include "capture/Targets.h"
#include "ferry/image/SavedPositions.h"
#include "frames/FrameWalk.h"

#include <deque>

namespace ferry::heap {
struct Slab;
}

namespace ferry::capture {

/// A thread that stands still; main, number 0, comes first.
struct ThreadState {
  unsigned Number;
  void *Base, *End;                 ///< of its records
  uintptr_t StackBottom, StackTop;  ///< of its C frames
  int ErrorNumber;                  ///< its errno
};

class Capture {
public:
  /// \p ChannelsToo: the program may have sockets and pipes; one takes the image.
  /// Open files of at most \p CarriedSize bytes are in the image.
  Capture(const control::Program &Program, bool ChannelsToo, uint64_t CarriedSize);

  /// False: the program can't be captured here, and why.
  bool prepare(const std::vector<ThreadState> &Threads, Failure &Why);

  const image::Image &image() const { return Image; }
  /// Pointers to objects that are gone.
  uint64_t poisoned() const { return Poisoned; }
  const std::string &firstPoisoned() const { return FirstPoisoned; }

private:
  bool addThread(const ThreadState &Thread, Failure &Why);
  bool addFrame(const frames::Frame &F, Failure &Why);
  uint32_t functionNumber(const __ferry_function &F);
  void addVariables();
  bool findOpen(Failure &Why);
  bool addResources(Failure &Why);
  bool addTails(const heap::Slab &S);
  bool addSlab(const heap::Slab &S, Failure &Why);
  void addSavedPositions(const std::vector<ThreadState> &Threads);
  bool checkAll(Failure &Why);
  bool checkFrames(Failure &Why);
  bool checkRuns(Failure &Why);
  template <typename NameOf>
  bool check(TypeId Type, const char *Bytes, uint64_t Count, NameOf Where,
             Failure &Why);

  const control::Program &Program;
  const TypeTable &Types;
  image::Image Image;
  std::string Name; ///< of the program
  std::vector<int> ErrorNumbers; ///< of the threads
  std::deque<std::string> ResourceBytes;
  const bool ChannelsToo;
  const uint64_t CarriedSize;
  std::vector<adapters::OpenedFile> Files;
  std::vector<adapters::OpenStream> Streams;
  std::deque<std::string> ThreadNames;
  Targets TheTargets{Program};
  PointerScan Scan;
  std::unordered_map<const __ferry_function *, uint32_t> FunctionNumbers;
  std::vector<frames::Frame> Frames; ///< of Image.Frames
  std::vector<image::SavedPosition> SavedPositions;
  std::string SavedMasks; ///< a line for each
  uint64_t Poisoned = 0;
  std::string FirstPoisoned;
};

} // namespace ferry::capture
#endif
