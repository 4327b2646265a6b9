//===- VariableArguments.h - functions that take `...`, and va_list ---------===//
///
/// \file
/// What a va_list is differs from machine to machine, and where the arguments are
/// nobody but the compiler knows. So functions that can be on the stack at a poll
/// have neither: the caller puts the variable arguments into a *block*, a local of
/// its own with a type that names each of them, and the internal form takes the
/// block's address in place of `...`. A va_list in there is a `__ferry_list`, a
/// struct with that address and the number of the next argument
/// (runtime/include/ferry/generated.h).
///
/// What follows for the whole program: a function that takes a va_list, or a pointer
/// to one, from a function that can be on the stack at a poll has to take a
/// `__ferry_list`, so it counts as one of them (SolveProgram.cpp).
///
/// A type is known for a va_list by its name: behind that is a pointer to char on
/// one machine and an array of structs on another.
//===----------------------------------------------------------------------===//
#ifndef FERRY_ANALYSIS_VARIABLEARGUMENTS_H
#define FERRY_ANALYSIS_VARIABLEARGUMENTS_H

#include "clang/AST/Type.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include <string>

namespace clang {
class ASTContext;
class CallExpr;
class Decl;
class Expr;
class FunctionDecl;
class Stmt;
class TypeLoc;
} // namespace clang

namespace ferry {

/// C guarantees that many arguments; __ferry_native has room for them.
constexpr unsigned MostVariableArguments = 127;

/// A va_list, by whatever name; as the type of a parameter too.
bool isVaList(clang::QualType Type);
/// A va_list, or pointers to or arrays of it.
bool holdsVaList(clang::QualType Type);
/// The same with `__ferry_list` in its place; any other type as it is, structs with lists
/// in them too: their text says what these are (ListPlaces.h).
clang::QualType carriedType(clang::QualType Type, clang::ASTContext &Context);

/// Whether a parameter holds a va_list.
bool takesLists(const clang::FunctionDecl &Function);

/// "struct Name { __ferry_code what; T1 a1; T2 a2; ... }"
clang::QualType blockType(llvm::StringRef Name, llvm::ArrayRef<clang::QualType> Types,
                          clang::ASTContext &Context);
/// "struct __ferry_native", which the user's compiler knows.
clang::QualType nativeListType(clang::ASTContext &Context);

/// The function type that is called; null without a prototype.
const clang::FunctionProtoType *calledType(const clang::CallExpr &Call);
/// The type of a parameter of it, by the name that somebody gave it.
clang::QualType parameterType(const clang::CallExpr &Call, unsigned Number);

/// How a function that takes variable arguments or a va_list gets them when it is
/// called through a pointer.
struct Published {
  bool Nothing = true;   ///< It takes neither.
  bool Possible = true;  ///< One block or one va_list can be handed over.
  bool Arguments = false; ///< It is the block.
  unsigned List = 0;     ///< Else the position of the va_list.
};
Published publishedTo(const clang::FunctionProtoType &Type);

enum class ListMacro { None, Start, Copy, End };
ListMacro listMacro(const clang::CallExpr &Call);

/// A function of the C library that takes a va_list with numbers and pointers.
bool isKnownListTaker(const clang::FunctionDecl &Function);

using NamedList =
    llvm::function_ref<void(clang::SourceLocation, clang::QualType Named)>;
/// Calls \p Do for each name of a type in the body and the parameters of \p Function
/// that is a va_list or stands for a type made of it. Not for those that declare members
/// and variables with static storage (ListPlaces.h).
void eachListName(const clang::FunctionDecl &Function, NamedList Do);
/// The same in the words of a declaration.
void eachListName(clang::TypeLoc Written, NamedList Do);

} // namespace ferry
#endif
