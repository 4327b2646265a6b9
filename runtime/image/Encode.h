//===- Encode.h - the metadata of an image, as bytes ------------*- C++ -*-===//
///
/// \file
/// Turns everything but the data into the contents of sections. It is small next
/// to the data, so it is gathered in memory; the lengths of all sections are
/// known then, before the first byte goes out.
///
//===----------------------------------------------------------------------===//
#ifndef FERRY_IMAGE_ENCODE_H
#define FERRY_IMAGE_ENCODE_H

#include "DataLayout.h"
#include "Records.h"
#include "ferry/image/Status.h"

#include <vector>

namespace ferry::image {

struct Contents {
  SectionType Type;
  std::vector<std::byte> Bytes;
};

/// All sections in front of the data, in their order.
Status encode(const Image &TheImage, const DataLayout &Layout,
              std::vector<Contents> &Into);

} // namespace ferry::image
#endif
