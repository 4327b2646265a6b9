//===- TypeNames.h - how types are spelled and called -----------------------===//
///
/// \file
/// Two names of a type: the **spelling**, a C declarator for file scope that GCC
/// and Clang read, and the **key**, on which two machines agree.
///
/// Records without a tag are called after what introduces them: the typedef, or
/// the first member or variable that is declared with them ("struct node.pos",
/// spelled `__typeof__(((struct node *)0)->pos)`).
///
/// Rejected: QualType::getAsString. It prints names of function scope, `bool`
/// where C has none, and places in files for records without a tag.
///
//===----------------------------------------------------------------------===//
#ifndef FERRY_EMIT_TYPENAMES_H
#define FERRY_EMIT_TYPENAMES_H

#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "llvm/ADT/DenseMap.h"
#include <string>

namespace ferry {

class TypeNames {
public:
  explicit TypeNames(const clang::ASTContext &Context);

  std::string spell(clang::QualType Type, std::string Name,
                    bool DropConst) const;
  std::string key(clang::QualType Type) const;

  /// Names the record without a tag, or of function scope, that is in \p Type:
  /// \p Expression is an lvalue of the type at file scope.
  void introduce(clang::QualType Type, std::string Expression, std::string Key,
                 bool Moved = false);

  void name(const clang::RecordDecl *Record, std::string Spelling,
            std::string Key);

  /// False for a record or enum that nothing at file scope names.
  bool hasName(const clang::TagDecl *Tag) const;

private:
  struct Introduced {
    std::string Spelling, Key;
  };
  const clang::ASTContext &Context;
  llvm::DenseMap<const clang::TagDecl *, Introduced> Anonymous;

  void introduce(const clang::DeclContext *Scope);
  std::string parameters(const clang::FunctionType *Function, bool Keys) const;
};

/// Declared inside a function: cannot be named at file scope.
bool isLocal(const clang::Decl *D);

} // namespace ferry
#endif
