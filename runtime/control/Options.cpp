#include "control/Options.h"

#include "port/File.h"
#include "port/Process.h"
#include "port/Signals.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>

using namespace ferry;
using namespace ferry::control;

namespace {

[[noreturn]] void wrong(const char *Name, const char *Text, const char *Wanted,
                        int Status = ExitNotCaptured) {
  port::message("%s=%s: %s", Name, Text, Wanted);
  port::leave(Status);
}

/// "500ms", "60s", "10m", "2h"; a number alone means seconds.
int64_t interval(const char *Name, const char *Text) {
  constexpr const char *Wanted =
      "want a time above zero, such as 500ms, 60s, 10m or 2h";
  char *End;
  double Number = strtod(Text, &End);
  double Unit = !*End || strcmp(End, "s") == 0 ? 1e9
                : strcmp(End, "us") == 0       ? 1e3
                : strcmp(End, "ms") == 0       ? 1e6
                : strcmp(End, "m") == 0        ? 60e9
                : strcmp(End, "h") == 0        ? 3600e9
                                               : 0;
  double Nanoseconds = Number * Unit;
  if (End == Text || !(Nanoseconds >= 1000) || Nanoseconds > 9e18)
    wrong(Name, Text, Wanted);
  return static_cast<int64_t>(Nanoseconds);
}

uint64_t number(const char *Name, const char *Text) {
  char *End;
  uint64_t Number = strtoull(Text, &End, 10);
  if (*End || !Number || *Text == '-')
    wrong(Name, Text, "want the number of a poll: 1, 2, ...");
  return Number;
}

/// "4000", "64K", "1M".
uint64_t size(const char *Name, const char *Text) {
  char *End;
  uint64_t Number = strtoull(Text, &End, 10);
  unsigned Shift = *End == 'K' ? 10 : *End == 'M' ? 20 : *End == 'G' ? 30 : 0;
  if (End == Text || *Text == '-' || End[Shift != 0] || Number > UINT64_MAX >> 30)
    wrong(Name, Text, "want a size, such as 4000, 64K or 1M");
  return Number << Shift;
}

/// A line each. OLD ends at the first '='.
adapters::FileMap fileMap(const char *Name, const char *Text) {
  adapters::FileMap Map;
  for (std::string_view Left = Text; !Left.empty();) {
    std::string_view Line = Left.substr(0, Left.find('\n'));
    Left.remove_prefix(std::min(Left.size(), Line.size() + 1));
    size_t Equals = Line.find('=');
    if (Equals == Line.npos || !Line.starts_with('/') || Equals + 1 == Line.size())
      wrong(Name, std::string(Line).c_str(), "want OLD=NEW, OLD from the root on",
            ExitNotRestored);
    // Folders, with or without a slash at their end.
    auto Plain = [](std::string_view Path) {
      while (Path.ends_with('/'))
        Path.remove_suffix(1);
      return std::string(Path);
    };
    Map.emplace_back(Plain(Line.substr(0, Equals)), Plain(Line.substr(Equals + 1)));
  }
  return Map;
}

Options fromEnvironment() {
  Options O;
  auto Each = [](const char *Name, auto Use) {
    if (const char *Text = port::environmentVariable(Name))
      Use(Name, Text);
  };
  Each("FERRY_DIR", [&](auto, auto Text) { O.Folder = Text; });
  Each("FERRY_EVERY",
       [&](auto Name, auto Text) { O.Every = interval(Name, Text); });
  Each("FERRY_AT_POLL",
       [&](auto Name, auto Text) { O.AtPoll = number(Name, Text); });
  Each("FERRY_ON_SIGNAL", [&](auto Name, auto Text) {
    O.Signal = port::signalNumber(Text);
    if (!O.Signal)
      wrong(Name, Text, "want the name of a signal, such as USR1");
  });
  Each("FERRY_THEN", [&](auto Name, auto Text) {
    O.ThenExit = strcmp(Text, "exit") == 0;
    if (!O.ThenExit && strcmp(Text, "continue") != 0)
      wrong(Name, Text, "want continue or exit");
  });
  Each("FERRY_RESTORE", [&](auto, auto Text) { O.Restore = Text; });
  Each("FERRY_STATS", [&](auto, auto Text) { O.Stats = Text; });
  Each("FERRY_ON_OVERFLOW", [&](auto Name, auto Text) {
    if (strcmp(Text, "saturate") == 0)
      O.Overflow = OnOverflow::Saturate;
    else if (strcmp(Text, "wrap") == 0)
      O.Overflow = OnOverflow::Wrap;
    else if (strcmp(Text, "error") != 0)
      wrong(Name, Text, "want error, saturate or wrap", ExitNotRestored);
  });
  Each("FERRY_ON_FILE_CHANGE", [&](auto Name, auto Text) {
    if (strcmp(Text, "warn") == 0)
      O.FileChange = adapters::OnFileChange::Warn;
    else if (strcmp(Text, "refuse") != 0)
      wrong(Name, Text, "want refuse or warn", ExitNotRestored);
  });
  Each("FERRY_FILE_MAP", [&](auto Name, auto Text) { O.Files = fileMap(Name, Text); });
  Each("FERRY_CARRY_FILES", [&](auto Name, auto Text) { O.CarriedSize = size(Name, Text); });
  if (O.captures() && O.Folder.empty()) {
    port::message("FERRY_DIR is not set: no folder to put checkpoints into");
    port::leave(ExitNotCaptured);
  }
  return O;
}

} // namespace

static Options &own() {
  // Never destroyed: atexit handlers ask for it.
  static Options &Read = *new Options(fromEnvironment());
  return Read;
}

const Options &control::options() { return own(); }

void control::keepPaths() {
  std::string Here = port::workingFolder();
  for (std::string *Path : {&own().Folder, &own().Stats})
    if (!Path->empty() && !Path->starts_with('/') && !Here.empty())
      Path->insert(0, Here + "/");
}

const char *control::testRecapture() {
  return port::environmentVariable("FERRY_TEST_RECAPTURE");
}

size_t control::testShift() {
  static const size_t Shift = [] {
    const char *Text = port::environmentVariable("FERRY_TEST_SHIFT");
    return Text ? static_cast<size_t>(strtoul(Text, nullptr, 10) % 10000) : 0;
  }();
  return Shift;
}
