//===- UnitTables.h - what one unit tells the runtime of itself -------------===//
///
/// \file
/// Collects the unit's functions, variables, literals, symbols and allocation
/// sites and writes their tables (struct __ferry_unit) with the constructor that
/// registers them. Decides nothing: what belongs in there is up to the rules.
///
/// Names in the tables are those on which two machines agree: docs/design/0004.
///
//===----------------------------------------------------------------------===//
#ifndef FERRY_EMIT_UNITTABLES_H
#define FERRY_EMIT_UNITTABLES_H

#include "clang/AST/Expr.h"
#include <map>
#include <set>
#include <string>
#include <vector>

namespace ferry {

class Omission;
class TypeTables;

class UnitTables {
public:
  UnitTables(const clang::ASTContext &Context, TypeTables &Types,
             llvm::StringRef Unit, Omission &Omit)
      : Context(Context), Types(Types), Omit(Omit), Unit(Unit) {}

  llvm::StringRef unit() const { return Unit; }

  /// \p OnlyIf: the entry counts when this is so, once the program has started.
  void addFunction(llvm::StringRef Entry, llvm::StringRef Tables,
                   llvm::StringRef OnlyIf);
  /// \p Expression is the variable's C name where the table stands. \p Reached:
  /// pointers may lead to it. \p PerThread: its address is no constant; the table
  /// gets that of the thread that starts the program, the only one that is carried.
  void addVariable(llvm::StringRef Name, clang::QualType Type,
                   llvm::StringRef Expression, bool ReadOnly, bool Reached,
                   bool PerThread = false);
  /// The same for one that the user declared, with what its initialiser says.
  void addVariable(llvm::StringRef Name, const clang::VarDecl &Declared,
                   llvm::StringRef Expression, bool ReadOnly, bool Reached);
  /// A function that pointers may point to. \p Expression as above;
  /// \p Declaration makes it known there, if nothing does.
  void addSymbol(llvm::StringRef Name, llvm::StringRef Expression,
                 llvm::StringRef Declaration = "");
  /// The C name of the array that stands for the literal. Equal ones are pooled.
  std::string literal(const clang::StringLiteral &Literal);
  /// The same for `char` literals that the user did not write.
  std::string literal(llvm::StringRef Text);
  /// The address of a new allocation site; a null type is "unknown". \p WithTail: of
  /// a struct with elements behind it (emit/ArrayTail.h).
  std::string allocationSite(clang::QualType Type, llvm::StringRef Where,
                             bool WithTail = false);
  /// The same of a function for those who call it through a pointer and say nothing.
  std::string unaskedSite(llvm::StringRef Where);
  /// Puts the lines into the head of the file, once.
  void require(const std::string &Lines);
  bool empty() const;

  /// Lines for the head of the file: literals and what the text refers to.
  std::string head() const;
  /// Lines for the end of the file.
  std::string tail();

private:
  struct Variable {
    std::string Name, Type, Expression, Flags;
    bool PerThread;
  };
  const clang::ASTContext &Context;
  TypeTables &Types;
  Omission &Omit;
  std::string Unit;
  std::vector<std::string> Functions;
  std::vector<std::pair<std::string, std::string>> Conditional; ///< entry, when
  std::string FunctionTables;
  std::vector<Variable> Variables;
  std::map<std::string, std::string> Symbols; ///< name -> expression
  std::vector<std::pair<std::string, std::string>> Sites; ///< type, where
  std::map<std::string, std::string> Literals; ///< element + bytes -> C name
  std::set<std::string> LiteralNames, Required;
  std::string LiteralText, Declarations;

  std::string literal(clang::QualType Element, std::vector<unsigned> Values);
};

/// "btree.c:44:17", for people.
std::string placeOf(clang::SourceLocation Location, const clang::ASTContext &Context);

/// A C string literal with these bytes.
std::string quoted(llvm::StringRef Bytes);

} // namespace ferry
#endif
