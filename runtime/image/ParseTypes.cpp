//===- ParseTypes.cpp - the types section ---------------------------------===//
///
/// \file
/// Only bounds are checked here; whether the types make sense is said by
/// TypeTable::validate, which verify() calls.
///
//===----------------------------------------------------------------------===//
#include "Parse.h"

namespace ferry::image {

Status parseTypes(Cursor In, const StringTable &Strings, TypeTable &Into) {
  auto Bad = [](const std::string &What) {
    return malformed(SectionType::Types, What);
  };
  uint64_t Length = In.left();
  const TypesHeader *H = In.take<TypesHeader>();
  const TypeRecord *Types = H ? In.take<TypeRecord>(H->Types) : nullptr;
  const FieldRecord *Fields = Types ? In.take<FieldRecord>(H->Fields) : nullptr;
  uint64_t CasesLeft = In.left() / sizeof(CaseRecord);
  const CaseRecord *Cases = Fields ? In.take<CaseRecord>(CasesLeft) : nullptr;
  if (!Cases || !In.atEnd())
    return Bad("its length is not that of its records");

  // Types own their names; a long one that all of them share must not make much
  // memory of a small file.
  uint64_t Room = (1 << 20) + 64 * Length;
  auto Take = [&](uint32_t Offset, std::string &To) {
    std::string_view Text;
    if (!Strings.get(Offset, Text) || Text.size() > Room)
      return false;
    Room -= Text.size();
    To = Text;
    return true;
  };

  uint32_t NextField = 0;
  for (uint32_t N = 0; N < H->Types; ++N) {
    const TypeRecord &R = Types[N];
    Type T;
    if (!Take(R.Name, T.Name))
      return Bad("a name is out of range");
    if (!isKind(R.Kind))
      return {Code::Newer, "the image has a kind of type (number " +
                               std::to_string(R.Kind) +
                               ") that this Ferry does not know"};
    if (R.FirstField != NextField || R.FieldCount > H->Fields - NextField)
      return Bad("type " + T.Name + ": its fields are out of order");
    T.K = Kind(uint32_t(R.Kind));
    T.Size = R.Size;
    T.Align = R.Align;
    if (T.K == Kind::BitField) {
      if (R.Count >> 17)
        return Bad("type " + T.Name + ": its bits make no sense");
      T.Bits = {static_cast<uint8_t>(R.Count & 255),
                static_cast<uint8_t>(R.Count >> 8 & 255), (R.Count >> 16) != 0};
    } else if (T.K == Kind::Variant) {
      if (R.Count > CasesLeft)
        return Bad("type " + T.Name + ": its cases are missing");
      CasesLeft -= R.Count;
      for (uint64_t C = R.Count; C; --C, ++Cases)
        T.Cases.push_back({Cases->Tag, Cases->Value, Cases->Field});
    } else {
      T.Count = R.Count;
    }
    T.Element = TypeId(uint32_t(R.Element));
    for (uint32_t F = 0; F < R.FieldCount; ++F) {
      const FieldRecord &Record = Fields[NextField + F];
      std::string FieldName;
      if (!Take(Record.Name, FieldName))
        return Bad("a name is out of range");
      T.Fields.push_back({std::move(FieldName),
                          TypeId(uint32_t(Record.Type)), Record.Offset});
    }
    NextField += R.FieldCount;
    Into.add(std::move(T));
  }
  if (NextField != H->Fields)
    return Bad("there are fields that belong to no type");
  if (CasesLeft)
    return Bad("there are cases that belong to no type");
  return {};
}

} // namespace ferry::image
