//===- Calls.h - calls that can reach a poll --------------------------------===//
///
/// \file
/// Dresses a call that is a site: what changed is stored, then the internal form
/// of the callee is called with the place behind this record.
///
/// \code
///   g(x)      =>  (fr->t = t, fr->site = &sites[2], __ferry_in_g(next, x))
///   fp(x)     =>  (p1 = fp, fr->t = t, fr->site = &sites[2],
///                  __ferry_publish(next, (__ferry_code)p1), p1(x))
///   old(x)    =>  (fr->t = t, fr->site = &sites[2],
///                  __ferry_publish(next, (__ferry_code)old), old(x))   no prototype
///   h(n, x, y) =>  (v.what = h_2, v.a1 = x, v.a2 = y, fr->v = &v, fr->site = ...,
///                  __ferry_in_h(next, n, &v))                variable arguments
///   hp(n, x)  =>  (p1 = hp, v.what = h_2, v.a1 = x, fr->v = &v, fr->site = ...,
///                  __ferry_publish_list(next, (__ferry_code)p1, &v), p1(n, v.a1))
///   g(i++)    =>  (a1 = i++, fr->i = i, fr->site = ..., __ferry_in_g(next, a1))
/// \endcode
///
/// In the re-entry form the call that an image is at is replaced by the re-entry
/// form of the callee, which the runtime looks up:
///
/// \code
///   (__ferry_at == 2 ? (arrive, ((R)__ferry_reenter(fr, next))(next)) : (as above))
/// \endcode
///
/// Which calls without a prototype go through the external form: PassedArguments.
/// Nothing is reloaded behind the call: the locals never left their registers.
/// Tests: test/Rewrite/calls.
//===----------------------------------------------------------------------===//
#ifndef FERRY_RULES_CALLS_H
#define FERRY_RULES_CALLS_H

#include "rules/Form.h"

namespace ferry {

void dressCall(Form &F, const Item &I);

/// A parameter in the user's words, for those that are arrays of variable length.
using Wording = llvm::function_ref<std::string(const clang::ParmVarDecl &)>;

/// Lines for in front of the function: prototypes of the internal forms it calls.
std::string calleePrototypes(const FunctionPlan &Plan, const TypeTables &Types,
                             Wording AsWritten);

/// "static int __ferry_in_f(void *, int);"
std::string internalPrototype(const clang::FunctionDecl &Function,
                              const TypeTables &Types, Wording AsWritten);

/// Lines for in front of the re-entry form: a typedef for the re-entry form of
/// what each site calls.
std::string resultTypes(const FunctionPlan &Plan, const TypeTables &Types);

} // namespace ferry
#endif
