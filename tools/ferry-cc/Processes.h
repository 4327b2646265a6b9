//===- Processes.h - child processes and temporary files ------------------===//
///
/// \file
/// Runs the compiler and the precompiler. Everything temporary stands in one
/// folder that is removed on every way out, signals included: signals that end
/// a program are blocked in all threads and taken by one that first stops the
/// children. SIGKILL leaves the folder behind.
//===----------------------------------------------------------------------===//
#ifndef FERRY_CC_PROCESSES_H
#define FERRY_CC_PROCESSES_H

#include "CommandLine.h"
#include <functional>

namespace ferry_cc {

/// "ferry-cc: error: ..." on standard error; the name is that of argv[0].
void complain(const std::string &Text);
void setProgramName(const std::string &Name);

struct RunIn {
  std::string Folder{};  ///< Working folder, or empty.
  std::string Input{};   ///< File for standard input, or empty.
  std::string *Output{}; ///< Takes standard output, unless null.
};

/// Runs a program (found in PATH) and waits. The exit status; 128 + n when a
/// signal ended it; 127 with a message when it could not be started. Very long
/// command lines go through a response file if \p ResponseFiles.
int run(const Words &Command, const RunIn &In = {}, bool ResponseFiles = false);

/// Becomes the program. Returns only when that failed, with 127.
int become(const Words &Command);

/// Calls Work(0) ... Work(Count - 1), as many at a time as the machine has
/// processors. False as soon as one of them was false; then no more are begun.
bool inParallel(size_t Count, const std::function<bool(size_t)> &Work);

/// From now on, a signal removes the temporary folder. Call before threads.
void watchSignals();

/// The temporary folder (made when first asked for), and a name in it.
const std::string &temporaryFolder();
std::string temporaryFile(const std::string &Name);
void removeTemporaries();

} // namespace ferry_cc
#endif
