//===- PollPlacementTest.cpp ----------------------------------------------===//

#include "analysis/PollPlacement.h"
#include "Parsed.h"

using namespace ferry;
using namespace ferry::test;

namespace {

/// Lines of what polls in `f`: loops, jumps, calls, in this order.
std::vector<unsigned> lines(const std::string &Text,
                            PollMode Mode = PollMode::Auto) {
  Parsed P(Text);
  PollPlan Plan = placePolls(*P.function("f"), Mode);
  std::vector<unsigned> Result;
  auto Add = [&](const clang::Stmt *S) {
    EXPECT_TRUE(Plan.contains(S));
    Result.push_back(
        P.context().getSourceManager().getPresumedLineNumber(S->getBeginLoc()));
  };
  for (const clang::Stmt *S : Plan.Loops)
    Add(S);
  for (const clang::Stmt *S : Plan.Jumps)
    Add(S);
  for (const clang::Stmt *S : Plan.Calls)
    Add(S);
  return Result;
}

using Lines = std::vector<unsigned>;

TEST(PollPlacement, EveryKindOfLoop) {
  EXPECT_EQ(lines("int g(void); void f(void) {\n"
                  "while (g()) ;\n"
                  "do g(); while (g());\n"
                  "for (;;) g();\n"
                  "}"),
            (Lines{2, 3, 4}));
}

TEST(PollPlacement, NoLoopsAtAll) {
  EXPECT_EQ(lines("int g(void); void f(void) {\n"
                  "do g(); while (0);\n"
                  "while (0) g();\n"
                  "for (;0;) g();\n"
                  "}"),
            Lines{});
}

TEST(PollPlacement, InnermostCountedInsideAPolledOne) {
  EXPECT_EQ(lines("double f(double *a, int n) { double s = 0;\n"
                  "for (int i = 0; i < n; i++)\n"
                  "  for (int j = 0; j < n; j++)\n"
                  "    s += a[i * n + j];\n"
                  "return s; }"),
            Lines{2});
}

TEST(PollPlacement, InnermostCountedAlone) {
  EXPECT_EQ(lines("double f(double *a, int n) { double s = 0;\n"
                  "for (int i = 0; i < n; i++) s += a[i];\n"
                  "return s; }"),
            Lines{2});
}

TEST(PollPlacement, WhatMakesAnInnerLoopPoll) {
  const char *Inner[] = {
      "for (j = 0; j < n; j++) g();",           // a call
      "for (j = 0; g(); j++) ;",                // the condition is no bound
      "for (j = 0; j < n; j++) if (a[j]) j--;", // the counter changes
      "for (j = 0; j < n; j++) h = &j;",        // ... or may
      "while (a[j]) j++;",                      // not counted
      "for (j = 0; j < n; k++) a[j] = 0;",      // another one is counted
      "for (j = 0; j < n; j++) { again: if (a[j]++ < 9) goto again; }",
  };
  for (const char *Text : Inner)
    EXPECT_EQ(
        lines("int g(void); void f(int *a, int n) { int j = 0, k = 0, *h;\n"
              "while (n--)\n" +
              std::string(Text) + "}")[1],
        3u)
        << Text;
}

TEST(PollPlacement, FunctionsThatOnlyComputeDoNotDisturb) {
  EXPECT_EQ(lines("double sqrt(double); void f(double *a, int n) {\n"
                  "for (int i = 0; i < n; i++)\n"
                  "for (int j = 0; j < n; j++) a[j] = sqrt(a[j]);\n"
                  "}"),
            Lines{2});
}

TEST(PollPlacement, MiddleLoopsPoll) {
  EXPECT_EQ(lines("void f(int *a, int n) {\n"
                  "for (int i = 0; i < n; i++)\n"
                  "for (int j = 0; j < n; j++)\n"
                  "for (int k = 0; k < n; k++) a[k] += a[i] * a[j];\n"
                  "}"),
            (Lines{2, 3}));
}

TEST(PollPlacement, OnlyBackwardJumps) {
  EXPECT_EQ(lines("int g(void); void f(void) {\n"
                  "goto over;\n"
                  "again: g();\n"
                  "over:\n"
                  "if (g()) goto again;\n"
                  "}"),
            Lines{5});
}

TEST(PollPlacement, ExplicitTakesOnlyRequests) {
  EXPECT_EQ(lines("void ferry_poll(void); void f(int n) {\n"
                  "while (n--)\n"
                  "  if (n == 7)\n"
                  "    ferry_poll();\n"
                  "}",
                  PollMode::Explicit),
            Lines{4});
}

TEST(PollPlacement, UnevaluatedOperandsHoldNone) {
  EXPECT_EQ(lines("void ferry_poll(void); void f(int n) {\n"
                  "n = sizeof(({ while (n) n--; 1; }));\n"
                  "n = _Generic(n, int: 1, long: ({ while (n) n--; 1; }));\n"
                  "n = __builtin_choose_expr(1, 2, ({ while (n) n--; 1; }));\n"
                  "}"),
            Lines{});
}

/// The ABI must not decide: sites are numbered alike everywhere.
TEST(PollPlacement, SameOnEveryTarget) {
  const char *Text = "void f(long n) {\n"
                     "do n--; while (sizeof(long) == 4);\n"
                     "while (sizeof(long) == 8 && n) n--;\n"
                     "}";
  for (const char *Target : {"x86_64", "i686", "s390x"}) {
    Parsed P(Text, {std::string("--target=") + Target + "-linux-gnu"});
    EXPECT_EQ(placePolls(*P.function("f"), PollMode::Auto).Loops.size(), 2u);
  }
}

} // namespace
