//===- ErrorNumbersTest.cpp - errno, as text in an image ------------------===//
#include "adapters/ErrorNumbers.h"

#include <cerrno>
#include <gtest/gtest.h>

using namespace ferry;

namespace {

bool read(std::string_view Text, size_t Threads, std::vector<int> &Numbers,
          std::string &Message) {
  image::Resource R;
  R.Bytes = reinterpret_cast<const std::byte *>(Text.data());
  R.Size = Text.size();
  return adapters::readErrorNumbers(R, Threads, Numbers, Message);
}

TEST(ErrorNumbers, NothingIsWrittenWithoutAnError) {
  EXPECT_EQ(adapters::writeErrorNumbers({0, 0}), "");
}

TEST(ErrorNumbers, NamesAndNumbersComeBack) {
  std::vector<int> Before = {EINTR, 0, 4000, -7, EDEADLK}, After;
  std::string Text = adapters::writeErrorNumbers(Before), Message;
  EXPECT_EQ(Text, "EINTR\n0\n4000\n-7\nEDEADLK\n");
  EXPECT_TRUE(read(Text, Before.size(), After, Message)) << Message;
  EXPECT_EQ(After, Before);
}

TEST(ErrorNumbers, AnErrorOfOtherSystemsOnly) {
  std::vector<int> Numbers;
  std::string Message;
  EXPECT_TRUE(read("EDEADLOCK\n", 1, Numbers, Message));
  EXPECT_EQ(Numbers, std::vector<int>{EDEADLOCK});
  EXPECT_FALSE(read("EMADEUP\n", 1, Numbers, Message));
  EXPECT_EQ(Message, "this system has no error 'EMADEUP'");
}

TEST(ErrorNumbers, ALineForEachThread) {
  for (std::string_view Text : {"", "EINTR", "EINTR\n", "0\n0\n0\n", "0\n0\n\n"}) {
    std::vector<int> Numbers;
    std::string Message;
    EXPECT_FALSE(read(Text, 2, Numbers, Message)) << Text;
    EXPECT_NE(Message, "");
  }
}

} // namespace
