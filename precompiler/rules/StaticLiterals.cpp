//===- StaticLiterals.cpp - compound literals at file scope get a name ------===//
///
/// \file
/// A compound literal outside of functions lives as long as the program and can be
/// changed through pointers: a variable without a name. It gets one, and a line in
/// the unit's table:
///
/// \code
///   int *primes = (int[]){2, 3, 5};
///     =>  static int __ferry_compound_1[4] = {2, 3, 5};   // ArrayEnds: one more
///         int *primes = (*(int (*)[3])&__ferry_compound_1);
/// \endcode
///
/// Only those that pointers may lead to (analysis/CompoundLiterals).
///
/// Left alone: a literal whose type is defined in the declaration that it stands in,
/// so that nothing in front of it could name it; a pointer to it is found out at
/// capture.
//===----------------------------------------------------------------------===//
#include "analysis/CompoundLiterals.h"
#include "emit/TokenText.h"
#include "emit/TypeTables.h"
#include "emit/UnitTables.h"
#include "rules/SmallRules.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;

namespace ferry {
namespace {

/// The struct, union or enum at the bottom of a type.
const TagDecl *tagOf(QualType Type, const ASTContext &Context) {
  for (;;) {
    if (const ArrayType *Array = Context.getAsArrayType(Type))
      Type = Array->getElementType();
    else if (const auto *Pointer = Type->getAs<PointerType>())
      Type = Pointer->getPointeeType();
    else
      return Type->getAsTagDecl();
  }
}

class Namer {
public:
  explicit Namer(SmallRules &Rules) : Rules(Rules) {}

  void run() {
    Rules.eachDeclaration([&](const Decl &D) {
      const auto *Variable = dyn_cast<VarDecl>(&D);
      if (!Variable || !Variable->getInit())
        return;
      for (const CompoundLiteralExpr *Literal :
           literalObjects(Variable->getInit(), Rules.Context))
        name(*Variable, *Literal);
    });
  }

private:
  void name(const VarDecl &Variable, const CompoundLiteralExpr &Literal) {
    const auto *List = dyn_cast<InitListExpr>(Literal.getInitializer());
    QualType Type = Literal.getType();
    auto First = Rules.Text.find(Literal.getBeginLoc());
    auto Last = Rules.Text.find(Literal.getEndLoc());
    unsigned Start =
        Rules.Text.declarationStart(Rules.Text.index(Variable.getBeginLoc()));
    const TagDecl *Tag = tagOf(Type, Rules.Context);
    const TagDecl *Definition = Tag ? Tag->getDefinition() : nullptr;
    if (!First || !Last || !Rules.Types.canCarry(Type) ||
        (Tag && !Rules.Types.isNamed(Tag)) ||
        (Definition &&
         Rules.Context.getSourceManager().isBeforeInTranslationUnit(
             Variable.getBeginLoc(), Definition->getEndLoc())))
      return;
    const Expr *Values = Literal.getInitializer();
    if (List && List->getSyntacticForm())
      Values = List->getSyntacticForm();
    std::string Number = std::to_string(++Count);
    std::string Name = "__ferry_compound_" + Number;
    QualType Element = Type;
    uint64_t Elements = 1;
    if (const auto *Array = Rules.Context.getAsConstantArrayType(Type)) {
      Element = Array->getElementType();
      Elements = Array->getSize().getZExtValue();
    }
    bool ReadOnly = Rules.Context.getBaseElementType(Type).isConstQualified();
    bool Braces = !Type->isArrayType();
    Rules.Unit.addVariable(Rules.Unit.unit().str() + ":(literal " + Number + ")", Type,
                           Name, ReadOnly, /*Reached=*/true);
    Rules.Literals.push_back(
        {{*First, *Last},
         Rules.Text.range(Values->getSourceRange()),
         Start,
         "static " +
             Rules.Types.spell(Element, Name + "[" + std::to_string(Elements + 1) + "]") +
             " __ferry_apart(64) = " + (Braces ? "{" : ""),
         Braces ? "};" : ";",
         "(*(" + Rules.Types.spell(Rules.Context.getPointerType(Type), "") + ")&" + Name +
             ")"});
  }

  SmallRules &Rules;
  unsigned Count = 0;
};

} // namespace

void SmallRules::nameStaticLiterals() { Namer(*this).run(); }

} // namespace ferry
