#include "port/Jumps.h"

#include "port/Signals.h"

#include <csignal>
#include <set>

using namespace ferry;

namespace {

constexpr std::string_view All = "ALL";

/// What can be in a mask: neither KILL and STOP, nor those that the C library keeps
/// for itself.
bool canBeBlocked(int Signal) {
  return Signal != SIGKILL && Signal != SIGSTOP && (Signal < 32 || Signal >= SIGRTMIN);
}

} // namespace

std::string port::savedMask(const void *Buffer) {
  const auto &From = *static_cast<const __jmp_buf_tag *>(Buffer);
  if (!From.__mask_was_saved)
    return {};
  std::set<std::string> Blocked, Open;
  for (int Signal = 1; Signal <= SIGRTMAX; ++Signal)
    if (canBeBlocked(Signal))
      (sigismember(&From.__saved_mask, Signal) == 1 ? Blocked : Open)
          .insert(signalName(Signal));
  std::string Words = "mask";
  bool Most = Blocked.size() > Open.size();
  if (Most)
    Words += " " + std::string(All);
  for (const std::string &Name : Most ? Open : Blocked)
    Words += (Most ? " -" : " ") + Name;
  return Words;
}

void port::setSavedMask(void *Buffer, std::string_view Words) {
  auto &To = *static_cast<__jmp_buf_tag *>(Buffer);
  To.__mask_was_saved = !Words.empty();
  sigemptyset(&To.__saved_mask);
  // "mask" is the first word.
  for (size_t Blank = Words.find(' '); Blank != Words.npos; Blank = Words.find(' ')) {
    Words.remove_prefix(Blank + 1);
    std::string Name(Words.substr(0, Words.find(' ')));
    if (Name == All) {
      for (int Each = 1; Each <= SIGRTMAX; ++Each)
        if (canBeBlocked(Each))
          sigaddset(&To.__saved_mask, Each);
      continue;
    }
    bool Not = Name.starts_with('-');
    int Signal = signalNumber(Name.c_str() + Not);
    if (Signal && canBeBlocked(Signal))
      (Not ? sigdelset : sigaddset)(&To.__saved_mask, Signal);
  }
}

void port::jump(void *Buffer, int Value) {
  // glibc's longjmp, by the one name that _FORTIFY_SOURCE leaves alone everywhere.
  siglongjmp(static_cast<__jmp_buf_tag *>(Buffer), Value);
}
