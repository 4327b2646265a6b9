//===- DataLayout.cpp - where values stand in the data section ------------===//
#include "DataLayout.h"
#include "Records.h"

#include <algorithm>
#include <functional>

namespace ferry::image {

namespace {

uint64_t roundUp(uint64_t Value, uint64_t Alignment) {
  return (Value + Alignment - 1) / Alignment * Alignment;
}

} // namespace

DataLayout::DataLayout(const Image &TheImage) : Alignment(PieceAlignment) {
  for (const Frame &F : TheImage.Frames)
    Frames.push_back(add(F.Record, TheImage.Functions[F.Function].RecordSize));
  for (const Block &B : TheImage.Blocks)
    Blocks.push_back(B.Bytes ? add(B.Bytes, B.Size) : NoData);
  for (const Run &R : TheImage.Runs)
    Runs.push_back(add(R.Bytes, R.Cells * R.Stride));

  if (!TheImage.Pointers.empty()) {
    ByPlace = Pieces;
    std::sort(ByPlace.begin(), ByPlace.end(), [](const Piece &A, const Piece &B) {
      return std::less<>()(A.Bytes, B.Bytes);
    });
  }
}

uint64_t DataLayout::add(const std::byte *Bytes, uint64_t Size) {
  bool IsLarge = Size >= LargePiece;
  if (!IsLarge && !Pieces.empty() &&
      Pieces.back().Bytes + Pieces.back().Size == Bytes) {
    uint64_t Offset = Length;
    Pieces.back().Size += Size;
    Length += Size;
    return Offset;
  }
  if (IsLarge)
    Alignment = LargePieceAlignment;
  uint64_t Offset =
      roundUp(Length, IsLarge ? LargePieceAlignment : PieceAlignment);
  if (Size == 0)
    return Length;
  Pieces.push_back({Bytes, Size, Offset});
  Length = Offset + Size;
  return Offset;
}

bool DataLayout::find(const std::byte *Place, uint64_t Width,
                      uint64_t &Offset) const {
  auto After = std::upper_bound(ByPlace.begin(), ByPlace.end(), Place,
                                [](const std::byte *At, const Piece &P) {
                                  return std::less<>()(At, P.Bytes);
                                });
  if (After == ByPlace.begin())
    return false;
  const Piece &In = *std::prev(After);
  uint64_t Into = static_cast<uint64_t>(Place - In.Bytes);
  if (Into > In.Size || Width > In.Size - Into)
    return false;
  Offset = In.Offset + Into;
  return true;
}

} // namespace ferry::image
