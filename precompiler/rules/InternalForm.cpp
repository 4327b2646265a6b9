//===- InternalForm.cpp - the form that runs --------------------------------===//

#include "rules/InternalForm.h"
#include "analysis/LinkNames.h"
#include "analysis/PassedArguments.h"
#include "analysis/UnitSummary.h"
#include "analysis/VariableArguments.h"
#include "analysis/VariableLengths.h"
#include "emit/TypeTables.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"
#include "clang/AST/Stmt.h"
#include "clang/AST/TypeLoc.h"
#include "llvm/ADT/StringSwitch.h"

using namespace clang;

namespace ferry {
namespace {

class Writer {
public:
  explicit Writer(Form &F) : F(F) {}

  void statement(const Stmt *S) {
    if (!S || (F.Plan.range(S).empty() && !isa<DeclStmt>(S) && !holdsLocals(S)))
      return;
    if (const auto *E = dyn_cast<Expr>(S))
      return F.Expression(E);
    switch (S->getStmtClass()) {
    case Stmt::DeclStmtClass:
      return F.Declaration(*cast<DeclStmt>(S));
    case Stmt::IfStmtClass:
      F.Expression(cast<IfStmt>(S)->getCond());
      statement(cast<IfStmt>(S)->getThen());
      statement(cast<IfStmt>(S)->getElse());
      return;
    case Stmt::WhileStmtClass:
      F.Expression(cast<WhileStmt>(S)->getCond());
      return body(S, cast<WhileStmt>(S)->getBody());
    case Stmt::DoStmtClass:
      F.Expression(cast<DoStmt>(S)->getCond());
      return body(S, cast<DoStmt>(S)->getBody());
    case Stmt::ForStmtClass: {
      const auto *For = cast<ForStmt>(S);
      statement(For->getInit());
      F.Expression(For->getCond());
      F.Expression(For->getInc());
      return body(S, For->getBody());
    }
    case Stmt::SwitchStmtClass:
      F.Expression(cast<SwitchStmt>(S)->getCond());
      return statement(cast<SwitchStmt>(S)->getBody());
    case Stmt::ReturnStmtClass:
      return F.Expression(cast<ReturnStmt>(S)->getRetValue());
    case Stmt::GCCAsmStmtClass:
      return F.Assembler(*cast<GCCAsmStmt>(S));
    case Stmt::IndirectGotoStmtClass:
      F.Expression(cast<IndirectGotoStmt>(S)->getTarget());
      [[fallthrough]];
    case Stmt::GotoStmtClass:
      if (unsigned Site = F.Plan.poll(S))
        F.wrap(F.range(S), "{ " + F.Poll(F.Plan.Sites[Site - 1]) + " ", " }");
      return;
    case Stmt::CompoundStmtClass:
    case Stmt::CaseStmtClass:
    case Stmt::DefaultStmtClass:
    case Stmt::LabelStmtClass:
    case Stmt::AttributedStmtClass:
      for (const Stmt *Child : S->children())
        if (!isa<ConstantExpr>(Child))
          statement(Child);
      return;
    default:
      return; // Null, break, continue.
    }
  }

private:
  /// Declarations are looked at even where no site is (zeroing).
  bool holdsLocals(const Stmt *S) {
    if (isa<DeclStmt>(S))
      return true;
    if (isa<Expr>(S))
      return false;
    for (const Stmt *Child : S->children())
      if (Child && holdsLocals(Child))
        return true;
    return false;
  }

  void body(const Stmt *Loop, const Stmt *Body) {
    statement(Body);
    unsigned Site = F.Plan.poll(Loop);
    if (!Site)
      return;
    std::string Poll = F.Poll(F.Plan.Sites[Site - 1]);
    if (isa<CompoundStmt>(Body))
      F.Edit.insertAfter(F.range(Body).First, " " + Poll);
    else
      F.wrap(F.range(Body), "{ " + Poll + " ", " }");
  }

  Form &F;
};

/// Attributes that do not hold for the internal form.
bool mustGo(llvm::StringRef Word) {
  if (Word.starts_with("__") && Word.ends_with("__") && Word.size() > 4)
    Word = Word.drop_front(2).drop_back(2);
  return llvm::StringSwitch<bool>(Word)
      .Cases("nonnull", "format", "format_arg", "alloc_size", "alloc_align", true)
      .Cases("access", "pure", "const", "leaf", "malloc", "sentinel", true)
      .Cases("constructor", "destructor", "gnu_inline", true)
      .Cases("null_terminated_string_arg", "fd_arg", "warn_unused_result", true)
      .Default(false);
}

void dropAttributes(Form &F, TokenRange Header) {
  const FunctionDecl &Function = *F.Plan.Function;
  bool StaysInline = !Function.isExternallyVisible() || isOwnOfUnit(Function);
  for (unsigned Token = Header.First; Token <= Header.Last; ++Token) {
    llvm::StringRef Word = F.Text.spelling(Token);
    if (Word != "__attribute__" && Word != "__attribute")
      continue;
    unsigned End = Token;
    int Depth = 0;
    bool Goes = false;
    do {
      llvm::StringRef Inner = F.Text.spelling(++End);
      Depth += Inner == "(" ? 1 : Inner == ")" ? -1 : 0;
      Goes |= mustGo(Inner) || (!StaysInline && Inner.contains("always_inline"));
    } while (Depth > 0 && End <= Header.Last);
    if (Goes)
      F.Edit.replace({Token, End}, "");
    Token = End;
  }
}

} // namespace

void rewriteInternalBlock(Form &F, const CompoundStmt &Block) {
  Writer(F).statement(&Block);
}

TokenRange definitionRange(const TokenText &Text, const FunctionDecl &Function) {
  return {Text.declarationStart(Text.index(Function.getBeginLoc())),
          Text.index(Function.getBody()->getEndLoc())};
}

std::string scratchDeclarations(const FunctionPlan &Plan, const TypeTables &Types,
                                bool Zeroed) {
  std::string Declarations;
  auto Declare = [&](QualType Type, const std::string &Name) {
    Declarations += Types.spell(Type, Name, /*DropConst=*/true) +
                    (!Zeroed                  ? "; "
                     : Type->isScalarType() ? " = 0; "
                                              : " = {0}; ");
  };
  for (unsigned I = Plan.FirstTemp; I < Plan.Locals.size(); ++I)
    if (const Local &L = Plan.Locals[I]; L.IsStack)
      Declarations += "void *" + L.Written + " __ferry_stacked = 0; ";
    else if (!L.Literal && !L.LengthOf && !L.BlockOf && (Zeroed || !L.IsPassed))
      Declare(Plan.Locals[I].Type, Plan.Locals[I].Written);
  for (const Scratch &S : Plan.Scratches)
    Declare(S.Type, S.Name);
  return Declarations;
}

/// Parameters that pointers can lead to become locals, which can be aligned
/// (rules/ObjectEnds), and so do those that are narrower than what is passed.
static bool isSeparate(const Form &F, const Local &L) {
  if (!L.Parameter || L.Exposed)
    return L.Parameter;
  const FunctionDecl &Function = *F.Plan.Function;
  return hasParameterList(Function) &&
         !Function.getASTContext().hasSameUnqualifiedType(
             passedTypes(Function)[F.Plan.local(L.Decl)], L.Type);
}

/// Returns their declarations.
static std::string separateParameters(Form &F) {
  std::string Declarations;
  for (const Local &L : F.Plan.Locals) {
    if (!isSeparate(F, L))
      continue;
    if (!hasParameterList(*F.Plan.Function)) {
      unsigned Name = F.Text.index(L.Decl->getLocation());
      F.Edit.replace({Name, Name}, "__ferry_p_" + L.Written);
    }
    QualType Type =
        carriedType(L.Decl->getType(), F.Plan.Function->getASTContext());
    Declarations += F.Types.spell(Type, L.Written) + F.Apart(L) +
                    " = __ferry_p_" + L.Written + "; ";
  }
  return Declarations;
}

/// `int f(int i, int a[i++])`: evaluated in front of the body, by this form only.
static std::string lengthsInFront(Form &F) {
  std::string Text;
  for (const ParmVarDecl *Parameter : F.Plan.Function->parameters())
    if (const Expr *Length = effectOfParameter(*Parameter)) {
      Text += "(void)(" + F.Edit.flat(F.range(Length)) + "); ";
      auto Array = Parameter->getTypeSourceInfo()->getTypeLoc().castAs<ArrayTypeLoc>();
      F.Edit.replace({F.Text.index(Array.getLBracketLoc()) + 1,
                      F.Text.index(Array.getRBracketLoc()) - 1},
                     "");
    }
  return Text;
}

/// `int f(a, c) int *a; char c; {`  =>  `int f(int *a, int __ferry_p_c) {`. What is
/// not declared is an int, and so is what the function returns when nothing says.
static std::string parametersFromList(Form &F) {
  llvm::SmallVector<QualType, 6> Types = passedTypes(*F.Plan.Function);
  std::string Parameters;
  for (unsigned I = 0; I < Types.size(); ++I) { // The first locals, in their order.
    const Local &L = F.Plan.Locals[I];
    QualType Type = carriedType(Types[I], F.Plan.Function->getASTContext());
    Parameters += ", " + F.Types.spell(Type, (isSeparate(F, L) ? "__ferry_p_" : "") +
                                                 L.Written);
  }
  return Parameters;
}

/// An inline function that is not static: the internal form of a definition that
/// other units don't see is static, any other is an ordinary function, because it
/// uses what is static.
static void settleInline(Form &F, unsigned First, unsigned Name) {
  bool Own = isOwnOfUnit(*F.Plan.Function);
  for (unsigned Token = First; Token < Name; ++Token) {
    llvm::StringRef Word = F.Text.spelling(Token);
    if (Own ? Word == "extern"
            : Word == "inline" || Word == "__inline" || Word == "__inline__")
      F.Edit.replace({Token, Token}, "");
  }
  if (Own)
    F.Edit.insertBefore(First, "static ");
}

/// `if (f != __ferry_own_f) return f(n);`: the definition that counts is foreign, or
/// this one would not be called.
static std::string handOver(const Form &F) {
  const FunctionDecl &Function = *F.Plan.Function;
  std::string Arguments;
  for (const Local &L : F.Plan.Locals)
    if (L.Parameter)
      Arguments += (Arguments.empty() ? "" : ", ") + L.Written;
  std::string Call = F.name() + "(" + Arguments + ");";
  return "if (__builtin_expect(" + F.name() + " != " + ownName(Function) + ", 0)) " +
         (Function.getReturnType()->isVoidType() ? "{ " + Call + " return; } "
                                                 : "return " + Call + " ");
}

/// Stands for `...`.
static constexpr char PassedParameter[] = "void *__ferry_passed __attribute__((unused))";

void writeInternalForm(Form &F) {
  const FunctionDecl &Function = *F.Plan.Function;
  const Stmt *Body = Function.getBody();
  TokenRange Whole = definitionRange(F.Text, Function);
  unsigned Open = F.Text.index(Body->getBeginLoc());

  Writer(F).statement(Body);

  unsigned Name = F.Text.index(Function.getLocation());
  F.Edit.replace({Name, Name}, "__ferry_in_" + F.name());
  FunctionTypeLoc Signature = Function.getFunctionTypeLoc();
  unsigned Left = F.Text.index(Signature.getLParenLoc());
  unsigned Right = F.Text.index(Signature.getRParenLoc());
  if (hasParameterList(Function)) {
    F.Edit.replace({Left + 1, Right - 1}, "void *__ferry_place" + parametersFromList(F));
    unsigned End = F.Text.index(Function.getTypeSourceInfo()->getTypeLoc().getEndLoc());
    if (End + 1 < Open)
      F.Edit.replace({End + 1, Open - 1}, "");
  } else if (Function.getNumParams()) {
    F.Edit.insertAfter(Left, "void *__ferry_place, ");
  } else {
    if (Left + 1 < Right)
      F.Edit.replace({Left + 1, Right - 1}, ""); // void, or ... alone
    F.Edit.insertAfter(Left, "void *__ferry_place");
    if (Function.isVariadic())
      F.Edit.insertAfter(Left, std::string(", ") + PassedParameter);
  }
  if (Function.isVariadic() && Function.getNumParams()) // ...
    F.Edit.replace({Right - 1, Right - 1}, PassedParameter);
  dropAttributes(F, {Whole.First, Open - 1});
  if (Function.isExternallyVisible() && Function.isInlined())
    settleInline(F, Whole.First, Name);

  std::string Head = " struct __ferry_frame_" + F.name() +
                     " *__ferry_fr = (struct __ferry_frame_" + F.name() +
                     " *)__ferry_place; " + separateParameters(F) +
                     scratchDeclarations(F.Plan, F.Types, /*Zeroed=*/false) +
                     F.Literals() + F.Blocks();
  std::string Tail = Function.isMain() ? " return 0; " : "", First;
  if (isWeak(Function))
    First += handOver(F);
  First += lengthsInFront(F);
  if (F.Plan.Sites.empty())
    First += "(void)__ferry_fr;";
  else if (unsigned Entry = F.Plan.poll(Body))
    First += F.Poll(F.Plan.Sites[Entry - 1]);
  if (!First.empty()) {
    // A block of its own: declarations first, for ISO C90.
    Head += First + " {";
    Tail += " }";
  }
  F.Edit.insertAfter(Open, Head);
  F.Edit.insertBefore(Whole.Last, Tail);
}

} // namespace ferry
