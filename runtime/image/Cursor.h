//===- Cursor.h - bounded reading of untrusted bytes ------------*- C++ -*-===//
///
/// \file
/// Walks over the contents of one section. Nothing is read that was not checked
/// to be there, and counts are compared by division, so that none can overflow.
///
//===----------------------------------------------------------------------===//
#ifndef FERRY_IMAGE_CURSOR_H
#define FERRY_IMAGE_CURSOR_H

#include "ferry/typeinfo/Endian.h"

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <unordered_map>

namespace ferry::image {

class Cursor {
  const std::byte *At = nullptr;
  uint64_t Left = 0;

public:
  Cursor() = default;
  Cursor(const std::byte *Start, uint64_t Size) : At(Start), Left(Size) {}

  bool atEnd() const { return Left == 0; }
  uint64_t left() const { return Left; }
  const std::byte *position() const { return At; }

  /// `Count` records of alignment 1, or null when there are not so many.
  template <typename T> const T *take(uint64_t Count = 1) {
    static_assert(alignof(T) == 1);
    if (Count > Left / sizeof(T))
      return nullptr;
    const std::byte *Start = At;
    At += Count * sizeof(T);
    Left -= Count * sizeof(T);
    return reinterpret_cast<const T *>(Start);
  }
};

/// The contents of the strings section; its last byte was checked to be zero. Each
/// text is measured once, however often it is named.
class StringTable {
  const char *Start = nullptr;
  uint64_t Size = 0;
  mutable std::unordered_map<uint32_t, uint32_t> Lengths;

public:
  static constexpr size_t LongestText = 65535;

  StringTable() = default;
  StringTable(const std::byte *Bytes, uint64_t Size)
      : Start(reinterpret_cast<const char *>(Bytes)), Size(Size) {}

  bool get(uint32_t Offset, std::string_view &Text) const {
    if (Offset >= Size || (Offset != 0 && Start[Offset - 1] != 0))
      return false;
    auto [At, IsNew] = Lengths.try_emplace(Offset, 0);
    if (IsNew)
      At->second = static_cast<uint32_t>(std::string_view(Start + Offset).size());
    if (At->second > LongestText)
      return false;
    Text = {Start + Offset, At->second};
    return true;
  }
};

} // namespace ferry::image
#endif
