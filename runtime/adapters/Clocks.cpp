#include "adapters/Clocks.h"

#include "adapters/Text.h"

using namespace ferry;

namespace {

Failure wrongClocks(std::string Message) {
  return {"resource " + std::string(adapters::ClocksName), std::move(Message)};
}

/// Such that sums of two fit; 30 years in nanoseconds.
bool takeTime(adapters::Text &From, uint64_t &Time) {
  return From.take(" ") && From.number(Time) && Time <= uint64_t(1000000000) * 1000000000;
}

} // namespace

std::string adapters::writeClocks() {
  std::string Text;
  for (const port::ClockTime &C : port::clockTimes())
    Text += "clock " + C.Name + " " + std::to_string(C.Nanoseconds) + "\n";
  for (const port::Timer &T : port::timers())
    Text += "timer " + T.Name + " " + std::to_string(T.Left) + " " +
            std::to_string(T.Interval) + "\n";
  return Text;
}

bool adapters::readClocks(const image::Resource &From, ClockState &State, Failure &Why) {
  Text Left(From);
  while (!Left.atEnd()) {
    std::string Line = Left.line();
    std::string_view Name;
    uint64_t Time = 0, Interval = 0;
    bool Ok = false;
    if (Left.take("clock ")) {
      Ok = Left.word(Name) && takeTime(Left, Time);
      State.Clocks.push_back({std::string(Name), static_cast<int64_t>(Time)});
    } else if (Left.take("timer ")) {
      Ok = Left.word(Name) && takeTime(Left, Time) && takeTime(Left, Interval);
      State.Timers.push_back({std::string(Name), Time, Interval});
    }
    if (!Ok || !Left.take("\n")) {
      Why = wrongClocks("'" + Line + "' is neither a clock nor a timer");
      return false;
    }
  }
  return true;
}

bool adapters::setClocks(const ClockState &State, Failure &Why) {
  port::setClocks(State.Clocks);
  for (const port::Timer &T : State.Timers)
    if (!port::setTimer(T)) {
      Why = wrongClocks("the system takes no timer '" + T.Name + "' of " +
                        std::to_string(T.Left) + " microseconds");
      return false;
    }
  return true;
}
