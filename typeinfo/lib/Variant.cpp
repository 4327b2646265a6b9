//===- Variant.cpp - what a struct with a tag holds -------------------------===//
#include "ferry/typeinfo/Variant.h"
#include "ferry/typeinfo/BitField.h"
#include "ferry/typeinfo/Endian.h"
#include <algorithm>

namespace ferry {

uint64_t tagMask(const Type &Tag) {
  uint64_t Bits = Tag.K == Kind::BitField ? Tag.Bits.Width : 8 * Tag.Size;
  return ~uint64_t(0) >> (64 - Bits);
}

uint64_t tagValue(const TypeTable &Table, const Type &Variant, uint32_t Tag,
                  const void *At) {
  const Field &F = Variant.Fields[Tag];
  const Type &T = Table[F.Type];
  ByteOrder Order = Table.abi().Order;
  const uint8_t *Bytes = static_cast<const uint8_t *>(At) + F.Offset;
  uint64_t Value = T.K == Kind::BitField
                       ? loadBits(Bytes, T.Size, T.Bits, Order)
                       : loadInteger(Bytes, static_cast<unsigned>(T.Size), false, Order);
  return Value & tagMask(T);
}

bool isHeld(const TypeTable &Table, const Type &Variant, uint32_t Field,
            const void *At) {
  uint32_t Tag = Variant.Fields[Field].Tag;
  return Tag == NoField || !At ||
         std::binary_search(Variant.Cases.begin(), Variant.Cases.end(),
                            Case{Tag, tagValue(Table, Variant, Tag, At), Field});
}

std::vector<uint32_t> tagsOf(const Type &Variant) {
  std::vector<uint32_t> Tags;
  for (const Case &C : Variant.Cases)
    if (Tags.empty() || Tags.back() != C.Tag)
      Tags.push_back(C.Tag);
  return Tags;
}

bool isKnown(const TypeTable &Table, const Type &Variant, uint32_t Tag,
             const void *At) {
  uint64_t Value = tagValue(Table, Variant, Tag, At);
  auto Found = std::lower_bound(Variant.Cases.begin(), Variant.Cases.end(),
                                Case{Tag, Value, 0});
  if (Found != Variant.Cases.end() && Found->Tag == Tag && Found->Value == Value)
    return true;
  return std::all_of(Variant.Fields.begin(), Variant.Fields.end(), [&](const Field &F) {
    const uint8_t *Bytes = static_cast<const uint8_t *>(At) + F.Offset;
    return F.Tag != Tag || std::all_of(Bytes, Bytes + Table[F.Type].Size,
                                       [](uint8_t Byte) { return Byte == 0; });
  });
}

std::string unknownTag(const TypeTable &Table, const Type &Variant, uint32_t Tag,
                       const void *At) {
  // A tag that ferry-precompile gave the union (rules/UnionRecords.h there).
  if (Variant.Fields[Tag].Name.starts_with("__ferry_record_"))
    return "a part of a number was written while the union held another one, so that both may "
           "count";
  const Type *T = &Table[Variant.Fields[Tag].Type];
  uint64_t Value = tagValue(Table, Variant, Tag, At), Mask = tagMask(*T);
  if (T->K == Kind::Enum)
    T = &Table[T->Element];
  bool IsNegative = (T->K == Kind::Signed || T->Bits.IsSigned) && Value > Mask / 2;
  return "is " +
         (IsNegative ? "-" + std::to_string(Mask - Value + 1) : std::to_string(Value)) +
         ", and no case says what the union then holds";
}

} // namespace ferry
