//===- FrameRecords.h - position and live locals, kept in a record ----------===//
///
/// \file
/// The frame record of a capturable function, what is stored into it before a
/// site and taken out of it behind a restore, and the tables that describe it.
///
/// \code
///   struct __ferry_frame_f { const struct __ferry_site *site; int t; const volatile void *a; }
///       __ferry_record_aligned;
///   __ferry_fr->t = t, __ferry_fr->a = &a, __ferry_fr->site = &__ferry_sites_f[2]
///   __ferry_at = 0, __ferry_fr->a = &a, __ferry_refill(__ferry_fr), t = __ferry_fr->t
/// \endcode
///
/// Which locals, and when: FramePlan. Refused: live locals whose type cannot be
/// carried, and temporaries whose type has no name at file scope.
/// Rejected: registering the address of every local: it costs a register each
/// (DESIGN section 10, column A).
/// Tests: test/Rewrite/frame-records.
//===----------------------------------------------------------------------===//
#ifndef FERRY_RULES_FRAMERECORDS_H
#define FERRY_RULES_FRAMERECORDS_H

#include "analysis/FunctionPlan.h"

namespace ferry {

class Diagnostics;
class TypeTables;

/// Counts stores, live entries and loads, and says which is left out (--drop=N).
class DropCounter {
public:
  explicit DropCounter(unsigned Drop) : Drop(Drop) {}
  bool drops() { return ++Count == Drop; }
  unsigned count() const { return Count; }

private:
  unsigned Drop, Count = 0;
};

class FrameRecords {
public:
  FrameRecords(const FunctionPlan &Plan, TypeTables &Types, DropCounter &Drop)
      : Plan(Plan), Types(Types), Drop(Drop) {}

  /// False, with diagnostics, when a slot or temporary cannot be.
  bool check(Diagnostics &Diags) const;

  std::string declaration() const; ///< The struct and the array of sites; lines.
  std::string stores(const Site &S) const;
  std::string arrive(const Site &S) const;
  /// Locals, live lists, sites, function. \p Unit names static functions.
  std::string tables(llvm::StringRef Unit) const;

private:
  const FunctionPlan &Plan;
  TypeTables &Types;
  DropCounter &Drop;
};

} // namespace ferry
#endif
