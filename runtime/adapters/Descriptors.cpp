#include "adapters/Descriptors.h"

#include "port/Descriptors.h"
#include "port/OpenFiles.h"

#include <algorithm>

using namespace ferry;

static std::vector<port::Descriptor> &found() {
  static auto &Found = *new std::vector<port::Descriptor>;
  return Found;
}

void adapters::rememberDescriptors() { found() = port::openDescriptors(); }

std::vector<int> adapters::foundDescriptors() {
  std::vector<int> Numbers;
  for (const port::Descriptor &D : found())
    Numbers.push_back(D.Number);
  return Numbers;
}

bool adapters::isAsFound(int Descriptor) {
  auto Then = std::ranges::find(found(), Descriptor, &port::Descriptor::Number);
  port::FileFacts Now;
  return Then != found().end() && port::fileFacts(Descriptor, Now) &&
         Then->Device == Now.OnDevice && Then->Inode == Now.Inode;
}
