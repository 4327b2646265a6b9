//===- SectionText.h - texts that travel in an object file ----------------===//
///
/// \file
/// The unit summary (section `.ferry.unit`) and the compile command
/// (`.ferry.command`) are put into the object by top-level asm, which every
/// assembler for ELF and every compiler that writes for one accepts. The flag
/// "e" keeps them out of executables; they are never loaded.
///
/// A text has its length and a hash in front, so that a reader notices damage,
/// and so that several can stand behind each other (`ld -r` joins sections):
///
///     ferry 1 <length> <FNV-1a, 16 hex digits>\n<text>
///
/// Rejected: an ordinary array in a section, because `static` data that nobody
/// refers to needs attributes that differ between compilers, and would be
/// loaded; a note section, because it would be loaded too.
//===----------------------------------------------------------------------===//
#ifndef FERRY_ANALYSIS_SECTIONTEXT_H
#define FERRY_ANALYSIS_SECTIONTEXT_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <string>
#include <vector>

namespace ferry {

/// C source, several whole lines, to stand between top-level declarations: puts
/// \p Text into the section \p Section. No line grows beyond what ISO C lets a
/// string be (4095), so -pedantic stays silent.
std::string sectionText(llvm::StringRef Section, llvm::StringRef Text);

/// The texts in the bytes of a section.
llvm::Expected<std::vector<std::string>> sectionTexts(llvm::StringRef Bytes);

} // namespace ferry
#endif
