//===- JumpsTest.cpp - masks of signals in jmp_bufs, as text --------------===//
#include "port/Jumps.h"

#include <csignal>
#include <cstring>
#include <gtest/gtest.h>

using namespace ferry;

namespace {

struct MaskTest : testing::Test {
  jmp_buf Buffer = {};
  sigset_t &Set = Buffer[0].__saved_mask;
  MaskTest() { Buffer[0].__mask_was_saved = 1; }

  /// Through the text into another jmp_buf, and out of that.
  std::string again() {
    jmp_buf To;
    memset(To, 0xa5, sizeof To);
    port::setSavedMask(To, port::savedMask(Buffer));
    return port::savedMask(To);
  }
};

TEST_F(MaskTest, NoneWasSaved) {
  sigaddset(&Set, SIGINT);
  Buffer[0].__mask_was_saved = 0;
  EXPECT_EQ(port::savedMask(Buffer), "");
  EXPECT_EQ(again(), "");
}

TEST_F(MaskTest, NothingIsBlocked) {
  EXPECT_EQ(port::savedMask(Buffer), "mask");
  EXPECT_EQ(again(), "mask");
}

TEST_F(MaskTest, NamesInTheirOrder) {
  for (int Signal : {SIGTERM, SIGUSR1, SIGRTMIN, SIGRTMIN + 12})
    sigaddset(&Set, Signal);
  EXPECT_EQ(port::savedMask(Buffer), "mask RTMIN+0 RTMIN+12 TERM USR1");
  EXPECT_EQ(again(), port::savedMask(Buffer));
}

TEST_F(MaskTest, AllAndAllBut) {
  sigfillset(&Set);
  EXPECT_EQ(port::savedMask(Buffer), "mask ALL");
  EXPECT_EQ(again(), "mask ALL");
  sigdelset(&Set, SIGSEGV);
  sigdelset(&Set, SIGINT);
  EXPECT_EQ(port::savedMask(Buffer), "mask ALL -INT -SEGV");
  EXPECT_EQ(again(), port::savedMask(Buffer));
}

TEST_F(MaskTest, WhatNoSystemHasIsLeftOut) {
  port::setSavedMask(Buffer, "mask INT KILL NOSUCH RTMIN+9000");
  EXPECT_EQ(port::savedMask(Buffer), "mask INT");
  port::setSavedMask(Buffer, "mask ALL -NOSUCH");
  EXPECT_EQ(port::savedMask(Buffer), "mask ALL");
}

} // namespace
