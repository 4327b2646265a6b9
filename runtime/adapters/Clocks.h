//===- Clocks.h - the adapter "clocks" --------------------------*- C++ -*-===//
///
/// \file
/// What the clocks showed that only go forward, and what was left of the timers. The time
/// between the capture and the restore does not count: a program that measures how long
/// something took measures how long it ran. The wall clock is the machine's. docs/ImageFormat.md, Resources.
///
//===----------------------------------------------------------------------===//
#ifndef FERRY_ADAPTERS_CLOCKS_H
#define FERRY_ADAPTERS_CLOCKS_H

#include "ferry/image/ImageDigest.h"
#include "ferry/typeinfo/Failure.h"
#include "port/Clocks.h"

namespace ferry::adapters {

inline constexpr std::string_view ClocksName = image::ClocksName;
inline constexpr uint32_t ClocksVersion = 1;

struct ClockState {
  std::vector<port::ClockTime> Clocks;
  std::vector<port::Timer> Timers;
};

/// The resource's bytes; empty when the program has asked for no clock and no timer runs.
std::string writeClocks();
/// False: these are no such bytes.
bool readClocks(const image::Resource &From, ClockState &State, Failure &Why);
/// For this process, while signals are held. False: the system refuses.
bool setClocks(const ClockState &State, Failure &Why);

} // namespace ferry::adapters
#endif
