//===- Compile.cpp - one source file --------------------------------------===//
///
/// \file
///     heat.c --ferry-precompile--> /tmp/ferry-XXXXXX/heat.c --cc--> heat.o
///
/// The rewritten file has the name of the user's, in the temporary folder; a
/// prefix map takes the folder's name out of debug information, so that the
/// same input gives the same object. The dependency file is written by the
/// compiler from the user's source, because the rewritten one includes no user
/// headers.
//===----------------------------------------------------------------------===//

#include "Compile.h"
#include "Processes.h"
#include <atomic>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <unistd.h>

namespace fs = std::filesystem;

namespace ferry_cc {
namespace {

/// Where the text of standard input is kept, once it was read.
const std::string &standardInput() {
  static const std::string Path = [] {
    std::string File = temporaryFile("<stdin>");
    std::ofstream(File, std::ios::binary) << std::cin.rdbuf();
    return File;
  }();
  return Path;
}

void append(Words &To, const Words &From) {
  To.insert(To.end(), From.begin(), From.end());
}

Words ferryInclude(const Driver &D) {
  // Named again as a system folder, GCC would look there too early.
  if (D.Ferry.Include == "/usr/include" ||
      D.Ferry.Include == "/usr/local/include")
    return {};
  return {"-isystem", D.Ferry.Include};
}

/// What --merge hands back to us when the unit must be compiled again: working
/// folder, driver, its arguments; after an empty field, the text of the source
/// if it came from standard input. Fields end in NUL.
std::string commandRecord(const Driver &D, const Argument &Source) {
  std::string Record;
  auto Field = [&](const std::string &Text) { (Record += Text) += '\0'; };
  Field(fs::current_path());
  Field(D.Ferry.Cxx ? "ferry-c++" : "ferry-cc");
  std::string Compiler;
  for (const std::string &Word : D.With.Command)
    Compiler += (Compiler.empty() ? "" : " ") + Word;
  Field("--ferry-cc=" + Compiler);
  if (!D.Line.Polls.empty())
    Field("--ferry-polls=" + D.Line.Polls);
  if (D.Line.StrictFloat)
    Field("--ferry-fp=strict");
  if (!D.Line.Unit.empty())
    Field("--ferry-unit=" + D.Line.Unit);
  for (const std::string &Word : D.Line.Warnings)
    Field(Word);
  for (const std::string &Word : compilerOptions(D, false))
    Field(Word);
  if (!Source.Dialect.empty()) {
    Field("-x");
    Field(Source.Dialect);
  }
  Field(Source.Text[0]);
  Field("");
  if (Source.Text[0] == "-") {
    std::ifstream File(standardInput(), std::ios::binary);
    Record.append(std::istreambuf_iterator<char>(File), {});
  }
  return Record;
}

struct Rewritten {
  std::string Path, Folder;
  int Status = 0;
};

Words precompileCommand(const Driver &D, const Argument &Source) {
  Words Command = {D.Ferry.Precompile, "--target=" + D.With.Triple};
  if (!D.Line.Polls.empty())
    Command.push_back("--polls=" + D.Line.Polls);
  if (!D.Line.Facts.empty())
    Command.push_back("--facts=" + D.Line.Facts);
  if (!D.Line.Digest.empty())
    Command.push_back("--digest=" + D.Line.Digest);
  if (!D.Line.Unit.empty() || Source.Text[0] == "-")
    Command.push_back("--unit=" +
                      (D.Line.Unit.empty() ? "stdin" : D.Line.Unit));
  append(Command, D.Line.Warnings);
  for (const Argument &A : D.Line.Arguments)
    if (A.Is == Argument::Compile &&
        (A.Text[0] == "-Werror" || A.Text[0] == "-w"))
      Command.push_back(A.Text[0]);
  Command.push_back(Source.Text[0] == "-" ? standardInput() : Source.Text[0]);
  Command.push_back("--");
  append(Command, compilerOptions(D, false));
  append(Command, ferryInclude(D));
  if (Source.Text[0] == "-" || !Source.Dialect.empty())
    append(Command, {"-x", Source.Dialect.empty() ? "c" : Source.Dialect});
  return Command;
}

Rewritten precompile(const Driver &D, const Argument &Source) {
  static std::atomic<unsigned> Number;
  Rewritten Result;
  Result.Folder = temporaryFile(std::to_string(Number++));
  std::error_code Code;
  fs::create_directory(Result.Folder, Code);
  if (Code) {
    complain("cannot make '" + Result.Folder + "': " + Code.message());
    Result.Status = 1;
    return Result;
  }
  std::string Name = Source.Text[0] == "-"
                         ? "stdin"
                         : fs::path(Source.Text[0]).filename().string();
  bool Suffixed =
      Name.size() > 2 && Name.compare(Name.size() - 2, 2, ".c") == 0;
  Result.Path = Result.Folder + "/" + Name + (Suffixed ? "" : ".c");
  std::string Record = Result.Folder + "/command";
  std::ofstream(Record, std::ios::binary) << commandRecord(D, Source);

  Words Command = precompileCommand(D, Source);
  Command.insert(Command.begin() + 1,
                 {"--output=" + Result.Path, "--command=" + Record});
  Result.Status = run(Command);
  fs::remove(Record, Code);
  if (!Result.Status && !D.Line.KeepFolder.empty()) {
    // src/heat.c: src-heat.c, because folders may hold files of one name.
    std::string Kept;
    for (const fs::path &Part : fs::path(Source.Text[0]).relative_path())
      if (Part != ".")
        Kept += (Kept.empty() ? "" : "-") + Part.string();
    fs::create_directories(D.Line.KeepFolder, Code);
    fs::copy_file(Result.Path, fs::path(D.Line.KeepFolder) / Kept,
                  fs::copy_options::overwrite_existing, Code);
    if (Code) {
      complain("cannot keep the rewritten source in '" + D.Line.KeepFolder +
               "': " + Code.message());
      Result.Status = 1;
    }
  }
  return Result;
}

Words dialectOf(const Argument &Source, const char *Default) {
  std::string Dialect = Source.Dialect.empty() ? Default : Source.Dialect;
  return Dialect.empty() ? Words{} : Words{"-x", Dialect};
}

Words dependOptions(const Driver &D, const Argument &Source,
                    const std::string &Output) {
  Words Result;
  std::string File = D.Line.Depfile;
  if (File.empty())
    File = (fs::path(Output).parent_path() / (stem(Output) + ".d")).string();
  append(Result, {"-MF", File});
  for (const Argument &A : D.Line.Arguments)
    if (A.Is == Argument::Depend)
      append(Result, A.Text);
  if (!D.Line.NamesTarget)
    append(Result,
           {"-MQ", D.Line.NamesSource ? stem(Source.Text[0]) + ".o" : Output});
  return Result;
}

const char *actionOption(Action Do) {
  return Do == Action::SyntaxOnly ? "-fsyntax-only"
         : Do == Action::Assembly ? "-S"
                                  : "-c";
}

/// The name that cc would give the object, or the depfile without -o.
std::string objectName(const Driver &D, const Argument &Source,
                       const std::string &Output) {
  if (D.Line.Do == Action::Link)
    return stem(Source.Text[0]) + ".o";
  return Output.empty() ? stem(Source.Text[0]) + ".o" : Output;
}

int compilePlainly(const Driver &D, const Argument &Source,
                   const std::string &Output) {
  Words Command = D.With.Command;
  append(Command, compilerOptions(D, false));
  append(Command, ferryInclude(D));
  if (D.Line.WantsDepfile) {
    Command.push_back(D.Line.SystemHeadersToo ? "-MD" : "-MMD");
    append(Command, dependOptions(D, Source, objectName(D, Source, Output)));
  }
  Command.push_back(actionOption(D.Line.Do));
  if (!Output.empty())
    append(Command, {"-o", Output});
  append(Command, dialectOf(Source, ""));
  Command.push_back(Source.Text[0]);
  return run(Command, {}, true);
}

int writeDepfile(const Driver &D, const Argument &Source,
                 const std::string &Output) {
  Words Command = D.With.Command;
  append(Command, compilerOptions(D, false));
  append(Command, ferryInclude(D));
  append(Command, {"-w", D.Line.SystemHeadersToo ? "-M" : "-MM"});
  append(Command, dependOptions(D, Source, objectName(D, Source, Output)));
  append(Command, dialectOf(Source, D.Ferry.Cxx ? "c" : ""));
  Command.push_back(Source.Text[0]);
  RunIn In;
  if (Source.Text[0] == "-")
    In.Input = standardInput();
  return run(Command, In, true);
}

} // namespace

Words compilerOptions(const Driver &D, bool WithLinkOptions) {
  Words Result;
  for (const Argument &A : D.Line.Arguments) {
    bool Wanted = A.Is == Argument::Compile ||
                  (WithLinkOptions && A.Is == Argument::LinkOnly);
    if (!Wanted || (D.Line.StrictFloat && relaxesFloat(A.Text[0]))) {
      if (Wanted && A.Text[0] == "-Ofast")
        Result.push_back("-O3");
      continue;
    }
    append(Result, A.Text);
  }
  if (D.Line.StrictFloat)
    append(Result, strictFloatOptions(D.With.Triple));
  return Result;
}

bool isCheckProgram(const std::string &Source) {
  std::error_code Ignored;
  std::string Whole = "/" + fs::absolute(Source, Ignored).string();
  auto Inside = [&](const char *Folder) {
    return Whole.find(Folder) != std::string::npos;
  };
  std::string Name = fs::path(Source).filename().string();
  return stem(Name) == "conftest" || Inside("/CMakeFiles/CMakeTmp/") ||
         Inside("/CMakeFiles/CMakeScratch/") || Inside("/meson-private/");
}

/// The last word about it counts.
static bool instrumentsFunctions(const Driver &D) {
  bool Is = false;
  for (const Argument &A : D.Line.Arguments)
    if (A.Text[0] == "-finstrument-functions")
      Is = true;
    else if (A.Text[0] == "-fno-instrument-functions")
      Is = false;
  return Is;
}

int compileFile(const Driver &D, const Argument &Source,
                const std::string &Output) {
  const std::string &Path = Source.Text[0];
  if (Path != "-" && access(Path.c_str(), R_OK) != 0) {
    complain(Path + ": " + strerror(errno));
    return 1;
  }
  if (Source.Of == Language::Other || isCheckProgram(Path))
    return compilePlainly(D, Source, Output);
  if (Source.Of == Language::PreprocessedC) {
    complain(Path + ": preprocessed source cannot be instrumented; compile the "
                    "source that it was made of");
    return 1;
  }
  if (instrumentsFunctions(D)) {
    complain("-finstrument-functions is refused: a function becomes several, and "
             "the program would be told of each; compile " +
             Path + " without it");
    return 1;
  }
  Rewritten New = precompile(D, Source);
  if (New.Status)
    return New.Status == 2 ? 1 : New.Status;
  // C++ is refused above where it would need instrumentation; the rest (say, a
  // configure script's `int main() {}`) is compiled as it is.
  if (Source.Of == Language::Cxx)
    return compilePlainly(D, Source, Output);

  Words Command = D.With.Command;
  std::string SourceFolder = fs::path(Path).parent_path();
  append(Command, {"-iquote", SourceFolder.empty() ? "." : SourceFolder});
  // The rewritten source says whose lines it is made of in GCC's way, which
  // -pedantic would complain about; it is not the user's text to judge.
  for (const std::string &Word : compilerOptions(D, false))
    if (Word != "-pedantic" && Word != "-Wpedantic" &&
        Word != "-pedantic-errors")
      Command.push_back(Word);
  append(Command, ferryInclude(D));
  // Bytecode for link-time optimisation would hide the summary from --merge.
  for (const Argument &A : D.Line.Arguments)
    if (A.Text[0].rfind("-flto", 0) == 0) {
      Command.push_back("-fno-lto");
      break;
    }
  if (!D.Line.Digest.empty()) // Its warnings were given the first time.
    Command.push_back("-w");
  // Where two maps fit, the last one counts.
  Command.push_back("-ffile-prefix-map=" + temporaryFile("") + "=");
  Command.push_back("-ffile-prefix-map=" + New.Folder +
                    "/=" + (SourceFolder.empty() ? "" : SourceFolder + "/"));
  Command.push_back(actionOption(D.Line.Do));
  if (!Output.empty())
    append(Command, {"-o", Output});
  append(Command, {"-x", "c", New.Path});
  int Status = run(Command, {}, true);
  if (!Status && D.Line.WantsDepfile)
    Status = writeDepfile(D, Source, Output);
  return Status;
}

int analyse(const Driver &D, const Argument &Source, const Words &Options) {
  Words Command = precompileCommand(D, Source);
  Command.insert(Command.begin() + 1, Options.begin(), Options.end());
  return run(Command);
}

} // namespace ferry_cc
