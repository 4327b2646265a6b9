//===- Text.h - a resource that is text, read piece by piece ----*- C++ -*-===//
///
/// \file
/// Each function takes what it says from the front, or takes nothing and is false. What
/// is read comes out of an image: nothing in it is believed.
///
//===----------------------------------------------------------------------===//
#ifndef FERRY_ADAPTERS_TEXT_H
#define FERRY_ADAPTERS_TEXT_H

#include "ferry/image/Image.h"

#include <charconv>
#include <string_view>

namespace ferry::adapters {

class Text {
  std::string_view Left;

public:
  explicit Text(const image::Resource &From)
      : Left(reinterpret_cast<const char *>(From.Bytes), static_cast<size_t>(From.Size)) {}

  bool atEnd() const { return Left.empty(); }
  /// For messages: the line that stands here.
  std::string line() const { return std::string(Left.substr(0, Left.find('\n'))); }

  bool take(std::string_view Expected) {
    if (!Left.starts_with(Expected))
      return false;
    Left.remove_prefix(Expected.size());
    return true;
  }
  /// In digits, as it would be written.
  template <typename T> bool number(T &Number, int Base = 10) {
    auto [End, Error] = std::from_chars(Left.data(), Left.data() + Left.size(), Number, Base);
    if (Error != std::errc())
      return false;
    Left.remove_prefix(static_cast<size_t>(End - Left.data()));
    return true;
  }
  /// Small letters.
  bool word(std::string_view &Word) {
    size_t Length = 0;
    while (Length < Left.size() && Left[Length] >= 'a' && Left[Length] <= 'z')
      ++Length;
    Word = Left.substr(0, Length);
    Left.remove_prefix(Length);
    return Length != 0;
  }
  bool bytes(uint64_t Count, std::string_view &Bytes) {
    if (Count > Left.size())
      return false;
    Bytes = Left.substr(0, static_cast<size_t>(Count));
    Left.remove_prefix(Bytes.size());
    return true;
  }
};

} // namespace ferry::adapters
#endif
