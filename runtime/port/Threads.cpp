#include "port/Threads.h"

#include "port/ErrorNumber.h"

#include <cstddef>
#include <pthread.h>
#include <time.h>

using namespace ferry;

int port::startThread(ThreadHandle &Handle, const void *Attributes,
                      void *(*Run)(void *), void *Argument) {
  static_assert(sizeof(pthread_t) == sizeof(ThreadHandle));
  return pthread_create(&Handle, static_cast<const pthread_attr_t *>(Attributes),
                        Run, Argument);
}

int port::joinThread(ThreadHandle Handle, void **Result) {
  return pthread_join(Handle, Result);
}

void port::pause() {
  KeepErrorNumber Kept;
  timespec Time = {0, 50000};
  nanosleep(&Time, nullptr);
}

void port::stackBounds(uintptr_t &Bottom, uintptr_t &Top) {
  pthread_attr_t Attributes;
  void *Start = nullptr;
  size_t Bytes = 0;
  if (pthread_getattr_np(pthread_self(), &Attributes) == 0) {
    pthread_attr_getstack(&Attributes, &Start, &Bytes);
    pthread_attr_destroy(&Attributes);
  }
  Bottom = reinterpret_cast<uintptr_t>(Start);
  Top = Bottom + Bytes;
}
