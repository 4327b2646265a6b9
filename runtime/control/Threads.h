//===- Threads.h - the program's own threads --------------------*- C++ -*-===//
#ifndef FERRY_CONTROL_THREADS_H
#define FERRY_CONTROL_THREADS_H

namespace ferry::control {

/// The calling thread has run its start function; a capture does not wait for it.
void endThread();

} // namespace ferry::control
#endif
