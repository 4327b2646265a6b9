//===- FrameRecords.cpp - position and live locals, kept in a record --------===//

#include "rules/FrameRecords.h"
#include "analysis/UnitSummary.h"
#include "analysis/VariableLengths.h"
#include "diag/Diagnostics.h"
#include "emit/ConstMembers.h"
#include "emit/Omission.h"
#include "emit/TypeTables.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/Support/Path.h"

using namespace clang;

namespace ferry {
namespace {

/// A struct or union inside a function, that no text outside can name.
bool namesLocalType(QualType Type, const TypeTables &Types) {
  Type = Type.getCanonicalType();
  if (const auto *Array = dyn_cast<ArrayType>(Type.getTypePtr()))
    return namesLocalType(Array->getElementType(), Types);
  if (const auto *Pointer = Type->getAs<PointerType>())
    return namesLocalType(Pointer->getPointeeType(), Types);
  if (const auto *Atomic = Type->getAs<AtomicType>())
    return namesLocalType(Atomic->getValueType(), Types);
  if (const auto *Proto = Type->getAs<FunctionProtoType>()) {
    for (QualType Parameter : Proto->param_types())
      if (namesLocalType(Parameter, Types))
        return true;
    return namesLocalType(Proto->getReturnType(), Types);
  }
  if (const auto *Tag = Type->getAs<TagType>())
    return !Types.isNamed(Tag->getDecl());
  return false;
}

std::string quoted(llvm::StringRef Text) {
  std::string Quoted = "\"";
  for (char C : Text) {
    if (C == '"' || C == '\\')
      Quoted += '\\';
    Quoted += C;
  }
  return Quoted + "\"";
}

} // namespace

bool FrameRecords::check(Diagnostics &Diags) const {
  SourceLocation Function = Plan.Function->getLocation();
  std::string Of = " of '" + Plan.Function->getNameAsString() + "'";
  bool Good = true;
  for (const Local &L : Plan.Locals) {
    SourceLocation Where = L.Decl      ? L.Decl->getLocation()
                           : L.Literal ? L.Literal->getBeginLoc()
                           : L.BlockOf ? L.BlockOf->getBeginLoc()
                                       : Function;
    std::string What = L.Decl ? (L.Parameter ? "parameter '" : "local '") +
                                    L.Decl->getNameAsString() + "'" + Of
                       : L.Literal ? "a compound literal" + Of
                       : L.BlockOf ? "a variable argument in a call" + Of
                              : "the result of a call in an expression" + Of;
    Refusal Why;
    if ((L.HasSlot || !L.Decl) && namesLocalType(L.Type, Types)) {
      Diags.report(Where, DiagId::LocalType) << What << L.Type;
      Good = false;
    } else if (L.HasSlot && !Types.canCarry(L.Type, &Why)) {
      Types.refuse(Diags, Where, What, L.Type, Why);
      Good = false;
    } else if (!L.Decl && !L.Literal && !L.LengthOf &&
               L.Type->isVariablyModifiedType()) {
      Diags.report(Where, DiagId::VariableLengthArray) << What << L.Type;
      Good = false;
    }
  }
  for (const Scratch &S : Plan.Scratches) {
    if (!namesLocalType(S.Type, Types))
      continue;
    Diags.report(Function, DiagId::LocalType) << "an argument of a call" + Of << S.Type;
    Good = false;
  }
  return Good;
}

std::string FrameRecords::declaration() const {
  std::string Name = Plan.Function->getNameAsString();
  std::string Lines =
      "struct __ferry_frame_" + Name + " {\n  const struct __ferry_site *site;\n";
  const ASTContext &Context = Plan.Function->getASTContext();
  for (const Local &L : Plan.Locals) {
    if (!L.HasSlot)
      continue;
    // Records are aligned to two pointers and no more; a slot that wants more has
    // to do without, or the record behind would not stand where it should.
    bool WantsMore = !L.ByAddress &&
                     Context.getTypeAlign(L.Type) > 2 * Context.getTypeSize(Context.VoidPtrTy);
    Lines += "  " +
             (L.ByAddress ? "const volatile void *" + L.Name
                          : Types.spell(L.Type, L.Name, /*DropConst=*/true)) +
             (WantsMore ? " __ferry_slot_aligned" : "") + ";\n";
  }
  Lines += "} __ferry_record_aligned;\n";
  if (!Plan.Sites.empty())
    Lines += "static const struct __ferry_site __ferry_sites_" + Name + "[" +
             std::to_string(Plan.Sites.size()) + "];\n";
  return Lines;
}

/// What is stored in a local's slot.
std::string FrameRecords::valueOf(const Local &L) const {
  if (L.LengthOf) {
    const auto *Variable = dyn_cast<VarDecl>(L.LengthOf);
    return lengthText(*L.LengthOf,
                      Variable ? Plan.Locals[Plan.local(Variable)].Written
                               : L.LengthOf->getNameAsString(),
                      L.LengthDepth);
  }
  if (L.ByAddress)
    return "&" + L.Written;
  bool Flat = L.Decl && L.Decl->getType()->isVariablyModifiedType();
  return (Flat ? "(void *)" : "") + L.Written;
}

/// "site 2 of solve", for --drop.
std::string FrameRecords::at(const Site &S) const {
  return "site " + std::to_string(S.Number) + " of " +
         Plan.Function->getNameAsString();
}

std::string FrameRecords::at(const Site &S, bool Reentry) const {
  return at(S) + (Reentry ? ", re-entry form" : ", internal form");
}

std::string FrameRecords::callRuntime(const Site &S, llvm::StringRef Function,
                                      llvm::StringRef Arguments,
                                      bool Reentry) const {
  if (Omit.drops(Function.str() + " at " + at(S, Reentry)))
    return "(void)0";
  return (Function + "(" + Arguments + ")").str();
}

std::string FrameRecords::stores(const Site &S, bool Reentry) const {
  std::string Text, Where = at(S, Reentry);
  for (unsigned I : (Reentry ? S.StoreAgain : S.Store).set_bits()) {
    const Local &L = Plan.Locals[I];
    if (!Omit.drops("store of " + L.Name + " at " + Where))
      Text += (L.ByAddress ? "__ferry_fr->" + L.Name + " = " + valueOf(L)
                           : copyOf(valueOf(L), "__ferry_fr->" + L.Name, L.Type,
                                    Plan.Function->getASTContext())) +
              ", ";
  }
  if (Omit.drops("store of the site at " + Where))
    return Text + "(void)0";
  return Text + "__ferry_fr->site = &__ferry_sites_" +
         Plan.Function->getNameAsString() + "[" + std::to_string(S.Number - 1) +
         "]";
}

/// \p Refill: what fills the slots; empty when they are filled.
std::string FrameRecords::goOn(const Site &S, llvm::StringRef Refill) const {
  std::string Text = "__ferry_at = 0", Loads;
  for (unsigned I : S.Live.set_bits()) {
    const Local &L = Plan.Locals[I];
    if (Omit.drops((L.ByAddress ? "address of " : "load of ") + L.Name +
                   " behind a restore at " + at(S)))
      continue;
    if (L.ByAddress)
      Text += ", __ferry_fr->" + L.Name + " = &" + L.Written;
    else if (!L.LengthOf) // was asked for before
      Loads += ", " +
               copyOf((L.Decl && L.Decl->getType()->isVariablyModifiedType() ? "(void *)" : "") +
                          ("__ferry_fr->" + L.Name),
                      L.Written, L.Type, Plan.Function->getASTContext());
  }
  return Text + Refill.str() + Loads;
}

std::string FrameRecords::arrive(const Site &S) const {
  return goOn(S, Omit.drops("refill at " + at(S)) ? ", (void)0"
                                                  : ", __ferry_refill(__ferry_fr)");
}

std::string FrameRecords::land(const Site &S) const { return goOn(S, ""); }

std::string FrameRecords::tables(llvm::StringRef Unit) const {
  std::string Name = Plan.Function->getNameAsString();
  std::string Text, Locals, Sites;
  std::vector<unsigned> Index(Plan.Locals.size());
  unsigned Slots = 0;
  for (unsigned I = 0; I < Plan.Locals.size(); ++I) {
    const Local &L = Plan.Locals[I];
    if (!L.HasSlot)
      continue;
    Index[I] = Slots++;
    std::string Of = " of local " + L.Name + " of " + Name;
    const char *Where = L.Reached ? "__ferry_local_address" : "__ferry_local_unreached";
    std::string Row =
        "    {\"" + L.Name + "\", " +
        Omit.part(Types.reference(L.Type), "type" + Of) + ", " +
        Omit.part("__builtin_offsetof(struct __ferry_frame_" + Name + ", " +
                      L.Name + ")",
                  "offset" + Of) +
        ", " +
        (L.ByAddress ? Omit.part(Where, "kind" + Of) : "__ferry_local_value") +
        "},\n";
    if (Omit.drops("line" + Of))
      --Slots;
    else
      Locals += Row;
  }
  if (Slots)
    Text += "static const struct __ferry_local __ferry_locals_" + Name +
            "[] = {\n" + Locals + "};\n";

  for (const Site &S : Plan.Sites) {
    std::string Number = std::to_string(S.Number), List;
    unsigned Count = 0;
    for (unsigned I : S.Live.set_bits())
      if (!Omit.drops("live entry of " + Plan.Locals[I].Name + " at " + at(S)))
        List += (Count++ ? ", " : "") + std::to_string(Index[I]);
    if (Count)
      Text += "static const unsigned short __ferry_live_" + Name + "_" + Number +
              "[] = {" + List + "};\n";
    static const char *const Kinds[] = {"poll", "call", "indirect", "setjmp"};
    if (Omit.drops("line of " + at(S)))
      continue;
    Sites += "    {&__ferry_function_" + Name + ", " + Number + ", " +
             std::to_string(S.Line) + ", __ferry_site_" + Kinds[S.What] + ", " +
             (S.What == Site::Direct
                  ? Omit.part(quoted(functionName(*S.Callee, Unit)),
                              "callee at " + at(S))
                  : "0") +
             ", " + (Count ? "__ferry_live_" + Name + "_" + Number : "0") + ", " +
             std::to_string(Count) + "},\n";
  }
  std::string Function = "static const struct __ferry_function __ferry_function_" + Name;
  if (!Plan.Sites.empty())
    Text += Function + ";\nstatic const struct __ferry_site __ferry_sites_" + Name +
            "[" + std::to_string(Plan.Sites.size()) + "] = {\n" + Sites + "};\n";

  const ASTContext &Context = Plan.Function->getASTContext();
  PresumedLoc Where = Context.getSourceManager().getPresumedLoc(
      Context.getSourceManager().getExpansionLoc(Plan.Function->getLocation()));
  Text += Function + " = {\n    " + quoted(functionName(*Plan.Function, Unit)) +
          ", " + quoted(llvm::sys::path::filename(Where.getFilename())) + ", " +
          std::to_string(Where.getLine()) + ", sizeof(struct __ferry_frame_" +
          Name + "),\n    " + (Slots ? "__ferry_locals_" + Name : "0") + ", " +
          std::to_string(Slots) + ", " +
          (Plan.Sites.empty() ? "0" : "__ferry_sites_" + Name) + ", " +
          std::to_string(Plan.Sites.size()) + ", (__ferry_code)__ferry_re_" + Name +
          ",\n    " + quoted(signatureOf(Plan.Function->getType(), Context)) +
          "};\n";
  return Text;
}

} // namespace ferry
