//===- File.cpp - files, on POSIX -----------------------------------------===//
///
/// \file
/// Large files on 32-bit machines too: _FILE_OFFSET_BITS stands before every
/// include. A rename over an existing name is atomic by POSIX; that the entry
/// survives a power cut needs the folder's fsync.
///
//===----------------------------------------------------------------------===//
#define _FILE_OFFSET_BITS 64

#include "port/File.h"

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <dirent.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

namespace ferry::port {

namespace {

int result(int Returned) { return Returned < 0 ? errno : 0; }

template <typename Call> auto again(Call Do) -> decltype(Do()) {
  for (;;) {
    auto Result = Do();
    if (Result >= 0 || errno != EINTR)
      return Result;
  }
}

} // namespace

int createFile(const std::string &Path, int &Descriptor) {
  Descriptor = again([&] {
    return ::open(Path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  });
  return result(Descriptor);
}

int openToWrite(const std::string &Path, int &Descriptor) {
  Descriptor = again([&] {
    return ::open(Path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  });
  return result(Descriptor);
}

int writeFully(int Descriptor, const void *Bytes, size_t Size) {
  const char *From = static_cast<const char *>(Bytes);
  while (Size != 0) {
    ssize_t Count = again([&] { return ::write(Descriptor, From, Size); });
    if (Count < 0)
      return errno;
    if (Count == 0)
      return EIO;
    From += Count;
    Size -= static_cast<size_t>(Count);
  }
  return 0;
}

int readFully(int Descriptor, void *Bytes, size_t Size, size_t &Got) {
  char *To = static_cast<char *>(Bytes);
  Got = 0;
  while (Got < Size) {
    ssize_t Count =
        again([&] { return ::read(Descriptor, To + Got, Size - Got); });
    if (Count < 0)
      return errno;
    if (Count == 0)
      break;
    Got += static_cast<size_t>(Count);
  }
  return 0;
}

static int64_t Synced;

static int64_t now() {
  timespec Now;
  clock_gettime(CLOCK_MONOTONIC, &Now);
  return Now.tv_sec * int64_t(1000000000) + Now.tv_nsec;
}

int64_t syncTime() { return Synced; }

int syncFile(int Descriptor) {
  int64_t Start = now();
  int Result = again([&] { return ::fsync(Descriptor); });
  Synced += now() - Start;
  // Pipes and some special files can't be synced; there is nothing to lose.
  return Result < 0 && errno != EINVAL && errno != EROFS ? errno : 0;
}

int closeFile(int Descriptor) { return result(::close(Descriptor)); }

int syncFolder(const std::string &Path) {
  int Descriptor = again([&] {
    return ::open(Path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  });
  if (Descriptor < 0)
    return errno;
  int Error = syncFile(Descriptor);
  ::close(Descriptor);
  return Error;
}

int renameFile(const std::string &From, const std::string &To) {
  return result(::rename(From.c_str(), To.c_str()));
}

int removeFile(const std::string &Path) { return result(::unlink(Path.c_str())); }

int makeFolder(const std::string &Path) {
  if (::mkdir(Path.c_str(), 0777) == 0 || (errno == EEXIST && isFolder(Path)))
    return 0;
  return errno;
}

int makeSymlink(const std::string &Target, const std::string &Path) {
  return result(::symlink(Target.c_str(), Path.c_str()));
}

int lockFolder(const std::string &Path, int &Descriptor) {
  Descriptor = again([&] {
    return ::open(Path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  });
  if (Descriptor < 0)
    return errno;
  if (again([&] { return ::flock(Descriptor, LOCK_EX | LOCK_NB); }) < 0 &&
      errno == EWOULDBLOCK) {
    ::close(Descriptor);
    Descriptor = -1;
    return EWOULDBLOCK;
  }
  return 0;
}

int listFolder(const std::string &Path, std::vector<std::string> &Names) {
  DIR *Folder = ::opendir(Path.c_str());
  if (!Folder)
    return errno;
  for (;;) {
    errno = 0;
    const dirent *Entry = ::readdir(Folder);
    if (!Entry)
      break;
    Names.push_back(Entry->d_name);
  }
  int Error = errno;
  ::closedir(Folder);
  return Error;
}

bool isFolder(const std::string &Path) {
  struct stat Facts;
  return ::stat(Path.c_str(), &Facts) == 0 && S_ISDIR(Facts.st_mode);
}

int mapFile(const std::string &Path, const std::byte *&Bytes, uint64_t &Size) {
  Bytes = nullptr;
  Size = 0;
  int Descriptor =
      again([&] { return ::open(Path.c_str(), O_RDONLY | O_CLOEXEC); });
  if (Descriptor < 0)
    return errno;
  struct stat Facts;
  int Error = result(::fstat(Descriptor, &Facts));
  if (Error == 0 && !S_ISREG(Facts.st_mode))
    Error = S_ISDIR(Facts.st_mode) ? EISDIR : ENODEV;
  if (Error == 0 && Facts.st_size > 0) {
    Size = static_cast<uint64_t>(Facts.st_size);
    if (Size > SIZE_MAX / 2) {
      Error = EFBIG;
    } else {
      void *Mapped = ::mmap(nullptr, static_cast<size_t>(Size), PROT_READ,
                            MAP_PRIVATE, Descriptor, 0);
      if (Mapped == MAP_FAILED)
        Error = errno;
      else
        Bytes = static_cast<const std::byte *>(Mapped);
    }
  }
  ::close(Descriptor);
  return Error;
}

void unmap(const std::byte *Bytes, uint64_t Size) {
  if (Bytes)
    ::munmap(const_cast<std::byte *>(Bytes), static_cast<size_t>(Size));
}

std::string errorText(int Errno) { return std::strerror(Errno); }

int changeFolder(const char *Path) { return chdir(Path); }
int changeFolder(int Descriptor) { return fchdir(Descriptor); }
unsigned setFileMask(unsigned Bits) { return umask(Bits); }

std::string workingFolder() {
  char *Name = getcwd(nullptr, 0); // of any length, as glibc does
  std::string Folder = Name ? Name : "";
  free(Name);
  return Folder.starts_with('/') ? Folder : ""; // "(unreachable)/..."
}

} // namespace ferry::port
