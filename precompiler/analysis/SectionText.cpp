//===- SectionText.cpp - texts that travel in an object file --------------===//

#include "SectionText.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FormatVariadic.h"

using namespace llvm;

namespace ferry {
namespace {

uint64_t fnv1a(StringRef Bytes) {
  uint64_t Hash = 0xcbf29ce484222325;
  for (unsigned char Byte : Bytes)
    Hash = (Hash ^ Byte) * 0x100000001b3;
  return Hash;
}

/// For a string of the assembler inside a string of C. '?' because of
/// trigraphs,
/// '%' because not every compiler leaves it alone in top-level asm.
void appendEscaped(std::string &Out, StringRef Bytes) {
  for (unsigned char Byte : Bytes) {
    if (Byte == '"') {
      Out += "\\\\\\\"";
    } else if (isPrint(Byte) && Byte != '\\' && Byte != '?' && Byte != '%') {
      Out += char(Byte);
    } else {
      Out += "\\\\";
      for (int Shift = 6; Shift >= 0; Shift -= 3)
        Out += char('0' + ((Byte >> Shift) & 7));
    }
  }
}

Error damaged() {
  return createStringError("a text of Ferry's in it is damaged");
}

} // namespace

std::string sectionText(StringRef Section, StringRef Text) {
  std::string Whole =
      formatv("ferry 1 {0} {1}\n", Text.size(),
              utohexstr(fnv1a(Text), /*LowerCase=*/true, /*Width=*/16));
  Whole += Text;
  constexpr size_t Piece = 700; // at most 5 characters each when escaped
  std::string Out;
  for (StringRef Rest = Whole; !Rest.empty();
       Rest = Rest.drop_front(std::min(Piece, Rest.size()))) {
    Out += "__asm__(\".pushsection ";
    Out += Section;
    Out += ",\\\"e\\\",%progbits\\n\\t.ascii \\\"";
    appendEscaped(Out, Rest.take_front(Piece));
    Out += "\\\"\\n\\t.popsection\");\n";
  }
  return Out;
}

Expected<std::vector<std::string>> sectionTexts(StringRef Bytes) {
  std::vector<std::string> Texts;
  while (!Bytes.empty()) {
    // ld -r may align what it joins.
    if (Bytes.front() == '\0') {
      Bytes = Bytes.drop_front();
      continue;
    }
    auto [Head, Rest] = Bytes.split('\n');
    if (!Head.consume_front("ferry "))
      return damaged();
    if (!Head.consume_front("1 "))
      return createStringError("it was compiled by another version of Ferry");
    auto [LengthText, HashText] = Head.split(' ');
    size_t Length;
    uint64_t Hash;
    if (LengthText.getAsInteger(10, Length) ||
        HashText.getAsInteger(16, Hash) || Length > Rest.size() ||
        fnv1a(Rest.take_front(Length)) != Hash)
      return damaged();
    Texts.push_back(Rest.take_front(Length).str());
    Bytes = Rest.drop_front(Length);
  }
  return Texts;
}

} // namespace ferry
