//===- UnitSummaryTest.cpp ------------------------------------------------===//

#include "Parsed.h"
#include "analysis/ListPlaces.h"
#include "analysis/ProgramFacts.h"

using namespace ferry;
using namespace ferry::test;

namespace {

using Names = std::vector<std::string>;

UnitSummary summary(const Parsed &P, PollMode Mode = PollMode::Auto) {
  return summarizeUnit(P.context(), "heat.c", Mode);
}

const FunctionSummary &of(const UnitSummary &Unit, const std::string &Name) {
  for (const FunctionSummary &F : Unit.Functions)
    if (F.Name == Name)
      return F;
  ADD_FAILURE() << "no " << Name;
  static const FunctionSummary None;
  return None;
}

Names taken(const UnitSummary &Unit) {
  Names Result;
  for (const AddressTaken &A : Unit.Addressed)
    Result.push_back(A.Name + " " + A.Signature);
  return Result;
}

TEST(UnitSummary, CallsByName) {
  Parsed P("#include <system.h>\n"
           "int far(int); static int near(int n) { return n; }\n"
           "int f(int n) { return far(near(n)) + library(n) + (*far)(n)\n"
           "  + __builtin_abs(n) + sizeof(unused(n)); }",
           {"--target=x86_64-linux-gnu"}, "int library(int); int unused(int);");
  UnitSummary Unit = summary(P);
  EXPECT_EQ(of(Unit, "f").Calls, (Names{"far", "heat.c:near"}));
  EXPECT_TRUE(of(Unit, "f").Indirect.empty());
  EXPECT_TRUE(taken(Unit).empty());
  EXPECT_EQ(Unit.Functions.size(), 2u);
}

TEST(UnitSummary, DefinitionsInSystemHeadersAreForeign) {
  Parsed P("#include <system.h>\nint f(void) { return inlined(); }",
           {"--target=x86_64-linux-gnu"},
           "static inline int inlined(void) { while (1) ; }");
  UnitSummary Unit = summary(P);
  EXPECT_EQ(Unit.Functions.size(), 1u);
  EXPECT_TRUE(of(Unit, "f").Calls.empty());
  EXPECT_TRUE(isForeign(*P.function("inlined")));
}

TEST(UnitSummary, UsersDefinitionOfALibraryFunction) {
  Parsed P("#include <system.h>\nint own(int n) { while (n) n--; return 0; }\n"
           "int f(void) { return own(3); }",
           {"--target=x86_64-linux-gnu"}, "int own(int);");
  EXPECT_FALSE(isForeign(*P.function("own")));
  EXPECT_EQ(of(summary(P), "f").Calls, Names{"own"});
}

TEST(UnitSummary, AddressesAreTakenAnywhere) {
  Parsed P(
      "int a(int); int b(int); int c(int); int d(int); int e(int);\n"
      "int (*global)(int) = a; struct { int (*m)(int); } s = {.m = &b};\n"
      "void use(int (*)(int));\n"
      "int f(int n) { static int (*local)(int) = c; use(d); return n ? e(n) : "
      "local(n); }");
  UnitSummary Unit = summary(P);
  EXPECT_EQ(taken(Unit), (Names{"a i(i)", "b i(i)", "c i(i)", "d i(i)"}));
  EXPECT_EQ(of(Unit, "f").Indirect, Names{"i(i)"});
}

TEST(UnitSummary, ConvertedFunctionsMatchEverything) {
  Parsed P("int a(int); int b(int); int c(int); int d(int *);\n"
           "void f(void) { void (*v)(void) = (void (*)(void))a; void *p = b;\n"
           "  int (*same)(char *) = (int (*)(char *))d; int (*w)(int) = c;\n"
           "  p = (void *)w; (void)w; if (w) ; }");
  UnitSummary Unit = summary(P);
  EXPECT_EQ(taken(Unit),
            (Names{"a *", "a i(i)", "b *", "b i(i)", "c i(i)", "d i(p)"}));
  EXPECT_EQ(Unit.Widened, Names{"i(i)"});
}

TEST(UnitSummary, SignaturesAreTheSameOnEveryTarget) {
  const char *Text =
      "typedef __SIZE_TYPE__ size; typedef __builtin_va_list list;\n"
      "struct s { int a; }; enum e { A };\n"
      "double f(size, long, void *, struct s, enum e, float, list, int[3], "
      "...);\n"
      "void g(void); int h();";
  for (const char *Target : {"x86_64", "i686", "s390x", "aarch64", "powerpc"}) {
    Parsed P(Text, {std::string("--target=") + Target + "-linux-gnu"});
    auto Of = [&](const char *Name) {
      return signatureOf(P.function(Name)->getType(), P.context());
    };
    EXPECT_EQ(Of("f"), "f(i,i,p,s,i,f,l,p,...)") << Target;
    EXPECT_EQ(Of("g"), "v()");
    EXPECT_EQ(Of("h"), "*");
  }
}

TEST(UnitSummary, SurvivesJson) {
  Parsed P("int far(int); int (*p)(int) = far;\n"
           "static int f(int n) { while (n) n = p(n); return far(n); }");
  UnitSummary Unit = summary(P, PollMode::Auto);
  Unit =
      ProgramFacts::assume(P.context(), Unit, Outside::Polls).withAssumptions();
  EXPECT_EQ(Unit.Assumes.Capturable, (Names{"far", "heat.c:f"}));
  EXPECT_EQ(Unit.Assumes.Reaching, Names{"i(i)"});
  auto Back = UnitSummary::parse(Unit.json());
  ASSERT_TRUE(bool(Back));
  EXPECT_EQ(Back->json(), Unit.json());
  EXPECT_TRUE(Back->Assumes == Unit.Assumes);
}

TEST(UnitSummary, ListsInMemory) {
  const char *Text =
      "typedef __builtin_va_list va_list;\n"
      "struct plain { int n; struct plain *next; };\n"
      "struct state { struct plain *p; va_list ap; };\n"
      "struct leads { struct leads *next; struct state *s; };\n"
      "void *get(int); void copy(void *, const void *);\n"
      "int none(struct plain *p) { return p->next->n; }\n"
      "int local(int n, ...) { va_list ap; __builtin_va_start(ap, n);\n"
      "  n = __builtin_va_arg(ap, int); __builtin_va_end(ap); return n; }\n"
      "int sees(struct leads *l) { return l->next != 0; }\n"
      "int member(struct state *s) { return __builtin_va_arg(s->ap, int); }\n"
      "int fills(int n) { va_list ap; struct list { va_list *l; } l = {&ap}; return n; }\n"
      "int converts(va_list *ap) { copy(ap, ap); return 0; }\n"
      "int read(void *p) { va_list *ap = p; return __builtin_va_arg(*ap, int); }\n"
      "int heap(void *p) { struct leads *l = p; return l == 0; }\n"
      "int size(void) { return sizeof(va_list); }\n";
  for (const char *Target : {"x86_64", "i686", "s390x", "aarch64", "powerpc"}) {
    Parsed P(Text, {std::string("--target=") + Target + "-linux-gnu"});
    ListRecords Records;
    auto Of = [&](const char *Name) {
      ListPlaces Found = listPlaces(*P.function(Name), Records);
      return std::string(Found.Sees ? "s" : "") + (Found.Uses ? "u" : "") +
             (Found.Heap ? "h" : "");
    };
    EXPECT_EQ(Of("none"), "") << Target;
    EXPECT_EQ(Of("local"), "") << Target;
    EXPECT_EQ(Of("sees"), "s") << Target;
    EXPECT_EQ(Of("member"), "su") << Target;
    EXPECT_EQ(Of("fills"), "su") << Target;
    EXPECT_EQ(Of("converts"), "u") << Target;
    EXPECT_EQ(Of("read"), "uh") << Target;
    EXPECT_EQ(Of("heap"), "sh") << Target;
    EXPECT_EQ(Of("size"), "u") << Target;
    UnitPlaces Places = unitPlaces(P.context(), Records);
    EXPECT_TRUE(Places.Declares && !Places.Static) << Target;
  }
  Parsed Static("typedef __builtin_va_list va_list;\n"
                "struct state { va_list ap; }; static struct { struct state *s; } at;");
  ListRecords Records;
  EXPECT_TRUE(unitPlaces(Static.context(), Records).Static);
}

TEST(UnitSummary, DamagedJsonIsAnError) {
  for (const char *Text : {"", "{}", "[]", "{\"version\":9}", "{\"version\":1}",
                           "{\"version\":1,\"unit\":3}"}) {
    auto Unit = UnitSummary::parse(Text);
    EXPECT_FALSE(bool(Unit)) << Text;
    llvm::consumeError(Unit.takeError());
  }
}

TEST(UnitSummary, DigestFollowsTheText) {
  Parsed A("int f;"), B("int f;"), C("int f; ");
  EXPECT_EQ(summary(A).Digest, summary(B).Digest);
  EXPECT_NE(summary(A).Digest, summary(C).Digest);
}

TEST(ProgramFacts, SitesOfAUnitAlone) {
  Parsed P(
      "#include <system.h>\n"
      "int far(int); int leaf(int n) { return n; } void ferry_poll(void);\n"
      "int f(int n) { return leaf(n); }\n"
      "int g(int n) { return far(n) + library(n); }\n"
      "int h(int (*p)(int)) { return p(1); }\n"
      "int r(int n) { return n ? r(n - 1) : 0; }\n"
      "int e(int n) { ferry_poll(); return n; }",
      {"--target=x86_64-linux-gnu"}, "int library(int);");
  UnitSummary Unit = summary(P);
  ProgramFacts Open = ProgramFacts::assume(P.context(), Unit, Outside::Polls);
  ProgramFacts Closed =
      ProgramFacts::assume(P.context(), Unit, Outside::Nothing);
  auto Check = [&](const char *Name, bool IfOpen, bool IfClosed) {
    EXPECT_EQ(Open.isCapturable(P.function(Name)), IfOpen) << Name;
    EXPECT_EQ(Closed.isCapturable(P.function(Name)), IfClosed) << Name;
    if (P.function(Name)->hasBody()) {
      EXPECT_EQ(Open.reason(P.function(Name)).empty(), !IfOpen) << Name;
    }
  };
  Check("leaf", false, false);
  Check("f", false, false);
  Check("far", true, false);
  Check("library", false, false);
  Check("ferry_poll", false, false);
  Check("g", true, false);
  Check("h", true, false);
  Check("r", true, true);
  Check("e", true, true);
  EXPECT_TRUE(Closed.pollsAtEntry(P.function("r")));
  EXPECT_FALSE(Closed.pollsAtEntry(P.function("e")));
  EXPECT_FALSE(Open.isCapturable(nullptr));
}

} // namespace
