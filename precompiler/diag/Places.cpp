//===- Places.cpp - places in sources that may not be read ------------------===//
#include "diag/Places.h"
#include "clang/Basic/SourceManager.h"

using namespace ferry;

std::string Place::text() const {
  return empty() ? "" : File + ":" + std::to_string(Line) + ":" + std::to_string(Column);
}

Place Place::parse(llvm::StringRef Text) {
  auto [Before, Column] = Text.rsplit(':');
  auto [File, Line] = Before.rsplit(':');
  Place Result{File.str(), 0, 0};
  if (Line.getAsInteger(10, Result.Line) || Column.getAsInteger(10, Result.Column))
    return {};
  return Result;
}

Place Place::of(clang::SourceLocation Where, const clang::SourceManager &SM) {
  clang::PresumedLoc Presumed = SM.getPresumedLoc(SM.getFileLoc(Where));
  if (Presumed.isInvalid())
    return {};
  return {Presumed.getFilename(), Presumed.getLine(), Presumed.getColumn()};
}
