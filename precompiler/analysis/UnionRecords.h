//===- UnionRecords.h - unions that remember what was written last -*- C++
//-*-===//
///
/// \file
/// A union whose members disagree about pointers, and that has no tag, gets
/// one: a byte behind its members that says which was written last
/// (rules/UnionRecords.cpp). That makes it larger, so it is done only where the
/// whole program can't tell: each write is an assignment to a member by its
/// name, and no pointer to the union becomes one to something else
/// (UnionUses.h). Elsewhere such a union is refused where it would have to be
/// carried.
///
//===----------------------------------------------------------------------===//
#ifndef FERRY_ANALYSIS_UNIONRECORDS_H
#define FERRY_ANALYSIS_UNIONRECORDS_H

namespace clang {
class RecordDecl;
} // namespace clang

namespace ferry {

class ProgramFacts;

/// Whether there is room for a record in the definition: it has no tag of the
/// user's, no attributes, no bit-fields, nothing of the C library's, no members
/// without a length, no two members in one declaration, no union without a name
/// or with pointers among them, and no two members that begin with the same
/// field. It is C, and stands in the text.
bool canHoldRecord(const clang::RecordDecl &Union);

/// Whether the union keeps one.
bool keepsRecord(const clang::RecordDecl &Union, const ProgramFacts &Facts);

} // namespace ferry
#endif
