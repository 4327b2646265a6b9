//===- MergeCommand.h - ferry-precompile --merge --------------------------===//
#ifndef FERRY_TOOL_MERGECOMMAND_H
#define FERRY_TOOL_MERGECOMMAND_H

namespace ferry {

/// The whole of `ferry-precompile --merge ...`, \p Arguments without these two:
///
///     --facts-out=FILE --stale-out=FILE OBJECT|ARCHIVE...
///     --replace-in=ARCHIVE --replace-out=ARCHIVE NUMBER=OBJECT...
///
/// and @FILE for more of them. The exit code: 0, or 2 with a message.
int mergeCommand(int Count, char **Arguments);

} // namespace ferry
#endif
