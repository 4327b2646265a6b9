//===- TargetLayout.h - where Clang's layouts are not the compiler's --------===//
///
/// \file
/// What a layout is, the target's compiler says (DESIGN, principle 1): generated code
/// asks it by `sizeof` and `offsetof`. But the precompiler also decides by sizes:
/// whether a pointer lies over something else in a union, how variables are kept
/// apart, which branch of an `#if` is there. So Clang has to agree.
//===----------------------------------------------------------------------===//
#ifndef FERRY_TOOL_TARGETLAYOUT_H
#define FERRY_TOOL_TARGETLAYOUT_H

#include <string>
#include <vector>

namespace clang {
class TargetInfo;
} // namespace clang

namespace ferry {

/// What the command line for \p Triple (empty: this machine) needs for it.
std::vector<std::string> layoutOptions(const std::string &Triple);

/// The rest, for which Clang has no options. Before anything is parsed.
void layOutAsTheCompiler(clang::TargetInfo &Target);

} // namespace ferry
#endif
