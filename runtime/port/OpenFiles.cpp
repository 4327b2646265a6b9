#include "port/OpenFiles.h"

#include "port/File.h"
#include "port/Process.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

using namespace ferry;

namespace {

struct FlagName {
  const char *Word;
  int Bits;
};
/// A word in front of those whose bits are a part of its own.
constexpr FlagName StatusFlags[] = {{"append", O_APPEND},   {"direct", O_DIRECT},
                                    {"sync", O_SYNC},       {"dsync", O_DSYNC},
                                    {"noatime", O_NOATIME}, {"nonblock", O_NONBLOCK}};

/// What the system adds by itself: the bit for large files, which glibc calls 0 where
/// all are.
int addedFlags() {
  static const int Added = [] {
    int Folder = open("/", O_RDONLY | O_CLOEXEC);
    int Flags = Folder < 0 ? 0 : fcntl(Folder, F_GETFL);
    if (Folder >= 0)
      ::close(Folder);
    return Flags < 0 ? 0 : Flags & ~O_ACCMODE;
  }();
  return Added;
}

/// What counted only while the file was opened.
constexpr int OpeningFlags =
    O_CREAT | O_EXCL | O_TRUNC | O_NOCTTY | O_NOFOLLOW | O_CLOEXEC | O_TMPFILE;

/// Of major 1: null, zero, full, random, urandom.
bool isStateless(const struct stat &Status) {
  unsigned Minor = minor(Status.st_rdev);
  return S_ISCHR(Status.st_mode) && major(Status.st_rdev) == 1 &&
         (Minor == 3 || Minor == 5 || (Minor >= 7 && Minor <= 9));
}

void fill(const struct stat &Status, port::FileFacts &Facts) {
  using port::FileFacts;
  Facts.OnDevice = Status.st_dev;
  Facts.Inode = Status.st_ino;
  Facts.Size = static_cast<uint64_t>(Status.st_size);
  Facts.Mode = Status.st_mode & 0777;
  Facts.HasName = Status.st_nlink != 0;
  Facts.Kind = S_ISREG(Status.st_mode) ? FileFacts::Regular
               : isStateless(Status)   ? FileFacts::Device
                                       : FileFacts::Other;
  Facts.What = S_ISREG(Status.st_mode)    ? "a regular file"
               : S_ISDIR(Status.st_mode)  ? "a folder"
               : S_ISFIFO(Status.st_mode) ? "a pipe"
               : S_ISSOCK(Status.st_mode) ? "a socket"
               : S_ISCHR(Status.st_mode)  ? "a device"
               : S_ISBLK(Status.st_mode)  ? "a disk"
                                          : "no file";
}

} // namespace

bool port::fileFacts(int Descriptor, FileFacts &Facts) {
  struct stat Status;
  if (fstat(Descriptor, &Status) != 0)
    return false;
  fill(Status, Facts);
  return true;
}

bool port::fileFacts(const std::string &Path, FileFacts &Facts) {
  struct stat Status;
  if (stat(Path.c_str(), &Status) != 0)
    return false;
  fill(Status, Facts);
  return true;
}

bool port::openFlags(int Descriptor, std::string &Words) {
  int Flags = fcntl(Descriptor, F_GETFL);
  if (Flags < 0 || (Flags & O_PATH))
    return false;
  int Access = Flags & O_ACCMODE;
  if (Access != O_RDONLY && Access != O_WRONLY && Access != O_RDWR)
    return false;
  Words = Access == O_RDONLY ? " read" : Access == O_WRONLY ? " write" : " read write";
  int Left = Flags & ~(O_ACCMODE | OpeningFlags | O_LARGEFILE | addedFlags());
  for (const FlagName &F : StatusFlags)
    if (F.Bits && (Left & F.Bits) == F.Bits) {
      Words += std::string(" ") + F.Word;
      Left &= ~F.Bits;
    }
  return Left == 0;
}

bool port::isOpenFlag(std::string_view Word) {
  return Word == "read" || Word == "write" ||
         std::any_of(std::begin(StatusFlags), std::end(StatusFlags),
                     [&](const FlagName &F) { return Word == F.Word; });
}

int port::openFile(const std::string &Path, std::string_view Words, int &Descriptor) {
  bool Reads = false, Writes = false;
  int Flags = O_NOCTTY | O_CLOEXEC;
  while (!Words.empty()) {
    Words.remove_prefix(1);
    std::string_view Word = Words.substr(0, Words.find(' '));
    Words.remove_prefix(Word.size());
    Reads = Reads || Word == "read";
    Writes = Writes || Word == "write";
    for (const FlagName &F : StatusFlags)
      if (Word == F.Word)
        Flags |= F.Bits;
  }
  Flags |= !Writes ? O_RDONLY : Reads ? O_RDWR : O_WRONLY;
  // A pipe of that name would wait for its other end.
  Descriptor = open(Path.c_str(), Flags | O_NONBLOCK);
  if (Descriptor < 0)
    return errno;
  if (fcntl(Descriptor, F_SETFL, Flags) == 0)
    return 0;
  int Error = errno;
  ::close(Descriptor);
  return Error;
}

bool port::closesAtExec(int Descriptor) {
  int Flags = fcntl(Descriptor, F_GETFD);
  return Flags >= 0 && (Flags & FD_CLOEXEC);
}

int64_t port::filePosition(int Descriptor) { return lseek(Descriptor, 0, SEEK_CUR); }

bool port::setFilePosition(int Descriptor, uint64_t Position) {
  return Position <= INT64_MAX && lseek(Descriptor, static_cast<off_t>(Position), SEEK_SET) ==
                                      static_cast<off_t>(Position);
}

bool port::isLocked(int Descriptor) {
  std::string Path = "/proc/self/fdinfo/" + std::to_string(Descriptor);
  int File = open(Path.c_str(), O_RDONLY | O_CLOEXEC);
  if (File < 0)
    return false;
  std::string Text(4096, 0);
  size_t Got = 0;
  readFully(File, Text.data(), Text.size(), Got);
  ::close(File);
  return Text.find("\nlock:") != Text.npos;
}

bool port::shareDescription(int One, int Other) {
  // It does nothing to a regular file, and kcmp is not there everywhere.
  int Flags = fcntl(One, F_GETFL), Before = fcntl(Other, F_GETFL);
  if (Flags < 0 || Flags != Before || fcntl(One, F_SETFL, Flags ^ O_NONBLOCK) != 0)
    return false;
  bool Share = fcntl(Other, F_GETFL) != Before;
  fcntl(One, F_SETFL, Flags);
  return Share;
}

bool port::fileDigest(int Descriptor, uint64_t Size, uint64_t &Digest) {
  constexpr uint64_t Piece = 65536, Pieces = 16;
  const bool Whole = Size <= Piece * Pieces;
  std::string Buffer(Piece, 0);
  XXH3_state_t State;
  if (Size > INT64_MAX)
    return false;
  XXH3_64bits_reset(&State);
  for (uint64_t N = 0; N < Pieces; ++N) {
    uint64_t From = Whole ? N * Piece : (Size - Piece) / (Pieces - 1) * N;
    if (!Whole && N == Pieces - 1)
      From = Size - Piece;
    if (Whole && From >= Size)
      break;
    size_t Left = static_cast<size_t>(std::min(Piece, Size - From));
    while (Left) {
      ssize_t Got = pread(Descriptor, Buffer.data(), Left, static_cast<off_t>(From));
      if (Got < 0 && errno == EINTR)
        continue;
      if (Got <= 0)
        return false;
      XXH3_64bits_update(&State, Buffer.data(), static_cast<size_t>(Got));
      From += static_cast<uint64_t>(Got);
      Left -= static_cast<size_t>(Got);
    }
  }
  Digest = XXH3_64bits_digest(&State);
  return true;
}

bool port::readContents(int Descriptor, uint64_t Size, std::string &Contents) {
  Contents.resize(static_cast<size_t>(Size));
  size_t Done = 0;
  while (Done < Contents.size()) {
    ssize_t Got = pread(Descriptor, Contents.data() + Done, Contents.size() - Done,
                        static_cast<off_t>(Done));
    if (Got < 0 && errno == EINTR)
      continue;
    if (Got <= 0)
      return false;
    Done += static_cast<size_t>(Got);
  }
  return true;
}

bool port::readContentsAgain(int Descriptor, uint64_t Size, std::string &Contents) {
  std::string Path = "/proc/self/fd/" + std::to_string(Descriptor);
  int Again = open(Path.c_str(), O_RDONLY | O_CLOEXEC);
  bool Ok = Again >= 0 && readContents(Again, Size, Contents);
  if (Again >= 0)
    ::close(Again);
  return Ok;
}

int port::makeFile(const std::string &Path, unsigned Mode, std::string_view Contents) {
  int File = open(Path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, Mode & 0777);
  if (File < 0)
    return errno;
  int Error = writeFully(File, Contents.data(), Contents.size());
  ::close(File);
  if (Error)
    removeFile(Path);
  return Error;
}

int port::makeTemporaryFile(std::string_view Contents, std::string &Path) {
  const char *Folder = environmentVariable("TMPDIR");
  for (unsigned N = 0;; ++N) {
    Path = std::string(Folder ? Folder : "/tmp") + "/ferry-" + std::to_string(processId()) +
           "-" + std::to_string(N);
    int Error = makeFile(Path, 0600, Contents);
    if (Error != EEXIST || N == 10000)
      return Error;
  }
}

int port::duplicateAbove(int Descriptor, int Lowest) {
  int Other = fcntl(Descriptor, F_DUPFD_CLOEXEC, Lowest);
  return Other < 0 ? -errno : Other;
}

int port::duplicate(int Descriptor) { return fcntl(Descriptor, F_DUPFD, 0); }

int port::duplicateAs(int Descriptor, int Wanted) {
  if (Descriptor == Wanted)
    return fcntl(Descriptor, F_GETFD) < 0 ? -1 : Wanted;
  return dup3(Descriptor, Wanted, 0);
}

int port::duplicateAs(int Descriptor, int Wanted, int Flags) {
  return dup3(Descriptor, Wanted, Flags);
}

int port::control(int Descriptor, int Command, void *Argument, bool &Duplicates) {
  Duplicates = Command == F_DUPFD || Command == F_DUPFD_CLOEXEC;
  return fcntl(Descriptor, Command, Argument);
}

bool port::placeDescriptor(int Descriptor, int Number, bool ClosesAtExec) {
  return dup3(Descriptor, Number, ClosesAtExec ? O_CLOEXEC : 0) == Number;
}

bool port::cutFile(int Descriptor, uint64_t Size) {
  return ftruncate(Descriptor, static_cast<off_t>(Size)) == 0;
}

uint64_t port::descriptorLimit() {
  rlimit Limit;
  if (getrlimit(RLIMIT_NOFILE, &Limit) != 0 || Limit.rlim_cur == RLIM_INFINITY)
    return INT32_MAX;
  return std::min<uint64_t>(Limit.rlim_cur, INT32_MAX);
}
