#include "port/Process.h"

#include <cerrno>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <sched.h>
#include <sys/single_threaded.h>
#include <time.h>
#include <unistd.h>

using namespace ferry;

static void print(const char *Format, va_list Arguments) {
  char Line[2048] = "ferry: ";
  constexpr int Start = 7;
  int Length = vsnprintf(Line + Start, sizeof Line - Start - 1, Format, Arguments);
  if (Length < 0)
    Length = 0;
  Length += Start;
  if (Length > static_cast<int>(sizeof Line) - 2)
    Length = sizeof Line - 2;
  // One line, whatever names the program uses.
  for (int I = 0; I < Length; ++I)
    if (Line[I] == '\n')
      Line[I] = ' ';
  Line[Length++] = '\n';
  const char *From = Line;
  while (Length > 0) {
    ssize_t Count = write(2, From, static_cast<size_t>(Length));
    if (Count < 0 && errno != EINTR)
      return;
    if (Count > 0) {
      From += Count;
      Length -= static_cast<int>(Count);
    }
  }
}

void port::message(const char *Format, ...) {
  va_list Arguments;
  va_start(Arguments, Format);
  print(Format, Arguments);
  va_end(Arguments);
}

void port::die(const char *Format, ...) {
  va_list Arguments;
  va_start(Arguments, Format);
  print(Format, Arguments);
  va_end(Arguments);
  abort();
}

void port::leave(int Status) { _exit(Status); }

bool port::hasOneThread() { return __libc_single_threaded; }

/// By the name that no program defines.
char **port::environment() { return __environ; }

const char *port::environmentVariable(const char *Name) {
  const char *Text = getenv(Name);
  return Text && *Text ? Text : nullptr;
}

std::string_view port::programName() { return program_invocation_short_name; }

int port::processId() { return getpid(); }

int64_t port::wallClock() { return static_cast<int64_t>(time(nullptr)); }

int64_t port::monotonicClock() {
  timespec Now;
  clock_gettime(CLOCK_MONOTONIC, &Now);
  return Now.tv_sec * int64_t(1000000000) + Now.tv_nsec;
}

void port::SpinLock::lock() {
  while (Held.exchange(1, std::memory_order_acquire))
    sched_yield();
}
