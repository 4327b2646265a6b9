//===- Jumps.h - the C library's jmp_buf ------------------------*- C++ -*-===//
///
/// \file
/// All that Ferry knows of one: how long it is, how long the part is that every
/// setjmp fills, and how to jump. What stands in there is the library's (glibc
/// encrypts it with a number of this process).
///
//===----------------------------------------------------------------------===//
#ifndef FERRY_PORT_JUMPS_H
#define FERRY_PORT_JUMPS_H

#include <csetjmp>
#include <cstddef>

namespace ferry::port {

inline constexpr size_t JumpBufferSize = sizeof(jmp_buf);
inline constexpr size_t JumpBufferAlign = alignof(jmp_buf);
/// Of its first bytes: registers and positions. A mask of signals follows.
inline constexpr size_t JumpRegisters = sizeof(__jmp_buf_tag::__jmpbuf);

[[noreturn]] void jump(void *Buffer, int Value);

} // namespace ferry::port
#endif
