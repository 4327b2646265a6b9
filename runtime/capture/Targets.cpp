#include "capture/Targets.h"

#include "ferry/typeinfo/PointerNumber.h"
#include "frames/Threads.h"
#include "heap/Heap.h"

#include <algorithm>
#include <cstdio>

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

bool capture::mayStart(const TypeTable &Types, TypeId Type, TypeId Wanted) {
  if (leadsToAnything(Types, Wanted))
    return true;
  for (unsigned Depth = 0; Depth < MaxTypeDepth && Type != TypeId::None;
       ++Depth) {
    if (Type == Wanted)
      return true;
    const ferry::Type &T = Types[Type];
    if (T.K == Kind::Struct && T.Fields.empty())
      return false;
    Type = T.K == Kind::Array    ? T.Element
           : T.K == Kind::Struct ? T.Fields.front().Type
                                 : TypeId::None;
  }
  return false;
}

bool capture::mayEnd(const TypeTable &Types, TypeId Type, TypeId Wanted) {
  if (leadsToAnything(Types, Wanted))
    return true;
  for (unsigned Depth = 0; Depth < MaxTypeDepth && Type != TypeId::None;
       ++Depth) {
    if (Type == Wanted)
      return true;
    const ferry::Type &T = Types[Type];
    if (T.K == Kind::Array)
      Type = T.Element;
    else if (T.K == Kind::Struct && !T.Fields.empty() &&
             T.Fields.back().Offset + Types[T.Fields.back().Type].Size == T.Size)
      Type = T.Fields.back().Type;
    else
      return false;
  }
  return false;
}

static bool isNumeric(Kind K) { return isInteger(K) || K == Kind::Float; }

/// An array of numbers or characters, or one.
static bool holdsNumbers(const TypeTable &Types, TypeId Type) {
  while (Type != TypeId::None && Types[Type].K == Kind::Array)
    Type = Types[Type].Element;
  return Type != TypeId::None && isNumeric(Types[Type].K);
}

static bool holdsNumbers(const __ferry_type *Type) {
  while (Type && static_cast<Kind>(Type->kind) == Kind::Array)
    Type = Type->element;
  return Type && isNumeric(static_cast<Kind>(Type->kind));
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
    if (Pointee == TypeId::None || !holdsNumbers(F.In->Owner->Type) ||
        !holdsPointers(Types, Pointee))
      return Verdict::Block;
    Message = "points to '" + Types[Pointee].Name + "' in a heap object of '" +
              F.In->Owner->Type->name + "', where its pointers are not known";
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
    // One that merely ends or starts there could be meant instead: see below.
    if (Pointee != TypeId::None && Value < Here->End && Value != Here->Start &&
        holdsNumbers(Types, Here->Type) && holdsPointers(Types, Pointee)) {
      Message = "points to '" + Types[Pointee].Name + "' in '" +
                std::string(Image.Blocks[Here->Block].Name) + "', which is '" +
                Types[Here->Type].Name + "', where its pointers are not known";
      return Verdict::Refused;
    }
    if (Value != Here->Start || !Ending || Ending->End != Value)
      return Verdict::Block;
    bool StartFits = mayStart(Types, Here->Type, Pointee);
    bool EndFits = mayEnd(Types, Ending->Type, Pointee);
    if (StartFits && !EndFits)
      return Verdict::Block;
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
  if (frames::isOnSideStack(Value) || leadsNowhere(Value))
    return Verdict::Poison;
  char Text[32];
  snprintf(Text, sizeof Text, "%#llx", static_cast<unsigned long long>(Value));
  Message = std::string("points to ") + Text +
            ", memory that Ferry does not know";
  if (const port::Mappings::Range *R = Mapped.find(Value); R && !R->Name.empty())
    Message += " (" + R->Name + ")";
  return Verdict::Refused;
}

Targets::Verdict Targets::findFunction(const control::Program &Program,
                                       uintptr_t Value, std::string &Message) {
  if (pointerNumber(Value, sizeof(void *)))
    return Verdict::Number;
  if (Program.symbolAt(Value))
    return Verdict::Block;
  if (leadsNowhere(Value))
    return Verdict::Poison;
  Message = "points to a function that Ferry does not know";
  return Verdict::Refused;
}
