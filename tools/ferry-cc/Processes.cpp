//===- Processes.cpp - child processes and temporary files ----------------===//

#include "Processes.h"
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <set>
#include <spawn.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

extern char **environ;

namespace ferry_cc {
namespace {

std::string ProgramName = "ferry-cc";
std::mutex Lock; // of all below
std::set<pid_t> Children;
bool Stopping = false;
std::string Folder;
sigset_t Watched, Unwatched;
bool Watching = false;

std::vector<char *> pointers(const Words &Command) {
  std::vector<char *> Result;
  for (const std::string &Word : Command)
    Result.push_back(const_cast<char *>(Word.c_str()));
  Result.push_back(nullptr);
  return Result;
}

/// All words but the first in a file, quoted for GCC and Clang.
Words throughResponseFile(const Words &Command) {
  static std::atomic<unsigned> Number;
  std::string Path =
      temporaryFile("arguments-" + std::to_string(Number++) + ".rsp");
  std::ofstream File(Path, std::ios::binary);
  for (size_t I = 1; I < Command.size(); ++I) {
    File << '"';
    for (char C : Command[I]) {
      if (C == '"' || C == '\\')
        File << '\\';
      File << C;
    }
    File << "\"\n";
  }
  return {Command[0], "@" + Path};
}

void onSignal() {
  int Signal = 0;
  sigwait(&Watched, &Signal);
  {
    std::lock_guard<std::mutex> Guard(Lock);
    Stopping = true;
    for (pid_t Child : Children)
      kill(Child, SIGTERM);
  }
  removeTemporaries();
  signal(Signal, SIG_DFL);
  sigset_t Only;
  sigemptyset(&Only);
  sigaddset(&Only, Signal);
  kill(getpid(), Signal);
  pthread_sigmask(SIG_UNBLOCK, &Only, nullptr);
  _exit(128 + Signal);
}

} // namespace

void setProgramName(const std::string &Name) { ProgramName = Name; }

void complain(const std::string &Text) {
  std::string Line = ProgramName + ": error: " + Text + "\n";
  fputs(Line.c_str(), stderr);
}

void watchSignals() {
  sigemptyset(&Watched);
  for (int Signal : {SIGINT, SIGTERM, SIGHUP, SIGQUIT})
    sigaddset(&Watched, Signal);
  pthread_sigmask(SIG_BLOCK, &Watched, &Unwatched);
  Watching = true;
  std::thread(onSignal).detach();
}

int run(const Words &Given, const RunIn &In, bool ResponseFiles) {
  Words Command = Given;
  size_t Length = 0;
  for (const std::string &Word : Command)
    Length += Word.size() + 1;
  if (ResponseFiles && Length > 60000)
    Command = throughResponseFile(Command);

  posix_spawn_file_actions_t Actions;
  posix_spawn_file_actions_init(&Actions);
  posix_spawnattr_t Attributes;
  posix_spawnattr_init(&Attributes);
  if (Watching) {
    posix_spawnattr_setsigmask(&Attributes, &Unwatched);
    posix_spawnattr_setflags(&Attributes, POSIX_SPAWN_SETSIGMASK);
  }
  if (!In.Input.empty())
    posix_spawn_file_actions_addopen(&Actions, 0, In.Input.c_str(), O_RDONLY,
                                     0);
  int Pipe[2] = {-1, -1};
  if (In.Output) {
    if (pipe2(Pipe, O_CLOEXEC) != 0) {
      complain(std::string("pipe: ") + strerror(errno));
      return 127;
    }
    posix_spawn_file_actions_adddup2(&Actions, Pipe[1], 1);
  }
  if (!In.Folder.empty())
    posix_spawn_file_actions_addchdir_np(&Actions, In.Folder.c_str());

  pid_t Child = 0;
  int Error = 0;
  {
    std::lock_guard<std::mutex> Guard(Lock);
    if (Stopping)
      Error = ECANCELED;
    else
      Error = posix_spawnp(&Child, Command[0].c_str(), &Actions, &Attributes,
                           pointers(Command).data(), environ);
    if (!Error)
      Children.insert(Child);
  }
  posix_spawn_file_actions_destroy(&Actions);
  posix_spawnattr_destroy(&Attributes);
  if (Pipe[1] >= 0)
    close(Pipe[1]);
  if (Error) {
    if (Pipe[0] >= 0)
      close(Pipe[0]);
    if (Error != ECANCELED)
      complain("cannot run '" + Command[0] + "': " + strerror(Error));
    return 127;
  }
  if (In.Output) {
    char Buffer[4096];
    for (ssize_t Got; (Got = read(Pipe[0], Buffer, sizeof Buffer)) != 0;) {
      if (Got > 0)
        In.Output->append(Buffer, Got);
      else if (errno != EINTR)
        break;
    }
    close(Pipe[0]);
  }
  int Status = 0;
  while (waitpid(Child, &Status, 0) < 0 && errno == EINTR)
    ;
  {
    std::unique_lock<std::mutex> Guard(Lock);
    Children.erase(Child);
    if (Stopping) { // The status to leave with is the signal's: onSignal ends us.
      Guard.unlock();
      for (;;)
        pause();
    }
  }
  if (WIFSIGNALED(Status)) {
    complain("'" + Command[0] + "' was ended by signal " +
             std::to_string(WTERMSIG(Status)));
    return 128 + WTERMSIG(Status);
  }
  return WEXITSTATUS(Status);
}

int become(const Words &Command) {
  removeTemporaries();
  if (Watching)
    pthread_sigmask(SIG_SETMASK, &Unwatched, nullptr);
  execvp(Command[0].c_str(), pointers(Command).data());
  complain("cannot run '" + Command[0] + "': " + strerror(errno));
  return 127;
}

bool inParallel(size_t Count, const std::function<bool(size_t)> &Work) {
  std::atomic<size_t> Next = 0;
  std::atomic<bool> Good = true;
  auto Loop = [&] {
    for (size_t I; Good && (I = Next++) < Count;)
      if (!Work(I))
        Good = false;
  };
  size_t Threads = std::min<size_t>(
      Count, std::max(1u, std::thread::hardware_concurrency()));
  std::vector<std::thread> Pool;
  for (size_t I = 1; I < Threads; ++I)
    Pool.emplace_back(Loop);
  Loop();
  for (std::thread &Thread : Pool)
    Thread.join();
  return Good;
}

const std::string &temporaryFolder() {
  std::lock_guard<std::mutex> Guard(Lock);
  if (Folder.empty() && !Stopping) {
    const char *Base = getenv("TMPDIR");
    std::string Pattern =
        std::string(Base && *Base ? Base : "/tmp") + "/ferry-XXXXXX";
    if (mkdtemp(Pattern.data()))
      Folder = std::filesystem::absolute(Pattern);
    else
      complain("cannot make a temporary folder '" + Pattern +
               "': " + strerror(errno));
  }
  return Folder;
}

std::string temporaryFile(const std::string &Name) {
  return temporaryFolder() + "/" + Name;
}

void removeTemporaries() {
  std::lock_guard<std::mutex> Guard(Lock);
  std::error_code Ignored;
  if (!Folder.empty())
    std::filesystem::remove_all(Folder, Ignored);
  Folder.clear();
}

} // namespace ferry_cc
