//===- LinkNames.h - what a linker calls functions and variables ------------===//
///
/// \file
/// C names and symbols are two things where the program says so:
///
/// \code
///   int f(int) __asm__("g");                          f is the symbol g
///   int f(int) __attribute__((weak));                 another definition may win
///   int f(int) __attribute__((alias("g")));           one more name of g
///   static int f(int) __attribute__((weakref("g")));  g, which may be missing
/// \endcode
///
/// Units and machines agree on symbols (docs/design/0004). A weak definition counts
/// where the linker took it, which is known when the program starts; so its entry in
/// the unit's table goes there by a comparison of addresses (emit/UnitTables), and
/// its internal form begins with one: the definition that won may be foreign.
//===----------------------------------------------------------------------===//
#ifndef FERRY_ANALYSIS_LINKNAMES_H
#define FERRY_ANALYSIS_LINKNAMES_H

#include "llvm/ADT/StringRef.h"
#include <string>

namespace clang {
class FunctionDecl;
class NamedDecl;
class VarDecl;
} // namespace clang

namespace ferry {

/// The symbol: of those above "g", "f", "f" and "g".
std::string symbolName(const clang::NamedDecl &Declared);

/// Its assembler name; empty when that is its C name.
llvm::StringRef assemblerName(const clang::NamedDecl &Declared);

bool isWeak(const clang::NamedDecl &Declared);

/// Whether it is another unit's symbol, under a name of this unit's own.
bool isWeakReference(const clang::NamedDecl &Declared);

/// What an alias is another name of, if the unit defines it; else null.
const clang::FunctionDecl *aliasedFunction(const clang::FunctionDecl &Alias);
const clang::VarDecl *aliasedVariable(const clang::VarDecl &Alias);

/// The same, where calls by the name of the alias can be captured: both have the
/// same prototype, and what the alias means is not left to the linker.
const clang::FunctionDecl *carriedAlias(const clang::FunctionDecl &Alias);

/// Whether the internal form of a weak definition can call the one that counts, and
/// nothing calls this one when another does.
bool canHandOver(const clang::FunctionDecl &Function);

/// Whether a loader asks it which function another name means (`ifunc`).
bool isResolver(const clang::FunctionDecl &Function);

/// The function's own definition, where a weak one may not be the one that counts.
std::string ownName(const clang::FunctionDecl &Function);

} // namespace ferry
#endif
