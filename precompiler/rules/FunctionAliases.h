//===- FunctionAliases.h - one more name of a function ----------------------===//
///
/// \file
/// An alias of a function that can be on the stack at a poll is a symbol for
/// pointers and foreign code, and what is called by its name may be called in other
/// units that know nothing else. So it has an internal form of its own, with a frame
/// record that holds nothing but the position:
///
/// \code
///   int g(int) __attribute__((alias("f")));
///     =>  int __ferry_in_g(void *__ferry_place, int a1) {
///           ... return (__ferry_fr->site = &__ferry_sites_g[0],
///                       __ferry_in_f((void *)(__ferry_fr + 1), a1)); }
/// \endcode
///
/// and a re-entry form that does the same. Its external form is the user's alias of
/// that of f. Of a weak one another definition may have won; if that is foreign, it is
/// called. Which aliases: LinkNames (carriedAlias); what is called by any other runs
/// in the external form, and a capture waits.
///
/// Rejected: an alias of the internal form. A record says of whom it is, and the
/// caller's says whom it called; a unit that calls g cannot know of f.
/// Tests: test/Rewrite/link-names.c, test/Language/link-names.c.
//===----------------------------------------------------------------------===//
#ifndef FERRY_RULES_FUNCTIONALIASES_H
#define FERRY_RULES_FUNCTIONALIASES_H

#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringRef.h"
#include <string>

namespace clang {
class FunctionDecl;
}

namespace ferry {

class TypeTables;

/// Whole lines for the end of the file. \p Prototype: of an internal form.
std::string functionAlias(
    const clang::FunctionDecl &Alias, const clang::FunctionDecl &Target,
    const TypeTables &Types, llvm::StringRef Unit,
    llvm::function_ref<std::string(const clang::FunctionDecl &)> Prototype);

} // namespace ferry
#endif
