//===- StringLiterals.cpp - a literal that becomes a pointer gets a name ----===//
///
/// \file
/// A pointer to a string literal can be in an image; the receiver must find the
/// same literal. So it becomes an object with a name and a line in the table:
///
/// \code
///   return n ? "yes" : "no";
///     => return n ? (char *)__ferry_literal_1b2c : (char *)__ferry_literal_3d4e;
/// \endcode
///
/// Equal literals of a unit are one object.
///
/// Left alone: literals that initialise arrays, operands of sizeof, assembler
/// and attributes (none of them becomes a pointer), and arguments of functions
/// of the C library that do not return a pointer: they do not keep it, and the
/// compiler checks formats only in literals; nor conditions, of which only the
/// truth is asked (`x && "why"` in an assertion).
///
/// Rejected: finding the compiler's own literals at run time; it may merge them
/// with the tails of others.
//===----------------------------------------------------------------------===//
#include "analysis/PollPlacement.h"
#include "analysis/UnitSummary.h"
#include "emit/TokenText.h"
#include "emit/UnitTables.h"
#include "rules/SmallRules.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Expr.h"
#include "llvm/ADT/SmallPtrSet.h"

using namespace clang;

namespace ferry {

namespace {
class Namer {
  SmallRules &Rules;
  llvm::SmallPtrSet<const StringLiteral *, 16> Kept;

  void replace(const StringLiteral &Literal, const Expr &Whole,
               bool AddressOf) {
    auto First = Rules.Text.find(Whole.getBeginLoc());
    auto Last = Rules.Text.find(Whole.getEndLoc());
    if (!First || !Last || *First > *Last || !Rules.Text.isWritten(*First))
      return; // a name of the compiler's, such as a deduced argument
    std::string Name = Rules.Unit.literal(Literal);
    QualType Element =
        Rules.Context.getAsArrayType(Literal.getType())->getElementType();
    std::string Type = Element.getUnqualifiedType().getAsString(
        Rules.Context.getPrintingPolicy());
    if (AddressOf)
      Rules.Base.replace({*First, *Last},
                         "(*(" + Type + " (*)[" +
                             std::to_string(Literal.getLength() + 1) + "])&" +
                             Name + ")");
    else
      // "abc"[i]: a subscript binds tighter than a conversion.
      Rules.Base.replace({*First, *Last},
                         *Last + 1 < Rules.Text.size() &&
                                 Rules.Text.spelling(*Last + 1) == "["
                             ? "((" + Type + " *)" + Name + ")"
                             : "(" + Type + " *)" + Name);
  }

  static const StringLiteral *literal(const Expr *E) {
    return dyn_cast<StringLiteral>(E->IgnoreParens());
  }

  void keep(const Expr *E) {
    if (const StringLiteral *L = E ? literal(E->IgnoreParenCasts()) : nullptr)
      Kept.insert(L);
  }

  /// Of what only the truth is asked.
  void keepConditions(const Stmt *S) {
    if (const auto *Binary = dyn_cast<BinaryOperator>(S);
        Binary && Binary->isLogicalOp()) {
      keep(Binary->getLHS());
      keep(Binary->getRHS());
    } else if (const auto *Unary = dyn_cast<UnaryOperator>(S);
               Unary && Unary->getOpcode() == UO_LNot) {
      keep(Unary->getSubExpr());
    } else if (const auto *Choice = dyn_cast<ConditionalOperator>(S)) {
      keep(Choice->getCond());
    } else if (const auto *If = dyn_cast<IfStmt>(S)) {
      keep(If->getCond());
    } else if (const auto *While = dyn_cast<WhileStmt>(S)) {
      keep(While->getCond());
    } else if (const auto *Do = dyn_cast<DoStmt>(S)) {
      keep(Do->getCond());
    } else if (const auto *For = dyn_cast<ForStmt>(S)) {
      keep(For->getCond());
    }
  }

public:
  explicit Namer(SmallRules &Rules) : Rules(Rules) {}

  void visit(const Stmt *S) {
    keepConditions(S);
    if (const auto *Call = dyn_cast<CallExpr>(S)) {
      const FunctionDecl *Callee = Call->getDirectCallee();
      if (Callee && isForeign(*Callee) && !Call->getType()->isPointerType())
        for (const Expr *Argument : Call->arguments())
          keep(Argument);
    } else if (const auto *Cast = dyn_cast<CastExpr>(S)) {
      const StringLiteral *L = literal(Cast->getSubExpr());
      if (Cast->getCastKind() == CK_ArrayToPointerDecay && L) {
        if (!Kept.count(L))
          replace(*L, *Cast->getSubExpr(), false);
        return;
      }
    } else if (const auto *Unary = dyn_cast<UnaryOperator>(S)) {
      const StringLiteral *L = literal(Unary->getSubExpr());
      if (Unary->getOpcode() == UO_AddrOf && L) {
        replace(*L, *Unary->getSubExpr(), true);
        return;
      }
    } else if (isa<PredefinedExpr>(S)) {
      return;
    }
    for (const Stmt *Child : evaluatedChildren(S, Rules.Context))
      if (Child)
        visit(Child);
  }
};
} // namespace

void SmallRules::nameStringLiterals() {
  Namer Name(*this);
  eachBody([&](const Stmt &Body, const FunctionDecl *) { Name.visit(&Body); });
}

} // namespace ferry
