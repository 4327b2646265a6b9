//===- Verify.cpp - does an image make sense ------------------------------===//
#include "Verify.h"

#include "ferry/image/AddressIndex.h"
#include "ferry/image/SavedPositions.h"
#include "ferry/typeinfo/Endian.h"

#include <algorithm>
#include <string>
#include <unordered_set>

namespace ferry::image {

namespace {

class Verifier {
  const Image &I;
  const TypeTable &Types;
  uint64_t AddressLimit; ///< the largest address of the ABI

  static Status bad(const std::string &Path, const std::string &What) {
    return {Code::Malformed, Path + ": " + What};
  }

  /// Values of the type may stand in memory.
  bool isComplete(TypeId Id) const {
    return Types.contains(Id) && Types[Id].Align != 0 &&
           Types[Id].K != Kind::Void && Types[Id].K != Kind::BitField;
  }

  bool fits(RemoteAddress Address, uint64_t Size) const {
    return Address.Value <= AddressLimit && Size <= AddressLimit - Address.Value;
  }

  std::string frameName(size_t Number) const {
    std::string Text = "frame " + std::to_string(Number);
    if (I.Frames[Number].Function < I.Functions.size())
      Text += " " + std::string(I.Functions[I.Frames[Number].Function].Name);
    return Text;
  }

  Status functions() const;
  Status frames() const;
  Status locals() const;
  Status blocks() const;
  Status runs() const;
  Status rest() const;

public:
  Verifier(const Image &TheImage)
      : I(TheImage), Types(*TheImage.Types),
        AddressLimit(Types.abi().PointerSize == 4 ? 0xffffffff : ~uint64_t(0)) {}

  Status run() const {
    for (auto Part : {&Verifier::functions, &Verifier::frames,
                      &Verifier::blocks, &Verifier::locals, &Verifier::runs,
                      &Verifier::rest})
      if (Status S = (this->*Part)(); !S.ok())
        return S;
    return {};
  }
};

Status Verifier::functions() const {
  for (const Function &F : I.Functions) {
    // Paths are put together for errors only: names are long in hostile images.
    auto Path = [&](const char *What, std::string_view Name) {
      return "function " + std::string(F.Name) + What + std::string(Name);
    };
    if (F.Name.empty())
      return bad("function", "it has no name");
    uint64_t Room = F.RecordSize;
    for (const Local &L : F.Locals) {
      if (!isComplete(L.Type))
        return bad(Path(": local ", L.Name), "its type is not known");
      uint64_t Size = L.Where == LocalPlace::Value ? Types[L.Type].Size
                                                   : Types.abi().PointerSize;
      if (L.Offset > F.RecordSize || Size > F.RecordSize - L.Offset || Size > Room)
        return bad(Path(": local ", L.Name),
                   "it does not fit into the frame record");
      Room -= Size;
    }
    // Together with the slots' sizes: what frames hold is in proportion to data.
    if (F.Locals.size() > F.RecordSize)
      return bad(Path("", ""), "it has more locals than its record has bytes");
    for (const Site &S : F.Sites)
      for (size_t L = 0; L < S.Live.size(); ++L)
        if (S.Live[L] >= F.Locals.size() || (L > 0 && S.Live[L] <= S.Live[L - 1]))
          return bad(Path(": site ", std::to_string(S.Number)),
                     "its list of live locals is out of order");
  }
  return {};
}

Status Verifier::frames() const {
  size_t Next = 0;
  for (const Thread &T : I.Threads) {
    if (T.FirstFrame != Next || T.FrameCount > I.Frames.size() - Next)
      return bad("thread " + std::string(T.Name), "its frames are out of order");
    Next += T.FrameCount;
  }
  if (Next != I.Frames.size())
    return bad("frame " + std::to_string(Next), "it belongs to no thread");

  for (size_t N = 0; N < I.Frames.size(); ++N) {
    const Frame &F = I.Frames[N];
    if (F.Function >= I.Functions.size())
      return bad(frameName(N), "its function is not known");
    const Function &In = I.Functions[F.Function];
    if (F.Site >= In.Sites.size())
      return bad(frameName(N), "its site is not known");
    if (In.Sites[F.Site].Kind == SiteKind::Setjmp)
      return bad(frameName(N), "it stands at a call of setjmp");
    if (!F.Record && In.RecordSize != 0)
      return bad(frameName(N), "it has no record");
  }
  for (const Thread &T : I.Threads)
    for (uint32_t N = 0; N + 1 < T.FrameCount; ++N) {
      const Frame &F = I.Frames[T.FirstFrame + N];
      if (I.Functions[F.Function].Sites[F.Site].Kind == SiteKind::Poll)
        return bad(frameName(T.FirstFrame + N),
                   "it stands at a poll and yet has called another");
    }
  return {};
}

Status Verifier::blocks() const {
  std::unordered_set<std::string_view> Names;
  for (size_t N = 0; N < I.Blocks.size(); ++N) {
    const Block &B = I.Blocks[N];
    auto Bad = [&](const char *What) {
      return bad("block " + std::to_string(N) + (B.Name.empty() ? "" : " ") +
                     std::string(B.Name),
                 What);
    };

    switch (B.Kind) {
    case BlockKind::Variable:
    case BlockKind::Literal:
      if (B.Name.empty() || !Names.insert(B.Name).second)
        return Bad("it has no name of its own");
      break;
    case BlockKind::Local:
    case BlockKind::Argument:
      break;
    default:
      return Bad("it is of an unknown kind");
    }
    if (!isComplete(B.Type))
      return Bad("its type is not known");
    uint64_t Size = Types[B.Type].Size;
    if (Size == 0 ? B.Size != 0 : B.Size % Size != 0)
      return Bad("its size is no multiple of its type's");
    if (!fits(B.Address, B.Size))
      return Bad("it goes beyond the end of the address space");
    if (!B.Bytes && B.Size != 0 && !B.ReadOnly)
      return Bad("it has no contents");
    if (B.Kind != BlockKind::Local && (B.Frame != None || B.Local != None))
      return Bad("it is no local and yet belongs to a frame");
  }
  return {};
}

/// Each address local that is live in a frame has one block, where its slot in
/// the record says; there are no other Local blocks.
Status Verifier::locals() const {
  std::unordered_set<uint64_t> Seen;
  for (const Block &B : I.Blocks) {
    if (B.Kind != BlockKind::Local)
      continue;
    if (B.Frame >= I.Frames.size())
      return bad("local " + std::string(B.Name), "its frame is not known");
    const Frame &F = I.Frames[B.Frame];
    const Function &In = I.Functions[F.Function];
    auto Bad = [&](const char *What) {
      return bad(frameName(B.Frame) + ": local " + std::string(B.Name), What);
    };
    if (B.Local >= In.Locals.size())
      return Bad("the function has no such local");
    const Local &L = In.Locals[B.Local];
    const std::vector<uint32_t> &Live = In.Sites[F.Site].Live;
    if (L.Where != LocalPlace::Address ||
        !std::binary_search(Live.begin(), Live.end(), B.Local))
      return Bad("it has no address that is live");
    if (L.Type != B.Type || B.Size != Types[L.Type].Size)
      return Bad("its block is of another type");
    if (loadInteger(F.Record + L.Offset, Types.abi().PointerSize, false,
                    Types.abi().Order) != B.Address.Value)
      return Bad("its block stands elsewhere");
    if (!Seen.insert(uint64_t(B.Frame) << 32 | B.Local).second)
      return Bad("it has two blocks");
  }

  uint64_t Expected = 0;
  for (const Frame &F : I.Frames) {
    const Function &In = I.Functions[F.Function];
    for (uint32_t Live : In.Sites[F.Site].Live)
      Expected += In.Locals[Live].Where == LocalPlace::Address;
  }
  if (Expected != Seen.size())
    return bad("frames", "there are locals without a block");
  return {};
}

Status Verifier::runs() const {
  for (size_t N = 0; N < I.Runs.size(); ++N) {
    const Run &R = I.Runs[N];
    if (!isComplete(R.Type))
      return bad("run " + std::to_string(N), "its type is not known");
    auto Bad = [&](const char *What) {
      return bad("run " + std::to_string(N) + " of " + Types[R.Type].Name, What);
    };
    if (R.Stride == 0 || R.Cells == 0 || R.Cells > AddressLimit / R.Stride ||
        !fits(R.Address, R.Stride * R.Cells))
      return Bad("it is empty or goes beyond the end of the address space");
    if (!R.Bytes)
      return Bad("it has no contents");
    if (!R.Live.empty()) {
      if (R.Live.size() != (R.Cells - 1) / 64 + 1 ||
          (R.Cells % 64 != 0 && R.Live.back() >> (R.Cells % 64) != 0))
        return Bad("its map of live cells has another length");
    }
    if (R.Size > R.Stride)
      return Bad("an object is larger than its cell");
    if (!R.Sizes.empty()) {
      if (R.Sizes.size() != R.liveCells())
        return Bad("there is not one size for each live cell");
      for (uint32_t Size : R.Sizes)
        if (Size > R.Stride)
          return Bad("an object is larger than its cell");
    }
  }
  return {};
}

Status Verifier::rest() const {
  for (const Symbol &S : I.Symbols)
    if (S.Name.empty() || !fits(S.Address, 0))
      return bad("symbol " + std::string(S.Name),
                 "it has no name, or an address that no pointer can hold");
  for (const Resource &R : I.Resources)
    if (R.Name.empty() || (!R.Bytes && R.Size != 0))
      return bad("resource " + std::string(R.Name), "it has no name or no bytes");
  if (Status S = verifySavedPositions(I); !S.ok())
    return S;

  AddressIndex Index;
  if (Status S = Index.build(I); !S.ok())
    return S;
  for (const PointerTarget &P : I.Pointers) {
    AddressIndex::Found At = Index.find(P.Target);
    if (!At.Ref.valid() || At.Offset != 0)
      return bad("pointers", "a target is not the start of a block");
  }
  return {};
}

/// Parts without a size would let a small table describe any number of values.
Status sizelessParts(const TypeTable &Types) {
  for (uint32_t N = 0; N < Types.size(); ++N) {
    const Type &T = Types[TypeId(N)];
    bool Bad = T.K == Kind::Array && T.Count != 0 && T.Size == 0;
    if (T.K == Kind::Struct && T.Size == 0)
      for (const Field &F : T.Fields)
        Bad |= Types[F.Type].K != Kind::Array;
    if (Bad)
      return {Code::Malformed,
              "types: " + T.Name + ": it has values of no size"};
  }
  return {};
}

} // namespace

Status verify(const Image &TheImage) {
  if (!TheImage.Types)
    return {Code::Malformed, "types: there are none"};
  Failure Why;
  if (!TheImage.Types->validate(Why))
    return {Code::Malformed, "types: " + Why.text()};
  uint8_t Pointer = TheImage.Types->abi().PointerSize;
  if (Pointer != 4 && Pointer != 8)
    return {Code::Malformed, "ABI: pointers of " + std::to_string(Pointer) +
                                 " bytes"};
  if (Status S = sizelessParts(*TheImage.Types); !S.ok())
    return S;
  return Verifier(TheImage).run();
}

} // namespace ferry::image
