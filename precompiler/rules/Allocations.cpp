//===- Allocations.cpp - malloc and its like say what they allocate ---------===//
///
/// \file
/// A block on the heap has a type, so that it can be converted. Each call gets
/// an allocation site with it:
///
/// \code
///   n = malloc(sizeof *n);   =>   n = __ferry_malloc(sizeof *n, &sites[0]);
/// \endcode
///
/// The type comes from sizeof in the size (`sizeof(T)`, `sizeof *p`, in a product
/// or sum; calloc's second argument, else its first), else from the pointer that
/// the result is cast, assigned, initialised, returned or passed to, and where that is a
/// local `void *` from what it is converted to later (analysis/LaterUses.h). When both
/// say something and they differ, one of them is a mistake: an error that names
/// both. malloc(n) to `char *` allocates n chars; sizeof(char) alone says nothing:
/// containers of anything write `malloc(sizeof(char) * element_size * n)`.
///
/// alloca, in functions that can be on the stack at a poll, takes from the heap, too,
/// and notes the block in a list that the function frees when it ends:
///
/// \code
///   char *p = alloca(n);     =>   void *__ferry_stack __ferry_stacked = 0;   // at the top
///                                 char *p = __ferry_alloca(n, &__ferry_stack, &sites[0],
///                                                          &sites[1]);
/// \endcode
///
/// posix_memalign(&p, ...) is for what p points to.
///
/// `free` and `&free` become __ferry_free, which has free's type.
///
/// A struct that ends in an array may be allocated with as many elements as are wanted:
///
/// \code
///   malloc(sizeof *s + n)    =>   __ferry_malloc_tail(sizeof *s + n, &sites[0], 1)
/// \endcode
///
/// The last argument says whether the size begins with that of the struct. With
/// `T a[1]` the size must be a sum that shows it. Any other sum of sizeof(T), or of an
/// offsetof, and of something that is no number of T's is a header with a rest behind
/// it. Its bytes would be converted as if more T's stood there: refused
/// (-Wferry-allocation-type).
///
/// Functions of the program that hand out memory (analysis/Allocators.h) have calls for
/// which all this holds as well. What such a call wants is said behind the last of its
/// arguments that calls a function, so that nothing runs before the function asks for it:
///
/// \code
///   n = xmalloc(sizeof *n);  =>   n = xmalloc((unsigned long)(__ferry_want(0x1u, 0x2u,
///                                                 &sites[0], 0), sizeof *n));
///   void *xmalloc(size_t n) { struct __ferry_taken __ferry_taken =
///                                 __ferry_take(0x1u, 0x2u, &sites[1]);
///     return malloc(n);      =>   return __ferry_malloc_as(n, __ferry_taken);
/// \endcode
///
/// A call through a pointer says it for the function that the pointer leads to; `&malloc` is
/// the address of one that asks:
///
/// \code
///   n = h->get(sizeof *n);   =>   n = (({ __auto_type f = h->get; __ferry_wanted.callee =
///                                     (__ferry_code)f; f; }))(... __ferry_want_called(...))
///   h->get = malloc;         =>   h->get = __ferry_malloc_called;
/// \endcode
///
/// Refused: what stays unknown (-Wferry-untyped-allocation; lowered, it moves
/// between like ABIs only), contradictions, addresses of malloc and its like where calls
/// through them could be others.
///
/// Rejected: taking the type of the first pointer that is stored to the block at
/// run time: a checkpoint before that would not know.
//===----------------------------------------------------------------------===//
#include "analysis/AllocationTypes.h"
#include "analysis/ProgramFacts.h"
#include "analysis/UnitSummary.h"
#include "analysis/VariableLengths.h"
#include "diag/Diagnostics.h"
#include "emit/ArrayTail.h"
#include "emit/TokenText.h"
#include "emit/TypeTables.h"
#include "emit/UnitTables.h"
#include "rules/SmallRules.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Expr.h"
#include "clang/AST/StmtVisitor.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/xxhash.h"

using namespace clang;

namespace ferry {

namespace {

class Typer {
  SmallRules &Rules;
  const ASTContext &Context;
  /// The variables that results go to as they are.
  llvm::DenseMap<const CallExpr *, const VarDecl *> Into;
  /// Of the function that is looked at, if it is an allocator.
  AllocatorPlan Own;

  /// What messages call it by: "xmalloc", "hooks->allocate".
  std::string nameOfCallee(const CallExpr &Call) {
    if (const FunctionDecl *Callee = Call.getDirectCallee())
      return Callee->getNameAsString();
    std::string Name;
    llvm::raw_string_ostream Out(Name);
    Call.getCallee()->IgnoreImpCasts()->printPretty(Out, nullptr, Context.getPrintingPolicy());
    return Name;
  }

  Allocation allocationOf(const CallExpr &Call, const FunctionDecl *In) {
    if (isStackAllocation(Call)) // of functions that can be on the stack at a poll
      return In && Rules.Facts.isCapturable(In) ? Allocation::Alloca : Allocation::None;
    return allocationBy(Call.getDirectCallee());
  }

  AllocatedType typeOf(const CallExpr &Call, Allocation What, QualType Wanted,
                       const FunctionDecl *In) {
    auto TailOf = [this](QualType Type) {
      std::optional<ArrayTail> Tail = arrayTailOf(Type, Context);
      return Tail ? TailArray{Tail->Element, Tail->Open} : TailArray();
    };
    return allocatedType({Call, What, Wanted, Into.lookup(&Call), In}, TailOf,
                         const_cast<ASTContext &>(Context));
  }

  /// Nobody can carry it, or it isn't known what it is. Where nothing says anything, that is
  /// for the caller.
  bool refuses(const CallExpr &Call, const AllocatedType &Memory) {
    if (Memory.Contradicts) {
      Rules.Diags.report(Call.getBeginLoc(), DiagId::AllocationMismatch)
          << nameOfCallee(Call) << Memory.Size << Memory.Type;
      return true;
    }
    if (Memory.Tail == TailSize::Unclear) {
      Rules.Diags.report(Call.getBeginLoc(), DiagId::AllocationRest)
          << nameOfCallee(Call) << Memory.Type;
      return true;
    }
    Refusal Why;
    if (Memory.Type.isNull() || Rules.Types.canCarry(Memory.Type, &Why))
      return false;
    Rules.Types.refuse(Rules.Diags, Call.getBeginLoc(),
                       "memory of '" + nameOfCallee(Call) + "'", Memory.Type, Why);
    return true;
  }

  void allocation(const CallExpr &Call, Allocation What, QualType Wanted,
                  const FunctionDecl *In) {
    llvm::StringRef Name = Call.getDirectCallee()->getName();
    const Expr *Callee = Call.getCallee()->IgnoreParenImpCasts();
    auto Token = Rules.Text.find(Callee->getBeginLoc());
    auto End = Rules.Text.find(Call.getRParenLoc());
    if (!Token || !End)
      return;
    auto Write = [&](llvm::StringRef Suffix, llvm::StringRef Site) {
      auto CalleeEnd = Rules.Text.find(Callee->getEndLoc());
      Rules.Base.replace({*Token, CalleeEnd ? *CalleeEnd : *Token},
                         ("__ferry_" + Name + Suffix).str());
      Rules.Base.insertBefore(*End, (", " + Site).str());
    };
    if (Own.Sources.contains(&Call)) {
      Name.consume_front("__builtin_");
      return Write("_as", "__ferry_taken");
    }
    AllocatedType Memory = typeOf(Call, What, Wanted, In);
    if (refuses(Call, Memory))
      return;
    if (Memory.Type.isNull())
      Rules.Diags.report(Call.getBeginLoc(), DiagId::UntypedAllocation) << Name;
    bool WithTail = Memory.Tail != TailSize::None;
    Name.consume_front("__builtin_");
    Name.consume_front("__");
    std::string Suffix;
    std::string Place = placeOf(Call.getBeginLoc(), Context);
    std::string Site = Rules.Unit.allocationSite(Memory.Type, Place, WithTail);
    if (WithTail) {
      Site += Memory.Tail == TailSize::BehindStruct ? ", 1" : ", 0";
      Suffix = "_tail";
    }
    if (What == Allocation::Alloca) {
      Site = "&__ferry_stack, " + Site + ", " +
             Rules.Unit.allocationSite(Context.VoidPtrTy, Place);
      Name = "alloca";
    }
    Write(Suffix, Site);
  }

  //===- Functions of the program that hand out memory --------------------===//

  /// What generated code calls the function by.
  std::string hashOf(const FunctionDecl &Function) {
    uint64_t Hash = llvm::xxh3_64bits(Rules.Facts.nameOf(Function));
    return llvm::formatv("{0:x}u, {1:x}u", uint32_t(Hash >> 32), uint32_t(Hash)).str();
  }

  void allocatorCall(const CallExpr &Call, QualType Wanted, const FunctionDecl *In) {
    if (Own.Sources.contains(&Call))
      return tell(Call, "__ferry_taken.site, __ferry_taken.tail");
    const FunctionDecl *Callee = Call.getDirectCallee();
    AllocatedType Memory = typeOf(Call, Allocation::None, Wanted, In);
    bool IsKnown = !Memory.Type.isNull() && !Memory.Type->isCharType();
    if (!Memory.Contradicts && !IsKnown && !Rules.Facts.hasToSay(Call))
      return; // bytes
    if (refuses(Call, Memory) || (!IsKnown && asksForNothing(Call, Context)))
      return;
    if (Memory.Type.isNull()) {
      Rules.Diags.report(Call.getBeginLoc(), DiagId::UntypedAllocation)
          << nameOfCallee(Call);
      if (Callee) // It knows as much when nobody says anything.
        return;
    }
    const char *Tail = Memory.Tail == TailSize::BehindStruct   ? ", 2"
                       : Memory.Tail == TailSize::BehindOffset ? ", 1"
                                                               : ", 0";
    tell(Call, Rules.Unit.allocationSite(Memory.Type, placeOf(Call.getBeginLoc(), Context),
                                         Memory.Tail != TailSize::None) +
                   Tail);
  }

  /// \p What: the site, and what kind of tail the memory has.
  void tell(const CallExpr &Call, const std::string &What) {
    LastArgument Behind = lastArgument(Call, Context);
    std::optional<unsigned> First, Last;
    if (Behind.Argument) {
      First = Rules.Text.find(Behind.Argument->getBeginLoc());
      Last = Rules.Text.find(Behind.Argument->getEndLoc());
    }
    // Outside of the argument's tokens: it may be replaced as a whole.
    if (!First || !Last || !Rules.Text.isWritten(*First - 1) ||
        !Rules.Text.isWritten(*Last + 1)) {
      Rules.Diags.report(Call.getBeginLoc(), Call.getDirectCallee()
                                                 ? DiagId::AllocatorArguments
                                                 : DiagId::CalledAllocatorArguments)
          << nameOfCallee(Call);
      return;
    }
    QualType Type = Behind.Argument->getType().getCanonicalType().getUnqualifiedType();
    std::string Cast = Behind.IsNumber ? "(" + Rules.Types.spell(Type, "") + ")" : "";
    const FunctionDecl *Callee = Call.getDirectCallee();
    if (!Callee) {
      noteCallee(*Call.getCallee());
      Rules.Base.insertAfter(*First - 1, Cast + "(__ferry_want_called(" + What + "), ");
      Rules.Base.insertBefore(*Last + 1, ")");
      return;
    }
    std::string Said = hashOf(*Callee) + ", " + What + ")";
    Rules.Wanted[&Call] = "__ferry_want(" + Said;
    Rules.Base.insertAfter(*First - 1,
                           Cast + (Behind.CallsProgram
                                       ? "__ferry_want_behind((unsigned long long)("
                                       : "(__ferry_want(" + Said + ", "));
    Rules.Base.insertBefore(*Last + 1, Behind.CallsProgram ? "), " + Said : ")");
  }

  /// Where the pointer leads, is noted when it is read: it may be another one later. Inside
  /// of its tokens, as a call that can reach a poll reads it before its arguments.
  void noteCallee(const Expr &Pointer) {
    const Expr *Whole = Pointer.IgnoreImpCasts();
    auto First = Rules.Text.find(Whole->getBeginLoc());
    auto Last = Rules.Text.find(Whole->getEndLoc());
    if (!First || !Last)
      return;
    std::string Auto = Context.getLangOpts().CPlusPlus ? "auto" : "__auto_type";
    Rules.Base.insertBefore(*First, "(__extension__ ({ " + Auto + " __ferry_callee = (");
    Rules.Base.insertAfter(*Last, "); __ferry_wanted.callee = (__ferry_code)__ferry_callee; "
                                  "__ferry_callee; }))");
  }

  void noteVariable(const Expr *Value, const VarDecl *Variable) {
    if (const auto *Call = Value ? dyn_cast<CallExpr>(Value->IgnoreParenCasts()) : nullptr)
      Into[Call] = Variable;
  }

  /// posix_memalign((void **)&p, ...): the type of p.
  QualType into(const CallExpr &Call) {
    const Expr *Into = alignedInto(Call);
    const auto *Address = dyn_cast<UnaryOperator>(Into);
    if (Address && Address->getOpcode() == UO_AddrOf)
      if (const auto *Of = dyn_cast<DeclRefExpr>(Address->getSubExpr()->IgnoreParens()))
        noteVariable(&Call, dyn_cast<VarDecl>(Of->getDecl()));
    return pointee(Into->getType());
  }

  void address(const DeclRefExpr &Reference, Allocation What) {
    auto Token = Rules.Text.find(Reference.getLocation());
    if (What == Allocation::Free) {
      if (Token)
        Rules.Base.replace({*Token, *Token}, "__ferry_free");
      return;
    }
    const auto &Function = *cast<FunctionDecl>(Reference.getDecl());
    if (What <= Allocation::Realloc && Rules.Facts.mayPointToAllocator(Function)) {
      if (Token)
        Rules.Base.replace({*Token, *Token},
                           ("__ferry_" + Function.getName() + "_called").str());
      return;
    }
    Rules.Diags.report(Reference.getLocation(), DiagId::AllocatorAddress)
        << Function.getName();
  }

public:
  explicit Typer(SmallRules &Rules) : Rules(Rules), Context(Rules.Context) {}

  void enter(const FunctionDecl *Function) {
    Own = {};
    if (!Function || !Rules.Facts.isAllocator(*Function))
      return;
    Own = planAllocator(*Function);
    auto Start = Rules.Text.find(Function->getBody()->getBeginLoc());
    if (Own.Sources.empty() || !Start)
      return;
    std::string Place = placeOf(Function->getLocation(), Context);
    bool Pointed = Rules.Facts.isPointedAllocator(*Function);
    std::string Site = Pointed && Own.Untyped
                           ? Rules.Unit.unaskedSite(Place)
                           : Rules.Unit.allocationSite(
                                 Own.Untyped ? QualType() : Context.CharTy, Place);
    std::string Self = Pointed ? "(__ferry_code)" + Function->getNameAsString() + ", " : "";
    Rules.Base.insertAfter(*Start, " struct __ferry_taken __ferry_taken = __ferry_take" +
                                       std::string(Pointed ? "_called(" : "(") +
                                       hashOf(*Function) + ", " + Self + Site + ");");
  }

  /// \p Wanted: the type that the value of \p S is converted to; null: nobody
  /// says.
  void visit(const Stmt *S, QualType Wanted, const FunctionDecl *In) {
    if (!S)
      return;
    if (const auto *Call = dyn_cast<CallExpr>(S)) {
      const FunctionDecl *Callee = Call->getDirectCallee();
      Allocation What = allocationOf(*Call, In);
      // A configure script's `char malloc();` is never run.
      if (What != Allocation::None && !hasItsShape(*Call, What))
        return;
      if (What == Allocation::Free) {
        auto Token = Rules.Text.find(
            Call->getCallee()->IgnoreParenImpCasts()->getBeginLoc());
        if (Token)
          Rules.Base.replace({*Token, *Token}, "__ferry_free");
      } else if (What != Allocation::None) {
        allocation(*Call, What, What == Allocation::AlignedInto ? into(*Call) : Wanted, In);
      } else {
        if (Rules.Facts.allocates(*Call))
          allocatorCall(*Call, Wanted, In);
        if (!Callee)
          visit(Call->getCallee(), {}, In);
      }
      for (unsigned N = 0; N != Call->getNumArgs(); ++N)
        visit(Call->getArg(N),
              Callee && N < Callee->getNumParams()
                  ? Callee->getParamDecl(N)->getType()
                  : QualType(),
              In);
      return;
    }
    if (const auto *Reference = dyn_cast<DeclRefExpr>(S)) {
      const auto *Function = dyn_cast<FunctionDecl>(Reference->getDecl());
      Allocation What = allocationBy(Function);
      if (What != Allocation::None)
        address(*Reference, What);
      else if (Function && Rules.Facts.isUntypedAllocator(*Function) &&
               !Rules.Facts.mayPointToAllocator(*Function))
        Rules.Diags.report(Reference->getLocation(), DiagId::AllocatorPointer)
            << Function->getName();
      return;
    }
    if (const auto *Cast = dyn_cast<CastExpr>(S)) {
      // The outermost conversion that says something counts; an explicit one
      // always.
      QualType Type = Cast->getType();
      bool Says = !isVague(pointee(Type)) &&
                  (isVague(pointee(Wanted)) || isa<ExplicitCastExpr>(Cast));
      visit(Cast->getSubExpr(), Says ? Type : Wanted, In);
      return;
    }
    if (const auto *Paren = dyn_cast<ParenExpr>(S)) {
      visit(Paren->getSubExpr(), Wanted, In);
      return;
    }
    if (const auto *Choice = dyn_cast<ConditionalOperator>(S)) {
      visit(Choice->getCond(), {}, In);
      QualType Type = isVague(pointee(Wanted)) ? Choice->getType() : Wanted;
      visit(Choice->getTrueExpr(), Type, In);
      visit(Choice->getFalseExpr(), Type, In);
      return;
    }
    if (const auto *Binary = dyn_cast<BinaryOperator>(S)) {
      if (Binary->getOpcode() == BO_Assign) {
        visit(Binary->getLHS(), {}, In);
        if (const auto *Left = dyn_cast<DeclRefExpr>(Binary->getLHS()->IgnoreParens()))
          noteVariable(Binary->getRHS(), dyn_cast<VarDecl>(Left->getDecl()));
        visit(Binary->getRHS(), Binary->getLHS()->getType(), In);
        return;
      }
      if (Binary->getOpcode() == BO_Comma) {
        visit(Binary->getLHS(), {}, In);
        visit(Binary->getRHS(), Wanted, In);
        return;
      }
    }
    if (const auto *Return = dyn_cast<ReturnStmt>(S)) {
      visit(Return->getRetValue(), In ? In->getReturnType() : QualType(), In);
      return;
    }
    if (const auto *Declaration = dyn_cast<DeclStmt>(S)) {
      for (const Decl *D : Declaration->decls())
        if (const auto *Variable = dyn_cast<VarDecl>(D)) {
          noteVariable(Variable->getInit(), Variable);
          visit(Variable->getInit(), Variable->getType(), In);
        }
      return;
    }
    if (const auto *List = dyn_cast<InitListExpr>(S)) {
      for (unsigned N = 0; N != List->getNumInits(); ++N)
        visit(List->getInit(N), List->getInit(N) ? List->getInit(N)->getType() : QualType(), In);
      return;
    }
    // In unevaluated operands too: typeof(malloc(1)) is harmless either way.
    for (const Stmt *Child : S->children())
      visit(Child, {}, In);
  }
};
} // namespace

void SmallRules::typeAllocations() {
  Typer Type(*this);
  eachBody([&](const Stmt &Body, const FunctionDecl *In) {
    Type.enter(In);
    Type.visit(&Body, {}, In);
  });
}

} // namespace ferry
