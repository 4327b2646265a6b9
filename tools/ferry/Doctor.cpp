//===- Doctor.cpp - will this program migrate? ----------------------------===//
///
/// \file
/// The driver beside this command knows how sources are read; this only asks it.
///
//===----------------------------------------------------------------------===//
#include "Launch.h"

#include <filesystem>

namespace fs = std::filesystem;

namespace ferry::tool {

int doctor(const DoctorOptions &Options) {
  if (Options.Words.empty())
    throw Error(ExitWrongUse, "doctor: which sources? see ferry doctor --help");
  fs::path Driver = fs::read_symlink("/proc/self/exe").parent_path() / "ferry-cc";
  std::vector<std::string> Words = {
      Driver, Options.Json ? "--ferry-report=/dev/stdout" : "--ferry-report"};
  Words.insert(Words.end(), Options.Words.begin(), Options.Words.end());
  become(Words, ExitNotStarted);
}

} // namespace ferry::tool
