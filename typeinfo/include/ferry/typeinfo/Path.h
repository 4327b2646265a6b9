//===- Path.h - from a byte offset to the name of a part --------*- C++ -*-===//
///
/// \file
/// "[3].next.count" for byte 76 of a block: how errors and `ferry inspect`
/// speak of a part. Computed only when somebody asks.
///
/// Invariant: for an offset inside a scalar the path is the scalar's, with "+2"
/// behind it for its third byte; an offset in padding ends in "+N" after the
/// innermost struct; the end of the block is "[count]".
//===----------------------------------------------------------------------===//
#ifndef FERRY_TYPEINFO_PATH_H
#define FERRY_TYPEINFO_PATH_H

#include "ferry/typeinfo/Type.h"

namespace ferry {

/// Path of byte \p Offset in a block of \p Count elements of type \p Id, whose
/// first element has number \p FirstIndex. A block of one element has no index.
/// Several bit-fields may start at one byte: \p Bits says which is meant, else it is
/// the last of them. \p Bytes are the block's and say which fields a variant has; null:
/// the first that could be there.
std::string pathOf(const TypeTable &Table, TypeId Id, uint64_t Count,
                   uint64_t Offset, uint64_t FirstIndex = 0,
                   const BitsOfField &Bits = {}, const void *Bytes = nullptr);

/// "cells" and "[3].x" make "cells[3].x", "grid" and "x" make "grid.x".
std::string joinPath(std::string_view Name, std::string_view Path);

} // namespace ferry

#endif
