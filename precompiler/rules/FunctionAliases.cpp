//===- FunctionAliases.cpp - one more name of a function --------------------===//

#include "rules/FunctionAliases.h"
#include "analysis/LinkNames.h"
#include "analysis/PassedArguments.h"
#include "analysis/UnitSummary.h"
#include "analysis/VariableArguments.h"
#include "emit/TypeTables.h"
#include "emit/UnitTables.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/Support/Path.h"

using namespace clang;

namespace ferry {

std::string functionAlias(
    const FunctionDecl &Alias, const FunctionDecl &Target, const TypeTables &Types,
    llvm::StringRef Unit,
    llvm::function_ref<std::string(const FunctionDecl &)> Prototype) {
  ASTContext &Context = Alias.getASTContext();
  const std::string Name = Alias.getNameAsString(), Other = Target.getNameAsString();
  const std::string Frame = "struct __ferry_frame_" + Name, Sites = "__ferry_sites_" + Name;
  QualType Result = Alias.getReturnType().getUnqualifiedType();

  std::string Parameters = "void *__ferry_place", Arguments;
  unsigned Number = 0;
  for (QualType Type : passedTypes(Alias)) {
    std::string Parameter = "a" + std::to_string(++Number);
    Parameters += ", " + Types.spell(carriedType(Type, Context), Parameter);
    Arguments += ", " + Parameter;
  }
  std::string Return = Result->isVoidType() ? "" : "return ";
  std::string Record =
      "  " + Frame + " *__ferry_fr = (" + Frame + " *)__ferry_place;\n";

  std::string Text = Frame + " {\n  const struct __ferry_site *site;\n} "
                             "__ferry_record_aligned;\n"
                             "static const struct __ferry_site " +
                     Sites + "[1];\n" + Prototype(Target) + Prototype(Alias);
  Text += (isOwnOfUnit(Alias) ? "static " : "") +
          Types.spell(Alias.getReturnType(),
                      "__ferry_in_" + Name + "(" + Parameters + ")") +
          " {\n" + Record;
  if (isWeak(Alias))
    Text += "  if (__builtin_expect(" + Name + " != " + Other + ", 0)) {\n    " + Return +
            Name + "(" + llvm::StringRef(Arguments).drop_front(Arguments.empty() ? 0 : 2).str() +
            ");\n" + (Return.empty() ? "    return;\n" : "") + "  }\n";
  Text += "  " + Return + "(__ferry_fr->site = &" + Sites + "[0], __ferry_in_" + Other +
          "((void *)(__ferry_fr + 1)" + Arguments + "));\n}\n";

  std::string Again = "__ferry_result_" + Name + "_1";
  Text += "typedef " + Types.spell(Result, "(*" + Again + ")(void *)") + ";\nstatic " +
          Types.spell(Result, "__ferry_re_" + Name + "(void *__ferry_place)") + " {\n" +
          Record + "  " + Return + "(__ferry_refill(__ferry_fr), ((" + Again +
          ")__ferry_reenter(__ferry_fr, (void *)(__ferry_fr + 1)))((void *)(__ferry_fr + "
          "1)));\n}\n";

  const SourceManager &SM = Context.getSourceManager();
  PresumedLoc Where = SM.getPresumedLoc(SM.getExpansionLoc(Alias.getLocation()));
  const std::string Line = std::to_string(Where.getLine()),
                    Entry = "static const struct __ferry_function __ferry_function_" + Name;
  Text += Entry + ";\nstatic const struct __ferry_site " + Sites +
          "[1] = {\n    {&__ferry_function_" + Name + ", 1, " + Line +
          ", __ferry_site_call, " + quoted(functionName(Target, Unit)) + ", 0, 0},\n};\n";
  return Text + Entry + " = {\n    " + quoted(functionName(Alias, Unit)) + ", " +
         quoted(llvm::sys::path::filename(Where.getFilename())) + ", " + Line +
         ", sizeof(" + Frame + "),\n    0, 0, " + Sites + ", 1, (__ferry_code)__ferry_re_" +
         Name + ",\n    " + quoted(signatureOf(Alias.getType(), Context)) + "};\n";
}

} // namespace ferry
