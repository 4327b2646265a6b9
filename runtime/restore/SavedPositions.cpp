//===- SavedPositions.cpp - jmp_bufs lead to their frames again -----------===//
///
/// \file
/// A frame that a jmp_buf leads to calls setjmp once more, in its re-entry form, at
/// the site where it goes on (so that its locals stand where they did); what setjmp
/// writes is kept here until memory is filled, and goes to each jmp_buf that leads
/// there, with the mask of signals that it had. All others are set to zeros: what they
/// hold in an image are addresses of another process, and __ferry_longjmp takes zeros
/// for what they are.
///
//===----------------------------------------------------------------------===//
#include "restore/Restore.h"

#include "frames/Threads.h"

#include <cstring>

using namespace ferry;
using namespace ferry::restore;

bool Restore::matchPositions(Failure &Why) {
  BuffersHere = std::make_unique<image::JumpBuffers>(Program.types());
  auto Fail = [&](const char *Message) {
    Why = {image::SavedPositionsName, Message};
    return false;
  };
  std::vector<std::string_view> Masks = image::savedMasks(Image);
  size_t Line = 0;
  for (const image::SavedPosition &P : image::savedPositions(Image)) {
    std::string_view Mask = Masks.empty() ? "" : Masks[Line++];
    // Both sides number sites alike, and have the same number of them.
    if (Frames[P.Frame].Here.Function->sites[P.Site - 1].kind != __ferry_site_setjmp)
      return Fail("one leads to no call of setjmp here");
    Landing &To = Landings[{P.Frame, P.Site}];
    if (!Positions.try_emplace({P.Block, P.Buffer}, Position{&To, Mask}).second)
      return Fail("a jmp_buf leads to two places");
  }
  return true;
}

void *Restore::saveAgain(size_t Thread, void *Record, unsigned Number, Failure &Why) {
  size_t Frame = Next[Thread];
  if (Frame == Image.Threads[Thread].FirstFrame ||
      Frames[--Frame].Here.Record != Record) {
    Why = {{}, "a re-entry form calls setjmp for another frame"};
    return nullptr;
  }
  auto At = Landings.find({static_cast<uint32_t>(Frame), Number});
  if (At == Landings.end())
    return nullptr;
  At->second.Saved = true;
  return At->second.Bytes;
}

void Restore::setBuffers(uint64_t Block, TypeId Type, void *Values, uint64_t Count) {
  BuffersHere->forEach(Type, Count, [&](uint64_t Offset, uint64_t Number) {
    char *Buffer = static_cast<char *>(Values) + Offset;
    auto At = Positions.find({Block, Number});
    if (At == Positions.end()) {
      std::memset(Buffer, 0, port::JumpBufferSize);
      return;
    }
    std::memcpy(Buffer, At->second.To->Bytes, port::JumpBufferSize);
    port::setSavedMask(Buffer, At->second.Mask);
    At->second.To->Buffers.push_back(Buffer);
    Positions.erase(At);
  });
}

bool Restore::notePositions(Failure &Why) {
  if (!Positions.empty()) {
    Why = {image::SavedPositionsName, "one stands in no jmp_buf"};
    return false;
  }
  for (const auto &[Key, To] : Landings) {
    const frames::Frame &F = Frames[Key.first].Here;
    if (!To.Saved) {
      Why = {frames::frameName(Key.first, F.Function->name),
             "its re-entry form has not called setjmp"};
      return false;
    }
    size_t T = 0;
    while (Key.first >= Image.Threads[T].FirstFrame + Image.Threads[T].FrameCount)
      ++T;
    frames::Thread *Of = frames::findThread(threadNumber(T));
    for (void *Buffer : To.Buffers)
      Of->Positions.add(Buffer, F.Record, &F.Function->sites[Key.second - 1]);
  }
  return true;
}
