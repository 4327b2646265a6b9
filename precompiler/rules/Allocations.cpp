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
/// Refused: what stays unknown (-Wferry-untyped-allocation; lowered, it moves
/// between like ABIs only), contradictions, addresses of malloc and its like.
///
/// Rejected: taking the type of the first pointer that is stored to the block at
/// run time: a checkpoint before that would not know.
//===----------------------------------------------------------------------===//
#include "analysis/AllocationSizes.h"
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
#include "llvm/ADT/StringSwitch.h"
#include "llvm/Support/Path.h"

using namespace clang;

namespace ferry {

namespace {

enum class Allocator { None, Malloc, Calloc, Realloc, Strdup, Free, Alloca };

Allocator allocator(const FunctionDecl *Function) {
  if (!Function || !isForeign(*Function))
    return Allocator::None;
  llvm::StringRef Name = Function->getName();
  Name.consume_front("__builtin_");
  return llvm::StringSwitch<Allocator>(Name)
      .Case("malloc", Allocator::Malloc)
      .Case("calloc", Allocator::Calloc)
      .Case("realloc", Allocator::Realloc)
      .Cases("strdup", "__strdup", Allocator::Strdup)
      .Case("free", Allocator::Free)
      .Default(Allocator::None);
}

/// Whether the call has the arguments and the result that the function is known
/// to have; a program may declare it as it likes.
bool hasItsShape(const CallExpr &Call, Allocator What) {
  unsigned Arguments =
      What == Allocator::Calloc || What == Allocator::Realloc ? 2 : 1;
  return Call.getNumArgs() == Arguments &&
         (What == Allocator::Free || Call.getType()->isPointerType());
}

class Typer {
  SmallRules &Rules;
  const ASTContext &Context;
  /// The variables that results go to as they are.
  llvm::DenseMap<const CallExpr *, const VarDecl *> Into;

  QualType fromSize(const Expr *Size) { return sizedType(Size, Context); }

  /// What is in the memory: a va_list is Ferry's there (analysis/ListPlaces.h).
  QualType elementOf(QualType To) {
    return Context.getBaseElementType(
        carriedType(To, const_cast<ASTContext &>(Context)));
  }

  static QualType pointee(QualType Pointer) {
    if (Pointer.isNull() || !Pointer->isPointerType())
      return {};
    return Pointer->getPointeeType();
  }

  /// True when the pointer says nothing about what it points to.
  bool isVague(QualType To) {
    return To.isNull() || To->isVoidType() || To->isIncompleteType() ||
           To->isFunctionType();
  }

  bool beginsWith(QualType Whole, QualType First) {
    while (const auto *Record = Whole->getAsRecordDecl()) {
      Record = Record->getDefinition();
      if (!Record || Record->field_empty())
        return false;
      Whole = Record->field_begin()->getType();
      if (Context.hasSameUnqualifiedType(Whole, First))
        return true;
    }
    return false;
  }

  bool hasMember(QualType Union, QualType Member) {
    const RecordDecl *Record = Union->isUnionType() ? Union->getAsRecordDecl() : nullptr;
    Record = Record ? Record->getDefinition() : nullptr;
    return Record && Member->isStructureType() &&
           llvm::any_of(Record->fields(), [&](const FieldDecl *Field) {
             return Context.hasSameUnqualifiedType(Field->getType(), Member);
           });
  }

  bool isBytes(QualType Type) {
    return Type->isCharType();
  }

  /// Of functions that can be on the stack at a poll.
  Allocator allocatorOf(const CallExpr &Call, const FunctionDecl *In) {
    if (isStackAllocation(Call))
      return In && Rules.Facts.isCapturable(In) ? Allocator::Alloca : Allocator::None;
    return allocator(Call.getDirectCallee());
  }

  /// Of a type that is known.
  TailSize tail(const CallExpr &Call, Allocator What, QualType Type) {
    if (What == Allocator::Strdup || Type.isNull() || isBytes(Type))
      return TailSize::None;
    unsigned Last = Call.getNumArgs() - 1;
    bool Rest = false;
    for (unsigned N = What == Allocator::Realloc; N <= Last; ++N)
      Rest |= hasRest(Call.getArg(N), Context);
    TailSize WithRest = Rest ? TailSize::Unclear : TailSize::None;
    std::optional<ArrayTail> Tail = arrayTailOf(Type, Context);
    if (!Tail)
      return WithRest;
    // calloc(n, sizeof(struct s)): many of them.
    const Expr *Number = What == Allocator::Calloc
                             ? Call.getArg(0)->IgnoreParenCasts() : nullptr;
    const auto *One = dyn_cast_or_null<IntegerLiteral>(Number);
    if (Number && !(One && One->getValue() == 1))
      return WithRest;
    TailSize Found = tailSize(Call.getArg(Last), Type, Tail->Element, Tail->Open, Context);
    // The list of what a function took with alloca has no place for it.
    return What == Allocator::Alloca && Found != TailSize::None ? TailSize::Unclear
                                                                : Found;
  }

  void allocation(const CallExpr &Call, Allocator What, QualType Wanted,
                  const FunctionDecl *In) {
    llvm::StringRef Name = Call.getDirectCallee()->getName();
    const Expr *Callee = Call.getCallee()->IgnoreParenImpCasts();
    auto Token = Rules.Text.find(Callee->getBeginLoc());
    auto End = Rules.Text.find(Call.getRParenLoc());
    if (!Token || !End)
      return;
    QualType Size;
    if (What == Allocator::Malloc || What == Allocator::Alloca)
      Size = fromSize(Call.getArg(0));
    else if (What == Allocator::Calloc) {
      Size = fromSize(Call.getArg(1));
      if (Size.isNull())
        Size = fromSize(Call.getArg(0));
    } else if (What == Allocator::Realloc)
      Size = fromSize(Call.getArg(1));

    QualType To = pointee(Wanted);
    QualType Type;
    if (What == Allocator::Strdup) {
      Type = Context.CharTy;
    } else if (isVague(To)) {
      if (!Size.isNull() && !isBytes(Size))
        Type = Size;
      if (Type.isNull() && What == Allocator::Realloc) {
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
      if (!Size.isNull() && !Context.hasSameUnqualifiedType(Type, Size)) {
        if (Tail && Context.hasSameUnqualifiedType(Tail->Element, Size)) {
          // The elements behind an offsetof.
        } else if (beginsWith(Size, Type)) {
          Type = Size; // a struct that begins with the one pointed to
        } else if (hasMember(Type, Size)) {
          Type = Size; // a union, of which no more than this member is there
        } else if (Type->isPointerType() && Size->isPointerType()) {
          // As large as one another everywhere, and the pointer knows better.
        } else if (isBytes(Type)) {
          // A buffer that is as large as something else: its bytes.
        } else if (isBytes(Size) && !isBytes(Type)) {
          // n * sizeof(char) bytes for a T *: the pointer knows better.
        } else {
          Rules.Diags.report(Call.getBeginLoc(), DiagId::AllocationMismatch)
              << Name << Size << Type;
          return;
        }
      }
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
    if (What == Allocator::Alloca) {
      Site = "&__ferry_stack, " + Site + ", " +
             Rules.Unit.allocationSite(Context.VoidPtrTy, Place);
      Name = "alloca";
    }
    auto CalleeEnd = Rules.Text.find(Callee->getEndLoc());
    Rules.Base.replace({*Token, CalleeEnd ? *CalleeEnd : *Token},
                       ("__ferry_" + Name + Suffix).str());
    Rules.Base.insertBefore(*End, ", " + Site);
  }

  void noteVariable(const Expr *Value, const VarDecl *Variable) {
    if (const auto *Call = Value ? dyn_cast<CallExpr>(Value->IgnoreParenCasts()) : nullptr)
      Into[Call] = Variable;
  }

  void address(const DeclRefExpr &Reference, Allocator What) {
    auto Token = Rules.Text.find(Reference.getLocation());
    if (What == Allocator::Free) {
      if (Token)
        Rules.Base.replace({*Token, *Token}, "__ferry_free");
      return;
    }
    Rules.Diags.report(Reference.getLocation(), DiagId::AllocatorAddress)
        << Reference.getDecl()->getName();
  }

public:
  explicit Typer(SmallRules &Rules) : Rules(Rules), Context(Rules.Context) {}

  /// \p Wanted: the type that the value of \p S is converted to; null: nobody
  /// says.
  void visit(const Stmt *S, QualType Wanted, const FunctionDecl *In) {
    if (!S)
      return;
    if (const auto *Call = dyn_cast<CallExpr>(S)) {
      const FunctionDecl *Callee = Call->getDirectCallee();
      Allocator What = allocatorOf(*Call, In);
      // A configure script's `char malloc();` is never run.
      if (What != Allocator::None && !hasItsShape(*Call, What))
        return;
      if (What == Allocator::Free) {
        auto Token = Rules.Text.find(
            Call->getCallee()->IgnoreParenImpCasts()->getBeginLoc());
        if (Token)
          Rules.Base.replace({*Token, *Token}, "__ferry_free");
      } else if (What != Allocator::None) {
        allocation(*Call, What, Wanted, In);
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
      Allocator What = allocator(dyn_cast<FunctionDecl>(Reference->getDecl()));
      if (What != Allocator::None)
        address(*Reference, What);
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
    Type.visit(&Body, {}, In);
  });
}

} // namespace ferry
