//===- ImageReaderFuzzer.cpp - any bytes, read as an image ----------------===//
///
/// \file
/// A libFuzzer target. Checksums would stop nearly every input at the door, so
/// they are put right first: what is fuzzed is what an attacker would send. An
/// image that is accepted is used: all blocks looked up, the digest computed.
///
///     ImageReaderFuzzer -max_len=16384 CORPUS-FOLDER
///
/// ferry-sample-image makes images to start from.
///
//===----------------------------------------------------------------------===//
#include "Reseal.h"
#include "ferry/image/ImageDigest.h"
#include "ferry/image/Reader.h"

#include <cstdlib>

using namespace ferry;
using namespace ferry::image;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *Data, size_t Size) {
  std::vector<std::byte> Bytes(Size);
  for (size_t N = 0; N < Size; ++N)
    Bytes[N] = std::byte(Data[N]);
  test::reseal(Bytes);

  Image Read;
  Status S = parseImage(Bytes.data(), Bytes.size(), nullptr, Read);
  if (!S.ok()) {
    if (S.text().empty())
      std::abort();
    return 0;
  }
  AddressIndex Index;
  if (!Index.build(Read).ok())
    std::abort();
  for (uint64_t N = 0; N < Index.blockCount(); ++N) {
    BlockRef Ref = Index.at(N);
    BlockView V = Index.view(Ref);
    if (V.Size != 0 && Index.find(V.Address).Ref.Number != N)
      std::abort();
  }
  (void)digestOf(Read, Index);
  return 0;
}
