//===- PlanCompiler.h - from a pair of types to operations ------*- C++ -*-===//
#ifndef FERRY_TYPEINFO_LIB_PLANCOMPILER_H
#define FERRY_TYPEINFO_LIB_PLANCOMPILER_H

#include "ferry/typeinfo/Plan.h"

namespace ferry {

class PlanCompiler {
public:
  PlanCompiler(const TypeTable &From, const TypeTable &To)
      : From(From), To(To) {}

  /// Null with \p Why when a value of the one can't become one of the other.
  std::unique_ptr<Plan> compile(TypeId FromType, TypeId ToType, Failure &Why);

private:
  /// Where a part stands, relative to the innermost loop's round.
  struct Place {
    uint64_t From, To;
  };

  bool part(TypeId FromType, TypeId ToType, Place At);
  bool integer(const Type &F, const Type &T, Place At);
  bool bits(const Type &F, const Type &T, Place At);
  bool floating(TypeId FromType, TypeId ToType, Place At);
  bool pointer(TypeId FromType, TypeId ToType, Place At);
  bool array(const Type &F, const Type &T, Place At);
  bool structure(const Type &F, const Type &T, Place At);
  bool unite(const Type &F, const Type &T, Place At);
  bool variant(TypeId FromType, TypeId ToType, Place At);
  bool choose(TypeId FromType, TypeId ToType, uint32_t TagHere, Place At);
  bool alternative(const Type &F, const Type &T, const std::vector<uint32_t> &Fields);
  bool hasAll(const Type &F, const Type &T);

  void append(Operation Op);
  void zero(uint64_t Begin, uint64_t End);
  /// Zeros up to an operation that writes \p Size bytes at \p Begin; \p End is where
  /// the one before it ended, and becomes where this one does.
  void fillUpTo(uint64_t Begin, uint64_t Size, bool IsBits, Place At, uint64_t &End);
  /// What follows from the operations that P has.
  static void finish(Plan &P);
  bool refuse(std::string Message);

  const TypeTable &From, &To;
  std::vector<Operation> Ops;
  std::vector<Choice> Choices;
  /// No operation before this index may grow: it belongs to another body.
  size_t Barrier = 0;
  bool Loses = false;
  /// Padding is no part of what is converted: another member of the union around
  /// may have a value there.
  bool InUnion = false;
  std::string Path;
  Failure *Why = nullptr;
};

} // namespace ferry

#endif
