//===- Fill.cpp - values out of the image ---------------------------------===//
#include "restore/Restore.h"

#include "ferry/typeinfo/Path.h"

#include <cstring>

using namespace ferry;
using namespace ferry::restore;

static bool inPath(Failure &Why, std::string Where) {
  Why.Path = Why.Path.empty() ? std::move(Where) : Where + ": " + Why.Path;
  return false;
}

void Restore::count(const Plan &P, uint64_t Elements) {
  if (P.isCopy() || sameAbi())
    return;
  ConvertedTypes += Counted.insert(&P).second;
  ConvertedBytes += Elements * P.fromSize();
}

bool Restore::convert(const Plan &P, const std::byte *From, void *To,
                      uint64_t Count, Failure &Why) {
  if (P.isCopy()) {
    std::memcpy(To, From, static_cast<size_t>(Count * P.fromSize()));
    return true;
  }
  count(P, Count);
  return P.run(From, To, Count, How, Why);
}

static std::string localName(size_t Number, const __ferry_function &In,
                             const __ferry_local &L) {
  return frames::frameName(Number, In.name) + ": local " + L.name;
}

bool Restore::bindAddresses(FrameState &F, size_t Number, Failure &Why) {
  for (uint32_t Index : F.LocalThere) {
    const __ferry_local &L = F.Here.Function->locals[Index];
    if (L.where == __ferry_local_value)
      continue;
    void *Address;
    std::memcpy(&Address, F.Here.Record + L.offset, sizeof Address);
    auto Block = LocalBlocks.find(uint64_t(Number) << 32 | Index);
    if (!Address || Block == LocalBlocks.end()) {
      Why = {localName(Number, *F.Here.Function, L), "its place is not known"};
      return false;
    }
    Addresses->place(Block->second, Address);
  }
  return true;
}

bool Restore::length(size_t Thread, void *Record, const char *Name,
                     unsigned long &Length, Failure &Why) {
  const image::Thread &T = Image.Threads[Thread];
  size_t Number = Next[Thread];
  Length = 0;
  if (Number == T.FirstFrame + T.FrameCount ||
      Frames[Number].Here.Record != Record) {
    Why = {{}, "a re-entry form asked for a length of a frame that is not the next"};
    return false;
  }
  FrameState &F = Frames[Number];
  const image::Function &There = Image.Functions[F.There->Function];
  for (uint32_t Index : F.LocalThere) {
    const __ferry_local &L = F.Here.Function->locals[Index];
    if (std::strcmp(L.name, Name) != 0)
      continue;
    const Plan *P =
        Plans->get(There.Locals[Index].Type, Program.typeOf(L.type), Why);
    if (P && P->toSize() == sizeof Length &&
        convert(*P, F.There->Record + There.Locals[Index].Offset, &Length, 1, Why))
      return true;
    return inPath(Why, localName(Number, *F.Here.Function, L));
  }
  return true;
}

Restore::Refilled Restore::refill(size_t Thread, void *Record, Failure &Why) {
  const image::Thread &T = Image.Threads[Thread];
  size_t Number = Next[Thread];
  if (Number == T.FirstFrame + T.FrameCount ||
      Frames[Number].Here.Record != Record) {
    Why = {{}, "a re-entry form asked for a frame that is not the next one"};
    return Refilled::No;
  }
  FrameState &F = Frames[Number];
  const __ferry_function &Here = *F.Here.Function;
  const image::Function &There = Image.Functions[F.There->Function];
  // Addresses first: a value local may point to an address local of its frame.
  if (!bindAddresses(F, Number, Why))
    return Refilled::No;
  Addresses->setThread(T.FirstFrame, T.FirstFrame + T.FrameCount);
  for (uint32_t Index : F.LocalThere) {
    const __ferry_local &L = Here.locals[Index];
    if (L.where != __ferry_local_value)
      continue;
    const Plan *P =
        Plans->get(There.Locals[Index].Type, Program.typeOf(L.type), Why);
    bool Ok = P && convert(*P, F.There->Record + There.Locals[Index].Offset,
                           F.Here.Record + L.offset, 1, Why);
    nameLossy([&] { return localName(Number, Here, L); });
    if (Ok)
      continue;
    inPath(Why, localName(Number, Here, L));
    if (!Addresses->missesOthers())
      return Refilled::No;
    if (++Waiting + Arrived < Image.Threads.size())
      return Refilled::Later;
    Why.Message = "points into a frame of another thread, whose locals point "
                  "back in here: neither can be entered first";
    return Refilled::No;
  }
  ++Next[Thread];
  Waiting = 0;
  ++Progress;
  return Refilled::Yes;
}

__ferry_code Restore::reenter(size_t Thread, void *Record, void *Place,
                              Failure &Why) {
  const image::Thread &T = Image.Threads[Thread];
  size_t Number = Next[Thread];
  if (Number == T.FirstFrame || Number == T.FirstFrame + T.FrameCount ||
      Frames[Number - 1].Here.Record != Record ||
      Frames[Number].Here.Record != Place) {
    Why = {{}, "a re-entry form calls one that is not the next frame's"};
    return nullptr;
  }
  return Frames[Number].Here.Function->reenter;
}

bool Restore::arrive(size_t Thread, void *Record, bool &All, Failure &Why) {
  const image::Thread &T = Image.Threads[Thread];
  size_t End = T.FirstFrame + T.FrameCount;
  if (Next[Thread] != End || Frames[End - 1].Here.Record != Record) {
    Why = {{}, "a re-entry form resumed before the innermost frame"};
    return false;
  }
  All = ++Arrived == Image.Threads.size();
  Waiting = 0;
  ++Progress;
  return true;
}

bool Restore::fillMemory(Failure &Why) {
  if (!fillBlocks(Why))
    return false;
  uint64_t Number = Image.Blocks.size();
  for (const image::Run &R : Image.Runs) {
    if (!fillRun(R, Number, Why))
      return false;
    Number += R.liveCells();
  }
  return notePositions(Why);
}

bool Restore::fillBlocks(Failure &Why) {
  for (uint64_t N = 0; N < Image.Blocks.size(); ++N) {
    const image::Block &B = Image.Blocks[N];
    if (B.ReadOnly)
      continue;
    std::string Where =
        B.Kind == image::BlockKind::Local
            ? frames::frameName(B.Frame,
                                Frames[B.Frame].Here.Function->name) +
                  ": local "
            : "variable ";
    Where += B.Name;
    // Only what matched has a place, so the names below exist.
    void *To = Addresses->placeOf(N);
    if (!To) {
      Why = {Where, "its place is not known"};
      return false;
    }
    const __ferry_type *Here =
        B.Kind == image::BlockKind::Local
            ? Frames[B.Frame].Here.Function->locals[B.Local].type
            : Program.variable(B.Name)->type;
    const Plan *P = Plans->get(B.Type, Program.typeOf(Here), Why);
    bool Ok = P && convert(*P, B.Bytes, To, 1, Why);
    nameLossy([&] { return Where; });
    if (!Ok)
      return inPath(Why, Where);
    setBuffers(N, Program.typeOf(Here), To, 1);
  }
  return true;
}

bool Restore::fillRun(const image::Run &R, uint64_t FirstNumber, Failure &Why) {
  const Plan *P = Plans->get(R.Type, TypeHere[indexOf(R.Type)], Why);
  if (!P)
    return false;
  std::string Where =
      "heap objects of " + std::string(R.Where.empty() ? "libferry" : R.Where);
  bool HoldsBuffers = !BuffersHere->in(TypeHere[indexOf(R.Type)]).empty();
  uint64_t Ordinal = 0;
  for (uint64_t Cell = 0; Cell < R.Cells;) {
    if (!R.isLive(Cell)) {
      ++Cell;
      continue;
    }
    // Objects of one element whose cells follow each other there and here are
    // converted column by column.
    char *To = static_cast<char *>(Addresses->placeOf(FirstNumber + Ordinal));
    uint64_t Together = 1;
    ptrdiff_t Apart = 0;
    while (R.Sizes.empty() && R.Size == P->fromSize() &&
           Cell + Together < R.Cells && R.isLive(Cell + Together)) {
      char *Other = static_cast<char *>(
          Addresses->placeOf(FirstNumber + Ordinal + Together));
      ptrdiff_t Step = Other - To;
      if (Together == 1 && Step > 0)
        Apart = Step;
      if (Apart == 0 || Step != Apart * static_cast<ptrdiff_t>(Together))
        break;
      ++Together;
    }
    const std::byte *From = R.Bytes + Cell * R.Stride;
    uint64_t Elements = 1;
    bool Ok;
    if (Together > 1) {
      Ok = P->runCells(From, static_cast<size_t>(R.Stride), To,
                       static_cast<size_t>(Apart), Together, How, Why, Ordinal);
      count(*P, Together);
    } else {
      uint64_t Bytes = R.Sizes.empty() ? R.Size : R.Sizes[Ordinal];
      Elements = Bytes / P->fromSize();
      Ok = convert(*P, From, To, Elements, Why);
      if (!Ok)
        Why.Path = joinPath("[" + std::to_string(Ordinal) + "]", Why.Path);
    }
    nameLossy([&] {
      return Together > 1 ? Where : Where + ": [" + std::to_string(Ordinal) + "]";
    });
    if (!Ok)
      return inPath(Why, Where);
    for (uint64_t Next = 0; HoldsBuffers && Next < Together; ++Next)
      setBuffers(FirstNumber + Ordinal + Next, TypeHere[indexOf(R.Type)],
                 To + Apart * static_cast<ptrdiff_t>(Next), Elements);
    Cell += Together;
    Ordinal += Together;
  }
  return true;
}

void Restore::close() {
  Plans.reset();
  Addresses.reset();
  Counted.clear();
  LocalBlocks.clear();
  Landings.clear();
  Positions.clear();
  BuffersHere.reset();
  Image = image::Image();
}
