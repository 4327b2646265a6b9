//===- BitFieldSetter.h - asks the user's compiler for bit-fields -*- C++ -*-===//
///
/// \file
/// offsetof can't take a bit-field, so the tables have a function for each type with
/// some, which sets all bits of one. The runtime looks where they are (generated.h,
/// set_bits), and whether the value is negative then: a plain int may be unsigned there.
///
/// \code
///   static int __ferry_bits_struct_s(void *__ferry_at, unsigned int __ferry_number) {
///     struct s *__ferry_in = (struct s *)__ferry_at;
///     switch (__ferry_number) {
///     case 1: __ferry_in->kind = -1; return __ferry_in->kind < 0;
///     }
///     return 0;
///   }
/// \endcode
///
/// What can't be assigned, or is in an anonymous member or a record without a tag that
/// may be const, is copied from a constant. Rejected: constants for all; one of a struct
/// with a large array is large, too.
///
//===----------------------------------------------------------------------===//
#ifndef FERRY_EMIT_BITFIELDSETTER_H
#define FERRY_EMIT_BITFIELDSETTER_H

#include <string>

namespace ferry {

class BitFieldSetter {
public:
  /// \p Spelled: the record's type-name.
  explicit BitFieldSetter(std::string Spelled) : Spelled(std::move(Spelled)) {}

  /// The field \p Name has the number \p Number in the table of fields.
  void add(unsigned Number, const std::string &Name, bool MayBeConst);
  bool empty() const { return Cases.empty(); }
  /// Its definition, on lines of its own.
  std::string definition(const std::string &Function) const;

private:
  std::string Spelled, Cases;
};

} // namespace ferry
#endif
