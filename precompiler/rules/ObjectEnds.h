//===- ObjectEnds.h - a variable's end is no other variable's start -*- C++ -*-===//
#ifndef FERRY_RULES_OBJECTENDS_H
#define FERRY_RULES_OBJECTENDS_H

#include "clang/AST/Type.h"
#include <string>

namespace ferry {

/// What counts of a variable of the type. \p Lengthened: there is room behind it.
uint64_t separatedSize(clang::QualType Type, bool Lengthened,
                       const clang::ASTContext &Context);

/// How variables that stand together in memory are kept apart.
class Separation {
public:
  /// One of them has this size.
  void add(uint64_t Size);
  /// The attribute for one of them, with a space in front. All were added.
  std::string attribute(uint64_t Size) const;

private:
  uint64_t Common = 0;
};

} // namespace ferry
#endif
