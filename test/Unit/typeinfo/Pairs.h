//===- Pairs.h - one type in two tables, for tests --------------*- C++ -*-===//
#ifndef FERRY_TEST_UNIT_TYPEINFO_PAIRS_H
#define FERRY_TEST_UNIT_TYPEINFO_PAIRS_H

#include "Layouts.h"
#include <gtest/gtest.h>

namespace ferry::test {

/// A type in two tables.
struct Pair {
  Pair(const char *From, const char *To)
      : From(*Abi::find(From)), To(*Abi::find(To)) {}
  Pair(const Abi &From, const Abi &To) : From(From), To(To) {}

  template <class Make> const Plan *plan(Make M) {
    FromType = M(From);
    ToType = M(To);
    EXPECT_TRUE(From.Table.validate(Why)) << Why.text();
    EXPECT_TRUE(To.Table.validate(Why)) << Why.text();
    Plans = std::make_unique<PlanCache>(From.Table, To.Table);
    return Plans->get(FromType, ToType, Why);
  }

  LayoutBuilder From, To;
  TypeId FromType, ToType;
  std::unique_ptr<PlanCache> Plans;
  Failure Why;
};

inline TypeId makeNode(LayoutBuilder &B) {
  TypeId Node = B.declare("struct node");
  return B.structure(
      "struct node",
      {{"next", B.pointerTo(Node)}, {"a", B.intType()}, {"b", B.intType()}});
}

inline TypeId makeBody(LayoutBuilder &B) {
  return B.structure("struct body", {{"x", B.array(B.doubleType(), 3)},
                                     {"v", B.array(B.doubleType(), 3)},
                                     {"mass", B.doubleType()}});
}

} // namespace ferry::test

#endif
