//===- Invocation.cpp - the command line of ferry-precompile ----------------===//
#include "tool/Invocation.h"
#include "tool/TargetLayout.h"
#include "clang/Basic/Version.h"
#if CLANG_VERSION_MAJOR >= 22
#include "clang/Options/Options.h"
#else
#include "clang/Driver/Options.h"
#endif
#include "llvm/Option/Arg.h"
#include "llvm/Option/ArgList.h"
#include "llvm/Option/OptTable.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"

using llvm::StringRef;

namespace ferry {

static const char Usage[] =
    "usage: ferry-precompile [options] SOURCE -- <compiler options>\n"
    "       ferry-precompile --merge --facts-out=FILE [--stale-out=FILE] "
    "[--summary=FILE]... OBJECT|ARCHIVE...\n"
    "  --target=TRIPLE        what to parse for\n"
    "  --output=FILE          the rewritten source (default: standard output)\n"
    "  --facts=FILE           facts about the whole program, from --merge\n"
    "  --polls=auto|explicit  where polls are placed\n"
    "  --unit=NAME            the unit's name in images (default: the file's)\n"
    "  --command=FILE         bytes for the section .ferry.command\n"
    "  --digest=HEX           the digest that the source must still have\n"
    "  --explain              print what would be done, and why\n"
    "  --emit                 print the rewritten file without its headers' text\n"
    "  --summary              write what --merge reads: the source, and what other\n"
    "                         units must know of it\n"
    "  --report               write what stands in the way of a move, as JSON\n"
    "  --drop=N               leave out one thing of the output; --droppable lists\n"
    "                         them (for the tests of Ferry itself)\n"
    "  -W[no-][error=]ferry-FLAG, -Werror, -w  levels of Ferry's diagnostics\n";

bool Invocation::parse(int Count, char **Arguments) {
  auto Wrong = [](const llvm::Twine &Message) {
    llvm::errs() << "ferry-precompile: " << Message << "\n";
    return false;
  };
  int N = 1;
  for (; N < Count; ++N) {
    StringRef A = Arguments[N];
    auto Value = [&](StringRef Name, std::string &To) {
      if (!A.consume_front(Name))
        return false;
      To = A.str();
      return true;
    };
    if (A == "--")
      break;
    if (A == "--help") {
      llvm::outs() << Usage;
      exit(0);
    }
    if (A == "--version") {
      llvm::outs() << "ferry-precompile " FERRY_VERSION " (Clang "
                   << CLANG_VERSION_STRING << ")\n";
      exit(0);
    }
    std::string Text, Why;
    if (Value("--output=", Output) || Value("--facts=", Facts) ||
        Value("--command=", CommandFile) || Value("--digest=", Digest) ||
        Value("--target=", Target) || Value("--unit=", Unit))
      continue;
    if (A == "--emit") {
      Do = Emit;
    } else if (A == "--explain") {
      Do = Explain;
    } else if (A == "--summary") {
      Do = Summary;
    } else if (A == "--report") {
      Do = Report;
    } else if (A == "--droppable") {
      Do = Droppable;
    } else if (Value("--polls=", Text)) {
      if (Text != "auto" && Text != "explicit")
        return Wrong("--polls is auto or explicit");
      Polls = Text == "auto" ? PollMode::Auto : PollMode::Explicit;
    } else if (Value("--drop=", Text)) {
      if (StringRef(Text).getAsInteger(10, Drop) || !Drop)
        return Wrong("--drop takes a number from 1");
    } else if (A == "-Werror") {
      WarningsAreErrors = true;
    } else if (A == "-w") {
      NoWarnings = true;
    } else if (A.consume_front("-W")) {
      if (!Levels.apply(A, Why))
        return Wrong(Why);
    } else if (A.starts_with("-") && A != "-") {
      return Wrong("unknown option '" + A + "'");
    } else if (!Source.empty()) {
      return Wrong("more than one source: '" + A + "'");
    } else {
      Source = A.str();
    }
  }
  for (++N; N < Count; ++N)
    CompilerOptions.push_back(Arguments[N]);
  if (Source.empty()) {
    llvm::errs() << Usage;
    return false;
  }
  if (Unit.empty())
    Unit = llvm::sys::path::filename(Source).str();
  return true;
}

/// Options that only matter behind parsing, or that Clang takes for an error.
static bool isWanted(StringRef Spelling, StringRef Value) {
  // Clang's own warnings are not shown, Ferry's are set by its own options.
  if (Spelling.starts_with("-W") && !Spelling.starts_with("-Wp,"))
    return false;
  for (StringRef Without :
       {"-c", "-S", "-E", "-o", "-w", "-pedantic", "-pedantic-errors", "-pipe",
        "-save-temps", "-save-temps=", "-fsyntax-only", "-fdiagnostics-color",
        "-fdiagnostics-color=", "-fmax-errors=", "-Xassembler", "-Xlinker",
        "-flto", "-flto=", "-flto-jobs=", "-fuse-ld=", "-pg", "-fprofile-use",
        "-fprofile-use=", "-fprofile-generate", "-fprofile-generate=",
        "-fprofile-instr-use=", "-ftest-coverage", "-fprofile-arcs",
        "--coverage", "-v", "-###"})
    if (Spelling == Without)
      return false;
  // Dependencies are the compiler's business.
  if (Spelling.starts_with("-M"))
    return false;
  if (Spelling.starts_with("-g") || Spelling.starts_with("-fsanitize"))
    return false;
  // GCC knows machines that Clang does not.
  if (Spelling == "-mtune=" || Spelling.starts_with("-mtune"))
    return false;
  (void)Value;
  return true;
}

std::vector<std::string> clangCommand(const Invocation &I) {
  std::vector<const char *> Given;
  for (const std::string &Option : I.CompilerOptions)
    Given.push_back(Option.c_str());
  std::vector<std::string> Kept;
  bool HasStandard = false, HasLanguage = false;
  unsigned MissingIndex = 0, MissingCount = 0;
#if CLANG_VERSION_MAJOR >= 22
  const llvm::opt::OptTable &Table = clang::getDriverOptTable();
  constexpr unsigned Ours = clang::options::ClangOption;
#else
  const llvm::opt::OptTable &Table = clang::driver::getDriverOptTable();
  constexpr unsigned Ours = clang::driver::options::ClangOption;
#endif
  // Without this mask -O2 is taken for the option /O2 of another driver mode.
  llvm::opt::InputArgList Parsed = Table.ParseArgs(
      Given, MissingIndex, MissingCount, llvm::opt::Visibility(Ours));
  for (const llvm::opt::Arg *A : Parsed) {
    llvm::opt::Option::OptionClass Class = A->getOption().getKind();
    if (Class == llvm::opt::Option::UnknownClass ||
        Class == llvm::opt::Option::InputClass)
      continue;
    StringRef Spelling = A->getSpelling();
    if (!isWanted(Spelling, A->getNumValues() ? A->getValue() : ""))
      continue;
    HasStandard |= Spelling == "-std=" || Spelling == "--std=" ||
                   Spelling == "-ansi" || Spelling == "--ansi" ||
                   Spelling == "--std";
    HasLanguage |= Spelling == "-x";
    llvm::opt::ArgStringList Words;
    A->render(Parsed, Words);
    Kept.insert(Kept.end(), Words.begin(), Words.end());
  }

  std::vector<std::string> Command = {"clang", "-fsyntax-only"};
  Command.push_back("-resource-dir=" FERRY_CLANG_RESOURCE_DIR);
  if (!I.Target.empty())
    Command.push_back("--target=" + I.Target);
  for (std::string &Option : layoutOptions(I.Target))
    Command.push_back(std::move(Option));
  bool IsCxx = false;
  for (StringRef Suffix : {".cpp", ".cc", ".cxx", ".C", ".c++"})
    IsCxx |= StringRef(I.Source).ends_with(Suffix);
  if (!HasStandard && !HasLanguage && !IsCxx)
    Command.push_back("-std=gnu17"); // what GCC has, whatever Clang's default
  Command.push_back("-D__FERRY_PRECOMPILE__"); // for ferry/ferry.h
  Command.insert(Command.end(), Kept.begin(), Kept.end());
  // What GCC only warns of is no reason to stop: the compiler will judge.
  for (const char *Warning :
       {"implicit-function-declaration", "implicit-int", "int-conversion",
        "incompatible-function-pointer-types", "incompatible-pointer-types",
        "return-type", "return-mismatch", "unused-command-line-argument",
        "unknown-argument", "unsupported-floating-point-opt"})
    Command.push_back(std::string("-Wno-error=") + Warning);
  Command.push_back("-Wno-unknown-warning-option");
  Command.push_back("-fno-caret-diagnostics"); // "1 warning generated."
  Command.push_back("-ferror-limit=0");
  Command.push_back("--");
  Command.push_back(I.Source);
  return Command;
}

} // namespace ferry
