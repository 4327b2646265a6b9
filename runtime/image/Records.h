//===- Records.h - how an image stands in a file ----------------*- C++ -*-===//
///
/// \file
/// The records of docs/ImageFormat.md, byte by byte. Only the reader and the
/// writer include this; the rest of the world knows the model in Image.h.
///
//===----------------------------------------------------------------------===//
#ifndef FERRY_IMAGE_RECORDS_H
#define FERRY_IMAGE_RECORDS_H

#include "ferry/typeinfo/Endian.h"

#include <cstddef>

namespace ferry::image {

inline constexpr uint32_t FormatVersion = 3;
/// Read as well: it is the same with fewer kinds of types.
inline constexpr uint32_t OldestVersion = 1;
inline constexpr unsigned char Magic[8] = {0x89, 'F',  'R',  'Y',
                                           '\r', '\n', 0x1a, '\n'};

/// Contents are followed by zeros up to a multiple of this, then the checksum.
inline constexpr uint64_t SectionAlignment = 8;
/// Pieces of data start at a multiple of this ...
inline constexpr uint64_t PieceAlignment = 16;
/// ... and those that are large, in the file too, at a multiple of this, so that
/// a reader may map them.
inline constexpr uint64_t LargePieceAlignment = 4096;
inline constexpr uint64_t LargePiece = 65536;

inline constexpr uint64_t NoData = ~uint64_t(0);

enum class SectionType : uint32_t {
#define FERRY_SECTION(Name, Number, Text) Name = Number,
#include "ferry/image/Sections.def"
};
/// In a section's number: a reader that does not know it may skip it.
inline constexpr uint32_t SkippableSection = 0x80000000;

#define FERRY_AT(Record, Member, Offset)                                         \
  static_assert(offsetof(Record, Member) == Offset,                            \
                #Record "::" #Member " has moved")

struct Header {
  unsigned char Magic[8];
  ul32 HeaderLength; ///< with the checksum at its end, in every version
  ul32 Version;
  ul64 Length; ///< of the whole image
  ul64 Identity;
  ul64 Created;
  unsigned char AbiName[16]; ///< for people; padded with zeros
  AbiRecord Abi;             ///< ferry/typeinfo/Abi.h
  unsigned char Reserved[16];
  ul64 Checksum; ///< XXH3-64 of what is in front of it
};
FERRY_AT(Header, HeaderLength, 8);
FERRY_AT(Header, Version, 12);
FERRY_AT(Header, Length, 16);
FERRY_AT(Header, Identity, 24);
FERRY_AT(Header, Created, 32);
FERRY_AT(Header, AbiName, 40);
FERRY_AT(Header, Abi, 56);
FERRY_AT(Header, Reserved, 72);
FERRY_AT(Header, Checksum, 88);
static_assert(sizeof(Header) == 96);

struct SectionHeader {
  ul32 Type;
  ul32 Lead; ///< zero bytes between this and the contents
  ul64 Length;
};
FERRY_AT(SectionHeader, Lead, 4);
FERRY_AT(SectionHeader, Length, 8);
static_assert(sizeof(SectionHeader) == 16);

struct FactRecord {
  ul32 Name, Text;
};
static_assert(sizeof(FactRecord) == 8);

struct TypesHeader {
  ul32 Types, Fields;
};
static_assert(sizeof(TypesHeader) == 8);

struct TypeRecord {
  ul32 Name;
  ul32 Kind;
  ul64 Size;
  /// Of a bit-field: width, shift (8 bits each), 1 when signed. Of a variant: cases.
  ul64 Count;
  ul32 Align;
  ul32 Element;
  ul32 FirstField;
  ul32 FieldCount;
};
FERRY_AT(TypeRecord, Kind, 4);
FERRY_AT(TypeRecord, Size, 8);
FERRY_AT(TypeRecord, Count, 16);
FERRY_AT(TypeRecord, Align, 24);
FERRY_AT(TypeRecord, Element, 28);
FERRY_AT(TypeRecord, FirstField, 32);
FERRY_AT(TypeRecord, FieldCount, 36);
static_assert(sizeof(TypeRecord) == 40);

struct FieldRecord {
  ul32 Name;
  ul32 Type;
  ul64 Offset;
};
FERRY_AT(FieldRecord, Type, 4);
FERRY_AT(FieldRecord, Offset, 8);
static_assert(sizeof(FieldRecord) == 16);

/// Behind the fields; as many as the variants say.
struct CaseRecord {
  ul32 Tag;
  ul32 Field;
  ul64 Value;
};
FERRY_AT(CaseRecord, Field, 4);
FERRY_AT(CaseRecord, Value, 8);
static_assert(sizeof(CaseRecord) == 16);

struct FunctionsHeader {
  ul32 Functions, Locals, Sites, Lives;
};
static_assert(sizeof(FunctionsHeader) == 16);

struct FunctionRecord {
  ul32 Name, File, Signature;
  ul32 Line;
  ul32 RecordSize;
  ul32 LocalCount, SiteCount; ///< their records follow each other
};
FERRY_AT(FunctionRecord, File, 4);
FERRY_AT(FunctionRecord, Signature, 8);
FERRY_AT(FunctionRecord, Line, 12);
FERRY_AT(FunctionRecord, RecordSize, 16);
FERRY_AT(FunctionRecord, LocalCount, 20);
FERRY_AT(FunctionRecord, SiteCount, 24);
static_assert(sizeof(FunctionRecord) == 28);

struct LocalRecord {
  ul32 Name;
  ul32 Type;
  ul32 Offset;
  ul32 Where; ///< LocalPlace
};
FERRY_AT(LocalRecord, Where, 12);
static_assert(sizeof(LocalRecord) == 16);

struct SiteRecord {
  ul32 Number;
  ul32 Line;
  ul32 Kind;   ///< SiteKind
  ul32 Callee; ///< string
  ul32 LiveCount;
};
FERRY_AT(SiteRecord, Kind, 8);
FERRY_AT(SiteRecord, Callee, 12);
FERRY_AT(SiteRecord, LiveCount, 16);
static_assert(sizeof(SiteRecord) == 20);

struct FramesHeader {
  ul32 Threads, Frames;
};
static_assert(sizeof(FramesHeader) == 8);

struct ThreadRecord {
  ul32 Name;
  ul32 FrameCount; ///< their records follow each other
};
static_assert(sizeof(ThreadRecord) == 8);

struct FrameRecord {
  ul32 Function;
  ul32 Site;
  ul64 Data;
};
FERRY_AT(FrameRecord, Site, 4);
FERRY_AT(FrameRecord, Data, 8);
static_assert(sizeof(FrameRecord) == 16);

struct SymbolRecord {
  ul64 Address;
  ul32 Name;
};
FERRY_AT(SymbolRecord, Name, 8);
static_assert(sizeof(SymbolRecord) == 12);

inline constexpr uint32_t BlockReadOnly = 1;

struct BlockRecord {
  ul64 Address;
  ul64 Size;
  ul64 Data; ///< or NoData
  ul32 Type;
  ul32 Kind; ///< BlockKind
  ul32 Flags;
  ul32 Name;
  ul32 Frame, Local;
};
FERRY_AT(BlockRecord, Size, 8);
FERRY_AT(BlockRecord, Data, 16);
FERRY_AT(BlockRecord, Type, 24);
FERRY_AT(BlockRecord, Kind, 28);
FERRY_AT(BlockRecord, Flags, 32);
FERRY_AT(BlockRecord, Name, 36);
FERRY_AT(BlockRecord, Frame, 40);
FERRY_AT(BlockRecord, Local, 44);
static_assert(sizeof(BlockRecord) == 48);

inline constexpr uint32_t RunHasLive = 1;
inline constexpr uint32_t RunHasSizes = 2;

/// Followed, if its flags say so, by ceil(Cells / 64) words of the bitmap (ul64)
/// and one size (ul32) for each live cell.
struct RunRecord {
  ul64 Address;
  ul64 Stride;
  ul64 Cells;
  ul64 Size;
  ul64 Data;
  ul32 Type;
  ul32 Flags;
  ul32 Where; ///< string
  ul32 Reserved;
};
FERRY_AT(RunRecord, Stride, 8);
FERRY_AT(RunRecord, Cells, 16);
FERRY_AT(RunRecord, Size, 24);
FERRY_AT(RunRecord, Data, 32);
FERRY_AT(RunRecord, Type, 40);
FERRY_AT(RunRecord, Flags, 44);
FERRY_AT(RunRecord, Where, 48);
static_assert(sizeof(RunRecord) == 56);

struct PointerRecord {
  ul64 Data;
  ul64 Target;
};
static_assert(sizeof(PointerRecord) == 16);

/// Followed by its bytes.
struct ResourceRecord {
  ul32 Name;
  ul32 Version;
  ul64 Size;
};
static_assert(sizeof(ResourceRecord) == 16);

struct EndRecord {
  ul64 Sections; ///< in front of this one
  ul64 Checksum; ///< XXH3-64 of all checksums in front, the header's first
};
static_assert(sizeof(EndRecord) == 16);

#undef FERRY_AT

} // namespace ferry::image
#endif
