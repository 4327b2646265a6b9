//===- CheckpointFolder.h - checkpoints on disk -----------------*- C++ -*-===//
///
/// \file
/// A folder of checkpoints, `checkpoint-1.ferry`, `checkpoint-2.ferry`, ..., and
/// a symbolic link `latest` to the newest whole one.
///
///   write  .checkpoint-7.ferry.partial   created exclusively
///   fsync, rename to checkpoint-7.ferry, fsync the folder
///   make   .latest.partial -> checkpoint-7.ferry, rename to latest, fsync again
///
/// A crash, a full disk or a kill -9 at any moment leaves the previous checkpoint
/// whole and `latest` on a whole one. A failure removes the partial file.
///
//===----------------------------------------------------------------------===//
#ifndef FERRY_IMAGE_CHECKPOINTFOLDER_H
#define FERRY_IMAGE_CHECKPOINTFOLDER_H

#include "ferry/image/Writer.h"

#include <string>

namespace ferry::image {

/// A sink into a file that appears under its name only when it is whole.
class FileSink final : public Sink {
public:
  FileSink() = default;
  FileSink(const FileSink &) = delete;
  FileSink &operator=(const FileSink &) = delete;
  ~FileSink() { discard(); }

  /// Starts writing what will be `Path`. An old partial file is replaced.
  Status open(const std::string &Path);
  Status write(const std::byte *Bytes, size_t Size) override;
  /// Syncs and gives the file its name.
  Status commit();
  /// Removes what was written so far, if not committed.
  void discard();

private:
  std::string Path, Partial;
  int Descriptor = -1;
};

/// Writes the image as the folder's next checkpoint and moves `latest` to it.
/// The folder is made when it is missing. `Path` gets the checkpoint's path,
/// `Written` its length; either may be null.
Status writeCheckpoint(const std::string &Folder, const Image &TheImage,
                       std::string *Path = nullptr,
                       uint64_t *Written = nullptr);

} // namespace ferry::image
#endif
