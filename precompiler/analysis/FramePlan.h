//===- FramePlan.h - slots, stores and initialisers -------------------------===//
///
/// \file
/// Decides from the solved data flow what a frame record holds and when it is
/// written:
///
///  * a local has a slot when it lives at some site (value: Live, address:
///    Mentioned, both: in scope there);
///  * before a site the live locals that are not clean are stored;
///  * a value local that lives where it may not have been assigned gets an
///    initialiser; where a jump can pass its declaration, it is registered where
///    it stands instead, so that nobody reads what was never written;
///  * an address local that starts without a value and holds pointers or longs is
///    zeroed: its unused parts are captured too, and leftovers of the C stack
///    would look like dangling pointers or not fit into 32 bits;
///  * a local that hides one which lives at a site in its scope is renamed.
///
/// Rejected: sharing slots between locals that never live together: two machines
/// would have to agree on a colouring, and a record is not big.
//===----------------------------------------------------------------------===//
#ifndef FERRY_ANALYSIS_FRAMEPLAN_H
#define FERRY_ANALYSIS_FRAMEPLAN_H

#include "FunctionPlan.h"

namespace ferry {

/// Completes a plan that has its resume points. Returns null, or the declaration
/// that hides a live local and cannot be renamed (then \p Hidden is that local).
const clang::NamedDecl *planFrame(FunctionPlan &Plan, unsigned &Hidden);

} // namespace ferry
#endif
