//===- VariableArguments.cpp - functions that take `...`, and va_list -------===//

#include "VariableArguments.h"
#include "RuntimeTypes.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Basic/Version.h"
#include "llvm/ADT/StringSwitch.h"

using namespace clang;

namespace ferry {

bool isVaList(QualType Type) {
  for (;;) {
    const clang::Type *T = Type.getTypePtr();
    if (const auto *Adjusted = dyn_cast<AdjustedType>(T)) {
      Type = Adjusted->getOriginalType();
    } else if (const auto *Typedef = dyn_cast<TypedefType>(T)) {
      llvm::StringRef Name = Typedef->getDecl()->getName();
      if (Name == "va_list" || Name == "__gnuc_va_list" || Name == "__builtin_va_list")
        return true;
      Type = Typedef->desugar();
    } else {
      Type = T->getLocallyUnqualifiedSingleStepDesugaredType();
      if (Type.getTypePtr() == T)
        return false;
    }
  }
}

/// What a pointer or an array is made of; null for anything else.
static QualType inner(QualType Type) {
  if (const auto *Pointer = Type->getAs<PointerType>())
    return Pointer->getPointeeType();
  if (const auto *Array = dyn_cast<ArrayType>(Type->getUnqualifiedDesugaredType()))
    return Array->getElementType();
  return {};
}

bool holdsVaList(QualType Type) {
  for (; !Type.isNull(); Type = inner(Type))
    if (isVaList(Type))
      return true;
  return false;
}

static QualType listType(ASTContext &Context) {
  return runtimeStruct("__ferry_list",
                       {{"of", Context.VoidPtrTy}, {"next", Context.UnsignedIntTy}},
                       Context);
}

QualType nativeListType(ASTContext &Context) {
  return runtimeStruct("__ferry_native", {{"list", Context.VoidPtrTy}}, Context);
}

QualType blockType(llvm::StringRef Name, llvm::ArrayRef<QualType> Types,
                   ASTContext &Context) {
  llvm::SmallVector<std::string, 8> Names;
  for (unsigned I = 0; I < Types.size(); ++I)
    Names.push_back("a" + std::to_string(I + 1));
  llvm::SmallVector<RuntimeField, 8> Fields = {
      {"what", codePointer(Context.VoidTy, {}, Context)}};
  for (unsigned I = 0; I < Types.size(); ++I)
    Fields.push_back({Names[I], Types[I]});
  return newStruct(Name, Fields, Context);
}

QualType carriedType(QualType Type, ASTContext &Context) {
  if (!holdsVaList(Type))
    return Type;
  if (isVaList(Type))
    return listType(Context);
  Qualifiers Quals = Type.getLocalQualifiers();
  if (const auto *Pointer = Type->getAs<PointerType>())
    Type = Context.getPointerType(carriedType(Pointer->getPointeeType(), Context));
  else if (const ConstantArrayType *Array = Context.getAsConstantArrayType(Type))
    Type = Context.getConstantArrayType(carriedType(Array->getElementType(), Context),
                                        Array->getSize(), nullptr,
                                        Array->getSizeModifier(), 0);
  return Context.getQualifiedType(Type, Quals);
}

bool takesLists(const FunctionDecl &Function) {
  return llvm::any_of(Function.parameters(), [](const ParmVarDecl *Parameter) {
    return holdsVaList(Parameter->getType());
  });
}

const FunctionProtoType *calledType(const CallExpr &Call) {
  if (const FunctionDecl *Callee = Call.getDirectCallee())
    return Callee->hasPrototype() ? Callee->getType()->getAs<FunctionProtoType>()
                                  : nullptr;
  QualType Type = Call.getCallee()->getType();
  if (const auto *Pointer = Type->getAs<PointerType>())
    Type = Pointer->getPointeeType();
  return Type->getAs<FunctionProtoType>();
}

QualType parameterType(const CallExpr &Call, unsigned Number) {
  // The compiler's own declaration of a library function has no names.
  if (const FunctionDecl *Callee = Call.getDirectCallee())
    for (const FunctionDecl *D : Callee->redecls())
      if (Number < D->getNumParams() && holdsVaList(D->getParamDecl(Number)->getType()))
        return D->getParamDecl(Number)->getType();
  return calledType(Call)->getParamType(Number);
}

Published publishedTo(const FunctionProtoType &Type) {
  Published P;
  auto One = [&] {
    P.Possible &= P.Nothing;
    P.Nothing = false;
  };
  for (unsigned I = 0; I < Type.getNumParams(); ++I)
    if (holdsVaList(Type.getParamType(I))) {
      One();
      P.List = I;
      // A pointer to a va_list means one thing here and another one there.
      P.Possible &= isVaList(Type.getParamType(I));
    }
  if (Type.isVariadic()) {
    One();
    P.Arguments = true;
  }
  return P;
}

ListMacro listMacro(const CallExpr &Call) {
  const FunctionDecl *Callee = Call.getDirectCallee();
  if (!Callee || !Callee->getIdentifier() || !Callee->getBuiltinID())
    return ListMacro::None;
  return llvm::StringSwitch<ListMacro>(Callee->getName())
      .Cases("__builtin_va_start", "__builtin_stdarg_start", "__builtin_c23_va_start",
             ListMacro::Start)
      .Case("__builtin_va_copy", ListMacro::Copy)
      .Case("__builtin_va_end", ListMacro::End)
      .Default(ListMacro::None);
}

bool isKnownListTaker(const FunctionDecl &Function) {
  if (!Function.getIdentifier())
    return false;
  llvm::StringRef Name = Function.getName();
  Name.consume_front("__builtin_");
  return llvm::StringSwitch<bool>(Name)
#define FERRY_LIST_TAKER(Name) .Case(#Name, true)
#include "analysis/ListTakers.def"
      .Default(false);
}

namespace {
class Names : public RecursiveASTVisitor<Names> {
public:
  explicit Names(NamedList Do) : Do(Do) {}

  bool VisitTypedefTypeLoc(TypedefTypeLoc Loc) {
    if (holdsVaList(Loc.getType()))
      Do(Loc.getNameLoc(), Loc.getType());
    return true;
  }
  // What others are called with stays as it is.
  bool TraverseFunctionDecl(FunctionDecl *) { return true; }
  // Places (ListPlaces.h).
  bool TraverseFieldDecl(FieldDecl *) { return true; }
  bool TraverseVarDecl(VarDecl *Variable) {
    return Variable->hasGlobalStorage() ? TraverseStmt(Variable->getInit())
                                        : RecursiveASTVisitor::TraverseVarDecl(Variable);
  }
#if CLANG_VERSION_MAJOR >= 22
  bool TraverseFunctionProtoTypeLoc(FunctionProtoTypeLoc, bool) { return true; }
#else
  bool TraverseFunctionProtoTypeLoc(FunctionProtoTypeLoc) { return true; }
#endif

private:
  NamedList Do;
};
} // namespace

void eachListName(TypeLoc Written, NamedList Do) { Names(Do).TraverseTypeLoc(Written); }

void eachListName(const FunctionDecl &Function, NamedList Do) {
  Names Find(Do);
  for (const ParmVarDecl *Parameter : Function.parameters())
    if (const TypeSourceInfo *Written = Parameter->getTypeSourceInfo())
      Find.TraverseTypeLoc(Written->getTypeLoc());
  Find.TraverseStmt(Function.getBody());
}

} // namespace ferry
