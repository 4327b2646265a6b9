//===- Allocators.cpp - functions of the program that hand out memory -------===//

#include "Allocators.h"
#include "AllocationCalls.h"
#include "UnitSummary.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"
#include "clang/AST/Stmt.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/StringMap.h"

using namespace clang;

namespace ferry {

namespace {

/// Says nothing of what is there, or handles it as bytes.
bool isOpen(QualType Pointer) {
  QualType To = Pointer->getPointeeType();
  return Pointer->isPointerType() && (To->isVoidType() || To->isCharType()) &&
         !Pointer.isVolatileQualified();
}

bool isBytes(QualType Pointer) {
  return Pointer->isPointerType() && Pointer->getPointeeType()->isCharType();
}

class Planner {
public:
  explicit Planner(const FunctionDecl &Function)
      : Function(Function), Context(Function.getASTContext()) {}

  AllocatorPlan plan() {
    if (!isOpen(Function.getReturnType()) || Function.isVariadic())
      return {};
    collect(Function.getBody());
    for (const ReturnStmt *Return : Returns)
      if (!Return->getRetValue() || !flows(Return->getRetValue(), Function.getReturnType()))
        return {};
    for (size_t N = 0; N != Pointers.size(); ++N)
      for (const Expr *Value : Written.lookup(Pointers[N]))
        if (!flows(Value, Pointers[N]->getType()))
          return {};
    if (Asks || Plan.Sources.empty() || !mayBeUsed(Function.getBody()))
      return {};
    return std::move(Plan);
  }

private:
  const FunctionDecl &Function;
  const ASTContext &Context;
  AllocatorPlan Plan;
  llvm::SmallVector<const ReturnStmt *, 4> Returns;
  bool Asks = false; ///< For a poll: the size would be one of another machine.
  /// What is assigned to local variables.
  llvm::DenseMap<const VarDecl *, llvm::SmallVector<const Expr *, 2>> Written;
  /// What changes in other ways: by ++, +=, through its address.
  llvm::SmallPtrSet<const VarDecl *, 8> Changed;
  llvm::SmallPtrSet<const VarDecl *, 4> Sizes; ///< That the caller said; if not, none is.
  llvm::SmallVector<const VarDecl *, 4> Pointers; ///< They hold such memory only.
  llvm::SmallPtrSet<const Expr *, 8> Accepted;    ///< Where they go to one another.

  static const VarDecl *variable(const Expr *E) {
    const auto *Ref = dyn_cast<DeclRefExpr>(E->IgnoreParens());
    const auto *Variable = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
    return Variable && Variable->hasLocalStorage() ? Variable : nullptr;
  }

  void collect(const Stmt *S) {
    if (!S)
      return;
    if (const auto *Return = dyn_cast<ReturnStmt>(S))
      Returns.push_back(Return);
    if (const auto *Call = dyn_cast<CallExpr>(S))
      Asks |= isPollRequest(*Call);
    if (const auto *Binary = dyn_cast<BinaryOperator>(S); Binary && Binary->isAssignmentOp())
      if (const VarDecl *Variable = variable(Binary->getLHS())) {
        if (Binary->getOpcode() == BO_Assign)
          Written[Variable].push_back(Binary->getRHS());
        else
          Changed.insert(Variable);
      }
    if (const auto *Unary = dyn_cast<UnaryOperator>(S))
      if (Unary->isIncrementDecrementOp() || Unary->getOpcode() == UO_AddrOf)
        if (const VarDecl *Variable = variable(Unary->getSubExpr()))
          Changed.insert(Variable);
    if (const auto *Asm = dyn_cast<GCCAsmStmt>(S))
      for (const Expr *Output : Asm->outputs())
        if (const VarDecl *Variable = variable(Output))
          Changed.insert(Variable);
    if (const auto *Declaration = dyn_cast<DeclStmt>(S))
      for (const Decl *D : Declaration->decls())
        if (const auto *Variable = dyn_cast<VarDecl>(D); Variable && Variable->getInit())
          Written[Variable].push_back(Variable->getInit());
    for (const Stmt *Child : S->children())
      collect(Child);
  }

  /// Whether \p E is memory of this call, a parameter or null. \p To: the type that it is
  /// handled as.
  bool flows(const Expr *E, QualType To) {
    E = E->IgnoreParens();
    if (E->isNullPointerConstant(const_cast<ASTContext &>(Context),
                                 Expr::NPC_ValueDependentIsNotNull))
      return true;
    if (const auto *Cast = dyn_cast<CastExpr>(E)) {
      if (!isOpen(Cast->getType()))
        return false;
      return flows(Cast->getSubExpr(), isBytes(To) ? To : Cast->getType());
    }
    if (const auto *Choice = dyn_cast<ConditionalOperator>(E))
      return flows(Choice->getTrueExpr(), To) && flows(Choice->getFalseExpr(), To);
    if (const auto *Binary = dyn_cast<BinaryOperator>(E)) {
      if (Binary->getOpcode() == BO_Comma)
        return flows(Binary->getRHS(), To);
      const VarDecl *Variable =
          Binary->getOpcode() == BO_Assign ? variable(Binary->getLHS()) : nullptr;
      return Variable && holds(*Variable);
    }
    if (const VarDecl *Variable = variable(E)) {
      Accepted.insert(E);
      return holds(*Variable);
    }
    const auto *Call = dyn_cast<CallExpr>(E);
    return Call && source(*Call, To);
  }

  bool holds(const VarDecl &Variable) {
    if (!isOpen(Variable.getType()) || Changed.contains(&Variable))
      return false;
    if (!llvm::is_contained(Pointers, &Variable))
      Pointers.push_back(&Variable);
    return true;
  }

  bool source(const CallExpr &Call, QualType To) {
    const FunctionDecl *Callee = Call.getDirectCallee();
    std::string Signature = signatureCalled(Call, Context);
    if (!Callee && Signature.empty())
      return false;
    Allocation What = allocationBy(Callee);
    bool IsOfProgram = What == Allocation::None;
    if (!Callee                ? false
        : IsOfProgram          ? isForeign(*Callee) || !isOpen(Call.getType())
        : isOneByte(Call, What, Context) ||
              What > Allocation::ReallocArray || !hasItsShape(Call, What))
      return false;
    for (const Expr *Argument : Call.arguments()) {
      // realloc(p, n) of a typed p: the memory stays what it was.
      if (!Argument->getType()->isIntegerType()) {
        if (!IsOfProgram && !isOpen(Argument->IgnoreParenImpCasts()->getType()))
          return false;
        continue;
      }
      QualType Said = sizedType(Argument, Context);
      if ((!Said.isNull() && !Said->isCharType()) || !isAsked(Argument))
        return false;
    }
    Plan.Sources.insert(&Call);
    if (!Callee)
      Plan.Through.insert(std::move(Signature));
    else if (IsOfProgram)
      Plan.Passes.insert(Callee->getCanonicalDecl());
    Plan.Itself |= !IsOfProgram;
    Plan.Untyped |= !isBytes(To);
    return true;
  }

  /// A size that the caller said, or a constant: nothing is added.
  bool isAsked(const Expr *Size) {
    Size = Size->IgnoreParenCasts();
    if (Size->isIntegerConstantExpr(Context))
      return true;
    if (const auto *Binary = dyn_cast<BinaryOperator>(Size))
      return Binary->getOpcode() == BO_Mul && isAsked(Binary->getLHS()) &&
             isAsked(Binary->getRHS());
    if (const auto *Choice = dyn_cast<ConditionalOperator>(Size))
      return isAsked(Choice->getTrueExpr()) && isAsked(Choice->getFalseExpr());
    const VarDecl *Variable = variable(Size);
    if (!Variable || !Variable->getType()->isIntegerType() || Changed.contains(Variable))
      return false;
    if (!Sizes.insert(Variable).second)
      return true; // n = n ? n : 1
    return llvm::all_of(Written.lookup(Variable),
                        [this](const Expr *Value) { return isAsked(Value); });
  }

  /// The value of one of the pointers, also with something added to it.
  bool isValue(const Expr *E) const {
    E = E->IgnoreParens();
    if (const auto *Binary = dyn_cast<BinaryOperator>(E))
      return Binary->isAdditiveOp() && Binary->getType()->isPointerType() &&
             (isValue(Binary->getLHS()) || isValue(Binary->getRHS()));
    const auto *Cast = dyn_cast<CastExpr>(E);
    if (!Cast)
      return false;
    if (Cast->getCastKind() == CK_LValueToRValue)
      return llvm::is_contained(Pointers, variable(Cast->getSubExpr()));
    return isOpen(Cast->getType()) && isValue(Cast->getSubExpr());
  }

  /// Whether \p Value, said by \p S, is looked at as bytes only, and goes nowhere.
  bool mayBeUsed(const Stmt *S, const Expr *Value) const {
    if (const auto *Cast = dyn_cast<CastExpr>(S))
      return Cast->getCastKind() == CK_ToVoid ||
             Cast->getCastKind() == CK_PointerToBoolean;
    if (const auto *Call = dyn_cast<CallExpr>(S)) {
      const FunctionDecl *Callee = Call->getDirectCallee();
      // tsearch(p, &tree, order) keeps what it gets.
      return Plan.Sources.contains(Call) ||
             (Callee && isForeign(*Callee) &&
              llvm::none_of(Call->arguments(), [](const Expr *Argument) {
                return Argument->getType()->isFunctionPointerType();
              }));
    }
    if (const auto *Binary = dyn_cast<BinaryOperator>(S);
        Binary && (Binary->isComparisonOp() || Binary->isLogicalOp()))
      return true;
    if (const auto *Unary = dyn_cast<UnaryOperator>(S))
      return Unary->getOpcode() == UO_LNot || Unary->getOpcode() == UO_Deref;
    if (const auto *Element = dyn_cast<ArraySubscriptExpr>(S))
      return Value == Element->getBase();
    if (const auto *Choice = dyn_cast<ConditionalOperator>(S))
      if (Value == Choice->getCond())
        return true;
    return isa<IfStmt, WhileStmt, DoStmt, ForStmt>(S);
  }

  bool isAccepted(const Expr *Value) const {
    Value = Value->IgnoreParens();
    while (const auto *Cast = dyn_cast<CastExpr>(Value))
      Value = Cast->getSubExpr()->IgnoreParens();
    return Accepted.contains(Value);
  }

  bool mayBeUsed(const Stmt *S) const {
    for (const Stmt *Child : S->children()) {
      if (!Child)
        continue;
      const auto *E = dyn_cast<Expr>(Child);
      if (E && isValue(E)) {
        if (!isAccepted(E) && !mayBeUsed(S, E))
          return false;
        if (isa<BinaryOperator>(E->IgnoreParenCasts()) && !mayBeUsedIndex(E))
          return false;
        continue;
      }
      const auto *Binary = dyn_cast<BinaryOperator>(S);
      if (E && llvm::is_contained(Pointers, variable(E)) &&
          !(Binary && Binary->getOpcode() == BO_Assign && Binary->getLHS() == E))
        return false;
      if (!mayBeUsed(Child))
        return false;
    }
    return true;
  }

  /// Of p + i: what is in i.
  bool mayBeUsedIndex(const Expr *Sum) const {
    const auto *Binary = dyn_cast<BinaryOperator>(Sum->IgnoreParenCasts());
    if (!Binary)
      return true;
    for (const Expr *Side : {Binary->getLHS(), Binary->getRHS()})
      if (isValue(Side) ? !mayBeUsedIndex(Side) : !mayBeUsed(Side))
        return false;
    return true;
  }
};

} // namespace

std::string signatureCalled(const CallExpr &Call, const ASTContext &Context) {
  QualType Pointer = Call.getCallee()->getType();
  const auto *Type = Pointer->isFunctionPointerType()
                         ? Pointer->getPointeeType()->getAs<FunctionProtoType>()
                         : nullptr;
  if (Call.getDirectCallee() || !Type || Type->isVariadic() ||
      !Type->getReturnType()->isVoidPointerType())
    return "";
  return signatureOf(Pointer, Context);
}

AllocatorPlan planAllocator(const FunctionDecl &Function) {
  return Planner(Function).plan();
}

//===- The whole program --------------------------------------------------===//

namespace json = llvm::json;

json::Value toJSON(const AllocatorSummary &A) {
  return json::Object{{"itself", A.Itself},
                      {"untyped", A.Untyped},
                      {"passes", A.Passes},
                      {"through", A.Through}};
}

bool fromJSON(const json::Value &V, AllocatorSummary &A, json::Path P) {
  json::ObjectMapper Map(V, P);
  return Map && Map.map("itself", A.Itself) && Map.map("untyped", A.Untyped) &&
         Map.map("passes", A.Passes) && Map.map("through", A.Through);
}

json::Value toJSON(const AllocatorAddress &A) {
  return json::Object{
      {"name", A.Name}, {"signature", A.Signature}, {"library", A.OfLibrary}};
}

bool fromJSON(const json::Value &V, AllocatorAddress &A, json::Path P) {
  json::ObjectMapper Map(V, P);
  return Map && Map.map("name", A.Name) && Map.map("signature", A.Signature) &&
         Map.map("library", A.OfLibrary);
}

namespace {

class Solver {
public:
  Solver(llvm::ArrayRef<UnitSummary> Units, bool IsWhole) : IsWhole(IsWhole) {
    // All definitions of a name have to be one: which of weak ones counts, the linker says.
    for (const UnitSummary &Unit : Units) {
      for (const FunctionSummary &F : Unit.Functions) {
        if (!Defined.insert(F.Name).second && !Possible.contains(F.Name))
          continue;
        if (F.Allocates)
          Possible[F.Name].push_back(&*F.Allocates);
        else
          Possible.erase(F.Name);
      }
      for (const AllocatorAddress &A : Unit.AllocatorAddresses)
        if (A.Signature != "*")
          Pointed[A.Signature].push_back(&A);
    }
  }

  SolvedAllocators solve() {
    // The greatest set of functions that pass on nothing but memory of one another.
    while (removeImpossible())
      ;
    // Of these, those that get it from malloc in the end.
    while (addAllocators())
      ;
    for (const auto &Function : Possible)
      if (Found.All.contains(Function.getKey()) &&
          any(Function.second, [](auto &A) { return A.Untyped; }))
        Found.Untyped.insert(Function.getKey());
    for (const auto &Signature : Found.Signatures)
      for (const AllocatorAddress *A : Pointed.lookup(Signature.getKey())) {
        if (A->OfLibrary || Found.Untyped.contains(A->Name))
          Found.Untyped.insert(Signature.getKey());
        if (!A->OfLibrary && Found.All.contains(A->Name))
          Found.Pointed.insert(A->Name);
      }
    return std::move(Found);
  }

private:
  using Definitions = llvm::SmallVector<const AllocatorSummary *, 1>;

  static bool any(const Definitions &Of, llvm::function_ref<bool(const AllocatorSummary &)> Is) {
    return llvm::any_of(Of, [&](const AllocatorSummary *A) { return Is(*A); });
  }

  bool isPossible(llvm::StringRef Name) const {
    return Possible.contains(Name) || (!IsWhole && !Defined.contains(Name));
  }

  bool isPossibleThrough(llvm::StringRef Signature) const {
    auto Found = Pointed.find(Signature);
    if (Found == Pointed.end())
      return !IsWhole;
    return llvm::all_of(Found->second, [this](const AllocatorAddress *A) {
      return A->OfLibrary || isPossible(A->Name);
    });
  }

  bool removeImpossible() {
    std::vector<std::string> None;
    for (const auto &Function : Possible)
      if (any(Function.second, [this](const AllocatorSummary &A) {
            return llvm::any_of(A.Passes, [&](auto &Name) { return !isPossible(Name); }) ||
                   llvm::any_of(A.Through,
                                [&](auto &Signature) { return !isPossibleThrough(Signature); });
          }))
        None.push_back(Function.getKey().str());
    for (const std::string &Name : None)
      Possible.erase(Name);
    return !None.empty();
  }

  bool addAllocators() {
    bool More = false;
    for (const auto &[Signature, Functions] : Pointed)
      if (isPossibleThrough(Signature) &&
          llvm::any_of(Functions, [this](const AllocatorAddress *A) {
            return A->OfLibrary || Found.All.contains(A->Name);
          }))
        More |= Found.Signatures.insert(Signature).second;
    for (const auto &Function : Possible)
      if (any(Function.second, [this](const AllocatorSummary &A) {
            return A.Itself ||
                   llvm::any_of(A.Passes,
                                [&](auto &Name) { return Found.All.contains(Name); }) ||
                   llvm::any_of(A.Through, [&](auto &Signature) {
                     return Found.Signatures.contains(Signature);
                   });
          }))
        More |= Found.All.insert(Function.getKey()).second;
    return More;
  }

  bool IsWhole;
  llvm::StringMap<Definitions> Possible;
  llvm::StringSet<> Defined;
  llvm::StringMap<llvm::SmallVector<const AllocatorAddress *, 2>> Pointed; ///< By signature.
  SolvedAllocators Found;
};

} // namespace

SolvedAllocators solveAllocators(llvm::ArrayRef<UnitSummary> Units, bool IsWhole) {
  return Solver(Units, IsWhole).solve();
}

} // namespace ferry
