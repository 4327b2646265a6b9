//===- TypeNames.cpp - how types are spelled and called ---------------------===//
#include "emit/TypeNames.h"
#include "clang/AST/DeclCXX.h"

using namespace clang;

namespace ferry {

bool isLocal(const Decl *D) {
  return D->getParentFunctionOrMethod() != nullptr;
}

static const TagDecl *definition(const TagDecl *Tag) {
  const TagDecl *D = Tag->getDefinition();
  return D ? D : Tag->getCanonicalDecl();
}

TypeNames::TypeNames(const ASTContext &Context) : Context(Context) {
  introduce(Context.getTranslationUnitDecl());
}

/// Finds what names the records without a tag, in the order of the text.
void TypeNames::introduce(const DeclContext *Scope) {
  for (const Decl *D : Scope->decls()) {
    if (const auto *Typedef = dyn_cast<TypedefNameDecl>(D)) {
      std::string Name = Typedef->getName().str();
      introduce(Typedef->getUnderlyingType(), "(*(" + Name + " *)0)", Name);
    } else if (const auto *Variable = dyn_cast<VarDecl>(D)) {
      introduce(Variable->getType(), Variable->getName().str(),
                "struct :" + Variable->getName().str());
    } else if (const auto *Field = dyn_cast<FieldDecl>(D)) {
      if (!Field->getIdentifier())
        continue;
      const RecordDecl *Outer = Field->getParent();
      // A member of an anonymous member is one of the record around it.
      while (Outer->isAnonymousStructOrUnion())
        Outer = cast<RecordDecl>(Outer->getDeclContext());
      if (!hasName(Outer))
        continue;
      QualType Type = Context.getTypeDeclType(static_cast<const TypeDecl *>(Outer));
      introduce(Field->getType(),
                "((" + spell(Type, "*", false) + ")0)->" + Field->getName().str(),
                key(Type) + "." + Field->getName().str(), /*Moved=*/isLocal(Outer));
    }
    if (const auto *Record = dyn_cast<RecordDecl>(D))
      if (Record->isCompleteDefinition())
        introduce(Record);
  }
}

void TypeNames::introduce(QualType Type, std::string Expression,
                          std::string Key, bool Moved) {
  for (;;) {
    if (const ArrayType *Array = Context.getAsArrayType(Type)) {
      Type = Array->getElementType();
    } else if (const auto *Pointer = Type->getAs<PointerType>()) {
      Type = Pointer->getPointeeType();
    } else {
      break;
    }
    Expression = "(*" + Expression + ")";
  }
  const auto *Record = Type->getAs<RecordType>();
  if (!Record)
    return;
  const TagDecl *Tag = definition(Record->getDecl());
  if (Anonymous.count(Tag))
    return;
  if (isLocal(Tag) ? !Moved
                   : Tag->getIdentifier() || Tag->getTypedefNameForAnonDecl())
    return;
  name(cast<RecordDecl>(Tag), "__typeof__(" + Expression + ")", Key);
}

void TypeNames::name(const RecordDecl *Record, std::string Spelling,
                     std::string Key) {
  Anonymous[definition(Record)] = {std::move(Spelling), std::move(Key)};
  // Its own members can be called after it now.
  introduce(Record);
}

bool TypeNames::hasName(const TagDecl *Tag) const {
  Tag = definition(Tag);
  if (Anonymous.count(Tag))
    return true;
  if (isa<EnumDecl>(Tag))
    return true; // else as its integer
  if (isLocal(Tag))
    return false;
  return Tag->getIdentifier() || Tag->getTypedefNameForAnonDecl();
}

static std::string qualified(Qualifiers Quals, std::string Text) {
  std::string Prefix;
  if (Quals.hasConst())
    Prefix += "const ";
  if (Quals.hasVolatile())
    Prefix += "volatile ";
  return Prefix + Text;
}

/// The type as a declarator sees it: an array, a function, or something else
/// that may have a typedef's name.
static QualType withoutParens(QualType Type, const ASTContext &Context) {
  while (!isa<TypedefType>(Type.getTypePtr())) {
    QualType Next = Type.getSingleStepDesugaredType(Context);
    if (Next == Type)
      break;
    Type = Next;
  }
  return Type;
}

/// The operand of vector_size.
static std::string vectorBytes(const VectorType &Vector, const ASTContext &Context) {
  return std::to_string(
      Context.getTypeSizeInChars(QualType(&Vector, 0)).getQuantity());
}

std::string TypeNames::parameters(const FunctionType *Function,
                                  bool Keys) const {
  const auto *Proto = dyn_cast<FunctionProtoType>(Function);
  if (!Proto)
    return "()";
  std::string Text = "(";
  for (QualType Parameter : Proto->param_types()) {
    if (Text.size() > 1)
      Text += Keys ? "," : ", ";
    Text += Keys ? key(Parameter) : spell(Parameter, "", false);
  }
  if (Proto->isVariadic())
    Text += Keys ? ",..." : ", ...";
  if (Text.size() == 1 && !Keys && !Context.getLangOpts().CPlusPlus)
    Text += "void";
  return Text + ")";
}

std::string TypeNames::spell(QualType Type, std::string Name,
                             bool DropConst) const {
  // A parameter keeps its bounds (-Warray-parameter); a copy of it is a pointer.
  if (const auto *Decayed = dyn_cast<DecayedType>(Type.getTypePtr()))
    Type = DropConst || !Context.getAsConstantArrayType(Decayed->getOriginalType())
               ? Decayed->getDecayedType()
               : Decayed->getOriginalType();
  Qualifiers Quals = Type.getLocalQualifiers();
  if (DropConst) {
    Quals.removeConst();
    Quals.removeVolatile();
  }
  auto Finish = [&](std::string Base) {
    std::string Text = qualified(Quals, std::move(Base));
    return Name.empty() ? Text : Text + " " + Name;
  };
  const clang::Type *T = Type.getTypePtr();
  if (const auto *Typedef = dyn_cast<TypedefType>(T)) {
    QualType Behind = Typedef->desugar();
    bool Hidden = DropConst && (Behind.isConstQualified() ||
                                Behind.isVolatileQualified() ||
                                Context.getBaseElementType(Behind).isConstQualified());
    if (!isLocal(Typedef->getDecl()) && !Hidden)
      return Finish(Typedef->getDecl()->getName().str());
    return spell(Context.getQualifiedType(Behind, Quals), Name, DropConst);
  }
  if (const auto *Pointer = dyn_cast<PointerType>(T)) {
    QualType To = Pointer->getPointeeType();
    QualType Shape = withoutParens(To, Context);
    std::string Star = "*";
    if (Quals.hasConst())
      Star += " const";
    if (Quals.hasVolatile())
      Star += " volatile";
    if (!Name.empty() && Star.size() > 1 && Name.front() != '*' &&
        Name.front() != '(' && Name.front() != '[')
      Star += " ";
    Star += Name;
    if (isa<ArrayType>(Shape.getTypePtr()) || isa<FunctionType>(Shape.getTypePtr()))
      Star = "(" + Star + ")";
    return spell(To, Star, false);
  }
  if (const auto *Array = dyn_cast<ConstantArrayType>(T)) {
    llvm::SmallString<16> Size;
    Array->getSize().toStringUnsigned(Size);
    QualType Element = Context.getQualifiedType(Array->getElementType(), Quals);
    bool AtLeast = Array->getSizeModifier() == ArraySizeModifier::Static;
    return spell(Element,
                 Name + (AtLeast ? "[static " : "[") + Size.str().str() + "]",
                 DropConst);
  }
  if (const auto *Array = dyn_cast<ArrayType>(T))
    // Lengths of variable arrays are for prototypes, which need not say them.
    return spell(Context.getQualifiedType(Array->getElementType(), Quals),
                 Name + (isa<VariableArrayType>(T) ? "[*]" : "[]"), DropConst);
  if (const auto *Function = dyn_cast<FunctionType>(T))
    return spell(Function->getReturnType(), Name + parameters(Function, false),
                 false);
  if (const auto *Tagged = dyn_cast<TagType>(T)) {
    const TagDecl *Tag = definition(Tagged->getDecl());
    auto Found = Anonymous.find(Tag);
    if (Found != Anonymous.end())
      return Finish(Found->second.Spelling);
    const auto *Enum = dyn_cast<EnumDecl>(Tag);
    if (Enum && isLocal(Tag))
      return spell(Context.getQualifiedType(Enum->getIntegerType(), Quals), Name,
                   DropConst);
    if (Tag->getIdentifier())
      return Finish((Context.getLangOpts().CPlusPlus
                         ? std::string()
                         : Tag->getKindName().str() + " ") +
                    Tag->getName().str());
    if (const TypedefNameDecl *Typedef = Tag->getTypedefNameForAnonDecl())
      return Finish(Typedef->getName().str());
    if (Enum)
      return spell(Context.getQualifiedType(Enum->getIntegerType(), Quals), Name,
                   DropConst);
    return Finish("void"); // refused by canCarry; never written
  }
  if (const auto *Builtin = dyn_cast<BuiltinType>(T)) {
    PrintingPolicy Policy(Context.getLangOpts());
    Policy.Bool = Context.getLangOpts().CPlusPlus;
    return Finish(Builtin->getName(Policy).str());
  }
  // What stands between the qualifiers and the name, so that these are ours.
  if (const auto *Complex = dyn_cast<ComplexType>(T))
    return Finish("_Complex " + spell(Complex->getElementType(), "", true));
  if (const auto *Vector = dyn_cast<VectorType>(T))
    return Finish("__attribute__((vector_size(" + vectorBytes(*Vector, Context) +
                  "))) " + spell(Vector->getElementType(), "", true));
  if (const auto *Atomic = dyn_cast<AtomicType>(T))
    return Finish("_Atomic(" + spell(Atomic->getValueType(), "", false) + ")");
  QualType Next =
      QualType(T, 0).getSingleStepDesugaredType(Context);
  if (Next.getTypePtr() != T)
    return spell(Context.getQualifiedType(Next, Quals), Name, DropConst);
  std::string Text = Name;
  Type.getAsStringInternal(Text, Context.getPrintingPolicy());
  return Text;
}

std::string TypeNames::key(QualType Type) const {
  Type = Type.getUnqualifiedType();
  const clang::Type *T = Type.getTypePtr();
  if (const auto *Typedef = dyn_cast<TypedefType>(T)) {
    // A scalar keeps the name: machines differ in what is behind it.
    if (!isLocal(Typedef->getDecl()) &&
        (Type->isArithmeticType() || Type->isEnumeralType()) &&
        !Type->isAnyComplexType() &&
        !Typedef->desugar()->getAs<EnumType>())
      return Typedef->getDecl()->getName().str();
    return key(Typedef->desugar());
  }
  if (const auto *Decayed = dyn_cast<DecayedType>(T))
    return key(Decayed->getDecayedType());
  if (const auto *Pointer = dyn_cast<PointerType>(T)) {
    QualType To = Pointer->getPointeeType();
    if (const auto *Function = To->getAs<FunctionType>())
      return "f:" + key(QualType(Function, 0));
    return "p:" + key(To);
  }
  if (const auto *Array = dyn_cast<ConstantArrayType>(T)) {
    llvm::SmallString<16> Size;
    Array->getSize().toStringUnsigned(Size);
    return "a" + Size.str().str() + ":" + key(Array->getElementType());
  }
  if (const auto *Array = dyn_cast<ArrayType>(T))
    return "a:" + key(Array->getElementType());
  if (const auto *Function = dyn_cast<FunctionType>(T))
    return key(Function->getReturnType()) + parameters(Function, true);
  if (const auto *Tagged = dyn_cast<TagType>(T)) {
    const TagDecl *Tag = definition(Tagged->getDecl());
    auto Found = Anonymous.find(Tag);
    if (Found != Anonymous.end())
      return Found->second.Key;
    const auto *Enum = dyn_cast<EnumDecl>(Tag);
    if (Enum && isLocal(Tag))
      return key(Enum->getIntegerType());
    if (Tag->getIdentifier())
      return Tag->getKindName().str() + " " + Tag->getName().str();
    if (const TypedefNameDecl *Typedef = Tag->getTypedefNameForAnonDecl())
      return Typedef->getName().str();
    if (Enum)
      return key(Enum->getIntegerType());
    return "struct";
  }
  if (const auto *Builtin = dyn_cast<BuiltinType>(T)) {
    PrintingPolicy Policy(Context.getLangOpts());
    Policy.Bool = false;
    return Builtin->getName(Policy).str();
  }
  // By what the source says: the number of elements may differ, and then the
  // types of the two machines do.
  if (const auto *Complex = dyn_cast<ComplexType>(T))
    return "_Complex " + key(Complex->getElementType());
  if (const auto *Vector = dyn_cast<VectorType>(T))
    return "v" + vectorBytes(*Vector, Context) + ":" + key(Vector->getElementType());
  if (const auto *Atomic = dyn_cast<AtomicType>(T))
    return "_Atomic " + key(Atomic->getValueType());
  QualType Next = Type.getSingleStepDesugaredType(Context);
  if (Next.getTypePtr() != T)
    return key(Next);
  return Type.getAsString(Context.getPrintingPolicy());
}

} // namespace ferry
