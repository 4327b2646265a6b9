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
///   refill    by re-entry forms, outermost first: values of a frame's locals;
///             its address locals announce where they stand now
///   resumed   by the innermost re-entry form: all addresses are known; fills
///             variables, heap and address locals
///
/// Values that don't fit are found in the last two steps. That is early enough:
/// re-entry forms only go to their resume point and do nothing on the way.
///
//===----------------------------------------------------------------------===//
#ifndef FERRY_RESTORE_RESTORE_H
#define FERRY_RESTORE_RESTORE_H

#include "frames/FrameWalk.h"
#include "restore/AddressMap.h"

#include "ferry/image/Reader.h"

namespace ferry::restore {

class Restore {
public:
  Restore(const control::Program &Program, OnOverflow Policy)
      : Program(Program) {
    How.Policy = Policy;
  }

  bool open(const std::string &Path, Failure &Why);
  /// Records are laid out from `SideStack` on; `Room` bytes are there.
  bool prepare(char *SideStack, size_t Room, Failure &Why);

  /// The re-entry form of the outermost frame.
  __ferry_code outermost() const { return Frames.front().Here.Function->reenter; }
  bool refill(void *Record, Failure &Why);
  /// Null: this is not where the next frame stands.
  __ferry_code reenter(void *Record, void *Next, Failure &Why);
  bool fillMemory(void *Record, Failure &Why);

  /// Gives the image and everything about it back.
  void close();

  const Report &counts() const { return How.Counts; }
  const AddressMap &addresses() const { return *Addresses; }
  const image::Image &image() const { return Image; }
  const image::ReadFacts &facts() const { return Facts; }
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

  bool matchFrames(char *SideStack, size_t Room, Failure &Why);
  bool matchLocals(FrameState &F, size_t Number, Failure &Why);
  bool matchVariables(Failure &Why);
  bool allocateRuns(Failure &Why);
  const Plan *planFor(TypeId From, TypeId To, Failure &Why);
  bool fillBlocks(Failure &Why);
  bool fillRun(const image::Run &R, uint64_t FirstNumber, Failure &Why);
  bool convert(const Plan &P, const std::byte *From, void *To, uint64_t Count,
               Failure &Why);

  const control::Program &Program;
  image::Image Image;
  image::ReadFacts Facts;
  std::unique_ptr<AddressMap> Addresses;
  std::unique_ptr<PlanCache> Plans;
  std::vector<TypeId> TypeHere; ///< by type of the image: what it is here
  std::vector<FrameState> Frames;
  /// (frame << 32 | local) -> block of the image
  std::unordered_map<uint64_t, uint64_t> LocalBlocks;
  size_t Entered = 0; ///< frames whose refill was asked for
  Conversion How;
  uint64_t ConvertedTypes = 0, ConvertedBytes = 0;
  std::unordered_set<const Plan *> Counted;
};

} // namespace ferry::restore
#endif
