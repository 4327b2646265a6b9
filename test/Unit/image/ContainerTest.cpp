//===- ContainerTest.cpp - what is written is read; nothing else is -------===//
#include "Records.h"
#include "Reseal.h"
#include "SampleImage.h"
#include "ferry/image/AddressIndex.h"
#include "ferry/image/Reader.h"
#include "ferry/image/Writer.h"

#include <cstring>
#include <gtest/gtest.h>
#include <random>
#include <unistd.h>

using namespace ferry;
using namespace ferry::image;
using ferry::image::test::reseal;
using ferry::image::test::SampleImage;

namespace {

struct MemorySink final : Sink {
  std::vector<std::byte> Bytes;
  size_t Largest = 0, Writes = 0;
  Status write(const std::byte *From, size_t Size) override {
    Bytes.insert(Bytes.end(), From, From + Size);
    Largest = std::max(Largest, Size);
    ++Writes;
    return {};
  }
};

std::vector<std::byte> written(const Image &I) {
  MemorySink To;
  uint64_t Length = 0;
  Status S = writeImage(I, To, &Length);
  EXPECT_TRUE(S.ok()) << S.text();
  EXPECT_EQ(Length, To.Bytes.size());
  return std::move(To.Bytes);
}

/// In memory of its own, so that a sanitizer sees the first byte behind it.
Status parse(const std::vector<std::byte> &Bytes, Image &Into) {
  std::unique_ptr<std::byte[]> Copy(new std::byte[Bytes.size()]);
  if (!Bytes.empty())
    std::memcpy(Copy.get(), Bytes.data(), Bytes.size());
  const std::byte *Start = Copy.get();
  std::shared_ptr<std::byte[]> Owner = std::move(Copy);
  return parseImage(Start, Bytes.size(), Owner, Into);
}

bool same(const std::byte *A, const std::byte *B, uint64_t Size) {
  return (!A && !B) || std::memcmp(A, B, Size) == 0;
}

void expectEqual(const Image &A, const Image &B) {
  EXPECT_EQ(A.Identity, B.Identity);
  EXPECT_EQ(A.Created, B.Created);
  EXPECT_TRUE(*A.Types == *B.Types);
  ASSERT_EQ(A.Facts.size(), B.Facts.size());
  for (size_t N = 0; N < A.Facts.size(); ++N)
    EXPECT_EQ(A.Facts[N].Text, B.Facts[N].Text);

  ASSERT_EQ(A.Functions.size(), B.Functions.size());
  for (size_t N = 0; N < A.Functions.size(); ++N) {
    const Function &F = A.Functions[N], &G = B.Functions[N];
    EXPECT_EQ(F.Name, G.Name);
    EXPECT_EQ(F.Signature, G.Signature);
    EXPECT_EQ(F.Line, G.Line);
    ASSERT_EQ(F.Locals.size(), G.Locals.size());
    for (size_t L = 0; L < F.Locals.size(); ++L) {
      EXPECT_EQ(F.Locals[L].Name, G.Locals[L].Name);
      EXPECT_EQ(F.Locals[L].Type, G.Locals[L].Type);
      EXPECT_EQ(F.Locals[L].Offset, G.Locals[L].Offset);
      EXPECT_EQ(F.Locals[L].Where, G.Locals[L].Where);
    }
    ASSERT_EQ(F.Sites.size(), G.Sites.size());
    for (size_t S = 0; S < F.Sites.size(); ++S) {
      EXPECT_EQ(F.Sites[S].Number, G.Sites[S].Number);
      EXPECT_EQ(F.Sites[S].Callee, G.Sites[S].Callee);
      EXPECT_EQ(F.Sites[S].Kind, G.Sites[S].Kind);
      EXPECT_EQ(F.Sites[S].Live, G.Sites[S].Live);
    }
  }
  ASSERT_EQ(A.Threads.size(), B.Threads.size());
  ASSERT_EQ(A.Frames.size(), B.Frames.size());
  for (size_t N = 0; N < A.Frames.size(); ++N) {
    EXPECT_EQ(A.Frames[N].Function, B.Frames[N].Function);
    EXPECT_EQ(A.Frames[N].Site, B.Frames[N].Site);
    EXPECT_TRUE(same(A.Frames[N].Record, B.Frames[N].Record,
                     A.Functions[A.Frames[N].Function].RecordSize));
  }
  ASSERT_EQ(A.Symbols.size(), B.Symbols.size());
  for (size_t N = 0; N < A.Symbols.size(); ++N) {
    EXPECT_EQ(A.Symbols[N].Name, B.Symbols[N].Name);
    EXPECT_EQ(A.Symbols[N].Address, B.Symbols[N].Address);
  }
  ASSERT_EQ(A.Blocks.size(), B.Blocks.size());
  for (size_t N = 0; N < A.Blocks.size(); ++N) {
    const Block &X = A.Blocks[N], &Y = B.Blocks[N];
    EXPECT_EQ(X.Address, Y.Address);
    EXPECT_EQ(X.Size, Y.Size);
    EXPECT_EQ(X.Type, Y.Type);
    EXPECT_EQ(X.Kind, Y.Kind);
    EXPECT_EQ(X.ReadOnly, Y.ReadOnly);
    EXPECT_EQ(X.Name, Y.Name);
    EXPECT_EQ(X.Frame, Y.Frame);
    EXPECT_EQ(X.Local, Y.Local);
    EXPECT_TRUE(same(X.Bytes, Y.Bytes, X.Size));
  }
  ASSERT_EQ(A.Runs.size(), B.Runs.size());
  for (size_t N = 0; N < A.Runs.size(); ++N) {
    const Run &X = A.Runs[N], &Y = B.Runs[N];
    EXPECT_EQ(X.Address, Y.Address);
    EXPECT_EQ(X.Stride, Y.Stride);
    EXPECT_EQ(X.Cells, Y.Cells);
    EXPECT_EQ(X.Size, Y.Size);
    EXPECT_EQ(X.Where, Y.Where);
    EXPECT_EQ(X.Live, Y.Live);
    EXPECT_EQ(X.Sizes, Y.Sizes);
    EXPECT_TRUE(same(X.Bytes, Y.Bytes, X.Cells * X.Stride));
  }
  ASSERT_EQ(A.Pointers.size(), B.Pointers.size());
  for (size_t N = 0; N < A.Pointers.size(); ++N)
    EXPECT_EQ(A.Pointers[N].Target, B.Pointers[N].Target);
  ASSERT_EQ(A.Resources.size(), B.Resources.size());
  for (size_t N = 0; N < A.Resources.size(); ++N) {
    EXPECT_EQ(A.Resources[N].Name, B.Resources[N].Name);
    EXPECT_EQ(A.Resources[N].Version, B.Resources[N].Version);
    EXPECT_TRUE(same(A.Resources[N].Bytes, B.Resources[N].Bytes,
                     A.Resources[N].Size));
  }
}

std::vector<Abi> allAbis() {
  std::vector<Abi> All;
  for (const NamedAbi &Known : KnownAbis) {
    All.push_back(Known.Value);
    All.push_back(Known.Value.reversed());
  }
  return All;
}

TEST(Container, RoundTripOnEveryAbiAndItsMirror) {
  for (const Abi &A : allAbis()) {
    SCOPED_TRACE(A.name());
    SampleImage From(A);
    Image Read;
    Status S = parse(written(From.I), Read);
    ASSERT_TRUE(S.ok()) << S.text();
    expectEqual(From.I, Read);
    EXPECT_TRUE(Read.Types->abi() == A);
  }
}

TEST(Container, SameImageSameBytes) {
  SampleImage A(*Abi::find("s390x")), B(*Abi::find("s390x"));
  EXPECT_TRUE(written(A.I) == written(B.I));
}

TEST(Container, EmptyProgram) {
  TypeTable Types(Abi::native());
  Image I;
  I.Types = &Types;
  Image Read;
  Status S = parse(written(I), Read);
  EXPECT_TRUE(S.ok()) << S.text();
}

TEST(Container, LargeDataGoesOutInFewPiecesOfBoundedSize) {
  SampleImage From(Abi::native());
  From.addBigBlock(3 << 20);
  MemorySink To;
  ASSERT_TRUE(writeImage(From.I, To).ok());
  EXPECT_LE(To.Largest, 128u << 10);
  EXPECT_LE(To.Writes, 3 * 8 + 4u);
  Image Read;
  ASSERT_TRUE(parse(To.Bytes, Read).ok());
  expectEqual(From.I, Read);
  // A reader may map it.
  ReadFacts Facts;
  Image Again;
  ASSERT_TRUE(parseImage(To.Bytes.data(), To.Bytes.size(), nullptr, Again, &Facts)
                  .ok());
  EXPECT_EQ((Again.Runs.back().Bytes - To.Bytes.data()) % 4096, 0);
}

TEST(Container, EveryFlippedBitIsAnError) {
  SampleImage From(*Abi::find("i686"));
  std::vector<std::byte> Bytes = written(From.I);
  for (size_t N = 0; N < Bytes.size(); ++N)
    for (unsigned Bit = 0; Bit < 8; ++Bit) {
      Bytes[N] ^= std::byte(1u << Bit);
      Image Read;
      Status S = parse(Bytes, Read);
      ASSERT_FALSE(S.ok()) << "byte " << N << " bit " << Bit;
      ASSERT_TRUE(S.code() == Code::Damaged || S.code() == Code::NotAnImage ||
                  S.code() == Code::Truncated)
          << S.text();
      Bytes[N] ^= std::byte(1u << Bit);
    }
}

TEST(Container, NothingIsTruncated) {
  Image Read;
  EXPECT_EQ(parseImage(nullptr, 0, nullptr, Read).code(), Code::Truncated);
}

TEST(Container, EveryTruncationIsAnError) {
  SampleImage From(Abi::native());
  std::vector<std::byte> Whole = written(From.I);
  for (size_t Size = 0; Size < Whole.size(); ++Size) {
    std::vector<std::byte> Cut(Whole.begin(), Whole.begin() + Size);
    Image Read;
    Status S = parse(Cut, Read);
    ASSERT_EQ(S.code(), Code::Truncated) << Size << " " << S.text();
  }
  Whole.push_back(std::byte(0));
  Image Read;
  EXPECT_EQ(parse(Whole, Read).code(), Code::Malformed);
}

/// Uses everything in an image that was accepted, so that a sanitizer sees what
/// the reader let through.
uint64_t touch(const Image &I) {
  uint64_t Sum = 0;
  auto Add = [&](const std::byte *Bytes, uint64_t Size) {
    for (uint64_t N = 0; Bytes && N < Size; ++N)
      Sum += uint64_t(Bytes[N]);
  };
  AddressIndex Index;
  EXPECT_TRUE(Index.build(I).ok());
  for (const Frame &F : I.Frames)
    Add(F.Record, I.Functions[F.Function].RecordSize);
  for (uint64_t N = 0; N < Index.blockCount(); ++N) {
    BlockRef Ref = Index.at(N);
    EXPECT_EQ(Ref.Number, N);
    BlockView V = Index.view(Ref);
    Add(V.Bytes, V.Size);
    EXPECT_TRUE(I.Types->contains(V.Type));
    if (V.Size != 0) {
      EXPECT_EQ(Index.find(V.Address).Ref.Number, N);
    }
  }
  for (const PointerTarget &P : I.Pointers)
    Add(P.Place, I.Types->abi().PointerSize);
  for (const Resource &R : I.Resources)
    Add(R.Bytes, R.Size);
  return Sum;
}

TEST(Container, EveryByteMayLieUnderARightChecksum) {
  for (const char *Name : {"x86_64", "powerpc"}) {
    SampleImage From(*Abi::find(Name));
    const std::vector<std::byte> Whole = written(From.I);
    unsigned Accepted = 0, Refused = 0;
    for (size_t N = sizeof Magic; N < Whole.size(); ++N)
      for (unsigned Value : {0x00u, 0x01u, 0x7fu, 0x80u, 0xffu}) {
        std::vector<std::byte> Bytes = Whole;
        if (Bytes[N] == std::byte(Value))
          continue;
        Bytes[N] = std::byte(Value);
        reseal(Bytes);
        Image Read;
        if (parse(Bytes, Read).ok()) {
          touch(Read);
          ++Accepted;
        } else {
          ++Refused;
        }
      }
    // Values, names and line numbers may change; structure may not.
    EXPECT_GT(Accepted, 1000u);
    EXPECT_GT(Refused, 1000u);
  }
}

TEST(Container, RandomDamageUnderRightChecksums) {
  SampleImage From(Abi::native());
  const std::vector<std::byte> Whole = written(From.I);
  std::mt19937 Random(20);
  for (unsigned Round = 0; Round < 20000; ++Round) {
    std::vector<std::byte> Bytes = Whole;
    for (unsigned Times = 1 + Random() % 6; Times != 0; --Times) {
      size_t At = 16 + Random() % (Bytes.size() - 24);
      if (Random() % 2) {
        uint64_t Value = Random() % 3 ? Random() % 80 : ~uint64_t(0) - Random() % 3;
        std::memcpy(&Bytes[At], &Value, Random() % 2 ? 4 : 8);
      } else {
        Bytes[At] = std::byte(Random());
      }
    }
    reseal(Bytes);
    Image Read;
    if (parse(Bytes, Read).ok())
      touch(Read);
  }
}

TEST(Container, RandomGarbageIsNoImage) {
  std::mt19937 Random(1);
  for (unsigned Round = 0; Round < 1000; ++Round) {
    std::vector<std::byte> Bytes(1 + Random() % 300);
    for (std::byte &B : Bytes)
      B = std::byte(Random());
    Image Read;
    EXPECT_FALSE(parse(Bytes, Read).ok());
    if (Bytes.size() >= 8) {
      EXPECT_EQ(parse(Bytes, Read).code(), Code::NotAnImage);
      std::memcpy(Bytes.data(), Magic, 8);
      EXPECT_FALSE(parse(Bytes, Read).ok());
    }
  }
}

TEST(Container, NewerVersionsAreTold) {
  SampleImage From(Abi::native());
  std::vector<std::byte> Bytes = written(From.I);
  ul32 Version = FormatVersion + 1;
  std::memcpy(&Bytes[offsetof(Header, Version)], &Version, 4);
  reseal(Bytes);
  Image Read;
  Status S = parse(Bytes, Read);
  EXPECT_EQ(S.code(), Code::Newer);
  EXPECT_EQ(S.text(),
            "the image has format version 4, this Ferry reads versions up to 3");
}

TEST(Container, UnknownSectionsAreSkippedOnlyIfTheyMayBe) {
  SampleImage From(Abi::native());
  const std::vector<std::byte> Whole = written(From.I);
  // Turns the resources, the last section before the data, into another.
  ReadFacts Facts;
  Image Read;
  ASSERT_TRUE(parseImage(Whole.data(), Whole.size(), nullptr, Read, &Facts).ok());
  size_t At = 0;
  for (const SectionFact &F : Facts.Sections)
    if (std::string_view(F.Name) == "resources")
      At = F.Offset - sizeof(SectionHeader);
  ASSERT_NE(At, 0u);
  auto With = [&](uint32_t Number) {
    std::vector<std::byte> Bytes = Whole;
    ul32 Type = Number;
    std::memcpy(&Bytes[At], &Type, 4);
    reseal(Bytes);
    return parse(Bytes, Read);
  };
  EXPECT_EQ(With(77).code(), Code::Newer);
  Status S = With(SkippableSection | 77);
  EXPECT_EQ(S.text(), "section resources: it is missing");
  EXPECT_EQ(With(uint32_t(SectionType::Heap)).text(),
            "section heap index: it is out of order");
}

TEST(Container, NonsenseAbiIsTold) {
  SampleImage From(Abi::native());
  std::vector<std::byte> Bytes = written(From.I);
  Bytes[offsetof(Header, Abi)] = std::byte(9);
  reseal(Bytes);
  Image Read;
  Status S = parse(Bytes, Read);
  EXPECT_EQ(S.code(), Code::Malformed);
  EXPECT_EQ(S.text(), "header: the ABI record makes no sense");
}

TEST(Container, SectionsOfTwoImagesDoNotMix) {
  SampleImage A(Abi::native()), B(Abi::native(), 0x1000);
  std::vector<std::byte> First = written(A.I), Second = written(B.I);
  ASSERT_EQ(First.size(), Second.size());
  ReadFacts Facts;
  Image Read;
  ASSERT_TRUE(parseImage(First.data(), First.size(), nullptr, Read, &Facts).ok());
  for (const SectionFact &F : Facts.Sections)
    if (std::string_view(F.Name) == "data") {
      size_t From = F.Offset - sizeof(SectionHeader);
      std::copy(Second.begin() + From, Second.end() - 40, First.begin() + From);
    }
  Status S = parse(First, Read);
  EXPECT_EQ(S.code(), Code::Damaged);
  EXPECT_NE(S.text().find("do not belong together"), std::string::npos);
}

TEST(Container, StreamsThroughAPipe) {
  SampleImage From(Abi::native());
  std::vector<std::byte> Bytes = written(From.I);
  for (size_t Size : {Bytes.size(), Bytes.size() - 1, size_t(50), size_t(0)}) {
    int Ends[2];
    ASSERT_EQ(pipe(Ends), 0);
    ASSERT_EQ(write(Ends[1], Bytes.data(), Size), ssize_t(Size));
    close(Ends[1]);
    Image Read;
    Status S = readImage(Ends[0], Read);
    close(Ends[0]);
    EXPECT_EQ(S.code(), Size == Bytes.size() ? Code::Ok : Code::Truncated)
        << S.text();
    if (S.ok())
      expectEqual(From.I, Read);
  }
}

} // namespace
