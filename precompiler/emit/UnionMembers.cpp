//===- UnionMembers.cpp - may a union's members lie over one another? ------===//
#include "emit/UnionMembers.h"
#include "emit/TaggedUnions.h"
#include "emit/TypeProperties.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/AST/RecordLayout.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace ferry {

bool hasOverlaps(const RecordDecl *Record) {
  bool Found = false;
  eachOverlap(Record, [&](const RecordDecl &) { Found = true; });
  return Found;
}

void eachOverlap(const RecordDecl *Record,
                 llvm::function_ref<void(const RecordDecl &)> Visit) {
  if (Record->isUnion() && !hasOwnTag(Record))
    return Visit(*Record);
  for (const FieldDecl *F : Record->fields())
    if (F->isAnonymousStructOrUnion() && !hasTag(*F))
      eachOverlap(F->getType()->getAsRecordDecl()->getDefinition(), Visit);
}

namespace {

enum class Holds { Value, Pointer, FunctionPointer };

struct Stretch {
  uint64_t Begin, End;
  Holds What;
  bool operator<(const Stretch &Other) const { return Begin < Other.Begin; }
};

class Collector {
public:
  Collector(const ASTContext &Context, const MayHold &Holds)
      : Context(Context), MayBe(Holds) {}

  /// False: an array of too many pointers to look at each.
  bool type(QualType Type, uint64_t At) {
    Type = value(Type);
    if (const ConstantArrayType *Array = Context.getAsConstantArrayType(Type)) {
      QualType Element = Array->getElementType();
      uint64_t Size = Context.getTypeSize(Element), Count = Array->getSize().getZExtValue();
      if (!holdsPointers(Element)) {
        Found.push_back({At, At + Context.getTypeSize(Type), Holds::Value});
        return true;
      }
      for (uint64_t I = 0; I < Count; ++I)
        if (!type(Element, At + I * Size))
          return false;
      return true;
    }
    if (const RecordDecl *Record = Type->getAsRecordDecl()) {
      const ASTRecordLayout &Layout = Context.getASTRecordLayout(Record->getDefinition());
      for (const FieldDecl *F : Record->getDefinition()->fields()) {
        uint64_t Begin = At + Layout.getFieldOffset(F->getFieldIndex());
        if (F->isUnnamedBitField() || !MayBe(*F))
          continue;
        if (F->isBitField())
          Found.push_back({Begin, Begin + bitWidth(F, Context), Holds::Value});
        else if (!type(F->getType(), Begin))
          return false;
      }
      return true;
    }
    if (Found.size() >= Most)
      return false;
    Found.push_back({At, At + Context.getTypeSize(Type),
                     Type->isFunctionPointerType() ? Holds::FunctionPointer
                     : Type->isPointerType()       ? Holds::Pointer
                                                   : Holds::Value});
    return true;
  }

  std::vector<Stretch> Found;

private:
  static QualType value(QualType Type) {
    if (const auto *Atomic = Type->getAs<AtomicType>())
      Type = Atomic->getValueType();
    return Type.getCanonicalType();
  }
  bool holdsPointers(QualType Type) const {
    Type = value(Context.getBaseElementType(Type));
    if (const RecordDecl *Record = Type->getAsRecordDecl())
      return llvm::any_of(Record->getDefinition()->fields(), [&](const FieldDecl *F) {
        return MayBe(*F) && holdsPointers(F->getType());
      });
    return Type->isPointerType();
  }

  static constexpr size_t Most = 10000;
  const ASTContext &Context;
  const MayHold &MayBe;
};

} // namespace

bool pointersAgree(const RecordDecl *Record, const ASTContext &Context,
                   const MayHold &Holds) {
  Collector All(Context, Holds);
  if (!All.type(Context.getTypeDeclType(static_cast<const TypeDecl *>(Record)), 0))
    return false;
  llvm::sort(All.Found);
  uint64_t ValuesEnd = 0;
  const Stretch *Last = nullptr; // of the pointers, and they are all of one length
  for (const Stretch &S : All.Found) {
    if (S.Begin == S.End)
      continue;
    bool OverPointer = Last && Last->End > S.Begin;
    if (S.What == Holds::Value) {
      if (OverPointer)
        return false;
      ValuesEnd = std::max(ValuesEnd, S.End);
      continue;
    }
    if (ValuesEnd > S.Begin ||
        (OverPointer && (Last->Begin != S.Begin || Last->What != S.What)))
      return false;
    Last = &S;
  }
  return true;
}

} // namespace ferry
