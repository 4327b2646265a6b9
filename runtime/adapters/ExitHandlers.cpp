#include "adapters/ExitHandlers.h"

#include "ferry/generated.h"
#include "port/Process.h"

#include <cstdlib>

using namespace ferry;

void *__ferry_exit_handlers;

namespace {

constinit port::SpinLock HandlersLock;

__ferry_exit_handler *takeHandler() {
  HandlersLock.lock();
  auto *First = static_cast<__ferry_exit_handler *>(__ferry_exit_handlers);
  if (First)
    __ferry_exit_handlers = First->before;
  HandlersLock.unlock();
  return First;
}

/// Takes the first of the list; with \p All, one after the other: what a function
/// registers while it runs comes next, the C library's own included, and the others
/// even when it ends in another exit.
void runHandler(int Status, void *All) {
  __ferry_exit_handler *First = takeHandler();
  if (!First)
    return;
  __ferry_exit_handler Now = *First;
  __ferry_free(First);
  if (All)
    on_exit(runHandler, All);
  if (Now.with_status)
    Now.with_status(Status, Now.argument);
  else if (Now.plain)
    Now.plain();
}

} // namespace

bool adapters::runRestoredHandlers() {
  return on_exit(runHandler, &__ferry_exit_handlers) == 0;
}

int __ferry_at_exit(void (*Plain)(void), void (*WithStatus)(int, void *), void *Argument,
                    struct __ferry_alloc_site *Site) {
  auto *New = static_cast<__ferry_exit_handler *>(
      __ferry_malloc(sizeof(__ferry_exit_handler), Site));
  // A line of the C library's for each: foreign functions stay between them.
  if (!New || on_exit(runHandler, nullptr) != 0) {
    __ferry_free(New);
    return -1;
  }
  *New = {nullptr, Plain, WithStatus, Argument};
  HandlersLock.lock();
  New->before = __ferry_exit_handlers;
  __ferry_exit_handlers = New;
  HandlersLock.unlock();
  return 0;
}
