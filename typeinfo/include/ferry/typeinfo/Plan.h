//===- Plan.h - how values of one type become values of another -*- C++ -*-===//
///
/// \file
/// A Plan is compiled once per pair of types and then run over arrays of any
/// length. It is a short program of operations (Operation::Code) on columns:
/// every operation handles one part of *all* elements of a chunk that fits in
/// the first-level cache, in a loop with strides and without a decision per
/// value.
///
/// \code
///   struct node { struct node *next; int a, b; };         s390x -> x86_64
///     pointer    0 -> 0  8 -> 8 bytes
///     swap4      8 -> 8  x2
/// \endcode
///
/// Compiling matches fields by name; a field that is missing, additional or of
/// an incompatible kind is a failure with its path. Adjacent parts of the same
/// operation become one run; types equal in everything, without pointers,
/// become one copy of the whole array. Padding of the destination is set to
/// zero, or copied where the whole is a copy.
///
/// Which kinds become which:
///   integers (Bool, Char, Signed, Unsigned, Enum)  each other, by value; Char
///                to Char by its byte. A value that does not fit is a failure,
///                or is saturated or wrapped and counted (OnOverflow).
///   Float, LongDouble   each other, also in another format (FloatFormat.h); a
///                value that is rounded is counted, and a finite one beyond the
///                range there does not fit.
///   Pointer, FunctionPointer   the same kind, through a PointerTranslator
///   Array        same count, elements of these
///   Struct       same field names
///   Union        same field names, when all of them agree on the conversion
///                (lib/UnionPlan.h)
///   Variant      same field names, and the same ones for each value of its tags; the
///                source's tag says which are there
///   BitField     each other, by value, as integers
///   Raw          Raw of the same size, between ABIs that are equal
/// Everything else is refused when compiling.
///
/// The path to a value is found only on failure, from the offset where it
/// stood.
//===----------------------------------------------------------------------===//
#ifndef FERRY_TYPEINFO_PLAN_H
#define FERRY_TYPEINFO_PLAN_H

#include "ferry/typeinfo/Type.h"
#include <memory>
#include <unordered_map>

namespace ferry {

enum class OnOverflow : uint8_t { Error = 0, Saturate = 1, Wrap = 2 };

/// What happened; counts add up over any number of runs.
struct Report {
  uint64_t Saturated = 0;     ///< values that did not fit, set to the nearest
  uint64_t Wrapped = 0;       ///< values that did not fit, cut
  uint64_t RoundedFloats = 0; ///< not exact in the other format
  uint64_t Pointers = 0;      ///< pointers that were not null
  uint64_t RawBytes = 0;      ///< untyped bytes that were copied
  std::string FirstLossyPath; ///< of the first value that was saturated or cut

  bool lossy() const { return Saturated || Wrapped || RoundedFloats; }
};

/// What the pointers of one batch are.
struct PointerUse {
  TypeId FromPointer, ToPointer; ///< the pointer types, each in its table
  /// None for void and incomplete, and functions.
  TypeId FromPointee, ToPointee;
  bool IsFunction;
  /// Where the bytes of Old[0] stand in the source, and how far it is to those
  /// of the next: an image may say more about a pointer at a place than its
  /// value does (the end of one block can be the start of another).
  const void *FirstPlace;
  size_t PlaceStride;
};

/// Turns addresses of the image into addresses here; implemented by whoever has
/// the table of blocks.
class PointerTranslator {
public:
  /// New[i] for Old[i], i < Count. Nulls are in the batch and must become 0.
  /// Returns Count; or the index of the first that could not be translated,
  /// with the reason in \p Why.Message.
  virtual size_t translate(const PointerUse &Use, const uint64_t *Old,
                           uint64_t *New, size_t Count, Failure &Why) = 0;

protected:
  ~PointerTranslator() = default;
};

/// For whoever runs plans; one per restore.
struct Conversion {
  PointerTranslator *Pointers = nullptr; ///< may be null for types without
  OnOverflow Policy = OnOverflow::Error;
  Report Counts;
};

struct Operation {
  enum Code : uint8_t {
    Copy,    ///< Run bytes
    Zero,    ///< Run bytes of destination
    Swap,    ///< Run values of FromSize bytes
    Integer, ///< Run integers: widened, narrowed, other sign
    Wide,    ///< Run integers, one side of them of 16 bytes
    Bits,    ///< one bit-field; what else is in its bytes here is kept
    Float,   ///< Run floats of another size
    Reformat, ///< Run floats, one of them a long double, of another format
    Pointer, ///< Run pointers
    Loop,    ///< Run times the Body operations that follow
    Choose,  ///< one of the Alternatives that make up the Body, by a tag
    Alternative, ///< the Body operations that follow
  };
  Code What;
  uint8_t FromSize = 0, ToSize = 0; ///< of one value
  bool FromSigned = false, ToSigned = false, ToBool = false;
  bool IsRaw = false; ///< Copy: of untyped bytes
  bool IsFunction = false; ///< Pointer: to a function
  bool AnyPointee = false; ///< Pointer: of a union, to this or to something else
  uint32_t Body = 0; ///< Loop, Choose, Alternative: operations in it, nested ones too
  uint32_t Choice = 0; ///< Choose: which of the plan's
  uint64_t FromOffset = 0, ToOffset = 0;
  uint64_t Run = 1;
  uint64_t FromStride = 0, ToStride = 0; ///< Loop: from one round to the next
  BitsOfField FromBits = {}, ToBits = {}; ///< Bits: which of its bytes
  /// Pointer, Reformat: its types.
  TypeId FromType = TypeId::None, ToType = TypeId::None;
};

/// What a tag of the source says.
struct Choice {
  TypeId Variant;
  uint32_t Tag;
  /// By the tag's value, ascending: which Alternative, from 0; NoField: nothing is
  /// there.
  std::vector<std::pair<uint64_t, uint32_t>> Cases;
};

class Plan {
public:
  /// Converts \p Count elements. \p From holds Count * fromSize() bytes, \p To
  /// has room for Count * toSize(); neither has to be aligned. They don't
  /// overlap, or they are the same and inPlace() is true. \p FirstIndex is the
  /// number of the first element, for paths (a block may come in pieces).
  ///
  /// False: the failure's path starts at the block ("[3].next.count"); what is
  /// in To is then undefined.
  bool run(const void *From, void *To, uint64_t Count, Conversion &How,
           Failure &Why, uint64_t FirstIndex = 0,
           bool IsWholeBlock = true) const;

  /// Converts the first element of each of \p Cells cells, which stand
  /// FromStride and ToStride bytes apart. The failure's path starts with
  /// "[cell]".
  bool runCells(const void *From, size_t FromStride, void *To, size_t ToStride,
                uint64_t Cells, Conversion &How, Failure &Why,
                uint64_t FirstCell = 0) const;

  uint64_t fromSize() const { return FromSize; }
  uint64_t toSize() const { return ToSize; }

  /// One copy of the whole array.
  bool isCopy() const { return OnlyCopy; }
  /// All parts keep their place and size: From and To may be the same memory.
  bool inPlace() const { return KeepsPlaces; }
  bool hasPointers() const { return Pointers; }
  /// A value may turn out not to fit.
  bool mayLose() const { return Loses; }

  const std::vector<Operation> &operations() const { return Ops; }
  /// One operation a line, for people and tests.
  std::string describe() const;

private:
  friend class PlanCompiler;
  friend class PlanRunner;
  const TypeTable *FromTable = nullptr, *ToTable = nullptr;
  TypeId FromType = TypeId::None, ToType = TypeId::None;
  uint64_t FromSize = 0, ToSize = 0;
  bool OnlyCopy = false, KeepsPlaces = false, Pointers = false, Loses = false;
  std::vector<Operation> Ops;
  std::vector<Choice> Choices;
};

/// All plans between two tables. Both are validated and outlive the cache.
class PlanCache {
public:
  PlanCache(const TypeTable &From, const TypeTable &To) : From(From), To(To) {}

  /// The plan of a pair; null with \p Why when there is none. Its path starts
  /// at the type: "struct node.next".
  const Plan *get(TypeId FromType, TypeId ToType, Failure &Why);

  /// The same, for the type that has the same key on the other side.
  const Plan *get(TypeId FromType, Failure &Why);

  const TypeTable &from() const { return From; }
  const TypeTable &to() const { return To; }

private:
  struct Entry {
    std::unique_ptr<Plan> Compiled; ///< null: refused
    Failure Why;
  };
  const TypeTable &From, &To;
  std::unordered_map<uint64_t, Entry> Plans;
};

} // namespace ferry

#endif
