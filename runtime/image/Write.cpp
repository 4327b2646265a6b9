//===- Write.cpp - an Image becomes a stream of bytes ---------------------===//
#include "ferry/image/Writer.h"

#include "Checksum.h"
#include "Encode.h"
#include "Verify.h"

#include <algorithm>
#include <cstring>

namespace ferry::image {

namespace {

/// Sends bytes in pieces: small ones gathered, large ones cut, each checked
/// right before it goes out, while it is in the cache.
class Stream {
  static constexpr size_t GatherSize = 64 * 1024;
  static constexpr size_t PieceSize = 128 * 1024;

  Sink &To;
  Status Result;
  std::vector<std::byte> Gathered;
  Checksum Section, All;
  uint64_t Sections = 0;

  void flush() {
    if (Result.ok() && !Gathered.empty())
      Result = To.write(Gathered.data(), Gathered.size());
    Gathered.clear();
  }

  void send(const std::byte *Bytes, size_t Size) {
    if (Size >= GatherSize) {
      flush();
      if (Result.ok())
        Result = To.write(Bytes, Size);
      return;
    }
    if (Gathered.size() + Size > GatherSize)
      flush();
    Gathered.insert(Gathered.end(), Bytes, Bytes + Size);
  }

public:
  explicit Stream(Sink &To) : To(To) { Gathered.reserve(GatherSize); }

  bool ok() const { return Result.ok(); }

  void put(const void *From, uint64_t Size) {
    const std::byte *Bytes = static_cast<const std::byte *>(From);
    while (Size != 0 && Result.ok()) {
      size_t Now = static_cast<size_t>(std::min<uint64_t>(Size, PieceSize));
      Section.add(Bytes, Now);
      send(Bytes, Now);
      Bytes += Now;
      Size -= Now;
    }
  }

  void zeros(uint64_t Count) {
    static constexpr std::byte Zeros[256] = {};
    for (; Count != 0 && Result.ok(); Count -= std::min<uint64_t>(Count, 256))
      put(Zeros, std::min<uint64_t>(Count, 256));
  }

  /// Ends what the checksum is of and starts the next.
  void checksum() {
    ul64 Value = Section.value();
    send(reinterpret_cast<const std::byte *>(&Value), sizeof Value);
    All.add(&Value, sizeof Value);
    Section.restart();
    ++Sections;
  }

  void begin(SectionType Type, uint64_t Lead, uint64_t Length) {
    SectionHeader Header{uint32_t(Type), uint32_t(Lead), Length};
    put(&Header, sizeof Header);
    zeros(Lead);
  }
  void end(uint64_t Length) {
    zeros(-Length % SectionAlignment);
    checksum();
  }

  Status finish() {
    // The header counts as no section, and has a checksum.
    EndRecord Record{Sections - 1, All.value()};
    begin(SectionType::End, 0, sizeof Record);
    put(&Record, sizeof Record);
    end(sizeof Record);
    flush();
    return Result;
  }
};

uint64_t sizeInFile(uint64_t Lead, uint64_t Length) {
  return sizeof(SectionHeader) + Lead + Length + -Length % SectionAlignment +
         sizeof(ul64);
}

Header makeHeader(const Image &TheImage, uint64_t Length) {
  Header Start{};
  std::memcpy(Start.Magic, Magic, sizeof Magic);
  Start.HeaderLength = sizeof(Header);
  Start.Version = FormatVersion;
  Start.Length = Length;
  Start.Identity = TheImage.Identity;
  Start.Created = TheImage.Created;
  std::string_view Name = TheImage.Types->abi().name();
  std::memcpy(Start.AbiName, Name.data(),
              std::min(Name.size(), sizeof Start.AbiName));
  Start.Abi = TheImage.Types->abi().toRecord();
  return Start;
}

} // namespace

Status writeImage(const Image &TheImage, Sink &To, uint64_t *Written) {
  if (Status S = verify(TheImage); !S.ok())
    return {Code::Refused, S.text()};

  DataLayout Layout(TheImage);
  std::vector<Contents> Sections;
  if (Status S = encode(TheImage, Layout, Sections); !S.ok())
    return S;

  uint64_t Position = sizeof(Header);
  for (const Contents &C : Sections)
    Position += sizeInFile(0, C.Bytes.size());
  uint64_t DataLead = -(Position + sizeof(SectionHeader)) % Layout.alignment();
  Position += sizeInFile(DataLead, Layout.length());
  Position += sizeInFile(0, sizeof(EndRecord));

  Stream Out(To);
  Header Start = makeHeader(TheImage, Position);
  Out.put(&Start, offsetof(Header, Checksum));
  Out.checksum();

  for (const Contents &C : Sections) {
    Out.begin(C.Type, 0, C.Bytes.size());
    Out.put(C.Bytes.data(), C.Bytes.size());
    Out.end(C.Bytes.size());
  }

  Out.begin(SectionType::Data, DataLead, Layout.length());
  uint64_t At = 0;
  for (const Piece &P : Layout.pieces()) {
    Out.zeros(P.Offset - At);
    Out.put(P.Bytes, P.Size);
    At = P.Offset + P.Size;
  }
  Out.end(Layout.length());

  if (Written)
    *Written = Position;
  return Out.finish();
}

} // namespace ferry::image
