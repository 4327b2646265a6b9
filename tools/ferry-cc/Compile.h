//===- Compile.h - one source file ----------------------------------------===//
#ifndef FERRY_CC_COMPILE_H
#define FERRY_CC_COMPILE_H

#include "Installation.h"

namespace ferry_cc {

struct Driver {
  CommandLine Line;
  Installation Ferry;
  Compiler With;
  Words Original; ///< All words after @FILEs were read, without --ferry-...
};

/// The options for the compiler, user's order, without inputs, -o, -c and what
/// belongs to the dependency file. \p ForLink: also what belongs to the link.
Words compilerOptions(const Driver &D, bool WithLinkOptions);

/// Compiles \p Source to \p Output (assembly, object, or nothing for
/// SyntaxOnly), instrumented if it is C. The exit status.
int compileFile(const Driver &D, const Argument &Source,
                const std::string &Output);

/// Whether \p Source is a question of a configure script, by the name that
/// autoconf, CMake and Meson give to those. Such a program is compiled plainly:
/// it asks about the compiler and the system, with constructs that need not be
/// ones that Ferry carries, and is never moved.
bool isCheckProgram(const std::string &Source);

/// Runs the precompiler over \p Source with \p Options of its own that ask for
/// something else than code (--explain, --report, ...). Its exit status.
int analyse(const Driver &D, const Argument &Source, const Words &Options);

} // namespace ferry_cc
#endif
