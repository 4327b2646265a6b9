//===- Parse.h - the steps of reading an image ------------------*- C++ -*-===//
#ifndef FERRY_IMAGE_PARSE_H
#define FERRY_IMAGE_PARSE_H

#include "Cursor.h"
#include "Records.h"
#include "ferry/image/Reader.h"

#include <array>

namespace ferry::image {

inline constexpr size_t SectionTypeCount = 1
#define FERRY_SECTION(Name, Number, Text) +1
#include "ferry/image/Sections.def"
    ;

/// An image whose checksums are right: the contents of its sections.
struct Container {
  Header Start;
  std::array<Cursor, SectionTypeCount> Sections; ///< by SectionType

  Cursor section(SectionType Type) const {
    return Sections[static_cast<size_t>(Type)];
  }
};

const char *sectionName(SectionType Type);

/// Finds the sections, verifies all checksums.
Status openContainer(const std::byte *Bytes, uint64_t Size, Container &Into,
                     ReadFacts *Facts);

Status parseTypes(Cursor In, const StringTable &Strings, TypeTable &Into);

/// Everything else. The types are in `Into` already.
Status parseIndex(const Container &From, const StringTable &Strings,
                  Image &Into);

Status malformed(SectionType In, const std::string &What);

} // namespace ferry::image
#endif
