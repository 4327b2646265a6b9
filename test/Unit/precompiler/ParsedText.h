//===- ParsedText.h - parse a piece of C and hand out its TokenText ---------===//
#ifndef FERRY_TEST_PARSEDTEXT_H
#define FERRY_TEST_PARSEDTEXT_H

#include "emit/PreprocessorLog.h"
#include "emit/TokenText.h"
#include "clang/AST/ASTConsumer.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendAction.h"
#include "clang/Tooling/Syntax/Tokens.h"
#include "clang/Tooling/Tooling.h"
#include <functional>
#include <gtest/gtest.h>

namespace ferry {

class ParsedText : public clang::ASTFrontendAction {
  std::function<void(clang::ASTContext &, TokenText &)> Body;
  std::unique_ptr<PreprocessorLog> Log;
  std::optional<clang::syntax::TokenCollector> Tokens;

public:
  explicit ParsedText(std::function<void(clang::ASTContext &, TokenText &)> Body)
      : Body(std::move(Body)) {}

  std::unique_ptr<clang::ASTConsumer>
  CreateASTConsumer(clang::CompilerInstance &CI, llvm::StringRef) override {
    Log = std::make_unique<PreprocessorLog>(CI.getPreprocessor());
    Tokens.emplace(CI.getPreprocessor());
    return std::make_unique<clang::ASTConsumer>();
  }

  void ExecuteAction() override {
    clang::ASTFrontendAction::ExecuteAction();
    clang::CompilerInstance &CI = getCompilerInstance();
    auto Buffer = std::move(*Tokens).consume();
    Log->finish();
    TokenText Text(Buffer, *Log, CI.getSourceManager(), CI.getLangOpts());
    Body(CI.getASTContext(), Text);
  }
};

/// Parses \p Code as heat.c beside \p Headers and calls \p Body.
inline void withText(
    llvm::StringRef Code,
    std::function<void(clang::ASTContext &, TokenText &)> Body,
    const clang::tooling::FileContentMappings &Headers = {}) {
  bool Called = false;
  ASSERT_TRUE(clang::tooling::runToolOnCodeWithArgs(
      std::make_unique<ParsedText>([&](clang::ASTContext &C, TokenText &T) {
        Called = true;
        Body(C, T);
      }),
      Code, {"-std=gnu17", "-w"}, "heat.c", "ferry-test",
      std::make_shared<clang::PCHContainerOperations>(), Headers));
  ASSERT_TRUE(Called);
}

/// The index of the N-th token that is spelled so.
inline unsigned token(const TokenText &T, llvm::StringRef Spelling,
                      unsigned N = 0) {
  for (unsigned I = 0; I != T.size(); ++I)
    if (T.isWritten(I) && T.spelling(I) == Spelling && N-- == 0)
      return I;
  ADD_FAILURE() << "no token " << Spelling.str();
  return 0;
}

} // namespace ferry
#endif
