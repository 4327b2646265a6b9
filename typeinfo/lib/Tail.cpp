//===- Tail.cpp - structs with another number of elements at the end --------===//
#include "ferry/typeinfo/Tail.h"

namespace ferry {

bool splitTail(std::string_view Key, std::string_view &Struct, uint64_t &Count) {
  size_t Plus = Key.rfind('+');
  if (Plus == std::string_view::npos || Plus == 0)
    return false;
  std::string_view Digits = Key.substr(Plus + 1);
  // As they are written: one key for one number.
  if (Digits.empty() || Digits.size() > 15 || (Digits[0] == '0' && Digits.size() > 1))
    return false;
  uint64_t Number = 0;
  for (char C : Digits) {
    if (C < '0' || C > '9')
      return false;
    Number = Number * 10 + static_cast<uint64_t>(C - '0');
  }
  Struct = Key.substr(0, Plus);
  Count = Number;
  return true;
}

TypeId withTail(TypeTable &Table, TypeId Struct, uint64_t Count) {
  if (!Table.contains(Struct) || Table[Struct].K != Kind::Struct ||
      Table[Struct].Fields.empty())
    return TypeId::None;
  Type T = Table[Struct];
  Field &Last = T.Fields.back();
  if (!Table.contains(Last.Type) || Table[Last.Type].K != Kind::Array ||
      !Table.contains(Table[Last.Type].Element))
    return TypeId::None;
  T.Name += "+" + std::to_string(Count);
  TypeId Known = Table.find(T.Name);
  if (Known != TypeId::None)
    return Known;

  TypeId Element = Table[Last.Type].Element;
  std::string Key = "a" + std::to_string(Count) + ":" + Table[Element].Name;
  uint64_t Size = Table[Element].Size;
  if (Size == 0 || Count > (MaxTypeSize - Last.Offset) / Size)
    return TypeId::None;
  Last.Type = Table.find(Key);
  if (Last.Type == TypeId::None) {
    Type Array;
    Array.Name = Key;
    Array.K = Kind::Array;
    Array.Size = Count * Size;
    Array.Align = Table[Element].Align;
    Array.Element = Element;
    Array.Count = Count;
    Last.Type = Table.add(std::move(Array));
  }
  T.Size = Last.Offset + Count * Size;
  return Table.add(std::move(T));
}

TypeId withoutTail(const TypeTable &Table, TypeId Id) {
  std::string_view Struct;
  uint64_t Count;
  if (!Table.contains(Id) || Table[Id].K != Kind::Struct ||
      !splitTail(Table[Id].Name, Struct, Count))
    return Id;
  TypeId Found = Table.find(Struct);
  return Found == TypeId::None ? Id : Found;
}

} // namespace ferry
