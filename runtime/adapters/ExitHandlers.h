//===- ExitHandlers.h - what the program wants to run at exit ---*- C++ -*-===//
///
/// \file
/// The list itself is memory of the program (__ferry_exit_handlers, generated.h), so a
/// restored program has it. The C library knows one function, which takes the first of
/// the list and calls it as foreign code does: a capture waits until it has returned.
///
//===----------------------------------------------------------------------===//
#ifndef FERRY_ADAPTERS_EXITHANDLERS_H
#define FERRY_ADAPTERS_EXITHANDLERS_H

namespace ferry::adapters {

/// Has them run when this process exits. False: the C library has no room.
bool runExitHandlers();

} // namespace ferry::adapters
#endif
