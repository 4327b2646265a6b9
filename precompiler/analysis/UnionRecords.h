//===- UnionRecords.h - unions that remember what was written last -*- C++ -*-===//
///
/// \file
/// A union whose members disagree about pointers, and that has no tag, gets one: a byte behind
/// its members that says which was written last (rules/UnionRecords.cpp). That makes it larger,
/// so it is done only where the whole program can't tell: each write is an assignment to a
/// member by its name, and no pointer to the union becomes one to something else (UnionUses.h).
/// Elsewhere such a union is refused where it would have to be carried, and a note says what
/// stands against the record.
///
//===----------------------------------------------------------------------===//
#ifndef FERRY_ANALYSIS_UNIONRECORDS_H
#define FERRY_ANALYSIS_UNIONRECORDS_H

#include "diag/Places.h"
#include "llvm/ADT/StringRef.h"
#include <optional>
#include <string>

namespace clang {
class RecordDecl;
} // namespace clang

namespace ferry {

class ProgramFacts;

/// What stands against a record: AgainstRecords.def.
enum class Against {
#define FERRY_AGAINST_RECORD(Id, Text) Id,
#include "analysis/AgainstRecords.def"
};
/// For people. \p Named: the type, the function or the variable that it is about.
std::string textOf(Against Why, llvm::StringRef Named = "");

struct NoRoom {
  Against Why;
  clang::SourceLocation Where;
};
/// Why there is no room for a record in the definition, if there is none: it has attributes,
/// bit-fields, something of the C library's, members without a length, two members in one
/// declaration, a union without a name or with pointers among them, or two members that begin
/// with the same field; it is C++, doesn't stand in the text, or is itself without a name in
/// another union.
std::optional<NoRoom> noRoomForRecord(const clang::RecordDecl &Union);

struct NoRecord {
  std::string Why;
  Place Where; ///< In any source of the program.
};
/// What stands against a record of the union, if something does; of the whole program the first
/// place.
std::optional<NoRecord> whyNoRecord(const clang::RecordDecl &Union, const ProgramFacts &Facts);

/// Whether the union keeps one.
bool keepsRecord(const clang::RecordDecl &Union, const ProgramFacts &Facts);

} // namespace ferry
#endif
