//===- ListReuse.h - a va_list that somebody else has read from -------------===//
///
/// \file
/// \code
///   print_two(ap);           // takes a va_list, and asks for two
///   n = va_arg(ap, int);     // the third? C says: anything
/// \endcode
///
/// Where a va_list is an array (x86-64, s390x, powerpc) the caller's has moved on; where
/// it is a pointer or a struct (i686, aarch64) it has not. Those of functions that can
/// be captured are values on every machine (VariableArguments.h): such a program does
/// something else than its plain build on x86-64. So it is warned about
/// (-Wferry-variadic-reuse).
///
/// What may have happened to a list that is a variable of the function, along Clang's
/// graph of the function's flow: it was passed by value, and not started, copied into
/// or ended since. Lists that are reached through pointers or in arrays are not followed.
//===----------------------------------------------------------------------===//
#ifndef FERRY_ANALYSIS_LISTREUSE_H
#define FERRY_ANALYSIS_LISTREUSE_H

namespace clang {
class ASTContext;
}

namespace ferry {

class Diagnostics;
class ProgramFacts;

/// Warns of each `va_arg` of that kind in the functions of the unit that can be on the
/// stack at a poll.
void reportListReuse(const clang::ASTContext &Context, const ProgramFacts &Facts,
                     Diagnostics &Diags);

} // namespace ferry
#endif
