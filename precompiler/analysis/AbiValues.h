//===- AbiValues.h - numbers that mean something on one machine only --------===//
///
/// \file
/// Finds where a program keeps a number that is another one on other machines: a
/// size, alignment or offset that differs, a pointer that was made a number (or what
/// is computed of it: a hash), the distance in bytes between two places, what one member
/// of a union finds in the bytes of another one that no byte order puts there. Where such
/// a number is kept, a program that goes on elsewhere has the old one: an element
/// size in a container, a bucket chosen by an address.
///
/// A flow of values, without order, through assignments, initialisers, arguments
/// and results within the unit. *Kept* is what
///  * a local holds that lives where the program can be captured,
///  * is stored in memory (members, elements, globals),
///  * chooses an element, when it comes from a pointer.
/// A number that is compared, printed, passed to the C library (malloc, memcpy) or
/// made a pointer again is not kept.
///
/// Only warned about (-Wferry-abi-value): whether the number is used again is not
/// known, and values that pass through the heap are not followed.
//===----------------------------------------------------------------------===//
#ifndef FERRY_ANALYSIS_ABIVALUES_H
#define FERRY_ANALYSIS_ABIVALUES_H

namespace clang {
class ASTContext;
}

namespace ferry {

class Diagnostics;
class ProgramFacts;

/// Warns of every such number in the user's text of a unit.
void reportAbiValues(const clang::ASTContext &Context, const ProgramFacts &Facts,
                     Diagnostics &Diags);

} // namespace ferry
#endif
