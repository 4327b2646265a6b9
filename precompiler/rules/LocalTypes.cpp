//===- LocalTypes.cpp - structs of functions get a name at file scope -------===//
///
/// \file
/// The frame record of a function and the type tables stand outside of it, and
/// must be able to name the types of its locals:
///
/// \code
///   int walk(void) {                     struct __ferry_struct_walk_spot { int x, y; };
///     struct spot { int x, y; } at;  =>  int walk(void) {
///     ...                                  struct __ferry_struct_walk_spot at;
/// \endcode
///
/// The definition is moved in the user's tokens and every mention of the tag is
/// renamed, so that nothing else can be meant by it. Unions are moved alike
/// (`union __ferry_union_walk_word`). Enums stay: their values are integers. Typedefs
/// stay: they are looked through. A declaration of the tag alone (`struct spot;`,
/// `struct spot { ... };`) goes: it would declare another type.
///
/// In functions that can be on the stack at a poll. A struct that is defined in
/// the declaration of a static goes with that (StaticLocals).
///
/// Left alone: a struct that needs what is known only in the function (a constant
/// of a local enum, a local typedef). A local of such a type is refused
/// (-Wferry-local-type) where a record has to hold it.
///
/// Rejected: copying the definition under another name. The copy would be another
/// type, and no value could be assigned.
//===----------------------------------------------------------------------===//
#include "analysis/NameUses.h"
#include "analysis/ProgramFacts.h"
#include "emit/TypeNames.h"
#include "emit/TypeTables.h"
#include "emit/UnitTables.h"
#include "rules/SmallRules.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "llvm/ADT/SmallPtrSet.h"
#include <set>

using namespace clang;

namespace ferry {

namespace {

/// Looks for what a definition needs of its function. An enum that is defined inside
/// is needed as well: it would bring its constants along.
struct Needs : NameUses<Needs> {
  const llvm::SmallPtrSetImpl<const RecordDecl *> &Movable;
  const RecordDecl *Own;
  bool Found = false;

  Needs(const llvm::SmallPtrSetImpl<const RecordDecl *> &Movable,
        const RecordDecl *Own)
      : Movable(Movable), Own(Own) {}

  void uses(const NamedDecl *D) {
    if (!isLocal(D))
      return;
    if (const auto *Record = dyn_cast<RecordDecl>(D)) {
      const RecordDecl *Outer = Record->getDefinition();
      // A nested one goes along.
      while (Outer && Outer != Own && !Movable.count(Outer))
        Outer = dyn_cast<RecordDecl>(Outer->getDeclContext());
      if (Outer)
        return;
    }
    Found = true;
  }
};

class Mover : public RecursiveASTVisitor<Mover> {
  SmallRules &Rules;
  const FunctionDecl &In;
  llvm::SmallPtrSet<const RecordDecl *, 8> Movable;
  std::vector<const RecordDecl *> Order;
  std::set<std::string> Taken;
  std::set<unsigned> Renamed;
  llvm::DenseMap<const RecordDecl *, std::string> Names;
  bool Renaming = false;

  void rename(const RecordDecl *Record, SourceLocation Location) {
    const RecordDecl *Definition = Record->getDefinition();
    auto Found = Definition ? Names.find(Definition) : Names.end();
    auto Token = Rules.Text.find(Location);
    if (Found != Names.end() && Token && Renamed.insert(*Token).second)
      Rules.Base.replace({*Token, *Token}, Found->second);
  }

  /// `struct spot;`
  void drop(const RecordDecl *Record) {
    auto First = Rules.Text.find(Record->getBeginLoc());
    auto Last = Rules.Text.find(Record->getEndLoc());
    const RecordDecl *Definition = Record->getDefinition();
    if (Definition && Names.count(Definition) && First && Last &&
        Rules.Text.spelling(*Last + 1) == ";" && Renamed.insert(*First).second)
      Rules.Base.replace({*First, *Last + 1}, "");
  }

public:
  Mover(SmallRules &Rules, const FunctionDecl &In) : Rules(Rules), In(In) {}

  bool TraverseDeclStmt(DeclStmt *S) {
    if (!Renaming)
      for (const Decl *D : S->decls())
        if (const auto *Variable = dyn_cast<VarDecl>(D))
          if (Variable->isStaticLocal())
            return true; // StaticLocals moves it as a whole
    return RecursiveASTVisitor::TraverseDeclStmt(S);
  }

  bool VisitRecordDecl(RecordDecl *Record) {
    if (Renaming) {
      if (Record->getIdentifier() && !Record->isCompleteDefinition() &&
          Record->isFreeStanding())
        drop(Record);
      else if (Record->getIdentifier())
        rename(Record, Record->getLocation());
      return true;
    }
    if (!Record->isCompleteDefinition() || !(Record->isStruct() || Record->isUnion()) ||
        isa<RecordDecl>(Record->getDeclContext()))
      return true;
    Needs Look(Movable, Record);
    Look.TraverseDecl(Record);
    auto First = Rules.Text.find(Record->getBeginLoc());
    auto Last = Rules.Text.find(Record->getEndLoc());
    if (Look.Found || !First || !Last || !Rules.Text.inOneFile({*First, *Last}))
      return true;
    Movable.insert(Record);
    Order.push_back(Record);
    return true;
  }

  bool VisitTagTypeLoc(TagTypeLoc T) {
    if (Renaming)
      if (const auto *Record = dyn_cast<RecordDecl>(T.getDecl()))
        if (Record->getIdentifier())
          rename(Record, T.getNameLoc());
    return true;
  }

  void run() {
    TraverseStmt(In.getBody());
    if (Order.empty())
      return;
    unsigned Number = 0;
    for (const RecordDecl *Record : Order) {
      std::string Tag = Record->getIdentifier() ? Record->getName().str()
                                                : std::to_string(++Number);
      std::string Kind = Record->getKindName().str();
      std::string Plain = "__ferry_" + Kind + "_" + In.getNameAsString() + "_" + Tag;
      std::string Name = Plain;
      for (unsigned N = 2; !Taken.insert(Name).second; ++N)
        Name = Plain + "_" + std::to_string(N);
      Names[Record] = Name;
      std::string Key = Kind + " " + Rules.Unit.unit().str() + ":" +
                        In.getNameAsString() + "." +
                        Name.substr(Plain.size() - Tag.size());
      Rules.Types.name(Record, Kind + " " + Name, Key);
    }
    Renaming = true;
    TraverseStmt(In.getBody());
    for (const RecordDecl *Record : Order) {
      const std::string &Name = Names[Record];
      unsigned First = Rules.Text.index(Record->getBeginLoc());
      unsigned Last = Rules.Text.index(Record->getEndLoc());
      if (!Record->getIdentifier()) {
        // In front of the brace: attributes may stand behind the keyword.
        unsigned Brace = Rules.Text.index(Record->getBraceRange().getBegin());
        Rules.Base.insertBefore(Brace, Name + " ");
      }
      // __attribute__((packed)) behind the brace belongs to the definition.
      while (Last + 1 < Rules.Text.size() &&
             (Rules.Text.spelling(Last + 1) == "__attribute__" ||
              Rules.Text.spelling(Last + 1) == "__attribute")) {
        int Depth = 0;
        for (++Last; Last + 1 < Rules.Text.size();) {
          llvm::StringRef Next = Rules.Text.spelling(++Last);
          Depth += Next == "(" ? 1 : Next == ")" ? -1 : 0;
          if (Depth == 0)
            break;
        }
      }
      if (Record->isFreeStanding() && Rules.Text.spelling(Last + 1) == ";")
        Rules.Moved.push_back({&In, {First, Last + 1}, "", ""});
      else
        Rules.Moved.push_back(
            {&In, {First, Last}, ";", Record->getKindName().str() + " " + Name});
    }
  }
};
} // namespace

void SmallRules::nameLocalTypes() {
  eachFunction([&](const FunctionDecl &Function) {
    if (Facts.isCapturable(&Function))
      Mover(*this, Function).run();
  });
}

} // namespace ferry
