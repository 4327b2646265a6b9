//===- SampleImageTool.cpp - images for the tests of the command ----------===//
///
/// \file
/// ferry-sample-image ABI FILE [shift=N] [version=N] [depth=N] [setjmp] [tags]
///
//===----------------------------------------------------------------------===//
#include "../../../runtime/image/Checksum.h"
#include "../../../runtime/image/Records.h"
#include "SampleImage.h"
#include "ferry/image/CheckpointFolder.h"

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>

using namespace ferry;
using namespace ferry::image;

/// A right header of another version.
static void setVersion(const char *Path, uint32_t Version) {
  std::FILE *File = std::fopen(Path, "r+b");
  Header Start;
  if (!File || std::fread(&Start, sizeof Start, 1, File) != 1)
    std::exit(2);
  Start.Version = Version;
  Start.Checksum = Checksum::of(&Start, offsetof(Header, Checksum));
  std::rewind(File);
  std::fwrite(&Start, sizeof Start, 1, File);
  std::fclose(File);
}

int main(int Count, char **Words) {
  const Abi *Layout = Count > 2 ? Abi::find(Words[1]) : nullptr;
  if (!Layout) {
    std::fprintf(stderr, "use: %s ABI FILE [shift=N] [version=N] [depth=N] "
                         "[setjmp] [tags]\n", Words[0]);
    return 2;
  }
  uint64_t Shift = 0;
  uint32_t Version = 0;
  int64_t Depth = 40;
  bool Setjmp = false, Tags = false;
  for (int N = 3; N < Count; ++N) {
    std::string Word = Words[N];
    if (Word.starts_with("shift="))
      Shift = std::stoull(Word.substr(6), nullptr, 0);
    else if (Word.starts_with("version="))
      Version = static_cast<uint32_t>(std::stoul(Word.substr(8)));
    else if (Word.starts_with("depth="))
      Depth = std::stoll(Word.substr(6));
    else if (Word == "setjmp")
      Setjmp = true;
    else if (Word == "tags")
      Tags = true;
  }
  test::SampleImage Sample(*Layout, Shift);
  Sample.setDepth(-Depth);
  if (Setjmp)
    Sample.addJumpBuffers();
  if (Tags)
    Sample.addTags();
  FileSink File;
  Status S = File.open(Words[2]);
  if (S.ok())
    S = writeImage(Sample.I, File);
  if (S.ok())
    S = File.commit();
  if (!S.ok()) {
    std::fprintf(stderr, "%s\n", S.text().c_str());
    return 1;
  }
  if (Version)
    setVersion(Words[2], Version);
  return 0;
}
