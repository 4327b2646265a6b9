//===- Edits.cpp - a set of edits on the tokens -----------------------------===//
#include "emit/Rendering.h"
#include <cassert>

namespace ferry {

Edits::Edits(const TokenText &Text) : I(std::make_unique<Impl>()) {
  I->Text = Text.I.get();
}
Edits::Edits(const Edits &Other) : I(std::make_unique<Impl>(*Other.I)) {}
Edits::Edits(Edits &&) = default;
Edits::~Edits() = default;

void Edits::insertBefore(unsigned Token, llvm::StringRef Flat) {
  assert(I->Text->piece(Token) && "an edit in text that is not written");
  std::string &Text = I->Before[Token];
  Text.insert(0, Flat.str());
}

void Edits::insertAfter(unsigned Token, llvm::StringRef Flat) {
  assert(I->Text->piece(Token) && "an edit in text that is not written");
  I->After[Token] += Flat;
}

void Edits::insertBehind(unsigned Token, llvm::StringRef Flat) {
  assert(I->Text->piece(Token) && "an edit in text that is not written");
  I->After[Token].insert(0, Flat.str());
}

static void erase(std::map<unsigned, std::string> &Map, TokenRange Range) {
  Map.erase(Map.lower_bound(Range.First), Map.upper_bound(Range.Last));
}

void Edits::replace(TokenRange Range, llvm::StringRef Flat) {
  assert(!Range.empty() && I->Text->piece(Range.First) &&
         "an edit in text that is not written");
  assert(!Flat.contains('\n') && "every edit keeps the line count");
  erase(I->Before, Range);
  erase(I->After, Range);
  I->Replaced.erase(I->Replaced.lower_bound(Range.First),
                    I->Replaced.upper_bound(Range.Last));
  I->Replaced[Range.First] = {Range.Last, Flat.str(), false};
}

void Edits::replaceLaidOut(TokenRange Range, llvm::StringRef Text) {
  erase(I->Before, Range);
  erase(I->After, Range);
  I->Replaced.erase(I->Replaced.lower_bound(Range.First),
                    I->Replaced.upper_bound(Range.Last));
  I->Replaced[Range.First] = {Range.Last, Text.str(), true};
}

static void addLines(std::string &To, llvm::StringRef Lines) {
  if (!To.empty() && To.back() != '\n')
    To += '\n';
  To += Lines;
}

void Edits::placeAbove(unsigned Token, llvm::StringRef Lines) {
  addLines(I->Above[Token], Lines);
}

void Edits::placeBelow(unsigned Token, llvm::StringRef Lines) {
  addLines(I->Below[Token], Lines);
}

bool Edits::touches(TokenRange Range) const {
  if (Range.empty())
    return false;
  for (const auto *Map : {&I->Before, &I->After}) {
    auto Found = Map->lower_bound(Range.First);
    if (Found != Map->end() && Found->first <= Range.Last)
      return true;
  }
  auto Found = I->Replaced.lower_bound(Range.First);
  if (Found != I->Replaced.end() && Found->first <= Range.Last)
    return true;
  return Found != I->Replaced.begin() &&
         std::prev(Found)->second.Last >= Range.First;
}

std::string Edits::flat(TokenRange Range) const {
  return Rendering(*I, Rendering::Flat, true).range(Range);
}

std::string Edits::laidOut(TokenRange Range) const {
  return Rendering(*I, Rendering::Laid, true).range(Range);
}

std::string Edits::copy(TokenRange Range) const {
  return Rendering(*I, Rendering::Copy, true).range(Range);
}

std::string Edits::mainFile(bool Headers) const {
  return Rendering(*I, Rendering::Laid, Headers).mainFile();
}

const std::set<std::string> &Edits::repeatedMacros() const {
  return *I->Repeated;
}

} // namespace ferry
