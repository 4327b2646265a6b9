#include "adapters/StandardInput.h"

#include "port/Streams.h"

#include <charconv>

using namespace ferry;

namespace {

Failure about(std::string Message) {
  return {"standard input", std::move(Message)};
}

/// Takes "WORD NUMBER\n" from the front of the text; false: it does not stand there.
bool take(std::string_view Word, std::string_view &Text, uint64_t &Number) {
  if (!Text.starts_with(Word))
    return false;
  const char *Last = Text.data() + Text.size();
  auto [End, Error] = std::from_chars(Text.data() + Word.size(), Last, Number);
  if (Error != std::errc() || End == Last || *End != '\n')
    return false;
  Text.remove_prefix(static_cast<size_t>(End + 1 - Text.data()));
  return true;
}

} // namespace

bool adapters::writeStandardInput(std::string &Bytes, Failure &Why) {
  port::Input Now = port::standardInput();
  Bytes.clear();
  if (Now.IsWide) {
    Why = about("it is read in wide characters, which can't be carried");
    return false;
  }
  if (Now.Position != 0)
    Bytes = "position " + std::to_string(Now.Position) + "\n";
  if (!Now.Unread.empty())
    Bytes += "unread " + std::to_string(Now.Unread.size()) + "\n" + Now.Unread;
  return true;
}

bool adapters::readStandardInput(const image::Resource &From, Failure &Why) {
  std::string_view Left(reinterpret_cast<const char *>(From.Bytes),
                        static_cast<size_t>(From.Size));
  uint64_t Position = 0, Unread = 0;
  bool IsFile = take("position ", Left, Position);
  take("unread ", Left, Unread);
  if (Left.size() != Unread) {
    Why = about("the image does not say how far it was read");
    return false;
  }
  if (IsFile && !port::seekStandardInput(Position)) {
    Why = about("the program had read " + std::to_string(Position) +
                " bytes of a file; start it with the same file");
    return false;
  }
  if (!port::unreadStandardInput(Left)) {
    Why = about("the C library does not take what was not used yet");
    return false;
  }
  return true;
}
