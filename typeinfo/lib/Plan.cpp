//===- Plan.cpp - plans: the cache and the printed form -------------------===//
#include "ferry/typeinfo/Plan.h"
#include "PlanCompiler.h"

namespace ferry {

const Plan *PlanCache::get(TypeId FromType, TypeId ToType, Failure &Why) {
  uint64_t Key = uint64_t(indexOf(FromType)) << 32 | indexOf(ToType);
  auto [Found, IsNew] = Plans.try_emplace(Key);
  Entry &E = Found->second;
  if (IsNew)
    E.Compiled = PlanCompiler(From, To).compile(FromType, ToType, E.Why);
  if (!E.Compiled)
    Why = E.Why;
  return E.Compiled.get();
}

const Plan *PlanCache::get(TypeId FromType, Failure &Why) {
  const std::string &Key = From[FromType].Name;
  TypeId ToType = To.find(Key);
  if (ToType == TypeId::None) {
    Why = {Key, "this program has no such type"};
    return nullptr;
  }
  return get(FromType, ToType, Why);
}

namespace {

std::string places(const Operation &Op) {
  return std::to_string(Op.FromOffset) + " -> " + std::to_string(Op.ToOffset);
}

std::string sizes(const Operation &Op) {
  return std::to_string(Op.FromSize) + " -> " + std::to_string(Op.ToSize) +
         " bytes";
}

/// "s5>>3 in 1": signed, 5 bits, the lowest 3 of the byte before them.
std::string bits(const BitsOfField &Bits, unsigned Size) {
  return (Bits.IsSigned ? "s" : "u") + std::to_string(Bits.Width) + ">>" +
         std::to_string(Bits.Shift) + " in " + std::to_string(Size);
}

std::string line(const Operation &Op) {
  std::string Times = Op.Run == 1 ? "" : " x" + std::to_string(Op.Run);
  auto SignText = [](bool IsSigned) { return IsSigned ? "s" : "u"; };
  switch (Op.What) {
  case Operation::Copy:
    return (Op.IsRaw ? "raw " : "copy ") + places(Op) + "  " +
           std::to_string(Op.Run) + " bytes";
  case Operation::Zero:
    return "zero " + std::to_string(Op.ToOffset) + "  " +
           std::to_string(Op.Run) + " bytes";
  case Operation::Swap:
    return "swap" + std::to_string(Op.FromSize) + " " + places(Op) + Times;
  case Operation::Integer:
  case Operation::Wide:
    return std::string(Op.What == Operation::Wide ? "wide " : "integer ") + SignText(Op.FromSigned) +
           std::to_string(Op.FromSize) + " -> " +
           (Op.ToBool ? "b" : SignText(Op.ToSigned)) +
           std::to_string(Op.ToSize) + "  " + places(Op) + Times;
  case Operation::Bits:
    return "bits " + places(Op) + "  " + bits(Op.FromBits, Op.FromSize) + " -> " +
           bits(Op.ToBits, Op.ToSize);
  case Operation::Float:
    return "float " + places(Op) + "  " + sizes(Op) + Times;
  case Operation::Reformat:
    return "reformat " + places(Op) + "  " + sizes(Op) + Times;
  case Operation::Pointer:
    return "pointer " + places(Op) + "  " + sizes(Op) + Times +
           (Op.AnyPointee ? ", to anything" : "");
  case Operation::Loop:
    return "loop " + places(Op) + "  strides " + std::to_string(Op.FromStride) +
           " -> " + std::to_string(Op.ToStride) + Times;
  case Operation::Choose:
    return "choose " + places(Op);
  case Operation::Alternative:
    return "alternative";
  }
  return "";
}

void describeBody(const std::vector<Operation> &Ops, size_t Begin, size_t End,
                  const std::string &Indent, std::string &Text) {
  for (size_t I = Begin; I < End; I += 1 + Ops[I].Body) {
    Text += Indent + line(Ops[I]) + "\n";
    describeBody(Ops, I + 1, I + 1 + Ops[I].Body, Indent + "  ", Text);
  }
}

} // namespace

std::string Plan::describe() const {
  std::string Text;
  describeBody(Ops, 0, Ops.size(), "", Text);
  return Text;
}

} // namespace ferry
