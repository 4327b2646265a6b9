//===- AllocationTypes.h - what a pointer and a size say together -----------===//
///
/// \file
/// `p = malloc(n * sizeof(T))`: the pointer says a type and so does the size. When they
/// differ and are not two ways to say the same, one of them is a mistake.
//===----------------------------------------------------------------------===//
#ifndef FERRY_ANALYSIS_ALLOCATIONTYPES_H
#define FERRY_ANALYSIS_ALLOCATIONTYPES_H

#include "clang/AST/Type.h"

namespace ferry {

/// Of what a pointer points to: it says nothing.
bool isVague(clang::QualType To);

/// What \p Pointer points to; null when it is none.
clang::QualType pointee(clang::QualType Pointer);

struct AgreedType {
  clang::QualType Type;
  bool Contradicts = false;
};
/// \p To: what the pointer says, \p Size what the size says, or null. \p TailElement: of
/// the array at the end of \p To, where the size is one of these; else null.
AgreedType agreedType(clang::QualType To, clang::QualType Size,
                      clang::QualType TailElement, const clang::ASTContext &Context);

} // namespace ferry
#endif
