//===- CheckpointFolderTest.cpp - the previous checkpoint stays whole -----===//
#include "SampleImage.h"
#include "ferry/image/CheckpointFolder.h"
#include "ferry/image/Reader.h"

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <fcntl.h>
#include <unistd.h>

using namespace ferry;
using namespace ferry::image;
using ferry::image::test::SampleImage;
namespace fs = std::filesystem;

namespace {

struct CheckpointFolderTest : testing::Test {
  fs::path Root;
  std::string Folder;
  SampleImage From{Abi::native()};

  void SetUp() override {
    std::string Template = fs::temp_directory_path() / "ferry-test-XXXXXX";
    ASSERT_NE(mkdtemp(Template.data()), nullptr);
    Root = Template;
    Folder = Root / "ckpt";
  }
  void TearDown() override { fs::remove_all(Root); }

  std::vector<std::string> files() {
    std::vector<std::string> Names;
    for (const auto &Entry : fs::directory_iterator(Folder))
      Names.push_back(Entry.path().filename());
    std::sort(Names.begin(), Names.end());
    return Names;
  }
  std::string latest() { return fs::read_symlink(Folder + "/latest"); }

  void expectReadable() {
    Image Read;
    Status S = readImage(Folder, Read);
    EXPECT_TRUE(S.ok()) << S.text();
  }
};

using Names = std::vector<std::string>;

TEST_F(CheckpointFolderTest, LatestFollowsTheNewest) {
  std::string Path;
  uint64_t Written = 0;
  ASSERT_TRUE(writeCheckpoint(Folder, From.I, &Path, &Written).ok());
  EXPECT_EQ(Path, Folder + "/checkpoint-1.ferry");
  EXPECT_EQ(fs::file_size(Path), Written);
  EXPECT_EQ(latest(), "checkpoint-1.ferry");
  ASSERT_TRUE(writeCheckpoint(Folder, From.I).ok());
  EXPECT_EQ(latest(), "checkpoint-2.ferry");
  EXPECT_EQ(files(), (Names{"checkpoint-1.ferry", "checkpoint-2.ferry", "latest"}));
  expectReadable();
}

TEST_F(CheckpointFolderTest, NumbersGoOnBehindTheHighest) {
  ASSERT_TRUE(writeCheckpoint(Folder, From.I).ok());
  std::ofstream(Folder + "/checkpoint-41.ferry") << "x";
  std::ofstream(Folder + "/checkpoint-x.ferry") << "x";
  ASSERT_TRUE(writeCheckpoint(Folder, From.I).ok());
  EXPECT_EQ(latest(), "checkpoint-42.ferry");
}

TEST_F(CheckpointFolderTest, ARefusedImageLeavesNothingBehind) {
  ASSERT_TRUE(writeCheckpoint(Folder, From.I).ok());
  From.I.Frames[1].Function = 99;
  EXPECT_FALSE(writeCheckpoint(Folder, From.I).ok());
  EXPECT_EQ(files(), (Names{"checkpoint-1.ferry", "latest"}));
}

TEST_F(CheckpointFolderTest, AFullDiskLeavesThePreviousOne) {
  ASSERT_TRUE(writeCheckpoint(Folder, From.I).ok());
  From.addBigBlock(1 << 20);
  std::signal(SIGXFSZ, SIG_IGN);
  rlimit Old, Small;
  getrlimit(RLIMIT_FSIZE, &Old);
  Small = Old;
  Small.rlim_cur = 300000;
  ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &Small), 0);
  Status S = writeCheckpoint(Folder, From.I);
  setrlimit(RLIMIT_FSIZE, &Old);
  EXPECT_EQ(S.code(), Code::System);
  EXPECT_EQ(S.text(), Folder + "/.checkpoint-2.ferry.partial: can't write: "
                               "File too large");
  EXPECT_EQ(files(), (Names{"checkpoint-1.ferry", "latest"}));
  EXPECT_EQ(latest(), "checkpoint-1.ferry");
  expectReadable();
}

/// Dies in the middle of its Nth write.
struct DyingSink final : Sink {
  FileSink &To;
  unsigned Left;
  DyingSink(FileSink &To, unsigned Left) : To(To), Left(Left) {}
  Status write(const std::byte *Bytes, size_t Size) override {
    if (Left-- == 0) {
      (void)To.write(Bytes, Size / 2);
      raise(SIGKILL);
    }
    return To.write(Bytes, Size);
  }
};

TEST_F(CheckpointFolderTest, KillInTheMiddleLeavesThePreviousOne) {
  ASSERT_TRUE(writeCheckpoint(Folder, From.I).ok());
  From.addBigBlock(1 << 20);
  for (unsigned Writes = 0; Writes < 9; ++Writes) {
    pid_t Child = fork();
    if (Child == 0) {
      FileSink File;
      (void)File.open(Folder + "/checkpoint-2.ferry");
      DyingSink Dying(File, Writes);
      (void)writeImage(From.I, Dying);
      _exit(0);
    }
    int State;
    waitpid(Child, &State, 0);
    ASSERT_TRUE(WIFSIGNALED(State));
    EXPECT_EQ(latest(), "checkpoint-1.ferry");
    EXPECT_FALSE(fs::exists(Folder + "/checkpoint-2.ferry"));
    expectReadable();
  }
  // What the dead left is in nobody's way.
  EXPECT_TRUE(fs::exists(Folder + "/.checkpoint-2.ferry.partial"));
  ASSERT_TRUE(writeCheckpoint(Folder, From.I).ok());
  EXPECT_EQ(files(), (Names{"checkpoint-1.ferry", "checkpoint-2.ferry", "latest"}));
  expectReadable();
}

TEST_F(CheckpointFolderTest, KillAtAnyMoment) {
  // From outside, at moments that the writer does not choose.
  ASSERT_TRUE(writeCheckpoint(Folder, From.I).ok());
  From.addBigBlock(1 << 18);
  for (unsigned Round = 0; Round < 30; ++Round) {
    pid_t Child = fork();
    if (Child == 0)
      for (;;)
        (void)writeCheckpoint(Folder, From.I);
    usleep(500 + 700 * Round);
    kill(Child, SIGKILL);
    waitpid(Child, nullptr, 0);
    for (const std::string &Name : files())
      if (Name.starts_with("checkpoint-")) {
        Image Read;
        Status S = readImage(Folder + "/" + Name, Read);
        EXPECT_TRUE(S.ok()) << S.text();
      }
    expectReadable();
  }
}

TEST_F(CheckpointFolderTest, TwoProcessesDoNotShareAFolder) {
  ASSERT_TRUE(writeCheckpoint(Folder, From.I).ok());
  int Other = open(Folder.c_str(), O_RDONLY | O_DIRECTORY);
  ASSERT_EQ(flock(Other, LOCK_EX), 0);
  EXPECT_EQ(writeCheckpoint(Folder, From.I).text(),
            Folder + ": another process is writing a checkpoint here");
  close(Other);
  EXPECT_TRUE(writeCheckpoint(Folder, From.I).ok());
}

TEST_F(CheckpointFolderTest, FolderThatCannotBe) {
  EXPECT_EQ(writeCheckpoint(Root / "a/b", From.I).text(),
            std::string(Root / "a/b") + ": can't make: No such file or directory");
  std::ofstream(Root / "file") << "x";
  EXPECT_EQ(writeCheckpoint(Root / "file", From.I).text(),
            std::string(Root / "file") + ": can't make: File exists");
}

TEST_F(CheckpointFolderTest, ReadingWhatIsNotThere) {
  Image Read;
  EXPECT_EQ(readImage(Root / "no", Read).text(),
            std::string(Root / "no") + ": No such file or directory");
  std::ofstream(Root / "empty");
  EXPECT_EQ(readImage(Root / "empty", Read).text(),
            std::string(Root / "empty") + ": the file is empty");
  std::ofstream(Root / "text") << "hello, world";
  Status S = readImage(Root / "text", Read);
  EXPECT_EQ(S.code(), Code::NotAnImage);
  EXPECT_EQ(S.text(), std::string(Root / "text") + ": this is not a Ferry image");
}

} // namespace
