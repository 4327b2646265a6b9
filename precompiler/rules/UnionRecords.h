//===- UnionRecords.h - unions that remember what was written last -*- C++ -*-===//
///
/// \file
/// A pass of its own, in front of all others: it gives unions a tag
/// (analysis/UnionRecords.h says which), as FERRY_UNION_TAG would, and writes it
/// where the union is written. What comes out is parsed once more and goes on as if the
/// user had written it.
///
/// \code
///   union value {                  union value {
///     long number;                   __extension__ struct { long number;
///                                      unsigned char __ferry_held_number; } CASE(1);
///     char *text;                    __extension__ struct { char *text;
///                                      unsigned char __ferry_held_text; } CASE(2);
///   };                               struct { room; unsigned char held; } __ferry_record;
///                                  } TAG(__ferry_record.held);
///   v->number = 1;             =>  (v, its held = 1)->number = 1;
///   f(v->text);                =>  f((v, is its held another one?)->text);
///   union value v = {.text = t};   union value v = {.text = t, .__ferry_held_text = 2};
///   union value v;             =>  union value v = {0};
/// \endcode
///
/// A program may read a member that it did not write: to set marks in the bits of a pointer,
/// say, or to hash it. What it gets that way, and what is left of the other member when only a
/// part of one was written, can't be carried. So each read looks at the record: when it is
/// another one, and one of them has pointers, the program is not captured any more; when it
/// was moved before, it is stopped. A number that is read where another was written is what
/// it is in a union of numbers (-Wferry-abi-value); but when a part of one is written over
/// another one, both may count, and the union can't be captured until a whole one is.
///
/// Rejected: a table by address beside the program (a look-up for each write; copies by
/// memcpy or as parts of structs would have to be followed); the second edit set on
/// the first parse (calls that reach polls are pulled out of the very expressions that
/// this rule writes around). Tests: test/Rewrite/union-records.c, test/Language/
/// union-records.c.
//===----------------------------------------------------------------------===//
#ifndef FERRY_RULES_UNIONRECORDS_H
#define FERRY_RULES_UNIONRECORDS_H

#include <optional>
#include <string>

namespace clang {
class ASTContext;
}

namespace ferry {

class ProgramFacts;
class TokenText;

/// The main file with the text of the user's headers in it; none when no union of the
/// unit keeps a record.
std::optional<std::string> withUnionRecords(const clang::ASTContext &Context,
                                            const TokenText &Text,
                                            const ProgramFacts &Facts);

/// What the two macros are for the second parse.
extern const char *const UnionRecordMacros;

} // namespace ferry
#endif
