//===- InspectText.cpp - a checkpoint, for people -------------------------===//
#include "InspectData.h"

#include <algorithm>
#include <ctime>
#include <fmt/core.h>

namespace ferry::tool {

namespace {

std::string dateText(uint64_t Seconds) {
  std::time_t Time = static_cast<std::time_t>(Seconds);
  std::tm Parts;
  char Text[64];
  if (!::gmtime_r(&Time, &Parts) ||
      std::strftime(Text, sizeof Text, "%Y-%m-%d %H:%M:%S UTC", &Parts) == 0)
    return std::to_string(Seconds);
  return Text;
}

std::string abiText(const Abi &A) {
  return fmt::format("{} ({}-endian, {}-byte pointers, {}-byte long, {} char)",
                     A.name(), A.Order == ByteOrder::Big ? "big" : "little",
                     A.PointerSize, A.LongSize,
                     A.CharSign == Sign::Signed ? "signed" : "unsigned");
}

std::string counted(uint64_t Count, const char *One, const char *Many) {
  return fmt::format("{} {}", Count, Count == 1 ? One : Many);
}

void printSummary(const Inspected &What) {
  const image::Image &I = What.I;
  fmt::print("image     {}, {}, format version {}\n", What.Path,
             sizeText(What.Facts.Length), What.Facts.Version);
  fmt::print("program   {}, identity {:016x}\n", clean(I.fact("program")),
             I.Identity);
  fmt::print("captured  {}, on {}\n", dateText(I.Created),
             abiText(I.Types->abi()));
  for (const image::Fact &F : I.Facts)
    if (F.Name != "program")
      fmt::print("{:<9} {}\n", clean(F.Name), clean(F.Text));

  uint64_t Objects = 0;
  for (const HeapLine &Line : heapByType(I))
    Objects += Line.Objects;
  fmt::print("holds     {}, {}, {}, {}, {}, {}\n",
             counted(I.Threads.size(), "thread", "threads"),
             counted(I.Frames.size(), "frame", "frames"),
             counted(I.Blocks.size(), "named block", "named blocks"),
             counted(Objects, "heap object", "heap objects"),
             counted(I.Types->size(), "type", "types"),
             counted(I.Resources.size(), "resource", "resources"));
  fmt::print("sections ");
  const char *Separator = " ";
  for (const image::SectionFact &S : What.Facts.Sections) {
    if (S.Length == 0 || std::string_view(S.Name) == "end")
      continue;
    fmt::print("{}{} {}", Separator, S.Name, sizeText(S.Length));
    Separator = ", ";
  }
  fmt::print("\n");
}

void printFrame(const Inspected &What, uint32_t Number) {
  const image::Frame &F = What.I.Frames[Number];
  const image::Function &In = What.I.Functions[F.Function];
  const image::Site &At = In.Sites[F.Site];
  std::string How = siteText(At.Kind);
  if (!At.Callee.empty())
    How += " of " + clean(At.Callee);
  fmt::print("frame {}  {} at {}:{}, {}\n", Number, clean(In.Name),
             clean(In.File), At.Line, How);
  Values Show(What.In);
  for (const LocalValue &L : localsOf(What, Number))
    fmt::print("    {} = {}\n",
               spell(*What.I.Types, L.Of->Type, clean(L.Of->Name)),
               Show.text(L.Of->Type, 1, L.Bytes));
  for (uint32_t Line : landingsOf(What.I, Number))
    fmt::print("    a longjmp leads to the setjmp at {}:{}\n", clean(In.File), Line);
}

void printStack(const Inspected &What) {
  constexpr uint32_t Most = 100;
  for (const image::Thread &T : What.I.Threads) {
    if (What.I.Threads.size() == 1)
      fmt::print("\nstack, innermost frame first\n");
    else
      fmt::print("\nstack of thread {}, innermost frame first\n", clean(T.Name));
    for (uint32_t N = 0; N < T.FrameCount; ++N) {
      // The two ends of a deep recursion tell most.
      if (T.FrameCount > Most && N == Most / 2) {
        uint32_t Skip = T.FrameCount - Most;
        fmt::print("  ... {} more frames\n", Skip);
        N += Skip;
      }
      printFrame(What, T.FirstFrame + T.FrameCount - 1 - N);
    }
  }
}

void printGlobals(const Inspected &What) {
  fmt::print("\nglobal variables\n");
  const TypeTable &Types = *What.I.Types;
  Values Show(What.In);
  unsigned Absent = 0;
  for (const image::Block *B : globalsOf(What.I)) {
    if (!B->Bytes) {
      ++Absent;
      continue;
    }
    uint64_t Size = Types[B->Type].Size;
    uint64_t Count = Size ? B->Size / Size : 0;
    fmt::print("    {} = {}\n", spell(Types, B->Type, clean(B->Name)),
               Show.text(B->Type, Count, B->Bytes));
  }
  if (Absent)
    fmt::print("    and {} that the program never writes\n", Absent);
}

void printHeap(const Inspected &What) {
  fmt::print("\nheap objects by type\n");
  fmt::print("    {:>10}  {:>14}  {:>14}  {}\n", "objects", "bytes",
             "with gaps", "type");
  HeapLine Sum;
  for (const HeapLine &Line : heapByType(What.I)) {
    fmt::print("    {:>10}  {:>14}  {:>14}  {}\n", Line.Objects, Line.Bytes,
               Line.CellBytes, spell(*What.I.Types, Line.Type));
    Sum.Objects += Line.Objects;
    Sum.Bytes += Line.Bytes;
    Sum.CellBytes += Line.CellBytes;
  }
  fmt::print("    {:>10}  {:>14}  {:>14}  all\n", Sum.Objects, Sum.Bytes,
             Sum.CellBytes);
}

void printTypes(const Inspected &What) {
  fmt::print("\ntypes\n");
  const TypeTable &Types = *What.I.Types;
  for (uint32_t N = 0; N < Types.size(); ++N) {
    const Type &T = Types[TypeId(N)];
    if (T.Align == 0)
      fmt::print("    {}: incomplete\n", spell(Types, TypeId(N)));
    else
      fmt::print("    {}: {}, {} aligned {}\n", spell(Types, TypeId(N)),
                 kindText(T.K), counted(T.Size, "byte", "bytes"), T.Align);
    for (const Field &F : T.Fields)
      fmt::print("        {:>4}  {}\n", F.Offset,
                 spell(Types, F.Type, clean(F.Name)));
  }
}

} // namespace

void printText(const Inspected &What, const InspectOptions &Options) {
  printSummary(What);
  printStack(What);
  if (Options.Globals)
    printGlobals(What);
  if (Options.Heap)
    printHeap(What);
  if (Options.Types)
    printTypes(What);
}

} // namespace ferry::tool
