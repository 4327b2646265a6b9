#include "port/Jumps.h"

#include "port/Signals.h"

#include <algorithm>

using namespace ferry;

std::string port::savedMask(const void *Buffer) {
  const auto &From = *static_cast<const __jmp_buf_tag *>(Buffer);
  if (!From.__mask_was_saved)
    return {};
  std::string Words = maskWords(&From.__saved_mask);
  return Words.empty() ? "mask" : "mask " + Words;
}

void port::setSavedMask(void *Buffer, std::string_view Words) {
  auto &To = *static_cast<__jmp_buf_tag *>(Buffer);
  To.__mask_was_saved = !Words.empty();
  // "mask" is the first word.
  Words.remove_prefix(std::min(Words.find(' '), Words.size()));
  Words.remove_prefix(Words.empty() ? 0 : 1);
  setMaskWords(&To.__saved_mask, Words);
}

void port::jump(void *Buffer, int Value) {
  // glibc's longjmp, by the one name that _FORTIFY_SOURCE leaves alone everywhere.
  siglongjmp(static_cast<__jmp_buf_tag *>(Buffer), Value);
}
