//===- ferry-cc.cpp - a drop-in for cc that makes programs migratable -----===//
///
/// \file
/// ferry-cc takes what cc takes and leaves what cc leaves. C sources go through
/// ferry-precompile first (Compile.cpp); a link with such objects learns what
/// the whole program says (Link.cpp). Everything else, from -E to assembler
/// files, is handed to the compiler as it is. docs/Drivers.md has the options.
///
/// ferry-c++ is the same program under another name: C++ compiler below, C++
/// sources are refused as long as they would need instrumentation.
///
/// What configure scripts must find: the compiler's own answers to --version
/// and -dump..., its exit codes, its object names, nothing on standard output.
//===----------------------------------------------------------------------===//

#include "Link.h"
#include "Processes.h"
#include "Report.h"
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <unistd.h>

using namespace ferry_cc;

namespace {

/// The words for the compiler itself: --ferry-... and -Wferry-... are ours.
Words withoutFerryWords(const Words &Arguments) {
  Words Result;
  for (size_t I = 0; I < Arguments.size(); ++I) {
    const std::string &Word = Arguments[I];
    if (Word == "--ferry-launch")
      ++I;
    else if (Word.rfind("--ferry-", 0) != 0 && Word.rfind("-Wferry-", 0) != 0 &&
             Word.rfind("-Wno-ferry-", 0) != 0 &&
             Word.rfind("-Werror=ferry-", 0) != 0 &&
             Word.rfind("-Wno-error=ferry-", 0) != 0)
      Result.push_back(Word);
  }
  return Result;
}

int passThrough(const Driver &D) {
  Words Command = D.With.Command;
  if (!D.Line.inputs().empty()) {
    Command.push_back("-isystem");
    Command.push_back(D.Ferry.Include);
  }
  Command.insert(Command.end(), D.Original.begin(), D.Original.end());
  return become(Command);
}

/// Refuses what can be seen to be impossible before anything is compiled.
std::string objection(const Driver &D) {
  const CommandLine &Line = D.Line;
  size_t Sources = 0;
  for (const Argument *Input : Line.inputs())
    Sources += Input->Of != Language::Linker;
  if (!Line.Output.empty() && Line.Do != Action::Link && Sources > 1)
    return "cannot specify '-o' with '-c', '-S' or '-fsyntax-only' with "
           "multiple "
           "files";
  if (!Line.Unit.empty() && Sources > 1)
    return "--ferry-unit names one unit, and there are several sources";
  bool Migratable = false;
  for (const Argument *Input : Line.inputs())
    Migratable |= Input->Of == Language::C && !isCheckProgram(Input->Text[0]);
  if (Line.Shared && Line.Do == Action::Link && Migratable)
    return "a shared library cannot be made migratable: its functions and "
           "variables are found by name in one program; link its objects into "
           "the program, or build the library with the plain compiler";
  return "";
}

int compileOnly(const Driver &D) {
  int Worst = 0;
  for (const Argument *Input : D.Line.inputs()) {
    if (Input->Of == Language::Linker)
      continue; // cc says "linker input file unused", and goes on
    std::string Output = D.Line.Output;
    if (Output.empty() && D.Line.Do != Action::SyntaxOnly)
      Output =
          stem(Input->Text[0]) + (D.Line.Do == Action::Assembly ? ".s" : ".o");
    if (int Status = compileFile(D, *Input, Output))
      Worst = std::max(Worst, Status);
  }
  return Worst;
}

int compileAndLink(const Driver &D) {
  std::vector<LinkWord> Words;
  int Worst = 0;
  size_t Number = 0;
  for (const Argument &A : D.Line.Arguments) {
    LinkWord Word;
    switch (A.Is) {
    case Argument::LinkOnly:
      for (const std::string &Text : A.Text) {
        Word.Text = Text;
        Words.push_back(Word);
      }
      break;
    case Argument::Library:
      Word.Text = A.Text[0];
      Word.IsLibrary = true;
      Words.push_back(Word);
      break;
    case Argument::Input:
      Word.IsFile = true;
      Word.Text = A.Text[0];
      if (A.Of != Language::Linker) {
        Word.IsTemporary = true;
        Word.Text = temporaryFile(std::to_string(Number++) + "-" +
                                  stem(A.Text[0]) + ".o");
        Worst = std::max(Worst, compileFile(D, A, Word.Text));
      } else if (access(Word.Text.c_str(), R_OK) != 0) {
        complain(Word.Text + ": " + strerror(errno));
        Worst = 1;
      }
      Words.push_back(Word);
      break;
    case Argument::Compile:
    case Argument::Depend:
      break;
    }
  }
  return Worst ? Worst : link(D, std::move(Words));
}

int drive(Driver &D) {
  if (!D.Line.Wrong.empty()) {
    complain(D.Line.Wrong);
    return 1;
  }
  D.With = findCompiler(D.Line, D.Ferry);
  if (!D.With.Problem.empty()) {
    complain(D.With.Problem);
    return 1;
  }
  if (D.Line.Do == Action::PassThrough || D.Line.has(Language::Header))
    return passThrough(D);
  if (std::string Why = objection(D); !Why.empty()) {
    complain(Why);
    return 1;
  }
  watchSignals();
  if (temporaryFolder().empty() || !findTarget(D.With, D.Line))
    return 1;
  if (D.Line.Explain || D.Line.Emit) {
    int Worst = 0;
    for (const Argument *Input : D.Line.inputs())
      if (Input->Of == Language::C)
        Worst = std::max(
            Worst, analyse(D, *Input, {D.Line.Emit ? "--emit" : "--explain"}));
    return Worst;
  }
  if (D.Line.Report)
    return report(D);
  return D.Line.Do == Action::Link ? compileAndLink(D) : compileOnly(D);
}

} // namespace

int main(int Count, char **Arguments) {
  Driver D;
  setProgramName(std::filesystem::path(Arguments[0]).filename());
  D.Ferry = findInstallation(Arguments[0]);
  Words All = expandResponseFiles(Words(Arguments + 1, Arguments + Count));
  D.Line = parseCommandLine(All);
  D.Original = withoutFerryWords(All);
  int Status = drive(D);
  removeTemporaries();
  return Status;
}
