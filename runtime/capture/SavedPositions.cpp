//===- SavedPositions.cpp - which jmp_bufs are set, and what by -----------===//
///
/// \file
/// Every jmp_buf of the program is looked at, and not only those that setjmp was
/// called with: a copy is as good. Programs without a frame that has called setjmp
/// don't come here.
///
//===----------------------------------------------------------------------===//
#include "capture/Capture.h"

#include "frames/Threads.h"

#include <string_view>

using namespace ferry;
using namespace ferry::capture;

void Capture::addSavedPositions(const std::vector<ThreadState> &Threads) {
  struct Place {
    uint32_t Frame, Site;
  };
  std::unordered_map<std::string_view, Place> Set;
  for (size_t N = 0; N < Threads.size(); ++N) {
    const frames::Thread *T = frames::findThread(Threads[N].Number);
    if (!T)
      continue;
    const image::Thread &Of = Image.Threads[N];
    uint32_t F = Of.FirstFrame, End = F + Of.FrameCount;
    for (const frames::SavedPosition &P : T->Positions.open()) {
      while (F < End && Frames[F].Record < P.Record)
        ++F;
      if (F < End && Frames[F].Record == P.Record &&
          Frames[F].Function == P.Site->function)
        Set[{P.Bytes.data(), P.Bytes.size()}] = {F, P.Site->number};
    }
  }
  if (Set.empty())
    return;

  image::JumpBuffers Buffers(Types);
  auto Look = [&](uint64_t Block, TypeId Type, const std::byte *Bytes, uint64_t Count) {
    const char *Values = reinterpret_cast<const char *>(Bytes);
    Buffers.forEach(Type, Count, [&](uint64_t Offset, uint64_t Number) {
      auto At = Set.find({Values + Offset, port::JumpRegisters});
      if (At == Set.end())
        return;
      SavedPositions.push_back({Block, Number, At->second.Frame, At->second.Site});
      SavedMasks += port::savedMask(Values + Offset) + '\n';
    });
  };
  for (uint64_t N = 0; N < Image.Blocks.size(); ++N)
    if (const image::Block &B = Image.Blocks[N]; B.Bytes && B.Size && !B.ReadOnly)
      Look(N, B.Type, B.Bytes, B.Size / Types[B.Type].Size);
  uint64_t Number = Image.Blocks.size();
  for (const image::Run &R : Image.Runs) {
    if (Buffers.in(R.Type).empty()) {
      Number += R.liveCells();
      continue;
    }
    uint64_t Ordinal = 0;
    for (uint64_t Cell = 0; Cell < R.Cells; ++Cell) {
      if (!R.isLive(Cell))
        continue;
      uint64_t Bytes = R.Sizes.empty() ? R.Size : R.Sizes[Ordinal];
      Look(Number + Ordinal++, R.Type, R.Bytes + Cell * R.Stride,
           Bytes / Types[R.Type].Size);
    }
    Number += Ordinal;
  }
  if (SavedPositions.empty())
    return;
  Image.Resources.push_back(
      {image::SavedPositionsName, image::SavedPositionsVersion,
       reinterpret_cast<const std::byte *>(SavedPositions.data()),
       SavedPositions.size() * sizeof(image::SavedPosition)});
  if (SavedMasks.find_first_not_of('\n') != SavedMasks.npos)
    Image.Resources.push_back({image::SavedMasksName, image::SavedMasksVersion,
                               reinterpret_cast<const std::byte *>(SavedMasks.data()),
                               SavedMasks.size()});
}
