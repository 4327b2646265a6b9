//===- AddressMap.h - addresses of the image become addresses here -*- C++ -*-===//
///
/// \file
/// The one place where a pointer out of an image turns into one of this process:
/// old address -> block and offset (image::AddressIndex) -> place of that block
/// here -> offset in the layout here (OffsetMap). The old address is a key in all
/// of it and nothing else.
///
/// A pointer that leads to no block led nowhere when it was captured. It becomes
/// the address of a page without access, so that it stays a dangling pointer and
/// does not point to something by chance; such pointers are counted.
///
//===----------------------------------------------------------------------===//
#ifndef FERRY_RESTORE_ADDRESSMAP_H
#define FERRY_RESTORE_ADDRESSMAP_H

#include "control/Program.h"
#include "ferry/image/AddressIndex.h"
#include "ferry/typeinfo/OffsetMap.h"
#include "ferry/typeinfo/Reinterpreted.h"

#include <memory>
#include <unordered_map>
#include <unordered_set>

namespace ferry::restore {

class AddressMap final : public PointerTranslator {
public:
  AddressMap(const image::Image &Image, const control::Program &Program,
             PlanCache &Plans)
      : Image(Image), Program(Program), Views(Plans) {}

  /// Fails when the image's blocks contradict each other.
  bool build(Failure &Why);

  const image::AddressIndex &index() const { return Index; }

  /// Where the block with this number (AddressIndex) stands here, and its type.
  void place(uint64_t Number, void *Address) {
    Places[Number] = reinterpret_cast<uintptr_t>(Address);
  }
  void *placeOf(uint64_t Number) const {
    return reinterpret_cast<void *>(Places[Number]);
  }
  /// All blocks of type `From` are of type `To` here.
  void setType(TypeId From, TypeId To);

  /// The frames of the thread whose values are translated. `OfOthers` becomes true
  /// when one points to a local of another thread that is not entered yet.
  void setThread(uint32_t FirstFrame, uint32_t EndFrame) {
    First = FirstFrame;
    End = EndFrame;
    OfOthers = false;
  }
  bool missesOthers() const { return OfOthers; }

  size_t translate(const PointerUse &Use, const uint64_t *Old, uint64_t *New,
                   size_t Count, Failure &Why) override;

  uint64_t poisoned() const { return Poisoned; }
  /// Pointers that were given a new address.
  uint64_t relocated() const { return Relocated; }

private:
  bool translateOne(const PointerUse &Use, const std::byte *Place, uint64_t Old,
                    uint64_t &New, Failure &Why);
  bool translateFunction(uint64_t Old, uint64_t &New, Failure &Why);
  /// Whether it shows values that were converted as what it shows them as.
  bool mayPoint(const PointerUse &Use, const image::BlockView &Memory,
                uint64_t Offset, uint64_t NewOffset);
  uint64_t poison();

  const image::Image &Image;
  const control::Program &Program;
  image::AddressIndex Index;
  std::vector<uintptr_t> Places;
  std::vector<std::unique_ptr<OffsetMap>> Offsets; ///< by type of the image
  std::vector<TypeId> TypeHere;                    ///< by type of the image
  Reinterpreted Views;
  std::unordered_map<uint64_t, uint64_t> Functions;
  uint32_t First = 0, End = 0;
  bool OfOthers = false;
  uint64_t Poisoned = 0, Relocated = 0;
  uintptr_t PoisonPage = 0;
};

} // namespace ferry::restore
#endif
