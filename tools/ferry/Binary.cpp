//===- Binary.cpp - which machine a program is for ------------------------===//
///
/// \file
/// A foreign program is started by the qemu-user of its machine, with the
/// libraries of Debian's cross packages (/usr/TRIPLE). i686 programs run on an
/// x86-64 kernel; where the system has no 32-bit loader, the one of the cross
/// packages is called in front of the program. (qemu-i386 is not used: version 7.2
/// hangs in pthread_create.)
///
//===----------------------------------------------------------------------===//
#include "Binary.h"

#include "Launch.h"
#include "Tool.h"
#include "ferry/typeinfo/Endian.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <elf.h>
#include <fmt/core.h>
#include <fstream>
#include <optional>
#include <unistd.h>

namespace ferry::tool {

namespace {

struct MachineLine {
  std::string_view Abi;
  uint16_t Number;
  unsigned Bits;
  ByteOrder Order;
  std::string_view Qemu;
};

constexpr MachineLine Lines[] = {
#define FERRY_MACHINE(Abi, ElfMachine, Bits, Order, Qemu)                        \
  {#Abi, ElfMachine, Bits, ByteOrder::Order, Qemu},
#include "Machines.def"
};

const Machine *findMachine(uint16_t Number, unsigned Bits, ByteOrder Order) {
  static const std::vector<Machine> Machines = [] {
    std::vector<Machine> All;
    for (const MachineLine &Line : Lines)
      All.push_back({Line.Abi, Abi::find(Line.Abi)->triple(), Line.Qemu});
    return All;
  }();
  for (size_t I = 0; I < std::size(Lines); ++I)
    if (Lines[I].Number == Number && Lines[I].Bits == Bits &&
        Lines[I].Order == Order)
      return &Machines[I];
  return nullptr;
}

/// The few fields that are read stand at other offsets in 32 and 64 bits.
class ElfReader {
  std::ifstream &File;
  bool Is64;
  ByteOrder Order;

public:
  ElfReader(std::ifstream &File, bool Is64, ByteOrder Order)
      : File(File), Is64(Is64), Order(Order) {}

  /// 0 beyond the end: a cut file has no program headers.
  uint64_t number(uint64_t Offset, unsigned Size) {
    char Bytes[8] = {};
    File.clear();
    File.seekg(static_cast<std::streamoff>(Offset));
    File.read(Bytes, Size);
    return loadInteger(Bytes, Size, false, Order);
  }
  uint64_t word(uint64_t Offset64, uint64_t Offset32) {
    return Is64 ? number(Offset64, 8) : number(Offset32, 4);
  }

  std::string interpreter() {
    uint64_t Table = word(offsetof(Elf64_Ehdr, e_phoff), offsetof(Elf32_Ehdr, e_phoff));
    uint64_t Step = number(Is64 ? offsetof(Elf64_Ehdr, e_phentsize)
                                : offsetof(Elf32_Ehdr, e_phentsize), 2);
    uint64_t Count = number(Is64 ? offsetof(Elf64_Ehdr, e_phnum)
                                 : offsetof(Elf32_Ehdr, e_phnum), 2);
    for (uint64_t I = 0; I < Count; ++I) {
      uint64_t At = Table + I * Step;
      if (number(At, 4) != PT_INTERP)
        continue;
      uint64_t Offset = At + (Is64 ? offsetof(Elf64_Phdr, p_offset)
                                   : offsetof(Elf32_Phdr, p_offset));
      uint64_t Size = At + (Is64 ? offsetof(Elf64_Phdr, p_filesz)
                                 : offsetof(Elf32_Phdr, p_filesz));
      std::string Path(std::min<uint64_t>(number(Size, Is64 ? 8 : 4), 4096), 0);
      uint64_t From = number(Offset, Is64 ? 8 : 4);
      File.clear();
      File.seekg(static_cast<std::streamoff>(From));
      File.read(Path.data(), static_cast<std::streamsize>(Path.size()));
      return Path.c_str();
    }
    return {};
  }
};

bool exists(const std::string &Path) { return ::access(Path.c_str(), F_OK) == 0; }

} // namespace

Binary readBinary(const std::string &Path, int ExitStatus) {
  std::ifstream File(Path, std::ios::binary);
  unsigned char Ident[EI_NIDENT] = {};
  if (!File)
    throw Error(ExitStatus, fmt::format("{}: {}", Path, std::strerror(errno)));
  File.read(reinterpret_cast<char *>(Ident), sizeof Ident);

  Binary Result;
  if (std::memcmp(Ident, ELFMAG, SELFMAG) != 0)
    return Result;
  Result.IsElf = true;
  bool Is64 = Ident[EI_CLASS] == ELFCLASS64;
  ByteOrder Order =
      Ident[EI_DATA] == ELFDATA2MSB ? ByteOrder::Big : ByteOrder::Little;
  ElfReader Elf(File, Is64, Order);
  uint16_t Number =
      static_cast<uint16_t>(Elf.number(offsetof(Elf64_Ehdr, e_machine), 2));
  Result.For = findMachine(Number, Is64 ? 64 : 32, Order);
  Result.Interpreter = Elf.interpreter();
  return Result;
}

const Machine &thisMachine() {
  static const Machine Here = [] {
    const Machine *Found = readBinary("/proc/self/exe", ExitNotStarted).For;
    return Found ? *Found : Machine{"unknown", "unknown", ""};
  }();
  return Here;
}

bool hasRuntime(const std::string &Path) {
  // Every program that ferry-cc linked holds the name of the variable that tells
  // it to restore; also when it was stripped.
  std::ifstream File(Path, std::ios::binary);
  std::string Text((std::istreambuf_iterator<char>(File)), {});
  return Text.find("FERRY_RESTORE") != std::string::npos;
}

std::vector<std::string> startWords(const std::string &Path, int ExitStatus) {
  Binary Program = readBinary(Path, ExitStatus);
  // A script, or a launcher such as mpirun: it hands the settings on.
  if (!Program.IsElf)
    return {Path};
  if (!Program.For)
    throw Error(ExitStatus,
                fmt::format("{} is for a machine that ferry does not know", Path));

  const Machine &Here = thisMachine(), &There = *Program.For;
  std::string Root = fmt::format("/usr/{}", There.Triple);
  if (There.Abi == Here.Abi)
    return {Path};
  if (There.Abi == "i686" && Here.Abi == "x86_64") {
    if (Program.Interpreter.empty() || exists(Program.Interpreter))
      return {Path};
    std::string Loader = Root + "/lib/ld-linux.so.2";
    if (!exists(Loader))
      throw Error(ExitStatus,
                  fmt::format("{} is for i686, and there are no libraries for it; "
                              "install libc6-i386-cross",
                              Path));
    return {Loader, "--library-path", Root + "/lib", Path};
  }

  std::optional<std::string> Qemu = findProgram(std::string(There.Qemu));
  if (!Qemu)
    throw Error(ExitStatus,
                fmt::format("{} is for {}, this machine is {}, and there is no {}; "
                            "install qemu-user",
                            Path, There.Abi, Here.Abi, There.Qemu));
  if (!Program.Interpreter.empty() && !exists(Root + Program.Interpreter))
    throw Error(ExitStatus,
                fmt::format("{} is for {}, and there are no libraries for it in "
                            "{}; install the cross libc of {}",
                            Path, There.Abi, Root, There.Triple));
  return {*Qemu, "-L", Root, Path};
}

} // namespace ferry::tool
