#include "port/Descriptors.h"

#include "port/File.h"

#include <algorithm>
#include <cstdlib>
#include <sys/stat.h>
#include <unistd.h>

using namespace ferry;

std::vector<port::Descriptor> port::openDescriptors() {
  std::vector<std::string> Names;
  // Where /proc is missing, those that a shell or a small program uses.
  if (listFolder("/proc/self/fd", Names) != 0)
    for (int Number = 0; Number < 64; ++Number)
      Names.push_back(std::to_string(Number));
  std::vector<Descriptor> Open;
  for (const std::string &Name : Names) {
    int Number = std::atoi(Name.c_str());
    struct stat Status;
    // The one that the folder was listed with is closed again.
    if (Name[0] == '.' || fstat(Number, &Status) != 0)
      continue;
    Open.push_back({Number, Status.st_dev, Status.st_ino,
                    S_ISSOCK(Status.st_mode) || S_ISFIFO(Status.st_mode)});
  }
  std::sort(Open.begin(), Open.end(), [](const Descriptor &A, const Descriptor &B) {
    return A.Number < B.Number;
  });
  return Open;
}

std::string port::openedName(int Descriptor) {
  char Name[4096];
  ssize_t Length = readlink(("/proc/self/fd/" + std::to_string(Descriptor)).c_str(),
                            Name, sizeof Name);
  return Length < 0 ? "" : std::string(Name, static_cast<size_t>(Length));
}
