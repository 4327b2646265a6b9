//===- OpenFiles.h - what the system knows of an open file ------*- C++ -*-===//
///
/// \file
/// A file, a description (what one call of open makes: flags and a position), and its
/// descriptors (numbers; dup makes more of them). Numbers of flags and commands differ
/// between systems and stay in here.
///
//===----------------------------------------------------------------------===//
#ifndef FERRY_PORT_OPENFILES_H
#define FERRY_PORT_OPENFILES_H

#include <cstdint>
#include <string>
#include <string_view>

namespace ferry::port {

struct FileFacts {
  enum { Regular, Device, Other } Kind = Other; ///< Device: has no state (/dev/null)
  const char *What = "";                        ///< of Other: "a pipe"
  uint64_t OnDevice = 0, Inode = 0, Size = 0;
  unsigned Mode = 0;    ///< who may read, write and execute it: 0644
  bool HasName = false; ///< the file still stands in a folder
  bool isSameFile(const FileFacts &F) const {
    return OnDevice == F.OnDevice && Inode == F.Inode;
  }
};

bool fileFacts(int Descriptor, FileFacts &Facts);
/// Of what the path leads to.
bool fileFacts(const std::string &Path, FileFacts &Facts);

/// How it was opened, words with a blank in front of each: read, write, append,
/// nonblock, sync, dsync, direct, noatime. False: in a way that has no word.
bool openFlags(int Descriptor, std::string &Words);
bool isOpenFlag(std::string_view Word);
/// 0, or errno. Neither makes a file nor cuts one off.
int openFile(const std::string &Path, std::string_view Words, int &Descriptor);

bool closesAtExec(int Descriptor);
/// -1: it has none.
int64_t filePosition(int Descriptor);
bool setFilePosition(int Descriptor, uint64_t Position);
/// Whether the program holds a lock of the file.
bool isLocked(int Descriptor);
/// Whether two descriptors of one regular file share flags and position.
bool shareDescription(int One, int Other);

/// A number for what is in the first `Size` bytes: of all up to 1 MiB, else of 16 pieces
/// of 64 KiB, the first, the last and 14 between them. False: it can't be read, or is
/// shorter.
bool fileDigest(int Descriptor, uint64_t Size, uint64_t &Digest);

/// All of the file's bytes; false: it is shorter, or can't be read.
bool readContents(int Descriptor, uint64_t Size, std::string &Contents);
/// As that, through one more descriptor.
bool readContentsAgain(int Descriptor, uint64_t Size, std::string &Contents);
/// A file that did not exist; 0, or errno.
int makeFile(const std::string &Path, unsigned Mode, std::string_view Contents);
/// The same, in a folder for such ones.
int makeTemporaryFile(std::string_view Contents, std::string &Path);

/// Another descriptor of the same, not below `Lowest`; closes at exec. Negative: -errno.
int duplicateAbove(int Descriptor, int Lowest);
/// dup, dup2, dup3 and fcntl, by functions whose names programs leave alone.
int duplicate(int Descriptor);
int duplicateAs(int Descriptor, int Wanted);
int duplicateAs(int Descriptor, int Wanted, int Flags);
/// \p Duplicates: the result is one more descriptor of the same.
int control(int Descriptor, int Command, void *Argument, bool &Duplicates);
/// As dup2.
bool placeDescriptor(int Descriptor, int Number, bool ClosesAtExec);
bool cutFile(int Descriptor, uint64_t Size);
/// Descriptors are below this.
uint64_t descriptorLimit();

} // namespace ferry::port
#endif
