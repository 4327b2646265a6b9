//===- Image.cpp - look-ups in a captured program -------------------------===//
#include "ferry/image/Image.h"

#include <algorithm>
#include <bit>
#include <functional>

namespace ferry::image {

uint64_t Run::liveCells() const {
  if (Live.empty())
    return Cells;
  uint64_t Count = 0;
  for (uint64_t Word : Live)
    Count += static_cast<uint64_t>(std::popcount(Word));
  return Count;
}

std::string_view Image::fact(std::string_view Name) const {
  for (const Fact &F : Facts)
    if (F.Name == Name)
      return F.Text;
  return {};
}

const PointerTarget *Image::pointerAt(const std::byte *Place) const {
  auto It = std::lower_bound(Pointers.begin(), Pointers.end(), Place,
                             [](const PointerTarget &P, const std::byte *At) {
                               return std::less<>()(P.Place, At);
                             });
  return It != Pointers.end() && It->Place == Place ? &*It : nullptr;
}

} // namespace ferry::image
