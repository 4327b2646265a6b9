//===- Checkpoint.cpp - make a running program write a checkpoint ---------===//
///
/// \file
/// The process says itself, in its environment, on which signal it makes a
/// checkpoint and where. It is asked, and `latest` watched until it names another
/// file. A signal that the process does not catch would end it, so that is looked
/// at first.
///
//===----------------------------------------------------------------------===//
#include "Tool.h"

#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>
#include <filesystem>
#include <fmt/core.h>
#include <fstream>
#include <thread>

namespace fs = std::filesystem;

namespace ferry::tool {

namespace {

class Process {
  int Id;

  std::string file(const char *Name) const {
    return fmt::format("/proc/{}/{}", Id, Name);
  }

public:
  explicit Process(int Id) : Id(Id) {}

  std::map<std::string, std::string> environment() const {
    std::ifstream File(file("environ"), std::ios::binary);
    if (!File)
      throw Error(ExitNotCaptured,
                  fmt::format("process {}: {}", Id,
                              errno == ENOENT ? "there is none"
                                              : std::strerror(errno)));
    std::map<std::string, std::string> All;
    for (std::string Text; std::getline(File, Text, '\0');)
      if (size_t Equals = Text.find('='); Equals != std::string::npos)
        All.try_emplace(Text.substr(0, Equals), Text.substr(Equals + 1));
    return All;
  }

  fs::path folder() const { return fs::read_symlink(file("cwd")); }

  bool isAlive() const {
    std::ifstream File(file("stat"));
    std::string Text;
    std::getline(File, Text);
    // "1234 (name) Z ...": the name may hold anything.
    size_t Behind = Text.rfind(')');
    return Behind != std::string::npos && Behind + 2 < Text.size() &&
           Text[Behind + 2] != 'Z' && Text[Behind + 2] != 'X';
  }

  bool catches(int Signal) const {
    std::ifstream File(file("status"));
    for (std::string Line; std::getline(File, Line);)
      if (Line.starts_with("SigCgt:")) {
        uint64_t Mask = std::stoull(Line.substr(7), nullptr, 16);
        return Mask >> (Signal - 1) & 1;
      }
    return false;
  }
};

/// The inverse of what FERRY_ON_SIGNAL may say: USR1, SIGUSR1, 10.
int signalNumber(std::string Text) {
  if (Text.starts_with("SIG"))
    Text = Text.substr(3);
  for (int Number = 1; Number < NSIG; ++Number)
    if (const char *Name = ::sigabbrev_np(Number);
        (Name && Text == Name) || Text == std::to_string(Number))
      return Number;
  return 0;
}

std::string latestOf(const fs::path &Folder) {
  std::error_code Ignored;
  return fs::read_symlink(Folder / "latest", Ignored).string();
}

} // namespace

int checkpoint(const CheckpointRequest &Request) {
  using Clock = std::chrono::steady_clock;
  Process Target(Request.Process);
  auto Settings = Target.environment();
  auto Fail = [&](const std::string &Text) {
    return Error(ExitNotCaptured,
                 fmt::format("process {}: {}", Request.Process, Text));
  };

  // A process that a shell has just started may not have become `ferry run` yet.
  auto IsTold = [&] {
    return Settings.count("FERRY_ON_SIGNAL") && Settings.count("FERRY_DIR");
  };
  for (unsigned Tries = 0; !IsTold() && Tries < 50; ++Tries) {
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    Settings = Target.environment();
  }
  if (!IsTold())
    throw Fail("it was not told to make checkpoints; start it with `ferry run`, "
               "or with FERRY_ON_SIGNAL and FERRY_DIR set");
  int Signal = signalNumber(Settings["FERRY_ON_SIGNAL"]);
  if (Signal == 0)
    throw Fail(fmt::format("FERRY_ON_SIGNAL={} is no signal",
                           Settings["FERRY_ON_SIGNAL"]));
  fs::path Folder = Target.folder() / Settings["FERRY_DIR"];
  auto Deadline = Clock::now() + std::chrono::duration_cast<Clock::duration>(
                                     std::chrono::duration<double>(Request.Timeout));
  auto Wait = [&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
    return Clock::now() < Deadline;
  };

  // It may have been started a moment ago.
  while (!Target.catches(Signal)) {
    if (!Target.isAlive())
      throw Fail("it has ended");
    if (!Wait())
      throw Fail(fmt::format("it does not catch SIG{}; was it built by ferry-cc?",
                             ::sigabbrev_np(Signal)));
  }

  std::string Before = latestOf(Folder);
  if (::kill(Request.Process, Signal) != 0)
    throw Fail(std::strerror(errno));
  for (;;) {
    // Looked at before the link: it may write and leave in between.
    bool IsAlive = Target.isAlive();
    std::string Now = latestOf(Folder);
    if (!Now.empty() && Now != Before) {
      fmt::print("{}\n", (Folder / Now).string());
      return 0;
    }
    if (!IsAlive)
      throw Fail("it has ended without a checkpoint");
    if (!Wait())
      throw Fail(fmt::format("no checkpoint after {} s; is it waiting outside of "
                             "instrumented code?",
                             Request.Timeout));
  }
}

} // namespace ferry::tool
