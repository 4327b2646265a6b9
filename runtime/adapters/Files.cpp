#include "adapters/Files.h"

#include "adapters/Descriptors.h"
#include "adapters/OwnFiles.h"
#include "adapters/Text.h"
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
    if (!port::fileFacts(New.Path, Named) || !Named.isSameFile(Facts))
      return notCarried(Why, D.Number,
                        Facts.HasName
                            ? "its name leads to another file by now"
                            : "it has been removed, so that nothing can open it again");
    Known.push_back({Facts, Files.size()});
    Files.push_back(std::move(New));
    return addOpening(Files.back(), D, Why);
  }
};

/// By a descriptor of the program that reads, else by one more.
void takeDigest(OpenedFile &File) {
  for (const Opening &O : File.Openings)
    if (O.Flags.find(" read") != O.Flags.npos && O.Flags.find(" direct") == O.Flags.npos) {
      File.HasDigest = port::fileDigest(O.Descriptors[0].Number, File.Size, File.Digest);
      return;
    }
  int Descriptor;
  if (port::openFile(File.Path, " read", Descriptor) != 0)
    return;
  File.HasDigest = port::fileDigest(Descriptor, File.Size, File.Digest);
  port::closeFile(Descriptor);
}

std::string hex(uint64_t Number) {
  char Text[20];
  std::snprintf(Text, sizeof Text, "%016llx", static_cast<unsigned long long>(Number));
  return Text;
}

} // namespace

bool OpenedFile::isWritten() const {
  return std::any_of(Openings.begin(), Openings.end(),
                     [](const Opening &O) { return O.writes(); });
}

bool adapters::findFiles(bool ChannelsToo, std::vector<OpenedFile> &Files, Failure &Why) {
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
      takeDigest(File);
      // A checkpoint that outlives a power cut wants what it speaks of.
      if (File.isWritten())
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
      Bytes += "file " + std::to_string(File.Path.size()) + "\n" + File.Path + "\n";
      Bytes += File.IsDevice ? "device\n" : "size " + std::to_string(File.Size) + "\n";
      if (File.HasDigest)
        Bytes += "digest " + hex(File.Digest) + "\n";
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

namespace {

bool readFile(Text &From, OpenedFile &File) {
  std::string_view Path;
  uint64_t Length;
  if (!From.number(Length) || !From.take("\n") || !From.bytes(Length, Path) ||
      !From.take("\n") || !Path.starts_with('/') || Path.find('\0') != Path.npos)
    return false;
  File.Path = Path;
  File.IsDevice = From.take("device\n");
  if (File.IsDevice)
    return true;
  if (!From.take("size ") || !From.number(File.Size) || !From.take("\n"))
    return false;
  File.HasDigest = From.take("digest ");
  return !File.HasDigest || (From.number(File.Digest, 16) && From.take("\n"));
}

bool readOpening(Text &From, Opening &O) {
  if (!From.number(O.Position) || O.Position > INT64_MAX)
    return false;
  while (From.take(" ")) {
    std::string_view Word;
    if (!From.word(Word) || !port::isOpenFlag(Word))
      return false;
    O.Flags += " " + std::string(Word);
  }
  return (O.Flags.starts_with(" read") || O.writes()) && From.take("\n");
}

} // namespace

bool adapters::readFiles(const image::Resource &Resource, std::vector<OpenedFile> &Files,
                         Failure &Why) {
  Text From(Resource);
  const uint64_t Limit = port::descriptorLimit();
  while (!From.atEnd()) {
    std::string Line = From.line();
    bool Complete = Files.empty() || (!Files.back().Openings.empty() &&
                                      !Files.back().Openings.back().Descriptors.empty());
    OpenDescriptor D;
    bool Ok = false;
    if (From.take("file ")) {
      Ok = Complete && readFile(From, Files.emplace_back());
    } else if (From.take("found ")) {
      Ok = Complete && From.number(Files.emplace_back().Found) && From.take("\n") &&
           Files.back().Found >= 0;
      if (Ok)
        Files.back().Openings.emplace_back();
    } else if (From.take("open ")) {
      Ok = !Files.empty() && Files.back().Found < 0 &&
           (Complete || Files.back().Openings.empty()) &&
           readOpening(From, Files.back().Openings.emplace_back());
    } else if (From.take("descriptor ") && !Files.empty() && !Files.back().Openings.empty()) {
      Ok = From.number(D.Number) && D.Number >= 0 && !openingOf(Files, D.Number);
      D.ClosesAtExec = From.take(" cloexec");
      Ok = Ok && From.take("\n");
      if (Ok && static_cast<uint64_t>(D.Number) >= Limit) {
        Why = {"resource " + std::string(FilesName),
               "descriptor " + std::to_string(D.Number) +
                   " is more than this system lets a program have (ulimit -n)"};
        return false;
      }
      Files.back().Openings.back().Descriptors.push_back(D);
    }
    if (!Ok) {
      Why = {"resource " + std::string(FilesName), "'" + Line + "' stands where it can't"};
      return false;
    }
  }
  if (Files.empty() ||
      (!Files.back().Openings.empty() && !Files.back().Openings.back().Descriptors.empty()))
    return true;
  Why = {"resource " + std::string(FilesName), "its end is missing"};
  return false;
}
