//===- MergeUnits.h - whole-program facts at link -------------------------===//
///
/// \file
/// Reads the summaries out of the objects and archives of a link, solves the
/// program, and finds the units whose code was written under other assumptions.
/// docs/design/0005-whole-program.md.
///
/// Two units of one name that image names would mix up are an error.
///
/// A file without summaries is foreign code. Objects of every ELF target are
/// read, whatever the host. Undefined functions stay the linker's to report.
//===----------------------------------------------------------------------===//
#ifndef FERRY_ANALYSIS_MERGEUNITS_H
#define FERRY_ANALYSIS_MERGEUNITS_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/Error.h"
#include <string>

namespace ferry {

/// Writes the facts (JSON) to \p FactsOut and, unless the name is empty, the
/// stale units to \p StaleOut for the driver: fields that end in a NUL byte,
///
///     number of units in the link, number of stale ones, then of each of these
///     file, index of the archive member (empty for an object), its name,
///     digest of the source's text, hash of the assumptions it needs,
///     hash of the object, the compile command as the driver gave it
///
/// \p Summaries: files of --summary, units that were not compiled; they are never
/// stale.
///
/// The command is a field that may hold NUL bytes: its length stands before it.
llvm::Error mergeUnits(llvm::ArrayRef<std::string> Inputs,
                       llvm::ArrayRef<std::string> Summaries,
                       llvm::StringRef FactsOut, llvm::StringRef StaleOut);

} // namespace ferry
#endif
