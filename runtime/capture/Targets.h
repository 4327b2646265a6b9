//===- Targets.h - what the pointers of the program lead to -----*- C++ -*-===//
///
/// \file
/// A pointer's value alone says where it leads, or that it leads nowhere:
///
///   null, or another number                   kept as it is (PointerNumber.h)
///   in a live block, or at its end            that block
///   at the end of one block and the start     the one whose type fits; refused
///     of another                               when both do or neither
///   to objects that hold pointers, in an      refused: the program cuts objects
///     array of numbers, however deep inside     out of it; their pointers are in
///                                               no type
///   untyped, to words in such an array that   refused: the links of a free list
///     are addresses of live blocks
///   in the heap or on the stack, in no live    poison: the object is gone. Counted
///     block; in no mapped memory; to a FILE
///     that was closed
///   anywhere else that is mapped              refused: memory of libc or of code
///                                             that Ferry does not know
///
/// Objects of the heap never touch (heap/Slab.h); variables and locals seldom do
/// (rules/ArrayEnds and ObjectEnds of the precompiler keep them apart).
///
//===----------------------------------------------------------------------===//
#ifndef FERRY_CAPTURE_TARGETS_H
#define FERRY_CAPTURE_TARGETS_H

#include "control/Program.h"
#include "ferry/image/Image.h"
#include "port/Memory.h"

namespace ferry::capture {

/// Between two blocks that touch the pointee decides: whether a pointer to
/// `Wanted` may mean the start of a value of type `Type`, or the end of one.
bool mayStart(const TypeTable &Types, TypeId Type, TypeId Wanted);
bool mayEnd(const TypeTable &Types, TypeId Type, TypeId Wanted);

class Targets {
public:
  enum class Verdict { Number, Block, End, Poison, Refused };

  explicit Targets(const control::Program &Program) : Program(Program) {}

  /// A named block that pointers may lead to: variable, literal, local.
  void add(uint64_t Start, uint64_t Size, TypeId Type, uint32_t Block);
  /// The C frames of a thread stand in there.
  void addStack(uintptr_t Bottom, uintptr_t Top) {
    Stacks.push_back({Bottom, Top});
  }
  /// All blocks are there.
  void finish();

  /// Where `Value` leads, a pointer to `Pointee`. End: it leads to the end of the
  /// block at `Start`, although another one starts there. Refused: `Message`
  /// says why.
  Verdict find(const image::Image &Image, const TypeTable &Types,
               uintptr_t Value, TypeId Pointee, uint64_t &Start,
               std::string &Message);
  /// As find, for a pointer to a function.
  Verdict findFunction(uintptr_t Value, std::string &Message);

private:
  struct Span {
    uint64_t Start, End;
    TypeId Type;
    uint32_t Block;
  };
  /// Where in a block a pointer leads.
  struct Place {
    TypeId Type; ///< of the block, or of its elements in the heap
    uint64_t Size, Offset; ///< of the block; in it
    const char *Bytes; ///< the block's; null: not in memory
    bool IsLocal;
    const char *here() const { return Bytes ? Bytes + Offset : nullptr; }
  };
  /// Whether pointers stand there that are in no type.
  bool hidesPointers(const TypeTable &Types, const Place &At, TypeId Pointee) const;
  bool looksLikeLinks(const void *Bytes, uint64_t Size) const;
  bool isInBlock(uintptr_t Value) const;
  bool leadsNowhere(uintptr_t Value);

  const control::Program &Program;

  std::vector<Span> Spans; ///< by Start, not overlapping
  struct Stack {
    uintptr_t Bottom, Top;
  };
  std::vector<Stack> Stacks;
  port::Mappings Mapped;
  bool MappedRead = false, MappedKnown = false;
};

} // namespace ferry::capture
#endif
