//===- LayoutModels.h - does a size depend on the machine? ------------------===//
///
/// \file
/// Sizes, alignments and offsets of a type under the four ways in which Ferry's
/// ABIs lay out C: LP64, ILP32 with 8-byte alignment (arm, powerpc, mips), i386,
/// m68k. Good for a warning, and for nothing else: what a layout *is*, the target's
/// compiler says (DESIGN, principle 1).
//===----------------------------------------------------------------------===//
#ifndef FERRY_ANALYSIS_LAYOUTMODELS_H
#define FERRY_ANALYSIS_LAYOUTMODELS_H

#include "clang/AST/Type.h"
#include "llvm/ADT/STLFunctionalExtras.h"

namespace clang {
class ASTContext;
class FieldDecl;
class OffsetOfExpr;
class RecordDecl;
} // namespace clang

namespace ferry {

/// Whether sizeof \p Type is not the same under all models. False where it is not
/// known: incomplete types, variable length, bit-fields.
bool sizeDiffers(clang::QualType Type, const clang::ASTContext &Context);
bool alignmentDiffers(clang::QualType Type, const clang::ASTContext &Context);
bool offsetDiffers(const clang::OffsetOfExpr &Offset,
                   const clang::ASTContext &Context);
/// Whether a value of type \p Read, taken out of memory where one of type \p Written is, is
/// the same number on all machines: each scalar of it lies exactly over one of as many
/// bytes, and neither is a pointer. False where it is not known.
bool readsTheSame(clang::QualType Read, clang::QualType Written,
                  const clang::ASTContext &Context);
/// Whether under some model a pointer in a member of the union lies over something else
/// than a pointer of its kind (to objects, to functions) in another one. Members for which
/// \p Counts is false are left out. True where it is not known and there are pointers.
bool pointersLieOverOthers(const clang::RecordDecl &Union,
                           llvm::function_ref<bool(const clang::FieldDecl &)> Counts,
                           const clang::ASTContext &Context);

} // namespace ferry
#endif
