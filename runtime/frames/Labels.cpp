//===- Labels.cpp - a jump to no label --------------------------------------===//
///
/// \file
/// What a program jumps to may come out of an image, which is untrusted.
//===----------------------------------------------------------------------===//

#include "ferry/generated.h"
#include "port/Process.h"

extern "C" void __ferry_no_label(void) {
  ferry::port::die("goto *: the address is that of no label of the function");
}
