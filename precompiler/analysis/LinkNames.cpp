//===- LinkNames.cpp - what a linker calls functions and variables ----------===//

#include "LinkNames.h"
#include "UnitSummary.h"
#include "VariableArguments.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/Decl.h"

using namespace clang;

namespace ferry {

template <typename Attribute> static const Attribute *find(const NamedDecl &D) {
  return D.getMostRecentDecl()->getAttr<Attribute>();
}

llvm::StringRef assemblerName(const NamedDecl &Declared) {
  const auto *Label = find<AsmLabelAttr>(Declared);
  return Label ? Label->getLabel() : llvm::StringRef();
}

bool isWeak(const NamedDecl &Declared) { return find<WeakAttr>(Declared); }

bool isWeakReference(const NamedDecl &Declared) {
  return find<WeakRefAttr>(Declared) && find<AliasAttr>(Declared);
}

std::string symbolName(const NamedDecl &Declared) {
  if (isWeakReference(Declared))
    return find<AliasAttr>(Declared)->getAliasee().str();
  llvm::StringRef Label = assemblerName(Declared);
  return Label.empty() ? Declared.getNameAsString() : Label.str();
}

/// The unit's function or variable that is the symbol \p Name.
template <typename Kind>
static const Kind *declared(const ASTContext &Context, llvm::StringRef Name) {
  for (const Decl *D : Context.getTranslationUnitDecl()->decls())
    if (const auto *Found = dyn_cast<Kind>(D);
        Found && !isWeakReference(*Found) && symbolName(*Found) == Name)
      return Found;
  return nullptr;
}

template <typename Kind> static const Kind *aliased(const Kind &Alias) {
  if (isWeakReference(Alias))
    return nullptr;
  const Kind *Target = &Alias;
  // An alias may be one of an alias; circles are errors.
  while (const auto *A = Target ? find<AliasAttr>(*Target) : nullptr)
    Target = declared<Kind>(Alias.getASTContext(), A->getAliasee());
  return Target == &Alias ? nullptr : Target;
}

const FunctionDecl *aliasedFunction(const FunctionDecl &Alias) {
  const FunctionDecl *Target = aliased(Alias), *Definition = nullptr;
  return Target && Target->hasBody(Definition) ? Definition : nullptr;
}

const VarDecl *aliasedVariable(const VarDecl &Alias) { return aliased(Alias); }

const FunctionDecl *carriedAlias(const FunctionDecl &Alias) {
  const FunctionDecl *Target = aliasedFunction(Alias);
  if (!Target || isForeign(*Target) || isWeak(*Target) || Target->isMain() ||
      !Alias.hasPrototype() || !Target->hasWrittenPrototype() || Alias.isVariadic() ||
      !Alias.getASTContext().hasSameType(Alias.getType(), Target->getType()))
    return nullptr;
  for (const ParmVarDecl *Parameter : Alias.parameters())
    if (Parameter->getOriginalType()->isVariablyModifiedType())
      return nullptr;
  return Target;
}

static bool
anyFunction(const FunctionDecl &Of,
            llvm::function_ref<bool(const FunctionDecl &)> Is) {
  for (const Decl *D : Of.getASTContext().getTranslationUnitDecl()->decls())
    if (const auto *Other = dyn_cast<FunctionDecl>(D); Other && Is(*Other))
      return true;
  return false;
}

static bool hasAlias(const FunctionDecl &Function) {
  return anyFunction(Function, [&](const FunctionDecl &Other) {
    const FunctionDecl *Target = aliasedFunction(Other);
    return Target && Target->getCanonicalDecl() == Function.getCanonicalDecl();
  });
}

bool canHandOver(const FunctionDecl &Function) {
  for (const ParmVarDecl *Parameter : Function.parameters())
    if (!Parameter->getIdentifier())
      return false;
  return !Function.isMain() && !Function.isInlined() && !Function.isVariadic() &&
         !takesLists(Function) && !Function.hasAttr<ConstructorAttr>() &&
         !Function.hasAttr<DestructorAttr>() && !hasAlias(Function);
}

bool isResolver(const FunctionDecl &Function) {
  return anyFunction(Function, [&](const FunctionDecl &Other) {
    const auto *A = Other.getAttr<IFuncAttr>();
    return A && A->getResolver() == symbolName(Function);
  });
}

std::string ownName(const FunctionDecl &Function) {
  return "__ferry_own_" + Function.getNameAsString();
}

} // namespace ferry
