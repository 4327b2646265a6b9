//===- Status.h - how reading or writing an image went ----------*- C++ -*-===//
///
/// \file
/// Bad input neither prints nor aborts nor throws: it ends in a Status, a code
/// for programs and one sentence for people that names the file or the section.
///
//===----------------------------------------------------------------------===//
#ifndef FERRY_IMAGE_STATUS_H
#define FERRY_IMAGE_STATUS_H

#include <string>
#include <utility>

namespace ferry::image {

enum class Code {
  Ok,
  System,     ///< the operating system said no: missing file, full disk, ...
  NotAnImage, ///< does not start like an image
  Newer,      ///< of a version, or with a section, that this reader can't know
  Truncated,  ///< ends before its announced length
  Damaged,    ///< a checksum does not match
  Malformed,  ///< checksums match and the contents make no sense
  Refused,    ///< the writer was given something that makes no valid image
};

class [[nodiscard]] Status {
  Code TheCode = Code::Ok;
  std::string Text;

public:
  Status() = default;
  Status(Code C, std::string Text) : TheCode(C), Text(std::move(Text)) {}

  bool ok() const { return TheCode == Code::Ok; }
  Code code() const { return TheCode; }
  const std::string &text() const { return Text; }

  /// Puts where it happened in front of the sentence.
  Status in(const std::string &Where) && {
    return ok() ? Status() : Status(TheCode, Where + ": " + Text);
  }
};

} // namespace ferry::image
#endif
