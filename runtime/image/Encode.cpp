//===- Encode.cpp - the metadata of an image, as bytes --------------------===//
#include "Encode.h"

#include "Cursor.h"

#include <algorithm>
#include <unordered_map>

namespace ferry::image {

namespace {

class Bytes {
public:
  std::vector<std::byte> Of;

  template <typename T> void put(const T &Record) {
    put(&Record, sizeof(T));
  }
  void put(const void *From, size_t Size) {
    const std::byte *B = static_cast<const std::byte *>(From);
    Of.insert(Of.end(), B, B + Size);
  }
};

/// Each text once, ended by a zero; the empty one has offset 0.
class Strings {
  std::unordered_map<std::string, uint32_t> Known;

public:
  Bytes All;
  Strings() { add(""); }

  uint32_t add(std::string_view Text) {
    // A name ends at its first zero for every reader, and none is endless.
    Text = Text.substr(0, std::min(Text.find('\0'), StringTable::LongestText));
    auto [It, IsNew] =
        Known.try_emplace(std::string(Text), static_cast<uint32_t>(All.Of.size()));
    if (IsNew) {
      All.put(Text.data(), Text.size());
      All.put("", 1);
    }
    return It->second;
  }
};

class Encoder {
  const Image &I;
  const DataLayout &Layout;
  Strings Names;

  template <typename Count> static uint32_t count(const Count &Of) {
    return static_cast<uint32_t>(Of.size());
  }

public:
  Encoder(const Image &TheImage, const DataLayout &Layout)
      : I(TheImage), Layout(Layout) {}

  Bytes strings() { return std::move(Names.All); }

  Bytes facts() {
    Bytes To;
    for (const Fact &F : I.Facts)
      To.put(FactRecord{Names.add(F.Name), Names.add(F.Text)});
    return To;
  }

  Bytes types() {
    Bytes Records, Fields, Cases;
    uint32_t FieldCount = 0;
    for (uint32_t N = 0; N < I.Types->size(); ++N) {
      const Type &T = (*I.Types)[TypeId(N)];
      uint64_t Count = T.Count;
      if (T.K == Kind::BitField)
        Count = T.Bits.Width | unsigned(T.Bits.Shift) << 8 |
                unsigned(T.Bits.IsSigned) << 16;
      if (T.K == Kind::Variant)
        Count = T.Cases.size();
      for (const Case &C : T.Cases)
        Cases.put(CaseRecord{C.Tag, C.Field, C.Value});
      Records.put(TypeRecord{Names.add(T.Name), uint32_t(T.K), T.Size, Count,
                             static_cast<uint32_t>(T.Align), indexOf(T.Element),
                             FieldCount, count(T.Fields)});
      FieldCount += count(T.Fields);
      for (const Field &F : T.Fields)
        Fields.put(FieldRecord{Names.add(F.Name), indexOf(F.Type), F.Offset});
    }
    Bytes To;
    To.put(TypesHeader{I.Types->size(), FieldCount});
    To.put(Records.Of.data(), Records.Of.size());
    To.put(Fields.Of.data(), Fields.Of.size());
    To.put(Cases.Of.data(), Cases.Of.size());
    return To;
  }

  Bytes functions() {
    Bytes Records, Locals, Sites, Lives;
    FunctionsHeader Header{count(I.Functions), 0, 0, 0};
    for (const Function &F : I.Functions) {
      Records.put(FunctionRecord{Names.add(F.Name), Names.add(F.File),
                                 Names.add(F.Signature), F.Line, F.RecordSize,
                                 count(F.Locals), count(F.Sites)});
      for (const Local &L : F.Locals)
        Locals.put(LocalRecord{Names.add(L.Name), indexOf(L.Type), L.Offset,
                               uint32_t(L.Where)});
      for (const Site &S : F.Sites) {
        Sites.put(SiteRecord{S.Number, S.Line, uint32_t(S.Kind),
                             Names.add(S.Callee), count(S.Live)});
        for (uint32_t Live : S.Live)
          Lives.put(ul32(Live));
        Header.Lives = Header.Lives + count(S.Live);
      }
      Header.Locals = Header.Locals + count(F.Locals);
      Header.Sites = Header.Sites + count(F.Sites);
    }
    Bytes To;
    To.put(Header);
    for (const Bytes *Part : {&Records, &Locals, &Sites, &Lives})
      To.put(Part->Of.data(), Part->Of.size());
    return To;
  }

  Bytes frames() {
    Bytes To;
    To.put(FramesHeader{count(I.Threads), count(I.Frames)});
    for (const Thread &T : I.Threads)
      To.put(ThreadRecord{Names.add(T.Name), T.FrameCount});
    for (size_t N = 0; N < I.Frames.size(); ++N)
      To.put(FrameRecord{I.Frames[N].Function, I.Frames[N].Site,
                         Layout.ofFrame(N)});
    return To;
  }

  Bytes symbols() {
    Bytes To;
    for (const Symbol &S : I.Symbols)
      To.put(SymbolRecord{S.Address.Value, Names.add(S.Name)});
    return To;
  }

  Bytes blocks() {
    Bytes To;
    for (size_t N = 0; N < I.Blocks.size(); ++N) {
      const Block &B = I.Blocks[N];
      To.put(BlockRecord{B.Address.Value, B.Size, Layout.ofBlock(N),
                         indexOf(B.Type), uint32_t(B.Kind),
                         B.ReadOnly ? BlockReadOnly : 0, Names.add(B.Name),
                         B.Frame, B.Local});
    }
    return To;
  }

  Bytes heap() {
    Bytes To;
    To.put(ul32(count(I.Runs)));
    for (size_t N = 0; N < I.Runs.size(); ++N) {
      const Run &R = I.Runs[N];
      uint32_t Flags = (R.Live.empty() ? 0 : RunHasLive) |
                       (R.Sizes.empty() ? 0 : RunHasSizes);
      To.put(RunRecord{R.Address.Value, R.Stride, R.Cells, R.Size,
                       Layout.ofRun(N), indexOf(R.Type), Flags,
                       Names.add(R.Where), 0});
      for (uint64_t Word : R.Live)
        To.put(ul64(Word));
      for (uint32_t Size : R.Sizes)
        To.put(ul32(Size));
    }
    return To;
  }

  Status pointers(Bytes &To) {
    std::vector<std::pair<uint64_t, uint64_t>> Sorted;
    for (const PointerTarget &P : I.Pointers) {
      uint64_t Offset;
      if (!Layout.find(P.Place, I.Types->abi().PointerSize, Offset))
        return {Code::Refused, "pointers: one stands in no block"};
      Sorted.emplace_back(Offset, P.Target.Value);
    }
    std::sort(Sorted.begin(), Sorted.end());
    for (size_t N = 0; N < Sorted.size(); ++N) {
      if (N > 0 && Sorted[N].first == Sorted[N - 1].first)
        return {Code::Refused, "pointers: one has two targets"};
      To.put(PointerRecord{Sorted[N].first, Sorted[N].second});
    }
    return {};
  }

  Bytes resources() {
    Bytes To;
    for (const Resource &R : I.Resources) {
      To.put(ResourceRecord{Names.add(R.Name), R.Version, R.Size});
      To.put(R.Bytes, static_cast<size_t>(R.Size));
    }
    return To;
  }
};

} // namespace

Status encode(const Image &TheImage, const DataLayout &Layout,
              std::vector<Contents> &Into) {
  Encoder E(TheImage, Layout);
  Bytes Pointers;
  if (Status S = E.pointers(Pointers); !S.ok())
    return S;
  Into.push_back({SectionType::Strings, {}});
  Into.push_back({SectionType::Facts, E.facts().Of});
  Into.push_back({SectionType::Types, E.types().Of});
  Into.push_back({SectionType::Functions, E.functions().Of});
  Into.push_back({SectionType::Frames, E.frames().Of});
  Into.push_back({SectionType::Symbols, E.symbols().Of});
  Into.push_back({SectionType::Blocks, E.blocks().Of});
  Into.push_back({SectionType::Heap, E.heap().Of});
  Into.push_back({SectionType::Pointers, std::move(Pointers.Of)});
  Into.push_back({SectionType::Resources, E.resources().Of});
  Into.front().Bytes = E.strings().Of;
  if (Into.front().Bytes.size() > 0x7fffffff)
    return {Code::Refused, "strings: more than 2 GiB of names"};
  return {};
}

} // namespace ferry::image
