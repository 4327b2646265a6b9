//===- Read.cpp - files and streams become an Image -----------------------===//
#include "ferry/image/Reader.h"

#include "Parse.h"
#include "Verify.h"
#include "port/File.h"

#include <algorithm>
#include <cstring>

namespace ferry::image {

namespace {

/// What an image that was read points into.
struct Owned {
  TypeTable Types;
  std::shared_ptr<const void> Bytes;
};

struct Mapping {
  const std::byte *Bytes = nullptr;
  uint64_t Size = 0;
  ~Mapping() { port::unmap(Bytes, Size); }
};

} // namespace

Status parseImage(const std::byte *Bytes, size_t Size,
                  std::shared_ptr<const void> Owner, Image &Into,
                  ReadFacts *Facts) {
  Container From;
  if (Status S = openContainer(Bytes, Size, From, Facts); !S.ok())
    return S;

  Abi Layout;
  if (!Layout.fromRecord(From.Start.Abi))
    return {Code::Malformed, "header: the ABI record makes no sense"};
  auto All = std::make_shared<Owned>(Owned{TypeTable(Layout), std::move(Owner)});

  Cursor Names = From.section(SectionType::Strings);
  if (Names.atEnd() ||
      Names.position()[Names.left() - 1] != std::byte(0))
    return malformed(SectionType::Strings, "its last byte is not zero");
  StringTable Strings(Names.position(), Names.left());
  if (Status S = parseTypes(From.section(SectionType::Types), Strings,
                            All->Types);
      !S.ok())
    return S;

  Image Read;
  Read.Identity = From.Start.Identity;
  Read.Created = From.Start.Created;
  Read.Types = &All->Types;
  Read.Owner = All;
  if (Status S = parseIndex(From, Strings, Read); !S.ok())
    return S;
  if (Status S = verify(Read); !S.ok())
    return S;
  Into = std::move(Read);
  return {};
}

Status readImage(const std::string &Path, Image &Into, ReadFacts *Facts) {
  std::string File = port::isFolder(Path) ? Path + "/latest" : Path;
  auto Mapped = std::make_shared<Mapping>();
  if (int Error = port::mapFile(File, Mapped->Bytes, Mapped->Size))
    return {Code::System, File + ": " + port::errorText(Error)};
  if (Mapped->Size == 0)
    return {Code::Truncated, File + ": the file is empty"};
  const std::byte *Bytes = Mapped->Bytes;
  size_t Size = static_cast<size_t>(Mapped->Size);
  return parseImage(Bytes, Size, std::move(Mapped), Into, Facts).in(File);
}

Status readImage(int Descriptor, Image &Into, ReadFacts *Facts) {
  // The announced length is only believed as far as bytes arrive.
  constexpr size_t Step = 1 << 20;
  auto Buffer = std::make_shared<std::vector<std::byte>>();
  uint64_t Length = sizeof(Header);
  while (Buffer->size() < Length) {
    size_t Old = Buffer->size();
    size_t Want = static_cast<size_t>(
        std::min<uint64_t>(Length - Old, std::max(Step, Old)));
    Buffer->resize(Old + Want);
    size_t Got;
    if (int Error =
            port::readFully(Descriptor, Buffer->data() + Old, Want, Got))
      return {Code::System, "stream: " + port::errorText(Error)};
    Buffer->resize(Old + Got);
    if (Old == 0 && Got == Want) {
      Header Start;
      std::memcpy(&Start, Buffer->data(), sizeof Start);
      if (std::memcmp(Start.Magic, Magic, sizeof Magic) == 0)
        Length = Start.Length;
    }
    if (Got < Want)
      break;
  }
  if (Buffer->empty())
    return {Code::Truncated, "stream: nothing arrived"};
  const std::byte *Bytes = Buffer->data();
  size_t Size = Buffer->size();
  return parseImage(Bytes, Size, std::move(Buffer), Into, Facts).in("stream");
}

} // namespace ferry::image
