//===- Files.h - the adapter "files" ----------------------------*- C++ -*-===//
///
/// \file
/// What the program has open: its files by path, with what can be told of their content;
/// for each what was opened of it, with flags and position; and for each of these its
/// descriptors. A restore opens them again under the same numbers, and never makes or
/// empties a file by that. docs/ImageFormat.md, Resources.
///
/// A file that the program writes goes on growing behind a checkpoint. What is there
/// behind the recorded size when it is restored is the future that is rolled back: it is
/// cut off, when what is in front is what was recorded. Any other difference is a file that
/// has changed, and --on-file-change says what then.
///
//===----------------------------------------------------------------------===//
#ifndef FERRY_ADAPTERS_FILES_H
#define FERRY_ADAPTERS_FILES_H

#include "ferry/image/Image.h"
#include "ferry/typeinfo/Failure.h"

#include <string>
#include <vector>

namespace ferry::adapters {

inline constexpr std::string_view FilesName = "files";
inline constexpr uint32_t FilesVersion = 1;
inline constexpr std::string_view FileContentsName = "file contents";
inline constexpr uint32_t FileContentsVersion = 1;

struct OpenDescriptor {
  int Number = -1;
  bool ClosesAtExec = false;
};

/// What one open made.
struct Opening {
  std::string Flags; ///< port::openFlags
  uint64_t Position = 0;
  std::vector<OpenDescriptor> Descriptors;
  int Held = -1; ///< at a restore: open, but not under its numbers yet

  bool writes() const { return Flags.find(" write") != Flags.npos; }
};

struct OpenedFile {
  /// Found: no file; what the program finds open as this number when it is started.
  int Found = -1;
  std::string Path;
  bool IsDevice = false;
  uint64_t Size = 0, Digest = 0;
  bool HasDigest = false;
  bool IsRemoved = false;   ///< it stands in no folder, and has no path
  bool HasContents = false; ///< they move along
  unsigned Mode = 0;        ///< with HasContents
  std::string Contents;
  bool Make = false;             ///< at a restore: it is not there
  std::vector<Opening> Openings; ///< one when it is found
  bool Cut = false;              ///< at a restore: there is more behind Size

  bool isWritten() const;
};

enum class OnFileChange { Refuse, Warn };

/// OLD -> NEW, of files and folders: paths of an image, and where they are here.
using FileMap = std::vector<std::pair<std::string, std::string>>;
/// Where it is here. The longest OLD that is the path, or a folder that it is in, counts.
std::string mappedPath(const FileMap &Map, const std::string &Path);

/// What is open. Files of at most \p CarriedSize bytes move along. \p ChannelsToo: of the program's own sockets and pipes one is there to
/// take the image. False: something that can't be carried.
bool findFiles(bool ChannelsToo, uint64_t CarriedSize, std::vector<OpenedFile> &Files,
               Failure &Why);
const Opening *openingOf(const std::vector<OpenedFile> &Files, int Descriptor);
/// The resource's bytes.
std::string writeFiles(const std::vector<OpenedFile> &Files);
/// Of the resource "file contents".
std::string writeContents(const std::vector<OpenedFile> &Files);

/// False: these are no such bytes.
bool readFiles(const image::Resource &From, std::vector<OpenedFile> &Files, Failure &Why);
/// After that, with the bytes of "file contents", if there are any.
bool readContents(std::string_view All, std::vector<OpenedFile> &Files, Failure &Why);
/// Opens all of them; they are held under other numbers. Changes no file.
bool openFiles(std::vector<OpenedFile> &Files, const FileMap &Map, OnFileChange Policy,
               Failure &Why);
/// From now on they are what the program has open.
bool placeFiles(std::vector<OpenedFile> &Files, Failure &Why);

} // namespace ferry::adapters
#endif
