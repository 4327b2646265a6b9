//===- Threads.h - threads of the operating system --------------*- C++ -*-===//
#ifndef FERRY_PORT_THREADS_H
#define FERRY_PORT_THREADS_H

#include <cstdint>

namespace ferry::port {

using ThreadHandle = unsigned long;

/// 0 or an errno. `Attributes` may be null; they are pthread_attr_t.
int startThread(ThreadHandle &Handle, const void *Attributes,
                void *(*Run)(void *), void *Argument);
int joinThread(ThreadHandle Handle, void **Result);

/// A short time, for a thread that waits for others to stop; errno stays.
void pause();

/// The calling thread's C stack.
void stackBounds(uintptr_t &Bottom, uintptr_t &Top);

} // namespace ferry::port
#endif
