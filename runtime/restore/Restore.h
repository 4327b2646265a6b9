//===- Restore.h - an image becomes the living program ----------*- C++ -*-===//
///
/// \file
/// In this order; a failure in any step leaves with status 87, before the program
/// has run an instruction of its own:
///
///   open      read and verify the file; is it this program's?
///   prepare   match functions, variables and types with this binary's; compile
///             conversion plans; allocate the heap's objects; lay the frame
///             records out on the side stack
///   length    by a re-entry form that declares arrays of variable length
///   refill    by re-entry forms, outermost first: values of a frame's locals;
///             its address locals announce where they stand now
///   save      by re-entry forms of frames that a jmp_buf leads to: they call setjmp
///   resumed   by the innermost re-entry form: all addresses are known; fills
///             variables, heap and address locals, and sets jmp_bufs
///
/// Values that don't fit are found in the last two steps. That is early enough:
/// re-entry forms only go to their resume point and do nothing on the way.
///
//===----------------------------------------------------------------------===//
#ifndef FERRY_RESTORE_RESTORE_H
#define FERRY_RESTORE_RESTORE_H

#include "frames/FrameWalk.h"
#include "frames/SideStack.h"
#include "port/Jumps.h"
#include "adapters/Alignments.h"
#include "adapters/Clocks.h"
#include "adapters/OpenStreams.h"
#include "adapters/ProcessSettings.h"
#include "adapters/SignalActions.h"
#include "restore/AddressMap.h"

#include "ferry/image/Reader.h"
#include "ferry/image/SavedPositions.h"

#include <atomic>
#include <map>

namespace ferry::restore {

class Restore {
public:
  Restore(const control::Program &Program, OnOverflow Policy,
          const adapters::FileMap &FileMap, adapters::OnFileChange FilePolicy)
      : Program(Program), FileMap(FileMap), FilePolicy(FilePolicy) {
    How.Policy = Policy;
  }

  bool open(const std::string &Path, Failure &Why);
  /// Threads of the image; 0 is main.
  size_t threadCount() const { return Image.Threads.size(); }
  /// The number that the program knows a thread by.
  unsigned threadNumber(size_t Thread) const;
  size_t indexOfThread(unsigned Number) const;
  /// The records of each thread are laid out on a side stack of its own.
  bool prepare(const std::vector<frames::SideStack> &Stacks, Failure &Why);

  /// The re-entry form of a thread's outermost frame.
  __ferry_code outermost(size_t Thread) const;
  /// A length of the frame that is refilled next, by the name of its local; 0 when
  /// that does not live at the frame's site.
  bool length(size_t Thread, void *Record, const char *Name, unsigned long &Length,
              Failure &Why);
  /// Later: a value points to a local of another thread that is not entered yet;
  /// try again when that thread is further.
  enum class Refilled { Yes, Later, No };
  Refilled refill(size_t Thread, void *Record, Failure &Why);
  /// A jmp_buf for the frame that was refilled last to call setjmp with; null when
  /// nothing is to lead to its site `Number`.
  void *saveAgain(size_t Thread, void *Record, unsigned Number, Failure &Why);
  /// Grows with every frame that was refilled and every thread that arrived.
  size_t progress() const { return Progress; }
  /// Null: this is not where the next frame stands.
  __ferry_code reenter(size_t Thread, void *Record, void *Next, Failure &Why);
  /// The thread's innermost frame is back. `All`: so are those of the others.
  bool arrive(size_t Thread, void *Record, bool &All, Failure &Why);
  bool fillMemory(Failure &Why);
  /// Files and streams are what the program has open from now on.
  bool placeFiles(Failure &Why) {
    return adapters::placeFiles(Files, Why) && adapters::setStreams(Streams, Why) &&
           adapters::setProcessSettings(Settings, Why);
  }
  /// errno of the thread with this number; known after open, also after close.
  int errorNumber(unsigned Number) const;

  /// Gives the image and everything about it back.
  void close();

  const Report &counts() const { return How.Counts; }
  const AddressMap &addresses() const { return *Addresses; }
  const image::Image &image() const { return Image; }
  const image::ReadFacts &facts() const { return Facts; }
  const adapters::SignalState &signals() const { return Signals; }
  const adapters::ClockState &clocks() const { return Clocks; }
  /// Types whose values had to be converted, and the bytes of those values.
  uint64_t converted() const { return ConvertedTypes; }
  uint64_t convertedBytes() const { return ConvertedBytes; }

  bool sameAbi() const { return Image.Types->abi() == Program.types().abi(); }

private:
  struct FrameState {
    frames::Frame Here;           ///< in this process
    const image::Frame *There;    ///< in the image
    /// For each local that is live here: which of the image's locals it is.
    std::vector<uint32_t> LocalThere;
  };

  bool readResources(Failure &Why);
  bool matchFrames(size_t Thread, const frames::SideStack &Stack, Failure &Why);
  bool bindAddresses(FrameState &F, size_t Number, Failure &Why);
  bool matchLocals(FrameState &F, size_t Number, Failure &Why);
  bool matchVariables(Failure &Why);
  bool matchPositions(Failure &Why);
  /// Sets the jmp_bufs of a block that was filled; those that lead nowhere to zeros.
  void setBuffers(uint64_t Block, TypeId Type, void *Values, uint64_t Count);
  bool notePositions(Failure &Why);
  bool allocateRuns(Failure &Why);
  const Plan *planFor(TypeId From, TypeId To, Failure &Why);
  bool fillBlocks(Failure &Why);
  bool fillRun(const image::Run &R, uint64_t FirstNumber, Failure &Why);
  /// Puts the block in front of the path of the first value that was changed.
  template <typename Name> void nameLossy(Name Block) {
    Report &Counts = How.Counts;
    if (LossyNamed || Counts.Saturated + Counts.Wrapped == 0)
      return;
    std::string Part = std::move(Counts.FirstLossyPath);
    Counts.FirstLossyPath = Block() + (Part.empty() ? "" : ": " + Part);
    LossyNamed = true;
  }
  void count(const Plan &P, uint64_t Elements);
  bool convert(const Plan &P, const std::byte *From, void *To, uint64_t Count,
               Failure &Why);

  /// A stream of libc's or of the program's; null: there is none of that name.
  void *stream(std::string_view Name) const;

  const control::Program &Program;
  const adapters::FileMap &FileMap;
  const adapters::OnFileChange FilePolicy;
  image::Image Image;
  image::ReadFacts Facts;
  std::unique_ptr<AddressMap> Addresses;
  std::unique_ptr<PlanCache> Plans;
  std::vector<TypeId> TypeHere; ///< by type of the image: what it is here
  std::vector<FrameState> Frames;
  /// (frame << 32 | local) -> block of the image
  std::unordered_map<uint64_t, uint64_t> LocalBlocks;
  /// For each thread: its next frame whose refill will be asked for.
  std::vector<size_t> Next;
  adapters::SignalState Signals;
  adapters::ProcessSettings Settings;
  adapters::ClockState Clocks;
  std::vector<adapters::OpenedFile> Files;
  std::vector<adapters::OpenStream> Streams;
  adapters::Alignments Aligned; ///< empty: of no run
  std::unordered_map<unsigned, int> ErrorNumbers; ///< by number of the thread
  size_t Arrived = 0; ///< threads
  std::atomic<size_t> Progress = 0;
  size_t Waiting = 0; ///< threads whose refill said Later, and nobody went on
  Conversion How;
  bool LossyNamed = false;
  uint64_t ConvertedTypes = 0, ConvertedBytes = 0;
  std::unordered_set<const Plan *> Counted;

  /// A frame and a site that jmp_bufs lead to.
  struct Landing {
    bool Saved = false; ///< the frame has called setjmp
    alignas(port::JumpBufferAlign) char Bytes[port::JumpBufferSize];
    std::vector<void *> Buffers; ///< that have these bytes now
  };
  std::map<std::pair<uint32_t, uint32_t>, Landing> Landings; ///< by frame, site
  /// By block and number of the jmp_buf in there.
  struct Position {
    Landing *To;
    std::string_view Mask; ///< image::savedMasks
  };
  std::map<std::pair<uint64_t, uint64_t>, Position> Positions;
  std::unique_ptr<image::JumpBuffers> BuffersHere;
};

} // namespace ferry::restore
#endif
