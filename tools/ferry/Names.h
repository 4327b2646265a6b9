//===- Names.h - how people read types and parts of an image ----*- C++ -*-===//
#ifndef FERRY_TOOL_NAMES_H
#define FERRY_TOOL_NAMES_H

#include "ferry/image/AddressIndex.h"

#include <string>
#include <unordered_map>

namespace ferry::tool {

/// Text out of an image, for a terminal: control characters, which could move the
/// cursor or worse, are escaped as in C.
std::string clean(std::string_view Text);

/// `struct node *`, `double[3][4]`: as in C, with the name, if any, in its place.
std::string spell(const TypeTable &Types, TypeId Id, std::string Name = "");

/// "1234", "1.2 KiB", "256.0 MiB".
std::string sizeText(uint64_t Bytes);

/// What a pointer of the image leads to.
struct Target {
  enum Class { Null, Block, Function, Nothing } What = Null;
  image::AddressIndex::Found Found; ///< Block
  std::string_view Symbol;   ///< Function
};

/// Look-ups that need the whole image.
class Names {
  std::unordered_map<uint64_t, std::string_view> Functions;

public:
  const image::Image &I;
  const image::AddressIndex &Index;

  Names(const image::Image &TheImage, const image::AddressIndex &Index);

  /// `Place`: where the pointer's bytes stand.
  Target resolve(uint64_t Address, const Type &Pointer,
                 const std::byte *Place) const;
  /// "squares", "window in frame 0", "heap object 3".
  std::string block(const image::BlockRef &Ref) const;
  /// The same with the part: "squares[2]", "heap object 3 .next".
  std::string part(const image::AddressIndex::Found &At) const;
};

} // namespace ferry::tool
#endif
