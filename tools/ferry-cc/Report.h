//===- Report.h - will this program migrate? ------------------------------===//
#ifndef FERRY_CC_REPORT_H
#define FERRY_CC_REPORT_H

#include "Compile.h"

namespace ferry_cc {

/// --ferry-report: what stands in the way of a move of the program that the
/// sources on the command line make up, as a text on standard output or as JSON
/// (docs/Doctor.md). Nothing is compiled. The exit status: 0 when nothing stands in
/// the way, 1 when something does, or when a report could not be made.
int report(const Driver &D);

} // namespace ferry_cc
#endif
