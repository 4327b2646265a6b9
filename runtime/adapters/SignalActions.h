//===- SignalActions.h - the adapter "signals" ------------------*- C++ -*-===//
///
/// \file
/// What the program set for signals, which it blocks, and which of those have come. By
/// names: the numbers of signals and flags differ between systems, and a handler is a
/// function of the program. docs/ImageFormat.md, Resources.
///
//===----------------------------------------------------------------------===//
#ifndef FERRY_ADAPTERS_SIGNALACTIONS_H
#define FERRY_ADAPTERS_SIGNALACTIONS_H

#include "control/Program.h"
#include "ferry/image/Image.h"
#include "ferry/typeinfo/Failure.h"
#include "port/SignalHandlers.h"

#include <optional>
#include <string>
#include <vector>

namespace ferry::adapters {

inline constexpr std::string_view SignalActionsName = "signals";
inline constexpr uint32_t SignalActionsVersion = 1;

struct SignalState {
  std::vector<port::SignalAction> Actions;
  std::optional<std::string> Blocked;
  std::vector<std::string> Pending;
};

/// The resource's bytes; empty when the program has set nothing. False: a handler is no
/// function of the program.
bool writeSignalActions(const control::Program &Of, std::string &Bytes, Failure &Why);

/// False: these are no such bytes.
bool readSignalActions(const image::Resource &From, const control::Program &Of,
                       SignalState &State, Failure &Why);

/// For this process, while signals are held. False: the system refuses.
bool setSignalActions(const SignalState &State, Failure &Why);

} // namespace ferry::adapters
#endif
