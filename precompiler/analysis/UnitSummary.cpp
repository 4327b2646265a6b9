//===- UnitSummary.cpp - what the whole program must know of one unit -----===//

#include "UnitSummary.h"
#include "LibraryCallbacks.h"
#include "LinkNames.h"
#include "ListPlaces.h"
#include "VariableArguments.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/Expr.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/xxhash.h"
#include <set>

using namespace clang;

namespace ferry {
namespace {

bool inUserFile(const Decl &D) {
  const SourceManager &SM = D.getASTContext().getSourceManager();
  return D.getLocation().isValid() && !SM.isInSystemHeader(D.getLocation()) &&
         !SM.isWrittenInBuiltinFile(D.getLocation());
}

/// Declared in ferry/ferry.h: the runtime's, never rewritten.
bool isFerrysOwn(const Decl &D) {
  const SourceManager &SM = D.getASTContext().getSourceManager();
  StringRef File = SM.getFilename(SM.getExpansionLoc(D.getLocation()));
  return File.ends_with("ferry/ferry.h") || File.ends_with("ferry/generated.h");
}

char letter(QualType Type, const ASTContext &Context) {
  // A struct, an array of one or a pointer, as the ABI has it.
  if (isVaList(Type))
    return 'l';
  Type = Type.getCanonicalType().getAtomicUnqualifiedType();
  if (Context.hasSameType(Type, Context.getBuiltinVaListType()))
    return 'p';
  if (Type->isVoidType())
    return 'v';
  if (Type->isIntegralOrEnumerationType())
    return 'i';
  if (Type->isRealFloatingType())
    return 'f';
  if (Type->isAnyComplexType())
    return 'c';
  if (Type->isRecordType())
    return 's';
  if (Type->isVectorType())
    return 'x';
  return 'p';
}

/// The function type that \p Type is or points to.
const FunctionType *functionType(QualType Type) {
  if (const auto *Pointer = Type->getAs<PointerType>())
    Type = Pointer->getPointeeType();
  return Type->getAs<FunctionType>();
}

bool isFunctionPointer(QualType Type) {
  const auto *Pointer = Type->getAs<PointerType>();
  return Pointer && Pointer->getPointeeType()->isFunctionType();
}

class Collector {
public:
  Collector(const ASTContext &Context, UnitSummary &Unit) : Context(Context), Unit(Unit) {}

  void visitContext(const DeclContext &Declarations) {
    for (const Decl *D : Declarations.decls()) {
      if (const auto *Function = dyn_cast<FunctionDecl>(D)) {
        if (Function->doesThisDeclarationHaveABody() && inUserFile(*Function) &&
            !isFerrysOwn(*Function) && !Function->isDependentContext())
          function(*Function);
        else if (const FunctionDecl *Target =
                     Function->isFirstDecl() ? carriedAlias(*Function) : nullptr)
          alias(*Function, *Target);
      } else if (const auto *Variable = dyn_cast<VarDecl>(D)) {
        variable(*Variable);
        if (const Expr *Init = Variable->getInit())
          visit(Init, nullptr);
      } else if (isa<NamespaceDecl, LinkageSpecDecl, CXXRecordDecl>(D)) {
        visitContext(*llvm::cast<DeclContext>(D));
      }
    }
  }

  void finish() {
    UnitPlaces Places = unitPlaces(Context, Lists);
    Unit.DeclaresLists |= Places.Declares;
    Unit.KeepsLists |= Places.Static;
    for (const auto &[Name, Signature] : Addressed)
      Unit.Addressed.push_back({Name, Signature});
    Unit.Widened.assign(Widened.begin(), Widened.end());
    Unit.AllocatorAddresses.assign(Allocating.begin(), Allocating.end());
  }

private:
  struct Sets {
    std::set<std::string> Calls, Indirect;
  };

  void variable(const VarDecl &Variable) {
    if (Variable.hasGlobalStorage() && !Variable.isExternallyVisible() && inUserFile(Variable))
      Unit.NamesThings = true;
  }

  void function(const FunctionDecl &Function) {
    Unit.NamesThings |= isOwnOfUnit(Function);
    FunctionSummary Summary;
    Summary.Name = functionName(Function, Unit.Unit);
    Summary.TakesLists = takesLists(Function);
    ListPlaces Places = listPlaces(Function, Lists);
    Summary.SeesLists = Places.Sees;
    Summary.UsesLists = Places.Uses;
    Unit.DeclaresLists |= Places.Sees || Places.Uses;
    Unit.KeepsLists |= Places.Heap;
    Summary.Polls = !placePolls(Function, Unit.Polls).empty();
    Summary.Allocates = allocates(Function);
    Sets Found;
    visit(Function.getBody(), &Found);
    Summary.Calls.assign(Found.Calls.begin(), Found.Calls.end());
    Summary.Indirect.assign(Found.Indirect.begin(), Found.Indirect.end());
    Unit.Functions.push_back(std::move(Summary));
  }

  std::optional<AllocatorSummary> allocates(const FunctionDecl &Function) const {
    AllocatorPlan Plan = planAllocator(Function);
    if (Plan.Sources.empty())
      return std::nullopt;
    std::set<std::string> Passes;
    for (const FunctionDecl *Callee : Plan.Passes)
      Passes.insert(functionName(*Callee, Unit.Unit));
    return AllocatorSummary{Plan.Itself,
                            Plan.Untyped,
                            {Passes.begin(), Passes.end()},
                            {Plan.Through.begin(), Plan.Through.end()}};
  }

  /// One more name: what is called by it calls the function.
  void alias(const FunctionDecl &Alias, const FunctionDecl &Target) {
    FunctionSummary Summary;
    Summary.Name = functionName(Alias, Unit.Unit);
    Summary.TakesLists = takesLists(Target);
    Summary.IsAlias = true;
    Summary.Calls.push_back(functionName(Target, Unit.Unit));
    Unit.Functions.push_back(std::move(Summary));
  }

  void visit(const Stmt *S, Sets *In) {
    if (const auto *Call = dyn_cast<CallExpr>(S); Call && In) {
      if (!call(*Call, *In)) { // The callee is a name: not an address taken.
        for (const Stmt *Child : evaluatedChildren(S, Context))
          if (Child != Call->getCallee())
            visit(Child, In);
        return;
      }
    } else if (const auto *Ref = dyn_cast<DeclRefExpr>(S)) {
      if (const auto *Function = dyn_cast<FunctionDecl>(Ref->getDecl()))
        takeAddress(*Function, signatureOf(Function->getType(), Context));
    } else if (const auto *Cast = dyn_cast<CastExpr>(S)) {
      conversion(*Cast);
    }
    Unit.NamesThings |= isa<StringLiteral>(S);
    if (const auto *Declaration = dyn_cast<DeclStmt>(S))
      for (const Decl *D : Declaration->decls())
        if (const auto *Variable = dyn_cast<VarDecl>(D))
          variable(*Variable);
    for (const Stmt *Child : evaluatedChildren(S, Context))
      visit(Child, In);
  }

  /// Returns whether the callee is an expression to visit.
  bool call(const CallExpr &Call, Sets &In) {
    const FunctionDecl *Callee = Call.getDirectCallee();
    if (!Callee) {
      if (const FunctionType *Type = functionType(Call.getCallee()->getType()))
        In.Indirect.insert(signatureOf(QualType(Type, 0), Context));
      return true;
    }
    if (std::optional<PassedCallback> Passed = passedCallback(Call)) {
      if (!Passed->Function)
        In.Indirect.insert(signatureOf(Passed->Type, Context));
      else if (!isForeign(*Passed->Function))
        In.Calls.insert(functionName(*Passed->Function, Unit.Unit));
    } else if (!isForeign(*Callee) && !isPollRequest(Call)) {
      In.Calls.insert(functionName(*Callee, Unit.Unit));
      if (!Callee->isDefined() && llvm::any_of(Call.arguments(), [&](const Expr *E) {
            return Lists.leadToList(E->getType());
          }))
        Unit.ListsPassed.insert(functionName(*Callee, Unit.Unit));
    }
    return false;
  }

  void takeAddress(const FunctionDecl &Function, std::string Signature) {
    Allocation What = allocationBy(&Function);
    bool OfLibrary = What != Allocation::None && What <= Allocation::Realloc;
    if ((OfLibrary || !isForeign(Function)) && Function.getReturnType()->isVoidPointerType())
      Allocating.insert({pointeeName(Function, Unit.Unit), Signature, OfLibrary});
    if (!isForeign(Function))
      Addressed.insert({pointeeName(Function, Unit.Unit), std::move(Signature)});
  }

  /// A function pointer that becomes something else can come back as anything.
  void conversion(const CastExpr &Cast) {
    const Expr *Operand = Cast.getSubExpr();
    if (!isFunctionPointer(Operand->getType()) || Cast.getCastKind() == CK_ToVoid ||
        Cast.getCastKind() == CK_PointerToBoolean)
      return;
    std::string From = signatureOf(Operand->getType(), Context);
    if (isFunctionPointer(Cast.getType()) && signatureOf(Cast.getType(), Context) == From)
      return;
    if (const FunctionDecl *Function = namedFunction(Operand))
      takeAddress(*Function, "*");
    else
      Widened.insert(std::move(From));
  }

  const ASTContext &Context;
  UnitSummary &Unit;
  std::set<std::pair<std::string, std::string>> Addressed;
  std::set<std::string> Widened;
  std::set<AllocatorAddress> Allocating;
  ListRecords Lists;
};

/// The bytes of all user files that were read, in the order of their inclusion.
std::string digest(const ASTContext &Context) {
  const SourceManager &SM = Context.getSourceManager();
  llvm::SmallVector<uint64_t, 16> Hashes;
  for (unsigned I = 1; I < SM.local_sloc_entry_size(); ++I) {
    const SrcMgr::SLocEntry &Entry = SM.getLocalSLocEntry(I);
    if (!Entry.isFile() || Entry.getFile().getFileCharacteristic() != SrcMgr::C_User ||
        !Entry.getFile().getContentCache().OrigEntry)
      continue;
    FileID File = SM.getFileID(SourceLocation::getFromRawEncoding(Entry.getOffset()));
    if (auto Buffer = SM.getBufferOrNone(File))
      Hashes.push_back(llvm::xxh3_64bits(Buffer->getBuffer()));
  }
  return llvm::utohexstr(
      llvm::xxh3_64bits(StringRef(reinterpret_cast<const char *>(Hashes.data()),
                                  Hashes.size() * sizeof(uint64_t))),
      /*LowerCase=*/true, /*Width=*/16);
}

} // namespace

const FunctionDecl *namedFunction(const Expr *E) {
  for (;;) {
    E = E->IgnoreParenCasts();
    const auto *Unary = dyn_cast<UnaryOperator>(E);
    if (!Unary || (Unary->getOpcode() != UO_AddrOf && Unary->getOpcode() != UO_Deref))
      break;
    E = Unary->getSubExpr();
  }
  const auto *Ref = dyn_cast<DeclRefExpr>(E);
  return Ref ? dyn_cast<FunctionDecl>(Ref->getDecl()) : nullptr;
}

bool isOwnOfUnit(const FunctionDecl &Function) {
  if (!Function.isExternallyVisible())
    return !isWeakReference(Function);
  const FunctionDecl *Definition = Function.getDefinition();
  return Definition && !Function.getASTContext().getLangOpts().CPlusPlus &&
         Definition->isInlined() &&
         Function.getASTContext().GetGVALinkageForFunction(Definition) ==
             GVA_AvailableExternally;
}

std::string functionName(const FunctionDecl &Function, StringRef Unit) {
  if (StringRef Version = instrumentedVersion(Function); !Version.empty())
    return Version.str();
  return isOwnOfUnit(Function) ? (Unit + ":" + Function.getNameAsString()).str()
                               : symbolName(Function);
}

std::string pointeeName(const FunctionDecl &Function, StringRef Unit) {
  return Function.isExternallyVisible() || isWeakReference(Function)
             ? symbolName(Function)
             : (Unit + ":" + Function.getNameAsString()).str();
}

std::string signatureOf(QualType Type, const ASTContext &Context) {
  const auto *Proto = dyn_cast_or_null<FunctionProtoType>(functionType(Type));
  if (!Proto)
    return "*";
  std::string Text(1, letter(Proto->getReturnType(), Context));
  Text += '(';
  for (QualType Parameter : Proto->param_types()) {
    if (Text.back() != '(')
      Text += ',';
    Text += letter(Parameter, Context);
  }
  if (Proto->isVariadic())
    Text += Text.back() == '(' ? "..." : ",...";
  return Text + ')';
}

bool isForeign(const FunctionDecl &Function) {
  const FunctionDecl *Definition = nullptr;
  if (Function.hasBody(Definition))
    return !inUserFile(*Definition) || isFerrysOwn(*Definition);
  for (const FunctionDecl *Declaration : Function.redecls())
    // Implicit: the compiler's own, or called before it was declared.
    if ((Declaration->isImplicit() && Declaration->getBuiltinID()) ||
        !inUserFile(*Declaration) || isFerrysOwn(*Declaration))
      return true;
  return Function.getName().starts_with("__builtin_");
}

UnitSummary summarizeUnit(const ASTContext &Context, StringRef UnitName, PollMode Mode) {
  UnitSummary Unit;
  Unit.Unit = UnitName.str();
  Unit.Digest = digest(Context);
  Unit.Polls = Mode;
  Collector Collect(Context, Unit);
  Collect.visitContext(*Context.getTranslationUnitDecl());
  Collect.finish();
  Unit.Unions = unionUses(Context);
  return Unit;
}

//===- JSON ---------------------------------------------------------------===//

namespace json = llvm::json;

static json::Value value(const FunctionSummary &F) {
  json::Object Object{
      {"name", F.Name}, {"polls", F.Polls}, {"calls", F.Calls}, {"indirect", F.Indirect}};
  if (F.TakesLists) // Few do.
    Object["lists"] = true;
  if (F.SeesLists)
    Object["sees-lists"] = true;
  if (F.UsesLists)
    Object["uses-lists"] = true;
  if (F.IsAlias)
    Object["alias"] = true;
  if (F.Allocates)
    Object["allocates"] = *F.Allocates;
  return Object;
}

static json::Array list(const std::set<std::string> &Names) { return json::Array(Names); }

std::string UnitSummary::json() const {
  json::Array FunctionList, AddressedList;
  for (const FunctionSummary &F : Functions)
    FunctionList.push_back(value(F));
  for (const AddressTaken &A : Addressed)
    AddressedList.push_back(json::Object{{"name", A.Name}, {"signature", A.Signature}});
  json::Object Assumed{{"capturable", Assumes.Capturable}, {"entry", Assumes.PollAtEntry},
                       {"reaching", Assumes.Reaching},     {"held", Assumes.Held},
                       {"recorded", Assumes.Recorded},     {"lists", Assumes.Lists},
                       {"lists-leave", Assumes.ListsLeave},
                       {"allocators", Assumes.Allocators},
                       {"untyped", Assumes.Untyped},
                       {"allocator-signatures", Assumes.AllocatorSignatures},
                       {"pointed-allocators", Assumes.PointedAllocators}};
  json::Array UseList;
  for (const UnionUse &Use : Unions.Uses)
    UseList.push_back(Use.text());
  json::Object Whole{{"version", 1},
                     {"unit", Unit},
                     {"digest", Digest},
                     {"names", NamesThings},
                     {"explicit", Polls == PollMode::Explicit},
                     {"functions", std::move(FunctionList)},
                     {"addressed", std::move(AddressedList)},
                     {"widened", Widened},
                     {"allocator-addresses", AllocatorAddresses},
                     {"members", list(Unions.Declared)},
                     {"uses", std::move(UseList)},
                     {"declares-lists", DeclaresLists},
                     {"keeps-lists", KeepsLists},
                     {"lists-passed", list(ListsPassed)},
                     {"assumes", std::move(Assumed)}};
  return llvm::formatv("{0}", json::Value(std::move(Whole))).str();
}

static bool fromJSON(const json::Value &V, FunctionSummary &F, json::Path P) {
  json::ObjectMapper Map(V, P);
  return Map && Map.map("name", F.Name) && Map.map("polls", F.Polls) &&
         Map.map("calls", F.Calls) && Map.map("indirect", F.Indirect) &&
         Map.mapOptional("lists", F.TakesLists) && Map.mapOptional("sees-lists", F.SeesLists) &&
         Map.mapOptional("uses-lists", F.UsesLists) && Map.mapOptional("alias", F.IsAlias) &&
         Map.map("allocates", F.Allocates);
}

static bool fromJSON(const json::Value &V, AddressTaken &A, json::Path P) {
  json::ObjectMapper Map(V, P);
  return Map && Map.map("name", A.Name) && Map.map("signature", A.Signature);
}

static bool fromJSON(const json::Value &V, UnitAssumptions &A, json::Path P) {
  json::ObjectMapper Map(V, P);
  return Map && Map.map("capturable", A.Capturable) && Map.map("entry", A.PollAtEntry) &&
         Map.map("reaching", A.Reaching) && Map.map("held", A.Held) &&
         Map.map("recorded", A.Recorded) && Map.map("lists", A.Lists) &&
         Map.map("lists-leave", A.ListsLeave) && Map.map("allocators", A.Allocators) &&
         Map.map("untyped", A.Untyped) &&
         Map.map("allocator-signatures", A.AllocatorSignatures) &&
         Map.map("pointed-allocators", A.PointedAllocators);
}

llvm::Expected<UnitSummary> UnitSummary::parse(StringRef Text) {
  llvm::Expected<json::Value> Value = json::parse(Text);
  if (!Value)
    return Value.takeError();
  UnitSummary Unit;
  int64_t Version = 0;
  bool Explicit = false;
  std::vector<std::string> Members, Uses, Passed;
  json::Path::Root Root("unit summary");
  json::ObjectMapper Map(*Value, Root);
  if (!Map || !Map.map("version", Version))
    return Root.getError();
  if (Version != 1)
    return llvm::createStringError("it was compiled by another version of Ferry");
  if (!Map.map("unit", Unit.Unit) || !Map.map("digest", Unit.Digest) ||
      !Map.map("names", Unit.NamesThings) || !Map.map("explicit", Explicit) ||
      !Map.map("functions", Unit.Functions) || !Map.map("addressed", Unit.Addressed) ||
      !Map.map("widened", Unit.Widened) ||
      !Map.map("allocator-addresses", Unit.AllocatorAddresses) || !Map.map("members", Members) ||
      !Map.map("uses", Uses) || !Map.map("declares-lists", Unit.DeclaresLists) ||
      !Map.map("keeps-lists", Unit.KeepsLists) || !Map.map("lists-passed", Passed) ||
      !Map.map("assumes", Unit.Assumes))
    return Root.getError();
  Unit.Unions.Declared.insert(Members.begin(), Members.end());
  for (const std::string &Text : Uses)
    if (std::optional<UnionUse> Use = UnionUse::parse(Text))
      Unit.Unions.Uses.insert(std::move(*Use));
    else
      return llvm::createStringError("unit summary: '%s' is no use of a union", Text.c_str());
  Unit.ListsPassed.insert(Passed.begin(), Passed.end());
  Unit.Polls = Explicit ? PollMode::Explicit : PollMode::Auto;
  return Unit;
}

} // namespace ferry
