//===- AsmOperands.h - calls among the operands of assembler ----*- C++ -*-===//
///
/// \file
/// \code
///   asm("..." : "+r"(*f()) : "r"(g(n)));
///     =>  { t1 = f(), t2 = g(n); asm("..." : "+r"(*t1) : "r"(t2)); }
/// \endcode
///
/// Each call that can reach a poll is dressed, as any other is. Operands are evaluated in
/// no order of C's; what is left of them stays. Tests: test/Rewrite/assembler.c.
//===----------------------------------------------------------------------===//
#ifndef FERRY_RULES_ASMOPERANDS_H
#define FERRY_RULES_ASMOPERANDS_H

#include "rules/Form.h"

namespace clang {
class GCCAsmStmt;
}

namespace ferry {

void rewriteAssembler(Form &F, const clang::GCCAsmStmt &S);

} // namespace ferry
#endif
