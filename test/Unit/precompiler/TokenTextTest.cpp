//===- TokenTextTest.cpp - edits on expanded tokens -------------------------===//
#include "ParsedText.h"

using namespace ferry;

static std::string unedited(llvm::StringRef Code) {
  std::string Result;
  withText(Code, [&](clang::ASTContext &, TokenText &T) {
    Result = Edits(T).mainFile(true);
  });
  return Result;
}

TEST(TokenText, LeavesTheTextAloneWithoutEdits) {
  for (const char *Code :
       {"int f(void) { return 1; }\n", "", "\n\n/* only a comment */\n",
        "#define TWO 1 + 1\nint x = TWO; // two\n",
        "#define F(x) x, x\n#define NONE\nNONE int NONE a[] = { F(1) NONE };\n",
        "int a; /* no newline at the end */", "in\\\nt x;\n",
        "#define S(x) #x\nchar *s = S(a   \"b\"\n  c);\n",
        "#if 0\nint dead(\n#else\nint live;\n#endif\n",
        "#define CAT(a, b) a##b\nint CAT(x, y) = 1;\n"})
    EXPECT_EQ(unedited(Code), Code);
}

TEST(TokenText, WritesAMacroCallExpandedOnlyWhenAnEditFallsIntoIt) {
  withText("#define TWICE(x) ((x) + (x))\n"
           "int y; int g(void) { return TWICE(y) + TWICE(y); }\n",
           [](clang::ASTContext &, TokenText &T) {
             Edits E(T);
             unsigned Y = token(T, "y", 2); // second y of the first call
             E.replace({Y, Y}, "z");
             EXPECT_EQ(E.mainFile(true),
                       "#define TWICE(x) ((x) + (x))\n"
                       "int y; int g(void) { return ( ( y ) + ( z ) ) + TWICE(y); }\n");
           });
}

TEST(TokenText, AnInsertionAroundAMacroCallLeavesItAsItIs) {
  withText("#define CALL f ( 1 )\nint f(int); int x = 0; int g(void) { return CALL; }\n",
           [](clang::ASTContext &, TokenText &T) {
             Edits E(T);
             E.insertBefore(token(T, "f", 1), "(t = ");
             E.insertAfter(token(T, ")", 2), ")");
             EXPECT_EQ(E.mainFile(true),
                       "#define CALL f ( 1 )\nint f(int); int x = 0; int g(void) "
                       "{ return (t = CALL); }\n");
           });
}

TEST(TokenText, InsertionsNestFromTheInsideOut) {
  withText("int x = 1;\n", [](clang::ASTContext &, TokenText &T) {
    Edits E(T);
    unsigned One = token(T, "1");
    E.insertBefore(One, "(");
    E.insertAfter(One, ")");
    E.insertBefore(One, "f");
    E.insertAfter(One, " + 2");
    EXPECT_EQ(E.laidOut({One, One}), "f(1) + 2");
    E.replace({One, One}, "3");
    E.insertBefore(One, "-");
    EXPECT_EQ(E.mainFile(true), "int x = -3;\n");
    EXPECT_TRUE(E.touches({One, One + 1}));
    EXPECT_FALSE(E.touches({One + 1, One + 1}));
  });
}

TEST(TokenText, EveryEditKeepsTheLineCount) {
  withText("#define ADD(a, b) a + b\n"
           "int f(int n) {\n  return ADD(n, // one\n    2\n  );\n}\nint last;\n",
           [](clang::ASTContext &, TokenText &T) {
             Edits E(T);
             unsigned Two = token(T, "2");
             E.replace({Two, Two}, "three");
             EXPECT_EQ(E.mainFile(true),
                       "#define ADD(a, b) a + b\n"
                       "int f(int n) {\n  return n + three\n\n;\n}\nint last;\n");
             Edits R(T);
             R.replace({token(T, "return"), token(T, ";", 0)}, "stop();");
             EXPECT_EQ(R.mainFile(true),
                       "#define ADD(a, b) a + b\n"
                       "int f(int n) {\n  stop();\n\n\n}\nint last;\n");
           });
}

TEST(TokenText, FlatTextIsOneLineWithoutComments) {
  withText("int f(int n) {\n  /* what */ n += // why\n   1;\n  return\n  n;\n}\n",
           [](clang::ASTContext &, TokenText &T) {
             Edits E(T);
             EXPECT_EQ(E.flat({token(T, "{"), token(T, "}")}),
                       "{ n += 1; return n; }");
             EXPECT_EQ(E.laidOut({token(T, "n", 1), token(T, ";")}),
                       "n += // why\n   1;");
             EXPECT_EQ(E.copy({token(T, "{"), token(T, "}")}),
                       "{\nn +=\n1;\nreturn\nn;\n}");
           });
}

TEST(TokenText, ACopyDoesNotDependOnDirectivesInTheRange) {
  withText("int f(int n) {\n#define STEP 2\n  n += STEP;\n#undef STEP\n"
           "  return n;\n}\n",
           [](clang::ASTContext &, TokenText &T) {
             Edits E(T);
             TokenRange Body{token(T, "{"), token(T, "}")};
             EXPECT_EQ(E.copy(Body), "{\n\nn += 2;\n\nreturn n;\n}");
             EXPECT_EQ(E.flat(Body), "{ n += 2; return n; }");
             EXPECT_EQ(E.laidOut(Body),
                       "{\n#define STEP 2\n  n += STEP;\n#undef STEP\n"
                       "  return n;\n}");
           });
}

TEST(TokenText, DirectivesOfDroppedTextStay) {
  withText("int f(int n) {\n  n +=\n#define ONE 1\n#if 0\n 5\n#endif\n  ONE;\n"
           "  return ONE;\n}\n",
           [](clang::ASTContext &, TokenText &T) {
             Edits E(T);
             E.replace({token(T, "n", 1), token(T, ";")}, "n++;");
             EXPECT_EQ(E.mainFile(true),
                       "int f(int n) {\n  n++;\n#define ONE 1\n\n\n\n\n"
                       "  return ONE;\n}\n");
           });
}

TEST(TokenText, AMacroIsNotExpandedTwice) {
  withText("int f(int);\n#define f(x) f(x + 1)\n#define ID(x) x\n"
           "int g(int n) { return ID(f(n)); }\n",
           [](clang::ASTContext &, TokenText &T) {
             Edits E(T);
             unsigned N = token(T, "n", 1);
             E.replace({N, N}, "m");
             EXPECT_EQ(E.mainFile(true),
                       "int f(int);\n#define f(x) f(x + 1)\n#define ID(x) x\n"
                       "int g(int n) { return (f) ( m + 1 ); }\n");
             EXPECT_TRUE(E.repeatedMacros().empty());
           });
  withText("int n, m;\n#define n n + 1\nint g(void) { return n; }\n",
           [](clang::ASTContext &, TokenText &T) {
             Edits E(T);
             Edits Form(E); // as the forms of a function
             unsigned One = token(T, "1");
             Form.replace({One, One}, "m");
             Form.mainFile(true);
             EXPECT_EQ(E.repeatedMacros(), std::set<std::string>{"n"});
           });
}

TEST(TokenText, CountersAreAlwaysWrittenAsParsed) {
  withText("#define UNIQUE __COUNTER__\nint a = UNIQUE; int b = __COUNTER__;\n",
           [](clang::ASTContext &, TokenText &T) {
             EXPECT_EQ(Edits(T).mainFile(true),
                       "#define UNIQUE __COUNTER__\nint a = 0; int b = 1;\n");
           });
}

TEST(TokenText, LineNumbersMoveWithTheirText) {
  withText("void f(int);\nvoid g(void) {\n  f(__LINE__);\n}\n",
           [](clang::ASTContext &, TokenText &T) {
             Edits E(T);
             EXPECT_EQ(E.flat({token(T, "f", 1), token(T, ";", 1)}), "f( 3);");
             EXPECT_EQ(E.laidOut({token(T, "f", 1), token(T, ";", 1)}),
                       "f(__LINE__);");
           });
}

TEST(TokenText, UserHeadersAreWrittenInPlace) {
  withText(
      "#include \"grid.h\"\n#include \"grid.h\"\nint x;\n",
      [](clang::ASTContext &, TokenText &T) {
        Edits E(T);
        unsigned One = token(T, "1");
        E.replace({One, One}, "2");
        EXPECT_EQ(E.mainFile(true), "# 1 \"grid.h\" 1\n\n"
                                    "int n = 2; /* grid */\n"
                                    "# 1 \"heat.c\" 2\n\n\nint x;\n");
        EXPECT_EQ(E.mainFile(false),
                  "#include \"grid.h\"\n#include \"grid.h\"\nint x;\n");
      },
      {{"grid.h", "#pragma once\nint n = 1; /* grid */"}});
}

TEST(TokenText, AHeaderInsideAFunctionIsWrittenWithItsEdits) {
  withText(
      "int names[] = {\n#include \"names.def\"\n};\nint x;\n",
      [](clang::ASTContext &, TokenText &T) {
        Edits E(T);
        unsigned Two = token(T, "2");
        E.insertAfter(Two, " + 1");
        EXPECT_EQ(E.mainFile(true), "int names[] = {\n# 1 \"names.def\" 1\n1,\n"
                                    "2 + 1\n# 2 \"heat.c\" 2\n\n};\nint x;\n");
        EXPECT_EQ(E.copy({token(T, "{"), token(T, "}")}), "{ \n1, 2 + 1 \n}");
      },
      {{"names.def", "1,\n2\n"}});
}

TEST(TokenText, LinesOfOursStandBetweenMarkers) {
  withText("int x;\n\nint f(void) {\n  return 1;\n}\nint y;\n",
           [](clang::ASTContext &, TokenText &T) {
             Edits E(T);
             TokenRange F{token(T, "int", 1), token(T, "}")};
             EXPECT_EQ(T.declarationStart(F.First), F.First);
             E.placeAbove(F.First, "int before;\n");
             E.replaceLaidOut(F, "int g(void) {\n  return 2;\n}");
             E.placeBelow(F.Last, "int behind;");
             EXPECT_EQ(E.mainFile(true),
                       "int x;\n\n# 3 \"heat.c\" 3\nint before;\n# 3 \"heat.c\"\n"
                       "int g(void) {\n  return 2;\n}\n# 5 \"heat.c\" 3\n"
                       "int behind;\n# 5 \"heat.c\"\n\nint y;\n");
           });
}
