//===- ObjectEnds.cpp - a variable's end is no other variable's start -------===//
///
/// \file
/// C lets a pointer stand one past the end of an object, and lets the next object
/// start there. A pointer with that address could mean either, and after a move
/// the two are no longer in one place; a capture has to refuse it. So that it
/// hardly ever must, variables that pointers can lead to are aligned to more than
/// their size divides by: none ends where another one starts.
///
/// \code
///   int count;                  =>  int count __ferry_apart(16);
///   struct point a = f();       =>  struct point a __ferry_apart(32) = f();
///   int read(int n) { .. &n ..  =>  int read(int __ferry_p_n) {
///                                     int n __ferry_apart(16) = __ferry_p_n; ..
/// \endcode
///
/// For variables with static storage, and for locals of functions that can be on
/// the stack at a poll, whose address is taken or that other units may know. Parameters are the
/// business of the internal form (rules/InternalForm), with the same alignment.
///
/// Algorithm: a variable wants to be aligned to 16 or the smallest power of two
/// that does not divide its size, whichever is more. Variables that stand together
/// (those of a function, the statics of a unit) all get what the neediest wants, up
/// to 64: then all starts are multiples of one number, and no end is. String literals
/// always get 64, as they stand behind the variables of any unit. What wants
/// more than 64 gets it for itself. Arrays have one element more (rules/
/// ArrayEnds), so for their ends nothing is needed. What is left is refused when
/// it happens (runtime/capture/Targets): a struct of a multiple of 64 bytes in
/// front of something smaller.
///
/// Rejected: one element more for every variable (`x` would become `*x` in each
/// expression, and in the debugger); to guess by the pointer's type (an end of
/// bytes fits everything); 64 for all (stacks grow).
/// Tests: test/Emit/object-ends.c, test/Language/object-ends.c.
//===----------------------------------------------------------------------===//
#include "rules/ObjectEnds.h"
#include "analysis/ListPlaces.h"
#include "analysis/ProgramFacts.h"
#include "emit/ArrayTail.h"
#include "emit/TokenText.h"
#include "rules/SmallRules.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "llvm/ADT/DenseMap.h"

using namespace clang;

namespace ferry {
namespace {

constexpr uint64_t Least = 16, MostTogether = 64, Most = 4096;

uint64_t wanted(uint64_t Size) {
  uint64_t Alignment = Least;
  while (Alignment < Most && Size % Alignment == 0)
    Alignment *= 2;
  return Alignment;
}

class Separator : public RecursiveASTVisitor<Separator> {
public:
  explicit Separator(SmallRules &Rules) : Rules(Rules) {}

  bool VisitVarDecl(VarDecl *Variable) {
    if (isCandidate(*Variable) && Rules.Text.isWritten(Variable->getLocation()) &&
        Rules.Text.find(Variable->getLocation())) {
      Candidates.push_back(Variable);
      Together[placeOf(*Variable)].add(sizeOf(*Variable));
    }
    return true;
  }

  void run() {
    for (Decl *D : Rules.Context.getTranslationUnitDecl()->decls())
      if (Rules.Text.isWritten(D->getLocation()))
        TraverseDecl(D);
    for (const VarDecl *Variable : Candidates) {
      // Parameters: rules/InternalForm.
      if (isa<ParmVarDecl>(Variable))
        continue;
      std::string Apart =
          Together[placeOf(*Variable)].attribute(sizeOf(*Variable));
      Rules.Base.insertAfter(
          Rules.Text.declaratorEnd(Rules.Text.index(Variable->getLocation())), Apart);
    }
  }

private:
  uint64_t sizeOf(const VarDecl &Variable) const {
    // A struct with elements behind it (GNU C) ends where these end.
    if (uint64_t Size = initialisedSize(Variable))
      return Size;
    return separatedSize(Variable.getType(),
                         Rules.Lengthened.contains(Variable.getCanonicalDecl()),
                         Rules.Context);
  }

  static const DeclContext *placeOf(const VarDecl &Variable) {
    return Variable.hasLocalStorage() ? Variable.getDeclContext() : nullptr;
  }

  bool isCandidate(VarDecl &Variable) {
    if (Variable.getType()->isIncompleteType() ||
        Variable.getType()->isVariablyModifiedType() ||
        !(Rules.mayBeReached(Variable) ||
          (Variable.hasLocalStorage() && containsList(Variable.getType()))))
      return false;
    if (Variable.hasLocalStorage()) {
      const auto *In = dyn_cast<FunctionDecl>(Variable.getDeclContext());
      return In && Rules.Facts.isCapturable(In);
    }
    bool Defines = Variable.isThisDeclarationADefinition() == VarDecl::Definition ||
                   &Variable == Variable.getActingDefinition();
    return Defines && Variable.getStorageClass() != SC_Register &&
           !Variable.hasAttr<SectionAttr>() && !Variable.hasAttr<AliasAttr>();
  }

  SmallRules &Rules;
  std::vector<const VarDecl *> Candidates;
  llvm::DenseMap<const DeclContext *, Separation> Together;
};

} // namespace

uint64_t separatedSize(QualType Type, bool Lengthened, const ASTContext &Context) {
  return Lengthened ? 1 : carriedSize(Type, Context);
}

void Separation::add(uint64_t Size) {
  uint64_t Alignment = wanted(Size);
  if (Alignment <= MostTogether)
    Common = std::max(Common, Alignment);
}

std::string Separation::attribute(uint64_t Size) const {
  uint64_t Alignment = std::max({Common, Least, wanted(Size)});
  return " __ferry_apart(" + std::to_string(Alignment) + ")";
}

void SmallRules::separateObjectEnds() { Separator(*this).run(); }

} // namespace ferry
