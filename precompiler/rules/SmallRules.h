//===- SmallRules.h - rules that all forms of a function need ---------------===//
///
/// \file
/// Rules that edit the user's text before functions are rewritten: what the
/// internal form and the re-entry form share, and what functions need that
/// cannot reach a poll. Each is one file and knows none of the others; they run
/// in the order below.
///
//===----------------------------------------------------------------------===//
#ifndef FERRY_RULES_SMALLRULES_H
#define FERRY_RULES_SMALLRULES_H

#include "analysis/AddressTaken.h"
#include "emit/TokenText.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include <string>
#include <vector>

namespace clang {
class ASTContext;
class CallExpr;
class Decl;
class FunctionDecl;
class Stmt;
} // namespace clang

namespace ferry {

class Diagnostics;
class ProgramFacts;
class TypeTables;
class UnitTables;

struct SmallRules {
  const clang::ASTContext &Context;
  const TokenText &Text;
  const ProgramFacts &Facts;
  TypeTables &Types;
  UnitTables &Unit;
  Diagnostics &Diags;
  Edits &Base;
  /// Declarations that go to file scope, in front of their function, once all
  /// rules have edited them.
  struct Move {
    const clang::FunctionDecl *From;
    TokenRange Tokens;
    const char *End = "";         ///< goes behind the moved text
    std::string Leaves = {};      ///< what stays in its place
  };
  std::vector<Move> Moved = {};
  /// Compound literals at file scope, inner ones first; they are taken out once all
  /// rules have edited what stands in them.
  struct MovedLiteral {
    TokenRange Whole, Values;
    unsigned Above; ///< first token of the declaration
    std::string Before, After, Leaves;
  };
  std::vector<MovedLiteral> Literals = {};
  VariableSet Reached = {};
  VariableSet Lengthened = {}; ///< arrays that have got one element more
  /// What tells the function that is called what its memory is for (rules/Allocations).
  llvm::DenseMap<const clang::CallExpr *, std::string> Wanted{};

  /// Constructs that no program may have: threads, fork, other allocators.
  void refuseForeignFunctions();
  /// Definitions that would take the place of what the runtime calls.
  void refuseRuntimeNames();
  /// Structs in the other byte order.
  void refuseStorageOrder();
  /// Pointers in memory of numbers.
  void refuseHiddenPointers();
  /// FERRY_UNION_TAG and FERRY_UNION_CASE that make no sense.
  void checkUnionTags();
  /// An array's end is no other object's start.
  void separateArrayEnds();
  /// Lists of arguments in memory have Ferry's form (rules/VariableArguments.cpp).
  void keepListPlaces();
  /// A variable's end is no other variable's start.
  void separateObjectEnds();
  /// Structs of functions get a name at file scope.
  void nameLocalTypes();
  /// Addresses of labels become addresses of objects.
  void nameLabels();
  /// Labels of a block get a name of the function.
  void renameLocalLabels();
  /// Statics of functions become variables of the unit.
  void hoistStaticLocals();
  /// Variables of the unit go into its table.
  void registerVariables();
  /// Compound literals at file scope become variables of the unit.
  void nameStaticLiterals();
  /// Functions that pointers may point to go into the table.
  void registerFunctions();
  /// malloc and its like say what they allocate.
  void typeAllocations();
  /// A capture waits until getopt has come to its end.
  void followOptionParsing();
  /// The runtime learns what the program has open.
  void followFiles();
  /// rand and strtok, strndup and its like are the runtime's.
  void useLibraryVersions();
  /// The list of what runs at exit is the program's own.
  void keepExitHandlers();
  /// signal and sigaction go through the runtime.
  void routeSignalCalls();
  /// longjmp goes through the runtime.
  void routeLongJumps();
  /// __func__ stays the user's name.
  void keepFunctionNames();
  /// A literal that becomes a pointer gets a name.
  void nameStringLiterals();

  /// Pointers may lead to the variable: its address is taken in the unit, or
  /// other units know it.
  bool mayBeReached(const clang::VarDecl &Variable) const;

  void all() {
    findReached();
    refuseForeignFunctions();
    refuseRuntimeNames();
    refuseStorageOrder();
    refuseHiddenPointers();
    checkUnionTags();
    keepListPlaces();
    separateArrayEnds();
    separateObjectEnds();
    nameLocalTypes();
    renameLocalLabels();
    nameLabels();
    hoistStaticLocals();
    registerVariables();
    nameStaticLiterals();
    registerFunctions();
    typeAllocations();
    followOptionParsing();
    followFiles();
    useLibraryVersions();
    keepExitHandlers();
    routeSignalCalls();
    routeLongJumps();
    keepFunctionNames();
    nameStringLiterals();
    moveDeclarations();
  }

  bool isLengthened(const clang::Decl &Variable) const;
  void findReached();
  void moveDeclarations();

  /// Declarations at file scope in text that we write, in the order of the text.
  void eachDeclaration(llvm::function_ref<void(const clang::Decl &)> Do) const;
  /// The same in text that stays as it is: system headers, forced includes.
  void eachUnwritten(llvm::function_ref<void(const clang::Decl &)> Do) const;
  /// Functions that are defined in text that we write.
  void eachFunction(llvm::function_ref<void(const clang::FunctionDecl &)> Do) const;
  /// What is evaluated, at run time or in initialisers: bodies of functions and
  /// initialisers at file scope. \p In is null for the latter.
  void eachBody(llvm::function_ref<void(const clang::Stmt &,
                                        const clang::FunctionDecl *In)> Do) const;
};

} // namespace ferry
#endif
