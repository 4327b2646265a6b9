//===- TypeProperties.h - what the C of a type does not say plainly ---------===//
#ifndef FERRY_EMIT_TYPEPROPERTIES_H
#define FERRY_EMIT_TYPEPROPERTIES_H

#include "clang/AST/Type.h"

namespace clang {
class FieldDecl;
class RecordDecl;
}

namespace ferry {

/// Where va_list is a plain pointer (i686, mips, riscv64) only its name tells it
/// from every other `char *` or `void *`.
bool isVaList(clang::QualType Type, const clang::ASTContext &Context);

/// GNU's: the elements stand in memory as those of an array. Others (vectors of
/// bits, of three elements, of a processor's own) have layouts of their own.
bool isVectorSize(const clang::VectorType &Vector);

/// `struct __jmp_buf_tag`: what setjmp writes into it belongs to one process, so it is
/// a struct without fields (runtime/image: ferry/image/SavedPositions.h).
bool isJumpBuffer(const clang::RecordDecl &Record);
/// Whether something else may stand where one is.
bool overlaysJumpBuffer(const clang::RecordDecl &Record);

/// Numbers and pointers that every machine's compiler keeps as the plain type.
bool isLockFree(clang::QualType Value);

/// What it is represented as.
clang::QualType withoutAtomic(clang::QualType Type);

unsigned bitWidth(const clang::FieldDecl *Field, const clang::ASTContext &Context);

} // namespace ferry
#endif
