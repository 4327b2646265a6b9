#include "port/Streams.h"

#include <cstdio>
#include <sys/stat.h>
#include <wchar.h>

using namespace ferry;

std::array<port::Stream, 3> port::streams() {
  return {{{"stdin", stdin}, {"stdout", stdout}, {"stderr", stderr}}};
}

void port::flushStreams() { fflush(nullptr); }

/// The size of the file, or -1.
static int64_t fileSize() {
  struct stat Status;
  return fstat(0, &Status) == 0 && S_ISREG(Status.st_mode) ? Status.st_size : -1;
}

port::Input port::standardInput() {
  Input Now;
  bool IsFile = fileSize() >= 0;
  Now.IsWide = fwide(stdin, 0) > 0;
  // glibc's buffer. While characters of ungetc are read, which stand in another one, it
  // waits between _IO_save_base and _IO_save_end.
  constexpr int InBackup = 0x100;
  bool PutBack = stdin->_flags & InBackup;
  auto Add = [&](const char *From, const char *To) {
    if (From < To)
      Now.Unread.append(From, static_cast<size_t>(To - From));
  };
  if (PutBack || !IsFile)
    Add(stdin->_IO_read_ptr, stdin->_IO_read_end);
  if (PutBack && !IsFile)
    Add(stdin->_IO_save_base, stdin->_IO_save_end);
  off_t At = IsFile ? ftello(stdin) : -1;
  if (At >= 0)
    Now.Position = static_cast<uint64_t>(At) + Now.Unread.size();
  return Now;
}

bool port::seekStandardInput(uint64_t Position) {
  int64_t Size = fileSize();
  return Size >= 0 && Position <= static_cast<uint64_t>(Size) &&
         fseeko(stdin, static_cast<off_t>(Position), SEEK_SET) == 0;
}

bool port::unreadStandardInput(std::string_view Bytes) {
  // glibc takes as many as there are.
  while (!Bytes.empty()) {
    if (ungetc(static_cast<unsigned char>(Bytes.back()), stdin) == EOF)
      return false;
    Bytes.remove_suffix(1);
  }
  return true;
}
