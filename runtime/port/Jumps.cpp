#include "port/Jumps.h"

using namespace ferry;

void port::jump(void *Buffer, int Value) {
  // glibc's longjmp, by the one name that _FORTIFY_SOURCE leaves alone everywhere.
  siglongjmp(static_cast<__jmp_buf_tag *>(Buffer), Value);
}
