//===- AddressIndex.cpp - old address -> block ----------------------------===//
#include "ferry/image/AddressIndex.h"

#include <algorithm>
#include <bit>
#include <cstdio>
#include <tuple>

namespace ferry::image {

namespace {

std::string hex(uint64_t Value) {
  char Text[24];
  std::snprintf(Text, sizeof Text, "0x%llx",
                static_cast<unsigned long long>(Value));
  return Text;
}

} // namespace

Status AddressIndex::build(const Image &TheImage) {
  Of = &TheImage;
  Spans.clear();
  FirstCell.clear();
  Ranks.clear();
  Spans.reserve(TheImage.Blocks.size() + TheImage.Runs.size());

  for (uint32_t I = 0; I < TheImage.Blocks.size(); ++I) {
    const Block &B = TheImage.Blocks[I];
    if (B.Size > ~B.Address.Value)
      return {Code::Malformed, "block " + std::to_string(I) +
                                   " goes beyond the end of the address space"};
    Spans.push_back({B.Address.Value, B.Address.Value + B.Size, I, None});
  }

  Count = TheImage.Blocks.size();
  Ranks.resize(TheImage.Runs.size());
  for (uint32_t I = 0; I < TheImage.Runs.size(); ++I) {
    const Run &R = TheImage.Runs[I];
    if (R.Stride == 0 || R.Cells == 0 ||
        R.Cells > ~R.Address.Value / R.Stride)
      return {Code::Malformed,
              "run " + std::to_string(I) +
                  " is empty or goes beyond the end of the address space"};
    Spans.push_back(
        {R.Address.Value, R.Address.Value + R.Cells * R.Stride, None, I});
    FirstCell.push_back(Count);
    uint64_t Live = R.Cells;
    if (!R.Live.empty()) {
      Live = 0;
      Ranks[I].reserve(R.Live.size());
      for (uint64_t Word : R.Live) {
        Ranks[I].push_back(Live);
        Live += static_cast<uint64_t>(std::popcount(Word));
      }
    }
    Count += Live;
  }

  std::sort(Spans.begin(), Spans.end(), [](const Span &A, const Span &B) {
    return std::tie(A.Start, A.End) < std::tie(B.Start, B.End);
  });
  for (size_t I = 1; I < Spans.size(); ++I)
    if (Spans[I].Start < Spans[I - 1].End)
      return {Code::Malformed, "two blocks overlap at " + hex(Spans[I].Start)};
  return {};
}

uint64_t AddressIndex::liveBefore(uint32_t RunNumber, uint64_t Cell) const {
  const Run &R = Of->Runs[RunNumber];
  if (R.Live.empty())
    return Cell;
  uint64_t Below = R.Live[Cell / 64] & ((uint64_t(1) << (Cell % 64)) - 1);
  return Ranks[RunNumber][Cell / 64] +
         static_cast<uint64_t>(std::popcount(Below));
}

uint64_t AddressIndex::cellSize(const BlockRef &Ref) const {
  const Run &R = Of->Runs[Ref.Run];
  return R.Sizes.empty() ? R.Size : R.Sizes[Ref.Number - FirstCell[Ref.Run]];
}

AddressIndex::Found AddressIndex::inSpan(const Span &S, uint64_t Address) const {
  if (S.Block != None)
    return {{S.Block, None, 0, S.Block}, Address - S.Start};

  const Run &R = Of->Runs[S.Run];
  uint64_t Cell = (Address - S.Start) / R.Stride;
  uint64_t Offset = (Address - S.Start) % R.Stride;
  if (Cell < R.Cells && R.isLive(Cell)) {
    BlockRef Ref{None, S.Run, Cell, FirstCell[S.Run] + liveBefore(S.Run, Cell)};
    if (Offset <= cellSize(Ref))
      return {Ref, Offset};
    return {};
  }
  // The end of an object that fills the cell in front.
  if (Offset == 0 && Cell > 0 && R.isLive(Cell - 1)) {
    BlockRef Ref{None, S.Run, Cell - 1,
                 FirstCell[S.Run] + liveBefore(S.Run, Cell - 1)};
    if (cellSize(Ref) == R.Stride)
      return {Ref, R.Stride};
  }
  return {};
}

AddressIndex::Found AddressIndex::find(RemoteAddress Address) const {
  auto After = std::upper_bound(
      Spans.begin(), Spans.end(), Address.Value,
      [](uint64_t Value, const Span &S) { return Value < S.Start; });
  if (After == Spans.begin())
    return {};
  const Span &S = *std::prev(After);
  if (Address.Value > S.End)
    return {};
  Found Here = inSpan(S, Address.Value);
  // A run that starts with a dead cell may start where a block ends.
  if (!Here.Ref.valid() && Address.Value == S.Start &&
      std::prev(After) != Spans.begin()) {
    const Span &Before = *std::prev(After, 2);
    if (Before.End == Address.Value)
      return inSpan(Before, Address.Value);
  }
  return Here;
}

AddressIndex::Found AddressIndex::findPointer(RemoteAddress Address,
                                              const std::byte *Place) const {
  if (!Of->Pointers.empty())
    if (const PointerTarget *Target = Of->pointerAt(Place)) {
      Found Start = find(Target->Target);
      if (!Start.Ref.valid() || Start.Offset != 0)
        return {};
      uint64_t Offset = Address - Target->Target;
      return Offset <= view(Start.Ref).Size ? Found{Start.Ref, Offset} : Found{};
    }
  return find(Address);
}

BlockView AddressIndex::view(const BlockRef &Ref) const {
  if (Ref.Block != None) {
    const Block &B = Of->Blocks[Ref.Block];
    return {B.Address, B.Size, B.Type, B.Kind, B.Bytes};
  }
  const Run &R = Of->Runs[Ref.Run];
  return {R.Address + Ref.Cell * R.Stride, cellSize(Ref), R.Type,
          BlockKind::Heap, R.Bytes + Ref.Cell * R.Stride};
}

BlockRef AddressIndex::at(uint64_t Number) const {
  if (Number < Of->Blocks.size())
    return {static_cast<uint32_t>(Number), None, 0, Number};
  auto After = std::upper_bound(FirstCell.begin(), FirstCell.end(), Number);
  uint32_t RunNumber = static_cast<uint32_t>(After - FirstCell.begin()) - 1;
  uint64_t Rank = Number - FirstCell[RunNumber];
  const Run &R = Of->Runs[RunNumber];
  if (R.Live.empty())
    return {None, RunNumber, Rank, Number};

  const std::vector<uint64_t> &Before = Ranks[RunNumber];
  size_t Word = static_cast<size_t>(
      std::upper_bound(Before.begin(), Before.end(), Rank) - Before.begin() - 1);
  uint64_t Bits = R.Live[Word];
  for (uint64_t Skip = Rank - Before[Word]; Skip != 0; --Skip)
    Bits &= Bits - 1;
  return {None, RunNumber,
          Word * 64 + static_cast<uint64_t>(std::countr_zero(Bits)), Number};
}

} // namespace ferry::image
