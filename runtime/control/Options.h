//===- Options.h - the environment variables --------------------*- C++ -*-===//
///
/// \file
/// What the program was told from outside. Read once, before anything runs; a
/// value that makes no sense ends the program with one line: status 86, or 87
/// when it belongs to a restore. Being told wrongly and going on would mean to
/// find out after a week that there is no checkpoint.
///
//===----------------------------------------------------------------------===//
#ifndef FERRY_CONTROL_OPTIONS_H
#define FERRY_CONTROL_OPTIONS_H

#include "adapters/Files.h"
#include "ferry/typeinfo/Plan.h"

#include <cstddef>
#include <cstdint>
#include <string>

namespace ferry::control {

inline constexpr int ExitCaptured = 85;
inline constexpr int ExitNotCaptured = 86;
inline constexpr int ExitNotRestored = 87;

struct Options {
  std::string Folder;       ///< FERRY_DIR
  int64_t Every = 0;        ///< FERRY_EVERY, nanoseconds; 0: never
  uint64_t AtPoll = 0;      ///< FERRY_AT_POLL; 0: at none
  int Signal = 0;           ///< FERRY_ON_SIGNAL; 0: on none
  bool ThenExit = false;    ///< FERRY_THEN
  std::string Restore;      ///< FERRY_RESTORE
  std::string Stats;        ///< FERRY_STATS
  OnOverflow Overflow = OnOverflow::Error; ///< FERRY_ON_OVERFLOW
  adapters::OnFileChange FileChange = adapters::OnFileChange::Refuse; ///< FERRY_ON_FILE_CHANGE

  adapters::FileMap Files; ///< FERRY_FILE_MAP: OLD=NEW, a line each
  uint64_t CarriedSize = 0; ///< FERRY_CARRY_FILES, bytes; 0: none

  bool captures() const { return Every || AtPoll || Signal; }
};

/// The options of this process. Leaves the process when one is wrong.
const Options &options();
/// The program is about to leave the folder that it was started in: relative paths of the
/// options go on meaning what they mean.
void keepPaths();

/// FERRY_TEST_SHIFT: side stack, heap and C stack stand so much further on than
/// they would. With the addresses of an image all over the place a pointer that
/// was not translated is found at once, also under qemu-user, which gives every
/// run the same addresses. Not for users; 0 when not set.
size_t testShift();

/// FERRY_TEST_RECAPTURE: a folder; each restore is followed at once by a capture
/// into it, before the program runs an instruction of its own. Its digest must be
/// that of the image. Not for users; null when not set.
const char *testRecapture();

} // namespace ferry::control
#endif
