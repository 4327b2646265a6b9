#include "adapters/SignalActions.h"

using namespace ferry;
using port::SignalAction;

namespace {

constexpr const char *Whats[] = {"default", "ignore", "call"};

Failure wrongSignals(std::string Message) {
  return {"resource " + std::string(adapters::SignalActionsName), std::move(Message)};
}

std::string_view takeLine(std::string_view &Text) {
  std::string_view Line = Text.substr(0, Text.find('\n'));
  Text.remove_prefix(std::min(Text.size(), Line.size() + 1));
  return Line;
}

std::string_view takeWord(std::string_view &Line) {
  std::string_view Word = Line.substr(0, Line.find(' '));
  Line.remove_prefix(std::min(Line.size(), Word.size() + 1));
  return Word;
}

/// `action NAME WHAT FLAG...`; a handler's lines follow.
bool readAction(std::string_view Line, SignalAction &Action) {
  Action.Signal = takeWord(Line);
  std::string_view What = takeWord(Line);
  for (int I = 0; I < 3; ++I)
    if (What == Whats[I]) {
      Action.What = static_cast<decltype(Action.What)>(I);
      Action.Flags = Line.empty() ? "" : " " + std::string(Line);
      return !Action.Signal.empty();
    }
  return false;
}

} // namespace

bool adapters::writeSignalActions(const control::Program &Of, std::string &Bytes,
                                  Failure &Why) {
  for (const SignalAction &A : port::signalActions()) {
    Bytes += "action " + A.Signal + " " + Whats[A.What] + A.Flags + "\n";
    if (!A.Mask.empty())
      Bytes += "mask " + A.Mask + "\n";
    if (A.What != SignalAction::Call)
      continue;
    const char *Name = Of.symbolAt(reinterpret_cast<uintptr_t>(A.Handler));
    if (!Name) {
      Why = {"signal " + A.Signal, "its handler is no function of the program"};
      return false;
    }
    Bytes += "function " + std::string(Name) + "\n";
  }
  if (std::string Words; port::blockedSignals(Words))
    Bytes += Words.empty() ? "blocked\n" : "blocked " + Words + "\n";
  for (const std::string &Name : port::pendingSignals())
    Bytes += "pending " + Name + "\n";
  return true;
}

bool adapters::readSignalActions(const image::Resource &From, const control::Program &Of,
                                 SignalState &State, Failure &Why) {
  std::string_view Left(reinterpret_cast<const char *>(From.Bytes),
                        static_cast<size_t>(From.Size));
  auto HasHandler = [&] {
    return State.Actions.empty() || State.Actions.back().What != SignalAction::Call ||
           State.Actions.back().Handler;
  };
  while (!Left.empty()) {
    std::string_view Line = takeLine(Left), All = Line, Word = takeWord(Line);
    bool Ok = true;
    if (Word == "action") {
      Ok = HasHandler() && readAction(Line, State.Actions.emplace_back());
    } else if (Word == "mask" && !State.Actions.empty()) {
      State.Actions.back().Mask = Line;
    } else if (Word == "function" && !HasHandler()) {
      State.Actions.back().Handler = Of.symbol(Line);
      if (!State.Actions.back().Handler) {
        Why = wrongSignals("the program has no function '" + std::string(Line) + "'");
        return false;
      }
    } else if (Word == "blocked" && !State.Blocked) {
      State.Blocked = Line;
    } else if (Word == "pending" && !Line.empty()) {
      State.Pending.emplace_back(Line);
    } else {
      Ok = false;
    }
    if (!Ok) {
      Why = wrongSignals("'" + std::string(All) + "' stands where it can't");
      return false;
    }
  }
  if (HasHandler())
    return true;
  Why = wrongSignals("a handler has no function");
  return false;
}

bool adapters::setSignalActions(const SignalState &State, Failure &Why) {
  for (const SignalAction &A : State.Actions)
    if (!port::setSignalAction(A)) {
      Why = wrongSignals("the system takes no '" + A.Flags + "' for the signal " + A.Signal);
      return false;
    }
  if (State.Blocked)
    port::blockSignals(*State.Blocked);
  for (const std::string &Name : State.Pending)
    port::sendSignal(Name);
  return true;
}
