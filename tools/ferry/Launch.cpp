//===- Launch.cpp - start a program with Ferry's settings -----------------===//
///
/// \file
/// `ferry run` does nothing that the environment variables don't do: it sets them
/// and becomes the program, so that its process id, its terminal and its exit
/// status are the program's own.
///
//===----------------------------------------------------------------------===//
#include "Launch.h"

#include "Binary.h"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fmt/core.h>
#include <unistd.h>

namespace fs = std::filesystem;

namespace ferry::tool {

std::string absolute(const std::string &Path) {
  return fs::absolute(Path).lexically_normal();
}

std::optional<std::string> findProgram(const std::string &Name) {
  if (Name.find('/') != std::string::npos)
    return fs::exists(Name) ? std::optional(Name) : std::nullopt;
  const char *Set = std::getenv("PATH");
  std::string Path = Set ? Set : "/usr/local/bin:/usr/bin:/bin";
  for (size_t At = 0; At <= Path.size();) {
    size_t End = std::min(Path.find(':', At), Path.size());
    std::string Folder = Path.substr(At, End - At);
    std::string Candidate = (Folder.empty() ? "." : Folder) + "/" + Name;
    std::error_code Ignored;
    if (fs::is_regular_file(Candidate, Ignored) &&
        ::access(Candidate.c_str(), X_OK) == 0)
      return Candidate;
    At = End + 1;
  }
  return std::nullopt;
}

void setEnvironment(const CheckpointOptions &Options,
                    const std::string &DefaultFolder) {
  auto Set = [](const char *Name, const std::string &Value,
                const std::string &Default = "") {
    if (!Value.empty())
      ::setenv(Name, Value.c_str(), 1);
    else if (!Default.empty())
      ::setenv(Name, Default.c_str(), 0);
  };
  Set("FERRY_DIR", Options.Folder.empty() ? "" : absolute(Options.Folder),
      absolute(DefaultFolder));
  Set("FERRY_EVERY", Options.Every);
  Set("FERRY_AT_POLL", Options.AtPoll);
  Set("FERRY_ON_SIGNAL", Options.Signal, "USR1");
  Set("FERRY_THEN", Options.Then);
  Set("FERRY_CARRY_FILES", Options.CarriedSize);
  Set("FERRY_STATS", Options.Stats.empty() ? "" : absolute(Options.Stats));
}

void become(const std::vector<std::string> &Words, int ExitStatus) {
  std::vector<char *> Pointers;
  for (const std::string &Word : Words)
    Pointers.push_back(const_cast<char *>(Word.c_str()));
  Pointers.push_back(nullptr);
  ::execv(Words[0].c_str(), Pointers.data());
  throw Error(ExitStatus, fmt::format("can't run {}: {}", Words[0],
                                      std::strerror(errno)));
}

int run(const RunOptions &Options) {
  const std::string &Name = Options.Command[0];
  std::optional<std::string> Path = findProgram(Name);
  if (!Path)
    throw Error(ExitNotStarted, fmt::format("{}: there is no such program", Name));
  std::vector<std::string> Words = startWords(*Path, ExitNotStarted);
  Words.insert(Words.end(), Options.Command.begin() + 1, Options.Command.end());
  setEnvironment(Options.Checkpoints, "ckpt");
  // What an outer restore was told is not for this program.
  ::unsetenv("FERRY_RESTORE");
  become(Words, ExitNotStarted);
}

} // namespace ferry::tool
