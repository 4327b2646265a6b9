//===- Abi.cpp - the ABIs of Abis.def, and the native one -----------------===//
///
/// \file
/// The native ABI is probed with constant expressions and not looked up by
/// architecture, so that compiler options that change it (-funsigned-char,
/// -mlong-double-64) are seen. What the probes can't see: the order of
/// bit-fields follows the byte order on every target of the list.
//===----------------------------------------------------------------------===//
#include "ferry/typeinfo/Abi.h"
#include <cfloat>
#include <limits>

namespace ferry {

const std::array<NamedAbi, KnownAbiCount> KnownAbis = {{
#define FERRY_ABI(Name, Triple, Order, Pointer, Long, CharSign, WcharSign,     \
                  PointerAlign, LongLongAlign, DoubleAlign, LongDouble,        \
                  LongDoubleSize, LongDoubleAlign, FirstBits)                  \
  {#Name, Triple,                                                              \
   Abi{ByteOrder::Order, Pointer, Long, Sign::CharSign, Sign::WcharSign,       \
       PointerAlign, LongLongAlign, DoubleAlign, LongDoubleFormat::LongDouble, \
       LongDoubleSize, LongDoubleAlign, BitFieldOrder::FirstBits}},
#include "ferry/typeinfo/Abis.def"
}};

namespace {
// The alignment in a struct; alignof says 8 for long long on i686.
template <class T> struct Probe {
  char First;
  T Second;
};
template <class T>
constexpr uint8_t AlignInStruct = sizeof(Probe<T>) - sizeof(T);
// sizeof(long double) need not be a multiple of its alignment's probe; the
// offset is what counts.
static_assert(AlignInStruct<char> == 1);

template <class T>
constexpr Sign SignOf =
    std::numeric_limits<T>::is_signed ? Sign::Signed : Sign::Unsigned;

constexpr LongDoubleFormat longDoubleFormat() {
#if LDBL_MANT_DIG == 53
  return LongDoubleFormat::Double;
#elif LDBL_MANT_DIG == 113
  return LongDoubleFormat::Quad;
#elif LDBL_MANT_DIG == 106
  return LongDoubleFormat::DoubleDouble;
#elif LDBL_MANT_DIG == 64 && defined(__m68k__)
  return LongDoubleFormat::M68k96;
#elif LDBL_MANT_DIG == 64
  return LongDoubleFormat::X87;
#else
#error "add the format of long double to Abi.h"
#endif
}
} // namespace

Abi Abi::native() {
  Abi A;
  A.Order = HostOrder;
  A.PointerSize = sizeof(void *);
  A.LongSize = sizeof(long);
  A.CharSign = SignOf<char>;
  A.WcharSign = SignOf<wchar_t>;
  A.PointerAlign = AlignInStruct<void *>;
  A.LongLongAlign = AlignInStruct<long long>;
  A.DoubleAlign = AlignInStruct<double>;
  A.LongDouble = longDoubleFormat();
  A.LongDoubleSize = sizeof(long double);
  A.LongDoubleAlign = AlignInStruct<long double>;
  A.FirstBits = HostOrder == ByteOrder::Big ? BitFieldOrder::HighBits
                                            : BitFieldOrder::LowBits;
  return A;
}

const Abi *Abi::find(std::string_view NameOrTriple) {
  for (const NamedAbi &Known : KnownAbis)
    if (Known.Name == NameOrTriple || Known.Triple == NameOrTriple)
      return &Known.Value;
  return nullptr;
}

std::string_view Abi::name() const {
  for (const NamedAbi &Known : KnownAbis)
    if (Known.Value == *this)
      return Known.Name;
  return "unknown";
}

std::string_view Abi::triple() const {
  for (const NamedAbi &Known : KnownAbis)
    if (Known.Value == *this)
      return Known.Triple;
  return "";
}

Abi Abi::reversed() const {
  Abi Other = *this;
  bool WasBig = Order == ByteOrder::Big;
  Other.Order = WasBig ? ByteOrder::Little : ByteOrder::Big;
  Other.FirstBits = WasBig ? BitFieldOrder::LowBits : BitFieldOrder::HighBits;
  return Other;
}

AbiRecord Abi::toRecord() const {
  return {static_cast<uint8_t>(Order),
          PointerSize,
          LongSize,
          static_cast<uint8_t>(CharSign),
          static_cast<uint8_t>(WcharSign),
          PointerAlign,
          LongLongAlign,
          DoubleAlign,
          static_cast<uint8_t>(LongDouble),
          LongDoubleSize,
          LongDoubleAlign,
          static_cast<uint8_t>(FirstBits)};
}

bool Abi::fromRecord(const AbiRecord &Record) {
  auto IsWord = [](uint8_t Bytes) { return Bytes == 4 || Bytes == 8; };
  auto IsAlign = [](uint8_t Bytes) {
    return std::has_single_bit(Bytes) && Bytes <= 16;
  };
  for (size_t Flag : {0, 3, 4, 11})
    if (Record[Flag] > 1)
      return false;
  for (size_t Unused = 12; Unused < AbiRecordSize; ++Unused)
    if (Record[Unused])
      return false;
  if (!IsWord(Record[1]) || !IsWord(Record[2]) || !IsAlign(Record[5]) ||
      !IsAlign(Record[6]) || !IsAlign(Record[7]) ||
      Record[8] > static_cast<uint8_t>(LongDoubleFormat::M68k96) ||
      Record[9] < 8 || Record[9] > 16 || !IsAlign(Record[10]))
    return false;
  Order = static_cast<ByteOrder>(Record[0]);
  PointerSize = Record[1];
  LongSize = Record[2];
  CharSign = static_cast<Sign>(Record[3]);
  WcharSign = static_cast<Sign>(Record[4]);
  PointerAlign = Record[5];
  LongLongAlign = Record[6];
  DoubleAlign = Record[7];
  LongDouble = static_cast<LongDoubleFormat>(Record[8]);
  LongDoubleSize = Record[9];
  LongDoubleAlign = Record[10];
  FirstBits = static_cast<BitFieldOrder>(Record[11]);
  return true;
}

} // namespace ferry
