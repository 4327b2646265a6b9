//===- ListPlaces.cpp - lists of arguments in memory ------------------------===//

#include "ListPlaces.h"
#include "VariableArguments.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/ADT/SmallVector.h"

using namespace clang;

namespace ferry {
namespace {

/// The record that a type is, or that its pointers and arrays are of, and that has text
/// of the user's.
const RecordDecl *recordIn(QualType Type) {
  while (Type->isPointerType() || Type->isArrayType())
    Type = Type->isPointerType() ? Type->getPointeeType()
                                 : QualType(Type->getArrayElementTypeNoTypeQual(), 0);
  const RecordDecl *Record = Type->getAsRecordDecl();
  Record = Record ? Record->getDefinition() : nullptr;
  return Record && !Record->getASTContext().getSourceManager().isInSystemHeader(
                       Record->getLocation())
             ? Record
             : nullptr;
}

bool isPlace(const VarDecl &Variable) {
  return Variable.hasGlobalStorage() && holdsVaList(Variable.getType());
}

/// A list itself is converted on some machines only, and refused in ListUses.
bool pointsToList(QualType Type) { return holdsVaList(Type) && !isVaList(Type); }

bool declaresPlace(const RecordDecl &Record) {
  return llvm::any_of(Record.fields(), [](const FieldDecl *Field) {
    return holdsVaList(Field->getType());
  });
}

} // namespace

bool ListRecords::leadToList(const RecordDecl &Record) {
  if (auto Found = Known.find(&Record); Found != Known.end())
    return Found->second;
  llvm::SmallPtrSet<const RecordDecl *, 16> Seen = {&Record};
  llvm::SmallVector<const RecordDecl *, 16> Work = {&Record};
  while (!Work.empty()) {
    const RecordDecl *Next = Work.pop_back_val();
    auto Found = Known.find(Next);
    if (Found != Known.end() ? Found->second : declaresPlace(*Next))
      return Known[&Record] = true;
    if (Found == Known.end())
      for (const FieldDecl *Field : Next->fields())
        if (const RecordDecl *Inner = recordIn(Field->getType());
            Inner && Seen.insert(Inner).second)
          Work.push_back(Inner);
  }
  for (const RecordDecl *None : Seen)
    Known[None] = false;
  return false;
}

bool ListRecords::leadToList(QualType Type) {
  const RecordDecl *Record = recordIn(Type);
  return Record && leadToList(*Record);
}

bool containsList(QualType Type) {
  if (Type->isPointerType() && !isVaList(Type))
    return false;
  if (holdsVaList(Type) && !Type->isArrayType())
    return true;
  if (Type->isArrayType() && holdsVaList(Type)) {
    // Of lists, or of pointers to them.
    while (!isVaList(Type))
      if (const auto *Array = dyn_cast<ArrayType>(Type->getUnqualifiedDesugaredType()))
        Type = Array->getElementType();
      else
        return false;
    return true;
  }
  const RecordDecl *Record = recordIn(Type);
  const clang::Type *Element = Type->getBaseElementTypeUnsafe();
  return Record && Element->isRecordType() &&
         llvm::any_of(Record->fields(), [](const FieldDecl *Field) {
           return containsList(Field->getType());
         });
}

//===- Sizes ----------------------------------------------------------------===//

/// With the lists replaced; what has none is what it was.
static QualType withCarriedLists(QualType Type, ASTContext &Context) {
  Type = carriedType(Type, Context);
  if (const ConstantArrayType *Array = Context.getAsConstantArrayType(Type))
    return Context.getConstantArrayType(
        withCarriedLists(Array->getElementType(), Context), Array->getSize(), nullptr,
        Array->getSizeModifier(), 0);
  if (!containsList(Type))
    return Type;
  const RecordDecl &Record = *Type->getAsRecordDecl()->getDefinition();
  auto *Copy = RecordDecl::Create(Context, Record.getTagKind(),
                                  Context.getTranslationUnitDecl(), SourceLocation(),
                                  SourceLocation(), Record.getIdentifier());
  Copy->setImplicit();
  Copy->startDefinition();
  for (const Attr *A : Record.attrs())
    Copy->addAttr(A->clone(Context));
  for (const FieldDecl *Field : Record.fields()) {
    auto *D = FieldDecl::Create(Context, Copy, SourceLocation(), SourceLocation(),
                                Field->getIdentifier(),
                                withCarriedLists(Field->getType(), Context), nullptr,
                                Field->getBitWidth(), /*Mutable=*/false, ICIS_NoInit);
    for (const Attr *A : Field->attrs())
      D->addAttr(A->clone(Context));
    D->setAccess(AS_public);
    Copy->addDecl(D);
  }
  Copy->completeDefinition();
  return Context.getTypeDeclType(static_cast<const TypeDecl *>(Copy));
}

uint64_t carriedSize(QualType Type, const ASTContext &Context) {
  if (containsList(Type))
    Type = withCarriedLists(Type, const_cast<ASTContext &>(Context));
  return Context.getTypeSizeInChars(Type).getQuantity();
}

//===- What functions do ----------------------------------------------------===//

namespace {
class Finder : public RecursiveASTVisitor<Finder> {
public:
  explicit Finder(ListRecords &Records) : Records(Records) {}

  bool VisitVarDecl(VarDecl *Variable) { return sees(Variable->getType()); }
  bool VisitExpr(Expr *E) { return sees(E->getType()); }

  bool VisitMemberExpr(MemberExpr *E) { return uses(holdsVaList(E->getType())); }
  bool VisitDeclRefExpr(DeclRefExpr *E) {
    const auto *Variable = dyn_cast<VarDecl>(E->getDecl());
    return uses(Variable && isPlace(*Variable));
  }
  /// The members that it fills are not named.
  bool VisitInitListExpr(InitListExpr *E) {
    const RecordDecl *Record = E->getType()->getAsRecordDecl();
    Record = Record ? Record->getDefinition() : nullptr;
    return uses(Record && declaresPlace(*Record));
  }
  bool VisitUnaryExprOrTypeTraitExpr(UnaryExprOrTypeTraitExpr *E) {
    QualType Type = E->getTypeOfArgument();
    sees(Type);
    return uses(holdsVaList(Type));
  }
  bool VisitCastExpr(CastExpr *E) {
    QualType From = E->getSubExpr()->getType(), To = E->getType();
    bool Converts = E->getCastKind() == CK_BitCast ||
                    E->getCastKind() == CK_PointerToIntegral ||
                    E->getCastKind() == CK_IntegralToPointer;
    if (!Converts)
      return true;
    // What malloc gives, sooner or later.
    Found.Heap |= (!Records.leadToList(From) && Records.leadToList(To)) ||
                  (!pointsToList(From) && pointsToList(To));
    return uses(pointsToList(From) != pointsToList(To));
  }

  bool TraverseFunctionDecl(FunctionDecl *) { return true; }

  ListPlaces Found;

private:
  bool sees(QualType Type) {
    Found.Sees |= Records.leadToList(Type);
    return true;
  }
  bool uses(bool Uses) {
    Found.Uses |= Uses;
    return true;
  }

  ListRecords &Records;
};

/// Everything that declares a place.
class Declarations : public RecursiveASTVisitor<Declarations> {
public:
  using Named = llvm::function_ref<void(SourceLocation, QualType)>;
  Declarations(Named Do, llvm::function_ref<void(const FieldDecl &)> Union)
      : Do(Do), Union(Union) {}

  bool VisitFieldDecl(FieldDecl *Field) {
    bool IsPlace = holdsVaList(Field->getType());
    if (IsPlace)
      names(*Field);
    if (Field->getParent()->isUnion() && (IsPlace || containsList(Field->getType())))
      Union(*Field);
    return true;
  }
  bool VisitVarDecl(VarDecl *Variable) {
    if (isPlace(*Variable))
      names(*Variable);
    return true;
  }

private:
  void names(const DeclaratorDecl &D) {
    if (const TypeSourceInfo *Written = D.getTypeSourceInfo())
      eachListName(Written->getTypeLoc(), Do);
  }

  Named Do;
  llvm::function_ref<void(const FieldDecl &)> Union;
};
} // namespace

ListPlaces listPlaces(const FunctionDecl &Function, ListRecords &Records) {
  Finder Find(Records);
  for (ParmVarDecl *Parameter : Function.parameters())
    Find.VisitVarDecl(Parameter);
  Find.TraverseStmt(Function.getBody());
  return Find.Found;
}

bool usesListPlaces(const FunctionDecl &Function) {
  ListRecords Records;
  return listPlaces(Function, Records).Uses;
}

UnitPlaces unitPlaces(const ASTContext &Context, ListRecords &Records) {
  UnitPlaces Places;
  auto Declare = [&](SourceLocation, QualType) { Places.Declares = true; };
  eachPlaceName(Context, Declare, [](const FieldDecl &) {});
  struct Statics : RecursiveASTVisitor<Statics> {
    ListRecords &Records;
    bool Found = false;
    explicit Statics(ListRecords &Records) : Records(Records) {}
    bool VisitVarDecl(VarDecl *V) {
      Found |= V->hasGlobalStorage() &&
               (isPlace(*V) || Records.leadToList(V->getType()));
      return true;
    }
  } Find(Records);
  if (Places.Declares) // Else there is no place for a variable to lead to.
    Find.TraverseDecl(Context.getTranslationUnitDecl());
  Places.Static = Find.Found;
  return Places;
}

void eachPlaceName(const ASTContext &Context,
                   llvm::function_ref<void(SourceLocation, QualType)> Do,
                   llvm::function_ref<void(const FieldDecl &)> Union) {
  const SourceManager &SM = Context.getSourceManager();
  Declarations Find(Do, Union);
  for (Decl *D : Context.getTranslationUnitDecl()->decls())
    if (D->getLocation().isValid() && !SM.isInSystemHeader(D->getLocation()))
      Find.TraverseDecl(D);
}

} // namespace ferry
