//===- SectionTextTest.cpp ------------------------------------------------===//

#include "analysis/SectionText.h"
#include <gtest/gtest.h>

using namespace ferry;

namespace {

/// What the compiler and the assembler make of the text: both unescape once.
std::string assembled(const std::string &Source) {
  auto Unescape = [](const std::string &Text) {
    std::string Out;
    for (size_t I = 0; I < Text.size(); ++I) {
      if (Text[I] != '\\') {
        Out += Text[I];
      } else if (isdigit(Text[I + 1])) {
        Out += char(std::stoi(Text.substr(I + 1, 3), nullptr, 8));
        I += 3;
      } else {
        char C = Text[++I];
        Out += C == 'n' ? '\n' : C == 't' ? '\t' : C;
      }
    }
    return Out;
  };
  std::string Bytes;
  for (size_t At = 0;
       (At = Source.find("__asm__(\"", At)) != std::string::npos;) {
    size_t End = Source.find("\");\n", At);
    std::string Asm = Unescape(Source.substr(At + 9, End - At - 9));
    size_t From = Asm.find(".ascii \"") + 8;
    Bytes += Unescape(Asm.substr(From, Asm.rfind("\"\n") - From));
    At = End;
  }
  return Bytes;
}

std::vector<std::string> texts(llvm::StringRef Bytes) {
  auto Texts = sectionTexts(Bytes);
  if (!Texts) {
    ADD_FAILURE() << llvm::toString(Texts.takeError());
    return {};
  }
  return *Texts;
}

std::string allBytes() {
  std::string Text;
  for (int I = 0; I < 5000; ++I)
    Text += char(I % 256);
  return Text + "?\?= \\ \" %d \n";
}

TEST(SectionText, ComesBack) {
  for (const std::string &Text : {std::string(), std::string("x"), allBytes()})
    EXPECT_EQ(texts(assembled(sectionText(".ferry.unit", Text))),
              std::vector<std::string>{Text});
}

TEST(SectionText, LinesStayShortAndPlain) {
  std::string Source = sectionText(".ferry.unit", allBytes());
  for (llvm::StringRef Rest = Source; !Rest.empty();) {
    auto [Line, After] = Rest.split('\n');
    EXPECT_LT(Line.size(), 4095u);
    EXPECT_TRUE(Line.starts_with("__asm__(") && Line.ends_with(");"));
    EXPECT_FALSE(Line.contains("?\?") || Line.drop_front(60).contains('%'));
    Rest = After;
  }
}

TEST(SectionText, SeveralInOneSection) {
  std::string Bytes = assembled(sectionText("s", "one")) +
                      std::string(3, '\0') + assembled(sectionText("s", "two"));
  EXPECT_EQ(texts(Bytes), (std::vector<std::string>{"one", "two"}));
}

TEST(SectionText, DamageIsNoticed) {
  std::string Bytes = assembled(sectionText("s", "a text"));
  for (size_t At = 0; At < Bytes.size(); ++At) {
    std::string Wrong = Bytes;
    Wrong[At] ^= 1;
    auto Texts = sectionTexts(Wrong);
    EXPECT_FALSE(bool(Texts)) << At;
    if (!Texts)
      llvm::consumeError(Texts.takeError());
    auto Cut = sectionTexts(llvm::StringRef(Bytes).take_front(At));
    EXPECT_EQ(bool(Cut), At == 0) << At;
    if (!Cut)
      llvm::consumeError(Cut.takeError());
  }
}

} // namespace
