//===- ConstMembers.cpp - assignments of what C does not assign -------------===//

#include "emit/ConstMembers.h"
#include "emit/TypeTables.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"

using namespace clang;

namespace ferry {

bool hasConstMember(QualType Type, const ASTContext &Context) {
  const auto *Record = Context.getBaseElementType(Type)->getAs<RecordType>();
  if (!Record)
    return false;
  for (const FieldDecl *Field : Record->getDecl()->fields())
    if (Context.getBaseElementType(Field->getType()).isConstQualified() ||
        hasConstMember(Field->getType(), Context))
      return true;
  return false;
}

std::string assignment(llvm::StringRef Target, llvm::StringRef Value, QualType Type,
                       const TypeTables &Types, const ASTContext &Context) {
  if (!hasConstMember(Type, Context))
    return (Target + " = (" + Value + ")").str();
  return ("__builtin_memcpy(&" + Target + ", __extension__ (" +
          Types.spell(Type, "[1]") + "){(" + Value + ")}, sizeof " + Target + ")")
      .str();
}

std::string copyOf(llvm::StringRef Source, llvm::StringRef Target, QualType Type,
                   const ASTContext &Context) {
  if (!hasConstMember(Type, Context))
    return (Target + " = " + Source).str();
  return ("__builtin_memcpy(&" + Target + ", &" + Source + ", sizeof " + Target + ")")
      .str();
}

} // namespace ferry
