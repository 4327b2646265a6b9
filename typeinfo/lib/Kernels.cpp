//===- Kernels.cpp - loops over columns of values -------------------------===//
///
/// \file
/// Contiguous swaps are written on 64-bit words, which is fast with the plain
/// instructions of every target: two 4-byte values are turned by one 8-byte
/// swap and a rotation, four 2-byte values by two masks. On x86-64 a version
/// for AVX2 (one shuffle per 32 bytes) is taken where the processor has it: 1.0
/// x memcpy in the cache where words take 2 (8-byte values) to 4; beyond the
/// cache both are as fast as memory.
///
/// Rejected: one loop per (size, size, signs, orders), 128 of them in
/// every program; integers that change their size go through a buffer of
/// 64-bit values instead (gather, check, scatter).
//===----------------------------------------------------------------------===//
#include "Kernels.h"
#include "ferry/typeinfo/Endian.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace ferry {

namespace {

template <size_t Bytes> void copyFixed(Column C, size_t Count) {
  for (size_t I = 0; I < Count; ++I)
    std::memcpy(C.To + I * C.ToStride, C.From + I * C.FromStride, Bytes);
}

/// Any number of bytes in (Half, 2 * Half]: two copies that overlap.
template <class Half> void copyHalves(Column C, size_t Count, size_t Bytes) {
  size_t Second = Bytes - sizeof(Half);
  for (size_t I = 0; I < Count; ++I) {
    const uint8_t *From = C.From + I * C.FromStride;
    uint8_t *To = C.To + I * C.ToStride;
    Half A, B;
    std::memcpy(&A, From, sizeof(Half));
    std::memcpy(&B, From + Second, sizeof(Half));
    std::memcpy(To, &A, sizeof(Half));
    std::memcpy(To + Second, &B, sizeof(Half));
  }
}

template <class T, size_t Run> void swapStrided(Column C, size_t Count) {
  for (size_t I = 0; I < Count; ++I)
    for (size_t J = 0; J < Run; ++J)
      storeRaw<T>(
          C.To + I * C.ToStride + J * sizeof(T),
          swapBytes(loadRaw<T>(C.From + I * C.FromStride + J * sizeof(T))));
}

/// Turns all values of a 64-bit word; values keep their places, whatever the
/// order of the host is.
template <class T> uint64_t swapInWord(uint64_t Word) {
  if constexpr (sizeof(T) == 2) {
    constexpr uint64_t Even = 0x00ff00ff00ff00ff;
    return (Word & Even) << 8 | (Word >> 8 & Even);
  } else if constexpr (sizeof(T) == 4) {
    uint64_t Turned = swapBytes(Word);
    return Turned << 32 | Turned >> 32;
  } else {
    return swapBytes(Word);
  }
}

#if defined(__x86_64__)
/// Returns how many bytes it did, a multiple of 64.
template <class T>
__attribute__((target("avx2"))) size_t swapWide(const uint8_t *From,
                                                uint8_t *To, size_t Bytes) {
  alignas(32) static constexpr auto Places = [] {
    std::array<char, 32> P{};
    for (size_t I = 0; I < 32; ++I)
      P[I] = static_cast<char>((I % 16) ^ (sizeof(T) - 1));
    return P;
  }();
  const __m256i Order =
      _mm256_load_si256(reinterpret_cast<const __m256i *>(Places.data()));
  size_t Done = 0;
  for (; Bytes - Done >= 64; Done += 64) {
    auto *In = reinterpret_cast<const __m256i_u *>(From + Done);
    auto *Out = reinterpret_cast<__m256i_u *>(To + Done);
    __m256i A = _mm256_loadu_si256(In), B = _mm256_loadu_si256(In + 1);
    _mm256_storeu_si256(Out, _mm256_shuffle_epi8(A, Order));
    _mm256_storeu_si256(Out + 1, _mm256_shuffle_epi8(B, Order));
  }
  return Done;
}

bool hasWide() {
  static const bool Has = __builtin_cpu_supports("avx2");
  return Has;
}
#endif

template <class T>
void swapContiguous(const uint8_t *From, uint8_t *To, size_t Count) {
  size_t Bytes = Count * sizeof(T), Done = 0;
#if defined(__x86_64__)
  if (Bytes >= 256 && hasWide())
    Done = swapWide<T>(From, To, Bytes);
#endif
  for (; Bytes - Done >= 8; Done += 8)
    storeRaw(To + Done, swapInWord<T>(loadRaw<uint64_t>(From + Done)));
  for (; Done < Bytes; Done += sizeof(T))
    storeRaw<T>(To + Done, swapBytes(loadRaw<T>(From + Done)));
}

template <class T> void swapAny(Column C, size_t Count, size_t Run) {
  size_t Bytes = Run * sizeof(T);
  if (Count == 1 || (C.FromStride == Bytes && C.ToStride == Bytes))
    return swapContiguous<T>(C.From, C.To, Count * Run);
  switch (Run) {
  case 1:
    return swapStrided<T, 1>(C, Count);
  case 2:
    return swapStrided<T, 2>(C, Count);
  case 3:
    return swapStrided<T, 3>(C, Count);
  case 4:
    return swapStrided<T, 4>(C, Count);
  default:
    for (size_t I = 0; I < Count; ++I)
      swapContiguous<T>(C.From + I * C.FromStride, C.To + I * C.ToStride, Run);
  }
}

template <class T, bool Swap>
void gatherAs(const uint8_t *From, size_t Stride, size_t Count,
              uint64_t *Values) {
  auto Loop = [=](auto Step) {
    for (size_t I = 0; I < Count; ++I) {
      T Value = loadRaw<T>(From + I * Step);
      if constexpr (Swap)
        Value = swapBytes(Value);
      Values[I] = static_cast<uint64_t>(Value);
    }
  };
  // The constant lets the compiler vectorise the contiguous case.
  if (Stride == sizeof(T))
    return Loop(std::integral_constant<size_t, sizeof(T)>());
  Loop(Stride);
}

template <class T>
void gatherSize(const uint8_t *From, size_t Stride, size_t Count, bool IsSigned,
                bool Swap, uint64_t *Values) {
  using S = std::make_signed_t<T>;
  auto *Loop = IsSigned ? (Swap ? gatherAs<S, true> : gatherAs<S, false>)
                        : (Swap ? gatherAs<T, true> : gatherAs<T, false>);
  Loop(From, Stride, Count, Values);
}

template <class T, bool Swap>
void scatterAs(const uint64_t *Values, size_t Count, uint8_t *To,
               size_t Stride) {
  auto Loop = [=](auto Step) {
    for (size_t I = 0; I < Count; ++I) {
      T Value = static_cast<T>(Values[I]);
      if constexpr (Swap)
        Value = swapBytes(Value);
      storeRaw<T>(To + I * Step, Value);
    }
  };
  if (Stride == sizeof(T))
    return Loop(std::integral_constant<size_t, sizeof(T)>());
  Loop(Stride);
}

template <class T>
void scatterSize(const uint64_t *Values, size_t Count, bool Swap, uint8_t *To,
                 size_t Stride) {
  auto *Loop = Swap ? scatterAs<T, true> : scatterAs<T, false>;
  Loop(Values, Count, To, Stride);
}

} // namespace

void copyColumn(Column C, size_t Count, size_t Bytes) {
  if (C.From == C.To)
    return;
  if (C.FromStride == Bytes && C.ToStride == Bytes) {
    std::memcpy(C.To, C.From, Count * Bytes);
    return;
  }
  switch (Bytes) {
  case 1:
    return copyFixed<1>(C, Count);
  case 2:
    return copyFixed<2>(C, Count);
  case 4:
    return copyFixed<4>(C, Count);
  case 8:
    return copyFixed<8>(C, Count);
  case 16:
    return copyFixed<16>(C, Count);
  default:
    break;
  }
  if (Bytes > 4 && Bytes < 8)
    return copyHalves<uint32_t>(C, Count, Bytes);
  if (Bytes > 8 && Bytes < 16)
    return copyHalves<uint64_t>(C, Count, Bytes);
  if (Bytes > 16 && Bytes <= 32)
    return copyHalves<std::array<uint64_t, 2>>(C, Count, Bytes);
  for (size_t I = 0; I < Count; ++I)
    std::memcpy(C.To + I * C.ToStride, C.From + I * C.FromStride, Bytes);
}

void zeroColumn(Column C, size_t Count, size_t Bytes) {
  if (Bytes == 4) {
    for (size_t I = 0; I < Count; ++I)
      storeRaw<uint32_t>(C.To + I * C.ToStride, 0);
    return;
  }
  for (size_t I = 0; I < Count; ++I)
    std::memset(C.To + I * C.ToStride, 0, Bytes);
}

namespace {
/// Rare enough to be done one by one.
void swapDouble(Column C, size_t Count, size_t Run) {
  for (size_t I = 0; I < Count; ++I)
    for (size_t J = 0; J < Run; ++J) {
      const uint8_t *From = C.From + I * C.FromStride + J * 16;
      uint8_t *To = C.To + I * C.ToStride + J * 16;
      uint64_t First = loadRaw<uint64_t>(From), Second = loadRaw<uint64_t>(From + 8);
      storeRaw(To, swapBytes(Second));
      storeRaw(To + 8, swapBytes(First));
    }
}
} // namespace

void swapColumn(Column C, size_t Count, size_t Run, unsigned Size) {
  switch (Size) {
  case 2:
    return swapAny<uint16_t>(C, Count, Run);
  case 4:
    return swapAny<uint32_t>(C, Count, Run);
  case 16:
    return swapDouble(C, Count, Run);
  default:
    return swapAny<uint64_t>(C, Count, Run);
  }
}

void gather(const uint8_t *From, size_t Stride, size_t Count, unsigned Size,
            bool IsSigned, bool Swap, uint64_t *Values) {
  switch (Size) {
  case 1:
    return gatherSize<uint8_t>(From, Stride, Count, IsSigned, false, Values);
  case 2:
    return gatherSize<uint16_t>(From, Stride, Count, IsSigned, Swap, Values);
  case 4:
    return gatherSize<uint32_t>(From, Stride, Count, IsSigned, Swap, Values);
  default:
    return gatherSize<uint64_t>(From, Stride, Count, IsSigned, Swap, Values);
  }
}

void scatter(const uint64_t *Values, size_t Count, unsigned Size, bool Swap,
             uint8_t *To, size_t Stride) {
  switch (Size) {
  case 1:
    return scatterSize<uint8_t>(Values, Count, false, To, Stride);
  case 2:
    return scatterSize<uint16_t>(Values, Count, Swap, To, Stride);
  case 4:
    return scatterSize<uint32_t>(Values, Count, Swap, To, Stride);
  default:
    return scatterSize<uint64_t>(Values, Count, Swap, To, Stride);
  }
}

void gatherBits(const uint8_t *From, size_t Stride, size_t Count, unsigned Size,
                const BitsOfField &Bits, ByteOrder Order, uint64_t *Values) {
  for (size_t I = 0; I < Count; ++I)
    Values[I] = loadBits(From + I * Stride, Size, Bits, Order);
}

void scatterBits(const uint64_t *Values, size_t Count, unsigned Size,
                 const BitsOfField &Bits, ByteOrder Order, uint8_t *To,
                 size_t Stride) {
  for (size_t I = 0; I < Count; ++I)
    storeBits(To + I * Stride, Values[I], Size, Bits, Order);
}

} // namespace ferry
