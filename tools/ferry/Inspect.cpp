//===- Inspect.cpp - what is in a checkpoint ------------------------------===//
#include "InspectData.h"
#include "ferry/image/ImageDigest.h"
#include "ferry/image/SavedPositions.h"
#include "ferry/typeinfo/Endian.h"

#include <algorithm>
#include <fmt/core.h>

namespace ferry::tool {

std::vector<LocalValue> localsOf(const Inspected &What, uint32_t Number) {
  const image::Frame &F = What.I.Frames[Number];
  const image::Function &In = What.I.Functions[F.Function];
  const Abi &A = What.I.Types->abi();
  std::vector<LocalValue> All;
  for (uint32_t Live : In.Sites[F.Site].Live) {
    const image::Local &L = In.Locals[Live];
    const std::byte *Bytes = F.Record + L.Offset;
    if (L.Where == image::LocalPlace::Address) {
      // The reader made sure that the block stands where the slot says.
      uint64_t Address = loadInteger(Bytes, A.PointerSize, false, A.Order);
      image::BlockRef Ref = What.In.Index.find({Address}).Ref;
      Bytes = Ref.valid() ? What.In.Index.view(Ref).Bytes : nullptr;
    }
    All.push_back({&L, Bytes});
  }
  return All;
}

std::vector<HeapLine> heapByType(const image::Image &I) {
  std::unordered_map<uint32_t, HeapLine> ByType;
  for (const image::Run &R : I.Runs) {
    HeapLine &Line = ByType[indexOf(R.Type)];
    Line.Type = R.Type;
    uint64_t Live = R.liveCells();
    Line.Objects += Live;
    Line.CellBytes += R.Cells * R.Stride;
    if (R.Sizes.empty())
      Line.Bytes += Live * R.Size;
    for (uint32_t Size : R.Sizes)
      Line.Bytes += Size;
  }
  std::vector<HeapLine> All;
  for (const auto &[Type, Line] : ByType)
    All.push_back(Line);
  std::sort(All.begin(), All.end(), [&](const HeapLine &A, const HeapLine &B) {
    return A.Bytes != B.Bytes ? A.Bytes > B.Bytes
                              : (*I.Types)[A.Type].Name < (*I.Types)[B.Type].Name;
  });
  return All;
}

std::vector<const image::Block *> globalsOf(const image::Image &I) {
  std::vector<const image::Block *> All;
  for (const image::Block &B : I.Blocks)
    if (B.Kind == image::BlockKind::Variable)
      All.push_back(&B);
  std::sort(All.begin(), All.end(),
            [](auto *A, auto *B) { return A->Name < B->Name; });
  return All;
}

std::vector<uint32_t> landingsOf(const image::Image &I, uint32_t Frame) {
  std::vector<uint32_t> Lines;
  for (const image::SavedPosition &P : image::savedPositions(I))
    if (P.Frame == Frame)
      for (const image::Site &S : I.Functions[I.Frames[Frame].Function].Sites)
        if (S.Number == P.Site)
          Lines.push_back(S.Line);
  std::sort(Lines.begin(), Lines.end());
  Lines.erase(std::unique(Lines.begin(), Lines.end()), Lines.end());
  return Lines;
}

const char *siteText(image::SiteKind Kind) {
  switch (Kind) {
  case image::SiteKind::Poll:
    return "poll";
  case image::SiteKind::Call:
    return "call";
  case image::SiteKind::Blocking:
    return "blocked in a foreign call";
  case image::SiteKind::IndirectCall:
    return "call through a pointer";
  case image::SiteKind::Setjmp:
    return "setjmp";
  }
  return "";
}

int inspect(const InspectOptions &Options) {
  image::Image Read;
  image::ReadFacts Facts;
  if (image::Status S = image::readImage(Options.Image, Read, &Facts); !S.ok())
    throw Error(ExitNotRestored, S.text());
  image::AddressIndex Index;
  if (image::Status S = Index.build(Read); !S.ok())
    throw Error(ExitNotRestored, Options.Image + ": " + S.text());

  if (Options.Digest && !Options.Json) {
    fmt::print("{}\n", image::digestOf(Read, Index).text());
    return 0;
  }
  Names In(Read, Index);
  Inspected What{Options.Image, Read, Facts, In};
  if (Options.Json)
    printJson(What, Options);
  else
    printText(What, Options);
  return 0;
}

} // namespace ferry::tool
