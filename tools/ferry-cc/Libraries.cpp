//===- Libraries.cpp - which files of a link are Ferry's ------------------===//

#include "Link.h"
#include "Processes.h"
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <set>
#include <sstream>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace fs = std::filesystem;

namespace ferry_cc {

bool holdsUnits(const std::string &File) {
  int Descriptor = open(File.c_str(), O_RDONLY | O_CLOEXEC);
  if (Descriptor < 0)
    return false;
  struct stat State;
  bool Found = false;
  if (fstat(Descriptor, &State) == 0 && S_ISREG(State.st_mode) &&
      State.st_size > 8) {
    size_t Size = State.st_size;
    void *Bytes = mmap(nullptr, Size, PROT_READ, MAP_PRIVATE, Descriptor, 0);
    if (Bytes != MAP_FAILED) {
      // A thin archive names its members; --merge opens them.
      Found = memcmp(Bytes, "!<thin>\n", 8) == 0 ||
              memmem(Bytes, Size, ".ferry.unit", 12) != nullptr;
      munmap(Bytes, Size);
    }
  }
  close(Descriptor);
  return Found;
}

/// The folders that the compiler itself looks for libraries in.
static Words searchFolders(const Driver &D) {
  Words Command = D.With.Command, Result;
  for (const std::string &Word : compilerOptions(D, false))
    Command.push_back(Word);
  Command.push_back("-print-search-dirs");
  std::string Answer;
  RunIn In;
  In.Output = &Answer;
  if (run(Command, In) != 0)
    return Result;
  std::istringstream Lines(Answer);
  for (std::string Line; std::getline(Lines, Line);)
    if (Line.rfind("libraries: =", 0) == 0) {
      std::istringstream Folders(Line.substr(12));
      for (std::string Folder; std::getline(Folders, Folder, ':');)
        Result.push_back(Folder);
    }
  return Result;
}

void findArchives(const Driver &D, std::vector<LinkWord> &Inputs) {
  // The C library's own are never Ferry's: don't ask the compiler for them.
  static const std::set<std::string> Known = {
      "-lc",      "-lm",        "-lpthread", "-ldl",     "-lrt",
      "-lutil",   "-lgcc",      "-lgcc_s",   "-lstdc++", "-lgomp",
      "-latomic", "-lquadmath", "-lcrypt",   "-lresolv"};
  Words Folders, System;
  bool Asked = false, Static = D.Line.StaticLink;
  for (size_t I = 0; I < Inputs.size(); ++I) {
    const std::string &Word = Inputs[I].Text;
    if (Word == "-L" && I + 1 < Inputs.size())
      Folders.push_back(Inputs[I + 1].Text);
    else if (Word.rfind("-L", 0) == 0)
      Folders.push_back(Word.substr(2));
  }
  for (LinkWord &Input : Inputs) {
    const std::string &Word = Input.Text;
    if (Word == "-Wl,-Bstatic" || Word == "-Wl,-dn" || Word == "-Wl,-static")
      Static = true;
    else if (Word == "-Wl,-Bdynamic" || Word == "-Wl,-dy")
      Static = false;
    if (!Input.IsLibrary || Known.count(Word))
      continue;
    auto Search = [&](const Words &In) {
      for (const std::string &Folder : In) {
        std::string Name = Word.substr(2);
        bool Exact = Name.size() > 1 && Name[0] == ':';
        std::string Base =
            Folder + "/" + (Exact ? Name.substr(1) : "lib" + Name);
        std::error_code Ignored;
        if (!Exact && !Static && fs::exists(Base + ".so", Ignored))
          return true;
        std::string Archive = Exact ? Base : Base + ".a";
        if (fs::exists(Archive, Ignored)) {
          Input.Archive = Archive;
          return true;
        }
      }
      return false;
    };
    if (Search(Folders))
      continue;
    if (!Asked)
      System = searchFolders(D);
    Asked = true;
    Search(System);
  }
}

} // namespace ferry_cc
