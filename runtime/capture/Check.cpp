//===- Check.cpp - no pointer leaves that could not be found again --------===//
///
/// \file
/// Every pointer of every live value is looked at once, where it stands. What is
/// ambiguous and can be decided becomes a PointerTarget; what leads nowhere is
/// counted; what leads to memory of others is refused with the path to it. So is a tag
/// that does not say what there is.
///
//===----------------------------------------------------------------------===//
#include "capture/Capture.h"

#include "ferry/typeinfo/Path.h"

#include <cstring>

using namespace ferry;
using namespace ferry::capture;

template <typename NameOf>
bool Capture::check(TypeId Type, const char *Bytes, uint64_t Count, NameOf Where,
                    Failure &Why) {
  const PointerSteps &Steps = Scan.stepsOf(Type);
  if (Steps.empty())
    return true;
  uint64_t Size = Types[Type].Size;
  auto PathTo = [&](const char *Place, const BitsOfField &Bits = {}) {
    std::string Text = Where(), Part = pathOf(Types, Type, Count,
                                              static_cast<uint64_t>(Place - Bytes), 0,
                                              Bits, Bytes);
    return Part.empty() ? Text : Text + ": " + Part;
  };
  auto Each = [&](const PointerStep &Step, const char *Place) {
    if (Step.Is == PointerStep::Tag) {
      const ferry::Type &Variant = Types[Step.Type];
      if (isKnown(Types, Variant, Step.Number, Place))
        return true;
      const Field &Tag = Variant.Fields[Step.Number];
      Why = {PathTo(Place + Tag.Offset, Types[Tag.Type].Bits),
             unknownTag(Types, Variant, Step.Number, Place)};
      return false;
    }
    uintptr_t Value;
    std::memcpy(&Value, Place, sizeof Value);
    if (!Value)
      return true;
    uint64_t Start = 0;
    std::string Message;
    Targets::Verdict V =
        Step.Is == PointerStep::Function
            ? TheTargets.findFunction(Value, Message)
            : TheTargets.find(Image, Types, Value, Step.Type, Start, Message);
    switch (V) {
    case Targets::Verdict::Number:
    case Targets::Verdict::Block:
      return true;
    case Targets::Verdict::End:
      Image.Pointers.push_back(
          {reinterpret_cast<const std::byte *>(Place), {Start}});
      return true;
    case Targets::Verdict::Poison:
      if (Poisoned++ == 0)
        FirstPoisoned = PathTo(Place);
      return true;
    case Targets::Verdict::Refused:
      break;
    }
    Why = {PathTo(Place), std::move(Message)};
    return false;
  };
  const PointerStep *From = Steps.data(), *To = From + Steps.size();
  for (uint64_t I = 0; I < Count; ++I)
    if (!forEachPointer(Types, From, To, Bytes + I * Size, Each))
      return false;
  return true;
}

bool Capture::checkFrames(Failure &Why) {
  for (size_t N = 0; N < Frames.size(); ++N) {
    const frames::Frame &F = Frames[N];
    for (unsigned I = 0; I < F.Site->live_count; ++I) {
      const __ferry_local &L = F.Function->locals[F.Site->live[I]];
      if (L.where != __ferry_local_value)
        continue;
      auto Where = [&] {
        return frames::frameName(N, F.Function->name) + ": local " + L.name;
      };
      if (!check(Program.typeOf(L.type), F.Record + L.offset, 1, Where, Why))
        return false;
    }
  }
  return true;
}

bool Capture::checkRuns(Failure &Why) {
  for (const image::Run &R : Image.Runs) {
    TypeId Type = R.Type;
    if (Scan.stepsOf(Type).empty())
      continue;
    auto Where = [&] {
      return "heap object of " +
             (R.Where.empty() ? "libferry" : std::string(R.Where));
    };
    uint64_t Element = Types[Type].Size, Ordinal = 0;
    for (uint64_t Cell = 0; Cell < R.Cells; ++Cell) {
      if (!R.isLive(Cell))
        continue;
      uint64_t Size = R.Sizes.empty() ? R.Size : R.Sizes[Ordinal];
      ++Ordinal;
      if (!check(Type, reinterpret_cast<const char *>(R.Bytes) + Cell * R.Stride,
                 Size / Element, Where, Why))
        return false;
    }
  }
  return true;
}

bool Capture::checkAll(Failure &Why) {
  if (!checkFrames(Why))
    return false;
  for (const image::Block &B : Image.Blocks) {
    if (!B.Bytes)
      continue;
    auto Where = [&] {
      std::string Text = B.Kind == image::BlockKind::Local
                             ? frames::frameName(B.Frame,
                                                 Frames[B.Frame].Function->name) +
                                   ": local "
                             : "variable ";
      return Text += B.Name;
    };
    if (!check(B.Type, reinterpret_cast<const char *>(B.Bytes), 1, Where,
               Why))
      return false;
  }
  return checkRuns(Why);
}
