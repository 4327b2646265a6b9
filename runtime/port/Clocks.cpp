#include "port/Clocks.h"

#include "ferry/generated.h"
#include "port/SignalHandlers.h"

#include <csignal>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

using namespace ferry;

namespace {

constexpr int64_t Second = 1000000000;

struct Clock {
  clockid_t Id;
  const char *Name;
  int64_t Ahead; ///< what the program is told, less what the system says
};
Clock Clocks[] = {{CLOCK_MONOTONIC, "monotonic", 0},
                  {CLOCK_MONOTONIC_RAW, "raw", 0},
                  {CLOCK_BOOTTIME, "boot", 0},
                  {CLOCK_PROCESS_CPUTIME_ID, "process", 0},
                  {CLOCK_THREAD_CPUTIME_ID, "thread", 0}};
bool Asked;

/// The coarse one is the same, looked at less often.
Clock *find(clockid_t Id) {
  if (Id == CLOCK_MONOTONIC_COARSE)
    Id = CLOCK_MONOTONIC;
  for (Clock &C : Clocks)
    if (C.Id == Id)
      return &C;
  return nullptr;
}

int64_t nanoseconds(const timespec &T) {
  return static_cast<int64_t>(T.tv_sec) * Second + T.tv_nsec;
}

timespec timeOf(int64_t Nanoseconds) {
  int64_t Rest = Nanoseconds % Second, Seconds = Nanoseconds / Second;
  if (Rest < 0) {
    Rest += Second;
    --Seconds;
  }
  timespec T{};
  T.tv_sec = static_cast<time_t>(Seconds);
  T.tv_nsec = static_cast<decltype(T.tv_nsec)>(Rest);
  return T;
}

bool now(clockid_t Id, int64_t &Nanoseconds) {
  timespec T;
  if (clock_gettime(Id, &T) != 0)
    return false;
  Nanoseconds = nanoseconds(T);
  return true;
}

constexpr struct {
  __itimer_which_t Which;
  const char *Name;
  int Signal;
} Timers[] = {{ITIMER_REAL, "real", SIGALRM},
              {ITIMER_VIRTUAL, "virtual", SIGVTALRM},
              {ITIMER_PROF, "prof", SIGPROF}};
unsigned TimersSet; ///< a bit for each

uint64_t microseconds(const timeval &T) {
  return static_cast<uint64_t>(T.tv_sec) * 1000000 + static_cast<uint64_t>(T.tv_usec);
}

timeval timeIn(uint64_t Microseconds) {
  timeval T{};
  T.tv_sec = static_cast<time_t>(Microseconds / 1000000);
  T.tv_usec = static_cast<suseconds_t>(Microseconds % 1000000);
  return T;
}

} // namespace

std::vector<port::ClockTime> port::clockTimes() {
  std::vector<ClockTime> All;
  for (const Clock &C : Clocks)
    if (int64_t Now; Asked && now(C.Id, Now))
      All.push_back({C.Name, Now + C.Ahead});
  return All;
}

void port::setClocks(const std::vector<ClockTime> &All) {
  for (const ClockTime &T : All)
    for (Clock &C : Clocks)
      if (int64_t Now; T.Name == C.Name && now(C.Id, Now))
        C.Ahead = T.Nanoseconds - Now;
  Asked = !All.empty();
}

std::vector<port::Timer> port::timers() {
  std::vector<Timer> All;
  for (const auto &T : Timers)
    if (itimerval Now; TimersSet >> T.Which & 1 && getitimer(T.Which, &Now) == 0) {
      uint64_t Left = microseconds(Now.it_value);
      if (Left == 0 && isOnItsWay(T.Signal))
        Left = 1; // it ran out just now, and the program has not seen it yet
      if (Left)
        All.push_back({T.Name, Left, microseconds(Now.it_interval)});
    }
  return All;
}

bool port::setTimer(const Timer &Set) {
  for (const auto &T : Timers)
    if (Set.Name == T.Name) {
      itimerval New = {timeIn(Set.Interval), timeIn(Set.Left)};
      if (microseconds(New.it_value) != Set.Left ||
          microseconds(New.it_interval) != Set.Interval ||
          setitimer(T.Which, &New, nullptr) != 0)
        return false;
      TimersSet |= 1u << T.Which;
      return true;
    }
  return false;
}

int __ferry_clock_gettime(int Id, struct timespec *Time) {
  int Result = clock_gettime(Id, Time);
  Clock *C = Result == 0 ? find(Id) : nullptr;
  if (C) {
    Asked = true;
    if (C->Ahead)
      *Time = timeOf(nanoseconds(*Time) + C->Ahead);
  }
  return Result;
}

int __ferry_clock_nanosleep(int Id, int Flags, const struct timespec *Time,
                            struct timespec *Left) {
  Clock *C = Flags & TIMER_ABSTIME ? find(Id) : nullptr;
  if (!C || !C->Ahead || Time->tv_nsec < 0 || Time->tv_nsec >= Second)
    return clock_nanosleep(Id, Flags, Time, Left);
  int64_t Until = nanoseconds(*Time) - C->Ahead;
  timespec Here = timeOf(Until < 0 ? 0 : Until);
  return clock_nanosleep(Id, Flags, &Here, Left);
}

long __ferry_clock(void) {
  timespec Time;
  if (__ferry_clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &Time) != 0)
    return -1;
  return static_cast<long>(nanoseconds(Time) / (Second / CLOCKS_PER_SEC));
}

int __ferry_setitimer(int Which, const struct itimerval *New, struct itimerval *Old) {
  int Result = setitimer(static_cast<__itimer_which_t>(Which), New, Old);
  if (Result == 0 && New)
    TimersSet |= 1u << Which;
  return Result;
}

// Not by alarm: a program may have a function of that name.
unsigned __ferry_alarm(unsigned Seconds) {
  itimerval New = {}, Old = {};
  New.it_value.tv_sec = static_cast<time_t>(Seconds);
  if (__ferry_setitimer(ITIMER_REAL, &New, &Old) != 0)
    return 0;
  // As Linux rounds: never to 0 what still runs.
  auto Left = static_cast<unsigned>(Old.it_value.tv_sec);
  return Left + (Old.it_value.tv_usec >= 500000 || (Left == 0 && Old.it_value.tv_usec > 0));
}

unsigned __ferry_ualarm(unsigned First, unsigned Interval) {
  itimerval New = {timeIn(Interval), timeIn(First)}, Old = {};
  if (__ferry_setitimer(ITIMER_REAL, &New, &Old) != 0)
    return ~0u;
  return static_cast<unsigned>(microseconds(Old.it_value));
}
