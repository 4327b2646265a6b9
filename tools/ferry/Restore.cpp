//===- Restore.cpp - go on from a checkpoint ------------------------------===//
///
/// \file
/// Looks at the image before the program does: a damaged one is told in one line,
/// whatever the binary. What the image means in the binary is the runtime's
/// business.
///
//===----------------------------------------------------------------------===//
#include "Binary.h"
#include "Launch.h"
#include "ferry/image/Reader.h"

#include <cstdlib>
#include <filesystem>
#include <fmt/core.h>

namespace fs = std::filesystem;

namespace ferry::tool {

/// For the program, which may be in another folder by then.
static std::string fileMap(const std::vector<std::string> &Given) {
  std::string Lines;
  for (const std::string &Entry : Given) {
    size_t Equals = Entry.find('=');
    if (Equals == Entry.npos || Equals == 0 || Equals + 1 == Entry.size() ||
        Entry.find('\n') != Entry.npos)
      throw Error(ExitNotRestored, fmt::format("--file-map={}: want OLD=NEW", Entry));
    Lines += absolute(Entry.substr(0, Equals)) + '=' + absolute(Entry.substr(Equals + 1)) + '\n';
  }
  return Lines;
}

int restore(const RestoreOptions &Options) {
  image::Image Read;
  if (image::Status S = image::readImage(Options.Image, Read); !S.ok())
    throw Error(ExitNotRestored, S.text());
  Read = {};

  std::optional<std::string> Path = findProgram(Options.Binary);
  if (!Path)
    throw Error(ExitNotRestored,
                fmt::format("{}: there is no such program", Options.Binary));
  std::vector<std::string> Words = startWords(*Path, ExitNotRestored);
  if (readBinary(*Path, ExitNotRestored).IsElf && !hasRuntime(*Path))
    throw Error(ExitNotRestored,
                fmt::format("{} was not built by ferry-cc: it would start from the "
                            "beginning",
                            *Path));
  Words.insert(Words.end(), Options.Arguments.begin(), Options.Arguments.end());

  // The file itself, not `latest`: that one moves on.
  fs::path Image = fs::canonical(fs::is_directory(Options.Image)
                                     ? Options.Image + "/latest"
                                     : Options.Image);
  setEnvironment(Options.Checkpoints, Image.parent_path());
  ::setenv("FERRY_RESTORE", Image.c_str(), 1);
  if (!Options.OnOverflow.empty())
    ::setenv("FERRY_ON_OVERFLOW", Options.OnOverflow.c_str(), 1);
  if (!Options.OnFileChange.empty())
    ::setenv("FERRY_ON_FILE_CHANGE", Options.OnFileChange.c_str(), 1);
  if (!Options.FileMap.empty())
    ::setenv("FERRY_FILE_MAP", fileMap(Options.FileMap).c_str(), 1);
  become(Words, ExitNotRestored);
}

} // namespace ferry::tool
