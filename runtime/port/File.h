//===- File.h - files, of the operating system ------------------*- C++ -*-===//
///
/// \file
/// What the image container needs of the operating system. Each call gives 0 or
/// an errno, and goes on when a signal interrupts it.
///
//===----------------------------------------------------------------------===//
#ifndef FERRY_PORT_FILE_H
#define FERRY_PORT_FILE_H

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace ferry::port {

/// Opens for writing a file that did not exist.
int createFile(const std::string &Path, int &Descriptor);
/// Opens for writing what has this path, be it a device or a link to one, or a new file;
/// of a file nothing stays.
int openToWrite(const std::string &Path, int &Descriptor);
/// Writes all of it.
int writeFully(int Descriptor, const void *Bytes, size_t Size);
/// Reads up to Size bytes; `Got` is smaller only at the end of the file.
int readFully(int Descriptor, void *Bytes, size_t Size, size_t &Got);
int syncFile(int Descriptor);
/// Nanoseconds that this process spent in syncFile.
int64_t syncTime();
int closeFile(int Descriptor);
int syncFolder(const std::string &Path);
int renameFile(const std::string &From, const std::string &To);
int removeFile(const std::string &Path);
int makeFolder(const std::string &Path);
int makeSymlink(const std::string &Target, const std::string &Path);
/// Keeps other processes out while `Descriptor` is open; EWOULDBLOCK when one is
/// in. 0, without a lock, on file systems that have none.
int lockFolder(const std::string &Path, int &Descriptor);
int listFolder(const std::string &Path, std::vector<std::string> &Names);
bool isFolder(const std::string &Path);

/// Maps a whole file for reading. `Bytes` is null when it is empty.
int mapFile(const std::string &Path, const std::byte *&Bytes, uint64_t &Size);
void unmap(const std::byte *Bytes, uint64_t Size);

std::string errorText(int Errno);
/// Its absolute path; empty when it has none.
std::string workingFolder();
/// As chdir and fchdir: -1, and errno.
int changeFolder(const char *Path);
int changeFolder(int Descriptor);
/// As umask.
unsigned setFileMask(unsigned Bits);

} // namespace ferry::port
#endif
