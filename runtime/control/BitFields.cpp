#include "control/BitFields.h"

#include <memory>
#include <vector>

using namespace ferry;

control::FoundBits control::askForBits(const __ferry_type &Of, unsigned Number) {
  FoundBits Found;
  if (!Of.set_bits)
    return Found;
  std::vector<uint8_t> Room(Of.size + Of.align);
  void *Object = Room.data();
  size_t Left = Room.size();
  std::align(Of.align, Of.size, Object, Left);
  Found.IsSigned = Of.set_bits(Object, Number) != 0;
  if (!findBits(static_cast<const uint8_t *>(Object), Of.size, HostOrder, Found.Place))
    Found.Place = {};
  return Found;
}
