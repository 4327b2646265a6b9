//===- ExitHandlers.h - what the program wants to run at exit ---*- C++ -*-===//
///
/// \file
/// The list itself is memory of the program (__ferry_exit_handlers, generated.h), so a
/// restored program has it. The C library knows one function, as often as the list is
/// long, or once for all that were restored; it takes the first of the list and calls it
/// as foreign code does: a capture waits until it has returned.
///
//===----------------------------------------------------------------------===//
#ifndef FERRY_ADAPTERS_EXITHANDLERS_H
#define FERRY_ADAPTERS_EXITHANDLERS_H

namespace ferry::adapters {

/// Has those that come out of an image run when this process exits. False: the C library
/// has no room.
bool runRestoredHandlers();

} // namespace ferry::adapters
#endif
