//===- FilesRead.cpp - the resource "files" is read -----------------------===//
#include "adapters/Files.h"

#include "adapters/Text.h"
#include "port/OpenFiles.h"

using namespace ferry;
using namespace ferry::adapters;

namespace {

bool readPath(Text &From, OpenedFile &File) {
  std::string_view Path;
  uint64_t Length;
  if (!From.number(Length) || !From.take("\n") || !From.bytes(Length, Path) ||
      !From.take("\n") || !Path.starts_with('/') || Path.find('\0') != Path.npos)
    return false;
  File.Path = Path;
  return true;
}

/// What follows the path.
bool readFacts(Text &From, OpenedFile &File) {
  File.IsDevice = !File.IsRemoved && From.take("device\n");
  if (File.IsDevice)
    return true;
  if (!From.take("size ") || !From.number(File.Size) || !From.take("\n"))
    return false;
  File.HasDigest = !File.IsRemoved && From.take("digest ");
  if (File.HasDigest && !(From.number(File.Digest, 16) && From.take("\n")))
    return false;
  File.HasContents = From.take("contents ");
  return File.HasContents ? From.number(File.Mode, 8) && File.Mode <= 0777 && From.take("\n")
                          : !File.IsRemoved;
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
      OpenedFile &File = Files.emplace_back();
      Ok = Complete && readPath(From, File) && readFacts(From, File);
    } else if (From.take("removed\n")) {
      OpenedFile &File = Files.emplace_back();
      File.IsRemoved = true;
      Ok = Complete && readFacts(From, File);
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

bool adapters::readContents(std::string_view All, std::vector<OpenedFile> &Files,
                            Failure &Why) {
  bool Enough = true;
  for (OpenedFile &File : Files)
    if (File.HasContents && (Enough = Enough && File.Size <= All.size())) {
      File.Contents = All.substr(0, static_cast<size_t>(File.Size));
      All.remove_prefix(File.Contents.size());
    }
  if (Enough && All.empty())
    return true;
  Why = {"resource " + std::string(FileContentsName), "it is not as long as the files are"};
  return false;
}
