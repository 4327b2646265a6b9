//===- SolveProgramTest.cpp -----------------------------------------------===//

#include "analysis/ProgramFacts.h"
#include <algorithm>
#include <gtest/gtest.h>
#include <random>

using namespace ferry;

namespace {

FunctionSummary function(std::string Name, std::vector<std::string> Calls,
                         bool Polls = false,
                         std::vector<std::string> Indirect = {}) {
  return {std::move(Name), Polls, std::move(Calls), std::move(Indirect)};
}

UnitSummary unit(std::vector<FunctionSummary> Functions,
                 std::vector<AddressTaken> Addressed = {},
                 PollMode Mode = PollMode::Auto) {
  UnitSummary U;
  U.Unit = "u.c";
  U.Polls = Mode;
  U.Functions = std::move(Functions);
  U.Addressed = std::move(Addressed);
  return U;
}

std::vector<std::string> names(const llvm::StringSet<> &Set) {
  std::vector<std::string> Result;
  for (const auto &Entry : Set)
    Result.push_back(Entry.getKey().str());
  std::sort(Result.begin(), Result.end());
  return Result;
}

using Names = std::vector<std::string>;

TEST(SolveProgram, AcrossUnits) {
  auto Program =
      solveProgram({unit({function("main", {"a", "leaf"})}),
                    unit({function("a", {"b"}), function("leaf", {"missing"})}),
                    unit({function("b", {}, true)})},
                   Outside::Nothing);
  EXPECT_EQ(names(Program.Capturable), (Names{"a", "b", "main"}));
  EXPECT_TRUE(Program.PollAtEntry.empty());
  EXPECT_FALSE(Program.isCapturable("missing"));
}

TEST(SolveProgram, AllocatorsAreKnownForTheWholeProgram) {
  auto Allocating = [](std::string Name, bool Itself, std::vector<std::string> Passes,
                       bool Untyped = true) {
    FunctionSummary F = function(std::move(Name), Passes);
    F.Allocates = AllocatorSummary{Itself, Untyped, std::move(Passes), {}};
    return F;
  };
  UnitSummary First = unit({Allocating("xmalloc", true, {}),
                            Allocating("xcalloc", false, {"xmalloc"}),
                            Allocating("letters", true, {}, /*Untyped=*/false),
                            Allocating("again", true, {"again", "xcalloc"}),
                            Allocating("some", true, {"found"}),
                            Allocating("more", false, {"some"}),
                            Allocating("elsewhere", true, {"missing"}),
                            Allocating("round", false, {"about"}),
                            Allocating("about", false, {"round"})});
  UnitSummary Second = unit({function("found", {}), function("main", {"more"}),
                             Allocating("twice", true, {})});
  UnitSummary Third = unit({function("twice", {})});
  SolvedProgram Program = solveProgram({First, Second, Third}, Outside::Nothing);
  EXPECT_EQ(names(Program.Allocators.All), (Names{"again", "letters", "xcalloc", "xmalloc"}));
  EXPECT_EQ(names(Program.Allocators.Untyped), (Names{"again", "xcalloc", "xmalloc"}));
  // Of which definition the linker takes nobody knows.
  EXPECT_EQ(solveProgram({Third, Second, First}, Outside::Nothing).json(), Program.json());
  // What is not seen yet refuses nobody.
  SolvedProgram Alone = solveProgram({First}, Outside::Polls, /*IsWhole=*/false);
  EXPECT_TRUE(Alone.Allocators.All.contains("elsewhere"));
  EXPECT_TRUE(Alone.Allocators.All.contains("some"));
  EXPECT_FALSE(Alone.Allocators.All.contains("missing"));

  UnitAssumptions Assumed = projectAssumptions(Second, Program);
  EXPECT_TRUE(Assumed.Allocators.empty());
  Second.Addressed = {{"xmalloc", "p(i)"}};
  EXPECT_EQ(projectAssumptions(Second, Program).Allocators, (Names{"xmalloc"}));
  First.Assumes = projectAssumptions(First, Program);
  EXPECT_EQ(First.Assumes.Untyped, (Names{"again", "xcalloc", "xmalloc"}));
  auto Read = UnitSummary::parse(First.json());
  ASSERT_TRUE(bool(Read));
  EXPECT_EQ(Read->json(), First.json());
  auto Facts = SolvedProgram::parse(Program.json());
  ASSERT_TRUE(bool(Facts));
  EXPECT_EQ(Facts->json(), Program.json());
}

TEST(SolveProgram, ListsOfArgumentsGoDown) {
  auto Taking = [](FunctionSummary F) {
    F.TakesLists = true;
    return F;
  };
  UnitSummary Main = unit({function("main", {"polling", "quiet"}),
                           function("polling", {"down"}, true, {"v(l)"}),
                           function("quiet", {"idle"}), function("wrapper", {"down"})});
  UnitSummary Other =
      unit({Taking(function("down", {"deeper", "plain"})), Taking(function("deeper", {})),
            Taking(function("idle", {})), function("plain", {}),
            Taking(function("through", {})), Taking(function("elsewhere", {}))},
           {{"through", "v(l)"}, {"elsewhere", "v(p,l)"}, {"plain", "v(l)"}});
  auto Program = solveProgram({Main, Other}, Outside::Nothing);
  // What takes none stays, and so does what only functions without polls call.
  EXPECT_EQ(names(Program.Capturable),
            (Names{"deeper", "down", "main", "polling", "through", "wrapper"}));
  EXPECT_TRUE(Program.reaches("v(l)"));
  EXPECT_FALSE(Program.reaches("v(p,l)"));
}

TEST(SolveProgram, AllocatorsAreCalledThroughPointers) {
  auto Allocating = [](std::string Name, std::vector<std::string> Through) {
    FunctionSummary F = function(std::move(Name), {});
    F.Allocates = AllocatorSummary{Through.empty(), true, {}, std::move(Through)};
    return F;
  };
  auto Solved = [](std::vector<UnitSummary> Units, bool IsWhole) {
    return solveProgram(Units, Outside::Nothing, IsWhole).Allocators;
  };
  UnitSummary Passing = unit({Allocating("wrapper", {"p(i)"}), Allocating("other", {"p(p)"})});
  UnitSummary Own = unit({Allocating("own", {})});
  Own.AllocatorAddresses = {{"own", "p(i)", false}, {"own", "*", false}};
  UnitSummary Library = unit({});
  Library.AllocatorAddresses = {{"malloc", "p(i)", true}};
  UnitSummary Found = unit({function("found", {})});
  Found.AllocatorAddresses = {{"found", "p(i)", false}};

  SolvedAllocators Both = Solved({Passing, Own, Library}, true);
  EXPECT_EQ(names(Both.All), (Names{"own", "wrapper"}));
  EXPECT_EQ(names(Both.Signatures), (Names{"p(i)"}));
  EXPECT_EQ(names(Both.Pointed), (Names{"own"}));
  EXPECT_EQ(names(Both.Untyped), (Names{"own", "p(i)", "wrapper"}));
  EXPECT_EQ(names(Solved({Passing, Library}, true).All), (Names{"wrapper"}));
  UnitSummary Bytes = Own;
  Bytes.Functions[0].Allocates->Untyped = false;
  EXPECT_EQ(names(Solved({Bytes, unit({})}, true).Untyped), Names());
  // One that is none, and what nobody takes the address of.
  EXPECT_EQ(names(Solved({Passing, Own, Found}, true).All), (Names{"own"}));
  EXPECT_TRUE(Solved({Passing, Own, Found}, true).Signatures.empty());
  EXPECT_TRUE(Solved({Passing}, true).All.empty());
  // Alone, a unit calls nothing an allocator that it does not see.
  EXPECT_TRUE(Solved({Passing}, false).Signatures.empty());
  Found.Functions.clear();
  EXPECT_TRUE(Solved({Passing, Own, Found}, true).Signatures.empty());
  EXPECT_EQ(names(Solved({Passing, Own, Found}, false).Signatures), (Names{"p(i)"}));
}

TEST(SolveProgram, ListsInMemoryHaveOneForm) {
  FunctionSummary Uses = function("uses", {"leaf"}), Sees = function("sees", {"uses"});
  Uses.UsesLists = Uses.SeesLists = Sees.SeesLists = true;
  UnitSummary Main = unit({function("main", {"polling", "above"}),
                           function("polling", {}, true), function("above", {"sees"})});
  UnitSummary Other = unit({Uses, Sees, function("leaf", {})});
  Other.DeclaresLists = true;
  auto Check = [&](std::vector<UnitSummary> Units, bool Lists, Names Capturable) {
    auto Program = solveProgram(Units, Outside::Nothing);
    EXPECT_EQ(Program.Lists, Lists);
    EXPECT_EQ(names(Program.Capturable), Capturable);
    // Only units that have lists in memory depend on it.
    EXPECT_EQ(projectAssumptions(Units[0], Program).Lists, false);
    EXPECT_EQ(projectAssumptions(Units[1], Program).Lists, Lists);
    auto Back = SolvedProgram::parse(Program.json());
    ASSERT_TRUE(bool(Back));
    EXPECT_EQ(Back->Lists, Lists);
  };
  // No image can have one.
  Check({Main, Other}, false, {"main", "polling"});
  // One that can be on the stack at a poll sees them.
  UnitSummary Seen = Main;
  Seen.Functions[1].SeesLists = true;
  Check({Seen, Other}, true, {"above", "main", "polling", "sees", "uses"});
  // They are where every image has them.
  Other.KeepsLists = true;
  Check({Main, Other}, true, {"above", "main", "polling", "sees", "uses"});
}

TEST(SolveProgram, CyclesPollOnce) {
  auto Program = solveProgram(
      {unit({function("main", {"even"}), function("even", {"odd"})}),
       unit({function("odd", {"even"}), function("fib", {"fib"})})},
      Outside::Nothing);
  EXPECT_EQ(names(Program.PollAtEntry), (Names{"even", "fib"}));
  EXPECT_EQ(names(Program.Capturable), (Names{"even", "fib", "main", "odd"}));
}

TEST(SolveProgram, OneFunctionThatBreaksAllCycles) {
  // The parser's shape: many small cycles through one function.
  auto Program = solveProgram(
      {unit({function("expression", {"term"}), function("term", {"factor"}),
             function("factor", {"expression", "call"}),
             function("call", {"arguments"}),
             function("arguments", {"expression"})})},
      Outside::Nothing);
  EXPECT_EQ(Program.PollAtEntry.size(), 1u);
}

TEST(SolveProgram, ThroughPointers) {
  UnitSummary Callee = unit({function("slow", {}, true), function("quick", {})},
                            {{"slow", "i(p)"}, {"quick", "v()"}});
  UnitSummary Caller = unit({function("f", {}, false, {"i(p)"}),
                             function("g", {}, false, {"v()"}),
                             function("h", {}, false, {"*"})});
  auto Program = solveProgram({Callee, Caller}, Outside::Nothing);
  EXPECT_EQ(names(Program.Capturable), (Names{"f", "h", "slow"}));
  EXPECT_TRUE(Program.reaches("i(p)") && Program.reaches("*"));
  EXPECT_FALSE(Program.reaches("v()"));

  Callee.Widened = {"i(p)"}; // slow may be called through anything now
  Program = solveProgram({Callee, Caller}, Outside::Nothing);
  EXPECT_TRUE(Program.reaches("v()") && Program.isCapturable("g"));
}

TEST(SolveProgram, RecursionThroughAPointerPolls) {
  auto Program = solveProgram(
      {unit({function("visit", {}, false, {"v(p)"})}, {{"visit", "v(p)"}})},
      Outside::Nothing);
  EXPECT_EQ(names(Program.PollAtEntry), Names{"visit"});
}

TEST(SolveProgram, ExplicitUnitsPollNowhereByThemselves) {
  auto Program =
      solveProgram({unit({function("a", {"b"})}, {}, PollMode::Explicit),
                    unit({function("b", {"a"})}),
                    unit({function("c", {"c"})}, {}, PollMode::Explicit)},
                   Outside::Nothing);
  EXPECT_EQ(names(Program.PollAtEntry), Names{"b"});
  EXPECT_FALSE(Program.isCapturable("c"));
}

TEST(SolveProgram, WhatIsUnknownPolls) {
  auto Program = solveProgram(
      {unit({function("f", {"elsewhere"}), function("g", {}, false, {"i()"}),
             function("leaf", {})})},
      Outside::Polls);
  EXPECT_TRUE(Program.isCapturable("elsewhere") && Program.isCapturable("f") &&
              Program.isCapturable("g") && Program.isCapturable("another"));
  EXPECT_FALSE(Program.isCapturable("leaf"));
  EXPECT_TRUE(Program.reaches("i()"));
}

/// The two invariants, and that the order of units does not matter, on random
/// programs.
TEST(SolveProgram, RandomPrograms) {
  for (unsigned Seed = 0; Seed < 200; ++Seed) {
    std::mt19937 Random(Seed);
    unsigned Count = 2 + Random() % 30;
    auto Name = [](unsigned I) { return "f" + std::to_string(I); };
    std::vector<UnitSummary> Units(1 + Random() % 4);
    std::vector<std::vector<unsigned>> Calls(Count);
    for (unsigned I = 0; I < Count; ++I) {
      FunctionSummary F = function(Name(I), {}, Random() % 8 == 0);
      for (unsigned N = Random() % 4; N; --N) {
        Calls[I].push_back(Random() % Count);
        F.Calls.push_back(Name(Calls[I].back()));
      }
      Units[Random() % Units.size()].Functions.push_back(F);
    }
    SolvedProgram Program = solveProgram(Units, Outside::Nothing);

    // Without the functions that poll at entry, no cycle is left.
    std::vector<int> State(Count);
    auto Acyclic = [&](auto &Self, unsigned V) -> bool {
      if (Program.PollAtEntry.contains(Name(V)) || State[V] == 2)
        return true;
      if (State[V] == 1)
        return false;
      State[V] = 1;
      for (unsigned To : Calls[V])
        if (!Self(Self, To))
          return false;
      State[V] = 2;
      return true;
    };
    for (unsigned V = 0; V < Count; ++V)
      EXPECT_TRUE(Acyclic(Acyclic, V)) << Seed;

    // Capturable: exactly those with a path to a poll.
    for (const UnitSummary &U : Units)
      for (const FunctionSummary &F : U.Functions) {
        bool Reaches = F.Polls || Program.PollAtEntry.contains(F.Name) ||
                       std::any_of(F.Calls.begin(), F.Calls.end(),
                                   [&](const std::string &Callee) {
                                     return Program.isCapturable(Callee);
                                   });
        EXPECT_EQ(Program.isCapturable(F.Name), Reaches) << Seed << F.Name;
      }

    std::shuffle(Units.begin(), Units.end(), Random);
    for (UnitSummary &U : Units)
      std::shuffle(U.Functions.begin(), U.Functions.end(), Random);
    EXPECT_EQ(solveProgram(Units, Outside::Nothing).json(), Program.json());
  }
}

TEST(SolveProgram, FactsSurviveJson) {
  auto Program = solveProgram(
      {unit({function("a", {"a"}, false, {"i()"})}, {{"a", "i()"}})},
      Outside::Nothing);
  auto Back = SolvedProgram::parse(Program.json());
  ASSERT_TRUE(bool(Back));
  EXPECT_EQ(Back->json(), Program.json());
  EXPECT_FALSE(Back->isCapturable("unknown"));
  for (const char *Text : {"", "{}", "{\"version\":2}", "3"}) {
    auto Wrong = SolvedProgram::parse(Text);
    EXPECT_FALSE(bool(Wrong)) << Text;
    llvm::consumeError(Wrong.takeError());
  }
}

TEST(SolveProgram, DeepCallChainsNeedNoStack) {
  std::vector<FunctionSummary> Functions;
  for (unsigned I = 0; I < 200000; ++I)
    Functions.push_back(
        function("f" + std::to_string(I), {"f" + std::to_string(I + 1)}));
  Functions.push_back(function("f200000", {}, true));
  auto Program = solveProgram({unit(std::move(Functions))}, Outside::Nothing);
  EXPECT_TRUE(Program.isCapturable("f0"));
}

UnionUse against(std::string Union, std::string Why, Place Where) {
  return {Usage::Away, std::move(Union), std::move(Why), std::move(Where)};
}

TEST(SolveProgram, WhatStandsAgainstARecordComesFirstInAnyOrder) {
  UnitSummary Main = unit({}), Late = unit({}), Early = unit({});
  Main.Unions.Uses = {{Usage::Mixed, "word"}, {Usage::Kept, "word"}, {Usage::Mixed, "other"},
                      {Usage::Kept, "other"}};
  Late.Unions.Uses = {{Usage::Part, "word", "late", {"b.c", 1, 1}},
                      against("word", "tenth line", {"a.c", 10, 1})};
  Early.Unions.Uses = {against("word", "fourth line", {"a.c", 4, 20})};
  std::vector<UnitSummary> Units = {Early, Late, Main};
  for (int I = 0; I < 6; ++I, std::rotate(Units.begin(), Units.begin() + 1, Units.end())) {
    if (I == 3)
      std::swap(Units[0], Units[1]);
    SolvedProgram Program = solveProgram(Units, Outside::Nothing);
    const UnionUse *First = againstRecord("word", Program.Unions);
    ASSERT_TRUE(First);
    EXPECT_EQ(First->Of, "fourth line");
    EXPECT_FALSE(Program.mayRecord("word"));
    EXPECT_TRUE(Program.mayRecord("other"));
    EXPECT_FALSE(againstRecord("other", Program.Unions));
    auto Again = SolvedProgram::parse(Program.json());
    ASSERT_TRUE(bool(Again));
    EXPECT_EQ(Again->Unions, Program.Unions);
  }
}

TEST(SolveProgram, WhatHasNoSourceStandsAgainstARecordWhereItIsNamed) {
  UnitSummary Main = unit({});
  Main.Unions.Uses = {{Usage::Mixed, "word"},
                      {Usage::Kept, "word"},
                      {Usage::Passed, "word", "fill", {"main.c", 7, 5}}};
  auto Against = [&](std::vector<UnitSummary> Units) {
    SolvedProgram Program = solveProgram(Units, Outside::Nothing);
    const UnionUse *First = againstRecord("word", Program.Unions);
    return First ? First->Where.text() : "";
  };
  EXPECT_EQ(Against({Main}), "main.c:7:5");
  EXPECT_EQ(Against({Main, unit({function("fill", {})})}), "");
}

TEST(UnionUse, IsTextAndBack) {
  for (const UnionUse &Use :
       {UnionUse{Usage::Held, "cell/1", "text"}, UnionUse{Usage::Mixed, "word"},
        against("word", "a pointer to it becomes 'char *' here", {"C:/my file.c", 4, 20}),
        UnionUse{Usage::Passed, "word", "fill", {"main.c", 7, 5}}})
    EXPECT_EQ(UnionUse::parse(Use.text()), Use) << Use.text();
  EXPECT_FALSE(UnionUse::parse("nothing word"));
}

} // namespace
