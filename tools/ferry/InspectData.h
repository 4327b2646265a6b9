//===- InspectData.h - what the parts of `ferry inspect` share --*- C++ -*-===//
#ifndef FERRY_TOOL_INSPECTDATA_H
#define FERRY_TOOL_INSPECTDATA_H

#include "Tool.h"
#include "Values.h"
#include "ferry/image/Reader.h"

namespace ferry::tool {

struct Inspected {
  std::string Path;
  const image::Image &I;
  const image::ReadFacts &Facts;
  const Names &In;
};

/// One live local of a frame, wherever it stands.
struct LocalValue {
  const image::Local *Of;
  const std::byte *Bytes;
};
/// In the order of the site's list.
std::vector<LocalValue> localsOf(const Inspected &What, uint32_t Frame);

/// Heap objects of one type.
struct HeapLine {
  TypeId Type;
  uint64_t Objects = 0, Bytes = 0, CellBytes = 0;
};
/// Most bytes first.
std::vector<HeapLine> heapByType(const image::Image &I);

/// The named blocks, by name.
std::vector<const image::Block *> globalsOf(const image::Image &I);

/// Lines of the calls of setjmp in the frame that jmp_bufs lead to.
std::vector<uint32_t> landingsOf(const image::Image &I, uint32_t Frame);

const char *siteText(image::SiteKind Kind);

void printText(const Inspected &What, const InspectOptions &Options);
void printJson(const Inspected &What, const InspectOptions &Options);

} // namespace ferry::tool
#endif
