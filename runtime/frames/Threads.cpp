#include "frames/Threads.h"

#include "port/ErrorNumber.h"
#include "port/Process.h"

#include <algorithm>

using namespace ferry;
using namespace ferry::frames;

volatile int __ferry_stopping;

namespace {

__thread Thread *Current;
constinit port::SpinLock Lock; ///< of Known
std::vector<Thread *> &known() {
  static std::vector<Thread *> &Known = *new std::vector<Thread *>;
  return Known;
}

class Hold {
public:
  Hold() { Lock.lock(); }
  ~Hold() { Lock.unlock(); }
};

void setStopping(int Value) {
  __atomic_store_n(&__ferry_stopping, Value, __ATOMIC_SEQ_CST);
}

bool isBlocked(const Thread &T) {
  return __atomic_load_n(&T.Local->blocked, __ATOMIC_SEQ_CST) != 0;
}

} // namespace

Thread *frames::currentThread() { return Current; }

Thread *frames::findThread(unsigned Number) {
  Hold Held;
  for (Thread *T : known())
    if (T->Number == Number)
      return T;
  return nullptr;
}

Thread *frames::addThread(size_t Shift, unsigned Number) {
  Thread *T = new Thread;
  T->Number = Number;
  if (!makeSideStack(T->Records, Shift)) {
    delete T;
    return nullptr;
  }
  Hold Held;
  known().push_back(T);
  return T;
}

Thread *frames::addThread(size_t Shift) {
  unsigned Number = 0;
  while (findThread(Number))
    ++Number;
  return addThread(Shift, Number);
}

void frames::removeThread(Thread *T) {
  Hold Held;
  std::erase(known(), T);
  freeSideStack(T->Records);
  delete T;
}

void frames::beginThread(Thread *T) {
  Current = T;
  T->ErrorNumber = port::errorPlace();
  T->Local = &__ferry_thread;
  useSideStack(T->Records);
  port::stackBounds(T->StackBottom, T->StackTop);
}

std::vector<Thread *> frames::threads() {
  Hold Held;
  std::vector<Thread *> All = known();
  std::sort(All.begin(), All.end(),
            [](Thread *A, Thread *B) { return A->Number < B->Number; });
  return All;
}

bool frames::isStopping() {
  return __atomic_load_n(&__ferry_stopping, __ATOMIC_SEQ_CST) != 0;
}

void frames::park(void *End) {
  if (!Current)
    return; // Ferry never has to wait for it
  Current->ParkedEnd = static_cast<char *>(End);
  while (isStopping())
    port::pause();
  Current->ParkedEnd = nullptr;
}

bool frames::stopOthers(void *End) {
  int Nobody = 0;
  if (!__atomic_compare_exchange_n(&__ferry_stopping, &Nobody, 1, false,
                                   __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST)) {
    park(End);
    return false;
  }
  for (Thread *T : threads()) {
    if (T == Current)
      continue;
    // A thread that was made and did not begin yet has no state to lose, but
    // nobody could make it again: wait for it, too.
    while (!T->Ended && (!T->Local || (!T->ParkedEnd && !isBlocked(*T)))) {
      __ferry_poll_requested = 1; // it may have been reset in between
      port::pause();
    }
  }
  return true;
}

Thread *frames::closedThread() {
  for (Thread *T : threads())
    if (T != Current && !T->Ended && T->Local->closed)
      return T;
  return nullptr;
}

void frames::resumeOthers() { setStopping(0); }

void __ferry_wait_stopped(void) {
  // The capture may not have seen the thread blocked yet: say so again.
  while (frames::isStopping()) {
    __atomic_store_n(&__ferry_thread.blocked, 1, __ATOMIC_SEQ_CST);
    while (frames::isStopping())
      port::pause();
    __atomic_store_n(&__ferry_thread.blocked, 0, __ATOMIC_SEQ_CST);
  }
}

bool frames::isOnSideStack(uintptr_t Address) {
  for (Thread *T : threads())
    if (T->Records.contains(Address))
      return true;
  return false;
}
