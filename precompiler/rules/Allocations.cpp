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
/// Refused: what stays unknown (-Wferry-untyped-allocation; lowered, it moves
/// between like ABIs only), contradictions, addresses of malloc and its like.
///
/// Rejected: taking the type of the first pointer that is stored to the block at
/// run time: a checkpoint before that would not know.
//===----------------------------------------------------------------------===//
#include "analysis/AllocationCalls.h"
#include "analysis/AllocationTypes.h"
#include "analysis/Allocators.h"
#include "analysis/LaterUses.h"
#include "analysis/ProgramFacts.h"
#include "analysis/UnitSummary.h"
#include "analysis/VariableArguments.h"
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

  QualType fromSize(const Expr *Size) { return sizedType(Size, Context); }

  /// What is in the memory: a va_list is Ferry's there (analysis/ListPlaces.h).
  QualType elementOf(QualType To) {
    return Context.getBaseElementType(
        carriedType(To, const_cast<ASTContext &>(Context)));
  }

  bool isBytes(QualType Type) { return Type->isCharType(); }

  /// The pointer alone says the type, and leads to a header.
  bool hides(const CallExpr &Call, QualType Size, const FunctionDecl *In) {
    return (Size.isNull() || isBytes(Size)) && In && isHeader(Into.lookup(&Call), *In);
  }

  Allocation allocationOf(const CallExpr &Call, const FunctionDecl *In) {
    if (isStackAllocation(Call)) // of functions that can be on the stack at a poll
      return In && Rules.Facts.isCapturable(In) ? Allocation::Alloca : Allocation::None;
    return allocationBy(Call.getDirectCallee());
  }

  /// Of a type that is known.
  TailSize tail(const CallExpr &Call, Allocation What, QualType Type) {
    if (What == Allocation::Strdup || Type.isNull() || isBytes(Type))
      return TailSize::None;
    std::optional<ArrayTail> Tail = arrayTailOf(Type, Context);
    return allocationTail(Call, What, Type, Tail ? Tail->Element : QualType(),
                          Tail && Tail->Open, Context);
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
    QualType Size;
    if (What == Allocation::Malloc || What == Allocation::Alloca)
      Size = fromSize(Call.getArg(0));
    else if (What == Allocation::Calloc) {
      Size = fromSize(Call.getArg(1));
      if (Size.isNull())
        Size = fromSize(Call.getArg(0));
    } else if (What == Allocation::Realloc)
      Size = fromSize(Call.getArg(1));

    QualType To = pointee(Wanted);
    QualType Type;
    if (What == Allocation::Strdup) {
      Type = Context.CharTy;
    } else if (isVague(To)) {
      if (!Size.isNull() && !isBytes(Size))
        Type = Size;
      if (Type.isNull() && What == Allocation::Realloc) {
        // realloc(p, n): the block's type stays.
        QualType Old = pointee(Call.getArg(0)->IgnoreParenImpCasts()->getType());
        if (!isVague(Old))
          Type = Old;
      }
      if (Type.isNull() && In)
        if (const VarDecl *Pointer = Into.lookup(&Call))
          if (QualType Later = laterType(*Pointer, *In); !Later.isNull())
            Type = elementOf(Later);
    } else {
      Type = elementOf(To);
      std::optional<ArrayTail> Tail = arrayTailOf(Type, Context);
      if (Tail && tail(Call, What, Type) < TailSize::BehindStruct)
        Tail.reset();
      AgreedType Agreed =
          agreedType(Type, Size, Tail ? Tail->Element : QualType(), Context);
      if (Agreed.Contradicts) {
        Rules.Diags.report(Call.getBeginLoc(), DiagId::AllocationMismatch)
            << Name << Size << Type;
        return;
      }
      Type = hides(Call, Size, In) ? QualType() : Agreed.Type;
    }
    TailSize Tail = tail(Call, What, Type);
    if (Tail == TailSize::Unclear) {
      Rules.Diags.report(Call.getBeginLoc(), DiagId::AllocationRest) << Name << Type;
      return;
    }
    bool WithTail = Tail != TailSize::None;
    Refusal Why;
    if (Type.isNull() || Type->isVoidType() || Type->isIncompleteType()) {
      Rules.Diags.report(Call.getBeginLoc(), DiagId::UntypedAllocation) << Name;
      Type = {};
    } else if (!Rules.Types.canCarry(Type, &Why)) {
      Rules.Types.refuse(Rules.Diags, Call.getBeginLoc(),
                         "memory of '" + Name.str() + "'", Type, Why);
      return;
    }
    Name.consume_front("__builtin_");
    Name.consume_front("__");
    std::string Suffix;
    std::string Place = placeOf(Call.getBeginLoc(), Context);
    std::string Site = Rules.Unit.allocationSite(Type, Place, WithTail);
    if (WithTail) {
      Site += Tail == TailSize::BehindStruct ? ", 1" : ", 0";
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

  TailSize allocatorTail(const CallExpr &Call, QualType Type,
                         const std::optional<ArrayTail> &Tail) {
    return ferry::allocatorTail(Call, Type, Tail ? Tail->Element : QualType(),
                                Tail && Tail->Open, Context);
  }

  void allocatorCall(const CallExpr &Call, QualType Wanted, const FunctionDecl *In) {
    if (Own.Sources.contains(&Call))
      return tell(Call, "__ferry_taken.site, __ferry_taken.tail");
    const FunctionDecl &Callee = *Call.getDirectCallee();
    QualType To = pointee(Wanted), Type;
    QualType Size = allocatorSize(Call, isVague(To) ? QualType() : elementOf(To), Context);
    if (isVague(To)) {
      Type = Size;
      if (Type.isNull() && In)
        if (const VarDecl *Pointer = Into.lookup(&Call))
          if (QualType Later = laterType(*Pointer, *In); !Later.isNull())
            Type = elementOf(Later);
    } else {
      Type = elementOf(To);
      std::optional<ArrayTail> Tail = arrayTailOf(Type, Context);
      bool Fits = Tail && allocatorTail(Call, Type, Tail) >= TailSize::BehindStruct;
      AgreedType Agreed =
          agreedType(Type, Size, Fits ? Tail->Element : QualType(), Context);
      if (Agreed.Contradicts) {
        Rules.Diags.report(Call.getBeginLoc(), DiagId::AllocationMismatch)
            << Callee.getName() << Size << Type;
        return;
      }
      Type = hides(Call, Size, In) ? QualType() : Agreed.Type;
    }
    if (!Rules.Facts.isUntypedAllocator(Callee) && (isVague(Type) || isBytes(Type)))
      return; // bytes
    if (isVague(Type)) {
      Rules.Diags.report(Call.getBeginLoc(), DiagId::UntypedAllocation) << Callee.getName();
      return;
    }
    TailSize Tail = isBytes(Type) ? TailSize::None
                                  : allocatorTail(Call, Type, arrayTailOf(Type, Context));
    if (Tail == TailSize::Unclear) {
      Rules.Diags.report(Call.getBeginLoc(), DiagId::AllocationRest)
          << Callee.getName() << Type;
      return;
    }
    Refusal Why;
    if (!Rules.Types.canCarry(Type, &Why)) {
      Rules.Types.refuse(Rules.Diags, Call.getBeginLoc(),
                         "memory of '" + Callee.getNameAsString() + "'", Type, Why);
      return;
    }
    bool WithTail = Tail != TailSize::None;
    tell(Call, Rules.Unit.allocationSite(Type, placeOf(Call.getBeginLoc(), Context),
                                         WithTail) +
                   (Tail == TailSize::BehindStruct   ? ", 2"
                    : Tail == TailSize::BehindOffset ? ", 1"
                                                     : ", 0"));
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
      Rules.Diags.report(Call.getBeginLoc(), DiagId::AllocatorArguments)
          << Call.getDirectCallee()->getName();
      return;
    }
    QualType Type = Behind.Argument->getType().getCanonicalType().getUnqualifiedType();
    std::string Cast = Behind.IsNumber ? "(" + Rules.Types.spell(Type, "") + ")" : "";
    std::string Said = hashOf(*Call.getDirectCallee()) + ", " + What + ")";
    Rules.Wanted[&Call] = "__ferry_want(" + Said;
    Rules.Base.insertAfter(*First - 1,
                           Cast + (Behind.CallsProgram
                                       ? "__ferry_want_behind((unsigned long long)("
                                       : "(__ferry_want(" + Said + ", "));
    Rules.Base.insertBefore(*Last + 1, Behind.CallsProgram ? "), " + Said : ")");
  }

  void noteVariable(const Expr *Value, const VarDecl *Variable) {
    if (const auto *Call = Value ? dyn_cast<CallExpr>(Value->IgnoreParenCasts()) : nullptr)
      Into[Call] = Variable;
  }

  void address(const DeclRefExpr &Reference, Allocation What) {
    auto Token = Rules.Text.find(Reference.getLocation());
    if (What == Allocation::Free) {
      if (Token)
        Rules.Base.replace({*Token, *Token}, "__ferry_free");
      return;
    }
    Rules.Diags.report(Reference.getLocation(), DiagId::AllocatorAddress)
        << Reference.getDecl()->getName();
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
    std::string Site =
        Rules.Unit.allocationSite(Own.Untyped ? QualType() : Context.CharTy,
                                  placeOf(Function->getLocation(), Context));
    Rules.Base.insertAfter(*Start, " struct __ferry_taken __ferry_taken = __ferry_take(" +
                                       hashOf(*Function) + ", " + Site + ");");
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
        allocation(*Call, What, Wanted, In);
      } else if (Callee && Rules.Facts.isAllocator(*Callee)) {
        allocatorCall(*Call, Wanted, In);
      } else {
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
      else if (Function && Rules.Facts.isUntypedAllocator(*Function))
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
