//===- Stats.h - counters and timings ---------------------------*- C++ -*-===//
///
/// \file
/// What FERRY_STATS writes when the program ends; docs/Statistics.md names the
/// keys. Counting costs nothing: it happens where time is spent anyway.
///
//===----------------------------------------------------------------------===//
#ifndef FERRY_CONTROL_STATS_H
#define FERRY_CONTROL_STATS_H

#include <cstdint>
#include <string>

namespace ferry::control {

struct Stats {
  uint64_t Polls = 0;
  uint64_t Captures = 0, FailedCaptures = 0;
  uint64_t Bytes = 0;                ///< of the newest checkpoint
  int64_t CaptureTime = 0;           ///< nanoseconds, of the newest checkpoint
  int64_t SyncTime = 0;              ///< the part of it spent in fsync
  uint64_t PoisonedPointers = 0;     ///< in the newest checkpoint
  uint64_t Waited = 0;               ///< polls at which a capture had to wait
  const char *WaitedFor = "";        ///< the last one it waited for

  bool Restored = false;
  std::string RestoredAbi;
  uint64_t RestoredBytes = 0;
  int64_t RestoreTime = 0;
  uint64_t Plans = 0, ConvertedBytes = 0, RelocatedPointers = 0;
  uint64_t Saturated = 0, Wrapped = 0, RoundedFloats = 0, RawBytes = 0;
  uint64_t DanglingPointers = 0;     ///< met in the restore

  /// Writes the file; says so on standard error when it can't.
  void write(const std::string &Path) const;
};

Stats &stats();

} // namespace ferry::control
#endif
