//===- Tool.h - what the commands share -------------------------*- C++ -*-===//
///
/// \file
/// Each command is a function from its options to an exit status. What goes wrong
/// is an Error: one line on standard error that starts "ferry: ".
///
//===----------------------------------------------------------------------===//
#ifndef FERRY_TOOL_TOOL_H
#define FERRY_TOOL_TOOL_H

#include <map>
#include <stdexcept>
#include <string>
#include <vector>

namespace ferry::tool {

// DESIGN, "Fixed interfaces"; 127 as every launcher has it.
inline constexpr int ExitWrongUse = 2;
inline constexpr int ExitNotCaptured = 86;
inline constexpr int ExitNotRestored = 87;
inline constexpr int ExitNotStarted = 127;

struct Error : std::runtime_error {
  int ExitStatus;
  Error(int ExitStatus, const std::string &Text)
      : std::runtime_error(Text), ExitStatus(ExitStatus) {}
};

/// How a program that is started shall make checkpoints.
struct CheckpointOptions {
  std::string Every, Folder, Signal, Then, Stats;
  std::string AtPoll, CarriedSize;
};

struct RunOptions {
  CheckpointOptions Checkpoints;
  std::vector<std::string> Command;
};

struct RestoreOptions {
  CheckpointOptions Checkpoints;
  std::string Image, Binary, OnOverflow, OnFileChange;
  std::vector<std::string> FileMap;
  std::vector<std::string> Arguments;
};

struct CheckpointRequest {
  int Process = 0;
  double Timeout = 60;
};

struct InspectOptions {
  std::string Image;
  bool Globals = false, Heap = false, Types = false, Json = false,
       Digest = false;
};

struct DoctorOptions {
  bool Json = false;
  std::vector<std::string> Words; ///< As for ferry-cc: options and sources.
};

int run(const RunOptions &Options);
int restore(const RestoreOptions &Options);
int checkpoint(const CheckpointRequest &Request);
int inspect(const InspectOptions &Options);
int doctor(const DoctorOptions &Options);

} // namespace ferry::tool
#endif
