//===- RandomTypes.h - types that nobody thought of -------------*- C++ -*-===//
#ifndef FERRY_TEST_UNIT_TYPEINFO_RANDOMTYPES_H
#define FERRY_TEST_UNIT_TYPEINFO_RANDOMTYPES_H

#include "Layouts.h"
#include <cstdlib>
#include <gtest/gtest.h>

namespace ferry::test {

/// Makes the same type in several tables: all choices come from the seed.
class RandomType {
public:
  RandomType(LayoutBuilder &B, uint64_t Seed) : B(B), Random(Seed) {}

  TypeId any(unsigned Depth) {
    uint64_t Choice = Random() % (Depth ? 18 : 12);
    switch (Choice) {
    case 0:
      return B.character();
    case 1:
      return B.boolean();
    case 2:
      return B.signedOf("short", 2);
    case 3:
      return B.intType();
    case 4:
      return B.longType();
    case 5:
      return B.unsignedLong();
    case 6:
      return B.longLong();
    case 7:
      return B.floatType();
    case 8:
      return B.doubleType();
    case 9:
      return B.wchar();
    case 10:
      return B.pointerTo(Random() % 2 ? B.intType() : TypeId::None);
    case 11:
      return B.enumOf("enum e", B.intType());
    case 12:
    case 13:
    case 14: {
      TypeId Element = any(Depth - 1);
      return B.array(Element, 1 + Random() % (Random() % 4 ? 4 : 40));
    }
    default: {
      std::vector<Member> Members;
      std::string Name = "struct s" + std::to_string(Structs++);
      for (uint64_t I = 0, N = 1 + Random() % 6; I < N; ++I) {
        std::string Field = "f" + std::to_string(I);
        if (Random() % 3 == 0)
          Members.push_back(bits(Field));
        else
          Members.push_back({Field, any(Depth - 1)});
      }
      return B.structure(Name, Members);
    }
    }
  }

private:
  Member bits(std::string Name) {
    const std::pair<TypeId, unsigned> Declared[] = {
        {B.boolean(), 1},
        {B.character(), 8},
        {B.signedOf("short", 2), 16},
        {B.unsignedOf("unsigned int", 4), 32},
        {B.enumOf("enum e", B.intType()), 32},
        {B.longType(), 32},
        {B.longLong(), 64},
        {B.unsignedOf("unsigned long long", 8), 64}};
    auto [Type, Most] = Declared[Random() % std::size(Declared)];
    return {std::move(Name), Type, static_cast<unsigned>(1 + Random() % Most)};
  }

  LayoutBuilder &B;
  std::mt19937_64 Random;
  unsigned Structs = 0;
};

/// FERRY_TEST_SEED repeats a run.
inline uint64_t firstSeed() {
  if (const char *Given = std::getenv("FERRY_TEST_SEED"))
    return std::strtoull(Given, nullptr, 10);
  return std::random_device{}();
}

} // namespace ferry::test

#endif
