//===- InspectJson.cpp - a checkpoint, for programs -----------------------===//
#include "InspectData.h"
#include "ferry/image/ImageDigest.h"

#include <fmt/core.h>

namespace ferry::tool {

namespace {

using Json = nlohmann::ordered_json;

Json abiJson(const Abi &A) {
  return {{"name", A.name()},
          {"order", A.Order == ByteOrder::Big ? "big" : "little"},
          {"pointer", A.PointerSize},
          {"long", A.LongSize},
          {"char", A.CharSign == Sign::Signed ? "signed" : "unsigned"}};
}

Json stackJson(const Inspected &What) {
  Values Show(What.In);
  const TypeTable &Types = *What.I.Types;
  Json Threads = Json::array();
  for (const image::Thread &T : What.I.Threads) {
    Json Frames = Json::array();
    for (uint32_t N = T.FrameCount; N-- > 0;) {
      uint32_t Number = T.FirstFrame + N;
      const image::Frame &F = What.I.Frames[Number];
      const image::Function &In = What.I.Functions[F.Function];
      const image::Site &At = In.Sites[F.Site];
      Json Locals = Json::array();
      for (const LocalValue &L : localsOf(What, Number))
        Locals.push_back({{"name", L.Of->Name},
                          {"type", Types[L.Of->Type].Name},
                          {"value", Show.json(L.Of->Type, 1, L.Bytes)}});
      Json One{{"frame", Number},   {"function", In.Name},
               {"file", In.File},   {"line", At.Line},
               {"site", At.Number}, {"kind", siteText(At.Kind)}};
      if (!At.Callee.empty())
        One["callee"] = At.Callee;
      One["locals"] = std::move(Locals);
      if (std::vector<uint32_t> Lines = landingsOf(What.I, Number); !Lines.empty())
        One["setjmp"] = Lines;
      Frames.push_back(std::move(One));
    }
    Threads.push_back({{"name", T.Name}, {"frames", std::move(Frames)}});
  }
  return Threads;
}

/// Adapters' own forms are mostly text; other bytes are shown as if it were Latin-1.
Json resourcesJson(const Inspected &What) {
  Json All = Json::array();
  for (const image::Resource &R : What.I.Resources) {
    std::string Text;
    for (uint64_t N = 0; N < R.Size; ++N) {
      auto Byte = static_cast<unsigned char>(R.Bytes[N]);
      if (Byte >= 0x80)
        Text += static_cast<char>(0xc0 | Byte >> 6);
      Text += static_cast<char>(Byte < 0x80 ? Byte : 0x80 | (Byte & 0x3f));
    }
    All.push_back({{"name", R.Name}, {"version", R.Version}, {"bytes", Text}});
  }
  return All;
}

Json globalsJson(const Inspected &What) {
  Values Show(What.In);
  const TypeTable &Types = *What.I.Types;
  Json All = Json::array();
  for (const image::Block *B : globalsOf(What.I)) {
    uint64_t Size = Types[B->Type].Size;
    All.push_back(
        {{"name", B->Name},
         {"type", Types[B->Type].Name},
         {"bytes", B->Size},
         {"readonly", B->ReadOnly},
         {"value", Show.json(B->Type, Size ? B->Size / Size : 0, B->Bytes)}});
  }
  return All;
}

Json heapJson(const Inspected &What) {
  Json All = Json::array();
  for (const HeapLine &Line : heapByType(What.I))
    All.push_back({{"type", (*What.I.Types)[Line.Type].Name},
                   {"objects", Line.Objects},
                   {"bytes", Line.Bytes},
                   {"bytes_with_gaps", Line.CellBytes}});
  return All;
}

Json typesJson(const Inspected &What) {
  const TypeTable &Types = *What.I.Types;
  Json All = Json::array();
  for (uint32_t N = 0; N < Types.size(); ++N) {
    const Type &T = Types[TypeId(N)];
    Json One{{"name", T.Name},
             {"kind", kindText(T.K)},
             {"size", T.Size},
             {"align", T.Align}};
    if (T.K == Kind::Array)
      One["count"] = T.Count;
    if (Types.contains(T.Element))
      One["element"] = Types[T.Element].Name;
    if (T.K == Kind::BitField) {
      One["width"] = T.Bits.Width;
      One["shift"] = T.Bits.Shift;
      One["signed"] = T.Bits.IsSigned;
    }
    if (!T.Fields.empty()) {
      One["fields"] = Json::array();
      for (const Field &F : T.Fields)
        One["fields"].push_back({{"name", F.Name},
                                 {"type", Types[F.Type].Name},
                                 {"offset", F.Offset}});
    }
    for (const Case &C : T.Cases)
      One["cases"].push_back(
          {{"tag", T.Fields[C.Tag].Name},
           {"value", C.Value},
           {"field", C.Field == NoField ? Json(nullptr) : Json(T.Fields[C.Field].Name)}});
    All.push_back(std::move(One));
  }
  return All;
}

} // namespace

void printJson(const Inspected &What, const InspectOptions &Options) {
  const image::Image &I = What.I;
  Json All{{"image", What.Path},
           {"format", What.Facts.Version},
           {"bytes", What.Facts.Length},
           {"program", I.fact("program")},
           {"identity", fmt::format("{:016x}", I.Identity)},
           {"captured", I.Created},
           {"abi", abiJson(I.Types->abi())}};
  for (const image::Fact &F : I.Facts)
    All["facts"][std::string(F.Name)] = F.Text;
  for (const image::SectionFact &S : What.Facts.Sections)
    All["sections"].push_back(
        {{"name", S.Name}, {"offset", S.Offset}, {"bytes", S.Length}});
  All["resources"] = resourcesJson(What);
  All["threads"] = stackJson(What);
  if (Options.Globals)
    All["globals"] = globalsJson(What);
  if (Options.Heap)
    All["heap"] = heapJson(What);
  if (Options.Types)
    All["types"] = typesJson(What);
  if (Options.Digest)
    All["digest"] = image::digestOf(I, What.In.Index).text();
  // Text of the program need not be UTF-8.
  fmt::print("{}\n", All.dump(2, ' ', false, Json::error_handler_t::replace));
}

} // namespace ferry::tool
