//===- TargetLayout.cpp - where Clang's layouts are not the compiler's ------===//
///
/// \file
/// m68k: nothing is aligned to more than 2 bytes, and a bit-field to nothing at all;
/// long double is the processor's 96-bit format. Clang 19 has 4 and 8 bytes and makes
/// long double a double, Clang 22 is right about integers and pointers.
///
/// mips of 32 bits: `__attribute__((aligned))` means 8 bytes, not 16.
///
/// Left, on m68k: the smallest exponent of that format is one less than x87's
/// (`__LDBL_MIN_EXP__`), and LLVM knows no such format; vectors and atomic types are
/// aligned to their size; a bit-field of no width aligns nothing.
///
/// Test: test/Driver/target-layouts.test, which asks the compilers of all ABIs.
//===----------------------------------------------------------------------===//
#include "tool/TargetLayout.h"
#include "clang/Basic/TargetInfo.h"
#include "llvm/ADT/APFloat.h"
#include "llvm/TargetParser/Host.h"
#include "llvm/TargetParser/Triple.h"

namespace ferry {

namespace {

bool is68k(const llvm::Triple &Triple) { return Triple.getArch() == llvm::Triple::m68k; }

} // namespace

std::vector<std::string> layoutOptions(const std::string &Triple) {
  if (!is68k(llvm::Triple(Triple.empty() ? llvm::sys::getDefaultTargetTriple() : Triple)))
    return {};
  return {"-Xclang", "-fno-bitfield-type-align"};
}

void layOutAsTheCompiler(clang::TargetInfo &Target) {
  if (Target.getTriple().isMIPS32())
    Target.DefaultAlignForAttributeAligned = 64;
  if (!is68k(Target.getTriple()))
    return;
  for (unsigned char *Align :
       {&Target.PointerAlign, &Target.IntAlign, &Target.LongAlign, &Target.LongLongAlign,
        &Target.FloatAlign, &Target.DoubleAlign, &Target.LongDoubleAlign,
        &Target.DefaultAlignForAttributeAligned})
    *Align = 16;
  Target.SuitableAlign = 16;
  Target.LongDoubleWidth = 96;
  Target.LongDoubleFormat = &llvm::APFloat::x87DoubleExtended();
}

} // namespace ferry
