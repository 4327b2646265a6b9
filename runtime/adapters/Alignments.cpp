#include "adapters/Alignments.h"

#include "adapters/Text.h"
#include "heap/Slab.h"

#include <bit>

using namespace ferry;

std::string adapters::writeAlignments(const Alignments &All) {
  std::string Lines;
  for (size_t Run = 0; Run < All.size(); ++Run)
    if (All[Run])
      Lines += std::to_string(Run) + " " + std::to_string(All[Run]) + "\n";
  return Lines;
}

bool adapters::readAlignments(const image::Resource &From, size_t Runs, Alignments &All,
                              Failure &Why) {
  All.assign(Runs, 0);
  Text Left(From);
  uint64_t Next = 0;
  while (!Left.atEnd()) {
    uint64_t Run, Align;
    std::string Line = Left.line();
    if (!Left.number(Run) || !Left.take(" ") || !Left.number(Align) || !Left.take("\n") ||
        Run < Next || Run >= Runs || !std::has_single_bit(Align) ||
        Align > heap::MaxAlign) {
      Why = {"resource " + std::string(From.Name),
             "'" + Line + "' is no alignment of objects of the heap"};
      return false;
    }
    Next = Run + 1;
    All[static_cast<size_t>(Run)] = static_cast<size_t>(Align);
  }
  return true;
}
