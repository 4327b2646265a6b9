//===- UnitTables.cpp - what one unit tells the runtime of itself -----------===//
#include "emit/UnitTables.h"
#include "emit/Omission.h"
#include "emit/TypeTables.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/xxhash.h"

using namespace clang;

namespace ferry {

std::string quoted(llvm::StringRef Bytes) {
  std::string Text = "\"";
  for (unsigned char C : Bytes) {
    if (C == '"' || C == '\\') {
      Text += '\\';
      Text += C;
    } else if (C == '\n') {
      Text += "\\n";
    } else if (C < 32 || C >= 127 || C == '?') { // no trigraphs
      Text += '\\';
      Text += '0' + (C >> 6);
      Text += '0' + (C >> 3 & 7);
      Text += '0' + (C & 7);
    } else {
      Text += C;
    }
  }
  return Text + "\"";
}

std::string placeOf(SourceLocation Location, const ASTContext &Context) {
  const SourceManager &SM = Context.getSourceManager();
  PresumedLoc P = SM.getPresumedLoc(SM.getExpansionLoc(Location));
  return llvm::sys::path::filename(P.getFilename()).str() + ":" +
         std::to_string(P.getLine()) + ":" + std::to_string(P.getColumn());
}

void UnitTables::addFunction(llvm::StringRef Entry, llvm::StringRef Tables,
                             llvm::StringRef OnlyIf) {
  if (OnlyIf.empty())
    Functions.push_back(Entry.str());
  else
    Conditional.emplace_back(Entry.str(), OnlyIf.str());
  FunctionTables += Tables;
  if (!FunctionTables.empty() && FunctionTables.back() != '\n')
    FunctionTables += '\n';
}

void UnitTables::addVariable(llvm::StringRef Name, const VarDecl &Declared,
                             llvm::StringRef Expression, bool ReadOnly,
                             bool Reached) {
  addVariable(Name, Declared.getMostRecentDecl()->getType(), Expression, ReadOnly,
              Reached, Declared.getTLSKind() != VarDecl::TLS_None);
  Variables.back().Type = Types.referenceOf(Declared);
  if (Declared.getMostRecentDecl()->hasAttr<WeakAttr>()) {
    std::string &Flags = Variables.back().Flags;
    Flags = (Flags == "0" ? "" : Flags + " | ") + "__ferry_variable_weak";
  }
}

void UnitTables::addVariable(llvm::StringRef Name, QualType Type,
                             llvm::StringRef Expression, bool ReadOnly,
                             bool Reached, bool PerThread) {
  std::string Flags = ReadOnly ? "__ferry_variable_readonly" : "0";
  if (!Reached)
    Flags = (ReadOnly ? Flags + " | " : "") + "__ferry_variable_unreached";
  Variables.push_back(
      {Name.str(), Types.reference(Type), Expression.str(), Flags, PerThread});
}

void UnitTables::addSymbol(llvm::StringRef Name, llvm::StringRef Expression,
                           llvm::StringRef Declaration) {
  if (Symbols.emplace(Name.str(), Expression.str()).second)
    Declarations += Declaration;
}

/// The start of a literal for the reader of a table.
static std::string excerpt(llvm::StringRef Bytes) {
  std::string Text;
  for (unsigned char C : Bytes.take_front(24))
    Text += C >= 32 && C < 127 ? char(C) : '.';
  return Bytes.size() > 24 ? Text + "..." : Text;
}

std::string UnitTables::literal(const StringLiteral &Literal) {
  std::vector<unsigned> Values;
  for (unsigned N = 0; N != Literal.getLength(); ++N)
    Values.push_back(Literal.getCodeUnit(N));
  return literal(Context.getAsArrayType(Literal.getType())
                     ->getElementType()
                     .getUnqualifiedType(),
                 std::move(Values));
}

std::string UnitTables::literal(llvm::StringRef Text) {
  return literal(Context.CharTy,
                 std::vector<unsigned>(Text.bytes_begin(), Text.bytes_end()));
}

std::string UnitTables::literal(QualType Element, std::vector<unsigned> Values) {
  bool Narrow = Context.getTypeSizeInChars(Element).isOne();
  // By value, not by byte: two machines agree on the name.
  std::string Key = Types.key(Element) + ":", Bytes, Numbers;
  for (unsigned Value : Values) {
    Numbers += std::to_string(Value) + ",";
    Bytes += char(Value);
  }
  Key += Numbers;
  auto Found = Literals.find(Key);
  if (Found != Literals.end())
    return Found->second;
  std::string Hash =
      llvm::utohexstr(llvm::xxh3_64bits(Key), /*LowerCase=*/true, 16);
  std::string Name = "__ferry_literal_" + Hash;
  for (unsigned N = 2; !LiteralNames.insert(Name).second; ++N)
    Name = "__ferry_literal_" + Hash + "_" + std::to_string(N);
  Literals[Key] = Name;
  // One element more than the type says: after `while (*p++)` a pointer stands
  // behind the zero, and must not stand at the start of the next literal. The alignment
  // keeps it from the ends of variables (rules/ObjectEnds), of all units.
  std::string Size = std::to_string(Values.size() + 2);
  LiteralText +=
      "static const " + Types.spell(Element, Name + "[" + Size + "]", true) +
      " __ferry_apart(64) = " + (Narrow ? quoted(Bytes) : "{" + Numbers + "0}") + ";\n";
  QualType Array = Context.getConstantArrayType(
      Element, llvm::APInt(32, Values.size() + 1), nullptr,
      ArraySizeModifier::Normal, 0);
  Variables.push_back(
      {Unit + ":\"" + (Narrow ? excerpt(Bytes) : "wide") + "\"#" +
           Name.substr(sizeof("__ferry_literal_") - 1),
       Types.reference(Array), Name,
       "__ferry_variable_readonly | __ferry_variable_literal", /*PerThread=*/false});
  return Name;
}

std::string UnitTables::allocationSite(QualType Type, llvm::StringRef Where,
                                       bool WithTail) {
  Sites.emplace_back(Type.isNull() ? "&__ferry_type_unknown"
                     : WithTail    ? Types.tailReference(Type)
                                   : Types.reference(Type),
                     Where.str());
  return "&__ferry_alloc_sites[" + std::to_string(Sites.size() - 1) + "]";
}

std::string UnitTables::unaskedSite(llvm::StringRef Where) {
  Sites.emplace_back("&__ferry_type_unasked", Where.str());
  return "&__ferry_alloc_sites[" + std::to_string(Sites.size() - 1) + "]";
}

void UnitTables::require(const std::string &Lines) {
  if (Required.insert(Lines).second)
    LiteralText += Lines;
}

bool UnitTables::empty() const {
  return Functions.empty() && Conditional.empty() && Variables.empty() && Symbols.empty() &&
         Sites.empty();
}

std::string UnitTables::head() const {
  std::string Text = LiteralText;
  if (!Sites.empty())
    Text += "static struct __ferry_alloc_site __ferry_alloc_sites[" +
            std::to_string(Sites.size()) + "];\n";
  return Text;
}

std::string UnitTables::tail() {
  std::string Text;
  std::string Rows, Fields;
  size_t Count = 0;
  auto Row = [&](const std::string &What, const std::string &Line) {
    if (!Omit.drops("line of " + What)) {
      Rows += "    " + Line + ",\n";
      ++Count;
    }
  };
  auto Table = [&](const char *Type, const char *Name) {
    if (Count)
      Text += std::string(Type) + " " + Name + "[" + std::to_string(Count) +
              "] = {\n" + Rows + "};\n";
    std::string Reference = Count ? Name : "0";
    Reference += ", " + std::to_string(Count);
    Rows.clear();
    Count = 0;
    return Reference;
  };
  for (auto &Site : Sites)
    if (Site.first == "&__ferry_type_unknown") {
      Text += "static const struct __ferry_type __ferry_type_unknown = "
              "{__ferry_kind_Raw, 0, \"unknown\", 1, 1, 0, 0, 0};\n";
      break;
    }
  Text += Declarations + FunctionTables;
  for (const std::string &F : Functions)
    Row("function " + F.substr(sizeof("&__ferry_function_") - 1), F);
  std::string Late; // What only the running program knows.
  if (Conditional.empty()) {
    Fields = Table("static const struct __ferry_function *const", "__ferry_functions");
  } else {
    Text += "static const struct __ferry_function *__ferry_functions[" +
            std::to_string(Count + Conditional.size()) + "] = {\n" + Rows + "    0,\n};\n";
    Fields = "__ferry_functions, " + std::to_string(Count);
    Rows.clear();
    Count = 0;
    for (const auto &[Entry, OnlyIf] : Conditional)
      Late += "  if (" + OnlyIf + ")\n    __ferry_functions[__ferry_unit.function_count++] = " +
              Entry + ";\n";
  }
  for (const Variable &V : Variables) {
    std::string Of = " of variable " + V.Name;
    std::string Address = "(void *)&" + V.Expression;
    size_t Before = Count;
    Row("variable " + V.Name,
        "{" + Omit.part(quoted(V.Name), "name" + Of) + ", " +
            Omit.part(V.Type, "type" + Of) + ", " + (V.PerThread ? "0" : Address) +
            ", " + (V.Flags == "0" ? V.Flags : Omit.part(V.Flags, "flags" + Of)) + "}");
    if (V.PerThread && Count != Before && !Omit.drops("address" + Of))
      Late += "  __ferry_variables[" + std::to_string(Before) + "].address = " +
              Address + ";\n";
  }
  Fields += ",\n    " + Table(Late.empty() ? "static const struct __ferry_variable"
                                           : "static struct __ferry_variable",
                              "__ferry_variables");
  for (auto &[Name, Expression] : Symbols)
    Row("symbol " + Name,
        "{" + quoted(Name) + ", (__ferry_code)" + Expression + "}");
  Fields +=
      ",\n    " + Table("static const struct __ferry_symbol", "__ferry_symbols");
  // Not their lines: the text says &__ferry_alloc_sites[N], and would not compile.
  for (auto &[Type, Where] : Sites) {
    Rows += "    {" + Omit.part(Type, "type of allocation at " + Where) + ", " +
            quoted(Where) + ", 0},\n";
    ++Count;
  }
  Fields += ",\n    " + Table("static struct __ferry_alloc_site",
                              "__ferry_alloc_sites");
  Text += "static struct __ferry_unit __ferry_unit = {\n    " + quoted(Unit) +
          ",\n    " + Fields + ",\n    0};\n"
          "static void __attribute__((constructor)) __ferry_register(void) {\n" +
          Late + "  __ferry_register_unit(&__ferry_unit);\n}\n";
  return Text;
}

} // namespace ferry
