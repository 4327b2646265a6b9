//===- ProgramFacts.cpp - the solved program, asked from within one unit --===//

#include "ProgramFacts.h"
#include "LibraryCallbacks.h"
#include "VariableArguments.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"
#include "llvm/Support/MemoryBuffer.h"
#include <set>

using namespace clang;

namespace ferry {

ProgramFacts::ProgramFacts(const ASTContext &Context, UnitSummary Unit,
                           SolvedProgram Program)
    : Context(&Context), Unit(std::move(Unit)), Program(std::move(Program)),
      Mode(this->Unit.Polls) {}

ProgramFacts ProgramFacts::assume(const ASTContext &Context,
                                  const UnitSummary &Unit, Outside Unknown) {
  ProgramFacts Facts(Context, Unit, solveProgram(Unit, Unknown, /*IsWhole=*/false));
  // One that takes a va_list is what its callers are, wherever it is defined
  // (SolveProgram.cpp); where it is asked for, the caller is.
  for (const Decl *D : Context.getTranslationUnitDecl()->decls())
    if (const auto *Function = dyn_cast<FunctionDecl>(D);
        Function && !Function->isDefined() && takesLists(*Function) &&
        !isForeign(*Function))
      Facts.Program.Capturable.insert(functionName(*Function, Unit.Unit));
  return Facts;
}

llvm::Expected<ProgramFacts> ProgramFacts::load(const ASTContext &Context,
                                                const UnitSummary &Unit,
                                                StringRef Path) {
  auto Buffer = llvm::MemoryBuffer::getFile(Path);
  if (!Buffer)
    return llvm::createFileError(Path, Buffer.getError());
  llvm::Expected<SolvedProgram> Program =
      SolvedProgram::parse((*Buffer)->getBuffer());
  if (!Program)
    return llvm::createFileError(Path, Program.takeError());
  return ProgramFacts(Context, Unit, std::move(*Program));
}

bool ProgramFacts::isCapturable(const FunctionDecl *Function) const {
  if (!Function || isForeign(*Function) ||
      (Function->getIdentifier() && Function->getName() == "ferry_poll"))
    return false;
  return Program.isCapturable(functionName(*Function, Unit.Unit));
}

bool ProgramFacts::pollsAtEntry(const FunctionDecl *Function) const {
  return Function && !isForeign(*Function) &&
         Program.PollAtEntry.contains(functionName(*Function, Unit.Unit));
}

bool ProgramFacts::mayHold(const FieldDecl &Member) const {
  auto IsHeld = [&](const FieldDecl *F) {
    std::string Name = unionMemberName(*F);
    return Name.empty() || Program.mayHold(Name);
  };
  return IsHeld(&Member) || llvm::none_of(Member.getParent()->fields(), IsHeld);
}

bool ProgramFacts::mayRecord(const RecordDecl &Union) const {
  return Program.mayRecord(unionName(Union));
}

const UnionUse *ProgramFacts::againstRecord(const RecordDecl &Union) const {
  return ferry::againstRecord(unionName(Union), Program.Unions);
}

bool ProgramFacts::mayBeCaptured(const RecordDecl &Union) const {
  return Program.Unions.count({Usage::Kept, unionName(Union)}) != 0;
}

bool ProgramFacts::listsLeaveTo(const FunctionDecl &Function) const {
  return Program.ListsLeave.contains(functionName(Function, Unit.Unit));
}

std::string ProgramFacts::nameOf(const FunctionDecl &Function) const {
  return functionName(Function, Unit.Unit);
}

bool ProgramFacts::isAllocator(const FunctionDecl &Function) const {
  return !isForeign(Function) && Program.Allocators.All.contains(nameOf(Function));
}

bool ProgramFacts::isUntypedAllocator(const FunctionDecl &Function) const {
  return !isForeign(Function) && Program.Allocators.Untyped.contains(nameOf(Function));
}

bool ProgramFacts::allocates(const CallExpr &Call) const {
  if (const FunctionDecl *Callee = Call.getDirectCallee())
    return isAllocator(*Callee);
  std::string Signature = signatureCalled(Call, *Context);
  return !Signature.empty() && Program.Allocators.Signatures.contains(Signature);
}

bool ProgramFacts::hasToSay(const CallExpr &Call) const {
  if (const FunctionDecl *Callee = Call.getDirectCallee())
    return isUntypedAllocator(*Callee);
  return Program.Allocators.Untyped.contains(signatureCalled(Call, *Context));
}

bool ProgramFacts::isPointedAllocator(const FunctionDecl &Function) const {
  return isAllocator(Function) && Program.Allocators.Pointed.contains(nameOf(Function));
}

bool ProgramFacts::mayPointToAllocator(const FunctionDecl &Function) const {
  // Where a restore enters an allocator again, the pointer isn't asked.
  if (isCapturable(&Function) || !Program.Allocators.Signatures.contains(
                                     signatureOf(Function.getType(), *Context)))
    return false;
  std::string Name = pointeeName(Function, Unit.Unit);
  return llvm::none_of(Unit.AllocatorAddresses, [&](const AllocatorAddress &A) {
    return A.Name == Name && A.Signature == "*";
  });
}

const PollPlan &ProgramFacts::polls(const FunctionDecl &Function) const {
  auto Known = Polls.find(&Function);
  if (Known == Polls.end())
    Known = Polls.emplace(&Function, placePolls(Function, Mode)).first;
  return Known->second;
}

bool ProgramFacts::indirectCallReaches(QualType FunctionType) const {
  return Program.reaches(signatureOf(FunctionType, *Context));
}

bool ProgramFacts::isSite(const CallExpr *Call) const {
  if (std::optional<PassedCallback> Passed = passedCallback(*Call))
    return Passed->Function ? isCapturable(Passed->Function)
                            : indirectCallReaches(Passed->Type);
  if (const FunctionDecl *Callee = Call->getDirectCallee())
    return isCapturable(Callee);
  return indirectCallReaches(Call->getCallee()->getType());
}

static const FunctionSummary *find(const UnitSummary &Unit, StringRef Name) {
  for (const FunctionSummary &F : Unit.Functions)
    if (F.Name == Name)
      return &F;
  return nullptr;
}

std::string ProgramFacts::reason(const FunctionDecl *Function) const {
  if (!isCapturable(Function))
    return "";
  std::string Name = functionName(*Function, Unit.Unit);
  const FunctionSummary *Summary = find(Unit, Name);
  if (!Summary)
    return Program.Unknown == Outside::Polls
               ? "is defined in another unit, of which nothing is known yet"
               : "is defined in another unit";
  if (Summary->Polls)
    return "polls in its body";
  if (Program.PollAtEntry.contains(Name))
    return "is part of a cycle of calls and polls at entry";
  if (Summary->UsesLists)
    return "uses a va_list in memory";
  for (const std::string &Callee : Summary->Calls)
    if (Program.isCapturable(Callee))
      return "calls " + Callee;
  for (const std::string &Signature : Summary->Indirect)
    if (Program.reaches(Signature))
      return "calls through a pointer of signature " + Signature;
  return "another definition of it in the program is capturable";
}

UnitSummary ProgramFacts::withAssumptions() const {
  UnitSummary Result = Unit;
  Result.Assumes = projectAssumptions(Unit, Program);
  return Result;
}

UnitAssumptions projectAssumptions(const UnitSummary &Unit,
                                   const SolvedProgram &Program) {
  std::set<std::string> Capturable, Entry, Reaching, Allocators, Untyped, Signatures, Pointed;
  auto MentionAllocator = [&](const std::string &Name) {
    if (Program.Allocators.All.contains(Name))
      Allocators.insert(Name);
    if (Program.Allocators.Untyped.contains(Name))
      Untyped.insert(Name);
  };
  auto Mention = [&](const std::string &Name) {
    if (Program.isCapturable(Name))
      Capturable.insert(Name);
    MentionAllocator(Name);
  };
  auto MentionSignature = [&](const std::string &Signature) {
    if (Program.Allocators.Signatures.contains(Signature))
      Signatures.insert(Signature);
    if (Program.Allocators.Untyped.contains(Signature))
      Untyped.insert(Signature);
  };
  for (const AddressTaken &A : Unit.Addressed)
    MentionAllocator(A.Name);
  for (const AllocatorAddress &A : Unit.AllocatorAddresses)
    MentionSignature(A.Signature);
  for (const FunctionSummary &F : Unit.Functions) {
    Mention(F.Name);
    if (Program.PollAtEntry.contains(F.Name))
      Entry.insert(F.Name);
    for (const std::string &Callee : F.Calls)
      Mention(Callee);
    if (Program.Allocators.Pointed.contains(F.Name))
      Pointed.insert(F.Name);
    for (const std::string &Signature : F.Indirect) {
      MentionSignature(Signature);
      if (Program.reaches(Signature))
        Reaching.insert(Signature);
    }
  }
  UnitAssumptions Result;
  for (const std::string &Member : Unit.Unions.Declared)
    if (Program.mayHold(Member))
      Result.Held.push_back(Member);
  std::set<std::string> Recorded;
  for (const std::string &Member : Unit.Unions.Declared)
    if (std::string Union = Member.substr(0, Member.find('.')); Program.mayRecord(Union))
      Recorded.insert(Union);
  Result.Recorded.assign(Recorded.begin(), Recorded.end());
  Result.Lists = Unit.DeclaresLists && Program.Lists;
  for (const std::string &Name : Unit.ListsPassed)
    if (Program.ListsLeave.contains(Name))
      Result.ListsLeave.push_back(Name);
  Result.Allocators.assign(Allocators.begin(), Allocators.end());
  Result.Untyped.assign(Untyped.begin(), Untyped.end());
  Result.AllocatorSignatures.assign(Signatures.begin(), Signatures.end());
  Result.PointedAllocators.assign(Pointed.begin(), Pointed.end());
  Result.Capturable.assign(Capturable.begin(), Capturable.end());
  Result.PollAtEntry.assign(Entry.begin(), Entry.end());
  Result.Reaching.assign(Reaching.begin(), Reaching.end());
  return Result;
}

} // namespace ferry
