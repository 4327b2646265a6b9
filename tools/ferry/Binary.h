//===- Binary.h - which machine a program is for ----------------*- C++ -*-===//
#ifndef FERRY_TOOL_BINARY_H
#define FERRY_TOOL_BINARY_H

#include <string>
#include <string_view>
#include <vector>

namespace ferry::tool {

struct Machine {
  std::string_view Abi;    ///< "s390x"
  std::string_view Triple; ///< "s390x-linux-gnu"
  std::string_view Qemu;   ///< "qemu-s390x"
};

struct Binary {
  bool IsElf = false;
  const Machine *For = nullptr; ///< null: an ELF of a machine not known here
  std::string Interpreter;      ///< empty: static
};

/// Reads the headers of the file. Throws Error with `ExitStatus` when it can't be
/// read.
Binary readBinary(const std::string &Path, int ExitStatus);

/// The machine that this command itself is for.
const Machine &thisMachine();

/// Whether the runtime is linked into the program: its text is looked for.
bool hasRuntime(const std::string &Path);

/// The words that start the program here: itself, behind a loader or qemu where
/// it takes one. Throws Error with `ExitStatus` when there is no way.
std::vector<std::string> startWords(const std::string &Path, int ExitStatus);

} // namespace ferry::tool
#endif
