//===- Installation.cpp - where things are --------------------------------===//

#include "Installation.h"
#include "Processes.h"
#include <cstdlib>
#include <filesystem>
#include <sstream>
#include <sys/stat.h>
#include <unistd.h>

namespace fs = std::filesystem;

namespace ferry_cc {
namespace {

Words splitWords(const std::string &Text) {
  std::istringstream Stream(Text);
  Words Result;
  for (std::string Word; Stream >> Word;)
    Result.push_back(Word);
  return Result;
}

/// The file that PATH gives for \p Name, passing over \p Except. Empty: none.
std::string findInPath(const std::string &Name, const std::string &Except) {
  std::error_code Ignored;
  auto Usable = [&](const std::string &Path) {
    return access(Path.c_str(), X_OK) == 0 &&
           fs::is_regular_file(Path, Ignored) &&
           (Except.empty() || fs::canonical(Path, Ignored) != Except);
  };
  if (Name.find('/') != std::string::npos)
    return Usable(Name) ? Name : "";
  const char *Path = getenv("PATH");
  std::istringstream Folders(Path ? Path : "/usr/bin:/bin");
  for (std::string Folder; std::getline(Folders, Folder, ':');) {
    std::string Candidate = (Folder.empty() ? "." : Folder) + "/" + Name;
    if (Usable(Candidate))
      return Candidate;
  }
  return "";
}

/// x86_64-pc-linux-gnu and x86_64-unknown-linux-gnu: x86_64-linux-gnu.
std::string withoutVendor(std::string Triple) {
  size_t First = Triple.find('-');
  size_t Second = Triple.find('-', First + 1);
  if (Second != std::string::npos &&
      Triple.find('-', Second + 1) != std::string::npos)
    Triple.erase(First, Second - First);
  return Triple;
}

std::string fileState(const std::string &Path) {
  struct stat State;
  if (stat(Path.c_str(), &State) != 0)
    return Path;
  return Path + ":" + std::to_string(State.st_size) + ":" +
         std::to_string(State.st_mtim.tv_sec) + "." +
         std::to_string(State.st_mtim.tv_nsec);
}

} // namespace

Installation findInstallation(const std::string &Argv0) {
  Installation Ferry;
  std::error_code Ignored;
  Ferry.Self = fs::canonical("/proc/self/exe", Ignored);
  fs::path Prefix = fs::path(Ferry.Self).parent_path().parent_path();
  Ferry.Precompile = Prefix / "bin/ferry-precompile";
  Ferry.Include = Prefix / "include";
  Ferry.Library = Prefix / "lib/ferry";
  Ferry.Cxx =
      fs::path(Argv0).filename().string().find("++") != std::string::npos;
  return Ferry;
}

Compiler findCompiler(const CommandLine &Line, const Installation &Ferry) {
  Compiler Found;
  const char *Set = getenv(Ferry.Cxx ? "FERRY_CXX" : "FERRY_CC");
  std::string Default = Ferry.Cxx ? "c++" : "cc";
  if (!Line.Compiler.empty()) {
    Found.Command = splitWords(Line.Compiler);
    // A path with blanks in it, rather than a command with arguments.
    if (access(Line.Compiler.c_str(), X_OK) == 0)
      Found.Command = {Line.Compiler};
  } else if (std::error_code Ignored;
             !Line.Launched.empty() &&
             fs::canonical(findInPath(Line.Launched, ""), Ignored) !=
                 Ferry.Self) {
    Found.Command = {Line.Launched};
  } else if (Set && *Set) {
    Found.Command = splitWords(Set);
    if (access(Set, X_OK) == 0)
      Found.Command = {Set};
  } else {
    std::string Path = findInPath(Default, Ferry.Self);
    if (Path.empty())
      Found.Problem = "there is no '" + Default +
                      "' in PATH; name a compiler with --ferry-cc=COMPILER";
    Found.Command = {Path};
    return Found;
  }
  if (Found.Command.empty())
    Found.Command = {Default};
  std::error_code Ignored;
  std::string Path = findInPath(Found.Command[0], "");
  if (Path.empty())
    Found.Problem = "compiler '" + Found.Command[0] + "' was not found";
  else if (fs::canonical(Path, Ignored) == Ferry.Self)
    Found.Problem = "'" + Found.Command[0] +
                    "' is this driver itself; name the compiler below it";
  return Found;
}

bool findTarget(Compiler &With, const CommandLine &Line) {
  Words Command = With.Command;
  bool Narrow = false, Wide = false;
  for (const Argument &A : Line.Arguments) {
    const std::string &Word = A.Text.front();
    if (Word.rfind("--target=", 0) == 0 || Word == "-target")
      Command.insert(Command.end(), A.Text.begin(), A.Text.end());
    if (Word == "-m32" || Word == "-m64") {
      Narrow = Word == "-m32";
      Wide = !Narrow;
    }
  }
  Command.push_back("-dumpmachine");
  std::string Answer;
  RunIn In;
  In.Output = &Answer;
  if (int Status = run(Command, In)) {
    if (Status != 127)
      complain("'" + With.Command[0] + " -dumpmachine' failed");
    return false;
  }
  while (!Answer.empty() && isspace(static_cast<unsigned char>(Answer.back())))
    Answer.pop_back();
  With.Triple = withoutVendor(Answer);
  if (Narrow && With.Triple.rfind("x86_64-", 0) == 0)
    With.Triple.replace(0, 6, "i686");
  if (Wide && With.Triple.size() > 4 && With.Triple[0] == 'i' &&
      With.Triple.compare(2, 3, "86-") == 0)
    With.Triple.replace(0, 4, "x86_64");
  return true;
}

std::string identity(const Installation &Ferry, const Compiler &With) {
  std::string Result =
      fileState(Ferry.Precompile) + "\n" + fileState(Ferry.Self);
  for (const std::string &Word : With.Command) {
    std::string Path = findInPath(Word, "");
    Result += "\n" + (Path.empty() ? Word : fileState(Path));
  }
  return Result + "\n" + With.Triple;
}

Words strictFloatOptions(const std::string &Triple) {
  // No fused multiply-add: it rounds once where others round twice.
  Words Result = {"-ffp-contract=off"};
  auto For = [&](const char *Prefix) { return Triple.rfind(Prefix, 0) == 0; };
  if (Triple.size() > 4 && Triple[0] == 'i' && Triple.compare(2, 3, "86-") == 0)
    // x87 registers hold 64 bits of mantissa.
    Result.insert(Result.end(), {"-msse2", "-mfpmath=sse"});
  if (For("m68k-"))
    // So does a 68881; the 68040 has instructions that round to the type.
    Result.push_back("-m68040");
  if (For("s390x-"))
    // Under -std=cNN, GCC computes float in double there.
    Result.push_back("-fexcess-precision=fast");
  return Result;
}

bool relaxesFloat(const std::string &Option) {
  return Option == "-ffast-math" || Option == "-funsafe-math-optimizations" ||
         Option == "-fassociative-math" || Option == "-freciprocal-math" ||
         Option == "-Ofast" || Option.rfind("-ffp-contract=", 0) == 0;
}

} // namespace ferry_cc
