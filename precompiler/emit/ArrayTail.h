//===- ArrayTail.h - structs that end in an array of any length -------------===//
///
/// \file
/// \code
///   struct text { int length; char bytes[]; };    open: also with bytes[0]
///   struct text { int length; char bytes[1]; };   what there was before C99
/// \endcode
///
/// Objects of such a struct are allocated with as many elements as are wanted, which
/// the runtime counts (typeinfo/Tail.h, heap/Tails.h).
//===----------------------------------------------------------------------===//
#ifndef FERRY_EMIT_ARRAYTAIL_H
#define FERRY_EMIT_ARRAYTAIL_H

#include "clang/AST/Type.h"
#include <optional>

namespace clang {
class FieldDecl;
class VarDecl;
} // namespace clang

namespace ferry {

struct ArrayTail {
  const clang::FieldDecl *Field;
  clang::QualType Element;
  bool Open; ///< No element of it is in the struct.
};
std::optional<ArrayTail> arrayTailOf(clang::QualType Type,
                                     const clang::ASTContext &Context);

/// Whether it is an array without elements, by its type.
bool isZeroLength(clang::QualType Type, const clang::ASTContext &Context);

/// How many elements more than the program asks for an object on the heap gets: so
/// many that no machine has room for more in the padding behind the struct.
uint64_t spareElements(const ArrayTail &Tail, const clang::ASTContext &Context);

/// The elements that the initialiser of a variable with static storage gives to the
/// open array at its end (GNU C); 0: none.
uint64_t initialisedElements(const clang::VarDecl &Variable);

/// The bytes up to the end of these; 0 without any.
uint64_t initialisedSize(const clang::VarDecl &Variable);

} // namespace ferry
#endif
