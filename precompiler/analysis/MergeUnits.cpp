//===- MergeUnits.cpp - whole-program facts at link -----------------------===//

#include "MergeUnits.h"
#include "ProgramFacts.h"
#include "SectionText.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/BinaryFormat/Magic.h"
#include "llvm/Object/Archive.h"
#include "llvm/Object/ObjectFile.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/raw_ostream.h"
#include "llvm/Support/xxhash.h"

using namespace llvm;

namespace ferry {
namespace {

struct Located {
  UnitSummary Summary;
  std::string Command;
  std::string File, Member, Index;
  uint64_t ObjectHash = 0;
  bool Joined = false; ///< Several units in one object: ld -r.
};

class Reader {
public:
  std::vector<Located> Units;
  /// What objects without a summary refer to.
  StringSet<> Wanted;

  Error read(const std::string &File) {
    auto Buffer = MemoryBuffer::getFile(File, /*IsText=*/false,
                                        /*RequiresNullTerminator=*/false);
    if (!Buffer)
      return createFileError(File, Buffer.getError());
    MemoryBufferRef Bytes = (*Buffer)->getMemBufferRef();
    switch (identify_magic(Bytes.getBuffer())) {
    case file_magic::archive:
      return archive(File, Bytes);
    case file_magic::elf_relocatable:
      return object(Bytes, {{}, {}, File, "", ""});
    default: // Shared libraries, linker scripts, whatever: foreign.
      return Error::success();
    }
  }

  /// A file that --summary wrote: the source's name, a line end, the summary.
  Error summary(const std::string &File) {
    auto Text = MemoryBuffer::getFile(File);
    if (!Text)
      return createFileError(File, Text.getError());
    auto [Source, Json] = (*Text)->getBuffer().split('\n');
    auto Summary = UnitSummary::parse(Json);
    if (!Summary)
      return createFileError(File, Summary.takeError());
    Units.emplace_back();
    Units.back().Summary = std::move(*Summary);
    Units.back().File = Source.str();
    return Error::success();
  }

private:
  Error archive(const std::string &File, MemoryBufferRef Bytes) {
    auto Archive = object::Archive::create(Bytes);
    if (!Archive)
      return createFileError(File, Archive.takeError());
    Error Failure = Error::success();
    unsigned Index = 0;
    for (const object::Archive::Child &Child : (*Archive)->children(Failure)) {
      auto Name = Child.getName();
      auto Member = Child.getMemoryBufferRef();
      if (!Name || !Member)
        return joinErrors(Name ? Error::success() : Name.takeError(),
                          Member ? Error::success() : Member.takeError());
      if (identify_magic(Member->getBuffer()) == file_magic::elf_relocatable)
        if (Error E = object(*Member, {{}, {}, File, Name->str(), std::to_string(Index)}))
          return E;
      ++Index;
    }
    if (Failure)
      return createFileError(File, std::move(Failure));
    return Error::success();
  }

  Error wants(const object::ObjectFile &Object, const std::string &Where) {
    for (const object::SymbolRef &Symbol : Object.symbols()) {
      Expected<uint32_t> Flags = Symbol.getFlags();
      Expected<StringRef> Name = Symbol.getName();
      if (!Flags || !Name)
        return createFileError(Where, joinErrors(Flags ? Error::success() : Flags.takeError(),
                                                 Name ? Error::success() : Name.takeError()));
      if (*Flags & object::SymbolRef::SF_Undefined)
        Wanted.insert(*Name);
    }
    return Error::success();
  }

  Error object(MemoryBufferRef Bytes, Located From) {
    std::string Where = From.Member.empty() ? From.File : From.File + "(" + From.Member + ")";
    auto Object = object::ObjectFile::createObjectFile(Bytes);
    if (!Object)
      return createFileError(Where, Object.takeError());
    std::vector<std::string> Summaries, Commands;
    for (const object::SectionRef &Section : (*Object)->sections()) {
      auto Name = Section.getName();
      if (!Name) {
        consumeError(Name.takeError());
        continue;
      }
      std::vector<std::string> *Into = *Name == ".ferry.unit"      ? &Summaries
                                       : *Name == ".ferry.command" ? &Commands
                                                                   : nullptr;
      if (!Into)
        continue;
      auto Contents = Section.getContents();
      if (!Contents)
        return createFileError(Where, Contents.takeError());
      auto Texts = sectionTexts(*Contents);
      if (!Texts)
        return createFileError(Where, Texts.takeError());
      *Into = std::move(*Texts);
    }
    if (Summaries.empty())
      if (Error E = wants(**Object, Where))
        return E;
    From.ObjectHash = xxh3_64bits(Bytes.getBuffer());
    From.Joined = Summaries.size() > 1;
    for (size_t I = 0; I < Summaries.size(); ++I) {
      auto Summary = UnitSummary::parse(Summaries[I]);
      if (!Summary)
        return createFileError(Where, Summary.takeError());
      Units.push_back(From);
      Units.back().Summary = std::move(*Summary);
      if (I < Commands.size())
        Units.back().Command = Commands[I];
    }
    return Error::success();
  }
};

std::string place(const Located &Unit) {
  return Unit.Member.empty() ? Unit.File : Unit.File + "(" + Unit.Member + ")";
}

/// Names in an image say the unit, and the unit's name is all that two machines agree on
/// (docs/design/0004).
Error checkNames(ArrayRef<Located> Units) {
  StringMap<const Located *> ByName;
  for (const Located &Unit : Units) {
    if (!Unit.Summary.NamesThings)
      continue;
    auto [At, New] = ByName.try_emplace(Unit.Summary.Unit, &Unit);
    if (!New)
      return createStringError("%s and %s are both units of the name '%s', and "
                               "their static functions, "
                               "variables and strings could not be told apart "
                               "in a checkpoint; compile "
                               "one of them with --ferry-unit=NAME",
                               place(*At->second).c_str(), place(Unit).c_str(),
                               Unit.Summary.Unit.c_str());
  }
  return Error::success();
}

Error write(StringRef Path, StringRef Bytes) {
  std::error_code Code;
  raw_fd_ostream Out(Path, Code);
  if (Code)
    return createFileError(Path, Code);
  Out << Bytes;
  Out.close();
  if (Out.has_error())
    return createFileError(Path, Out.error());
  return Error::success();
}

uint64_t hashOf(const UnitAssumptions &Assumed) {
  std::string Bytes;
  for (const auto *List :
       {&Assumed.Capturable, &Assumed.PollAtEntry, &Assumed.Reaching, &Assumed.Held,
        &Assumed.Recorded, &Assumed.ListsLeave, &Assumed.Allocators, &Assumed.Untyped,
        &Assumed.AllocatorSignatures, &Assumed.PointedAllocators}) {
    for (const std::string &Name : *List)
      (Bytes += Name) += '\0';
    Bytes += '\1';
  }
  Bytes += Assumed.Lists ? '1' : '0';
  return xxh3_64bits(Bytes);
}

} // namespace

Error mergeUnits(ArrayRef<std::string> Inputs, ArrayRef<std::string> SummaryFiles,
                 StringRef FactsOut, StringRef StaleOut) {
  Reader Read;
  for (const std::string &Input : Inputs)
    if (Error E = Read.read(Input))
      return E;
  for (const std::string &File : SummaryFiles)
    if (Error E = Read.summary(File))
      return E;
  if (Error E = checkNames(Read.Units))
    return E;
  std::vector<UnitSummary> Summaries;
  for (const Located &Unit : Read.Units)
    Summaries.push_back(Unit.Summary);
  SolvedProgram Program =
      solveProgram(Summaries, Outside::Nothing, /*IsWhole=*/true, Read.Wanted);
  if (!FactsOut.empty())
    if (Error E = write(FactsOut, Program.json()))
      return E;

  if (StaleOut.empty())
    return Error::success();
  std::string Stale;
  unsigned Count = 0;
  auto Field = [&](StringRef Text) { (Stale += Text) += '\0'; };
  for (const Located &Unit : Read.Units) {
    UnitAssumptions Needed = projectAssumptions(Unit.Summary, Program);
    if (Needed == Unit.Summary.Assumes)
      continue;
    if (Unit.Joined || Unit.Command.empty())
      return createStringError(
          "%s: unit '%s' must be compiled again with what the whole program "
          "says, and cannot be: it was joined with others by ld -r, or its "
          "compile command is missing; link the objects themselves",
          Unit.File.c_str(), Unit.Summary.Unit.c_str());
    ++Count;
    for (StringRef Text : {StringRef(Unit.File), StringRef(Unit.Index), StringRef(Unit.Member),
                           StringRef(Unit.Summary.Digest)})
      Field(Text);
    Field(utohexstr(hashOf(Needed)));
    Field(utohexstr(Unit.ObjectHash));
    Field(std::to_string(Unit.Command.size()));
    Field(Unit.Command);
  }
  return write(StaleOut,
               std::to_string(Read.Units.size()) + '\0' + std::to_string(Count) + '\0' + Stale);
}

} // namespace ferry
