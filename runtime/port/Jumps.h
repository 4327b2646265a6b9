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
#include <string>
#include <string_view>

namespace ferry::port {

inline constexpr size_t JumpBufferSize = sizeof(jmp_buf);
inline constexpr size_t JumpBufferAlign = alignof(jmp_buf);
/// Of its first bytes: registers and positions. A mask of signals follows.
inline constexpr size_t JumpRegisters = sizeof(__jmp_buf_tag::__jmpbuf);

/// What sigsetjmp has saved of signals, by their names, because their numbers differ
/// (USR1 is 10 on x86 and 16 on MIPS): "mask", and " INT" for each that is blocked, in
/// the order of these words; where most are blocked " ALL", and " -INT" for each that
/// is not. Empty: no mask was saved.
std::string savedMask(const void *Buffer);
/// Makes `Buffer` one whose mask says that. Signals that this system does not have are
/// left out: nobody can send them.
void setSavedMask(void *Buffer, std::string_view Words);

[[noreturn]] void jump(void *Buffer, int Value);

} // namespace ferry::port
#endif
