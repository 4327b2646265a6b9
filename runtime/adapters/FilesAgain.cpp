//===- FilesAgain.cpp - the files of an image are opened again ------------===//
#include "adapters/Files.h"

#include "adapters/Descriptors.h"
#include "adapters/OwnFiles.h"
#include "port/File.h"
#include "port/OpenFiles.h"
#include "port/Process.h"

#include <algorithm>
#include <cerrno>

using namespace ferry;
using namespace ferry::adapters;

namespace {

bool notOpened(Failure &Why, std::string Path, std::string Message) {
  Why = {std::move(Path), std::move(Message)};
  return false;
}

/// The descriptor, moved out of the way of the program's.
int hold(int Descriptor, int Lowest) {
  int Held = port::duplicateAbove(Descriptor, Lowest);
  port::closeFile(Descriptor);
  return Held;
}

bool digestOf(const OpenedFile &File, uint64_t &Digest) {
  int Descriptor;
  if (port::openFile(File.Path, " read", Descriptor) != 0)
    return false;
  bool Ok = port::fileDigest(Descriptor, File.Size, Digest);
  port::closeFile(Descriptor);
  return Ok;
}

std::string bytes(uint64_t Count) { return std::to_string(Count) + " bytes"; }

/// Empty: what the program had of the file is there.
std::string change(OpenedFile &File, uint64_t SizeNow) {
  uint64_t Digest;
  if (SizeNow < File.Size || (SizeNow > File.Size && !File.isWritten()))
    return "it has " + bytes(SizeNow) + ", and had " + bytes(File.Size) +
           " when the checkpoint was made";
  if (File.HasDigest && !digestOf(File, Digest))
    return "it can't be read, so nobody knows whether it has changed";
  if (File.HasDigest && Digest != File.Digest)
    return "it does not hold what it held when the checkpoint was made";
  File.Cut = SizeNow > File.Size;
  return "";
}

/// What is opened of the file that has this path now.
bool openAll(OpenedFile &File, const std::string &Path, int Lowest, port::FileFacts &Facts,
             Failure &Why) {
  for (Opening &O : File.Openings) {
    int Error = port::openFile(Path, O.Flags, O.Held);
    if (Error == ENOENT || Error == ENOTDIR)
      return notOpened(Why, Path,
                       "the program had this file open, and it is not there; "
                       "--file-map=OLD=NEW says where it is now");
    if (Error != 0)
      return notOpened(Why, Path,
                       "it can't be opened to" + O.Flags + ": " + port::errorText(Error));
    O.Held = hold(O.Held, Lowest);
    if (O.Held < 0)
      return notOpened(Why, Path, port::errorText(-O.Held));
    if (!port::fileFacts(O.Held, Facts) ||
        Facts.Kind != (File.IsDevice ? port::FileFacts::Device : port::FileFacts::Regular))
      return notOpened(Why, Path,
                       std::string("it is ") + Facts.What + ", and was " +
                           (File.IsDevice ? "a device" : "a regular file"));
    if (!File.IsDevice && !port::setFilePosition(O.Held, O.Position))
      return notOpened(Why, Path, "it has no byte " + std::to_string(O.Position));
  }
  return true;
}

/// Until it is made where it belongs; for ever, when it belongs nowhere.
bool openStandIn(OpenedFile &File, int Lowest, Failure &Why) {
  std::string Path;
  if (int Error = port::makeTemporaryFile(File.Contents, Path))
    return notOpened(Why, Path, port::errorText(Error));
  port::FileFacts Facts;
  bool Ok = openAll(File, Path, Lowest, Facts, Why);
  port::removeFile(Path);
  return Ok;
}

bool openFile(OpenedFile &File, OnFileChange Policy, int Lowest, Failure &Why) {
  port::FileFacts Facts;
  File.Make = !File.IsRemoved && File.HasContents && !port::fileFacts(File.Path, Facts);
  if (File.Make || File.IsRemoved)
    return openStandIn(File, Lowest, Why);
  if (!openAll(File, File.Path, Lowest, Facts, Why))
    return false;
  if (File.IsDevice)
    return true;
  std::string Change = change(File, Facts.Size);
  if (Change.empty())
    return true;
  if (Policy == OnFileChange::Refuse)
    return notOpened(Why, File.Path, Change + "; --on-file-change=warn goes on all the same");
  port::message("%s: %s", File.Path.c_str(), Change.c_str());
  return true;
}

/// What was opened of its stand-in is now opened of the file.
bool makeFile(const OpenedFile &File, Failure &Why) {
  int Error = port::makeFile(File.Path, File.Mode, File.Contents);
  for (const Opening &O : File.Openings) {
    int Descriptor = -1;
    if (Error == 0)
      Error = port::openFile(File.Path, O.Flags, Descriptor);
    if (Error != 0)
      return notOpened(Why, File.Path, "it can't be made: " + port::errorText(Error));
    bool Ok = port::setFilePosition(Descriptor, O.Position) &&
              port::placeDescriptor(Descriptor, O.Held, /*ClosesAtExec=*/true);
    port::closeFile(Descriptor);
    if (!Ok)
      return notOpened(Why, File.Path, "it can't be opened as it was");
  }
  return true;
}

} // namespace

std::string adapters::mappedPath(const FileMap &Map, const std::string &Path) {
  const std::pair<std::string, std::string> *Best = nullptr;
  for (const auto &Entry : Map) {
    const std::string &Old = Entry.first;
    bool Fits =
        Path.starts_with(Old) && (Path.size() == Old.size() || Path[Old.size()] == '/');
    if (Fits && (!Best || Old.size() > Best->first.size()))
      Best = &Entry;
  }
  return Best ? Best->second + Path.substr(Best->first.size()) : Path;
}

bool adapters::openFiles(std::vector<OpenedFile> &Files, const FileMap &Map,
                         OnFileChange Policy, Failure &Why) {
  int Lowest = 0;
  for (const OpenedFile &File : Files)
    for (const Opening &O : File.Openings)
      for (const OpenDescriptor &D : O.Descriptors)
        Lowest = std::max(Lowest, D.Number + 1);
  for (OpenedFile &File : Files) {
    if (File.Found < 0) {
      File.Path = mappedPath(Map, File.Path);
      if (!openFile(File, Policy, Lowest, Why))
        return false;
      continue;
    }
    int &Held = File.Openings[0].Held;
    Held = isAsFound(File.Found) ? port::duplicateAbove(File.Found, Lowest) : -1;
    if (Held < 0)
      return notOpened(Why, "descriptor " + std::to_string(File.Found),
                       "it was open when the program was started, and is not now");
  }
  return true;
}

bool adapters::placeFiles(std::vector<OpenedFile> &Files, Failure &Why) {
  for (const OpenedFile &File : Files) {
    if (File.Make && !makeFile(File, Why))
      return false;
    if (!File.Cut)
      continue;
    auto Writes = std::ranges::find_if(File.Openings, &Opening::writes);
    if (!port::cutFile(Writes->Held, File.Size))
      return notOpened(Why, File.Path,
                       "what was written behind the checkpoint can't be cut off");
    port::message("%s: cut off behind byte %llu, as it was at the checkpoint",
                  File.Path.c_str(), static_cast<unsigned long long>(File.Size));
  }
  for (OpenedFile &File : Files)
    for (Opening &O : File.Openings) {
      for (const OpenDescriptor &D : O.Descriptors) {
        if (!port::placeDescriptor(O.Held, D.Number, D.ClosesAtExec))
          return notOpened(Why, "descriptor " + std::to_string(D.Number),
                           "the system gives no such number");
        setOrigin(D.Number, File.Found >= 0
                                ? DescriptorOrigin{DescriptorOrigin::Found, File.Found}
                                : DescriptorOrigin{DescriptorOrigin::Opened});
      }
      port::closeFile(O.Held);
      O.Held = -1;
    }
  return true;
}
