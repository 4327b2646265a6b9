//===- LayoutModels.cpp - does a size depend on the machine? ----------------===//

#include "LayoutModels.h"
#include "TypeContents.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"
#include <optional>

using namespace clang;

namespace ferry {
namespace {

struct Model {
  uint64_t Word, MaxAlign, LongDouble;
};
constexpr Model Models[] = {{8, 16, 16}, {4, 8, 8}, {4, 4, 12}, {4, 2, 12}};

struct Extent {
  uint64_t Size, Align;
};

std::optional<Extent> extentOf(QualType Type, const Model &M, const ASTContext &C);

std::optional<Extent> aligned(uint64_t Size, const Model &M) {
  uint64_t Align = Size & -Size; // 12 is aligned to 4
  return Extent{Size, std::min(Align, M.MaxAlign)};
}

/// \p Until: its offset is the result's size; null for the whole record.
std::optional<Extent> recordExtent(const RecordDecl &Record, const FieldDecl *Until,
                                   const Model &M, const ASTContext &C) {
  if (!Record.isCompleteDefinition() || Record.hasAttr<AlignedAttr>())
    return std::nullopt;
  Extent Whole = {0, 1};
  for (const FieldDecl *Field : Record.fields()) {
    if (Field->isBitField() || Field->hasAttr<AlignedAttr>())
      return std::nullopt;
    if (Field->getType()->isIncompleteArrayType())
      break;
    std::optional<Extent> Part = extentOf(Field->getType(), M, C);
    if (!Part)
      return std::nullopt;
    if (Record.hasAttr<PackedAttr>() || Field->hasAttr<PackedAttr>())
      Part->Align = 1;
    Whole.Align = std::max(Whole.Align, Part->Align);
    if (Record.isUnion()) {
      if (Field == Until)
        return Extent{0, 1};
      Whole.Size = std::max(Whole.Size, Part->Size);
    } else {
      Whole.Size = llvm::alignTo(Whole.Size, Part->Align);
      if (Field == Until)
        return Whole;
      Whole.Size += Part->Size;
    }
  }
  Whole.Size = llvm::alignTo(Whole.Size, Whole.Align);
  return Whole;
}

/// Of typedefs that are `long` on one machine and `long long` on another.
bool has64BitsEverywhere(QualType Type) {
  for (const auto *Alias = Type->getAs<TypedefType>(); Alias;
       Alias = Alias->desugar()->getAs<TypedefType>()) {
    llvm::StringRef Name = Alias->getDecl()->getName();
    Name.consume_front("__");
    Name.consume_front("u");
    if (Name == "int64_t" || Name == "intmax_t" || Name == "int_least64_t" ||
        Name == "int_fast64_t" || Name == "off64_t")
      return true;
  }
  return false;
}

std::optional<Extent> builtinExtent(const BuiltinType &Type, const Model &M,
                                    const ASTContext &C) {
  switch (Type.getKind()) {
  case BuiltinType::Long:
  case BuiltinType::ULong:
    return aligned(M.Word, M);
  case BuiltinType::LongDouble:
    return aligned(M.LongDouble, M);
  default:
    return aligned(C.getTypeSizeInChars(&Type).getQuantity(), M);
  }
}

std::optional<Extent> extentOf(QualType Type, const Model &M, const ASTContext &C) {
  if (Type->isIncompleteType() || Type->isVariablyModifiedType())
    return std::nullopt;
  if (has64BitsEverywhere(Type))
    return aligned(8, M);
  if (const auto *Array = C.getAsConstantArrayType(Type)) {
    std::optional<Extent> Element = extentOf(Array->getElementType(), M, C);
    if (Element)
      Element->Size *= Array->getSize().getZExtValue();
    return Element;
  }
  if (Type->isPointerType())
    return aligned(M.Word, M);
  if (const auto *Record = Type->getAs<RecordType>())
    return recordExtent(*Record->getDecl(), nullptr, M, C);
  if (const auto *Enum = Type->getAs<EnumType>())
    return extentOf(Enum->getDecl()->getIntegerType(), M, C);
  if (const auto *Builtin = Type->getAs<BuiltinType>())
    return builtinExtent(*Builtin, M, C);
  return std::nullopt; // Functions, vectors, complex and atomic types: not
                       // known.
}

/// A scalar, or an array of those that are no pointers.
struct Stretch {
  uint64_t Begin, End;
  enum Class { Value, Pointer, FunctionPointer } Is;
};

enum class Arrays { Whole, Taken };

/// Adds what is in a value of the type at \p Offset; with Arrays::Taken each
/// element of an array by itself. False: it is not known, or too much.
bool addStretches(QualType Type, uint64_t Offset, const Model &M, const ASTContext &C,
                  Arrays How, std::vector<Stretch> &Found) {
  constexpr size_t Most = 1000;
  std::optional<Extent> Whole = extentOf(Type, M, C);
  if (!Whole || Found.size() > Most)
    return false;
  if (const auto *Array = C.getAsConstantArrayType(Type);
      Array && (How == Arrays::Taken || holdsPointers(Type, C))) {
    uint64_t Count = Array->getSize().getLimitedValue(Most + 1);
    for (uint64_t I = 0; I < Count; ++I)
      if (!addStretches(Array->getElementType(), Offset + Whole->Size / Count * I, M, C, How,
                        Found))
        return false;
    return true;
  }
  if (const auto *Record = Type->getAs<RecordType>())
    return llvm::all_of(Record->getDecl()->fields(), [&](const FieldDecl *F) {
      std::optional<Extent> Before = recordExtent(*Record->getDecl(), F, M, C);
      return Before && addStretches(F->getType(), Offset + Before->Size, M, C, How, Found);
    });
  Found.push_back({Offset, Offset + Whole->Size,
                   Type->isFunctionPointerType() ? Stretch::FunctionPointer
                   : Type->isPointerType()       ? Stretch::Pointer
                                                 : Stretch::Value});
  return true;
}

/// Whether \p Measure differs between models; not known counts as no.
bool differs(llvm::function_ref<std::optional<uint64_t>(const Model &)> Measure) {
  std::optional<uint64_t> First = Measure(Models[0]);
  for (const Model &M : Models)
    if (std::optional<uint64_t> Here = Measure(M); !Here || !First)
      return false;
    else if (*Here != *First)
      return true;
  return false;
}

} // namespace

bool sizeDiffers(QualType Type, const ASTContext &Context) {
  return differs([&](const Model &M) -> std::optional<uint64_t> {
    std::optional<Extent> Found = extentOf(Type, M, Context);
    return Found ? std::optional(Found->Size) : std::nullopt;
  });
}

bool alignmentDiffers(QualType Type, const ASTContext &Context) {
  return differs([&](const Model &M) -> std::optional<uint64_t> {
    std::optional<Extent> Found = extentOf(Type, M, Context);
    return Found ? std::optional(Found->Align) : std::nullopt;
  });
}

bool readsTheSame(QualType Read, QualType Written, const ASTContext &Context) {
  return llvm::all_of(Models, [&](const Model &M) {
    std::vector<Stretch> Wanted, There;
    return addStretches(Read, 0, M, Context, Arrays::Taken, Wanted) &&
           addStretches(Written, 0, M, Context, Arrays::Taken, There) &&
           llvm::all_of(Wanted, [&](const Stretch &S) {
             bool Found = false;
             for (const Stretch &T : There)
               if (T.Begin == S.Begin) {
                 if (T.End != S.End || T.Is != Stretch::Value)
                   return false;
                 Found = true;
               }
             return Found && S.Is == Stretch::Value;
           });
  });
}

bool pointersLieOverOthers(const RecordDecl &Union,
                           llvm::function_ref<bool(const FieldDecl &)> Counts,
                           const ASTContext &Context) {
  std::vector<const FieldDecl *> Members;
  for (const FieldDecl *F : Union.fields())
    if (!F->isUnnamedBitField() && Counts(*F))
      Members.push_back(F);
  if (Members.size() < 2 || llvm::none_of(Members, [&](const FieldDecl *F) {
        return holdsPointers(F->getType(), Context);
      }))
    return false;
  return llvm::any_of(Models, [&](const Model &M) {
    std::vector<Stretch> All;
    for (const FieldDecl *F : Members)
      if (F->isBitField() || !addStretches(F->getType(), 0, M, Context, Arrays::Whole, All))
        return true;
    llvm::sort(All, [](const Stretch &A, const Stretch &B) { return A.Begin < B.Begin; });
    uint64_t End = 0, PointersEnd = 0;
    const Stretch *Last = nullptr; // of the pointers
    for (const Stretch &S : All) {
      bool IsPointer = S.Is != Stretch::Value;
      bool Same = Last && Last->Begin == S.Begin && Last->Is == S.Is;
      if (S.Begin < (IsPointer && !Same ? std::max(End, PointersEnd)
                     : IsPointer        ? End
                                        : PointersEnd))
        return true;
      (IsPointer ? PointersEnd : End) = std::max(IsPointer ? PointersEnd : End, S.End);
      if (IsPointer)
        Last = &S;
    }
    return false;
  });
}

bool offsetDiffers(const OffsetOfExpr &Offset, const ASTContext &Context) {
  return differs([&](const Model &M) -> std::optional<uint64_t> {
    uint64_t Sum = 0;
    QualType Type = Offset.getTypeSourceInfo()->getType();
    for (unsigned I = 0; I < Offset.getNumComponents(); ++I) {
      const OffsetOfNode &Node = Offset.getComponent(I);
      if (Node.getKind() == OffsetOfNode::Array) {
        const auto *Array = Context.getAsArrayType(Type);
        Expr::EvalResult Index;
        if (!Array ||
            !Offset.getIndexExpr(Node.getArrayExprIndex())->EvaluateAsInt(Index, Context))
          return std::nullopt;
        Type = Array->getElementType();
        std::optional<Extent> Element = extentOf(Type, M, Context);
        if (!Element)
          return std::nullopt;
        Sum += Element->Size * Index.Val.getInt().getZExtValue();
        continue;
      }
      if (Node.getKind() != OffsetOfNode::Field)
        return std::nullopt;
      const FieldDecl *Field = Node.getField();
      std::optional<Extent> Before = recordExtent(*Field->getParent(), Field, M, Context);
      if (!Before)
        return std::nullopt;
      Sum += Before->Size;
      Type = Field->getType();
    }
    return Sum;
  });
}

} // namespace ferry
