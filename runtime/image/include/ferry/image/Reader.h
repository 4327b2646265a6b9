//===- Reader.h - a stream of bytes becomes an Image ------------*- C++ -*-===//
///
/// \file
/// An image is untrusted input. Every bound is checked and every checksum is
/// verified before the caller gets anything; no more memory is taken than the
/// file's length justifies, and no byte of the file is used as an address. A
/// file is mapped; values are handed out where they stand in the mapping.
///
//===----------------------------------------------------------------------===//
#ifndef FERRY_IMAGE_READER_H
#define FERRY_IMAGE_READER_H

#include "ferry/image/Image.h"
#include "ferry/image/Status.h"

#include <cstddef>
#include <cstdint>
#include <string>

namespace ferry::image {

/// What an image says of its parts, for people.
struct SectionFact {
  const char *Name;
  uint64_t Offset, Length; ///< of the contents, in the file
};

struct ReadFacts {
  uint32_t Version = 0;
  uint64_t Length = 0;
  std::vector<SectionFact> Sections;
};

/// Maps and reads a file; a folder stands for the `latest` in it.
Status readImage(const std::string &Path, Image &Into,
                 ReadFacts *Facts = nullptr);

/// Reads an image that arrives on a descriptor (socket, pipe) to its end.
Status readImage(int Descriptor, Image &Into, ReadFacts *Facts = nullptr);

/// Reads an image in memory. `Owner`, which may be null, is kept by the image.
Status parseImage(const std::byte *Bytes, size_t Size,
                  std::shared_ptr<const void> Owner, Image &Into,
                  ReadFacts *Facts = nullptr);

} // namespace ferry::image
#endif
