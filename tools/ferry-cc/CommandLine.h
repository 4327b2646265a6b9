//===- CommandLine.h - a cc command line, understood ----------------------===//
///
/// \file
/// Splits the options of cc into what concerns the compilation, the link, the
/// dependency file and Ferry. Options that are not known stay where they are
/// and reach the compiler: it is the one who judges them.
///
/// GCC and Clang spell what matters here alike. Known by name are only options
/// that take the next word, that say what to do, or that belong to the link.
//===----------------------------------------------------------------------===//
#ifndef FERRY_CC_COMMANDLINE_H
#define FERRY_CC_COMMANDLINE_H

#include <string>
#include <vector>

namespace ferry_cc {

using Words = std::vector<std::string>;

enum class Language {
  C,
  PreprocessedC, ///< .i: Clang does not parse what GCC's preprocessor writes.
  Cxx,           ///< .ii too
  Header,        ///< To be precompiled; the compiler's own business.
  Other, ///< Assembler, Fortran, ...: compiled by the compiler as it is.
  Linker ///< Objects, archives, whatever the linker takes.
};

struct Argument {
  enum Kind {
    Compile,  ///< Any option for the compiler.
    LinkOnly, ///< -Wl,... -L...: not passed when a file is compiled to be
              ///< linked.
    Library,  ///< -l...
    Depend,   ///< -MD -MF ...: they go with the user's file, not the rewritten.
    Input
  };
  Kind Is;
  Words Text; ///< One word or two.
  Language Of = Language::Linker;
  std::string Dialect; ///< What -x said, or empty.
};

enum class Action {
  PassThrough, ///< -E, -M, --version, no input: the compiler alone.
  SyntaxOnly,
  Assembly, ///< -S
  Object,   ///< -c
  Link
};

struct CommandLine {
  Action Do = Action::Link;
  std::vector<Argument> Arguments; ///< In the order of the command line.
  std::string Output;
  bool Shared = false, Relocatable = false, StaticLink = false;

  // The dependency file: written for the user's source.
  bool WantsDepfile = false, SystemHeadersToo = false;
  std::string Depfile;
  bool NamesTarget = false; ///< -MT or -MQ is there.
  bool NamesSource = false; ///< -Wp,-MD: the target is named after the source.

  // --ferry-...
  std::string Compiler; ///< --ferry-cc=
  std::string Launched; ///< --ferry-launch COMPILER: as a CMake launcher
  std::string Polls;    ///< --ferry-polls=
  bool StrictFloat = false;
  bool Explain = false, Emit = false;
  bool Report = false;    ///< --ferry-report[=FILE]
  std::string ReportFile; ///< For the JSON; empty: a text on standard output.
  std::string KeepFolder; ///< --ferry-keep=
  std::string Unit;       ///< --ferry-unit=
  std::string Facts;      ///< --ferry-facts=
  std::string Digest; ///< --ferry-digest=, set when a unit is compiled again
  Words Warnings;     ///< -Wferry-...
  std::string Wrong;  ///< Why the command line is refused, or empty.

  std::vector<const Argument *> inputs() const;
  bool has(Language L) const;
};

/// Replaces @FILE by the words in FILE, in GCC's way. A file that can't be read
/// stays as it is, like there.
Words expandResponseFiles(const Words &Arguments, int Depth = 0);

CommandLine parseCommandLine(const Words &Arguments);

/// The name of a file without folders and without the last suffix.
std::string stem(const std::string &Path);

} // namespace ferry_cc
#endif
