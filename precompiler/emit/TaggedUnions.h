//===- TaggedUnions.h - unions of which a tag says what they hold -*- C++ -*-===//
///
/// \file
/// What ferry/ferry.h's FERRY_UNION_TAG and FERRY_UNION_CASE say:
///
/// \code
///   struct value {
///     enum { NIL, NUMBER, TEXT } kind;
///     union {
///       double number FERRY_UNION_CASE(NUMBER);
///       char *text FERRY_UNION_CASE(TEXT);
///     } u FERRY_UNION_TAG(kind, NIL);      fields  kind, u.number, u.text
///   };                                     cases   NIL nothing, NUMBER 1, TEXT 2
/// \endcode
///
/// The members of such a union are fields of the struct around it
/// (typeinfo: ferry/typeinfo/Variant.h). A tag in another struct of it, or in the union
/// itself (`union event { int type; struct key key; ... } FERRY_UNION_TAG(type)`, which is
/// then a "struct with a tag" itself), is a field that lies over others. For the precompiler the macros are attributes
/// `annotate`, at the union's member or at its type; for the compiler they are nothing,
/// because Clang's optimiser keeps its hands off members that are annotated.
///
/// Refused with a place: a tag that is no integer member of the same struct, a member
/// without a case, a value with two meanings or that the tag can't have, a tagged
/// union within the members of one that have no name, beside an anonymous union without
/// a tag, or beside one with the same tag and other values of it.
//===----------------------------------------------------------------------===//
#ifndef FERRY_EMIT_TAGGEDUNIONS_H
#define FERRY_EMIT_TAGGEDUNIONS_H

#include "emit/UnionMembers.h"
#include "clang/Basic/SourceLocation.h"
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ferry {

/// A field of a struct or union as its descriptor has it.
struct CarriedField {
  const clang::FieldDecl *Field;
  std::string Path; ///< "u.number"; how an expression names it
  bool InAnonymous; ///< it is of a record without a name, which may be const
};

struct TagCase {
  unsigned Tag, Field; ///< indices of fields; Field may be NoField
  int64_t Value;
  static constexpr unsigned NoField = ~0u;
};

struct CarriedFields {
  std::vector<CarriedField> Fields;
  std::vector<TagCase> Cases; ///< empty: no tags
};

/// What the program says wrongly about its tags.
struct TagFault {
  clang::SourceLocation Location;
  std::string Text;
};

/// Whether the member is a union with a tag.
bool hasTag(const clang::FieldDecl &Member);

/// Whether the record is a union whose tag lies in it, over what it holds.
bool hasOwnTag(const clang::RecordDecl *Record);

/// Whether the record is one, or it, or an anonymous one in it, has a member that is.
bool hasTags(const clang::RecordDecl *Record);

/// Whether a value of the record has one somewhere in it.
bool hasTagsInside(const clang::RecordDecl *Record);

/// The fields of a complete record, those of anonymous records and of tagged unions
/// among them; members for which \p Holds is false are not, unless they have a case.
/// Stops at a fault when there is one.
CarriedFields carriedFields(const clang::RecordDecl *Record, const MayHold &Holds,
                            const clang::ASTContext &Context,
                            std::optional<TagFault> &Fault);

} // namespace ferry
#endif
