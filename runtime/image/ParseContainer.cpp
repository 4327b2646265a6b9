//===- ParseContainer.cpp - header, sections, checksums -------------------===//
///
/// \file
/// The outermost layer. The header's checksum comes first: a version that was
/// flipped in transit is damage, not the future. After it the length is known and
/// a file that is shorter was cut. Every byte up to the end is under a checksum.
///
//===----------------------------------------------------------------------===//
#include "Checksum.h"
#include "Parse.h"

#include <algorithm>
#include <cstring>

namespace ferry::image {

const char *sectionName(SectionType Type) {
  switch (Type) {
#define FERRY_SECTION(Name, Number, Text)                                        \
  case SectionType::Name:                                                      \
    return Text;
#include "ferry/image/Sections.def"
  }
  return "unknown section";
}

Status malformed(SectionType In, const std::string &What) {
  return {Code::Malformed,
          std::string("section ") + sectionName(In) + ": " + What};
}

namespace {

/// The part of the header that has one shape in every version.
struct HeaderStart {
  unsigned char Magic[8];
  ul32 HeaderLength;
  ul32 Version;
};
static_assert(sizeof(HeaderStart) == 16);
constexpr uint32_t LongestHeader = 65536;

Status openHeader(const std::byte *Bytes, uint64_t Size, Header &Into) {
  if (Size == 0)
    return {Code::Truncated, "the image is empty"};
  if (std::memcmp(Bytes, Magic, std::min<uint64_t>(Size, sizeof Magic)) != 0)
    return {Code::NotAnImage, "this is not a Ferry image"};
  auto Cut = [&] {
    return Status(Code::Truncated, "the image is truncated: it ends within its "
                                   "header, after " +
                                       std::to_string(Size) + " bytes");
  };
  if (Size < sizeof(HeaderStart))
    return Cut();
  HeaderStart Start;
  std::memcpy(&Start, Bytes, sizeof Start);

  uint32_t Length = Start.HeaderLength;
  if (Length < sizeof(HeaderStart) + sizeof(ul64) || Length > LongestHeader)
    return {Code::Damaged, "the image is damaged: its header says it has " +
                               std::to_string(Length) + " bytes"};
  if (Size < Length)
    return Cut();
  ul64 Checksum;
  std::memcpy(&Checksum, Bytes + Length - sizeof Checksum, sizeof Checksum);
  if (Checksum::of(Bytes, Length - sizeof Checksum) != Checksum)
    return {Code::Damaged, "the image is damaged: the checksum of its header "
                           "does not match"};
  if (Start.Version > FormatVersion)
    return {Code::Newer, "the image has format version " +
                             std::to_string(Start.Version) +
                             ", this Ferry reads versions up to " +
                             std::to_string(FormatVersion)};
  if (Start.Version < OldestVersion || Length != sizeof(Header))
    return {Code::Malformed, "header: no such format version"};
  std::memcpy(&Into, Bytes, sizeof Into);
  return {};
}

bool allZero(const std::byte *Bytes, uint64_t Size) {
  return std::all_of(Bytes, Bytes + Size,
                     [](std::byte B) { return B == std::byte(0); });
}

} // namespace

Status openContainer(const std::byte *Bytes, uint64_t Size, Container &Into,
                     ReadFacts *Facts) {
  if (Status S = openHeader(Bytes, Size, Into.Start); !S.ok())
    return S;
  uint64_t Length = Into.Start.Length;
  if (Size < Length)
    return {Code::Truncated, "the image is truncated: " + std::to_string(Size) +
                                 " of " + std::to_string(Length) +
                                 " bytes are there"};
  if (Size > Length)
    return {Code::Malformed, "the file goes on behind the end of the image"};
  if (Facts) {
    Facts->Version = Into.Start.Version;
    Facts->Length = Length;
    Facts->Sections.clear();
  }

  Checksum All;
  All.add(&Into.Start.Checksum, sizeof(ul64));
  Cursor In(Bytes + sizeof(Header), Size - sizeof(Header));
  uint64_t Count = 0;
  uint32_t Previous = 0;
  while (Previous != uint32_t(SectionType::End)) {
    const std::byte *Start = In.position();
    const SectionHeader *H = In.take<SectionHeader>();
    if (!H)
      return {Code::Malformed, "the image has no end section"};
    uint32_t Number = H->Type;
    bool IsKnown = Number >= 1 && Number < SectionTypeCount;
    std::string Name = IsKnown ? sectionName(SectionType(Number))
                               : "number " + std::to_string(Number);

    const std::byte *Lead = In.take<std::byte>(H->Lead);
    const std::byte *Contents = Lead ? In.take<std::byte>(H->Length) : nullptr;
    uint64_t PadSize = -uint64_t(H->Length) % SectionAlignment;
    const std::byte *Pad = Contents ? In.take<std::byte>(PadSize) : nullptr;
    const ul64 *Sum = Pad ? In.take<ul64>() : nullptr;
    if (!Sum)
      return {Code::Damaged, "the image is damaged: section " + Name +
                                 " is longer than the image"};
    if (Checksum::of(Start, static_cast<size_t>(Pad + PadSize - Start)) != *Sum)
      return {Code::Damaged, "the image is damaged: the checksum of section " +
                                 Name + " does not match"};
    if (!allZero(Lead, H->Lead) || !allZero(Pad, PadSize))
      return {Code::Malformed, "section " + Name + ": its padding is not zero"};
    if (!IsKnown && !(Number & SkippableSection))
      return {Code::Newer, "the image has a section (" + Name +
                               ") that this Ferry does not know"};
    if (IsKnown) {
      if (Number <= Previous)
        return {Code::Malformed, "section " + Name + ": it is out of order"};
      Into.Sections[Number] = Cursor(Contents, H->Length);
      Previous = Number;
    }
    if (Facts)
      Facts->Sections.push_back(
          {IsKnown ? sectionName(SectionType(Number)) : "unknown",
           static_cast<uint64_t>(Contents - Bytes), H->Length});
    if (Previous != uint32_t(SectionType::End)) {
      All.add(Sum, sizeof *Sum);
      ++Count;
    }
  }

  Cursor EndContents = Into.section(SectionType::End);
  const EndRecord *End = EndContents.take<EndRecord>();
  if (!End || !EndContents.atEnd() || !In.atEnd() || End->Sections != Count)
    return malformed(SectionType::End, "it is not where it says it is");
  if (End->Checksum != All.value())
    return {Code::Damaged,
            "the image is damaged: its sections do not belong together"};
  for (size_t N = 1; N < SectionTypeCount; ++N)
    if (!Into.Sections[N].position())
      return malformed(SectionType(N), "it is missing");
  return {};
}

} // namespace ferry::image
