//===- Reseal.h - right checksums over wrong contents -----------*- C++ -*-===//
#ifndef FERRY_TEST_RESEAL_H
#define FERRY_TEST_RESEAL_H

#include "Checksum.h"
#include "Records.h"

#include <cstring>
#include <vector>

namespace ferry::image::test {

/// Puts the checksums right again: what an attacker would do.
inline void reseal(std::vector<std::byte> &Bytes) {
  if (Bytes.size() < sizeof(Header))
    return;
  auto Seal = [&](size_t From, size_t To) {
    ul64 Sum = Checksum::of(&Bytes[From], To - From);
    std::memcpy(&Bytes[To], &Sum, 8);
    return uint64_t(Sum);
  };
  Checksum All;
  ul64 Sum = Seal(0, offsetof(Header, Checksum));
  All.add(&Sum, 8);
  size_t At = sizeof(Header);
  while (At + sizeof(SectionHeader) <= Bytes.size()) {
    SectionHeader H;
    std::memcpy(&H, &Bytes[At], sizeof H);
    uint64_t Left = Bytes.size() - At - sizeof H;
    if (H.Lead > Left || H.Length > Left - H.Lead)
      return;
    size_t End = At + sizeof H + H.Lead + H.Length;
    End += -uint64_t(H.Length) % SectionAlignment;
    if (End > Bytes.size() - 8)
      return;
    if (H.Type == uint32_t(SectionType::End) && H.Length == sizeof(EndRecord)) {
      ul64 Together = All.value();
      std::memcpy(&Bytes[At + sizeof H + H.Lead + 8], &Together, 8);
    }
    Sum = Seal(At, End);
    All.add(&Sum, 8);
    At = End + 8;
  }
}

} // namespace ferry::image::test
#endif
