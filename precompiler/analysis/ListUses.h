//===- ListUses.h - where a va_list may stand -------------------------------===//
///
/// \file
/// A function that can be on the stack at a poll has lists of another form than the
/// rest of the program (VariableArguments.h). This finds the places where one would
/// meet the other, or where only some machines' va_list may stand: a list that is
/// converted, assigned, returned or passed through `...`, functions that are not known
/// to take one.
//===----------------------------------------------------------------------===//
#ifndef FERRY_ANALYSIS_LISTUSES_H
#define FERRY_ANALYSIS_LISTUSES_H

#include "diag/Diagnostics.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringRef.h"

namespace clang {
class FunctionDecl;
}

namespace ferry {

class ProgramFacts;

using RefuseList =
    llvm::function_ref<void(clang::SourceLocation, DiagId, llvm::StringRef What)>;

/// Calls \p Refuse for each.
void checkListUses(const clang::FunctionDecl &Function, const ProgramFacts &Facts,
                   RefuseList Refuse);

} // namespace ferry
#endif
