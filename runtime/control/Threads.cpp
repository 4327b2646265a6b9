#include "control/Threads.h"

#include "control/Options.h"
#include "frames/Threads.h"
#include "port/Process.h"

#include <cerrno>

using namespace ferry;

namespace {

struct Start {
  frames::Thread *Thread;
  void *(*Run)(void *);
  void *Argument;
};

void *run(void *Given) {
  Start S = *static_cast<Start *>(Given);
  delete static_cast<Start *>(Given);
  frames::beginThread(S.Thread);
  // Its external form takes this place as its own.
  __ferry_publish(S.Thread->Records.Base,
                  reinterpret_cast<__ferry_code>(S.Run));
  void *Result = S.Run(S.Argument);
  control::endThread();
  return Result;
}

} // namespace

void control::endThread() {
  // The number stays until somebody joins it.
  frames::freeScratch();
  frames::currentThread()->Ended = true;
}

int __ferry_thread_create(unsigned long *Handle, const void *Attributes,
                          void *(*Run)(void *), void *Argument) {
  frames::Thread *T = frames::addThread(control::testShift());
  if (!T)
    return EAGAIN;
  auto *S = new Start{T, Run, Argument};
  int Error = port::startThread(T->Handle, Attributes, run, S);
  if (Error) {
    delete S;
    frames::removeThread(T);
    return Error;
  }
  *Handle = T->Number;
  return 0;
}

int __ferry_thread_join(unsigned long Handle, void **Result) {
  frames::Thread *T = frames::findThread(static_cast<unsigned>(Handle));
  if (!T)
    return ESRCH;
  int Error = port::joinThread(T->Handle, Result);
  if (!Error)
    frames::removeThread(T);
  return Error;
}
