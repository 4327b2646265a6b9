//===- RewriteFunction.cpp - the three forms of a capturable function -------===//
///
/// \file
/// Wires the rules together: each asks the Form for what others give
/// (rules/Form.h). Rejected: rules that call each other; the order in which they
/// run would then stand in no place.
//===----------------------------------------------------------------------===//

#include "rules/RewriteFunction.h"
#include "analysis/LinkNames.h"
#include "analysis/ListPlaces.h"
#include "analysis/PassedArguments.h"
#include "analysis/ProgramFacts.h"
#include "analysis/VariableArguments.h"
#include "emit/TypeTables.h"
#include "emit/UnitTables.h"
#include "rules/AsmOperands.h"
#include "rules/Calls.h"
#include "rules/CompoundLiterals.h"
#include "rules/Declarations.h"
#include "rules/DeducedTypes.h"
#include "rules/ExternalForm.h"
#include "rules/FrameRecords.h"
#include "rules/FunctionAliases.h"
#include "rules/InternalForm.h"
#include "rules/ObjectEnds.h"
#include "rules/Polls.h"
#include "rules/PullCalls.h"
#include "rules/ReentryDeclarations.h"
#include "rules/ReentryForm.h"
#include "rules/ReentryStatements.h"
#include "rules/SavedPositions.h"
#include "rules/VariableArguments.h"
#include "rules/VariableArrays.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"

using namespace clang;

namespace ferry {
namespace {

using FunctionSet = llvm::SmallPtrSet<const FunctionDecl *, 16>;

/// Its external form has the user's body (rules/ExternalForm).
bool hasNativeBody(const FunctionDecl &Function) {
  return Function.isVariadic() || takesLists(Function);
}

/// Functions of the unit that something other than the rewritten calls needs by
/// their own name: pointers, unevaluated operands, code that is not rewritten.
class NeededByName : public RecursiveASTVisitor<NeededByName> {
public:
  NeededByName(const ASTContext &Context, const ProgramFacts &Facts)
      : Context(Context), Facts(Facts) {
    const SourceManager &SM = Context.getSourceManager();
    for (Decl *D : Context.getTranslationUnitDecl()->decls()) {
      if (SM.isInSystemHeader(D->getLocation()))
        continue;
      if (const auto *Function = dyn_cast<FunctionDecl>(D);
          Function && Function->doesThisDeclarationHaveABody() &&
          Facts.isCapturable(Function) && !hasNativeBody(*Function))
        rewrittenCalls(Function->getBody());
      In = D;
      TraverseDecl(D);
    }
  }

  bool VisitDeclRefExpr(DeclRefExpr *Ref) {
    if (const auto *Function = dyn_cast<FunctionDecl>(Ref->getDecl()))
      if (!Rewritten.contains(Ref)) {
        Needed.insert(Function->getCanonicalDecl());
        if (Function->getCanonicalDecl() == In)
          NeededInside.insert(In);
      }
    return true;
  }

  /// The target of an alias.
  bool VisitFunctionDecl(FunctionDecl *Function) {
    if (const FunctionDecl *Target = aliasedFunction(*Function))
      Needed.insert(Target->getCanonicalDecl());
    return true;
  }

  FunctionSet Needed;
  /// Its own body names it, and nothing declares it before that.
  llvm::SmallPtrSet<const Decl *, 16> NeededInside;

private:
  void rewrittenCalls(const Stmt *S) {
    if (const auto *Call = dyn_cast<CallExpr>(S))
      if (Call->getDirectCallee() && Facts.isSite(Call) && !callsExternalForm(*Call))
        callee(Call->getCallee());
    for (const Stmt *Child : evaluatedChildren(S, Context))
      rewrittenCalls(Child);
  }
  void callee(const Stmt *S) {
    if (const auto *Ref = dyn_cast<DeclRefExpr>(S))
      Rewritten.insert(Ref);
    for (const Stmt *Child : S->children())
      callee(Child);
  }

  const ASTContext &Context;
  const ProgramFacts &Facts;
  llvm::DenseSet<const DeclRefExpr *> Rewritten;
  const Decl *In = nullptr;
};

using SiteOf = std::function<std::string(const Local &)>;
using IsDecl = std::function<bool(const Decl &)>;
using OfCall = std::function<std::string(const CallExpr &)>;

void wire(Form &F, FrameRecords &Records, const SiteOf &AllocationSite,
          const IsDecl &IsLengthened) {
  F.Stores = [&](const Site &S) { return Records.stores(S, F.reentry()); };
  F.Arrive = [&](const Site &S) { return Records.arrive(S) + saveAgain(F, S); };
  F.Land = [&](const Site &S) { return Records.land(S); };
  F.Landings = [&](const Stmt *S) { return landings(F, S); };
  F.CallRuntime = [&](const Site &S, llvm::StringRef Function, llvm::StringRef Arguments) {
    return Records.callRuntime(S, Function, Arguments, F.reentry());
  };
  F.Poll = [&](const Site &S) { return pollStatement(F, S); };
  F.DressCall = [&](const Item &I) {
    if (I.What == Item::PollRequest)
      F.Edit.replace(F.range(I.E), pollExpression(F, F.Plan.Sites[I.Site - 1]));
    else if (I.What == Item::Setjmp)
      dressSetjmp(F, I);
    else
      dressCall(F, I);
  };
  F.Expression = [&](const Expr *E) { rewriteExpression(F, E); };
  const ASTContext &Context = F.Plan.Function->getASTContext();
  Separation Keep;
  auto SizeOf = [&Context, &IsLengthened](const Local &L) {
    bool HasRoom = L.Literal || L.BlockOf || (L.Decl && IsLengthened(*L.Decl));
    return separatedSize(L.Type, HasRoom, Context);
  };
  for (const Local &L : F.Plan.Locals)
    if (L.Reached)
      Keep.add(SizeOf(L));
  F.Apart = [SizeOf, Keep](const Local &L) {
    return L.Reached ? Keep.attribute(SizeOf(L)) : "";
  };
  F.Block = [&](const CompoundStmt &Block) {
    F.reentry() ? rewriteReentryBlock(F, Block) : rewriteInternalBlock(F, Block);
  };
  F.VariableArrays = [&](const DeclStmt &D) { rewriteVariableArrays(F, D); };
  F.Lengths = [&] { return lengthDeclarations(F); };
  F.VariableParameter = [&](const ParmVarDecl &P) { return parameterDeclaration(F, P); };
  F.AllocationSite = AllocationSite;
  F.Literals = [&] { return literalDeclarations(F); };
  F.Blocks = [&] { return blockDeclarations(F); };
  F.Assembler = [&](const GCCAsmStmt &S) { rewriteAssembler(F, S); };
  F.PullOut = [&](const Domain &D) { return pullOut(F, D); };
  if (F.reentry())
    F.Declaration = [&](const DeclStmt &D) {
      rewriteReentryDeclaration(
          F, D, [&](const DeclStmt &S) { rewriteDeclaration(F, S); },
          [&](const VarDecl &V) { return declaratorStart(F.Text, V); });
    };
  else
    F.Declaration = [&](const DeclStmt &D) { rewriteDeclaration(F, D); };
}

} // namespace

struct FunctionRewriter::Impl {
  const ASTContext &Context;
  const TokenText &Text;
  const ProgramFacts &Facts;
  TypeTables &Types;
  UnitTables &Tables;
  Diagnostics &Diags;
  std::string Unit;
  Omission &Omit;
  IsDecl IsLengthened;
  OfCall Wanted;
  NeededByName Names;
  std::set<std::string> BitFieldHolders;
};

FunctionRewriter::FunctionRewriter(const ASTContext &Context, const TokenText &Text,
                                   const ProgramFacts &Facts, TypeTables &Types,
                                   UnitTables &Tables, Diagnostics &Diags,
                                   llvm::StringRef Unit, Omission &Omit,
                                   IsDecl IsLengthened, OfCall Wanted)
    : I(new Impl{Context, Text, Facts, Types, Tables, Diags, Unit.str(), Omit,
                 std::move(IsLengthened), std::move(Wanted), NeededByName(Context, Facts), {}}) {}

FunctionRewriter::~FunctionRewriter() = default;

std::optional<RewrittenFunction>
FunctionRewriter::rewrite(const FunctionDecl &Definition, const Edits &Base) {
  std::unique_ptr<FunctionPlan> Plan =
      planFunction(Definition, I->Facts, &I->Diags);
  if (!Plan)
    return std::nullopt;
  FrameRecords Records(*Plan, I->Types, I->Omit);
  if (!Records.check(I->Diags))
    return std::nullopt;

  Edits Named(Base);
  renameHiding(*Plan, I->Text, Named);
  writeDeducedTypes(*Plan, I->Text, I->Types, Named);
  mentionArrays(*Plan, I->Text, Named);
  keepLiterals(*Plan, I->Text, I->Types, Named);
  keepLists(*Plan, I->Text, I->Types, Named);
  TokenRange Whole = definitionRange(I->Text, Definition);
  std::string Marker = "# " + I->Text.lineAndFile(Whole.First) + " 3\n";
  RewrittenFunction Result;

  // One for both forms.
  std::map<const Local *, std::string> Sites;
  SiteOf AllocationSite = [&](const Local &L) {
    std::string &Site = Sites[&L];
    if (Site.empty())
      Site = I->Tables.allocationSite(L.Type->getPointeeType(),
                                      placeOf(L.Decl->getLocation(), I->Context));
    return Site;
  };

  Form Internal(Form::Internal, *Plan, I->Text, I->Types, Named);
  wire(Internal, Records, AllocationSite, I->IsLengthened);
  rewriteParameters(Internal);
  writeInternalForm(Internal);
  Result.Text = Internal.Edit.laidOut(Whole);

  Form Reentry(Form::Reentry, *Plan, I->Text, I->Types, Named);
  wire(Reentry, Records, AllocationSite, I->IsLengthened);
  Reentry.Wanted = I->Wanted;
  rewriteReentryBody(Reentry);
  writeReentryForm(Reentry, Whole, scratchDeclarations(*Plan, I->Types, /*Zeroed=*/true));

  auto AsWritten = [&](const ParmVarDecl &P) {
    return I->Text.isWritten(P.getLocation())
               ? Base.flat(I->Text.range(P.getSourceRange()))
               : I->Types.spell(P.getType(), P.getName());
  };
  Result.Before = Marker + bitFieldHolders(*Plan, I->Types, I->BitFieldHolders) +
                  Records.declaration() +
                  blockTypes(*Plan, I->Types, I->Tables) +
                  calleePrototypes(*Plan, I->Types, AsWritten) +
                  internalPrototype(Definition, I->Types, AsWritten);
  if (isWeak(Definition))
    Result.Before += ownDeclaration(Definition, I->Types);
  else if (I->Names.NeededInside.contains(&Definition) && !Definition.isMain())
    Result.Before += externalDeclaration(Definition, I->Types);
  bool Needed = I->Names.Needed.contains(Definition.getCanonicalDecl());
  // With a va_list of this machine's, for those who call it with one.
  std::string Native;
  if (hasNativeBody(Definition) && usesListPlaces(Definition)) {
    Native = "  __ferry_no_list(\"" + Definition.getNameAsString() + "\");\n";
  } else if (hasNativeBody(Definition)) {
    Native = "# " + I->Text.lineAndFile(I->Text.index(Definition.getBody()->getBeginLoc())) +
             " 3\n" +
             Base.copy(I->Text.range(Definition.getBody()->getSourceRange())) + "\n";
    if (llvm::any_of(Plan->Locals, [](const Local &L) { return L.IsStack; }))
      Native = "  void *__ferry_stack __ferry_stacked = 0;\n" + Native;
  }
  Result.After = Marker + externalForm(Definition, Needed, I->Types, AsWritten, Native) +
                 resultTypes(*Plan, I->Types) + Marker +
                 Reentry.Edit.copy(Whole) + "\n";
  Result.Tables = Records.tables(I->Unit);
  Result.Entry = "&__ferry_function_" + Definition.getNameAsString();
  if (isWeak(Definition))
    Result.OnlyIf = Definition.getNameAsString() + " == " + ownName(Definition);
  return Result;
}

std::optional<RewrittenFunction> FunctionRewriter::alias(const FunctionDecl &Alias) {
  const FunctionDecl *Target = carriedAlias(Alias);
  if (!Target)
    return std::nullopt;
  RewrittenFunction Result;
  Result.Tables = functionAlias(Alias, *Target, I->Types, I->Unit, [&](auto &Function) {
    return internalPrototype(Function, I->Types, {});
  });
  Result.Entry = "&__ferry_function_" + Alias.getNameAsString();
  if (isWeak(Alias))
    Result.OnlyIf = Alias.getNameAsString() + " == " + Target->getNameAsString();
  return Result;
}

std::string FunctionRewriter::explain(const FunctionDecl &Definition) {
  std::string Text;
  llvm::raw_string_ostream OS(Text);
  const SourceManager &SM = I->Context.getSourceManager();
  PresumedLoc Where =
      SM.getPresumedLoc(SM.getExpansionLoc(Definition.getLocation()));
  OS << llvm::sys::path::filename(Where.getFilename()) << ":" << Where.getLine()
     << ": " << Definition.getName() << ": ";
  if (!I->Facts.isCapturable(&Definition)) {
    OS << "not capturable: left as it is\n";
    return Text;
  }
  OS << "capturable: it " << I->Facts.reason(&Definition) << "\n";
  if (std::unique_ptr<FunctionPlan> Plan =
          planFunction(Definition, I->Facts, nullptr))
    Plan->print(OS);
  else
    OS << "    refused: see the diagnostics of a build\n";
  return Text;
}

} // namespace ferry
