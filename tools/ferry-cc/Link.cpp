//===- Link.cpp - whole-program facts, then the linker --------------------===//
///
/// \file
/// A link with units of Ferry's in it: `ferry-precompile --merge` reads their
/// summaries, solves the program and names the units whose code was written
/// under other assumptions; those are compiled again (Recompile.cpp), then the
/// compiler links as it was told, with libferry.a behind everything else. A
/// link without any goes to the compiler untouched. docs/design/0005.
//===----------------------------------------------------------------------===//

#include "Link.h"
#include "Processes.h"
#include <filesystem>
#include <fstream>
#include <iterator>

namespace fs = std::filesystem;

namespace ferry_cc {
namespace {

std::string readFile(const std::string &Path) {
  std::ifstream File(Path, std::ios::binary);
  return {std::istreambuf_iterator<char>(File), {}};
}

/// libferry.a and what it needs, shielded from -Wl,--whole-archive and the like
/// that the user left switched on.
bool addRuntime(const Driver &D, Words &Command) {
  std::string Folder = D.Ferry.Library + "/" + D.With.Triple;
  std::string Archive = Folder + "/libferry.a";
  std::error_code Ignored;
  if (!fs::exists(Archive, Ignored)) {
    std::string There;
    for (const auto &Entry : fs::directory_iterator(D.Ferry.Library, Ignored))
      There += (There.empty() ? "" : ", ") + Entry.path().filename().string();
    complain("Ferry's runtime was not built for " + D.With.Triple +
             ": there is no '" + Archive +
             "' (there is one for: " + (There.empty() ? "no target" : There) +
             "); build Ferry where that target's C++ compiler is installed");
    return false;
  }
  for (const char *Word :
       {"-Wl,--push-state", "-Wl,--no-whole-archive", "-Wl,--no-as-needed"})
    Command.push_back(Word);
  Command.push_back(Archive);
  Command.push_back("-Wl,--pop-state");
  return true;
}

int runLinker(const Driver &D, const std::vector<LinkWord> &Inputs,
              bool WithRuntime) {
  Words Command = D.With.Command;
  for (const std::string &Word : compilerOptions(D, false))
    Command.push_back(Word);
  if (!D.Line.Output.empty()) {
    Command.push_back("-o");
    Command.push_back(D.Line.Output);
  }
  for (const LinkWord &Input : Inputs)
    Command.push_back(Input.Text);
  if (WithRuntime && !addRuntime(D, Command))
    return 1;
  return run(Command, {}, true);
}

} // namespace

int link(const Driver &D, std::vector<LinkWord> Inputs) {
  findArchives(D, Inputs);
  // All objects and archives: what is not Ferry's may call what is.
  Words Files;
  std::string WithUnits; // the first
  for (const LinkWord &Input : Inputs) {
    const std::string &File = Input.IsLibrary ? Input.Archive : Input.Text;
    if ((!Input.IsFile && !Input.IsLibrary) || File.empty())
      continue;
    Files.push_back(File);
    if (WithUnits.empty() && holdsUnits(File))
      WithUnits = File;
  }
  // Joined by ld -r, units stay units.
  if (WithUnits.empty() || D.Line.Relocatable)
    return runLinker(D, Inputs, false);
  if (D.Line.Shared) {
    complain(
        "a shared library cannot be made migratable: its functions and "
        "variables are found by name in one program; link its objects into "
        "the program, or build the library with the plain compiler (" +
        WithUnits + " was built by ferry-cc)");
    return 1;
  }

  for (const LinkWord &Input : Inputs) {
    std::string Name = stem(Input.Text);
    bool IsCheck = Name == "conftest" ||
                   (Input.IsTemporary && Name.size() > 9 &&
                    Name.compare(Name.size() - 9, 9, "-conftest") == 0);
    if (Input.IsFile && IsCheck && stem(D.Line.Output) != "conftest") {
      complain("files of the name 'conftest' are taken for questions of a "
               "configure script and are not made migratable; give '" +
               Input.Text + "' another name");
      return 1;
    }
  }

  std::string Output = D.Line.Output.empty() ? "a.out" : D.Line.Output;
  std::string Facts = temporaryFile("facts.json");
  std::string Stale = temporaryFile("stale");
  Words Merge = {D.Ferry.Precompile, "--merge", "--facts-out=" + Facts,
                 "--stale-out=" + Stale};
  Merge.insert(Merge.end(), Files.begin(), Files.end());
  if (int Status = run(Merge, {}, true))
    return Status == 127 ? 127 : 1;
  std::string List = readFile(Stale);
  if (List.rfind(std::string("0") + '\0', 0) ==
      0) // A thin archive without any.
    return runLinker(D, Inputs, false);
  if (int Status = renewStaleUnits(D, List, Facts, Output, Inputs))
    return Status;
  return runLinker(D, Inputs, true);
}

} // namespace ferry_cc
