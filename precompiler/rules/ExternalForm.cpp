//===- ExternalForm.cpp - the form with the user's name ---------------------===//

#include "rules/ExternalForm.h"
#include "analysis/LinkNames.h"
#include "analysis/PassedArguments.h"
#include "analysis/UnitSummary.h"
#include "analysis/VariableArguments.h"
#include "analysis/VariableLengths.h"
#include "emit/TypeTables.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"
#include "clang/Basic/Version.h"
#include "llvm/ADT/StringExtras.h"

using namespace clang;

namespace ferry {
namespace {

std::string mainForm(const FunctionDecl &Function) {
  std::string Start = "__ferry_start_main";
  static const char *const Arguments[] = {", argc", ", (void *)argv",
                                          ", (void *)__ferry_environment()"};
  std::string Text =
      "static int " + Start + "(void *__ferry_place, int argc, char **argv) { ";
  unsigned Count = Function.getNumParams();
  Text += Count == 0 ? "(void)argc; (void)argv; " : Count == 1 ? "(void)argv; " : "";
  Text += "return __ferry_in_main(__ferry_place";
  for (unsigned I = 0; I < Count; ++I)
    Text += Arguments[I];
  Text += "); }\n";
  // As the user declared it elsewhere, else with what the runtime wants to know.
  bool Nameless = Function.getNumParams() == 0 &&
                  Function.getFirstDecl() != Function.getMostRecentDecl();
  return Text +
         (Nameless ? "int main(void) { return __ferry_main(0, 0, "
                   : "int main(int argc, char **argv) { return __ferry_main(argc, "
                     "argv, ") +
         Start + "); }\n";
}

template <typename Attribute>
std::string priorityOf(const Attribute &A, const FunctionDecl &Function) {
#if CLANG_VERSION_MAJOR >= 22
  const Expr *Priority = A.getPriority();
  if (!Priority)
    return std::to_string(Attribute::DefaultPriority);
  return llvm::toString(Priority->EvaluateKnownConstInt(Function.getASTContext()), 10);
#else
  return std::to_string(A.getPriority());
#endif
}

/// Attributes that are about the function that others call.
std::string runsByItself(const FunctionDecl &Function) {
  std::string Text;
  if (const auto *A = Function.getAttr<ConstructorAttr>())
    Text += "__attribute__((constructor(" + priorityOf(*A, Function) + "))) ";
  if (const auto *A = Function.getAttr<DestructorAttr>())
    Text += "__attribute__((destructor(" + priorityOf(*A, Function) + "))) ";
  return Text;
}

} // namespace

/// The body of one that takes `...` or a va_list.
static std::string bodyWithLists(const FunctionDecl &Function,
                                 llvm::ArrayRef<std::string> Arguments,
                                 const std::string &Native) {
  std::string Name = Function.getNameAsString();
  const auto *Type = Function.getType()->getAs<FunctionProtoType>();
  Published P = Type ? publishedTo(*Type) : Published{false, false};
  if (!P.Possible)
    return "{\n  (void)__ferry_enter((__ferry_code)" + Name + ");\n" + Native + "}\n";
  std::string Call = "__ferry_in_" + Name + "(__ferry_place";
  for (unsigned I = 0; I < Arguments.size(); ++I)
    Call += ", " + (!P.Arguments && I == P.List ? "*(__ferry_list *)__ferry_passed"
                                                : Arguments[I]);
  Call += P.Arguments ? ", __ferry_passed)" : ")";
  bool Void = Function.getReturnType()->isVoidType();
  return "{\n  void *__ferry_passed = 0;\n  void *__ferry_place = "
         "__ferry_enter_list((__ferry_code)" +
         Name + ", &__ferry_passed);\n  if (__ferry_place)\n    " +
         (Void ? "{ " + Call + "; return; }" : "return " + Call + ";") + "\n" + Native +
         "}\n";
}

std::string externalDeclaration(const FunctionDecl &Function, const TypeTables &Types) {
  return (Function.isExternallyVisible() ? "" : "static ") +
         Types.spell(Function.getType(), Function.getName()) + ";\n";
}

std::string ownDeclaration(const FunctionDecl &Function, const TypeTables &Types) {
  auto Spelled = [&](llvm::StringRef Name) {
    // Clang gives old definitions a prototype, which C does not.
    return hasParameterList(Function) && !Function.hasPrototype()
               ? Types.spell(Function.getReturnType(), (Name + "()").str())
               : Types.spell(Function.getType(), Name);
  };
  return Spelled(Function.getName()) + " __attribute__((weak));\nstatic " +
         Spelled(ownName(Function)) + ";\n";
}

std::string externalForm(const FunctionDecl &Function, bool AddressTaken,
                         const TypeTables &Types,
                         llvm::function_ref<std::string(const ParmVarDecl &)> AsWritten,
                         std::string Native) {
  if (Function.isMain())
    return mainForm(Function);
  std::string Name = Function.getNameAsString();
  bool Static = !Function.isExternallyVisible();
  bool Redeclared = Function.getFirstDecl() != Function.getMostRecentDecl();
  // What a pointer leads to is another unit's; a declaration wants a definition.
  bool InlineOnly = !Static && isOwnOfUnit(Function);
  if (InlineOnly && !Redeclared && Native.empty())
    return AddressTaken ? externalDeclaration(Function, Types) : "";
  bool RunsByItself =
      Function.hasAttr<ConstructorAttr>() || Function.hasAttr<DestructorAttr>();
  if (Static && !AddressTaken && !Redeclared && !RunsByItself)
    return {};

  std::string Parameters, Arguments, Declarations;
  llvm::SmallVector<std::string, 6> Names;
  unsigned Position = 0, Renamed = 0;
  // The user's style: calls without a prototype stay what they were.
  bool HasList = hasParameterList(Function);
  bool OldStyle = HasList && !Function.hasPrototype();
  llvm::SmallVector<QualType, 6> Passed = passedTypes(Function);
  for (const ParmVarDecl *Parameter : Function.parameters()) {
    std::string Own = Parameter->getNameAsString();
    // A parameter that hides the function would be published in its place.
    if (Own.empty() || Own == Name) {
      Own = "__ferry_u" + std::to_string(++Renamed);
      // The user's body has it under its name.
      if (!Native.empty() && !Parameter->getName().empty())
        Native = "  { __typeof__(" + Own + ") " + Name + " = " + Own + ";\n" + Native + "}\n";
    }
    QualType Type = HasList ? Passed[Position++] : Parameter->getType();
    // The lengths of its arrays can be said only in the user's words.
    bool Variable = Parameter->getOriginalType()->isVariablyModifiedType() &&
                    !effectOfParameter(*Parameter);
    Parameters += (Parameters.empty() ? "" : ", ") +
                  (OldStyle   ? Own
                   : Variable ? AsWritten(*Parameter)
                              : Types.spell(Type, Own));
    if (OldStyle)
      Declarations += Types.spell(Parameter->getType(), Own) + "; ";
    Arguments += ", " + Own;
    Names.push_back(Own);
  }
  // An empty list, where the user wrote one: the types must stay compatible.
  if (Parameters.empty())
    Parameters = Function.isVariadic() ? "..." : Function.hasPrototype() ? "void" : "";
  else if (Function.isVariadic())
    Parameters += ", ...";
  QualType Result = Function.getReturnType().getUnqualifiedType();
  bool Void = Result->isVoidType();
  bool Weak = isWeak(Function);
  std::string Text = Static || Weak ? "static __attribute__((unused)) " : "";
  if (InlineOnly)
    Text = Function.getASTContext().getLangOpts().GNUInline ? "extern __inline__ " : "__inline__ ";
  Text += runsByItself(Function);
  Text += Types.spell(Function.getReturnType(),
                      (Weak ? ownName(Function) : Name) + "(" + Parameters + ")") +
          " " + Declarations;
  // What the linker may have taken, and what is this unit's, are told apart.
  std::string Alias;
  if (Weak)
    Alias = Types.spell(Function.getReturnType(),
                        Name + "(" + (OldStyle ? "" : Parameters) + ")") +
            " __attribute__((weak, alias(\"" + ownName(Function) + "\")));\n";
  // What others define, their pointers lead to; user's bodies with lists call this one.
  if (InlineOnly && !Native.empty())
    return "__attribute__((always_inline)) " + Text + "{\n" + Native + "}\n";
  if (!Native.empty())
    return Text + bodyWithLists(Function, Names, Native);
  Text += "{\n  void *__ferry_place = __ferry_enter((__ferry_code)" + Name + ");\n";
  auto Call = [&](llvm::StringRef Place) {
    return "__ferry_in_" + Name + "(" + Place.str() + Arguments + ");\n";
  };
  std::string Closed = "__ferry_enter_closed(\"" + Name + "\")";
  if (Function.isNoReturn())
    return Text + "  if (!__ferry_place)\n    __ferry_place = " + Closed + ";\n  " +
           Call("__ferry_place") + "}\n" + Alias;
  if (Void)
    return Text + "  if (__builtin_expect(__ferry_place != 0, 1)) {\n    " +
           Call("__ferry_place") + "  } else {\n    " + Call(Closed) +
           "    __ferry_leave_closed();\n  }\n}\n" + Alias;
  return Text + "  if (__builtin_expect(__ferry_place != 0, 1))\n    return " +
         Call("__ferry_place") + "  {\n    " + Types.spell(Result, "__ferry_r") +
         " = " + Call(Closed) + "    __ferry_leave_closed();\n    return __ferry_r;\n  }\n}\n" +
         Alias;
}

} // namespace ferry
