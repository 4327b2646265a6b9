//===- VariableArguments.cpp - `...` and va_list ----------------------------===//

#include "rules/VariableArguments.h"
#include "analysis/ListPlaces.h"
#include "analysis/ProgramFacts.h"
#include "analysis/VariableArguments.h"
#include "diag/Diagnostics.h"
#include "emit/TypeTables.h"
#include "emit/UnitTables.h"
#include "rules/SmallRules.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "llvm/ADT/DenseSet.h"

using namespace clang;

namespace ferry {
namespace {

/// From the inside out, for one may be the operand of another.
class Lists : public RecursiveASTVisitor<Lists> {
public:
  Lists(const FunctionPlan &Plan, const TokenText &Text, Edits &Base)
      : Plan(Plan), Text(Text), Base(Base) {}

  bool shouldTraversePostOrder() const { return true; }

  bool VisitVAArgExpr(VAArgExpr *E) {
    TokenRange Whole = Text.range(E->getSourceRange());
    if (!isNew(Whole))
      return true;
    TokenRange Of = Text.range(E->getSubExpr()->getSourceRange());
    // Behind the comma.
    std::string Type = Base.flat({Of.Last + 2, Whole.Last - 1});
    std::string List = "(&(" + Base.flat(Of) + ")";
    QualType Wanted = E->getType();
    if (Wanted->isPointerType() || Wanted->isNullPtrType())
      Base.replace(Whole, "((" + Type + ")__ferry_list_pointer" + List + "))");
    else if (Wanted->isIntegralOrEnumerationType() && !isWide(Wanted))
      Base.replace(Whole, "((" + Type + ")__ferry_list_integer" + List + "))");
    else
      Base.replace(Whole, "(*(__typeof__(" + Type + ") *)__ferry_list_bytes" + List +
                              ", sizeof(" + Type + ")))");
    return true;
  }

  bool VisitCallExpr(CallExpr *Call) {
    TokenRange Whole = Text.range(Call->getSourceRange());
    switch (listMacro(*Call)) {
    case ListMacro::Start:
      if (isNew(Whole))
        Base.replace(Whole, "(" + mention(*Call) + "__ferry_list_start(&(" +
                                argument(*Call, 0) + "), " +
                                Plan.Locals[Plan.Passed].Written + "))");
      return true;
    case ListMacro::Copy:
      if (isNew(Whole))
        Base.replace(Whole, "((void)((" + argument(*Call, 0) + ") = (" +
                                argument(*Call, 1) + ")))");
      return true;
    case ListMacro::End:
      if (isNew(Whole))
        Base.replace(Whole, isLocal(*Call->getArg(0))
                                ? "((void)&(" + argument(*Call, 0) + "))"
                                : "((void)((" + argument(*Call, 0) + ").of = 0))");
      return true;
    case ListMacro::None:
      return takeNative(*Call, Whole);
    }
    return true;
  }

private:
  /// The semantic and the syntactic form of an initialiser list have it twice.
  bool isNew(TokenRange Whole) { return Done.insert(Whole.First).second; }

  static bool isLocal(const Expr &List) {
    const auto *Ref = dyn_cast<DeclRefExpr>(List.IgnoreParenImpCasts());
    const auto *Variable = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
    return Variable && Variable->hasLocalStorage();
  }

  static bool isWide(QualType Type) {
    Type = Type.getCanonicalType();
    return Type->isSpecificBuiltinType(BuiltinType::Int128) ||
           Type->isSpecificBuiltinType(BuiltinType::UInt128);
  }

  std::string argument(const CallExpr &Call, unsigned N) {
    return Base.flat(Text.range(Call.getArg(N)->getSourceRange()));
  }

  /// The last parameter counts as used.
  std::string mention(const CallExpr &Start) {
    return Start.getNumArgs() == 2 &&
                   isa<DeclRefExpr>(Start.getArg(1)->IgnoreParenImpCasts())
               ? "(void)" + argument(Start, 1) + ", "
               : "";
  }

  bool takeNative(const CallExpr &Call, TokenRange Whole) {
    const FunctionDecl *Callee = Call.getDirectCallee();
    if (!Callee || !isKnownListTaker(*Callee))
      return true;
    for (unsigned N = 0; N < Callee->getNumParams() && N < Call.getNumArgs(); ++N) {
      if (!isVaList(parameterType(Call, N)) || !isNew(Whole))
        continue;
      std::string List = argument(Call, N);
      Base.replace(Text.range(Call.getArg(N)->getSourceRange()), "__ferry_l.list");
      Base.insertBefore(Whole.First, "(__extension__ ({ struct __ferry_native __ferry_l; "
                                     "__ferry_list_native(&__ferry_l, &(" +
                                         List + ")); ");
      Base.insertAfter(Whole.Last, "; }))");
    }
    return true;
  }

  const FunctionPlan &Plan;
  const TokenText &Text;
  Edits &Base;
  llvm::DenseSet<unsigned> Done;
};

} // namespace

/// One name may stand for several declarators, so the type stays in one word.
static std::string carriedName(QualType Named, const TypeTables &Types,
                               ASTContext &Context) {
  return isVaList(Named)
             ? "__ferry_list"
             : "__typeof__(" + Types.spell(carriedType(Named, Context), "") + ")";
}

void keepLists(const FunctionPlan &Plan, const TokenText &Text, const TypeTables &Types,
               Edits &Base) {
  llvm::DenseSet<unsigned> Done;
  eachListName(*Plan.Function, [&](SourceLocation Name, QualType Named) {
    unsigned Token = Text.index(Name);
    if (Done.insert(Token).second)
      Base.replace({Token, Token},
                   carriedName(Named, Types, Plan.Function->getASTContext()));
  });
  Lists(Plan, Text, Base).TraverseStmt(Plan.Function->getBody());
}

void SmallRules::keepListPlaces() {
  if (!Facts.carriesListPlaces())
    return;
  llvm::DenseSet<unsigned> Done;
  eachPlaceName(
      Context,
      [&](SourceLocation Name, QualType Named) {
        auto Token = Text.find(Name);
        if (!Token || !Text.isWritten(*Token))
          Diags.report(Name, DiagId::OtherType)
              << "what stands in a file of the command line" << Named;
        else if (Done.insert(*Token).second)
          Base.replace({*Token, *Token},
                       carriedName(Named, Types, const_cast<ASTContext &>(Context)));
      },
      [&](const FieldDecl &Member) {
        Diags.report(Member.getLocation(), DiagId::ListInUnion) << &Member;
      });
  struct Calls : RecursiveASTVisitor<Calls> {
    SmallRules &Rules;
    const FunctionDecl &In;
    Calls(SmallRules &Rules, const FunctionDecl &In) : Rules(Rules), In(In) {}
    bool VisitCallExpr(CallExpr *Call) {
      const FunctionDecl *Callee = Call->getDirectCallee();
      if (Callee && Rules.Facts.listsLeaveTo(*Callee))
        Rules.Diags.report(Call->getBeginLoc(), DiagId::ListUse)
            << &In << "an argument of this call";
      return true;
    }
  };
  eachFunction([&](const FunctionDecl &Function) {
    Calls(*this, Function).TraverseStmt(Function.getBody());
  });
}

std::string blockTypes(const FunctionPlan &Plan, TypeTables &Types, UnitTables &Unit) {
  std::string Lines;
  for (const Local &L : Plan.Locals) {
    if (!L.BlockOf)
      continue;
    const RecordDecl *Record = L.Type->getAsRecordDecl();
    std::string Name = Record->getName().str();
    Lines += "struct " + Name + " {";
    for (const FieldDecl *Field : Record->fields())
      Lines += " " + (Field->getFieldIndex()
                          ? Types.spell(Field->getType(), Field->getName())
                          : "__ferry_code what") +
               ";";
    Lines += " };\nstatic const struct __ferry_type *" + Name + "(void) { return " +
             Types.reference(L.Type) + "; }\n";
    Unit.addSymbol((Unit.unit() + ":" + Name).str(), Name);
  }
  return Lines;
}

std::string blockDeclarations(const Form &F) {
  std::string Text;
  for (const Local &L : F.Plan.Locals)
    if (L.BlockOf)
      // One more than is used: where it ends nothing else begins (rules/ArrayEnds).
      Text += F.Types.spell(L.Type, L.Name + "[2]") + F.Apart(L) +
              (F.reentry() ? " = {0}; " : "; ");
  return Text;
}

} // namespace ferry
