//===- AddressIndex.h - old address -> block --------------------*- C++ -*-===//
///
/// \file
/// Finds the block that an address of the captured program lies in. Blocks and
/// runs are sorted once; a look-up is a binary search over them and, in a run, a
/// division, whatever the number of heap objects.
///
/// An address that ends one block and starts the next means the next; one that
/// ends a block and starts none means the end. Where the program meant it
/// otherwise, the image says so (PointerTarget).
///
//===----------------------------------------------------------------------===//
#ifndef FERRY_IMAGE_ADDRESSINDEX_H
#define FERRY_IMAGE_ADDRESSINDEX_H

#include "ferry/image/Image.h"
#include "ferry/image/Status.h"

namespace ferry::image {

/// One block: a Block of the image, or a live cell of a run.
struct BlockRef {
  uint32_t Block = None; ///< index into Image::Blocks, or None
  uint32_t Run = None;   ///< index into Image::Runs
  uint64_t Cell = 0;     ///< of the run
  /// Ordinal among the image's blocks: Blocks first, then the live cells of the
  /// runs in their order.
  uint64_t Number = 0;

  bool valid() const { return Block != None || Run != None; }
};

/// What a BlockRef names, put together.
struct BlockView {
  RemoteAddress Address;
  uint64_t Size = 0;
  TypeId Type = TypeId::None;
  BlockKind Kind = BlockKind::Heap;
  const std::byte *Bytes = nullptr;
};

class AddressIndex {
public:
  /// Fails when blocks overlap or wrap around. `TheImage` must outlive the index.
  Status build(const Image &TheImage);

  struct Found {
    BlockRef Ref;
    uint64_t Offset = 0; ///< up to and including the block's size
  };
  /// Ref is not valid when nothing is there, or a dead cell.
  Found find(RemoteAddress Address) const;

  /// As find, for a pointer whose bytes stand at `Place`.
  Found findPointer(RemoteAddress Address, const std::byte *Place) const;

  BlockView view(const BlockRef &Ref) const;
  /// The block with this ordinal; in 0 .. blockCount() - 1.
  BlockRef at(uint64_t Number) const;
  uint64_t blockCount() const { return Count; }

  /// Bytes of the object in a live cell.
  uint64_t cellSize(const BlockRef &Ref) const;

private:
  struct Span {
    uint64_t Start, End; ///< End: behind the last byte
    uint32_t Block, Run;
  };
  Found inSpan(const Span &S, uint64_t Address) const;
  uint64_t liveBefore(uint32_t Run, uint64_t Cell) const;

  const Image *Of = nullptr;
  std::vector<Span> Spans;         ///< by Start
  std::vector<uint64_t> FirstCell; ///< number of the first live cell of each run
  /// For each run with a bitmap: live cells before each 64-bit word.
  std::vector<std::vector<uint64_t>> Ranks;
  uint64_t Count = 0;
};

} // namespace ferry::image
#endif
