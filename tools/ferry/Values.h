//===- Values.h - native bytes as people read them --------------*- C++ -*-===//
///
/// \file
/// Prints values by their type: numbers, characters, strings, structs by field,
/// arrays with their first elements, pointers as what they lead to. Work and
/// output are bounded for every value, however large its type.
///
//===----------------------------------------------------------------------===//
#ifndef FERRY_TOOL_VALUES_H
#define FERRY_TOOL_VALUES_H

#include "Names.h"

#include <nlohmann/json.hpp>

namespace ferry::tool {

class Values {
  const Names &In;
  const TypeTable &Types;

  std::string pointerText(const Type &T, const std::byte *At) const;
  std::string stringText(const std::byte *At, uint64_t Size) const;
  std::string scalarText(const Type &T, const std::byte *At) const;
  std::string elements(TypeId Id, uint64_t Count, const std::byte *At,
                       unsigned Depth) const;
  nlohmann::ordered_json array(TypeId Id, uint64_t Count, const std::byte *At,
                               unsigned Depth) const;
  nlohmann::ordered_json scalarJson(const Type &T, const std::byte *At) const;

public:
  explicit Values(const Names &In) : In(In), Types(*In.I.Types) {}

  /// `Count` elements of the type.
  std::string text(TypeId Id, uint64_t Count, const std::byte *At,
                   unsigned Depth = 0) const;
  nlohmann::ordered_json json(TypeId Id, uint64_t Count, const std::byte *At,
                              unsigned Depth = 0) const;
};

} // namespace ferry::tool
#endif
