#include "adapters/ExitHandlers.h"

#include "ferry/generated.h"
#include "port/Process.h"

#include <cstdlib>

using namespace ferry;

void *__ferry_exit_handlers;

namespace {

constinit port::SpinLock HandlersLock;
bool RunsHandlers; ///< to the C library, since this process runs

__ferry_exit_handler *takeHandler() {
  HandlersLock.lock();
  auto *First = static_cast<__ferry_exit_handler *>(__ferry_exit_handlers);
  if (First)
    __ferry_exit_handlers = First->before;
  HandlersLock.unlock();
  return First;
}

/// One at a time: what a function registers while it runs comes next, the C library's
/// own included, and the others even when it ends in another exit.
void runHandler(int Status, void *) {
  __ferry_exit_handler *First = takeHandler();
  if (!First)
    return;
  __ferry_exit_handler Now = *First;
  __ferry_free(First);
  on_exit(runHandler, nullptr);
  if (Now.with_status)
    Now.with_status(Status, Now.argument);
  else if (Now.plain)
    Now.plain();
}

} // namespace

bool adapters::runExitHandlers() {
  HandlersLock.lock();
  RunsHandlers = RunsHandlers || on_exit(runHandler, nullptr) == 0;
  HandlersLock.unlock();
  return RunsHandlers;
}

int __ferry_at_exit(void (*Plain)(void), void (*WithStatus)(int, void *), void *Argument,
                    struct __ferry_alloc_site *Site) {
  if (!adapters::runExitHandlers())
    return -1;
  auto *New = static_cast<__ferry_exit_handler *>(
      __ferry_malloc(sizeof(__ferry_exit_handler), Site));
  if (!New)
    return -1;
  *New = {nullptr, Plain, WithStatus, Argument};
  HandlersLock.lock();
  New->before = __ferry_exit_handlers;
  __ferry_exit_handlers = New;
  HandlersLock.unlock();
  return 0;
}
