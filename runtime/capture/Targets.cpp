#include "capture/Targets.h"

#include "adapters/OwnFiles.h"
#include "ferry/typeinfo/PointerNumber.h"
#include "ferry/typeinfo/Reinterpreted.h"
#include "ferry/typeinfo/Tail.h"
#include "frames/Threads.h"
#include "heap/Heap.h"

#include <algorithm>
#include <cstdio>
#include <cstring>

using namespace ferry;
using namespace ferry::capture;

void Targets::add(uint64_t Start, uint64_t Size, TypeId Type, uint32_t Block) {
  Spans.push_back({Start, Start + Size, Type, Block});
}

void Targets::finish() {
  std::sort(Spans.begin(), Spans.end(),
            [](const Span &A, const Span &B) { return A.Start < B.Start; });
}

bool Targets::leadsNowhere(uintptr_t Value) {
  if (!MappedRead) {
    MappedKnown = Mapped.read();
    MappedRead = true;
  }
  return MappedKnown && !Mapped.find(Value);
}

/// void * may lead to anything; so may a pointer to bytes.
static bool leadsToAnything(const TypeTable &Types, TypeId Wanted) {
  if (Wanted == TypeId::None)
    return true;
  Kind K = Types[Wanted].K;
  return K == Kind::Char || (Types[Wanted].Size == 1 && (K == Kind::Signed || K == Kind::Unsigned));
}

/// Whether a value of `Wanted` stands at the start, or at the end, of a value of
/// the type, itself or a part of it.
static bool standsAtEdge(const TypeTable &Types, TypeId Id, TypeId Wanted,
                         bool AtEnd) {
  if (withoutTail(Types, Id) == Wanted)
    return true;
  const Type &T = Types[Id];
  if (T.K == Kind::Array)
    return standsAtEdge(Types, T.Element, Wanted, AtEnd);
  for (const Field &F : T.Fields)
    if ((AtEnd ? F.Offset + Types[F.Type].Size == T.Size : F.Offset == 0) &&
        standsAtEdge(Types, F.Type, Wanted, AtEnd))
      return true;
  return false;
}

bool capture::mayStart(const TypeTable &Types, TypeId Type, TypeId Wanted) {
  return leadsToAnything(Types, Wanted) ||
         standsAtEdge(Types, Type, Wanted, false);
}

bool capture::mayEnd(const TypeTable &Types, TypeId Type, TypeId Wanted) {
  return leadsToAnything(Types, Wanted) ||
         standsAtEdge(Types, Type, Wanted, true);
}

/// Words that are looked at where an untyped pointer leads: chunks of a free list
/// start with their links, or with a size and a link.
static constexpr unsigned MaxLinkWords = 4;

bool Targets::isInBlock(uintptr_t Value) const {
  if (pointerNumber(Value, sizeof(void *)))
    return false;
  if (heap::TheHeap.contains(Value)) {
    heap::Found F = heap::TheHeap.find(Value);
    return F.Live && Value - F.Start < F.Size;
  }
  if (Spans.empty() || Value < Spans.front().Start || Value >= Spans.back().End)
    return false;
  auto After = std::upper_bound(
      Spans.begin(), Spans.end(), Value,
      [](uint64_t A, const Span &S) { return A < S.Start; });
  return After != Spans.begin() && Value < (After - 1)->End;
}

bool Targets::looksLikeLinks(const void *Bytes, uint64_t Size) const {
  if (!Bytes || reinterpret_cast<uintptr_t>(Bytes) % alignof(void *))
    return false;
  uintptr_t Words[MaxLinkWords] = {};
  uint64_t Whole = Size / sizeof *Words * sizeof *Words;
  std::memcpy(Words, Bytes, std::min<uint64_t>(Whole, sizeof Words));
  return std::any_of(std::begin(Words), std::end(Words),
                     [&](uintptr_t W) { return isInBlock(W); });
}

/// In itself, or in what may be allocated behind it.
static bool mayHoldPointers(const TypeTable &Types, TypeId Id) {
  const Type &T = Types[Id];
  if (T.K == Kind::Struct && !T.Fields.empty()) {
    const Type &Last = Types[T.Fields.back().Type];
    if (Last.K == Kind::Array && Last.Count == 0 && holdsPointers(Types, Last.Element))
      return true;
  }
  return holdsPointers(Types, Id);
}

bool Targets::hidesPointers(const TypeTable &Types, const Place &At,
                            TypeId Pointee) const {
  bool Untyped = leadsToAnything(Types, Pointee);
  if (Untyped) {
    // Text that is being written into an array on the stack: behind it stands
    // what was there before.
    if (At.IsLocal && Pointee != TypeId::None)
      return false;
    // Nearly always the answer, and cheaper than to ask what stands there.
    if (!looksLikeLinks(At.here(), At.Size - At.Offset))
      return false;
  } else if (Pointee == withoutTail(Types, At.Type) ||
             !mayHoldPointers(Types, Pointee)) {
    return false;
  }
  uint64_t Element = Types[At.Type].Size;
  uint64_t Count = Element ? At.Size / Element : 0;
  Numbers In = numbersAt(Types, At.Type, Count, At.Bytes, At.Offset);
  if (In.Element == TypeId::None || (!Untyped && Types[Pointee].Size > In.Left))
    return false;
  return (!Untyped && !meansItsType(Types, At.Type, Count, At.Bytes, At.Offset,
                                    Pointee, In)) ||
         looksLikeLinks(At.here(), In.Left);
}

static std::string hidden(const TypeTable &Types, TypeId Pointee,
                          const std::string &Block, TypeId Memory) {
  const std::string Where = Block + ", which is '" + Types[Memory].Name + "', ";
  if (leadsToAnything(Types, Pointee))
    return "points into " + Where + "to what looks like pointers";
  return "points to '" + Types[Pointee].Name + "' in " + Where +
         "where its pointers are not known";
}

Targets::Verdict Targets::find(const image::Image &Image,
                               const TypeTable &Types, uintptr_t Value,
                               TypeId Pointee, uint64_t &Start,
                               std::string &Message) {
  if (pointerNumber(Value, sizeof(void *)))
    return Verdict::Number;
  if (heap::TheHeap.contains(Value)) {
    heap::Found F = heap::TheHeap.find(Value);
    if (!F.Live || Value - F.Start > F.Size)
      return Verdict::Poison;
    Place At = {Program.elementOf(F.In->Owner->Type, F.Size), F.Size, Value - F.Start,
                reinterpret_cast<const char *>(F.Start), false};
    if (!hidesPointers(Types, At, Pointee))
      return Verdict::Block;
    Message = hidden(Types, Pointee, "a heap object", At.Type);
    return Verdict::Refused;
  }
  // The last span that starts at or before the address, and the one before it,
  // which may end there.
  auto After = std::upper_bound(
      Spans.begin(), Spans.end(), Value,
      [](uint64_t A, const Span &S) { return A < S.Start; });
  const Span *Here = After != Spans.begin() ? &*(After - 1) : nullptr;
  if (Here && Value <= Here->End) {
    const Span *Ending = Here != Spans.data() ? Here - 1 : nullptr;
    auto InHere = [&] {
      const image::Block &B = Image.Blocks[Here->Block];
      uint64_t Offset = Value - Here->Start;
      Place At = {Here->Type, Here->End - Here->Start, Offset,
                  reinterpret_cast<const char *>(B.Bytes),
                  B.Kind == image::BlockKind::Local};
      if (!hidesPointers(Types, At, Pointee))
        return Verdict::Block;
      Message = hidden(Types, Pointee, "'" + std::string(B.Name) + "'", At.Type);
      return Verdict::Refused;
    };
    if (Value != Here->Start || !Ending || Ending->End != Value)
      return InHere();
    bool StartFits = mayStart(Types, Here->Type, Pointee);
    bool EndFits = mayEnd(Types, Ending->Type, Pointee);
    if (StartFits && !EndFits)
      return InHere();
    if (EndFits && !StartFits) {
      Start = Ending->Start;
      return Verdict::End;
    }
    Message = "points to the end of '" +
              std::string(Image.Blocks[Ending->Block].Name) +
              "' and to the start of '" +
              std::string(Image.Blocks[Here->Block].Name) +
              "', and nothing says which is meant";
    return Verdict::Refused;
  }
  for (const Stack &S : Stacks)
    if (Value >= S.Bottom && Value < S.Top)
      return Verdict::Poison;
  if (frames::isOnSideStack(Value) || leadsNowhere(Value) || adapters::wasStream(Value))
    return Verdict::Poison;
  char Text[32];
  snprintf(Text, sizeof Text, "%#llx", static_cast<unsigned long long>(Value));
  Message = std::string("points to ") + Text +
            ", memory that Ferry does not know";
  if (const port::Mappings::Range *R = Mapped.find(Value); R && !R->Name.empty())
    Message += " (" + R->Name + ")";
  return Verdict::Refused;
}

Targets::Verdict Targets::findFunction(uintptr_t Value,
                                       std::string &Message) {
  if (pointerNumber(Value, sizeof(void *)))
    return Verdict::Number;
  if (Program.symbolAt(Value))
    return Verdict::Block;
  if (leadsNowhere(Value))
    return Verdict::Poison;
  Message = "points to a function that Ferry does not know";
  return Verdict::Refused;
}
