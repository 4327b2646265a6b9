//===- Link.h - whole-program facts, then the linker ----------------------===//
#ifndef FERRY_CC_LINK_H
#define FERRY_CC_LINK_H

#include "Compile.h"

namespace ferry_cc {

/// One word of the final link, in order. Files can be replaced by other ones.
struct LinkWord {
  std::string Text;
  bool IsFile = false;      ///< An input, not an option.
  bool IsTemporary = false; ///< Compiled by this very command.
  bool IsLibrary =
      false;           ///< -lNAME: becomes the archive when that is replaced.
  std::string Archive; ///< What -lNAME stands for when it is an archive.
};

/// Links \p Inputs (made of the command line by main).
int link(const Driver &D, std::vector<LinkWord> Inputs);

/// Whether \p File is an object or archive with units of Ferry's in it.
bool holdsUnits(const std::string &File);

/// Finds the archives that -l options stand for, the linker's way.
void findArchives(const Driver &D, std::vector<LinkWord> &Inputs);

/// Compiles the stale units again and puts the new objects in place of the old
/// ones in \p Inputs. \p StaleList is what --merge wrote, \p Facts its facts.
int renewStaleUnits(const Driver &D, const std::string &StaleList,
                    const std::string &Facts, const std::string &Output,
                    std::vector<LinkWord> &Inputs);

} // namespace ferry_cc
#endif
