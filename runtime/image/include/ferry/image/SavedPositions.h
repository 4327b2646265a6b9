//===- SavedPositions.h - where jmp_bufs lead to ----------------*- C++ -*-===//
///
/// \file
/// A jmp_buf is a struct without fields to Ferry (`struct __jmp_buf_tag`): nothing of
/// it is carried. An image says instead, in its resource "saved positions", which of
/// them are set, and the frame and the call of setjmp that a longjmp leads to. They
/// are counted in a block in the order in which they stand there, because that is
/// the same on every machine. The masks of signals that sigsetjmp saved stand by name
/// in "saved masks", a line for each of the positions.
///
//===----------------------------------------------------------------------===//
#ifndef FERRY_IMAGE_SAVEDPOSITIONS_H
#define FERRY_IMAGE_SAVEDPOSITIONS_H

#include "ferry/image/Image.h"
#include "ferry/image/Status.h"
#include "ferry/typeinfo/Endian.h"

#include <unordered_map>

namespace ferry::image {

inline constexpr char SavedPositionsName[] = "saved positions";
inline constexpr uint32_t SavedPositionsVersion = 1;
inline constexpr char SavedMasksName[] = "saved masks";
inline constexpr uint32_t SavedMasksVersion = 1;

struct SavedPosition {
  ul64 Block;  ///< its ordinal (AddressIndex)
  ul64 Buffer; ///< the how manieth jmp_buf in there, from 0
  ul32 Frame;
  ul32 Site;   ///< its number in the frame's function
};
static_assert(sizeof(SavedPosition) == 24);

/// None when the image has none, or in a form of a newer Ferry. Their frames and sites
/// exist in an image that verify() accepts.
std::vector<SavedPosition> savedPositions(const Image &I);
/// Of each of them "mask", and " INT" for a signal that is blocked (port/Jumps.h); empty
/// where no mask was saved. No element when the image has none at all.
std::vector<std::string_view> savedMasks(const Image &I);
Status verifySavedPositions(const Image &I);

/// Where jmp_bufs stand in values.
class JumpBuffers {
public:
  explicit JumpBuffers(const TypeTable &Types) : Types(Types) {}

  /// Offsets in a value of the type. Empty for most.
  const std::vector<uint64_t> &in(TypeId Id);

  /// Calls Each(offset, number) for every jmp_buf in `Count` values.
  template <typename Function>
  void forEach(TypeId Id, uint64_t Count, Function &&Each) {
    if (Count == 0) // In an image that is not to be trusted, of any size.
      return;
    const std::vector<uint64_t> &Offsets = in(Id);
    for (uint64_t V = 0, Number = 0; !Offsets.empty() && V < Count; ++V)
      for (uint64_t Offset : Offsets)
        Each(V * Types[Id].Size + Offset, Number++);
  }

private:
  void find(TypeId Id, uint64_t Offset, std::vector<uint64_t> &Into) const;

  const TypeTable &Types;
  std::unordered_map<uint32_t, std::vector<uint64_t>> Known;
};

} // namespace ferry::image
#endif
