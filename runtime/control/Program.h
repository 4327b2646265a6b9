//===- Program.h - what the units of this binary say of it ------*- C++ -*-===//
///
/// \file
/// Every unit that ferry-precompile wrote registers its tables before main. This
/// puts them together when a capture or a restore first asks: functions,
/// variables and functions with an address by name, and one table of types.
///
/// A type's key may mean different things in two units (`struct entry` in two
/// files). The first unit by name keeps the key; in the others it gets
/// "@unit" behind it, so that binaries for all ABIs agree on it whatever the
/// order of linking.
///
/// The identity is a hash over names of functions, locals and variables and the
/// kinds of resume points: equal in all binaries of one source, on all ABIs.
///
//===----------------------------------------------------------------------===//
#ifndef FERRY_CONTROL_PROGRAM_H
#define FERRY_CONTROL_PROGRAM_H

#include "ferry/generated.h"
#include "ferry/typeinfo/Type.h"
#include "port/Streams.h"

#include <string_view>
#include <unordered_map>
#include <vector>

namespace ferry::control {

class Program {
public:
  Program();
  Program(const Program &) = delete;

  /// False when the tables contradict themselves: nothing can be captured.
  bool valid(Failure &Why) const {
    Why = Wrong;
    return Wrong.Message.empty();
  }

  const TypeTable &types() const { return Types; }
  /// The number of a descriptor of this binary; None for a null pointer.
  TypeId typeOf(const __ferry_type *Descriptor) const;
  /// The type of the elements of an object of the heap; untyped bytes when nothing
  /// is known. Of structs with a tail it depends on the object's size: the table gets
  /// a type for each number of elements that is asked for.
  TypeId elementOf(const __ferry_type *Descriptor, size_t Size) const;
  /// By the key in an image; the table may get a struct with a tail. None: there is
  /// no such type.
  TypeId typeNamed(std::string_view Key) const;
  /// Forgets the structs with tails that came to the table since the start.
  void forgetTails() const;
  /// A descriptor of the type: what the heap is asked with.
  const __ferry_type *descriptor(TypeId Id) const;
  TypeId streamType() const { return StreamType; }

  const __ferry_function *function(std::string_view Name) const;
  const __ferry_variable *variable(std::string_view Name) const;
  /// Null when no function of that name has an address.
  __ferry_code symbol(std::string_view Name) const;
  /// Null when the address is no function's.
  const char *symbolAt(uintptr_t Address) const;
  /// Null when it is no stream of libc.
  void *stream(std::string_view Name) const;

  const std::vector<const __ferry_variable *> &variables() const {
    return Variables;
  }
  /// One name for each address.
  const std::vector<const __ferry_symbol *> &symbols() const { return Symbols; }
  const std::array<port::Stream, 3> &streams() const { return Streams; }
  uint64_t identity() const { return Identity; }

private:
  TypeId addType(const __ferry_type *Descriptor, const char *Unit);
  TypeId addBitField(const __ferry_type &Of, unsigned Number, const char *Unit,
                     uint64_t &Offset);
  void addCases(const __ferry_type &Of, Type &Variant) const;
  void addUnit(const __ferry_unit &Unit);
  void mergeVariable(const __ferry_variable *&Known, const __ferry_variable &V);
  void hashUnits(const std::vector<const __ferry_unit *> &Units);

  TypeId tailOf(const __ferry_type *Descriptor, uint64_t Count) const;

  mutable TypeTable Types; ///< grows by structs with tails
  uint32_t FixedTypes = 0; ///< those that are never forgotten
  /// Of the structs that are allocated with tails, what the heap is asked with.
  std::unordered_map<uint32_t, const __ferry_type *> Tails;
  std::vector<const __ferry_type *> VariableTails; ///< with a number of elements
  TypeId RawType = TypeId::None, StreamType = TypeId::None;
  Failure Wrong;
  uint64_t Identity = 0;
  std::vector<const __ferry_type *> Descriptors; ///< by TypeId
  std::unordered_map<const __ferry_type *, TypeId> Numbers;
  std::unordered_map<std::string_view, const __ferry_function *> Functions;
  std::unordered_map<std::string_view, const __ferry_variable *> VariablesByName;
  std::unordered_map<std::string_view, __ferry_code> SymbolsByName;
  std::unordered_map<uintptr_t, const char *> SymbolsByAddress;
  std::vector<const __ferry_variable *> Variables;
  std::vector<const __ferry_symbol *> Symbols;
  std::array<port::Stream, 3> Streams;
};

/// Put together on the first call.
const Program &program();

/// Types that libferry itself allocates: argv and its strings.
extern const __ferry_type CharType, StringType;

} // namespace ferry::control
#endif
