//===- RuntimeTypes.cpp - structs of the runtime's that Clang has not seen --===//

#include "RuntimeTypes.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"

using namespace clang;

namespace ferry {

static RecordDecl *newRecord(llvm::StringRef Name, llvm::ArrayRef<RuntimeField> Fields,
                             ASTContext &Context) {
  TranslationUnitDecl *Unit = Context.getTranslationUnitDecl();
  auto *Record = RecordDecl::Create(Context, TagTypeKind::Struct, Unit, SourceLocation(),
                                    SourceLocation(), &Context.Idents.get(Name));
  Record->setImplicit();
  Record->startDefinition();
  for (const auto &[Field, Type] : Fields) {
    auto *D = FieldDecl::Create(Context, Record, SourceLocation(), SourceLocation(),
                                &Context.Idents.get(Field), Type, nullptr, nullptr,
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

QualType runtimeStruct(llvm::StringRef Name, llvm::ArrayRef<RuntimeField> Fields,
                       ASTContext &Context) {
  TranslationUnitDecl *Unit = Context.getTranslationUnitDecl();
  for (const NamedDecl *Known : Unit->lookup(&Context.Idents.get(Name)))
    if (const auto *Record = dyn_cast<RecordDecl>(Known))
      return typeOf(Record, Context);
  RecordDecl *Record = newRecord(Name, Fields, Context);
  Unit->addDecl(Record);
  return typeOf(Record, Context);
}

QualType codePointer(QualType Result, llvm::ArrayRef<QualType> Parameters,
                     ASTContext &Context) {
  return Context.getPointerType(
      Context.getFunctionType(Result, Parameters, FunctionProtoType::ExtProtoInfo()));
}

} // namespace ferry
