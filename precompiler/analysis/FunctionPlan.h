//===- FunctionPlan.h - everything decided about one capturable function ----===//
///
/// \file
/// What the rules may know of a function they rewrite. Built in this order, each
/// step one file:
///
///   Refusals         what cannot be rewritten (located diagnostics)
///   AddressTaken     value locals and address locals
///   EvaluationOrder  an expression as a domain with its items
///   ResumePoints     statements in order: sites, ranges, scopes, locals
///   FlowGraph        what happens to locals, in the rewritten order
///   Liveness         solves it
///   FramePlan        slots, stores, initialisers; verified here
///
/// A plan can be printed (print) and checked by another algorithm than the one
/// that made it (verify). Words: docs/design/0002-rewriting.md.
///
/// Invariants:
///  * site numbers are 1..Sites.size(), in the order of the rewritten
///    evaluation: each statement, domain and item has a contiguous range;
///  * nothing here depends on the ABI the unit is parsed for: two machines that
///    compile the same text number sites and slots alike;
///  * locals stand in the order of their declaration, literals and temporaries last.
//===----------------------------------------------------------------------===//
#ifndef FERRY_ANALYSIS_FUNCTIONPLAN_H
#define FERRY_ANALYSIS_FUNCTIONPLAN_H

#include "PollPlacement.h"
#include "clang/AST/Type.h"
#include "llvm/ADT/BitVector.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SmallVector.h"
#include <memory>
#include <string>
#include <vector>

namespace clang {
class ASTContext;
class CallExpr;
class CompoundLiteralExpr;
class Expr;
class FunctionDecl;
class NamedDecl;
class Stmt;
class VarDecl;
} // namespace clang

namespace llvm {
class raw_ostream;
}

namespace ferry {

class Diagnostics;
class ProgramFacts;

/// Numbers of sites, [Lo, Hi]; empty when there are none.
struct SiteRange {
  unsigned Lo = 1, Hi = 0;
  bool empty() const { return Lo > Hi; }
  static SiteRange join(SiteRange A, SiteRange B) {
    if (A.empty())
      return B;
    if (B.empty())
      return A;
    return {A.Lo < B.Lo ? A.Lo : B.Lo, A.Hi > B.Hi ? A.Hi : B.Hi};
  }
};

struct Domain;

/// Something with sites inside an expression that is evaluated as a whole: a
/// call that is a site, a `&&`, `||`, `?:`, `,` with sites in its operands, or a
/// statement expression with sites.
struct Item {
  enum Kind {
    DirectCall,
    IndirectCall,
    PollRequest,
    Setjmp, ///< SavedPositions.h
    And,
    Or,
    Conditional,
    OmittedOperand, ///< `a ?: b`
    Comma,
    Statements
  };
  static constexpr unsigned None = ~0u;

  Kind What;
  const clang::Expr *E;
  unsigned Site = 0; ///< Calls, setjmp and poll requests; else 0.
  SiteRange Range;
  llvm::SmallVector<std::unique_ptr<Domain>, 3> Operands; ///< And ... Comma.
  unsigned Temp = None; ///< Index into FunctionPlan::Locals; None: void or in place.
  /// Arguments that are evaluated before the stores, by position, and the scratch
  /// variables they go to.
  llvm::SmallVector<std::pair<unsigned, unsigned>, 2> Spilled;
  unsigned CalleeScratch = None; ///< IndirectCall: where the callee's address goes.
  unsigned ResultScratch = None; ///< Setjmp: where its result goes.
  /// Index into FunctionPlan::Locals: the variable arguments (VariableArguments.h).
  /// None when there are none, or nobody takes them from there.
  unsigned Block = None;
  /// IndirectCall: the position of the va_list that is handed over, and the scratch
  /// variable that has it in this machine's form.
  unsigned List = None, NativeList = None;
};

/// An expression in which C leaves the order of evaluation free: items come
/// first, in order.
struct Domain {
  const clang::Expr *Whole;
  llvm::SmallVector<std::unique_ptr<Item>, 2> Pulled;
  std::unique_ptr<Item> InPlace; ///< The last one; null when it is pulled too.
  SiteRange Range;
};

struct Local {
  const clang::VarDecl *Decl = nullptr; ///< Null: a temporary, or a literal.
  /// A compound literal that pointers may lead to, which is an object without a
  /// name. It has one for the whole function: it is made again, in the same place,
  /// whenever it is evaluated, and nobody can see that it stays longer.
  const clang::CompoundLiteralExpr *Literal = nullptr;
  /// The length number LengthDepth of an array that this variable or typedef
  /// declares (VariableLengths.h); else null.
  const clang::NamedDecl *LengthOf = nullptr;
  unsigned LengthDepth = 0;
  /// The list of the memory of alloca; at most one.
  bool IsStack = false;
  /// The address of the variable arguments, which the internal form gets in place of
  /// `...`; at most one.
  bool IsPassed = false;
  /// The variable arguments of this call; else null.
  const clang::CallExpr *BlockOf = nullptr;
  /// A temporary for the value of this bit-field (BitFieldValues.h); else null.
  const clang::FieldDecl *Bits = nullptr;
  clang::QualType Type; ///< Of what is in the slot, flattened.
  std::string Name;    ///< Unique in the function: slot and table entry.
  std::string Written; ///< What it is called in the text.
  bool Parameter = false;
  bool ByAddress = false;
  /// Pointers may lead to it, or it changes by itself: it matters wherever it is
  /// in scope and has been mentioned. Else only where it may be read.
  bool Exposed = false;
  /// Pointers may lead to it.
  bool Reached = false;
  /// Matters wherever it is in scope: a VLA, whose memory ends with it.
  bool Held = false;
  bool HasSlot = false; ///< Live at some site.
  bool Zeroed = false;  ///< Its declaration gets an initialiser.
};

/// A variable that carries a value from one place of a call's dressing to the
/// next; never live at a site.
struct Scratch {
  clang::QualType Type;
  std::string Name;
};

struct Site {
  /// No frame stands at a Setjmp: it is where a longjmp leads to.
  enum Kind { Poll, Direct, Indirect, Setjmp };
  unsigned Number;
  Kind What;
  const clang::Stmt *Origin; ///< Loop, goto, call; the body for the entry poll.
  unsigned Line;
  const clang::FunctionDecl *Callee = nullptr;
  /// Visible names in scope, innermost last (indices into Locals).
  llvm::SmallVector<unsigned, 8> Visible;
  /// Anything else that is declared in an inner scope, by name.
  llvm::SmallVector<const clang::NamedDecl *, 2> Hiding;
  llvm::BitVector Live;  ///< Over Locals.
  llvm::BitVector Store; ///< Live and not clean: stored before the site.
  llvm::BitVector StoreAgain; ///< The same in the re-entry form.
};

class FunctionPlan {
public:
  const clang::FunctionDecl *Function = nullptr;
  std::vector<Local> Locals;
  unsigned FirstTemp = 0; ///< Locals from here on are temporaries.
  std::vector<Scratch> Scratches;
  std::vector<Site> Sites;

  /// Sites inside a statement; empty when there is none.
  SiteRange range(const clang::Stmt *S) const { return Ranges.lookup(S); }
  /// A full expression (initialisers included) with sites; null without.
  const Domain *domain(const clang::Expr *E) const;
  /// The site of a loop's, jump's or (the body) function entry's poll; 0 without.
  unsigned poll(const clang::Stmt *S) const { return PollSites.lookup(S); }
  /// The item that \p E is; null when it is none.
  const Item *item(const clang::Expr *E) const { return Items.lookup(E); }
  /// The local that IsPassed, or Item::None.
  unsigned Passed = Item::None;
  /// Index into Locals, or Item::None.
  unsigned local(const clang::VarDecl *D) const;
  unsigned local(const clang::CompoundLiteralExpr *E) const;

  void print(llvm::raw_ostream &OS) const;
  /// Empty, or what is wrong: "site 3: 'x' is not stored on a path from ...".
  std::string verify() const;

  /// Its calls of setjmp, in order.
  llvm::SmallVector<const Item *, 2> Setjmps;
  /// Ordered maps filled in by ResumePoints.
  llvm::DenseMap<const clang::Stmt *, SiteRange> Ranges;
  llvm::DenseMap<const clang::Expr *, std::unique_ptr<Domain>> Domains;
  llvm::DenseMap<const clang::Stmt *, unsigned> PollSites;
  llvm::DenseMap<const clang::Expr *, const Item *> Items;
  llvm::DenseMap<const clang::VarDecl *, unsigned> LocalIndex;
  llvm::DenseMap<const clang::CompoundLiteralExpr *, unsigned> LiteralIndex;
};

/// Plans a capturable function. Null when it is refused; the reasons were
/// reported, when \p Diags is there.
std::unique_ptr<FunctionPlan> planFunction(const clang::FunctionDecl &Function,
                                           const ProgramFacts &Facts,
                                           Diagnostics *Diags);

} // namespace ferry
#endif
