//===- Installation.h - where things are ----------------------------------===//
///
/// \file
/// Ferry's own files stand relative to the driver (the build tree and the
/// installed one look alike, docs/design/0001). The compiler below it comes
/// from the command line, the environment or PATH.
//===----------------------------------------------------------------------===//
#ifndef FERRY_CC_INSTALLATION_H
#define FERRY_CC_INSTALLATION_H

#include "CommandLine.h"

namespace ferry_cc {

struct Installation {
  std::string Self;       ///< This program, links resolved.
  std::string Precompile; ///< ../bin/ferry-precompile
  std::string Include;    ///< ../include
  std::string Library;    ///< ../lib/ferry
  bool Cxx = false;       ///< ferry-c++
};
Installation findInstallation(const std::string &Argv0);

/// The compiler that does the work.
struct Compiler {
  Words Command;       ///< "ccache aarch64-linux-gnu-gcc" may be several words.
  std::string Triple;  ///< Without the vendor: x86_64-linux-gnu.
  std::string Problem; ///< Why there is none, or empty.
};

/// --ferry-cc, else the one after --ferry-launch (unless it is this driver,
/// when the whole project is built with it), else $FERRY_CC ($FERRY_CXX for
/// ferry-c++), else the first `cc`
/// (`c++`) in PATH that is not this driver.
Compiler findCompiler(const CommandLine &Line, const Installation &Ferry);

/// Asks the compiler for its target; the answer lands in Triple.
bool findTarget(Compiler &With, const CommandLine &Line);

/// A text that changes when the programs that make an object change.
std::string identity(const Installation &Ferry, const Compiler &With);

/// The options that --ferry-fp=strict stands for.
Words strictFloatOptions(const std::string &Triple);

/// Whether --ferry-fp=strict must take the option away.
bool relaxesFloat(const std::string &Option);

} // namespace ferry_cc
#endif
