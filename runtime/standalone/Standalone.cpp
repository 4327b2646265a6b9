//===- Standalone.cpp - the C++ library's few functions, for C programs ---===//
///
/// \file
/// A program that is linked by cc has no libstdc++. What the runtime's templates
/// call is defined here, without exceptions: memory comes from malloc (libc's;
/// never the program's heap, which is being captured), and what would throw says
/// so and aborts. The names are local to libferry.a: runtime/CMakeLists.txt.
///
/// Rejected: linking libstdc++.a as it is. The first std::__throw_ brings the
/// whole exception machinery with it, 1 MB for a C program.
///
//===----------------------------------------------------------------------===//
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <new>
#include <string>
#include <unistd.h>

namespace {
[[noreturn]] void stop(const char *What) {
  char Line[256];
  int Length = snprintf(Line, sizeof Line, "ferry: internal error: %s\n", What);
  if (Length > 0)
    (void)!write(2, Line, static_cast<size_t>(Length));
  abort();
}

void *take(std::size_t Size) {
  if (void *Got = malloc(Size ? Size : 1))
    return Got;
  stop("out of memory");
}
} // namespace

void *operator new(std::size_t Size) { return take(Size); }
void *operator new[](std::size_t Size) { return take(Size); }
void *operator new(std::size_t Size, const std::nothrow_t &) noexcept {
  return malloc(Size ? Size : 1);
}
void operator delete(void *Block) noexcept { free(Block); }
void operator delete[](void *Block) noexcept { free(Block); }
void operator delete(void *Block, std::size_t) noexcept { free(Block); }
void operator delete[](void *Block, std::size_t) noexcept { free(Block); }
void operator delete(void *Block, const std::nothrow_t &) noexcept {
  free(Block);
}

void *operator new(std::size_t Size, std::align_val_t Align) {
  void *Got = nullptr;
  if (posix_memalign(&Got, static_cast<std::size_t>(Align), Size ? Size : 1) != 0)
    stop("out of memory");
  return Got;
}
void operator delete(void *Block, std::align_val_t) noexcept { free(Block); }
void operator delete(void *Block, std::size_t, std::align_val_t) noexcept {
  free(Block);
}

namespace std {
const nothrow_t nothrow = nothrow_t{};
// make_shared's marker is told by its type_info; without RTTI by its address.
bool _Sp_make_shared_tag::_S_eq(const type_info &) noexcept { return false; }

void __throw_length_error(const char *What) { stop(What); }
void __throw_logic_error(const char *What) { stop(What); }
void __throw_out_of_range(const char *What) { stop(What); }
void __throw_out_of_range_fmt(const char *What, ...) { stop(What); }
void __throw_invalid_argument(const char *What) { stop(What); }
void __throw_bad_alloc() { stop("out of memory"); }
void __throw_bad_array_new_length() { stop("out of memory"); }
void __throw_bad_function_call() { stop("empty function"); }

// The C++ library's own instantiation throws.
template class basic_string<char>;
} // namespace std

extern "C" {
// The hash tables ask for it, and a C program links no libm.
double floor(double X) noexcept {
  long long Whole = static_cast<long long>(X);
  return static_cast<double>(Whole) > X ? static_cast<double>(Whole - 1)
                                        : static_cast<double>(Whole);
}

[[noreturn]] void __cxa_pure_virtual() { stop("pure virtual call"); }
// Function-local statics: the runtime makes them before there are threads.
int __cxa_guard_acquire(unsigned char *Guard) { return !*Guard; }
void __cxa_guard_release(unsigned char *Guard) { *Guard = 1; }
void __cxa_guard_abort(unsigned char *) {}
}
