//===- Prepare.cpp - does the image fit this program? ---------------------===//
///
/// \file
/// Everything that can be said without running the program is said here.
///
//===----------------------------------------------------------------------===//
#include "restore/Restore.h"

#include "adapters/ErrorNumbers.h"
#include "adapters/StandardInput.h"
#include "heap/Heap.h"

#include <cstring>

using namespace ferry;
using namespace ferry::restore;

namespace {
bool fail(Failure &Why, std::string Path, std::string Message) {
  Why = {std::move(Path), std::move(Message)};
  return false;
}
std::string quoted(std::string_view Text) {
  return "'" + std::string(Text) + "'";
}
} // namespace

bool Restore::open(const std::string &Path, Failure &Why) {
  if (!Program.valid(Why))
    return false;
  image::Status S = image::readImage(Path, Image, &Facts);
  if (!S.ok())
    return fail(Why, {}, S.text());
  if (Image.Identity != Program.identity()) {
    // Say what differs, where that is easy to say.
    for (const image::Frame &F : Image.Frames) {
      const image::Function &There = Image.Functions[F.Function];
      if (!Program.function(There.Name))
        return fail(Why, Path,
                    "is the image of another program, " +
                        quoted(Image.fact("program")) + ": this one has no " +
                        "function " + quoted(There.Name));
    }
    return fail(Why, Path,
                "is the image of a program that was built from other source");
  }
  if (Image.Threads.empty() || Image.Threads[0].Name != "main")
    return fail(Why, Path, "does not begin with the main thread");
  for (size_t T = 1; T < Image.Threads.size(); ++T)
    for (size_t Other = 0; Other < T; ++Other)
      if (threadNumber(T) == threadNumber(Other))
        return fail(Why, Path, "holds two threads of one number");
  return readResources(Why);
}

bool Restore::readResources(Failure &Why) {
  std::string_view FileContents;
  for (const image::Resource &R : Image.Resources) {
    if ((R.Name == image::SavedPositionsName &&
         R.Version == image::SavedPositionsVersion) ||
        (R.Name == image::SavedMasksName && R.Version == image::SavedMasksVersion))
      continue; // matchPositions, when the frames are known
    if (R.Name == adapters::StandardInputName &&
        R.Version == adapters::StandardInputVersion) {
      if (!adapters::readStandardInput(R, Why))
        return false;
      continue;
    }
    if (R.Name == adapters::SignalActionsName &&
        R.Version == adapters::SignalActionsVersion) {
      if (!adapters::readSignalActions(R, Program, Signals, Why))
        return false;
      continue;
    }
    if (R.Name == adapters::ClocksName && R.Version == adapters::ClocksVersion) {
      if (!adapters::readClocks(R, Clocks, Why))
        return false;
      continue;
    }
    if (R.Name == adapters::ProcessSettingsName &&
        R.Version == adapters::ProcessSettingsVersion) {
      if (!adapters::readProcessSettings(R, Settings, Why))
        return false;
      continue;
    }
    if (R.Name == adapters::FilesName && R.Version == adapters::FilesVersion &&
        Files.empty()) {
      if (!adapters::readFiles(R, Files, Why))
        return false;
      continue;
    }
    if (R.Name == adapters::FileContentsName &&
        R.Version == adapters::FileContentsVersion && FileContents.empty()) {
      FileContents = {reinterpret_cast<const char *>(R.Bytes), static_cast<size_t>(R.Size)};
      continue;
    }
    if (R.Name == adapters::StreamsName && R.Version == adapters::StreamsVersion &&
        Streams.empty()) {
      if (!adapters::readStreams(R, Streams, Why))
        return false;
      continue;
    }
    if (R.Name == adapters::AlignmentsName && R.Version == adapters::AlignmentsVersion &&
        Aligned.empty()) {
      if (!adapters::readAlignments(R, Image.Runs.size(), Aligned, Why))
        return false;
      continue;
    }
    std::string Path = "resource " + std::string(R.Name);
    if (R.Name != adapters::ErrorNumbersName ||
        R.Version != adapters::ErrorNumbersVersion)
      return fail(Why, Path, "this Ferry does not know it, or not its version " +
                                 std::to_string(R.Version));
    std::vector<int> OfThreads;
    std::string Message;
    if (!adapters::readErrorNumbers(R, Image.Threads.size(), OfThreads, Message))
      return fail(Why, Path, Message);
    for (size_t T = 0; T < OfThreads.size(); ++T)
      ErrorNumbers[threadNumber(T)] = OfThreads[T];
  }
  return adapters::readContents(FileContents, Files, Why);
}

void *Restore::stream(std::string_view Name) const {
  for (const adapters::OpenStream &S : Streams)
    if (Name == S.Name)
      return S.Stream;
  return Program.stream(Name);
}

int Restore::errorNumber(unsigned Number) const {
  auto Found = ErrorNumbers.find(Number);
  return Found == ErrorNumbers.end() ? 0 : Found->second;
}

unsigned Restore::threadNumber(size_t Thread) const {
  // "thread 3"; main is 0.
  std::string_view Name = Image.Threads[Thread].Name;
  unsigned Number = 0;
  for (char C : Name)
    if (C >= '0' && C <= '9')
      Number = Number * 10 + static_cast<unsigned>(C - '0');
  return Number;
}

size_t Restore::indexOfThread(unsigned Number) const {
  for (size_t T = 0; T < Image.Threads.size(); ++T)
    if (threadNumber(T) == Number)
      return T;
  return 0;
}

__ferry_code Restore::outermost(size_t Thread) const {
  return Frames[Image.Threads[Thread].FirstFrame].Here.Function->reenter;
}

const Plan *Restore::planFor(TypeId From, TypeId To, Failure &Why) {
  const Plan *P = Plans->get(From, To, Why);
  if (P && TypeHere[indexOf(From)] == TypeId::None) {
    TypeHere[indexOf(From)] = To;
    Addresses->setType(From, To);
  }
  return P;
}

bool Restore::prepare(const std::vector<frames::SideStack> &Stacks,
                      Failure &Why) {
  if (!adapters::findFolder(Settings, FileMap, Why) ||
      !adapters::openFiles(Files, FileMap, FilePolicy, Why) ||
      !adapters::openStreams(Files, Streams, Why))
    return false;
  Plans = std::make_unique<PlanCache>(*Image.Types, Program.types());
  Addresses = std::make_unique<AddressMap>(Image, Program, *Plans);
  if (!Addresses->build(Why))
    return false;
  How.Pointers = Addresses.get();
  TypeHere.assign(Image.Types->size(), TypeId::None);
  for (uint64_t N = 0; N < Image.Blocks.size(); ++N) {
    const image::Block &B = Image.Blocks[N];
    if (B.Kind == image::BlockKind::Local)
      LocalBlocks[uint64_t(B.Frame) << 32 | B.Local] = N;
  }
  Frames.reserve(Image.Frames.size());
  for (size_t T = 0; T < Stacks.size(); ++T)
    if (!matchFrames(T, Stacks[T], Why))
      return false;
  return matchVariables(Why) && allocateRuns(Why) && matchPositions(Why);
}

bool Restore::matchFrames(size_t Thread, const frames::SideStack &Stack,
                          Failure &Why) {
  char *At = Stack.Base;
  size_t First = Image.Threads[Thread].FirstFrame;
  size_t Count = Image.Threads[Thread].FrameCount;
  Next.push_back(First);
  if (!Count)
    return fail(Why, std::string(Image.Threads[Thread].Name), "has no frames");
  for (size_t N = First; N < First + Count; ++N) {
    const image::Frame &F = Image.Frames[N];
    const image::Function &There = Image.Functions[F.Function];
    const image::Site &SiteThere = There.Sites[F.Site];
    std::string Path = frames::frameName(N, There.Name);
    const __ferry_function *Here = Program.function(There.Name);
    if (!Here)
      return fail(Why, Path, "this program has no such function");
    if (SiteThere.Number < 1 || SiteThere.Number > Here->site_count ||
        Here->site_count != There.Sites.size())
      return fail(Why, Path,
                  "it has " + std::to_string(There.Sites.size()) +
                      " resume points in the image and " +
                      std::to_string(Here->site_count) + " here");
    const __ferry_site *Site = &Here->sites[SiteThere.Number - 1];
    if (Site->kind != static_cast<unsigned>(SiteThere.Kind))
      return fail(Why, Path, "its resume point is of another kind here");
    // A thread starts in a function like that of pthread_create.
    bool Called = N > First
                      ? frames::mismatch(*Frames.back().Here.Site, *Here).empty()
                  : Thread == 0 ? There.Name == "main"
                                : There.Signature == "p:void(p:void)";
    if (!Called)
      return fail(Why, Path, "it can't have been called there");
    bool Last = N + 1 == First + Count;
    bool CallsNone = Site->kind == __ferry_site_poll ||
                     Site->kind == __ferry_site_blocking;
    if (Last != CallsNone)
      return fail(Why, Path,
                  Last ? "the innermost frame is at no poll"
                       : "it is at a poll, and frames follow");
    if (Stack.Room - static_cast<size_t>(At - Stack.Base) < Here->record_size)
      return fail(Why, Path, "the side stack is full");
    std::memset(At, 0, Here->record_size);
    reinterpret_cast<__ferry_record *>(At)->site = Site;
    Frames.push_back({{At, Here, Site}, &F, {}});
    At += Here->record_size;
    if (!matchLocals(Frames.back(), N, Why))
      return false;
  }
  return true;
}

bool Restore::matchLocals(FrameState &F, size_t Number, Failure &Why) {
  const __ferry_function &Here = *F.Here.Function;
  const image::Function &There = Image.Functions[F.There->Function];
  const image::Site &SiteThere = There.Sites[F.There->Site];
  for (unsigned I = 0; I < F.Here.Site->live_count; ++I) {
    unsigned Index = F.Here.Site->live[I];
    const __ferry_local &L = Here.locals[Index];
    std::string Path =
        frames::frameName(Number, There.Name) + ": local " + L.name;
    // Slots follow declaration order: both sides number locals alike.
    bool Live = false;
    for (uint32_t Other : SiteThere.Live)
      Live = Live || Other == Index;
    if (!Live || There.Locals[Index].Name != L.name ||
        (There.Locals[Index].Where == image::LocalPlace::Value) !=
            (L.where == __ferry_local_value))
      return fail(Why, Path, "it is not in the image");
    Failure Plan;
    if (!planFor(There.Locals[Index].Type, Program.typeOf(L.type), Plan))
      return fail(Why, Path, Plan.text());
    F.LocalThere.push_back(Index);
  }
  return true;
}

bool Restore::matchVariables(Failure &Why) {
  size_t Carried = 0;
  for (uint64_t N = 0; N < Image.Blocks.size(); ++N) {
    const image::Block &B = Image.Blocks[N];
    if (B.Kind != image::BlockKind::Variable &&
        B.Kind != image::BlockKind::Literal)
      continue;
    std::string Path = "variable " + std::string(B.Name);
    void *Address = stream(B.Name);
    TypeId Type = Program.streamType();
    if (!Address) {
      const __ferry_variable *V = Program.variable(B.Name);
      if (!V)
        return fail(Why, Path, "this program has no such variable");
      if (bool(V->flags & __ferry_variable_readonly) != B.ReadOnly)
        return fail(Why, Path, "it is constant on one side only");
      Address = V->address;
      Type = Program.typeOf(V->type);
    }
    Failure Plan;
    // A constant has its value here already; only pointers to it have to fit.
    if (!planFor(B.Type, Type, Plan) && !B.ReadOnly)
      return fail(Why, Path, Plan.text());
    if (B.Size != (*Image.Types)[B.Type].Size)
      return fail(Why, Path, "it is not of its type's size");
    Addresses->place(N, Address);
    Carried += !B.ReadOnly;
  }
  size_t Wanted = 0;
  for (const __ferry_variable *V : Program.variables())
    Wanted += !(V->flags & __ferry_variable_readonly) && V->type->size;
  if (Carried != Wanted)
    return fail(Why, {},
                "the image holds " + std::to_string(Carried) +
                    " variables, and this program has " +
                    std::to_string(Wanted));
  return true;
}

bool Restore::allocateRuns(Failure &Why) {
  uint64_t Number = Image.Blocks.size();
  for (size_t N = 0; N < Image.Runs.size(); ++N) {
    const image::Run &R = Image.Runs[N];
    const Type &There = (*Image.Types)[R.Type];
    std::string Path = "heap objects of type " + quoted(There.Name);
    TypeId Here = Program.typeNamed(There.Name);
    if (Here == TypeId::None)
      return fail(Why, Path, "this program has no such type");
    Failure Plan;
    if (!planFor(R.Type, Here, Plan))
      return fail(Why, Path, Plan.text());
    uint64_t From = There.Size, To = Program.types()[Here].Size;
    const __ferry_type *Descriptor = Program.descriptor(Here);
    if (!Descriptor)
      return fail(Why, Path, "this program allocates no such objects");
    uint64_t Ordinal = 0;
    size_t Align = Aligned.empty() ? 0 : Aligned[N];
    heap::Bin *Bin = nullptr;
    uint64_t BinSize = ~uint64_t(0);
    for (uint64_t Cell = 0; Cell < R.Cells; ++Cell) {
      if (!R.isLive(Cell))
        continue;
      uint64_t Bytes = R.Sizes.empty() ? R.Size : R.Sizes[Ordinal];
      uint64_t Count = From ? Bytes / From : 0, Wanted;
      if (Bytes != Count * From ||
          __builtin_mul_overflow(Count, To, &Wanted) ||
          Wanted != static_cast<size_t>(Wanted))
        return fail(Why, Path, "an object of " + std::to_string(Bytes) +
                                   " bytes makes no sense here");
      if (Wanted != BinSize) {
        Bin = heap::TheHeap.binFor(Descriptor, static_cast<size_t>(Wanted),
                                   nullptr, Align);
        BinSize = Wanted;
      }
      void *Block = Bin ? heap::TheHeap.allocateIn(
                              Bin, static_cast<size_t>(Wanted))
                        : nullptr;
      if (!Block)
        return fail(Why, Path,
                    "no memory for " + std::to_string(Wanted) + " bytes");
      Addresses->place(Number + Ordinal++, Block);
    }
    Number += Ordinal;
  }
  return true;
}
