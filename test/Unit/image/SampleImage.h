//===- SampleImage.h - a captured program that never ran --------*- C++ -*-===//
///
/// \file
/// An image with one of everything, in the layout of any ABI, for the tests of
/// the container and of the command: two frames, value and address locals,
/// variables, a literal, a heap with dead cells and objects of different sizes,
/// pointers that mean the end of a block, a resource.
///
/// \code
///   struct node { struct node *next; double weight; char tag; };
///   struct node *head; int squares[4]; int *end = squares + 4;
///   main -> step(struct node *n, long depth), with `int window[3]` in main
/// \endcode
///
//===----------------------------------------------------------------------===//
#ifndef FERRY_TEST_SAMPLEIMAGE_H
#define FERRY_TEST_SAMPLEIMAGE_H

#include "ferry/image/Image.h"

#include <deque>

namespace ferry::image::test {

class SampleImage {
public:
  /// `Shift` is added to every address: the same state, elsewhere.
  explicit SampleImage(const Abi &Layout, uint64_t Shift = 0);
  SampleImage(const SampleImage &) = delete;

  Image I;

  /// The value of step's local `depth`; -40 if not set.
  void setDepth(int64_t Depth);

  /// Appends a run of one object of `Size` raw bytes.
  void addBigBlock(uint64_t Size);

  /// Three variables, `spare[4]`, `up` and `unset`, of which spare[2] and up lead to
  /// setjmps of main.
  void addJumpBuffers();
  /// Structs with a tag, one of each kind, and pointers into them.
  void addTags();

private:
  std::byte *memory(size_t Size);
  void store(std::byte *At, TypeId Type, uint64_t Value);
  TypeId add(std::string Key, Kind K, uint64_t Size, TypeId Element = TypeId::None,
             uint64_t Count = 0);
  void addTypes();
  void addMemory();
  void addStack();

  TypeTable Types;
  std::deque<std::vector<std::byte>> Memory;
  uint64_t Shift;
  unsigned Pointer;
  TypeId Int, Long, Double, LongDouble, Exacts, Wide, Flags, Char, Squares, Window, Text,
      Node, NodePointer, IntPointer, CharPointer, Code, Raw;
};

} // namespace ferry::image::test
#endif
