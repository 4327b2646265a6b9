//===- Recompile.cpp - units that were compiled under other assumptions ---===//
///
/// \file
/// Compiles stale units again with the program's facts, the way of the old
/// `cc1plus -frepo`: by the command that stands in the object. The new object
/// is kept in `<output>.ferry/`, under a name that is a hash of all that it was
/// made of, so that the next link with the same objects and facts is quick;
/// objects that are no longer used are removed from there. Of an archive a copy
/// is linked, in which the members are replaced.
///
/// The source must still be the one that the object was compiled from: its
/// digest is compared, and a difference is an error rather than a mixture.
//===----------------------------------------------------------------------===//

#include "Link.h"
#include "Processes.h"
#include <cerrno>
#include <charconv>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <unistd.h>

namespace fs = std::filesystem;

namespace ferry_cc {
namespace {

struct StaleUnit {
  std::string File, Index, Member, Digest, Needed, ObjectHash;
  std::string Folder; ///< Where it was compiled.
  Words Command;      ///< Driver's name, options, source.
  std::string Input;  ///< Source's text, if it came from standard input.
  std::string Key;    ///< Name in the cache.
  std::string Object; ///< What was compiled.
};

class Fields {
public:
  explicit Fields(const std::string &Bytes) : Bytes(Bytes) {}
  std::string next() {
    size_t End = Bytes.find('\0', At);
    if (End == std::string::npos)
      End = Bytes.size();
    std::string Field = Bytes.substr(At, End - At);
    At = End + 1;
    return Field;
  }
  std::string take(size_t Length) {
    std::string Field = Bytes.substr(std::min(At, Bytes.size()), Length);
    At += Length + 1;
    return Field;
  }

private:
  const std::string &Bytes;
  size_t At = 0;
};

size_t number(const std::string &Text) {
  size_t Value = 0;
  std::from_chars(Text.data(), Text.data() + Text.size(), Value);
  return Value;
}

std::string hashOf(const std::string &Bytes) {
  // Two FNV-1a sums with different starts: names in a cache, nothing more.
  uint64_t A = 0xcbf29ce484222325, B = 0x84222325cbf29ce4;
  for (unsigned char Byte : Bytes) {
    A = (A ^ Byte) * 0x100000001b3;
    B = (B ^ Byte ^ (A >> 56)) * 0x100000001b3;
  }
  char Text[33];
  snprintf(Text, sizeof Text, "%016llx%016llx", (unsigned long long)A,
           (unsigned long long)B);
  return Text;
}

std::vector<StaleUnit> parseList(const Driver &D, const std::string &List) {
  Fields Read(List);
  Read.next(); // units in the link
  std::vector<StaleUnit> Result(number(Read.next()));
  for (StaleUnit &Unit : Result) {
    Unit.File = Read.next();
    Unit.Index = Read.next();
    Unit.Member = Read.next();
    Unit.Digest = Read.next();
    Unit.Needed = Read.next();
    Unit.ObjectHash = Read.next();
    std::string Record = Read.take(number(Read.next()));
    Fields Command(Record);
    Unit.Folder = Command.next();
    size_t Used = Unit.Folder.size() + 1;
    for (std::string Word; !(Word = Command.next()).empty();) {
      Unit.Command.push_back(Word);
      Used += Word.size() + 1;
    }
    if (Used + 1 < Record.size())
      Unit.Input = Record.substr(Used + 1);
    Unit.Key = hashOf(Unit.ObjectHash + " " + Unit.Needed + " " + Record + " " +
                      identity(D.Ferry, D.With));
  }
  return Result;
}

std::string describe(const StaleUnit &Unit) {
  return Unit.Member.empty() ? Unit.File : Unit.File + "(" + Unit.Member + ")";
}

/// The folder to compile in: the one of the first time or, for objects that
/// came out of a compiler cache or were moved with their sources, the current
/// one.
std::string folderWithSource(const StaleUnit &Unit) {
  std::error_code Ignored;
  const std::string &Source = Unit.Command.back();
  if (Source == "-" || fs::exists(fs::path(Unit.Folder) / Source, Ignored))
    return Unit.Folder;
  if (fs::exists(Source, Ignored))
    return fs::current_path(Ignored);
  return "";
}

bool compileAgain(const Driver &D, const StaleUnit &Unit, size_t Number,
                  const std::string &Facts) {
  std::string Folder = folderWithSource(Unit);
  if (Unit.Command.size() < 2 || Folder.empty()) {
    complain(describe(Unit) +
             " must be compiled again with what the whole "
             "program says, but its source '" +
             (Unit.Command.empty() ? "" : Unit.Command.back()) +
             "' is no longer in '" + Unit.Folder + "'");
    return false;
  }
  // Two links may fill one cache at a time.
  std::string Unfinished = Unit.Object + "." + std::to_string(getpid());
  Words Command = {
      (fs::path(D.Ferry.Self).parent_path() / Unit.Command[0]).string()};
  Command.insert(Command.end(), Unit.Command.begin() + 1,
                 Unit.Command.end() - 1);
  for (const std::string &Word :
       {"--ferry-facts=" + fs::absolute(Facts).string(),
        "--ferry-digest=" + Unit.Digest, std::string("-c"), std::string("-o"),
        fs::absolute(Unfinished).string(), Unit.Command.back()})
    Command.push_back(Word);
  RunIn In;
  In.Folder = Folder;
  if (Unit.Command.back() == "-") {
    In.Input = temporaryFile("input-" + std::to_string(Number));
    std::ofstream(In.Input, std::ios::binary) << Unit.Input;
  }
  if (run(Command, In) != 0) {
    std::error_code Ignored;
    fs::remove(Unfinished, Ignored);
    complain("(while " + describe(Unit) +
             " was compiled again with what the whole program says)");
    return false;
  }
  std::error_code Code;
  fs::rename(Unfinished, Unit.Object, Code);
  if (Code)
    complain("cannot write '" + Unit.Object + "': " + Code.message());
  return !Code;
}

/// Makes a copy of the archive with the new objects for its members.
bool replaceMembers(const Driver &D, const std::string &Archive,
                    const std::vector<const StaleUnit *> &Units,
                    const std::string &Copy) {
  Words Command = {D.Ferry.Precompile, "--merge", "--replace-in=" + Archive,
                   "--replace-out=" + Copy};
  for (const StaleUnit *Unit : Units)
    Command.push_back(Unit->Index + "=" + Unit->Object);
  return run(Command, {}, true) == 0;
}

void forgetUnused(const std::string &Cache, const std::set<std::string> &Used) {
  std::error_code Ignored;
  for (const auto &Entry : fs::directory_iterator(Cache, Ignored)) {
    std::string Name = Entry.path().filename();
    if (Entry.path().extension() == ".o" && !Used.count(Name))
      fs::remove(Entry.path(), Ignored);
  }
}

} // namespace

int renewStaleUnits(const Driver &D, const std::string &StaleList,
                    const std::string &Facts, const std::string &Output,
                    std::vector<LinkWord> &Inputs) {
  std::vector<StaleUnit> Stale = parseList(D, StaleList);
  std::set<std::string> Temporary;
  for (const LinkWord &Input : Inputs)
    if (Input.IsTemporary)
      Temporary.insert(Input.Text);

  std::error_code Code;
  std::string Cache = Output + ".ferry";
  if (fs::exists(Output, Code) && !fs::is_regular_file(Output, Code))
    Cache = temporaryFile("again"); // -o /dev/null
  std::set<std::string> Used;
  std::vector<size_t> Todo;
  for (size_t I = 0; I < Stale.size(); ++I) {
    StaleUnit &Unit = Stale[I];
    // An object that this very command made is gone when it ends: no use to
    // keep what is made of it.
    if (Temporary.count(Unit.File)) {
      Unit.Object = temporaryFile("again-" + std::to_string(I) + ".o");
      Todo.push_back(I);
      continue;
    }
    fs::create_directories(Cache, Code);
    if (Code) {
      complain("cannot make '" + Cache + "': " + Code.message());
      return 1;
    }
    Unit.Object = Cache + "/" + Unit.Key + ".o";
    if (Used.insert(Unit.Key + ".o").second && !fs::exists(Unit.Object, Code))
      Todo.push_back(I);
  }
  if (!inParallel(Todo.size(), [&](size_t I) {
        return compileAgain(D, Stale[Todo[I]], Todo[I], Facts);
      }))
    return 1;

  std::map<std::string, std::vector<const StaleUnit *>> Archives;
  std::map<std::string, std::string> Replacement;
  for (const StaleUnit &Unit : Stale)
    if (Unit.Index.empty())
      Replacement[Unit.File] = Unit.Object;
    else
      Archives[Unit.File].push_back(&Unit);
  size_t Number = 0;
  for (const auto &[Archive, Units] : Archives) {
    std::string Copy =
        temporaryFile("archive-" + std::to_string(Number++) + ".a");
    if (!replaceMembers(D, Archive, Units, Copy))
      return 1;
    Replacement[Archive] = Copy;
  }
  for (LinkWord &Input : Inputs) {
    auto Found = Replacement.find(Input.IsLibrary ? Input.Archive : Input.Text);
    if ((Input.IsFile || Input.IsLibrary) && Found != Replacement.end())
      Input.Text = Found->second;
  }
  if (!Used.empty()) {
    // For `ferry-cc --ferry-explain --ferry-facts=...`.
    fs::copy_file(Facts, Cache + "/facts.json",
                  fs::copy_options::overwrite_existing, Code);
  }
  if (fs::exists(Cache, Code))
    forgetUnused(Cache, Used);
  return 0;
}

} // namespace ferry_cc
