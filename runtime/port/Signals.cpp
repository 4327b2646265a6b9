#include "port/Signals.h"

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <set>

using namespace ferry;

namespace {

constexpr std::string_view All = "ALL";

/// What can be in a mask: neither KILL and STOP, nor those that the C library keeps
/// for itself.
bool canBeBlocked(int Signal) {
  return Signal != SIGKILL && Signal != SIGSTOP && (Signal < 32 || Signal >= SIGRTMIN);
}

} // namespace

int port::signalNumber(const char *Name) {
  char *End;
  long Number = strtol(Name, &End, 10);
  if (!*End && End != Name)
    return Number > 0 && Number <= SIGRTMAX ? static_cast<int>(Number) : 0;
  if (strncmp(Name, "SIG", 3) == 0)
    Name += 3;
  if (strncmp(Name, "RTMIN", 5) == 0) {
    if (!Name[5])
      return SIGRTMIN;
    Number = Name[5] == '+' ? strtol(Name + 6, &End, 10) : -1;
    return Number >= 0 && !*End && SIGRTMIN + Number <= SIGRTMAX
               ? static_cast<int>(SIGRTMIN + Number)
               : 0;
  }
  for (int S = 1; S < SIGRTMIN; ++S) {
    const char *Known = sigabbrev_np(S);
    if (Known && strcmp(Known, Name) == 0)
      return S;
  }
  return 0;
}

std::string port::signalName(int Number) {
  if (Number >= SIGRTMIN)
    return "RTMIN+" + std::to_string(Number - SIGRTMIN);
  const char *Name = sigabbrev_np(Number);
  return Name ? Name : std::to_string(Number);
}

std::string port::maskWords(const void *Set) {
  const auto &From = *static_cast<const sigset_t *>(Set);
  std::set<std::string> In, Out;
  for (int Signal = 1; Signal <= SIGRTMAX; ++Signal)
    if (canBeBlocked(Signal))
      (sigismember(&From, Signal) == 1 ? In : Out).insert(signalName(Signal));
  bool Most = In.size() > Out.size();
  std::string Words(Most ? All : "");
  for (const std::string &Name : Most ? Out : In)
    Words += (Words.empty() ? "" : " ") + std::string(Most ? "-" : "") + Name;
  return Words;
}

void port::setMaskWords(void *Set, std::string_view Words) {
  auto &To = *static_cast<sigset_t *>(Set);
  sigemptyset(&To);
  while (!Words.empty()) {
    std::string Name(Words.substr(0, Words.find(' ')));
    Words.remove_prefix(std::min(Name.size() + 1, Words.size()));
    if (Name == All) {
      for (int Each = 1; Each <= SIGRTMAX; ++Each)
        if (canBeBlocked(Each))
          sigaddset(&To, Each);
      continue;
    }
    bool Not = Name.starts_with('-');
    int Signal = signalNumber(Name.c_str() + Not);
    if (Signal && canBeBlocked(Signal))
      (Not ? sigdelset : sigaddset)(&To, Signal);
  }
}

bool port::onSignal(int Number, void (*Handler)(int)) {
  struct sigaction Action = {};
  Action.sa_handler = Handler;
  Action.sa_flags = SA_RESTART;
  sigfillset(&Action.sa_mask);
  return sigaction(Number, &Action, nullptr) == 0;
}

// Near the end of the range, where programs and tools seldom look; the last ones
// are used by some debuggers and by qemu.
int port::timerSignal() { return SIGRTMAX - 6; }

bool port::startTimer(int64_t Interval) {
  sigevent Event = {};
  Event.sigev_notify = SIGEV_SIGNAL;
  Event.sigev_signo = timerSignal();
  timer_t Timer;
  if (timer_create(CLOCK_MONOTONIC, &Event, &Timer) != 0)
    return false;
  itimerspec When = {};
  When.it_interval.tv_sec = static_cast<time_t>(Interval / 1000000000);
  When.it_interval.tv_nsec = static_cast<long>(Interval % 1000000000);
  When.it_value = When.it_interval;
  return timer_settime(Timer, 0, &When, nullptr) == 0;
}
