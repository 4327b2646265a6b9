//===- FilesTest.cpp - open files and streams, as text in an image --------===//
#include "adapters/Files.h"
#include "adapters/OpenStreams.h"

#include <gtest/gtest.h>

using namespace ferry;
using namespace ferry::adapters;

namespace {

image::Resource resource(std::string_view Text) {
  image::Resource R;
  R.Bytes = reinterpret_cast<const std::byte *>(Text.data());
  R.Size = Text.size();
  return R;
}

const std::string Whole = "file 8\n/tmp/a b\nsize 12\ndigest 00000000000000ff\n"
                          "open 3 read write append\ndescriptor 3\ndescriptor 7 cloexec\n"
                          "open 0 read\ndescriptor 4\n"
                          "found 1\ndescriptor 5\n"
                          "removed\nsize 3\ncontents 600\nopen 0 read write\ndescriptor 9\n"
                          "file 9\n/dev/null\ndevice\nopen 0 write\ndescriptor 2\n";

TEST(Files, ComeBackAsTheyWere) {
  std::vector<OpenedFile> Files;
  Failure Why;
  ASSERT_TRUE(readFiles(resource(Whole), Files, Why)) << Why.text();
  ASSERT_EQ(Files.size(), 4u);
  EXPECT_EQ(Files[0].Path, "/tmp/a b");
  EXPECT_TRUE(Files[0].isWritten());
  EXPECT_EQ(Files[0].Digest, 255u);
  EXPECT_EQ(Files[1].Found, 1);
  EXPECT_EQ(openingOf(Files, 7), &Files[0].Openings[0]);
  EXPECT_EQ(openingOf(Files, 6), nullptr);
  EXPECT_EQ(writeFiles(Files), Whole);
  EXPECT_FALSE(readContents("", Files, Why));
  EXPECT_FALSE(readContents("abcd", Files, Why));
  ASSERT_TRUE(readContents("abc", Files, Why)) << Why.text();
  EXPECT_EQ(Files[2].Contents, "abc");
  EXPECT_EQ(writeContents(Files), "abc");
}

TEST(Files, CutOffAnywhereTheyAreRefused) {
  for (size_t Length = 1; Length < Whole.size(); ++Length) {
    std::vector<OpenedFile> Files;
    Failure Why;
    bool Ok = readFiles(resource(std::string_view(Whole).substr(0, Length)), Files, Why);
    // What is left may be whole: the last descriptor of several is missing.
    EXPECT_EQ(Ok, Ok && writeFiles(Files) == Whole.substr(0, Length)) << Length;
    EXPECT_TRUE(Ok || Why.Path == "resource files");
  }
}

TEST(Files, WhatNobodyWritesIsRefused) {
  for (const char *Text : {
           "descriptor 3\n",
           "open 0 read\ndescriptor 3\n",
           "file 1\na\nsize 1\nopen 0 read\ndescriptor 3\n", // no folder
           "file 99999999999\n/a\nsize 1\nopen 0 read\ndescriptor 3\n",
           "file 18446744073709551615\n/a\nsize 1\nopen 0 read\ndescriptor 3\n",
           "file 2\n/a\nsize -1\nopen 0 read\ndescriptor 3\n",
           "file 2\n/a\nsize 1\nopen 9223372036854775808 read\ndescriptor 3\n",
           "file 2\n/a\nsize 1\nopen 0 create\ndescriptor 3\n",
           "file 2\n/a\nsize 1\nopen 0 append\ndescriptor 3\n",
           "file 2\n/a\nsize 1\nopen 0\ndescriptor 3\n",
           "file 2\n/a\nsize 1\nopen 0 read\ndescriptor -1\n",
           "file 2\n/a\nsize 1\nopen 0 read\ndescriptor 2147483647\n",
           "file 2\n/a\nsize 1\nopen 0 read\ndescriptor 3\ndescriptor 3\n", // twice
           "file 2\n/a\nsize 1\nopen 0 read\nopen 0 read\ndescriptor 3\n",
           "removed\nsize 3\nopen 0 read\ndescriptor 3\n",
           "removed\nsize 3\ncontents 7777\nopen 0 read\ndescriptor 3\n",
           "removed\ndevice\nopen 0 read\ndescriptor 3\n",
           "found -2\ndescriptor 3\n",
           "found 1\nopen 0 read\ndescriptor 3\n",
           "found 1\nfound 2\ndescriptor 3\n",
       }) {
    std::vector<OpenedFile> Files;
    Failure Why;
    EXPECT_FALSE(readFiles(resource(Text), Files, Why)) << Text;
  }
  std::vector<OpenedFile> Files;
  Failure Why;
  EXPECT_FALSE(readFiles(
      resource(std::string_view("file 4\n/a\0b\nsize 1\nopen 0 read\ndescriptor 3\n", 45)),
      Files, Why));
}

const std::string Streams = "stream 3 full read write bytes\nposition 4096\nbuffer 4096\n"
                            "used 2\nbuffered 5\nab\ncd\npushed back 1\n\n\n"
                            "stream 1 none write stdout\n"
                            "stream 4 line write append error\n";

TEST(Streams, ComeBackAsTheyWere) {
  std::vector<OpenStream> Read;
  Failure Why;
  ASSERT_TRUE(readStreams(resource(Streams), Read, Why)) << Why.text();
  ASSERT_EQ(Read.size(), 3u);
  EXPECT_EQ(Read[0].Name, "stream 1");
  EXPECT_EQ(Read[1].Name, "stdout");
  EXPECT_EQ(Read[2].Name, "stream 2");
  EXPECT_EQ(Read[0].State.Buffered, "ab\ncd");
  EXPECT_EQ(Read[0].State.PushedBack, "\n");
  EXPECT_EQ(Read[2].State.Position, -1);
  EXPECT_TRUE(Read[2].State.Failed);
}

TEST(Streams, WhatNobodyWritesIsRefused) {
  for (const char *Text : {
           "stream 3 full\n",
           "stream 3 half read\n",
           "stream -3 full read\n",
           "stream 3 full read stdin stdout\n",
           "stream 3 full read stdin\nstream 4 full read stdin\n",
           "stream 3 full read",
           "stream 3 full read\nposition -1\n",
           "stream 3 full read\nbuffer 0\n",
           "stream 3 full read\nbuffer 99999999999999\n",
           "stream 3 full read\nbuffer 4\nbuffered 5\nabcde\n", // more than there is room
           "stream 3 full read\nbuffer 8\nused 6\nbuffered 5\nabcde\n",
           "stream 3 full read\nbuffer 8\nused 1\n",
           "stream 3 full read\nbuffered 1\na\n",
           "stream 3 full read\nbuffer 8\nbuffered 99999999999\na\n",
           "stream 3 none read\nbuffer 8\n",
           "stream 3 none read\nbuffered 2\nab\n",
           "stream 3 full write\nbuffer 8\nbuffered 1\na\n",
           "stream 3 full write\npushed back 1\na\n",
           "buffer 8\n",
       }) {
    std::vector<OpenStream> Read;
    Failure Why;
    EXPECT_FALSE(readStreams(resource(Text), Read, Why)) << Text;
  }
}

TEST(Streams, ADescriptorThatIsNotOpenIsRefused) {
  std::vector<OpenStream> Read;
  Failure Why;
  ASSERT_TRUE(readStreams(resource("stream 3999 full read\n"), Read, Why)) << Why.text();
  EXPECT_FALSE(openStreams({}, Read, Why));
}

} // namespace
