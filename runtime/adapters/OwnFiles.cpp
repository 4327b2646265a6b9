#include "adapters/OwnFiles.h"

#include "adapters/Descriptors.h"
#include "port/ErrorNumber.h"
#include "port/File.h"
#include "port/OpenFiles.h"
#include "port/Process.h"
#include "port/StreamStates.h"
#include "port/Undisturbed.h"

#include <algorithm>
#include <atomic>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <malloc.h>

using namespace ferry;
using adapters::DescriptorOrigin;

namespace {

/// Of one number. A handler of a signal may open and close files, so there is no lock.
struct Slot {
  std::atomic<unsigned> Origin = 0; ///< 0, 1 Opened, 2 + N Found
  std::atomic<unsigned> File = 0;   ///< a number for device and inode
};
constexpr int SlotCount = 4096;
constinit Slot Slots[SlotCount];

constinit port::SpinLock StreamsLock;
constinit std::vector<_IO_FILE *> *Streams;
/// Memory of streams that were closed, which is kept so that nobody else gets it: who has
/// this address has a dangling pointer. The last ones; others are refused.
constinit std::deque<void *> *Graves;
constexpr size_t MostGraves = 1000;

/// A library may close what it was given; then the number is another file's, mostly.
bool fileNumber(int Descriptor, unsigned &Number) {
  port::FileFacts Facts;
  if (!port::fileFacts(Descriptor, Facts))
    return false;
  uint64_t Mixed = (Facts.Inode ^ Facts.OnDevice << 20) * 0x9e3779b97f4a7c15u;
  Number = static_cast<unsigned>(Mixed >> 32);
  return true;
}

void setSlot(int Descriptor, unsigned Origin) {
  if (Descriptor < 0 || Descriptor >= SlotCount)
    return;
  unsigned File = 0;
  if (Origin && !fileNumber(Descriptor, File))
    Origin = 0;
  Slots[Descriptor].File = File;
  Slots[Descriptor].Origin = Origin;
}

unsigned slot(int Descriptor) {
  unsigned File;
  if (Descriptor < 0 || Descriptor >= SlotCount || !fileNumber(Descriptor, File))
    return 0;
  const Slot &S = Slots[Descriptor];
  if (S.Origin && S.File == File)
    return S.Origin;
  // What was found open is the program's to use.
  return adapters::isAsFound(Descriptor) ? 2 + static_cast<unsigned>(Descriptor) : 0;
}

int duplicated(int From, int To) {
  port::KeepErrorNumber Kept;
  if (To >= 0 && To != From)
    setSlot(To, slot(From));
  return To;
}

int opened(int Descriptor) {
  port::KeepErrorNumber Kept;
  if (Descriptor >= 0)
    setSlot(Descriptor, 1);
  return Descriptor;
}

struct Locked {
  port::Undisturbed Quiet;
  Locked() {
    StreamsLock.lock();
    if (!Streams) {
      Streams = new std::vector<_IO_FILE *>;
      Graves = new std::deque<void *>;
    }
  }
  ~Locked() { StreamsLock.unlock(); }
};

bool forget(_IO_FILE *Stream) {
  auto At = std::find(Streams->begin(), Streams->end(), Stream);
  if (At == Streams->end())
    return false;
  Streams->erase(At);
  return true;
}

/// malloc most likely gives what it was given last.
void bury(uintptr_t Stream, size_t Size) {
  void *Same = std::malloc(Size);
  if (reinterpret_cast<uintptr_t>(Same) != Stream) {
    std::free(Same);
    return;
  }
  Locked Here;
  Graves->push_back(Same);
  if (Graves->size() > MostGraves) {
    std::free(Graves->front());
    Graves->pop_front();
  }
}

} // namespace

DescriptorOrigin adapters::originOf(int Descriptor) {
  unsigned Origin = slot(Descriptor);
  if (Origin < 2)
    return {Origin ? DescriptorOrigin::Opened : DescriptorOrigin::Unknown, -1};
  return {DescriptorOrigin::Found, static_cast<int>(Origin - 2)};
}

void adapters::setOrigin(int Descriptor, DescriptorOrigin Origin) {
  setSlot(Descriptor, Origin.Is == DescriptorOrigin::Found
                          ? 2 + static_cast<unsigned>(Origin.Number)
                          : Origin.Is == DescriptorOrigin::Opened);
}

std::vector<_IO_FILE *> adapters::ownStreams() {
  Locked Here;
  std::vector<_IO_FILE *> Open;
  for (_IO_FILE *Stream : std::vector<_IO_FILE *>(*Streams))
    if (port::isOpenStream(Stream))
      Open.push_back(Stream);
    else
      (void)forget(Stream);
  return Open;
}

void adapters::addOwnStream(_IO_FILE *Stream) {
  Locked Here;
  (void)forget(Stream);
  Streams->push_back(Stream);
}

bool adapters::wasStream(uintptr_t Address) {
  Locked Here;
  return std::find(Graves->begin(), Graves->end(), reinterpret_cast<void *>(Address)) !=
         Graves->end();
}

int __ferry_opened(int Descriptor) { return opened(Descriptor); }

_IO_FILE *__ferry_opened_stream(_IO_FILE *Stream) {
  if (!Stream)
    return nullptr;
  port::KeepErrorNumber Kept;
  opened(Stream->_fileno);
  adapters::addOwnStream(Stream);
  return Stream;
}

_IO_FILE *__ferry_made_stream(_IO_FILE *Stream) {
  port::KeepErrorNumber Kept;
  if (Stream)
    adapters::addOwnStream(Stream);
  return Stream;
}

int __ferry_fclose(_IO_FILE *Stream) {
  int Descriptor = Stream->_fileno;
  bool IsOwn;
  {
    Locked Here;
    IsOwn = forget(Stream);
  }
  setSlot(Descriptor, 0);
  IsOwn = IsOwn && Stream != stdin && Stream != stdout && Stream != stderr;
  size_t Size = IsOwn ? malloc_usable_size(Stream) : 0;
  auto Address = reinterpret_cast<uintptr_t>(Stream);
  int Result = fclose(Stream);
  if (IsOwn)
    bury(Address, Size);
  return Result;
}

int __ferry_close(int Descriptor) {
  setSlot(Descriptor, 0);
  return port::closeFile(Descriptor) == 0 ? 0 : -1;
}

int __ferry_dup(int Descriptor) { return duplicated(Descriptor, port::duplicate(Descriptor)); }

int __ferry_dup2(int Descriptor, int Wanted) {
  return duplicated(Descriptor, port::duplicateAs(Descriptor, Wanted));
}

int __ferry_dup3(int Descriptor, int Wanted, int Flags) {
  return duplicated(Descriptor, port::duplicateAs(Descriptor, Wanted, Flags));
}

/// The third argument is an int or a pointer: libc takes it so, too.
int __ferry_fcntl(int Descriptor, int Command, ...) {
  va_list List;
  va_start(List, Command);
  void *Argument = va_arg(List, void *);
  va_end(List);
  bool Duplicates;
  int Result = port::control(Descriptor, Command, Argument, Duplicates);
  return Duplicates ? duplicated(Descriptor, Result) : Result;
}
