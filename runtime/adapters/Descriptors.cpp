#include "adapters/Descriptors.h"

#include "port/Descriptors.h"

#include <algorithm>

using namespace ferry;

static std::vector<port::Descriptor> &atStart() {
  static auto &AtStart = *new std::vector<port::Descriptor>;
  return AtStart;
}

static std::string named(int Number) {
  std::string Name = port::openedName(Number);
  return "descriptor " + std::to_string(Number) + (Name.empty() ? "" : " (" + Name + ")");
}

void adapters::rememberDescriptors() { atStart() = port::openDescriptors(); }

bool adapters::sameDescriptors(bool ChannelsToo, Failure &Why) {
  auto Number = [](const port::Descriptor &D) { return D.Number; };
  std::vector<port::Descriptor> Now = port::openDescriptors();
  for (const port::Descriptor &D : Now) {
    auto Then = std::ranges::find(atStart(), D.Number, Number);
    if (Then != atStart().end() ? *Then == D : ChannelsToo && D.IsChannel)
      continue;
    Why = {named(D.Number), "it was opened by the program, and open files are not carried"};
    return false;
  }
  for (const port::Descriptor &D : atStart())
    if (std::ranges::find(Now, D.Number, Number) == Now.end()) {
      Why = {named(D.Number), "it was closed by the program, and that is not carried"};
      return false;
    }
  return true;
}
