//===- Assembler.h - asm statements in functions that can be captured -------===//
///
/// \file
/// An asm statement without a resume point in it is a statement like any other: its
/// operands say what it reads and writes, and nothing of it lives when it is over.
/// It stays as it is in the internal and in the re-entry form, so its text stands in
/// the program twice, and must not define a name (`1:` and `name%=:` do not). Calls that
/// can reach a poll are pulled out of its operands (rules/AsmOperands).
///
/// Refused: asm goto, names, statement expressions with sites in its operands.
/// Not seen: what it leaves in a register that no operand names (docs/Limitations).
//===----------------------------------------------------------------------===//
#ifndef FERRY_ANALYSIS_ASSEMBLER_H
#define FERRY_ANALYSIS_ASSEMBLER_H

#include "llvm/ADT/StringRef.h"

namespace clang {
class GCCAsmStmt;
}

namespace ferry {

/// Why the statement cannot stay, for DiagId::InlineAssembler; empty when it can.
llvm::StringRef whyNotKept(const clang::GCCAsmStmt &S);

} // namespace ferry
#endif
