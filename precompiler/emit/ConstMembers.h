//===- ConstMembers.h - assignments of what C does not assign ---------------===//
///
/// \file
/// C initialises a struct with const members, but never assigns one. A value of
/// such a type that has to go into a temporary, an argument or a slot initialises
/// an unnamed object, whose bytes are copied:
///
/// \code
///   __ferry_t1 = (find(n))
///     =>  __builtin_memcpy(&__ferry_t1, __extension__ (struct entry[1]){(find(n))},
///                          sizeof __ferry_t1)
/// \endcode
///
/// Compilers do away with the copy. The target is no object of the program's, so
/// nothing was promised about its members; memcpy is how C writes into any object,
/// whatever its type says about aliases.
///
/// Rejected: a type without the const members for the temporaries (packed, aligned,
/// anonymous and nested structs, all written a second time, and every use converted);
/// a declaration where the value is made (a jump past it, and the re-entry form
/// has to write into it anyway).
//===----------------------------------------------------------------------===//
#ifndef FERRY_EMIT_CONSTMEMBERS_H
#define FERRY_EMIT_CONSTMEMBERS_H

#include "clang/AST/Type.h"
#include "llvm/ADT/StringRef.h"
#include <string>

namespace ferry {

class TypeTables;

/// Whether a value of this type can be initialised only.
bool hasConstMember(clang::QualType Type, const clang::ASTContext &Context);

/// "Target = (Value)", for any type.
std::string assignment(llvm::StringRef Target, llvm::StringRef Value,
                       clang::QualType Type, const TypeTables &Types,
                       const clang::ASTContext &Context);

/// "Target = Source" of two objects, for any type.
std::string copyOf(llvm::StringRef Source, llvm::StringRef Target,
                   clang::QualType Type, const clang::ASTContext &Context);

} // namespace ferry
#endif
