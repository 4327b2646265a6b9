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
/// Tests: test/Rewrite/frame-records, test/Mutation.
//===----------------------------------------------------------------------===//
#ifndef FERRY_RULES_FRAMERECORDS_H
#define FERRY_RULES_FRAMERECORDS_H

#include "analysis/FunctionPlan.h"

namespace ferry {

class Diagnostics;
class Omission;
class TypeTables;

class FrameRecords {
public:
  FrameRecords(const FunctionPlan &Plan, TypeTables &Types, Omission &Omit)
      : Plan(Plan), Types(Types), Omit(Omit) {}

  /// False, with diagnostics, when a slot or temporary cannot be.
  bool check(Diagnostics &Diags) const;

  std::string declaration() const; ///< The struct and the array of sites; lines.
  std::string stores(const Site &S, bool Reentry) const;
  std::string arrive(const Site &S) const;
  std::string land(const Site &S) const;
  /// Void; the runtime finds the record at the site.
  std::string callRuntime(const Site &S, llvm::StringRef Function,
                          llvm::StringRef Arguments, bool Reentry) const;
  /// Locals, live lists, sites, function. \p Unit names static functions.
  std::string tables(llvm::StringRef Unit) const;

private:
  std::string goOn(const Site &S, llvm::StringRef Refill) const;
  const FunctionPlan &Plan;
  TypeTables &Types;
  Omission &Omit;

  std::string valueOf(const Local &L) const;
  std::string at(const Site &S) const;
  std::string at(const Site &S, bool Reentry) const;
};

} // namespace ferry
#endif
