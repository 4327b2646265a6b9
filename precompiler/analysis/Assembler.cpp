//===- Assembler.cpp - asm statements in functions that can be captured -----===//

#include "Assembler.h"
#include "clang/AST/Expr.h"
#include "clang/AST/Stmt.h"
#include "clang/Basic/Version.h"
#include "llvm/Support/Regex.h"

using namespace clang;

namespace ferry {
namespace {

/// A label with a name of its own, or a directive that makes or moves one.
bool definesName(llvm::StringRef Text) {
  static const char *const Patterns[] = {
      "(^|[;\n])[ \t]*[A-Za-z_.$][A-Za-z0-9_.$]*:",
      ("\\.(globl|global|weak|set|equ|equiv|eqv|type|size|comm|lcomm|local|hidden|"
       "protected|internal|symver|macro)([ \t]|$)"),
      "(^|[;\n])[ \t]*[A-Za-z_.$][A-Za-z0-9_.$]*[ \t]*=[^=]"};
  for (const char *Pattern : Patterns)
    if (llvm::Regex(Pattern).match(Text))
      return true;
  return false;
}

std::string textOf(const GCCAsmStmt &S) {
#if CLANG_VERSION_MAJOR >= 21
  return S.getAsmString();
#else
  return S.getAsmString()->getString().str();
#endif
}

} // namespace

llvm::StringRef whyNotKept(const GCCAsmStmt &S) {
  if (S.isAsmGoto())
    return "jumps to a label of C";
  if (definesName(textOf(S)))
    return "defines a name, and its text would stand in the program twice";
  return "";
}

} // namespace ferry
