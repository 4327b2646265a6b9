//===- Calls.cpp - calls that can reach a poll ------------------------------===//

#include "rules/Calls.h"
#include "analysis/LibraryCallbacks.h"
#include "analysis/LinkNames.h"
#include "analysis/PassedArguments.h"
#include "analysis/UnitSummary.h"
#include "analysis/VariableArguments.h"
#include "analysis/VariableLengths.h"
#include "emit/ConstMembers.h"
#include "emit/TypeTables.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"
#include "llvm/ADT/SmallPtrSet.h"

using namespace clang;

namespace ferry {
namespace {

std::string resultType(const FunctionPlan &Plan, unsigned Site) {
  return "__ferry_result_" + Plan.Function->getNameAsString() + "_" +
         std::to_string(Site);
}

std::string internalName(const FunctionDecl &Function) {
  llvm::StringRef Version = instrumentedVersion(Function);
  return "__ferry_in_" +
         (Version.empty() ? Function.getNameAsString() : Version.str());
}

/// A definition of the C library's headers may be the unit's own, but is not called.
bool isStatic(const FunctionDecl &Function) {
  return isOwnOfUnit(Function) && instrumentedVersion(Function).empty();
}

/// Fills the block of a call, and puts it in the place of the arguments; what is called
/// through a pointer gets them, too.
std::string passBlock(Form &F, const Item &I, const CallExpr &Call) {
  const FunctionProtoType *Type = calledType(Call);
  if (!Type || !Type->isVariadic() || callsExternalForm(Call))
    return {};
  unsigned First = Type->getNumParams(), Count = Call.getNumArgs();
  if (I.Block == Item::None) {
    if (Count)
      F.Edit.insertAfter(F.range(Call.getArg(Count - 1)).Last, ", (void *)0");
    return {};
  }
  const Local &Block = F.Plan.Locals[I.Block];
  std::string Text = Block.Written + ".what = (__ferry_code)" +
                     Block.Type->getAsRecordDecl()->getNameAsString() + ", ";
  for (unsigned N = First; N < Count; ++N) {
    TokenRange Argument = F.range(Call.getArg(N));
    std::string Member = Block.Written + ".a" + std::to_string(N - First + 1);
    Text += assignment(Member, F.Edit.flat(Argument), Call.getArg(N)->getType(), F.Types,
                       F.Plan.Function->getASTContext()) +
            ", ";
    if (I.What == Item::IndirectCall)
      F.Edit.replace(Argument, Member);
  }
  if (I.What == Item::DirectCall)
    F.Edit.replace({F.range(Call.getArg(First)).First, F.range(Call.getArg(Count - 1)).Last},
                   "&" + Block.Written);
  return Text;
}

/// A va_list that goes through a pointer: published, and in this machine's form.
std::string passList(Form &F, const Item &I, const CallExpr &Call, std::string &List) {
  if (I.List == Item::None)
    return {};
  TokenRange Argument = F.range(Call.getArg(I.List));
  List = "&(" + F.Edit.flat(Argument) + ")";
  const std::string &Native = F.Plan.Scratches[I.NativeList].Name;
  F.Edit.replace(Argument, Native + ".list");
  return "__ferry_list_native(&" + Native + ", " + List + "), ";
}

} // namespace

void dressCall(Form &F, const Item &I) {
  const auto &Call = *cast<CallExpr>(I.E);
  const Site &S = F.Plan.Sites[I.Site - 1];
  TokenRange Callee = F.range(Call.getCallee());
  TokenRange Whole = F.range(&Call);
  std::string Before = "(";

  if (I.What == Item::IndirectCall) {
    const std::string &Pointer = F.Plan.Scratches[I.CalleeScratch].Name;
    Before += Pointer + " = (" + F.Edit.flat(Callee) + "), ";
    F.Edit.replace(Callee, Pointer);
  } else if (!callsExternalForm(Call)) {
    F.Edit.replace(Callee, internalName(*S.Callee));
    assert(F.Text.spelling(Callee.Last + 1) == "(" && "a call has parentheses");
    bool Hidden = !Call.getNumArgs() && calledType(Call) && calledType(Call)->isVariadic();
    F.Edit.insertBehind(Callee.Last + 1, Form::Next + std::string(Hidden ? ", (void *)0"
                                                           : Call.getNumArgs() ? ", "
                                                                               : ""));
  }
  for (auto [Position, Index] : I.Spilled) {
    TokenRange Argument = F.range(Call.getArg(Position));
    const Scratch &Kept = F.Plan.Scratches[Index];
    Before += assignment(Kept.Name, F.Edit.flat(Argument), Kept.Type, F.Types,
                         F.Plan.Function->getASTContext()) +
              ", ";
    F.Edit.replace(Argument, Kept.Name);
  }
  std::string Passed;
  if (I.Block != Item::None && I.What == Item::IndirectCall)
    Passed = "&" + F.Plan.Locals[I.Block].Written;
  Before += passBlock(F, I, Call) + passList(F, I, Call, Passed);
  Before += F.Stores(S) + ", ";
  if (I.What == Item::IndirectCall || callsExternalForm(Call))
    Before += F.CallRuntime(S, Passed.empty() ? "__ferry_publish" : "__ferry_publish_list",
                            std::string(Form::Next) + ", (__ferry_code)" +
                                (S.Callee ? S.Callee->getNameAsString()
                                          : F.Plan.Scratches[I.CalleeScratch].Name) +
                                (Passed.empty() ? "" : ", " + Passed)) +
              ", ";
  std::string After = ")";
  if (compilersMayAnswer(Call)) {
    // Nobody may have taken what was published.
    QualType Type = Call.getType().getUnqualifiedType();
    bool Void = Type->isVoidType();
    Before += "__extension__ ({ ";
    if (!Void)
      Before += F.Types.spell(Type, "__ferry_b", /*DropConst=*/true) + " = ";
    After = "; __ferry_unpublish(); " + std::string(Void ? "" : "__ferry_b; ") + "}))";
  }
  if (F.reentry()) {
    std::string Wanted = F.Wanted(Call);
    Before = "(" + Form::in({S.Number, S.Number}) + " ? (" + F.Arrive(S) + ", " +
             (Wanted.empty() ? "" : Wanted + ", ") + "((" +
             resultType(F.Plan, S.Number) + ")__ferry_reenter(__ferry_fr, " +
             Form::Next + "))(" + Form::Next + ")) : " + Before;
    After += ")";
  }
  F.wrap(Whole, Before, After);
}

std::string internalPrototype(const FunctionDecl &Function, const TypeTables &Types,
                              Wording AsWritten) {
  std::string Parameters = "void *";
  auto Carried = [&](QualType Type) {
    return carriedType(Type, Function.getASTContext());
  };
  bool Variable = llvm::any_of(Function.parameters(), [](const ParmVarDecl *P) {
    return P->getOriginalType()->isVariablyModifiedType();
  });
  if (Variable)
    // With their names: lengths speak of them, and compilers compare the words.
    for (const ParmVarDecl *P : Function.parameters())
      Parameters += ", " + (P->getOriginalType()->isVariablyModifiedType() &&
                                    !effectOfParameter(*P)
                                ? AsWritten(*P)
                                : Types.spell(Carried(P->getType()), P->getName()));
  else
    for (QualType Parameter : passedTypes(Function))
      Parameters += ", " + Types.spell(Carried(Parameter), "");
  if (Function.isVariadic())
    Parameters += ", void *";
  // With the qualifiers that the definition has: for Clang they are part of it.
  std::string Text =
      Types.spell(Function.getReturnType(),
                  internalName(Function) + "(" + Parameters + ")");
  // What the linker does with the function it does with its internal form.
  std::string Attributes;
  if (instrumentedVersion(Function).empty()) {
    if (isWeakReference(Function))
      return "static " + Text + " __attribute__((weakref(\"__ferry_in_" +
             symbolName(Function) + "\")));\n";
    if (llvm::StringRef Label = assemblerName(Function);
        !Label.empty() && !isOwnOfUnit(Function))
      Attributes += " __asm__(\"__ferry_in_" + Label.str() + "\")";
    if (isWeak(Function))
      Attributes += " __attribute__((weak))";
  }
  if (Function.isNoReturn())
    Attributes += " __attribute__((noreturn))";
  if (isStatic(Function))
    Attributes += " __attribute__((unused))";
  return (isStatic(Function) ? "static " : "") + Text + Attributes +
         ";\n";
}

std::string calleePrototypes(const FunctionPlan &Plan, const TypeTables &Types,
                             Wording AsWritten) {
  std::string Lines;
  llvm::SmallPtrSet<const FunctionDecl *, 8> Seen;
  for (const Site &S : Plan.Sites) {
    if (!S.Callee || !Seen.insert(S.Callee->getCanonicalDecl()).second)
      continue;
    Lines += internalPrototype(*S.Callee, Types, AsWritten);
    if (S.Callee->isImplicit()) // Its address is published.
      Lines += "int " + S.Callee->getNameAsString() + "();\n";
  }
  return Lines;
}

std::string resultTypes(const FunctionPlan &Plan, const TypeTables &Types) {
  std::string Lines;
  for (const Site &S : Plan.Sites)
    if (S.What == Site::Direct || S.What == Site::Indirect)
      Lines += "typedef " +
               Types.spell(cast<CallExpr>(S.Origin)->getType().getUnqualifiedType(),
                           "(*" + resultType(Plan, S.Number) + ")(void *)") +
               ";\n";
  return Lines;
}

} // namespace ferry
