//===- RuntimeTypes.cpp - structs of the runtime's that Clang has not seen --===//

#include "RuntimeTypes.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"

using namespace clang;

namespace ferry {

static RecordDecl *newRecord(llvm::StringRef Name, llvm::ArrayRef<RuntimeField> Fields,
                             ASTContext &Context, Expr *Width = nullptr) {
  TranslationUnitDecl *Unit = Context.getTranslationUnitDecl();
  auto *Record = RecordDecl::Create(Context, TagTypeKind::Struct, Unit, SourceLocation(),
                                    SourceLocation(), &Context.Idents.get(Name));
  Record->setImplicit();
  Record->startDefinition();
  for (const auto &[Field, Type] : Fields) {
    auto *D = FieldDecl::Create(Context, Record, SourceLocation(), SourceLocation(),
                                &Context.Idents.get(Field), Type, nullptr, Width,
                                /*Mutable=*/false, ICIS_NoInit);
    D->setAccess(AS_public);
    Record->addDecl(D);
  }
  Record->completeDefinition();
  return Record;
}

static QualType typeOf(const RecordDecl *Record, ASTContext &Context) {
  return Context.getTypeDeclType(static_cast<const TypeDecl *>(Record));
}

QualType newStruct(llvm::StringRef Name, llvm::ArrayRef<RuntimeField> Fields,
                   ASTContext &Context) {
  return typeOf(newRecord(Name, Fields, Context), Context);
}

static QualType onlyOne(llvm::StringRef Name, llvm::ArrayRef<RuntimeField> Fields,
                        ASTContext &Context, Expr *Width = nullptr) {
  TranslationUnitDecl *Unit = Context.getTranslationUnitDecl();
  for (const NamedDecl *Known : Unit->lookup(&Context.Idents.get(Name)))
    if (const auto *Record = dyn_cast<RecordDecl>(Known))
      return typeOf(Record, Context);
  RecordDecl *Record = newRecord(Name, Fields, Context, Width);
  Unit->addDecl(Record);
  return typeOf(Record, Context);
}

QualType runtimeStruct(llvm::StringRef Name, llvm::ArrayRef<RuntimeField> Fields,
                       ASTContext &Context) {
  return onlyOne(Name, Fields, Context);
}

QualType bitFieldStruct(llvm::StringRef Name, QualType Type, uint64_t Width,
                        ASTContext &Context) {
  llvm::APInt Value(Context.getIntWidth(Context.IntTy), Width);
  Expr *Bits = ConstantExpr::Create(
      Context, IntegerLiteral::Create(Context, Value, Context.IntTy, SourceLocation()),
      APValue(llvm::APSInt(Value)));
  return onlyOne(Name, {{"value", Type}}, Context, Bits);
}

QualType codePointer(QualType Result, llvm::ArrayRef<QualType> Parameters,
                     ASTContext &Context) {
  return Context.getPointerType(
      Context.getFunctionType(Result, Parameters, FunctionProtoType::ExtProtoInfo()));
}

} // namespace ferry
