//===- ParseIndex.cpp - functions, frames, blocks, heap, pointers ---------===//
///
/// \file
/// Records become the model. Checked here: counts against lengths, strings, and
/// that values stand in the data section, in the order of frames, blocks and
/// runs, without sharing a byte. So no more data can be referred to than the file
/// holds. What the numbers mean is verify()'s business.
///
//===----------------------------------------------------------------------===//
#include "Parse.h"

#include <algorithm>
#include <bit>

namespace ferry::image {

namespace {

class IndexParser {
  const Container &From;
  const StringTable &Strings;
  Image &Into;
  Cursor Data;
  uint64_t Used = 0; ///< of the data section, by the pieces so far
  /// Where the pieces in use stand, in order.
  struct Span {
    uint64_t Start, End;
  };
  std::vector<Span> Pieces;

  bool text(uint32_t Offset, std::string_view &To) const {
    return Strings.get(Offset, To);
  }

  bool values(uint64_t Offset, uint64_t Size, const std::byte *&Bytes) {
    uint64_t All = Data.left();
    if (Offset < Used || Offset > All || Size > All - Offset)
      return false;
    Bytes = Data.position() + Offset;
    Used = Offset + Size;
    if (!Pieces.empty() && Pieces.back().End == Offset)
      Pieces.back().End = Used;
    else
      Pieces.push_back({Offset, Used});
    return true;
  }

  static Status lengthOf(SectionType In) {
    return malformed(In, "its length is not that of its records");
  }
  static Status nameIn(SectionType In) {
    return malformed(In, "a name is out of range");
  }
  static Status dataOf(SectionType In, size_t Number) {
    return malformed(In, "number " + std::to_string(Number) +
                             ": its values are not in the data section");
  }

public:
  IndexParser(const Container &From, const StringTable &Strings, Image &Into)
      : From(From), Strings(Strings), Into(Into),
        Data(From.section(SectionType::Data)) {}

  Status facts() {
    Cursor In = From.section(SectionType::Facts);
    while (!In.atEnd()) {
      const FactRecord *R = In.take<FactRecord>();
      if (!R)
        return lengthOf(SectionType::Facts);
      Fact F;
      if (!text(R->Name, F.Name) || !text(R->Text, F.Text))
        return nameIn(SectionType::Facts);
      Into.Facts.push_back(F);
    }
    return {};
  }

  Status functions();
  Status frames();
  Status symbols();
  Status blocks();
  Status heap();
  Status pointers();
  Status resources();
};

Status IndexParser::functions() {
  constexpr SectionType Here = SectionType::Functions;
  Cursor In = From.section(Here);
  const FunctionsHeader *H = In.take<FunctionsHeader>();
  const auto *Functions = H ? In.take<FunctionRecord>(H->Functions) : nullptr;
  const auto *Locals = Functions ? In.take<LocalRecord>(H->Locals) : nullptr;
  const auto *Sites = Locals ? In.take<SiteRecord>(H->Sites) : nullptr;
  const auto *Lives = Sites ? In.take<ul32>(H->Lives) : nullptr;
  if (!Lives || !In.atEnd())
    return lengthOf(Here);

  uint32_t LocalsLeft = H->Locals, SitesLeft = H->Sites, LivesLeft = H->Lives;
  for (uint32_t N = 0; N < H->Functions; ++N) {
    const FunctionRecord &R = Functions[N];
    Function F;
    if (!text(R.Name, F.Name) || !text(R.File, F.File) ||
        !text(R.Signature, F.Signature))
      return nameIn(Here);
    F.Line = R.Line;
    F.RecordSize = R.RecordSize;
    if (R.LocalCount > LocalsLeft || R.SiteCount > SitesLeft)
      return malformed(Here, "locals or sites are missing");
    LocalsLeft -= R.LocalCount;
    SitesLeft -= R.SiteCount;

    for (uint32_t L = 0; L < R.LocalCount; ++L, ++Locals) {
      Local To;
      if (!text(Locals->Name, To.Name))
        return nameIn(Here);
      To.Type = TypeId(uint32_t(Locals->Type));
      To.Offset = Locals->Offset;
      if (Locals->Where > uint32_t(LocalPlace::Address))
        return malformed(Here, "a local is in an unknown place");
      To.Where = LocalPlace(uint32_t(Locals->Where));
      F.Locals.push_back(To);
    }
    for (uint32_t S = 0; S < R.SiteCount; ++S, ++Sites) {
      Site To;
      if (!text(Sites->Callee, To.Callee))
        return nameIn(Here);
      To.Number = Sites->Number;
      To.Line = Sites->Line;
      if (Sites->Kind > uint32_t(SiteKind::Setjmp))
        return malformed(Here, "a site is of an unknown kind");
      To.Kind = SiteKind(uint32_t(Sites->Kind));
      if (Sites->LiveCount > LivesLeft)
        return malformed(Here, "a list of live locals is missing");
      LivesLeft -= Sites->LiveCount;
      To.Live.assign(Lives, Lives + Sites->LiveCount);
      Lives += Sites->LiveCount;
      F.Sites.push_back(std::move(To));
    }
    Into.Functions.push_back(std::move(F));
  }
  if (LocalsLeft || SitesLeft || LivesLeft)
    return malformed(Here, "there are records that belong to no function");
  return {};
}

Status IndexParser::frames() {
  constexpr SectionType Here = SectionType::Frames;
  Cursor In = From.section(Here);
  const FramesHeader *H = In.take<FramesHeader>();
  const auto *Threads = H ? In.take<ThreadRecord>(H->Threads) : nullptr;
  const auto *Frames = Threads ? In.take<FrameRecord>(H->Frames) : nullptr;
  if (!Frames || !In.atEnd())
    return lengthOf(Here);

  uint32_t Next = 0;
  for (uint32_t N = 0; N < H->Threads; ++N) {
    Thread T;
    if (!text(Threads[N].Name, T.Name))
      return nameIn(Here);
    T.FirstFrame = Next;
    T.FrameCount = Threads[N].FrameCount;
    if (T.FrameCount > H->Frames - Next)
      return malformed(Here, "a thread has more frames than there are");
    Next += T.FrameCount;
    Into.Threads.push_back(T);
  }
  for (uint32_t N = 0; N < H->Frames; ++N) {
    Frame F;
    F.Function = Frames[N].Function;
    F.Site = Frames[N].Site;
    if (F.Function >= Into.Functions.size())
      return malformed(Here, "number " + std::to_string(N) +
                                 ": its function is not known");
    if (!values(Frames[N].Data, Into.Functions[F.Function].RecordSize, F.Record))
      return dataOf(Here, N);
    Into.Frames.push_back(F);
  }
  return {};
}

Status IndexParser::symbols() {
  Cursor In = From.section(SectionType::Symbols);
  while (!In.atEnd()) {
    const SymbolRecord *R = In.take<SymbolRecord>();
    if (!R)
      return lengthOf(SectionType::Symbols);
    Symbol S;
    S.Address = {R->Address};
    if (!text(R->Name, S.Name))
      return nameIn(SectionType::Symbols);
    Into.Symbols.push_back(S);
  }
  return {};
}

Status IndexParser::blocks() {
  constexpr SectionType Here = SectionType::Blocks;
  Cursor In = From.section(Here);
  while (!In.atEnd()) {
    const BlockRecord *R = In.take<BlockRecord>();
    if (!R)
      return lengthOf(Here);
    Block B;
    B.Address = {R->Address};
    B.Size = R->Size;
    B.Type = TypeId(uint32_t(R->Type));
    B.Kind = BlockKind(uint32_t(R->Kind));
    if (R->Flags & ~BlockReadOnly)
      return malformed(Here, "a block has unknown flags");
    B.ReadOnly = R->Flags & BlockReadOnly;
    if (!text(R->Name, B.Name))
      return nameIn(Here);
    B.Frame = R->Frame;
    B.Local = R->Local;
    if (R->Data != NoData && !values(R->Data, B.Size, B.Bytes))
      return dataOf(Here, Into.Blocks.size());
    Into.Blocks.push_back(B);
  }
  return {};
}

Status IndexParser::heap() {
  constexpr SectionType Here = SectionType::Heap;
  Cursor In = From.section(Here);
  const ul32 *Count = In.take<ul32>();
  if (!Count)
    return lengthOf(Here);
  for (uint32_t N = 0; N < *Count; ++N) {
    const RunRecord *R = In.take<RunRecord>();
    if (!R)
      return lengthOf(Here);
    Run To;
    To.Address = {R->Address};
    To.Stride = R->Stride;
    To.Cells = R->Cells;
    To.Size = R->Size;
    To.Type = TypeId(uint32_t(R->Type));
    if (!text(R->Where, To.Where))
      return nameIn(Here);
    if ((R->Flags & ~(RunHasLive | RunHasSizes)) || R->Reserved != 0)
      return malformed(Here, "a run has unknown flags");
    if (To.Stride == 0 || To.Cells == 0 || To.Cells > Data.left() / To.Stride ||
        !values(R->Data, To.Cells * To.Stride, To.Bytes))
      return dataOf(Here, N);

    uint64_t Live = To.Cells;
    if (R->Flags & RunHasLive) {
      const ul64 *Words = In.take<ul64>((To.Cells - 1) / 64 + 1);
      if (!Words)
        return lengthOf(Here);
      To.Live.assign(Words, Words + ((To.Cells - 1) / 64 + 1));
      Live = To.liveCells();
    }
    if (R->Flags & RunHasSizes) {
      const ul32 *Sizes = In.take<ul32>(Live);
      if (!Sizes || Live == 0)
        return lengthOf(Here);
      To.Sizes.assign(Sizes, Sizes + Live);
    }
    Into.Runs.push_back(std::move(To));
  }
  return In.atEnd() ? Status() : lengthOf(Here);
}

Status IndexParser::pointers() {
  constexpr SectionType Here = SectionType::Pointers;
  Cursor In = From.section(Here);
  uint64_t Width = Into.Types->abi().PointerSize;
  uint64_t Next = 0;
  auto Piece = Pieces.begin();
  while (!In.atEnd()) {
    const PointerRecord *R = In.take<PointerRecord>();
    if (!R)
      return lengthOf(Here);
    while (Piece != Pieces.end() && Piece->End <= R->Data)
      ++Piece;
    if (R->Data < Next || Piece == Pieces.end() || R->Data < Piece->Start ||
        Width > Piece->End - R->Data)
      return malformed(Here, "they are out of order or in no block");
    Next = R->Data + 1;
    Into.Pointers.push_back({Data.position() + R->Data, {R->Target}});
  }
  return {};
}

Status IndexParser::resources() {
  constexpr SectionType Here = SectionType::Resources;
  Cursor In = From.section(Here);
  while (!In.atEnd()) {
    const ResourceRecord *R = In.take<ResourceRecord>();
    Resource To;
    if (!R || !(To.Bytes = In.take<std::byte>(R->Size)))
      return lengthOf(Here);
    To.Size = R->Size;
    To.Version = R->Version;
    if (!text(R->Name, To.Name))
      return nameIn(Here);
    Into.Resources.push_back(To);
  }
  return {};
}

} // namespace

Status parseIndex(const Container &From, const StringTable &Strings,
                  Image &Into) {
  IndexParser P(From, Strings, Into);
  for (auto Part : {&IndexParser::facts, &IndexParser::functions,
                    &IndexParser::frames, &IndexParser::symbols,
                    &IndexParser::blocks, &IndexParser::heap,
                    &IndexParser::pointers, &IndexParser::resources})
    if (Status S = (P.*Part)(); !S.ok())
      return S;
  return {};
}

} // namespace ferry::image
