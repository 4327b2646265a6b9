//===- CheckpointFolder.cpp - checkpoints on disk -------------------------===//
#include "ferry/image/CheckpointFolder.h"

#include "port/File.h"

#include <algorithm>
#include <cerrno>
#include <vector>

namespace ferry::image {

namespace {

constexpr std::string_view Prefix = "checkpoint-", Suffix = ".ferry";

Status failed(const std::string &Path, const char *Doing, int Error) {
  return {Code::System,
          Path + ": can't " + Doing + ": " + port::errorText(Error)};
}

std::string folderOf(const std::string &Path) {
  size_t Slash = Path.rfind('/');
  if (Slash == std::string::npos)
    return ".";
  return Slash == 0 ? "/" : Path.substr(0, Slash);
}

/// N of "checkpoint-N.ferry", else 0.
uint64_t numberOf(std::string_view Name) {
  if (Name.size() <= Prefix.size() + Suffix.size() || !Name.starts_with(Prefix) ||
      !Name.ends_with(Suffix))
    return 0;
  Name.remove_prefix(Prefix.size());
  Name.remove_suffix(Suffix.size());
  uint64_t Number = 0;
  if (Name.size() > 18)
    return 0;
  for (char C : Name) {
    if (C < '0' || C > '9')
      return 0;
    Number = Number * 10 + static_cast<uint64_t>(C - '0');
  }
  return Number;
}

/// One more than the highest number in the folder.
Status nextName(const std::string &Folder, std::string &Name) {
  std::vector<std::string> Names;
  if (int Error = port::listFolder(Folder, Names))
    return failed(Folder, "list", Error);
  uint64_t Highest = 0;
  for (const std::string &N : Names)
    Highest = std::max(Highest, numberOf(N));
  Name = std::string(Prefix) + std::to_string(Highest + 1) + std::string(Suffix);
  return {};
}

/// Held while a checkpoint is written: two processes that share a folder would
/// else take each other's partial file for one that a dead process left.
class FolderLock {
  int Descriptor = -1;

public:
  ~FolderLock() {
    if (Descriptor >= 0)
      port::closeFile(Descriptor);
  }
  Status take(const std::string &Folder) {
    int Error = port::lockFolder(Folder, Descriptor);
    if (Error == EWOULDBLOCK)
      return {Code::System,
              Folder + ": another process is writing a checkpoint here"};
    return Error ? failed(Folder, "open", Error) : Status();
  }
};

} // namespace

Status FileSink::open(const std::string &ThePath) {
  discard();
  Path = ThePath;
  std::string Folder = folderOf(Path);
  size_t Slash = Path.rfind('/');
  Partial = Folder + "/." +
            (Slash == std::string::npos ? Path : Path.substr(Slash + 1)) +
            ".partial";
  int Error = port::createFile(Partial, Descriptor);
  if (Error == EEXIST) {
    // Somebody died while writing it.
    port::removeFile(Partial);
    Error = port::createFile(Partial, Descriptor);
  }
  if (Error) {
    Descriptor = -1;
    return failed(Partial, "create", Error);
  }
  return {};
}

Status FileSink::write(const std::byte *Bytes, size_t Size) {
  if (int Error = port::writeFully(Descriptor, Bytes, Size))
    return failed(Partial, "write", Error);
  return {};
}

Status FileSink::commit() {
  if (int Error = port::syncFile(Descriptor))
    return failed(Partial, "sync", Error);
  int Error = port::closeFile(Descriptor);
  Descriptor = -1;
  if (!Error)
    Error = port::renameFile(Partial, Path);
  if (Error) {
    port::removeFile(Partial);
    return failed(Path, "finish", Error);
  }
  std::string Folder = folderOf(Path);
  if (int SyncError = port::syncFolder(Folder))
    return failed(Folder, "sync", SyncError);
  return {};
}

void FileSink::discard() {
  if (Descriptor < 0)
    return;
  port::closeFile(Descriptor);
  Descriptor = -1;
  port::removeFile(Partial);
}

Status writeCheckpoint(const std::string &Folder, const Image &TheImage,
                       std::string *Path, uint64_t *Written) {
  if (int Error = port::makeFolder(Folder))
    return failed(Folder, "make", Error);
  FolderLock Lock;
  if (Status S = Lock.take(Folder); !S.ok())
    return S;
  std::string Name;
  if (Status S = nextName(Folder, Name); !S.ok())
    return S;
  std::string Whole = Folder + "/" + Name;

  FileSink File;
  if (Status S = File.open(Whole); !S.ok())
    return S;
  if (Status S = writeImage(TheImage, File, Written); !S.ok())
    return S;
  if (Status S = File.commit(); !S.ok())
    return S;

  std::string Link = Folder + "/.latest.partial";
  port::removeFile(Link);
  if (int Error = port::makeSymlink(Name, Link))
    return failed(Link, "make", Error);
  if (int Error = port::renameFile(Link, Folder + "/latest")) {
    port::removeFile(Link);
    return failed(Folder + "/latest", "move", Error);
  }
  if (int Error = port::syncFolder(Folder))
    return failed(Folder, "sync", Error);
  if (Path)
    *Path = Whole;
  return {};
}

} // namespace ferry::image
