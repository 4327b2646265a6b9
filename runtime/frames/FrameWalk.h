//===- FrameWalk.h - the frames on a side stack -----------------*- C++ -*-===//
///
/// \file
/// From the base up: a record's site says its function, the function says how
/// long the record is, and there the next one starts. A frame can only be what
/// its caller's site calls, and that is checked at every step: a table that is
/// wrong, or a record that was overwritten, ends the capture and not the program.
///
//===----------------------------------------------------------------------===//
#ifndef FERRY_FRAMES_FRAMEWALK_H
#define FERRY_FRAMES_FRAMEWALK_H

#include "ferry/generated.h"
#include "ferry/typeinfo/Failure.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ferry::frames {

struct Frame {
  char *Record;
  const __ferry_function *Function;
  const __ferry_site *Site;
};

/// Where the record behind this one stands.
inline char *endOf(void *Record) {
  const __ferry_site *Site = static_cast<__ferry_record *>(Record)->site;
  return static_cast<char *>(Record) + Site->function->record_size;
}

/// The frames from `Base` to the one whose record ends at `End`.
bool walk(void *Base, void *End, std::vector<Frame> &Frames, Failure &Why);

/// Whether `Callee` may be called at a site. Empty: yes, else why not.
std::string mismatch(const __ferry_site &Site, const __ferry_function &Callee);

/// "frame 2 step", as paths begin.
std::string frameName(size_t Number, std::string_view Function);

} // namespace ferry::frames
#endif
