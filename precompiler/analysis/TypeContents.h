//===- TypeContents.h - what is in values of a type -------------*- C++ -*-===//
#ifndef FERRY_ANALYSIS_TYPECONTENTS_H
#define FERRY_ANALYSIS_TYPECONTENTS_H

#include "clang/AST/Type.h"

namespace clang {
class ASTContext;
}

namespace ferry {

/// Whether a value of the type is a pointer or has one in it, in an array, a member of a struct
/// or union, or an atomic.
bool holdsPointers(clang::QualType Type, const clang::ASTContext &Context);

/// What is left of the type without pointers, references, arrays and atomics around it.
clang::QualType innermost(clang::QualType Type);

} // namespace ferry
#endif
