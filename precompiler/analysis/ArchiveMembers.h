//===- ArchiveMembers.h - archives with other objects in them -------------===//
#ifndef FERRY_ANALYSIS_ARCHIVEMEMBERS_H
#define FERRY_ANALYSIS_ARCHIVEMEMBERS_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <map>
#include <string>

namespace ferry {

/// Writes to \p Output a copy of the archive \p Input, an ordinary one with an
/// index, in which each member whose number is in \p Objects is replaced by
/// that file under the member's name. By number, because names may repeat.
llvm::Error
replaceArchiveMembers(llvm::StringRef Input, llvm::StringRef Output,
                      const std::map<unsigned, std::string> &Objects);

} // namespace ferry
#endif
