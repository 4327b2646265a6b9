//===- ImageDigest.cpp - one number for the state in an image -------------===//
#include "ferry/image/ImageDigest.h"

#include "ferry/image/SavedPositions.h"

#include <algorithm>
#include <unordered_map>

namespace ferry::image {

namespace {

/// Blocks have their ordinals in the AddressIndex; value locals, which nothing
/// points to, get the numbers behind.
class Source final : public DigestSource {
  const Image &I;
  const AddressIndex &Index;
  std::vector<DigestBlock> ValueLocals;
  std::unordered_map<uint64_t, std::string_view> Functions;
  struct SetBuffer {
    SavedPosition Position;
    std::string_view Mask;
  };
  std::unordered_map<const void *, SetBuffer> JumpBuffersSet; ///< by place

public:
  Source(const Image &TheImage, const AddressIndex &Index)
      : I(TheImage), Index(Index) {
    for (const Symbol &S : I.Symbols)
      Functions.try_emplace(S.Address.Value, S.Name);
    JumpBuffers Buffers(*I.Types);
    std::vector<std::string_view> Masks = savedMasks(I);
    size_t Next = 0;
    for (const SavedPosition &P : savedPositions(I)) {
      std::string_view Mask = Masks.empty() ? "" : Masks[Next++];
      if (P.Block >= Index.blockCount())
        continue;
      DigestBlock B = block(BlockId(uint64_t(P.Block)));
      Buffers.forEach(B.Type, B.Count, [&](uint64_t Offset, uint64_t Number) {
        if (Number == P.Buffer)
          JumpBuffersSet[static_cast<const std::byte *>(B.Bytes) + Offset] = {P, Mask};
      });
    }
  }

  BlockId addValueLocal(const DigestBlock &Block) {
    ValueLocals.push_back(Block);
    return BlockId(Index.blockCount() + ValueLocals.size() - 1);
  }

  DigestTarget resolve(uint64_t Address, const Type &PointerType,
                       const void *Place) override {
    DigestTarget To;
    if (PointerType.K != Kind::FunctionPointer) {
      AddressIndex::Found At =
          Index.findPointer({Address}, static_cast<const std::byte *>(Place));
      if (At.Ref.valid()) {
        To.What = DigestTarget::Block;
        To.Id = BlockId(At.Ref.Number);
        To.Offset = At.Offset;
        return To;
      }
    }
    auto Function = Functions.find(Address);
    if (Function != Functions.end()) {
      To.What = DigestTarget::Function;
      To.Name = Function->second;
    }
    return To;
  }

  DigestBlock block(BlockId Id) override {
    uint64_t Number = static_cast<uint64_t>(Id);
    if (Number >= Index.blockCount())
      return ValueLocals[Number - Index.blockCount()];
    BlockView V = Index.view(Index.at(Number));
    uint64_t Size = (*I.Types)[V.Type].Size;
    return {V.Type, V.Bytes && Size ? V.Size / Size : 0, V.Bytes};
  }

  bool meaning(const Type &, const void *Place, uint64_t (&Meaning)[2],
               std::string_view &Text) override {
    auto At = JumpBuffersSet.find(Place);
    if (At == JumpBuffersSet.end())
      return false;
    Meaning[0] = At->second.Position.Frame;
    Meaning[1] = At->second.Position.Site;
    Text = At->second.Mask;
    return true;
  }
};

} // namespace

DigestValue digestOf(const Image &TheImage, const AddressIndex &Index) {
  Source Blocks(TheImage, Index);
  Digest D(*TheImage.Types, Blocks);
  for (const Resource &R : TheImage.Resources)
    // What the first say is said at their places; the others are no state of the program:
    // where objects stand, and when it was captured.
    if (R.Name != SavedPositionsName && R.Name != SavedMasksName &&
        R.Name != AlignmentsName && R.Name != ClocksName)
      D.addResource(R.Name, R.Version,
                    {reinterpret_cast<const char *>(R.Bytes),
                     static_cast<size_t>(R.Size)});

  std::unordered_map<uint64_t, uint64_t> LocalBlocks;
  for (uint64_t N = 0; N < TheImage.Blocks.size(); ++N) {
    const Block &B = TheImage.Blocks[N];
    if (B.Kind == BlockKind::Local)
      LocalBlocks[uint64_t(B.Frame) << 32 | B.Local] = N;
  }

  for (size_t N = 0; N < TheImage.Frames.size(); ++N) {
    const Frame &F = TheImage.Frames[N];
    const Function &In = TheImage.Functions[F.Function];
    const Site &At = In.Sites[F.Site];
    std::string Start = std::to_string(N) + " " + std::string(In.Name) + " " +
                        std::to_string(At.Number) + " ";
    for (uint32_t Live : At.Live) {
      const Local &L = In.Locals[Live];
      BlockId Id = L.Where == LocalPlace::Value
                       ? Blocks.addValueLocal({L.Type, 1, F.Record + L.Offset})
                       : BlockId(LocalBlocks[uint64_t(N) << 32 | Live]);
      D.addRoot(Start + std::string(L.Name), Id);
    }
  }

  std::vector<std::pair<std::string_view, uint64_t>> Variables;
  for (uint64_t N = 0; N < TheImage.Blocks.size(); ++N) {
    const Block &B = TheImage.Blocks[N];
    if (B.Kind == BlockKind::Variable && B.Bytes && !B.ReadOnly)
      Variables.emplace_back(B.Name, N);
  }
  std::sort(Variables.begin(), Variables.end());
  for (const auto &[Name, Number] : Variables)
    D.addRoot(Name, BlockId(Number));
  return D.finish();
}

} // namespace ferry::image
