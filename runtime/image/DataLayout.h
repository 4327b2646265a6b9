//===- DataLayout.h - where values stand in the data section ----*- C++ -*-===//
///
/// \file
/// Gives every frame record, block and run its place in the data section, in
/// this order. What is adjacent in memory stays adjacent, so that a side stack
/// of any depth is one piece and one write; everything else starts at a multiple
/// of 16, large pieces at a page.
///
//===----------------------------------------------------------------------===//
#ifndef FERRY_IMAGE_DATALAYOUT_H
#define FERRY_IMAGE_DATALAYOUT_H

#include "ferry/image/Image.h"

namespace ferry::image {

struct Piece {
  const std::byte *Bytes;
  uint64_t Size;
  uint64_t Offset; ///< in the data section
};

class DataLayout {
public:
  explicit DataLayout(const Image &TheImage);

  const std::vector<Piece> &pieces() const { return Pieces; }
  uint64_t length() const { return Length; }
  /// Of the section's contents in the file.
  uint64_t alignment() const { return Alignment; }

  uint64_t ofFrame(size_t Number) const { return Frames[Number]; }
  uint64_t ofBlock(size_t Number) const { return Blocks[Number]; }
  uint64_t ofRun(size_t Number) const { return Runs[Number]; }
  /// Of any byte in a piece; false when it is in none with `Width` bytes left.
  bool find(const std::byte *Place, uint64_t Width, uint64_t &Offset) const;

private:
  uint64_t add(const std::byte *Bytes, uint64_t Size);

  std::vector<Piece> Pieces;
  std::vector<Piece> ByPlace; ///< sorted by Bytes
  std::vector<uint64_t> Frames, Blocks, Runs;
  uint64_t Length = 0;
  uint64_t Alignment;
};

} // namespace ferry::image
#endif
