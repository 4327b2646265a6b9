//===- Clocks.h - clocks that only go forward, and timers -------*- C++ -*-===//
///
/// \file
/// The program asks through the runtime (__ferry_clock_gettime and its like, ferry/libc.h),
/// which adds what such a clock showed where the program was captured, so that the time in
/// between does not count.
///
//===----------------------------------------------------------------------===//
#ifndef FERRY_PORT_CLOCKS_H
#define FERRY_PORT_CLOCKS_H

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ferry::port {

struct ClockTime {
  std::string Name;
  int64_t Nanoseconds;
};
/// What the program would be told now; empty when it has never asked.
std::vector<ClockTime> clockTimes();
/// The clocks go on from there; one that this system doesn't have is left out.
void setClocks(const std::vector<ClockTime> &);

/// In microseconds.
struct Timer {
  std::string Name;
  uint64_t Left, Interval; ///< Left: never 0
};
/// Those of the program that run.
std::vector<Timer> timers();
/// False: the system refuses.
bool setTimer(const Timer &);

} // namespace ferry::port
#endif
