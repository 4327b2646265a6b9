//===- VariableArguments.cpp - lists of arguments, and this ABI's va_list ---===//
///
/// \file
/// A list (generated.h) leads to a block that says of itself what is in it. For the
/// C library's functions a va_list of this machine is made of one: all its arguments
/// stand in memory, as they do behind those that were passed in registers. Where an
/// argument stands there:
///
/// | ABI | slot | aligned to at most | 16 bytes | source |
/// |---|---|---|---|---|
/// | x86_64 | 8 | 16 | by value | System V psABI 1.0, 3.5.7 |
/// | i686 | 4 | 4 | by value | System V i386 psABI 1.1, 2.2.3 |
/// | aarch64 | 8 | 16 | by value | AAPCS64, 6.4.2 (C.14 on) and appendix B |
/// | armhf | 4 | 8 | by value | AAPCS32, 6.5 (variadic: the base standard) |
/// | riscv64 | 8 | 16 | by value | psABI, integer calling convention |
/// | s390x | 8 | 8 | by reference | ELF ABI s390x supplement 1.6, 1.2.3 and 1.2.6 |
/// | powerpc | 4 | 8 | by value | System V PowerPC supplement 1995, 3-18 on; double-double as GCC does |
/// | mips (o32) | 4 | 8 | by value | System V MIPS supplement, 3-17 on |
/// | mips64 (n64) | 8 | 16 | by value | MIPSpro N32 ABI Handbook, 2; tried |
/// | powerpc64, both | 8 | 8 | by value | ELFv2 ABI 1.5, 2.2.3.3; double-double; tried |
/// | m68k | 4 | 4 | by value | System V m68k supplement, 3-13 on |
///
/// Integers narrower than a slot are widened to it, so that they stand where each of
/// the two byte orders wants them. Tests: test/Language/variable-arguments-library.c
/// on every ABI.
//===----------------------------------------------------------------------===//

#include "ferry/generated.h"
#include "port/Process.h"
#include <cstdarg>
#include <cstddef>
#include <cstdint>
#include <cstring>

using namespace ferry;

namespace {

struct ArgumentBlock {
  const __ferry_type *(*What)();
};

/// Where in \p List number \p Next is, and its type; null when it is the end.
const __ferry_type *argumentAt(const __ferry_list &List, unsigned Next, char *&At) {
  if (!List.of)
    return nullptr;
  const __ferry_type *Type = static_cast<ArgumentBlock *>(List.of)->What();
  if (Next + 1 >= Type->field_count)
    return nullptr;
  const __ferry_field &Field = Type->fields[Next + 1];
  At = static_cast<char *>(List.of) + Field.offset;
  return Field.type;
}

bool isAddress(const __ferry_type &Type) {
  return Type.kind == __ferry_kind_Pointer || Type.kind == __ferry_kind_FunctionPointer;
}

bool readsAsInteger(const __ferry_type &Type) {
  switch (Type.kind) {
  case __ferry_kind_Signed:
  case __ferry_kind_Unsigned:
  case __ferry_kind_Bool:
  case __ferry_kind_Char:
  case __ferry_kind_Enum:
    return Type.size <= sizeof(long long);
  default:
    return isAddress(Type);
  }
}

template <typename T> long long loaded(const char *At) {
  T Value;
  std::memcpy(&Value, At, sizeof Value);
  return static_cast<long long>(Value);
}

long long integerAt(const __ferry_type &Type, const char *At) {
  bool IsSigned = Type.kind == __ferry_kind_Signed ||
                  (Type.kind == __ferry_kind_Enum && Type.element &&
                   Type.element->kind == __ferry_kind_Signed);
  switch (Type.size) {
  case 1:
    return IsSigned ? loaded<int8_t>(At) : loaded<uint8_t>(At);
  case 2:
    return IsSigned ? loaded<int16_t>(At) : loaded<uint16_t>(At);
  case 4:
    return IsSigned ? loaded<int32_t>(At) : loaded<uint32_t>(At);
  default:
    return loaded<long long>(At);
  }
}

long long nextInteger(__ferry_list &List) {
  char *At;
  const __ferry_type *Type = argumentAt(List, List.next, At);
  if (!Type)
    return 0;
  ++List.next;
  if (!readsAsInteger(*Type))
    port::die("va_arg: argument %u is '%s', and read as an integer or a pointer",
              List.next, Type->name);
  return integerAt(*Type, At);
}

//===- This ABI's va_list -------------------------------------------------===//

struct Slots {
  size_t Size, MostAlignment;
  bool WideByReference;
};

#if defined(__x86_64__) && !defined(__ILP32__)
constexpr Slots OwnSlots = {8, 16, false};
struct NativeList {
  unsigned GpOffset = 48, FpOffset = 176; ///< Behind the last register.
  void *Area;
  void *Registers = nullptr;
  explicit NativeList(void *Area) : Area(Area) {}
};
#elif defined(__aarch64__) && !defined(__ILP32__) && !defined(__AARCH64EB__)
constexpr Slots OwnSlots = {8, 16, false};
struct NativeList {
  void *Area;
  void *GrTop = nullptr, *VrTop = nullptr;
  int GrOffset = 0, VrOffset = 0; ///< Negative while registers are left.
  explicit NativeList(void *Area) : Area(Area) {}
};
#elif defined(__s390x__)
constexpr Slots OwnSlots = {8, 8, true};
struct NativeList {
  long Gpr = 5, Fpr = 4; ///< That many are taken: all.
  void *Area;
  void *Registers = nullptr;
  explicit NativeList(void *Area) : Area(Area) {}
};
#elif defined(__powerpc__) && !defined(__powerpc64__)
constexpr Slots OwnSlots = {4, 8, false};
struct NativeList {
  unsigned char Gpr = 8, Fpr = 8; ///< That many are taken: all.
  unsigned short Reserved = 0;
  void *Area;
  void *Registers = nullptr;
  explicit NativeList(void *Area) : Area(Area) {}
};
#elif defined(__i386__) || defined(__m68k__)
constexpr Slots OwnSlots = {4, 4, false};
#define FERRY_LIST_IS_POINTER
#elif defined(__arm__) || (defined(__mips__) && _MIPS_SIM == _ABIO32)
constexpr Slots OwnSlots = {4, 8, false};
#define FERRY_LIST_IS_POINTER
#elif (defined(__riscv) && __riscv_xlen == 64) ||                              \
    (defined(__mips__) && _MIPS_SIM == _ABI64)
constexpr Slots OwnSlots = {8, 16, false};
#define FERRY_LIST_IS_POINTER
#elif defined(__powerpc64__)
constexpr Slots OwnSlots = {8, 8, false};
#define FERRY_LIST_IS_POINTER
#else
#error "write down here where this ABI has its variable arguments"
#endif

#ifdef FERRY_LIST_IS_POINTER
struct NativeList {
  void *Area;
  explicit NativeList(void *Area) : Area(Area) {}
};
#endif
static_assert(sizeof(NativeList) == sizeof(va_list), "another va_list than the ABI's");

size_t nextMultiple(size_t Offset, size_t Alignment) {
  return (Offset + Alignment - 1) / Alignment * Alignment;
}

} // namespace

extern "C" long long __ferry_list_integer(__ferry_list *List) {
  return nextInteger(*List);
}

extern "C" void *__ferry_list_pointer(__ferry_list *List) {
  return reinterpret_cast<void *>(static_cast<uintptr_t>(nextInteger(*List)));
}

extern "C" void *__ferry_list_bytes(__ferry_list *List, __ferry_size Size) {
  char *At;
  const __ferry_type *Type = argumentAt(*List, List->next, At);
  if (!Type)
    port::die("va_arg: there is no argument %u", List->next + 1);
  ++List->next;
  if (Type->size != Size)
    port::die("va_arg: argument %u is '%s' of %zu bytes, and read as one of %zu",
              List->next, Type->name, static_cast<size_t>(Type->size),
              static_cast<size_t>(Size));
  return At;
}

extern "C" void __ferry_no_list(const char *Function) {
  port::die("%s keeps its variable arguments in memory, and was called by code that Ferry "
            "did not compile",
            Function);
}

extern "C" void __ferry_list_native(struct __ferry_native *To, const __ferry_list *List) {
  size_t Offset = 0;
  auto Put = [&](const void *From, size_t Size) {
    size_t Alignment = Size <= OwnSlots.Size ? OwnSlots.Size
                       : Size <= 8      ? size_t(8)
                                        : size_t(16);
    if (Alignment > OwnSlots.MostAlignment)
      Alignment = OwnSlots.MostAlignment;
    Offset = nextMultiple(Offset, Alignment);
    if (Offset + Size > sizeof To->area) // refused when it was built
      port::die("a list of more than %d arguments", __ferry_most_arguments);
    std::memcpy(To->area + Offset, From, Size);
    Offset = nextMultiple(Offset + Size, OwnSlots.Size);
  };
  char *At;
  for (unsigned Next = List->next; const __ferry_type *Type = argumentAt(*List, Next, At);
       ++Next) {
    if (readsAsInteger(*Type)) {
      long long Value = integerAt(*Type, At);
      long Word = static_cast<long>(Value);
      if (Type->size > sizeof Word)
        Put(&Value, sizeof Value);
      else
        Put(&Word, sizeof Word);
    } else if ((Type->kind == __ferry_kind_Float && Type->size <= 8) ||
               Type->kind == __ferry_kind_LongDouble) {
      if (Type->size > 8 && OwnSlots.WideByReference)
        Put(&At, sizeof At);
      else
        Put(At, Type->size);
    } else {
      break; // Nothing of the C library's reads it, or what is behind.
    }
  }
  NativeList Made(To->area);
  std::memcpy(&To->list, &Made, sizeof Made);
}
