//===- AllocationTypes.h - what an allocation is for ------------------------===//
///
/// \file
/// `p = malloc(n * sizeof(T))`: the pointer says a type and so does the size. When they
/// differ and are not two ways to say the same, one of them is a mistake. Where the pointer
/// says nothing, the size does, or what the pointer is converted to later (LaterUses.h).
//===----------------------------------------------------------------------===//
#ifndef FERRY_ANALYSIS_ALLOCATIONTYPES_H
#define FERRY_ANALYSIS_ALLOCATIONTYPES_H

#include "AllocationCalls.h"
#include "llvm/ADT/STLFunctionalExtras.h"

namespace ferry {

/// Of what a pointer points to: it says nothing.
bool isVague(clang::QualType To);

/// What \p Pointer points to; null when it is none.
clang::QualType pointee(clang::QualType Pointer);

struct AllocatingCall {
  const clang::CallExpr &Call;
  Allocation What;                ///< None: a function of the program allocates.
  clang::QualType Wanted;         ///< What the result is converted to; may be null.
  const clang::VarDecl *Into;     ///< The variable that it goes to as it is, or null.
  const clang::FunctionDecl *In;  ///< Null outside of functions.
};

struct AllocatedType {
  clang::QualType Type; ///< Null: nobody says.
  clang::QualType Size; ///< What the size says, or null.
  bool Contradicts = false;
  TailSize Tail = TailSize::None;
};

/// The array at the end of a struct; the element is null where there is none.
struct TailArray {
  clang::QualType Element;
  bool Open = false; ///< As with tailSize().
};

AllocatedType allocatedType(const AllocatingCall &Allocating,
                            llvm::function_ref<TailArray(clang::QualType)> TailOf,
                            clang::ASTContext &Context);

} // namespace ferry
#endif
