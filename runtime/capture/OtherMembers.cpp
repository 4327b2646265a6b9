#include "capture/OtherMembers.h"

#include "control/Stats.h"
#include "ferry/union-records.h"
#include "port/Process.h"

#include <atomic>

using namespace ferry;

static std::atomic<const char *> First;

const char *capture::otherMemberRead() { return First; }

void __ferry_other_member_read(const char *Where) {
  // What it finds there may be half of an address of the machine that it comes from.
  if (control::stats().Restored)
    port::die("cannot go on: %s: a member of a union is read that is not the one written "
              "last, and the program was moved in between",
              Where);
  const char *None = nullptr;
  First.compare_exchange_strong(None, Where);
}
