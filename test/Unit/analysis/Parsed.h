//===- Parsed.h - C source of a test, parsed
//--------------------------------===//
#ifndef FERRY_TEST_ANALYSIS_PARSED_H
#define FERRY_TEST_ANALYSIS_PARSED_H

#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/Frontend/ASTUnit.h"
#include "clang/Tooling/Tooling.h"
#include <gtest/gtest.h>

namespace ferry::test {

/// The unit `heat.c` with the text; `"system.h"` in it is a system header.
struct Parsed {
  explicit Parsed(
      llvm::StringRef Text,
      std::vector<std::string> Options = {"--target=x86_64-linux-gnu"},
      llvm::StringRef SystemHeader = "") {
    Options.insert(Options.end(), {"-std=gnu17", "-w", "-isystem", "/system"});
    Unit = clang::tooling::buildASTFromCodeWithArgs(
        Text, Options, "heat.c", "unit-test",
        std::make_shared<clang::PCHContainerOperations>(),
        clang::tooling::getClangStripDependencyFileAdjuster(),
        {{"/system/system.h", SystemHeader.str()}});
    EXPECT_TRUE(Unit && !Unit->getDiagnostics().hasErrorOccurred());
  }
  const clang::ASTContext &context() const { return Unit->getASTContext(); }
  /// The definition, else the first declaration.
  const clang::FunctionDecl *function(llvm::StringRef Name) const {
    const clang::FunctionDecl *Found = nullptr;
    for (const clang::Decl *D : context().getTranslationUnitDecl()->decls())
      if (const auto *F = llvm::dyn_cast<clang::FunctionDecl>(D))
        if (F->getName() == Name && (!Found || F->hasBody()))
          Found = F->getDefinition() ? F->getDefinition() : F;
    EXPECT_TRUE(Found) << Name.str();
    return Found;
  }
  std::unique_ptr<clang::ASTUnit> Unit;
};

} // namespace ferry::test
#endif
