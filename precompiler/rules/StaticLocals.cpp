//===- StaticLocals.cpp - statics of functions become variables of the unit -===//
///
/// \file
/// A static variable of a function is state of the unit. The internal form and
/// the re-entry form must share it, and the table must name it:
///
/// \code
///   int next(void) {                 static int __ferry_static_next_n = 7;
///     static int n = 7;       =>     int next(void) {
///     return n++;
///   }                                  return __ferry_static_next_n++;
///                                    }
/// \endcode
///
/// The declaration is moved in the user's tokens; a struct that is defined in it
/// goes along. In functions that cannot reach a poll too.
///
/// Invariant: what is moved needs nothing that is known only in the function.
///
/// Refused: statics whose declaration names a parameter, a local variable, type
/// or constant, and statics that can change in functions whose text is not written
/// (-Wferry-static-local).
/// Left where they are: tables of labels that are only jumped through (LabelAddresses).
//===----------------------------------------------------------------------===//
#include "analysis/LabelAddresses.h"
#include "analysis/NameUses.h"
#include "diag/Diagnostics.h"
#include "emit/TokenText.h"
#include "emit/TypeNames.h"
#include "emit/TypeTables.h"
#include "emit/UnitTables.h"
#include "rules/SmallRules.h"
#include "llvm/ADT/DenseMap.h"
#include <set>

using namespace clang;

namespace ferry {

namespace {
class Hoister : public NameUses<Hoister> {
  SmallRules &Rules;
  const FunctionDecl &In;
  const LabelAddresses Labels;
  llvm::DenseMap<const VarDecl *, std::string> Names;
  llvm::DenseMap<const TagDecl *, const DeclStmt *> Tags;
  std::vector<const DeclStmt *> Statements;
  std::set<std::string> Taken;
  std::set<unsigned> Renamed;
  const DeclStmt *Checked = nullptr; ///< the second pass looks at this one
  bool Failed = false;

  static const VarDecl *staticOf(const Decl *D) {
    const auto *Variable = dyn_cast<VarDecl>(D);
    return Variable && Variable->isStaticLocal() ? Variable : nullptr;
  }

  const VarDecl *firstStatic(const DeclStmt *S) {
    for (const Decl *D : S->decls())
      if (const VarDecl *Variable = staticOf(D))
        return Variable;
    return nullptr;
  }

  void rename(SourceLocation Location, const std::string &Name) {
    auto Token = Rules.Text.find(Location);
    if (Token && Renamed.insert(*Token).second)
      Rules.Base.replace({*Token, *Token}, Name);
  }

  void needs(const NamedDecl *What) {
    if (Failed)
      return;
    Failed = true;
    const VarDecl *Variable = firstStatic(Checked);
    Rules.Diags.report(Variable->getLocation(), DiagId::StaticNeedsLocal)
        << Variable << What;
  }

public:
  Hoister(SmallRules &Rules, const FunctionDecl &In)
      : Rules(Rules), In(In), Labels(In) {}

  void uses(const NamedDecl *D) {
    if (!Checked || !isLocal(D))
      return;
    if (staticOf(D) && Names.count(cast<VarDecl>(D)))
      return; // moved as well, and before: it is declared before
    if (const auto *Tag = dyn_cast<TagDecl>(D))
      if (Tags.lookup(Tag) == Checked ||
          (isa<RecordDecl>(Tag) && Rules.Types.isNamed(Tag)))
        return;
    if (isa<EnumConstantDecl>(D))
      if (Tags.lookup(cast<TagDecl>(D->getDeclContext())) == Checked)
        return;
    needs(D);
  }

  bool VisitDeclStmt(DeclStmt *S) {
    if (Checked)
      return true;
    if (!firstStatic(S) || llvm::all_of(S->decls(), [&](const Decl *D) {
          const auto *Variable = dyn_cast<VarDecl>(D);
          return Variable && Labels.isTable(Variable);
        }))
      return true;
    Statements.push_back(S);
    for (const Decl *D : S->decls()) {
      if (const VarDecl *Variable = staticOf(D)) {
        std::string Plain =
            "__ferry_static_" + In.getNameAsString() + "_" + Variable->getNameAsString();
        std::string Name = Plain;
        for (unsigned N = 2; !Taken.insert(Name).second; ++N)
          Name = Plain + "_" + std::to_string(N);
        Names[Variable] = Name;
      } else if (const auto *Tag = dyn_cast<TagDecl>(D)) {
        Tags[Tag] = S;
      }
    }
    return true;
  }

  void run() {
    TraverseStmt(In.getBody());
    if (Statements.empty())
      return;
    for (const DeclStmt *S : Statements) {
      Checked = S;
      TraverseStmt(const_cast<DeclStmt *>(S));
      Checked = nullptr;
    }
    if (Failed)
      return;
    struct Renamer : RecursiveASTVisitor<Renamer> {
      Hoister &H;
      explicit Renamer(Hoister &H) : H(H) {}
      bool VisitDeclRefExpr(DeclRefExpr *E) {
        const auto *Variable = dyn_cast<VarDecl>(E->getDecl());
        auto Found = Variable ? H.Names.find(Variable) : H.Names.end();
        if (Found != H.Names.end())
          H.rename(E->getLocation(), Found->second);
        return true;
      }
    };
    Renamer(*this).TraverseStmt(In.getBody());
    for (auto &[Variable, Name] : Names)
      rename(Variable->getLocation(), Name);
    for (const DeclStmt *S : Statements)
      declare(*S);
  }

  void declare(const DeclStmt &S) {
    for (const Decl *D : S.decls()) {
      const VarDecl *Variable = staticOf(D);
      if (!Variable)
        continue;
      const std::string &Name = Names[Variable];
      std::string Shown = Rules.Unit.unit().str() + ":" + In.getNameAsString() +
                          "." + Variable->getNameAsString();
      std::string Plain = "__ferry_static_" + In.getNameAsString() + "_" +
                          Variable->getNameAsString();
      if (Name != Plain)
        Shown += "." + Name.substr(Plain.size() + 1);
      QualType Type = Variable->getType();
      Rules.Types.introduce(Type, Name, "struct " + Shown);
      bool ReadOnly = Rules.Context.getBaseElementType(Type).isConstQualified();
      Refusal Why;
      if (Rules.Types.canCarry(Type, &Why))
        Rules.Unit.addVariable(Shown, *Variable, Name, ReadOnly,
                               Rules.mayBeReached(*Variable));
      else if (!ReadOnly)
        Rules.Types.refuse(Rules.Diags, Variable->getLocation(),
                           "static '" + Variable->getNameAsString() + "' of '" +
                               In.getNameAsString() + "'",
                           Type, Why);
    }
    Rules.Moved.push_back({&In, Rules.Text.range(S.getSourceRange()), "", ""});
  }
};

/// Finds state that no table can name: the text around it stays as it is.
class Unreachable : public RecursiveASTVisitor<Unreachable> {
  Diagnostics &Diags;
  const ASTContext &Context;
  const FunctionDecl &In;

public:
  Unreachable(SmallRules &Rules, const FunctionDecl &In)
      : Diags(Rules.Diags), Context(Rules.Context), In(In) {}

  bool VisitVarDecl(VarDecl *Variable) {
    if (Variable->isStaticLocal() &&
        !Context.getBaseElementType(Variable->getType()).isConstQualified())
      Diags.report(Variable->getLocation(), DiagId::StaticOfHeader)
          << Variable << &In;
    return true;
  }
};
} // namespace

void SmallRules::hoistStaticLocals() {
  eachFunction([&](const FunctionDecl &Function) {
    Hoister(*this, Function).run();
  });
  eachUnwritten([&](const Decl &D) {
    const auto *Function = dyn_cast<FunctionDecl>(&D);
    if (Function && Function->doesThisDeclarationHaveABody())
      Unreachable(*this, *Function).TraverseStmt(Function->getBody());
  });
}

} // namespace ferry
