//===- CommandLine.cpp - a cc command line, understood --------------------===//

#include "CommandLine.h"
#include <algorithm>
#include <fstream>
#include <iterator>
#include <set>

namespace ferry_cc {
namespace {

bool startsWith(const std::string &Text, const char *Prefix) {
  return Text.rfind(Prefix, 0) == 0;
}

/// Options whose value is the next word.
const std::set<std::string> TakesNext = {"-o",
                                         "-x",
                                         "-I",
                                         "-L",
                                         "-D",
                                         "-U",
                                         "-l",
                                         "-B",
                                         "-A",
                                         "-G",
                                         "-T",
                                         "-u",
                                         "-e",
                                         "-z",
                                         "-include",
                                         "-imacros",
                                         "-isystem",
                                         "-iquote",
                                         "-idirafter",
                                         "-iprefix",
                                         "-iwithprefix",
                                         "-iwithprefixbefore",
                                         "-isysroot",
                                         "-imultilib",
                                         "-MF",
                                         "-MT",
                                         "-MQ",
                                         "-MJ",
                                         "-Xlinker",
                                         "-Xassembler",
                                         "-Xpreprocessor",
                                         "-Xclang",
                                         "-mllvm",
                                         "-aux-info",
                                         "--param",
                                         "-wrapper",
                                         "-target",
                                         "-arch",
                                         "-dumpbase",
                                         "-dumpbase-ext",
                                         "-dumpdir",
                                         "-specs",
                                         "--sysroot",
                                         "-rpath",
                                         "-framework",
                                         "-Tbss",
                                         "-Tdata",
                                         "-Ttext",
                                         "-include-pch",
                                         "-gcc-toolchain",
                                         "-iframework",
                                         "-cxx-isystem",
                                         "--include",
                                         "--entry",
                                         "--undefined"};

/// Options that only say something to the linker.
bool isLinkOption(const std::string &Word) {
  static const std::set<std::string> Exact = {"-static",
                                              "-static-pie",
                                              "-pie",
                                              "-no-pie",
                                              "-nopie",
                                              "-rdynamic",
                                              "-s",
                                              "-r",
                                              "-nostdlib",
                                              "-nostartfiles",
                                              "-nodefaultlibs",
                                              "-nolibc",
                                              "-shared",
                                              "-shared-libgcc",
                                              "-static-libgcc",
                                              "-static-libstdc++",
                                              "-symbolic",
                                              "-Xlinker",
                                              "-T",
                                              "-u",
                                              "-e",
                                              "-z",
                                              "-Tbss",
                                              "-Tdata",
                                              "-Ttext",
                                              "-rpath",
                                              "-L",
                                              "--entry",
                                              "--undefined",
                                              "-framework"};
  return Exact.count(Word) || startsWith(Word, "-Wl,") ||
         startsWith(Word, "-L") || startsWith(Word, "-fuse-ld=");
}

/// Questions that the compiler answers without compiling.
bool isQuestion(const std::string &Word) {
  return startsWith(Word, "-dump") || startsWith(Word, "-print-") ||
         startsWith(Word, "--print-") || startsWith(Word, "--help") ||
         Word == "--version" || Word == "-###" || Word == "--target-help" ||
         Word == "-V" || Word == "-qversion";
}

Language languageOfDialect(const std::string &Dialect) {
  if (Dialect == "c")
    return Language::C;
  if (Dialect == "cpp-output" || Dialect == "c-cpp-output")
    return Language::PreprocessedC;
  if (Dialect == "c++" || Dialect == "c++-cpp-output")
    return Language::Cxx;
  if (Dialect.size() > 7 &&
      Dialect.compare(Dialect.size() - 7, 7, "-header") == 0)
    return Language::Header;
  return Language::Other;
}

Language languageOfFile(const std::string &Path) {
  size_t Dot = Path.rfind('.');
  if (Dot == std::string::npos || Path.find('/', Dot) != std::string::npos)
    return Language::Linker;
  static const std::set<std::string> Cxx = {"cc",  "cp",  "cxx", "cpp",
                                            "CPP", "c++", "C",   "ii"};
  static const std::set<std::string> Headers = {
      "h", "hh", "H", "hp", "hxx", "hpp", "HPP", "h++", "tcc"};
  static const std::set<std::string> Others = {
      "s",   "S",   "sx",  "m",   "mm",  "M",   "mi",  "mii", "f",   "for",
      "ftn", "F",   "FOR", "fpp", "FPP", "FTN", "f90", "f95", "f03", "f08",
      "F90", "F95", "F03", "F08", "go",  "d",   "di",  "dd",  "ads", "adb"};
  std::string Suffix = Path.substr(Dot + 1);
  if (Suffix == "c")
    return Language::C;
  if (Suffix == "i")
    return Language::PreprocessedC;
  if (Cxx.count(Suffix))
    return Language::Cxx;
  if (Headers.count(Suffix))
    return Language::Header;
  return Others.count(Suffix) ? Language::Other : Language::Linker;
}

/// --ferry-NAME[=VALUE]
void ferryOption(CommandLine &Line, const std::string &Word) {
  size_t Equals = Word.find('=');
  std::string Name = Word.substr(8, Equals - 8);
  std::string Value =
      Equals == std::string::npos ? "" : Word.substr(Equals + 1);
  if (Name == "cc" && !Value.empty())
    Line.Compiler = Value;
  else if (Name == "polls" && (Value == "explicit" || Value == "auto"))
    Line.Polls = Value;
  else if (Name == "fp" && (Value == "strict" || Value == "default"))
    Line.StrictFloat = Value == "strict";
  else if (Name == "explain" && Value.empty())
    Line.Explain = true;
  else if (Name == "emit" && Value.empty())
    Line.Emit = true;
  else if (Name == "report") {
    Line.Report = true;
    Line.ReportFile = Value;
  } else if (Name == "keep" && !Value.empty())
    Line.KeepFolder = Value;
  else if (Name == "unit" && !Value.empty())
    Line.Unit = Value;
  else if (Name == "facts" && !Value.empty())
    Line.Facts = Value;
  else if (Name == "digest" && !Value.empty())
    Line.Digest = Value;
  else
    Line.Wrong =
        "unknown option " + Word +
        "; there are --ferry-cc=COMPILER, --ferry-polls=auto|explicit, "
        "--ferry-fp=strict|default, --ferry-explain, --ferry-emit, "
        "--ferry-report[=FILE], "
        "--ferry-keep=FOLDER, --ferry-unit=NAME, --ferry-facts=FILE, "
        "--ferry-launch COMPILER";
}

/// -MD and its family. Returns whether \p Word is one of them.
bool dependOption(CommandLine &Line, const std::string &Word,
                  const std::string &Next) {
  if (Word == "-MD" || Word == "-MMD") {
    Line.WantsDepfile = true;
    Line.SystemHeadersToo = Word == "-MD";
  } else if (startsWith(Word, "-Wp,-MD,") || startsWith(Word, "-Wp,-MMD,")) {
    Line.WantsDepfile = true;
    Line.SystemHeadersToo = Word[6] == 'D';
    Line.NamesSource = true;
    Line.Depfile = Word.substr(Word.find(',', 4) + 1);
  } else if (Word == "-MP" || Word == "-MG") {
    Line.Arguments.push_back({Argument::Depend, {Word}, {}, {}});
  } else if (startsWith(Word, "-MF")) {
    Line.Depfile = Word == "-MF" ? Next : Word.substr(3);
  } else if (startsWith(Word, "-MT") || startsWith(Word, "-MQ")) {
    Line.NamesTarget = true;
    Words Text{Word};
    if (Word.size() == 3)
      Text.push_back(Next);
    Line.Arguments.push_back({Argument::Depend, Text, {}, {}});
  } else {
    return false;
  }
  return true;
}

} // namespace

std::vector<const Argument *> CommandLine::inputs() const {
  std::vector<const Argument *> Result;
  for (const Argument &A : Arguments)
    if (A.Is == Argument::Input)
      Result.push_back(&A);
  return Result;
}

bool CommandLine::has(Language L) const {
  return std::any_of(
      Arguments.begin(), Arguments.end(),
      [&](const Argument &A) { return A.Is == Argument::Input && A.Of == L; });
}

std::string stem(const std::string &Path) {
  size_t Slash = Path.rfind('/');
  std::string Name = Slash == std::string::npos ? Path : Path.substr(Slash + 1);
  size_t Dot = Name.rfind('.');
  return Dot == std::string::npos || Dot == 0 ? Name : Name.substr(0, Dot);
}

Words expandResponseFiles(const Words &Arguments, int Depth) {
  Words Result;
  for (const std::string &Word : Arguments) {
    std::ifstream File;
    if (Word.size() > 1 && Word[0] == '@' && Depth < 100)
      File.open(Word.substr(1), std::ios::binary);
    if (!File.is_open()) {
      Result.push_back(Word);
      continue;
    }
    Words Inside;
    std::string Current;
    bool Started = false;
    char Quote = 0, C;
    while (File.get(C)) {
      if (C == '\\') {
        if (File.get(C))
          Current += C;
        Started = true;
      } else if (Quote) {
        if (C == Quote)
          Quote = 0;
        else
          Current += C;
      } else if (C == '"' || C == '\'') {
        Quote = C;
        Started = true;
      } else if (isspace(static_cast<unsigned char>(C))) {
        if (Started)
          Inside.push_back(Current);
        Current.clear();
        Started = false;
      } else {
        Current += C;
        Started = true;
      }
    }
    if (Started)
      Inside.push_back(Current);
    Inside = expandResponseFiles(Inside, Depth + 1);
    std::move(Inside.begin(), Inside.end(), std::back_inserter(Result));
  }
  return Result;
}

CommandLine parseCommandLine(const Words &Arguments) {
  CommandLine Line;
  bool Preprocess = false, Asks = false;
  std::string Dialect; // of -x
  for (size_t I = 0; I < Arguments.size(); ++I) {
    const std::string &Word = Arguments[I];
    if (Word == "-" || Word.empty() || Word[0] != '-') {
      Language Of =
          Dialect.empty() ? languageOfFile(Word) : languageOfDialect(Dialect);
      Line.Arguments.push_back({Argument::Input, {Word}, Of, Dialect});
      continue;
    }
    std::string Next;
    bool Separate = TakesNext.count(Word);
    if (Separate) {
      if (I + 1 == Arguments.size()) {
        Line.Wrong = "argument to '" + Word + "' is missing";
        return Line;
      }
      Next = Arguments[++I];
    }
    if (Word == "--ferry-launch" && I + 1 < Arguments.size()) {
      Line.Launched = Arguments[++I];
    } else if (startsWith(Word, "--ferry-")) {
      ferryOption(Line, Word);
    } else if (startsWith(Word, "-Wferry-") ||
               startsWith(Word, "-Wno-ferry-") ||
               startsWith(Word, "-Werror=ferry-") ||
               startsWith(Word, "-Wno-error=ferry-")) {
      Line.Warnings.push_back(Word);
    } else if (Word == "-c") {
      Line.Do = std::min(Line.Do, Action::Object);
    } else if (Word == "-S") {
      Line.Do = std::min(Line.Do, Action::Assembly);
    } else if (Word == "-fsyntax-only") {
      Line.Do = std::min(Line.Do, Action::SyntaxOnly);
    } else if (Word == "-E" || Word == "-M" || Word == "-MM") {
      Preprocess = true;
    } else if (isQuestion(Word)) {
      Asks = true;
    } else if (startsWith(Word, "-o")) {
      Line.Output = Separate ? Next : Word.substr(2);
    } else if (startsWith(Word, "-x")) {
      Dialect = Separate ? Next : Word.substr(2);
      if (Dialect == "none")
        Dialect.clear();
    } else if (dependOption(Line, Word, Next)) {
    } else if (startsWith(Word, "-l")) {
      Words Text{Word};
      if (Separate)
        Text = {"-l" + Next};
      Line.Arguments.push_back({Argument::Library, Text, {}, {}});
    } else {
      Line.Shared |= Word == "-shared" || Word == "--shared" ||
                     Word == "-Wl,-shared" || Word == "-Wl,--shared";
      Line.Relocatable |=
          Word == "-r" || Word == "-Wl,-r" || Word == "-Wl,--relocatable";
      Line.StaticLink |= Word == "-static" || Word == "-static-pie";
      Words Text{Word};
      if (Separate)
        Text.push_back(Next);
      Line.Arguments.push_back(
          {isLinkOption(Word) ? Argument::LinkOnly : Argument::Compile,
           Text,
           {},
           {}});
    }
  }
  if (Preprocess || Asks || Line.inputs().empty())
    Line.Do = Action::PassThrough;
  return Line;
}

} // namespace ferry_cc
