//===- Image.h - a captured program, in memory ------------------*- C++ -*-===//
///
/// \file
/// What a capture hands to the Writer and what the Reader hands out. Values are
/// native bytes of the ABI that captured; they are pointed at, never copied: in
/// a capture they stand in the living program, in an image that was read they
/// stand in the mapped file, so names and bytes live as long as their owner.
///
///   frame record   bytes [Record, Record + Function.RecordSize): the side stack
///                  as it stood. A value local is at its offset in there; an
///                  address local's slot holds its old address, and its bytes
///                  are the Local block with this frame and this local.
///   block          [Address, Address + Size) of the old address space, Size /
///                  size of Type elements; one that can't be named by a program
///                  is no block
///   run            heap objects of one type in cells of one width; each live
///                  cell is a block. An object that stands alone is a run of one
///                  cell. Dead cells are written with the rest and never looked
///                  at.
///
/// Invariants, checked by the Writer before the first byte and by the Reader
/// before anything is handed out:
///  * every number that names something is in range, every type that is used by
///    value is complete;
///  * blocks and runs don't overlap in the old address space;
///  * a Local block belongs to an address local that is live in its frame, and
///    each of those has one.
///
//===----------------------------------------------------------------------===//
#ifndef FERRY_IMAGE_IMAGE_H
#define FERRY_IMAGE_IMAGE_H

#include <compare>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "ferry/typeinfo/Type.h"

namespace ferry::image {

/// An address in the program that was captured. Only ever a key: no memory is
/// reached through it.
struct RemoteAddress {
  uint64_t Value = 0;
  auto operator<=>(const RemoteAddress &) const = default;
};
inline RemoteAddress operator+(RemoteAddress A, uint64_t Bytes) {
  return {A.Value + Bytes};
}
inline uint64_t operator-(RemoteAddress A, RemoteAddress B) {
  return A.Value - B.Value;
}

/// No frame, no block, ...
inline constexpr uint32_t None = 0xffffffff;

struct Fact { ///< "program" "nbody"; "time" "2026-11-22T18:40:00Z"; ...
  std::string_view Name, Text;
};

enum class LocalPlace : uint8_t { Value = 0, Address = 1 };

struct Local {
  std::string_view Name;
  TypeId Type = TypeId::None; ///< of the local itself, also for an address local
  uint32_t Offset = 0;      ///< in the frame record
  LocalPlace Where = LocalPlace::Value;
};

enum class SiteKind : uint8_t {
  Poll = 0,
  Call = 1,
  IndirectCall = 2,
  Blocking = 3, ///< a foreign call that may block; made again after a restore
  Setjmp = 4    ///< where a longjmp leads; no frame stands there
};

struct Site {
  uint32_t Number = 0; ///< 1, 2, ... in its function
  uint32_t Line = 0;
  SiteKind Kind = SiteKind::Poll;
  std::string_view Callee;
  std::vector<uint32_t> Live; ///< indices into Function::Locals
};

struct Function { ///< of those that have a frame
  std::string_view Name, File, Signature;
  uint32_t Line = 0;
  uint32_t RecordSize = 0;
  std::vector<Local> Locals;
  std::vector<Site> Sites; ///< those that a frame stands at, at least
};

struct Frame {
  uint32_t Function = 0; ///< index into Image::Functions
  uint32_t Site = 0;     ///< index into Function::Sites, not the site's number
  const std::byte *Record = nullptr;
};

struct Thread { ///< its frames, outermost first
  std::string_view Name;
  uint32_t FirstFrame = 0, FrameCount = 0;
};

struct Symbol { ///< a function whose address the program may hold
  RemoteAddress Address;
  std::string_view Name;
};

enum class BlockKind : uint32_t {
#define FERRY_BLOCK_KIND(Name, Number, Text) Name = Number,
#include "ferry/image/BlockKinds.def"
};

struct Block {
  RemoteAddress Address;
  uint64_t Size = 0; ///< bytes
  TypeId Type = TypeId::None;
  BlockKind Kind = BlockKind::Variable;
  bool ReadOnly = false;
  std::string_view Name;              ///< "heat.c:step.total"; a local's own name
  uint32_t Frame = None, Local = None; ///< Local blocks: whose
  const std::byte *Bytes = nullptr;   ///< null: not carried; ReadOnly only
};

struct Run {
  RemoteAddress Address; ///< of the first cell
  uint64_t Stride = 0;   ///< bytes from cell to cell
  uint64_t Cells = 0;
  TypeId Type = TypeId::None;
  uint64_t Size = 0; ///< bytes of every object, at most Stride; unless Sizes
  std::string_view Where; ///< allocation site, "btree.c:44:17", or empty
  /// Bit I % 64 of word I / 64: cell I is live. Empty: all are.
  std::vector<uint64_t> Live;
  /// Bytes of the object in each live cell, in the order of the cells. Empty:
  /// Size is everybody's.
  std::vector<uint32_t> Sizes;
  const std::byte *Bytes = nullptr; ///< Cells * Stride

  bool isLive(uint64_t Cell) const {
    return Live.empty() || (Live[Cell / 64] >> (Cell % 64) & 1);
  }
  uint64_t liveCells() const;
};

/// Says which block the pointer whose bytes stand at `Place` means, where its
/// value alone could mean two (end of one, start of the next).
struct PointerTarget {
  const std::byte *Place = nullptr; ///< inside a frame record, block or run
  RemoteAddress Target;             ///< where the block starts
};

/// State outside the program's memory (stdio streams, ...): one adapter's bytes,
/// in a form of its own that is the same on every ABI.
struct Resource {
  std::string_view Name;
  uint32_t Version = 0;
  const std::byte *Bytes = nullptr;
  uint64_t Size = 0;
};

struct Image {
  /// Equal in all binaries of one source: what may be restored into what.
  uint64_t Identity = 0;
  /// Seconds since 1970.
  uint64_t Created = 0;
  /// All types, validated; knows the ABI of all values.
  const TypeTable *Types = nullptr;

  std::vector<Fact> Facts;
  std::vector<Function> Functions;
  std::vector<Thread> Threads;
  std::vector<Frame> Frames;
  std::vector<Symbol> Symbols;
  std::vector<Block> Blocks;
  std::vector<Run> Runs;
  /// Sorted by Place in an image that was read.
  std::vector<PointerTarget> Pointers;
  std::vector<Resource> Resources;

  /// What the pointers above point into; set by the Reader.
  std::shared_ptr<const void> Owner;

  std::string_view fact(std::string_view Name) const;
  /// The record of Pointers for this place, or null.
  const PointerTarget *pointerAt(const std::byte *Place) const;
};

} // namespace ferry::image
#endif
