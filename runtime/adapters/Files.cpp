#include "adapters/Files.h"

#include "adapters/Descriptors.h"
#include "adapters/OwnFiles.h"
#include "port/Descriptors.h"
#include "port/File.h"
#include "port/OpenFiles.h"

#include <algorithm>
#include <cstdio>

using namespace ferry;
using namespace ferry::adapters;

namespace {

std::string descriptorName(int Number) {
  std::string Name = port::openedName(Number);
  return "descriptor " + std::to_string(Number) + (Name.empty() ? "" : " (" + Name + ")");
}

bool notCarried(Failure &Why, int Number, std::string Message) {
  Why = {descriptorName(Number), std::move(Message)};
  return false;
}

/// Finds out what is open, descriptor by descriptor, in ascending order.
class Finder {
  struct Seen {
    port::FileFacts Facts;
    size_t File;
  };
  std::vector<OpenedFile> &Files;
  std::vector<Seen> Known;

  bool addOpening(OpenedFile &File, const OpenDescriptor &D, Failure &Why) {
    for (Opening &Other : File.Openings)
      if (port::shareDescription(Other.Descriptors[0].Number, D.Number)) {
        Other.Descriptors.push_back(D);
        return true;
      }
    Opening New;
    int64_t Position = port::filePosition(D.Number);
    if (!port::openFlags(D.Number, New.Flags) || (Position < 0 && !File.IsDevice))
      return notCarried(Why, D.Number, "it was opened in a way that can't be carried");
    if (!File.IsDevice)
      New.Position = static_cast<uint64_t>(Position);
    New.Descriptors.push_back(D);
    File.Openings.push_back(std::move(New));
    return true;
  }

public:
  explicit Finder(std::vector<OpenedFile> &Files) : Files(Files) {}

  void addFound(int Found, const OpenDescriptor &D) {
    auto At = std::ranges::find(Files, Found, &OpenedFile::Found);
    if (At == Files.end()) {
      At = Files.emplace(Files.end());
      At->Found = Found;
      At->Openings.emplace_back();
    }
    At->Openings[0].Descriptors.push_back(D);
  }

  bool addOpened(const OpenDescriptor &D, bool IsOwn, Failure &Why) {
    port::FileFacts Facts, Named;
    if (!port::fileFacts(D.Number, Facts))
      return notCarried(Why, D.Number, "the system says nothing about it");
    if (Facts.Kind == port::FileFacts::Other)
      return notCarried(Why, D.Number,
                        std::string("it is ") + Facts.What + ", which can't be carried");
    if (!IsOwn)
      return notCarried(Why, D.Number,
                        "it was opened by a library, or through a pointer to a function of "
                        "the C library, and can't be carried");
    if (port::isLocked(D.Number))
      return notCarried(Why, D.Number, "the program has locked it, and locks are not carried");
    for (const Seen &S : Known)
      if (S.Facts.isSameFile(Facts))
        return addOpening(Files[S.File], D, Why);
    OpenedFile New;
    New.Path = port::openedName(D.Number);
    New.IsDevice = Facts.Kind == port::FileFacts::Device;
    New.Size = New.IsDevice ? 0 : Facts.Size;
    New.Mode = Facts.Mode;
    New.IsRemoved = !Facts.HasName && !New.IsDevice;
    if (!New.IsRemoved && (!port::fileFacts(New.Path, Named) || !Named.isSameFile(Facts)))
      return notCarried(Why, D.Number, "its name leads to another file by now");
    Known.push_back({Facts, Files.size()});
    Files.push_back(std::move(New));
    return addOpening(Files.back(), D, Why);
  }
};

/// A descriptor of the program that reads any bytes; -1: there is none.
int readingDescriptor(const OpenedFile &File) {
  for (const Opening &O : File.Openings)
    if (O.Flags.find(" read") != O.Flags.npos && O.Flags.find(" direct") == O.Flags.npos)
      return O.Descriptors[0].Number;
  return -1;
}

void takeDigest(OpenedFile &File) {
  int Descriptor = readingDescriptor(File);
  if (Descriptor >= 0) {
    File.HasDigest = port::fileDigest(Descriptor, File.Size, File.Digest);
    return;
  }
  if (port::openFile(File.Path, " read", Descriptor) != 0)
    return;
  File.HasDigest = port::fileDigest(Descriptor, File.Size, File.Digest);
  port::closeFile(Descriptor);
}

/// Files that have been removed are nowhere else.
constexpr uint64_t MostRemoved = uint64_t(256) << 20;

bool takeContents(OpenedFile &File, uint64_t CarriedSize, Failure &Why) {
  const int Number = File.Openings[0].Descriptors[0].Number;
  if (File.Size > (File.IsRemoved ? MostRemoved : CarriedSize)) {
    if (File.IsRemoved)
      return notCarried(Why, Number, "it has been removed, and has more than 256 MiB");
    return true;
  }
  if (!File.IsRemoved && CarriedSize == 0)
    return true;
  int Descriptor = readingDescriptor(File);
  File.HasContents = Descriptor >= 0
                         ? port::readContents(Descriptor, File.Size, File.Contents)
                         : port::readContentsAgain(Number, File.Size, File.Contents);
  return File.HasContents || notCarried(Why, Number, "its content can't be read");
}

std::string hex(uint64_t Number) {
  char Text[20];
  std::snprintf(Text, sizeof Text, "%016llx", static_cast<unsigned long long>(Number));
  return Text;
}

std::string octal(unsigned Mode) {
  char Text[8];
  std::snprintf(Text, sizeof Text, "%03o", Mode & 0777);
  return Text;
}

} // namespace

bool OpenedFile::isWritten() const {
  return std::any_of(Openings.begin(), Openings.end(),
                     [](const Opening &O) { return O.writes(); });
}

bool adapters::findFiles(bool ChannelsToo, uint64_t CarriedSize, std::vector<OpenedFile> &Files,
                         Failure &Why) {
  Finder Find(Files);
  std::vector<port::Descriptor> Now = port::openDescriptors();
  for (const port::Descriptor &D : Now) {
    DescriptorOrigin Origin = originOf(D.Number);
    OpenDescriptor Open = {D.Number, port::closesAtExec(D.Number)};
    if (Origin.Is == DescriptorOrigin::Found) {
      if (Origin.Number != D.Number)
        Find.addFound(Origin.Number, Open);
    } else if (!(ChannelsToo && D.IsChannel)) {
      if (!Find.addOpened(Open, Origin.Is == DescriptorOrigin::Opened, Why))
        return false;
    }
  }
  for (int Number : foundDescriptors())
    if (std::ranges::find(Now, Number, &port::Descriptor::Number) == Now.end())
      return notCarried(Why, Number, "it was closed by the program, and that is not carried");
  for (OpenedFile &File : Files)
    if (File.Found < 0 && !File.IsDevice) {
      if (!File.IsRemoved)
        takeDigest(File);
      if (!takeContents(File, CarriedSize, Why))
        return false;
      // A checkpoint that outlives a power cut wants what it speaks of.
      if (File.isWritten() && !File.IsRemoved)
        port::syncFile(File.Openings[0].Descriptors[0].Number);
    }
  return true;
}

const Opening *adapters::openingOf(const std::vector<OpenedFile> &Files, int Descriptor) {
  for (const OpenedFile &File : Files)
    for (const Opening &O : File.Openings)
      if (std::ranges::find(O.Descriptors, Descriptor, &OpenDescriptor::Number) !=
          O.Descriptors.end())
        return &O;
  return nullptr;
}

std::string adapters::writeFiles(const std::vector<OpenedFile> &Files) {
  std::string Bytes;
  for (const OpenedFile &File : Files) {
    if (File.Found >= 0) {
      Bytes += "found " + std::to_string(File.Found) + "\n";
    } else {
      Bytes += File.IsRemoved
                   ? "removed\n"
                   : "file " + std::to_string(File.Path.size()) + "\n" + File.Path + "\n";
      Bytes += File.IsDevice ? "device\n" : "size " + std::to_string(File.Size) + "\n";
      if (File.HasDigest)
        Bytes += "digest " + hex(File.Digest) + "\n";
      if (File.HasContents)
        Bytes += "contents " + octal(File.Mode) + "\n";
    }
    for (const Opening &O : File.Openings) {
      if (File.Found < 0)
        Bytes += "open " + std::to_string(O.Position) + O.Flags + "\n";
      for (const OpenDescriptor &D : O.Descriptors)
        Bytes +=
            "descriptor " + std::to_string(D.Number) + (D.ClosesAtExec ? " cloexec\n" : "\n");
    }
  }
  return Bytes;
}

std::string adapters::writeContents(const std::vector<OpenedFile> &Files) {
  std::string All;
  for (const OpenedFile &File : Files)
    All += File.Contents;
  return All;
}
