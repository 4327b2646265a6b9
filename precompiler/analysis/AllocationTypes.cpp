//===- AllocationTypes.cpp - what an allocation is for ----------------------===//

#include "AllocationTypes.h"
#include "LaterUses.h"
#include "VariableArguments.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace ferry {

bool isVague(QualType To) {
  return To.isNull() || To->isVoidType() || To->isIncompleteType() ||
         To->isFunctionType();
}

QualType pointee(QualType Pointer) {
  if (Pointer.isNull() || !Pointer->isPointerType())
    return {};
  return Pointer->getPointeeType();
}

static bool beginsWith(QualType Whole, QualType First, const ASTContext &Context) {
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

static bool hasMember(QualType Union, QualType Member, const ASTContext &Context) {
  const RecordDecl *Record = Union->isUnionType() ? Union->getAsRecordDecl() : nullptr;
  Record = Record ? Record->getDefinition() : nullptr;
  return Record && Member->isStructureType() &&
         llvm::any_of(Record->fields(), [&](const FieldDecl *Field) {
           return Context.hasSameUnqualifiedType(Field->getType(), Member);
         });
}

namespace {

struct AgreedType {
  QualType Type;
  bool Contradicts = false;
};
/// \p To: what the pointer says, \p Size what the size says, or null. \p TailElement: of
/// the array at the end of \p To, where the size is one of these; else null.
AgreedType agreedType(QualType To, QualType Size, QualType TailElement,
                      const ASTContext &Context) {
  if (Size.isNull() || Context.hasSameUnqualifiedType(To, Size))
    return {To};
  if (!TailElement.isNull() && Context.hasSameUnqualifiedType(TailElement, Size))
    return {To}; // the elements behind an offsetof
  if (beginsWith(Size, To, Context))
    return {Size}; // a struct that begins with the one pointed to
  if (hasMember(To, Size, Context))
    return {Size}; // a union, of which no more than this member is there
  if (To->isPointerType() && Size->isPointerType())
    return {To}; // as large as one another everywhere, and the pointer knows better
  if (To->isCharType())
    return {To}; // a buffer that is as large as something else: its bytes
  if (Size->isCharType())
    return {To}; // n * sizeof(char) bytes for a T *: the pointer knows better
  return {To, true};
}

class Finder {
public:
  Finder(const AllocatingCall &A, llvm::function_ref<TailArray(QualType)> TailOf,
         ASTContext &Context)
      : A(A), TailOf(TailOf), Context(Context) {}

  AllocatedType find() {
    QualType To = pointee(A.Wanted);
    Found.Size = size(To);
    if (A.What == Allocation::Strdup)
      Found.Type = Context.CharTy;
    else if (isVague(To))
      Found.Type = withoutPointer();
    else
      Found.Type = withPointer(To);
    if (isVague(Found.Type) && isOneByte(A.Call, A.What, Context))
      Found.Type = Context.CharTy;
    if (isVague(Found.Type))
      Found.Type = {};
    Found.Tail = tail(Found.Type);
    return Found;
  }

private:
  const AllocatingCall &A;
  llvm::function_ref<TailArray(QualType)> TailOf;
  ASTContext &Context;
  AllocatedType Found;

  /// What is in the memory: a va_list is Ferry's there (ListPlaces.h).
  QualType elementOf(QualType To) {
    return Context.getBaseElementType(carriedType(To, Context));
  }

  QualType size(QualType To) {
    switch (A.What) {
    case Allocation::None:
      return allocatorSize(A.Call, isVague(To) ? QualType() : elementOf(To), Context);
    case Allocation::Malloc:
    case Allocation::Alloca:
    case Allocation::Pages:
      return sizedType(A.Call.getArg(0), Context);
    case Allocation::Aligned:
      return sizedType(A.Call.getArg(1), Context);
    case Allocation::AlignedInto:
      return sizedType(A.Call.getArg(2), Context);
    case Allocation::Calloc: {
      QualType Size = sizedType(A.Call.getArg(1), Context);
      return Size.isNull() ? sizedType(A.Call.getArg(0), Context) : Size;
    }
    case Allocation::Realloc:
      return sizedType(A.Call.getArg(1), Context);
    case Allocation::ReallocArray: {
      QualType Size = sizedType(A.Call.getArg(2), Context);
      return Size.isNull() ? sizedType(A.Call.getArg(1), Context) : Size;
    }
    default:
      return {};
    }
  }

  QualType withoutPointer() {
    if (!Found.Size.isNull() && !Found.Size->isCharType())
      return Found.Size;
    if (A.What == Allocation::Realloc || A.What == Allocation::ReallocArray) {
      // realloc(p, n): the block's type stays.
      QualType Old = pointee(A.Call.getArg(0)->IgnoreParenImpCasts()->getType());
      if (!isVague(Old))
        return Old;
    }
    QualType Later = A.In && A.Into ? laterType(*A.Into, *A.In) : QualType();
    return Later.isNull() ? Later : elementOf(Later);
  }

  QualType withPointer(QualType To) {
    QualType Type = elementOf(To);
    QualType Element = tail(Type) >= TailSize::BehindStruct ? TailOf(Type).Element : QualType();
    AgreedType Agreed = agreedType(Type, Found.Size, Element, Context);
    Found.Contradicts = Agreed.Contradicts;
    // The pointer alone says the type, and leads to a header.
    bool Hides = (Found.Size.isNull() || Found.Size->isCharType()) && A.In &&
                 isHeader(A.Into, *A.In);
    return Agreed.Contradicts ? Type : Hides ? QualType() : Agreed.Type;
  }

  TailSize tail(QualType Type) {
    if (A.What == Allocation::Strdup || Type.isNull() || Type->isCharType())
      return TailSize::None;
    TailArray Tail = TailOf(Type);
    return A.What == Allocation::None
               ? allocatorTail(A.Call, Type, Tail.Element, Tail.Open, Context)
               : allocationTail(A.Call, A.What, Type, Tail.Element, Tail.Open, Context);
  }
};

} // namespace

AllocatedType allocatedType(const AllocatingCall &Allocating,
                            llvm::function_ref<TailArray(QualType)> TailOf,
                            ASTContext &Context) {
  return Finder(Allocating, TailOf, Context).find();
}

} // namespace ferry
