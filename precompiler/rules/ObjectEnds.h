//===- ObjectEnds.h - a variable's end is no other variable's start -*- C++ -*-===//
#ifndef FERRY_RULES_OBJECTENDS_H
#define FERRY_RULES_OBJECTENDS_H

#include "clang/AST/Type.h"
#include <string>

namespace ferry {

/// How variables that stand together in memory are kept apart.
class Separation {
public:
  /// One of them has this type. \p Lengthened: and there is room behind it.
  void add(clang::QualType Type, bool Lengthened, const clang::ASTContext &Context);
  /// The attribute for one of them, with a space in front. All were added.
  std::string attribute(clang::QualType Type, bool Lengthened,
                        const clang::ASTContext &Context) const;

private:
  uint64_t Common = 0;
};

} // namespace ferry
#endif
