#include "capture/Capture.h"

#include "adapters/Alignments.h"
#include "adapters/Clocks.h"
#include "adapters/ErrorNumbers.h"
#include "adapters/OwnFiles.h"
#include "adapters/ProcessSettings.h"
#include "adapters/SignalActions.h"
#include "adapters/StandardInput.h"
#include "capture/OtherMembers.h"
#include "heap/Heap.h"
#include "heap/Tails.h"
#include "port/Process.h"

#include <bit>
#include <cstring>

using namespace ferry;
using namespace ferry::capture;

static image::RemoteAddress addressOf(const void *Pointer) {
  return {reinterpret_cast<uintptr_t>(Pointer)};
}

static const std::byte *bytesAt(const void *Pointer) {
  return static_cast<const std::byte *>(Pointer);
}

Capture::Capture(const control::Program &Program, bool ChannelsToo, uint64_t CarriedSize)
    : Program(Program), Types(Program.types()), ChannelsToo(ChannelsToo),
      CarriedSize(CarriedSize), Scan(Types) {}

/// First of all: what a capture itself opens is not the program's.
bool Capture::findOpen(Failure &Why) {
  return adapters::findFiles(ChannelsToo, CarriedSize, Files, Why) &&
         adapters::findStreams(Files, Streams, Why);
}

bool Capture::prepare(const std::vector<ThreadState> &Threads, Failure &Why) {
  if (!Program.valid(Why) || !findOpen(Why))
    return false;
  if (const char *Where = otherMemberRead()) {
    Why = {Where, "a member of a union was read that is not the one written last, so that a "
                  "pointer may be anywhere as a number now"};
    return false;
  }
  Program.forgetTails();
  Name = port::programName();
  Image.Identity = Program.identity();
  Image.Created = static_cast<uint64_t>(port::wallClock());
  Image.Types = &Types;
  Image.Facts.push_back({"program", Name});

  addVariables();
  for (const ThreadState &T : Threads) {
    if (!addThread(T, Why))
      return false;
    TheTargets.addStack(T.StackBottom, T.StackTop);
  }
  if (!addResources(Why))
    return false;
  bool Ok = true;
  adapters::Alignments Aligned;
  heap::TheHeap.forEachSlab([&](const heap::Slab &S) {
    Ok = Ok && addSlab(S, Why);
    Aligned.resize(Image.Runs.size(), S.Owner->Align);
  });
  if (!Ok)
    return false;
  if (std::string Lines = adapters::writeAlignments(Aligned); !Lines.empty()) {
    const std::string &Kept = ResourceBytes.emplace_back(std::move(Lines));
    Image.Resources.push_back({adapters::AlignmentsName, adapters::AlignmentsVersion,
                               bytesAt(Kept.data()), Kept.size()});
  }
  addSavedPositions(Threads);
  for (const __ferry_symbol *S : Program.symbols())
    Image.Symbols.push_back(
        {addressOf(reinterpret_cast<void *>(S->address)), S->name});
  TheTargets.finish();
  return checkAll(Why);
}

void Capture::addVariables() {
  auto Add = [this](image::Block B, bool Reached = true) {
    if (Reached)
      TheTargets.add(B.Address.Value, B.Size, B.Type,
                     static_cast<uint32_t>(Image.Blocks.size()));
    Image.Blocks.push_back(B);
  };
  for (const __ferry_variable *V : Program.variables()) {
    TypeId Type = Program.typeOf(V->type);
    image::Block B;
    B.Address = addressOf(V->address);
    B.Size = Types[Type].Size;
    B.Type = Type;
    B.Kind = V->flags & __ferry_variable_literal ? image::BlockKind::Literal
                                                 : image::BlockKind::Variable;
    B.ReadOnly = V->flags & __ferry_variable_readonly;
    B.Name = V->name;
    // A literal is not restored; `ferry inspect` shows what pointers to it say.
    if (!B.ReadOnly || B.Kind == image::BlockKind::Literal)
      B.Bytes = bytesAt(V->address);
    if (B.Size)
      Add(B, !(V->flags & __ferry_variable_unreached));
  }
  auto AddStream = [&](const void *Address, std::string_view Name) {
    image::Block B;
    B.Address = addressOf(Address);
    B.Size = 1;
    B.Type = Program.streamType();
    B.ReadOnly = true;
    B.Name = Name;
    Add(B);
  };
  for (const port::Stream &S : Program.streams())
    AddStream(S.Address, S.Name);
  for (const adapters::OpenStream &S : Streams)
    if (!Program.stream(S.Name))
      AddStream(S.Stream, S.Name);
}

bool Capture::addResources(Failure &Why) {
  auto Add = [this](std::string_view Name, uint32_t Version, std::string Bytes) {
    if (Bytes.empty())
      return;
    const std::string &Kept = ResourceBytes.emplace_back(std::move(Bytes));
    Image.Resources.push_back({Name, Version, bytesAt(Kept.data()), Kept.size()});
  };
  Add(adapters::ErrorNumbersName, adapters::ErrorNumbersVersion,
      adapters::writeErrorNumbers(ErrorNumbers));
  adapters::DescriptorOrigin Zero = adapters::originOf(0);
  std::string Input;
  if (Zero.Is == adapters::DescriptorOrigin::Found && Zero.Number == 0 &&
      !adapters::writeStandardInput(Input, Why))
    return false;
  Add(adapters::StandardInputName, adapters::StandardInputVersion, std::move(Input));
  Add(adapters::FilesName, adapters::FilesVersion, adapters::writeFiles(Files));
  Add(adapters::FileContentsName, adapters::FileContentsVersion,
      adapters::writeContents(Files));
  Add(adapters::StreamsName, adapters::StreamsVersion, adapters::writeStreams(Streams));
  std::string Settings;
  if (!adapters::writeProcessSettings(Settings, Why))
    return false;
  Add(adapters::ProcessSettingsName, adapters::ProcessSettingsVersion, std::move(Settings));
  // A timer that runs out meanwhile is to be found once: as one, or as its signal.
  std::string Clocks, Signals, Before;
  do {
    Before.clear();
    if (!adapters::writeSignalActions(Program, Before, Why))
      return false;
    Clocks = adapters::writeClocks();
    Signals.clear();
    if (!adapters::writeSignalActions(Program, Signals, Why))
      return false;
  } while (Signals != Before);
  Add(adapters::ClocksName, adapters::ClocksVersion, std::move(Clocks));
  Add(adapters::SignalActionsName, adapters::SignalActionsVersion, std::move(Signals));
  return true;
}

uint32_t Capture::functionNumber(const __ferry_function &F) {
  auto [At, IsNew] = FunctionNumbers.try_emplace(
      &F, static_cast<uint32_t>(Image.Functions.size()));
  if (!IsNew)
    return At->second;
  image::Function Out;
  Out.Name = F.name;
  Out.File = F.file;
  Out.Signature = F.signature;
  Out.Line = F.line;
  Out.RecordSize = F.record_size;
  for (unsigned I = 0; I < F.local_count; ++I) {
    const __ferry_local &L = F.locals[I];
    Out.Locals.push_back({L.name, Program.typeOf(L.type), L.offset,
                          L.where == __ferry_local_value ? image::LocalPlace::Value
                                                         : image::LocalPlace::Address});
  }
  for (unsigned I = 0; I < F.site_count; ++I) {
    const __ferry_site &S = F.sites[I];
    image::Site Site;
    Site.Number = S.number;
    Site.Line = S.line;
    Site.Kind = static_cast<image::SiteKind>(S.kind);
    Site.Callee = S.callee ? S.callee : "";
    Site.Live.assign(S.live, S.live + S.live_count);
    Out.Sites.push_back(std::move(Site));
  }
  Image.Functions.push_back(std::move(Out));
  return At->second;
}

bool Capture::addThread(const ThreadState &Thread, Failure &Why) {
  if (!Thread.Base) {
    Why = {"thread " + std::to_string(Thread.Number),
           "it has ended and was not joined; its result can't be carried"};
    return false;
  }
  std::vector<frames::Frame> Walked;
  if (!frames::walk(Thread.Base, Thread.End, Walked, Why))
    return false;
  image::Thread Out;
  Out.Name = ThreadNames.emplace_back(
      Image.Threads.empty() ? "main"
                            : "thread " + std::to_string(Thread.Number));
  Out.FirstFrame = static_cast<uint32_t>(Image.Frames.size());
  Out.FrameCount = static_cast<uint32_t>(Walked.size());
  Image.Threads.push_back(Out);
  ErrorNumbers.push_back(Thread.ErrorNumber);
  for (const frames::Frame &F : Walked)
    if (!addFrame(F, Why))
      return false;
  return true;
}

bool Capture::addFrame(const frames::Frame &F, Failure &Why) {
  uint32_t Number = static_cast<uint32_t>(Image.Frames.size());
  image::Frame Out;
  Out.Function = functionNumber(*F.Function);
  Out.Site = static_cast<uint32_t>(F.Site - F.Function->sites);
  Out.Record = bytesAt(F.Record);
  Image.Frames.push_back(Out);
  Frames.push_back(F);
  for (unsigned I = 0; I < F.Site->live_count; ++I) {
    const __ferry_local &L = F.Function->locals[F.Site->live[I]];
    if (L.where == __ferry_local_value)
      continue;
    void *Address;
    std::memcpy(&Address, F.Record + L.offset, sizeof Address);
    if (!Address) {
      Why = {frames::frameName(Number, F.Function->name) + ": local " + L.name,
             "its address is missing in the frame record"};
      return false;
    }
    TypeId Type = Program.typeOf(L.type);
    image::Block B;
    B.Address = addressOf(Address);
    B.Size = Types[Type].Size;
    B.Type = Type;
    B.Kind = image::BlockKind::Local;
    B.Name = L.name;
    B.Frame = Number;
    B.Local = F.Site->live[I];
    B.Bytes = bytesAt(Address);
    if (L.where != __ferry_local_unreached)
      TheTargets.add(B.Address.Value, B.Size, Type,
                     static_cast<uint32_t>(Image.Blocks.size()));
    Image.Blocks.push_back(B);
  }
  return true;
}

bool Capture::addSlab(const heap::Slab &S, Failure &Why) {
  if (S.LiveCells == 0)
    return true;
  const heap::Bin &B = *S.Owner;
  if (B.Type && heap::isTail(*B.Type))
    return addTails(S);
  TypeId Type = Program.elementOf(B.Type, 0);
  if (B.OddSite) {
    Why = {std::string("heap object of ") + B.OddSite->where,
           B.Type == &__ferry_type_unasked
               ? "it was called through a pointer by code that does not say what it wants "
                 "memory for"
               : "its size is no whole number of '" + Types[Type].Name + "'"};
    return false;
  }
  image::Run R;
  R.Address = {S.First};
  R.Bytes = bytesAt(reinterpret_cast<void *>(S.First));
  R.Type = Type;
  R.Where = B.Site && B.Site->where ? B.Site->where : "";
  if (S.isLarge()) {
    // The cell is as long as the units are; what counts is the object.
    R.Stride = R.Size = S.LargeSize;
    R.Cells = 1;
    Image.Runs.push_back(std::move(R));
    return true;
  }
  // Cells behind the last live one were never used, mostly.
  uint32_t Last = S.Cells - 1;
  while (!S.isLive(Last))
    --Last;
  R.Stride = S.Stride;
  R.Cells = Last + 1;
  if (S.LiveCells != R.Cells)
    R.Live.assign(S.Live, S.Live + (R.Cells + 63) / 64);
  if (!S.Sizes) {
    R.Size = B.MinSize;
  } else {
    R.Sizes.reserve(S.LiveCells);
    bool Equal = true;
    for (uint32_t C = 0; C <= Last; ++C)
      if (S.isLive(C)) {
        R.Sizes.push_back(S.Sizes[C]);
        Equal = Equal && S.Sizes[C] == R.Sizes[0];
      }
    if (Equal) {
      R.Size = R.Sizes[0];
      R.Sizes.clear();
    }
  }
  Image.Runs.push_back(std::move(R));
  return true;
}

/// Each object has a type of its own, so each is a run.
bool Capture::addTails(const heap::Slab &S) {
  const heap::Bin &B = *S.Owner;
  for (uint32_t C = 0; C < S.Cells; ++C) {
    if (!S.isLive(C))
      continue;
    image::Run R;
    R.Address = {S.cellAddress(C)};
    R.Bytes = bytesAt(reinterpret_cast<void *>(S.cellAddress(C)));
    R.Stride = R.Size = S.objectSize(C);
    R.Cells = 1;
    R.Type = Program.elementOf(B.Type, R.Size);
    R.Where = B.Site && B.Site->where ? B.Site->where : "";
    Image.Runs.push_back(std::move(R));
  }
  return true;
}
