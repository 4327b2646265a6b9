//===- Launch.h - start a program with Ferry's settings ---------*- C++ -*-===//
#ifndef FERRY_TOOL_LAUNCH_H
#define FERRY_TOOL_LAUNCH_H

#include "Tool.h"

#include <optional>

namespace ferry::tool {

/// The path that a shell would start; nothing when there is none.
std::optional<std::string> findProgram(const std::string &Name);

/// Sets the variables that the options ask for. A variable that is set already
/// stays unless an option says otherwise.
void setEnvironment(const CheckpointOptions &Options,
                    const std::string &DefaultFolder);

/// Becomes the program.
[[noreturn]] void become(const std::vector<std::string> &Words, int ExitStatus);

/// Absolute: the program may change its folder.
std::string absolute(const std::string &Path);

} // namespace ferry::tool
#endif
