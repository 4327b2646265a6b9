#include "adapters/ProcessSettings.h"

#include "adapters/Text.h"
#include "control/Options.h"
#include "ferry/generated.h"
#include "port/File.h"
#include "port/Undisturbed.h"

#include <cerrno>

using namespace ferry;

namespace {

bool ChangedFolder;
std::optional<unsigned> Mask; ///< as the program has set it

bool wrong(Failure &Why, std::string Message) {
  Why = {"resource " + std::string(adapters::ProcessSettingsName), std::move(Message)};
  return false;
}

bool notThere(Failure &Why, const std::string &Folder, const std::string &Message) {
  Why = {Folder, "the program worked in this folder: " + Message +
                     "; --file-map=OLD=NEW says where it is now"};
  return false;
}

/// Before the program leaves the folder that it was started in.
void leaveFirstFolder() {
  if (ChangedFolder)
    return;
  port::Undisturbed Quiet;
  int Error = errno;
  control::keepPaths();
  errno = Error;
}

} // namespace

int __ferry_chdir(const char *Path) {
  leaveFirstFolder();
  int Result = port::changeFolder(Path);
  ChangedFolder |= Result == 0;
  return Result;
}

int __ferry_fchdir(int Descriptor) {
  leaveFirstFolder();
  int Result = port::changeFolder(Descriptor);
  ChangedFolder |= Result == 0;
  return Result;
}

unsigned __ferry_umask(unsigned Bits) {
  Mask = Bits & 0777;
  return port::setFileMask(Bits);
}

bool adapters::writeProcessSettings(std::string &Bytes, Failure &Why) {
  Bytes.clear();
  if (ChangedFolder) {
    std::string Folder = port::workingFolder();
    if (Folder.empty()) {
      Why = {"the folder that the program works in", "it has no name any more"};
      return false;
    }
    Bytes = "folder " + std::to_string(Folder.size()) + "\n" + Folder + "\n";
  }
  if (Mask) {
    Bytes += "umask ";
    for (int Shift : {6, 3, 0})
      Bytes += static_cast<char>('0' + (*Mask >> Shift & 7));
    Bytes += '\n';
  }
  return true;
}

bool adapters::readProcessSettings(const image::Resource &From, ProcessSettings &Settings,
                                   Failure &Why) {
  Text Left(From);
  if (Left.take("folder ")) {
    uint64_t Size;
    std::string_view Folder;
    if (!Left.number(Size) || !Left.take("\n") || !Left.bytes(Size, Folder) ||
        !Folder.starts_with('/') || Folder.find('\0') != Folder.npos || !Left.take("\n"))
      return wrong(Why, "names no folder");
    Settings.Folder = Folder;
  }
  if (Left.take("umask ")) {
    unsigned Bits;
    if (!Left.number(Bits, 8) || Bits > 0777 || !Left.take("\n"))
      return wrong(Why, "says no umask");
    Settings.Mask = Bits;
  }
  return Left.atEnd() || wrong(Why, "'" + Left.line() + "' stands where it can't");
}

bool adapters::findFolder(ProcessSettings &Settings, const FileMap &Map, Failure &Why) {
  if (!Settings.Folder)
    return true;
  Settings.Folder = mappedPath(Map, *Settings.Folder);
  return port::isFolder(*Settings.Folder) ||
         notThere(Why, *Settings.Folder, "there is none here");
}

bool adapters::setProcessSettings(const ProcessSettings &Settings, Failure &Why) {
  if (Settings.Folder && __ferry_chdir(Settings.Folder->c_str()) != 0)
    return notThere(Why, *Settings.Folder, port::errorText(errno));
  if (Settings.Mask)
    __ferry_umask(*Settings.Mask);
  return true;
}
