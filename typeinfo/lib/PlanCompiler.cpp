//===- PlanCompiler.cpp - from a pair of types to operations --------------===//
///
/// \file
/// Walks both types at the same time and appends operations in the order of the
/// destination. An operation that continues the one before it makes that one's
/// run longer, so that what the compilers laid out alike is handled in one
/// piece.
///
/// \code
///   struct { int a, b; double d; }    big -> little, equal offsets
///     swap4 0 -> 0 x2
///     swap8 8 -> 8
/// \endcode
///
/// Invariants:
///  * operations of a body stand in ascending order of their place in the
///    destination, and together with Zero cover each byte of it once; the bytes of
///    bit-fields are covered by a Zero in front of the first that is in them;
///  * the operations of a loop's body directly follow the loop;
///  * the work is bounded by the shape of the destination's type, which is the
///    running program's own: the image's type is left at the first difference.
//===----------------------------------------------------------------------===//
#include "PlanCompiler.h"
#include "UnionPlan.h"
#include "ferry/typeinfo/FloatFormat.h"
#include "ferry/typeinfo/Path.h"
#include <algorithm>

namespace ferry {

namespace {

/// How the values of an integer type are read.
struct IntegerClass {
  bool IsSigned, IsBool, IsChar;
};

IntegerClass integerClass(const TypeTable &Table, const Type &T) {
  switch (T.K) {
  case Kind::Bool:
    return {false, true, false};
  case Kind::Char:
    return {Table.abi().CharSign == Sign::Signed, false, true};
  case Kind::Enum:
    return integerClass(Table, Table[T.Element]);
  default:
    return {T.K == Kind::Signed, false, false};
  }
}

bool holdsRaw(const TypeTable &Table, TypeId Id) {
  const Type &T = Table[Id];
  if (T.Size == 0)
    return false;
  if (T.K == Kind::Array)
    return holdsRaw(Table, T.Element);
  return T.K == Kind::Raw ||
         std::any_of(T.Fields.begin(), T.Fields.end(),
                     [&](const Field &F) { return holdsRaw(Table, F.Type); });
}

/// How the place moves for one more of Run.
uint64_t fromStep(const Operation &Op) {
  return Op.What == Operation::Copy ? 1 : Op.FromSize;
}
uint64_t toStep(const Operation &Op) {
  return Op.What == Operation::Copy || Op.What == Operation::Zero ? 1
                                                                  : Op.ToSize;
}

bool sameWork(const Operation &A, const Operation &B) {
  return A.What == B.What && A.Body == 0 && A.What < Operation::Loop &&
         A.FromSize == B.FromSize && A.ToSize == B.ToSize &&
         A.FromSigned == B.FromSigned && A.ToSigned == B.ToSigned &&
         A.ToBool == B.ToBool && A.IsRaw == B.IsRaw &&
         A.AnyPointee == B.AnyPointee && A.FromType == B.FromType && A.ToType == B.ToType;
}

bool continues(const Operation &Before, const Operation &Op) {
  return sameWork(Before, Op) && Op.What != Operation::Bits &&
         Before.ToOffset + Before.Run * toStep(Before) == Op.ToOffset &&
         (Op.What == Operation::Zero ||
          Before.FromOffset + Before.Run * fromStep(Before) == Op.FromOffset);
}

std::string describeType(const Type &T) {
  std::string Text = "'" + T.Name + "' (" + std::string(kindText(T.K));
  if (isScalar(T.K) || T.K == Kind::Raw)
    Text += ", " + std::to_string(T.Size) + " bytes";
  return Text + ")";
}

} // namespace

bool PlanCompiler::refuse(std::string Message) {
  *Why = {Path, std::move(Message)};
  return false;
}

void PlanCompiler::append(Operation Op) {
  if (Op.Run == 0)
    return;
  size_t Open = Ops.size() - Barrier;
  if (Open >= 1 && continues(Ops.back(), Op)) {
    Ops.back().Run += Op.Run;
    return;
  }
  // copy, hole, copy with the hole on both sides: one copy.
  if (Open >= 2 && Op.What == Operation::Copy && !Op.IsRaw && !InUnion &&
      Ops.back().What == Operation::Zero) {
    Operation &Hole = Ops.back(), &Before = Ops[Ops.size() - 2];
    if (sameWork(Before, Op) && Before.ToOffset + Before.Run == Hole.ToOffset &&
        Hole.ToOffset + Hole.Run == Op.ToOffset &&
        Op.FromOffset == Before.FromOffset + Before.Run + Hole.Run) {
      Before.Run += Hole.Run + Op.Run;
      Ops.pop_back();
      return;
    }
  }
  Ops.push_back(Op);
}

void PlanCompiler::zero(uint64_t Begin, uint64_t End) {
  Operation Op{Operation::Zero};
  Op.ToOffset = Begin;
  Op.Run = End - Begin;
  append(Op);
}

void PlanCompiler::fillUpTo(uint64_t Begin, uint64_t Size, bool IsBits, Place At,
                            uint64_t &End) {
  uint64_t Filled = IsBits ? Begin + Size : Begin;
  if (End < Filled)
    zero(At.To + End, At.To + Filled);
  End = std::max(End, Begin + Size);
}

bool PlanCompiler::integer(const Type &F, const Type &T, Place At) {
  IntegerClass X = integerClass(From, F), Y = integerClass(To, T);
  Operation Op{Operation::Integer};
  Op.FromOffset = At.From;
  Op.ToOffset = At.To;
  bool SameRange = F.Size == T.Size && X.IsBool == Y.IsBool &&
                   (X.IsSigned == Y.IsSigned || (X.IsChar && Y.IsChar));
  if (SameRange && (F.Size == 1 || From.abi().Order == To.abi().Order)) {
    Op.What = Operation::Copy;
    Op.Run = F.Size;
    append(Op);
    return true;
  }
  Op.FromSize = static_cast<uint8_t>(F.Size);
  Op.ToSize = static_cast<uint8_t>(T.Size);
  if (SameRange) {
    Op.What = Operation::Swap;
    append(Op);
    return true;
  }
  if (F.Size > 8 || T.Size > 8)
    Op.What = Operation::Wide;
  Op.FromSigned = X.IsSigned;
  Op.ToSigned = Y.IsSigned;
  Op.ToBool = Y.IsBool;
  bool Fits = X.IsBool || (!Y.IsBool && (X.IsSigned == Y.IsSigned
                                             ? F.Size <= T.Size
                                             : !X.IsSigned && F.Size < T.Size));
  Loses |= !Fits;
  append(Op);
  return true;
}

bool PlanCompiler::floating(TypeId FromType, TypeId ToType, Place At) {
  const Type &F = From[FromType], &T = To[ToType];
  FloatFormat X = formatOf(From, F), Y = formatOf(To, T);
  bool IsPlain = X == Y && F.Size == T.Size && From.abi().Order == To.abi().Order;
  if (!IsPlain && (F.Size > 8 || T.Size > 8)) {
    Operation Op{Operation::Reformat};
    Op.FromOffset = At.From;
    Op.ToOffset = At.To;
    Op.FromSize = static_cast<uint8_t>(F.Size);
    Op.ToSize = static_cast<uint8_t>(T.Size);
    Op.FromType = FromType;
    Op.ToType = ToType;
    Loses |= !holdsAll(Y, X);
    append(Op);
    return true;
  }
  Operation Op{F.Size != T.Size                     ? Operation::Float
               : From.abi().Order == To.abi().Order ? Operation::Copy
                                                    : Operation::Swap};
  Op.FromOffset = At.From;
  Op.ToOffset = At.To;
  if (Op.What == Operation::Copy) {
    Op.Run = F.Size;
  } else {
    Op.FromSize = static_cast<uint8_t>(F.Size);
    Op.ToSize = static_cast<uint8_t>(T.Size);
  }
  Loses |= F.Size > T.Size;
  append(Op);
  return true;
}

bool PlanCompiler::pointer(TypeId FromType, TypeId ToType, Place At) {
  const Type &F = From[FromType], &T = To[ToType];
  if (F.K == Kind::Pointer && F.Element != TypeId::None &&
      T.Element != TypeId::None) {
    const Type &X = From[F.Element], &Y = To[T.Element];
    bool Open = X.K == Kind::Void || Y.K == Kind::Void || X.K == Kind::Raw ||
                Y.K == Kind::Raw;
    bool Alike = X.K == Y.K || (isInteger(X.K) && isInteger(Y.K)) ||
                 (isFloating(X.K) && isFloating(Y.K));
    if (!Open && (!Alike || (X.K == Kind::Struct && X.Name != Y.Name)))
      return refuse("points to " + describeType(X) + " in the image, to " +
                    describeType(Y) + " here");
  }
  Operation Op{Operation::Pointer};
  Op.FromOffset = At.From;
  Op.ToOffset = At.To;
  Op.FromSize = static_cast<uint8_t>(F.Size);
  Op.ToSize = static_cast<uint8_t>(T.Size);
  Op.IsFunction = F.K == Kind::FunctionPointer;
  Op.FromType = FromType;
  Op.ToType = ToType;
  append(Op);
  return true;
}

bool PlanCompiler::array(const Type &F, const Type &T, Place At) {
  if (F.Count != T.Count)
    return refuse("has " + std::to_string(F.Count) +
                  " elements in the image, " + std::to_string(T.Count) +
                  " here");
  size_t LoopAt = Ops.size(), OuterBarrier = Barrier, PathLength = Path.size();
  Operation Loop{Operation::Loop};
  Loop.FromOffset = At.From;
  Loop.ToOffset = At.To;
  Loop.Run = F.Count;
  Loop.FromStride = From[F.Element].Size;
  Loop.ToStride = To[T.Element].Size;
  Ops.push_back(Loop);
  Barrier = Ops.size();
  Path += "[]";
  if (!part(F.Element, T.Element, {0, 0}))
    return false;
  Path.resize(PathLength);
  if (Ops.size() == LoopAt + 2) {
    // One operation that covers the whole element: its run covers the array.
    Operation Only = Ops.back();
    if (Only.What < Operation::Loop && Only.What != Operation::Zero &&
        Only.FromOffset == 0 && Only.ToOffset == 0 &&
        Only.Run * fromStep(Only) == Loop.FromStride &&
        Only.Run * toStep(Only) == Loop.ToStride) {
      Ops.resize(LoopAt);
      Barrier = OuterBarrier;
      Only.FromOffset = At.From;
      Only.ToOffset = At.To;
      Only.Run *= F.Count;
      append(Only);
      return true;
    }
  }
  Ops[LoopAt].Body = static_cast<uint32_t>(Ops.size() - LoopAt - 1);
  Barrier = Ops.size();
  return true;
}

/// All fields of the image are here.
bool PlanCompiler::hasAll(const Type &F, const Type &T) {
  for (size_t I = 0; I < F.Fields.size(); ++I)
    if (!findField(T, F.Fields[I].Name, I)) {
      Path = joinPath(Path, F.Fields[I].Name);
      return refuse("is in the image and not here");
    }
  return true;
}

/// Those that are always there; zeros where the others of a variant come.
bool PlanCompiler::structure(const Type &F, const Type &T, Place At) {
  if (!hasAll(F, T))
    return false;
  uint64_t End = 0;
  bool AfterTagged = false;
  size_t PathLength = Path.size();
  for (size_t I = 0; I < T.Fields.size(); ++I) {
    const Field &New = T.Fields[I];
    if (New.Tag != NoField) {
      AfterTagged = true;
      continue;
    }
    Path = joinPath(Path, New.Name);
    const Field *Old = findField(F, New.Name, I);
    if (!Old)
      return refuse("is here and not in the image");
    const Type &Of = To[New.Type];
    fillUpTo(New.Offset, Of.Size, Of.K == Kind::BitField, At, End);
    if (AfterTagged) // Zeros there, no copy of it all.
      Barrier = Ops.size();
    AfterTagged = false;
    if (!part(Old->Type, New.Type, {At.From + Old->Offset, At.To + New.Offset}))
      return false;
    Path.resize(PathLength);
  }
  zero(At.To + End, At.To + T.Size);
  return true;
}

bool PlanCompiler::unite(const Type &F, const Type &T, Place At) {
  if (!hasAll(F, T))
    return false;
  if (F.Size > UnionPlan::MaxSize || T.Size > UnionPlan::MaxSize)
    return refuse("is a union of more than " + std::to_string(UnionPlan::MaxSize) +
                  " bytes");
  UnionPlan Members(F.Size, From.abi().Order, T.Size, To.abi().Order);
  for (size_t I = 0; I < T.Fields.size(); ++I) {
    const Field &New = T.Fields[I], *Old = findField(F, New.Name, I);
    PlanCompiler Member(From, To);
    Member.Why = Why;
    Member.Path = joinPath(Path, New.Name);
    Member.InUnion = true;
    if (!Old)
      return Member.refuse("is here and not in the image");
    if (!Member.part(Old->Type, New.Type, {0, 0}))
      return false;
    if (!Members.add(Member.Ops, Old->Offset, New.Offset))
      return Member.refuse("has to be converted in another way than the members "
                           "before it, and which was written last is not known");
    Loses |= Member.Loses;
  }
  uint64_t End = 0;
  for (Operation Op : Members.operations()) {
    fillUpTo(Op.ToOffset, toStep(Op), Op.What == Operation::Bits, At, End);
    Op.FromOffset += At.From;
    Op.ToOffset += At.To;
    append(Op);
  }
  zero(At.To + End, At.To + T.Size);
  return true;
}

bool PlanCompiler::part(TypeId FromType, TypeId ToType, Place At) {
  const Type &F = From[FromType], &T = To[ToType];
  bool Compatible = F.K == T.K || (isInteger(F.K) && isInteger(T.K)) ||
                    (isFloating(F.K) && isFloating(T.K));
  if (!Compatible || F.K == Kind::Void)
    return refuse("is " + describeType(F) + " in the image, " +
                  describeType(T) + " here");
  if (F.Size == 0 || T.Size == 0) {
    if (F.Size == T.Size)
      return true;
    return refuse("is empty or incomplete on one side only");
  }
  if (isInteger(F.K))
    return integer(F, T, At);
  switch (F.K) {
  case Kind::BitField:
    return bits(F, T, At);
  case Kind::Float:
  case Kind::LongDouble:
    return floating(FromType, ToType, At);
  case Kind::Pointer:
  case Kind::FunctionPointer:
    return pointer(FromType, ToType, At);
  case Kind::Raw:
    if (F.Size != T.Size)
      return refuse("is " + std::to_string(F.Size) +
                    " untyped bytes in the image, " + std::to_string(T.Size) +
                    " here");
    if (From.abi() != To.abi())
      return refuse("untyped bytes can't move from " +
                    std::string(From.abi().name()) + " to " +
                    std::string(To.abi().name()));
    break;
  default:
    break;
  }
  if (F.K == Kind::Raw ||
      (!InUnion && sameLayout(From, FromType, To, ToType) &&
       !holdsPointers(From, FromType) && !holdsRaw(From, FromType))) {
    Operation Op{Operation::Copy};
    Op.IsRaw = F.K == Kind::Raw;
    Op.FromOffset = At.From;
    Op.ToOffset = At.To;
    Op.Run = F.Size;
    append(Op);
    return true;
  }
  return F.K == Kind::Array     ? array(F, T, At)
         : F.K == Kind::Struct  ? structure(F, T, At)
         : F.K == Kind::Variant ? variant(FromType, ToType, At)
                                : unite(F, T, At);
}

void PlanCompiler::finish(Plan &P) {
  P.OnlyCopy = P.Ops.size() == 1 && P.Ops[0].What == Operation::Copy &&
               P.Ops[0].Run == P.FromSize && P.FromSize == P.ToSize;
  P.KeepsPlaces = P.FromSize == P.ToSize;
  for (const Operation &Op : P.Ops) {
    P.Pointers |= Op.What == Operation::Pointer;
    // The zeros in front of bit-fields are not for padding only.
    // A tag in the same memory may have been converted already.
    P.KeepsPlaces &= Op.What != Operation::Bits && Op.What != Operation::Choose;
    if (Op.What != Operation::Zero)
      P.KeepsPlaces &= Op.FromOffset == Op.ToOffset &&
                       Op.FromSize == Op.ToSize && Op.FromStride == Op.ToStride;
  }
}

std::unique_ptr<Plan> PlanCompiler::compile(TypeId FromType, TypeId ToType,
                                            Failure &Reason) {
  Why = &Reason;
  Path = From[FromType].Name;
  if (!part(FromType, ToType, {0, 0}))
    return nullptr;
  auto P = std::make_unique<Plan>();
  P->FromTable = &From;
  P->ToTable = &To;
  P->FromType = FromType;
  P->ToType = ToType;
  P->FromSize = From[FromType].Size;
  P->ToSize = To[ToType].Size;
  P->Ops = std::move(Ops);
  P->Choices = std::move(Choices);
  P->Loses = Loses;
  finish(*P);
  return P;
}

} // namespace ferry
