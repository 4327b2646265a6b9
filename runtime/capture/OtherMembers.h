//===- OtherMembers.h - the program read another member of a union -*- C++ -*-===//
#ifndef FERRY_CAPTURE_OTHERMEMBERS_H
#define FERRY_CAPTURE_OTHERMEMBERS_H

namespace ferry::capture {

/// "main.c:12", where the program first read a member of a union that was not the one
/// written last, and one of them has pointers; null while it has not. Such a program keeps
/// pointers as numbers, or parts of them, in places that nobody knows: nothing may be
/// captured any more.
const char *otherMemberRead();

} // namespace ferry::capture
#endif
