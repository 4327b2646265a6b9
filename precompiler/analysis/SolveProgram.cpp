//===- SolveProgram.cpp - capturable functions of a call graph ------------===//
///
/// \file
/// One graph for a unit or a program. Its vertices are functions and
/// signatures: a call through a pointer is an edge to its signature, which has
/// an edge to every function that may be called through it. So the graph stays
/// linear in the size of the program.
///
///  1. Mode Auto: from every cycle a function is chosen to poll at entry, a
///     feedback vertex set found greedily: of each strongly connected component
///     the function with the most edges in it (in * out, then by name), until
///     none is left. Functions that call themselves come first, they must be
///     in.
///  2. Whatever reaches a function that polls is capturable.
///  3. So is a function that takes a va_list and is called, by name or through a
///     pointer, by one that is: a list in there has another form
///     (VariableArguments.h).
///  4. An allocator (Allocators.h) is not: the size that it was asked for is one of this
///     machine, and would be another one where the program goes on. Polls below it are
///     closed, a capture waits until it returns. Only lists (3, 5) make it one after all.
///  5. Once an image may hold a va_list that stands in memory, so is each function that
///     uses one there (ListPlaces.h).
///
/// Polls in loops do not break cycles of calls: a loop may run zero times.
/// Rejected: a poll at the entry of every function in a cycle (fib-like
/// programs with helpers pay for each); an exact minimum (NP-hard, and it would
/// make the sites depend on the solver).
//===----------------------------------------------------------------------===//

#include "ProgramFacts.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/JSON.h"
#include <algorithm>
#include <map>

using namespace llvm;

namespace ferry {
namespace {

struct Vertex {
  std::string Name;
  std::vector<unsigned> Out, In;
  bool IsFunction = false;
  bool Seed = false;    ///< Polls, or reaches what is not known.
  bool Allocates = false;
  bool TakesLists = false;
  bool SeesLists = false, UsesLists = false; ///< ListPlaces.h
  bool MayPoll = false;                      ///< Is defined, in a unit of mode Auto.
  bool PollsAtEntry = false;
};

class Graph {
public:
  Graph(ArrayRef<UnitSummary> Units, Outside Unknown, const StringSet<> &Allocators) {
    for (const UnitSummary &Unit : Units) {
      Lists |= Unit.KeepsLists;
      for (const FunctionSummary &F : Unit.Functions) {
        Vertex &V = at("f" + F.Name);
        V.IsFunction = true;
        V.Allocates = Allocators.contains(F.Name);
        V.Seed |= F.Polls && !V.Allocates;
        V.TakesLists |= F.TakesLists;
        V.SeesLists |= F.SeesLists;
        V.UsesLists |= F.UsesLists;
        V.MayPoll |= Unit.Polls == PollMode::Auto && !F.IsAlias && !V.Allocates;
      }
    }
    size_t Known = Vertices.size();
    std::map<std::string, std::vector<std::string>> BySignature;
    StringSet<> Widened;
    for (const UnitSummary &Unit : Units) {
      for (const AddressTaken &A : Unit.Addressed)
        BySignature[A.Signature].push_back(A.Name);
      for (const std::string &Signature : Unit.Widened)
        Widened.insert(Signature);
    }
    for (const UnitSummary &Unit : Units)
      for (const FunctionSummary &F : Unit.Functions) {
        unsigned From = index("f" + F.Name);
        for (const std::string &Callee : F.Calls)
          edge(From, index("f" + Callee));
        for (const std::string &Signature : F.Indirect) {
          Signatures.insert(Signature);
          edge(From, index("s" + Signature));
        }
      }
    for (const auto &Signature : Signatures)
      for (const auto &[Taken, Names] : BySignature)
        if (Signature.getKey() == "*" || Taken == "*" || Signature.getKey() == Taken ||
            Widened.contains(Taken))
          for (const std::string &Name : Names)
            edge(index(("s" + Signature.getKey()).str()), index("f" + Name));
    for (size_t I = Known; I < Vertices.size(); ++I)
      Vertices[I].Seed |= Unknown == Outside::Polls;
    for (Vertex &V : Vertices) {
      unique(V.Out);
      unique(V.In);
    }
  }

  void chooseEntryPolls() {
    std::vector<bool> Removed(Vertices.size());
    for (unsigned V = 0; V < Vertices.size(); ++V)
      if (Vertices[V].MayPoll && is_contained(Vertices[V].Out, V))
        Vertices[V].PollsAtEntry = Removed[V] = true;
    for (bool Again = true; Again;) {
      Again = false;
      for (const std::vector<unsigned> &Component : components(Removed))
        if (int Best = choose(Component); Best >= 0) {
          Vertices[Best].PollsAtEntry = Removed[Best] = true;
          Again = true;
        } else {
          // Only functions that poll explicitly: never looked at again.
          for (unsigned V : Component)
            Removed[V] = true;
        }
    }
  }

  SolvedProgram solve() {
    std::vector<unsigned> Work;
    for (unsigned V = 0; V < Vertices.size(); ++V)
      if ((Vertices[V].Seed |= Vertices[V].PollsAtEntry))
        Work.push_back(V);
    spread(Work);
    Lists |= llvm::any_of(
        Vertices, [](const Vertex &V) { return V.Seed && (V.SeesLists || V.UsesLists); });
    if (Lists) {
      Work.clear();
      for (Vertex &V : Vertices)
        V.Allocates = false;
      for (unsigned V = 0; V < Vertices.size(); ++V)
        if (Vertices[V].UsesLists && !Vertices[V].Seed) {
          Vertices[V].Seed = true;
          Work.push_back(V);
        }
      spread(Work);
    }
    SolvedProgram Program;
    Program.Lists = Lists;
    for (const Vertex &V : Vertices) {
      StringRef Name = StringRef(V.Name).drop_front();
      if (V.Name.front() == 's') {
        if (V.Seed)
          Program.Reaching.insert(Name);
        continue;
      }
      if (V.IsFunction)
        Program.Defined.insert(Name);
      if (V.Seed && V.IsFunction)
        Program.Capturable.insert(Name);
      if (V.PollsAtEntry)
        Program.PollAtEntry.insert(Name);
    }
    return Program;
  }

private:
  /// To their callers, and to what takes their lists.
  void spread(std::vector<unsigned> Work) {
    while (!Work.empty()) {
      unsigned V = Work.back();
      Work.pop_back();
      auto Reach = [&](unsigned Other) {
        if (!Vertices[Other].Seed)
          Work.push_back(Other);
        Vertices[Other].Seed = true;
      };
      for (unsigned Caller : Vertices[V].In)
        if (!Vertices[Caller].Allocates)
          Reach(Caller);
      if (!Vertices[V].IsFunction && !passesLists(Vertices[V].Name))
        continue;
      for (unsigned Callee : Vertices[V].Out)
        if (Vertices[Callee].TakesLists || passesLists(Vertices[Callee].Name))
          Reach(Callee);
    }
  }

  /// A signature with a va_list: "sv(p,l)".
  static bool passesLists(StringRef Vertex) {
    return Vertex.starts_with("s") && (Vertex.contains("(l") || Vertex.contains(",l"));
  }

  unsigned index(const std::string &Name) {
    auto [At, New] = Index.try_emplace(Name, Vertices.size());
    if (New)
      Vertices.emplace_back().Name = Name;
    return At->second;
  }
  Vertex &at(const std::string &Name) { return Vertices[index(Name)]; }

  void edge(unsigned From, unsigned To) {
    Vertices[From].Out.push_back(To);
    Vertices[To].In.push_back(From);
  }

  static void unique(std::vector<unsigned> &List) {
    llvm::sort(List);
    List.erase(std::unique(List.begin(), List.end()), List.end());
  }

  /// The function of the component to poll, or -1. By name in the last resort:
  /// the order of files must not decide.
  int choose(const std::vector<unsigned> &Component) const {
    std::vector<bool> Inside(Vertices.size());
    for (unsigned V : Component)
      Inside[V] = true;
    auto Count = [&](const std::vector<unsigned> &List) -> uint64_t {
      return llvm::count_if(List, [&](unsigned V) { return Inside[V]; });
    };
    int Best = -1;
    uint64_t BestWeight = 0;
    for (unsigned V : Component) {
      if (!Vertices[V].MayPoll)
        continue;
      uint64_t Weight = Count(Vertices[V].In) * Count(Vertices[V].Out);
      if (Best < 0 || Weight > BestWeight ||
          (Weight == BestWeight && Vertices[V].Name < Vertices[Best].Name)) {
        Best = V;
        BestWeight = Weight;
      }
    }
    return Best;
  }

  /// Strongly connected components of more than one vertex among those that are
  /// not removed. Tarjan's algorithm without recursion: call graphs can be
  /// deep.
  std::vector<std::vector<unsigned>> components(const std::vector<bool> &Removed) const {
    std::vector<std::vector<unsigned>> Result;
    std::vector<unsigned> Number(Vertices.size()), Low(Vertices.size()), Stack;
    std::vector<bool> OnStack(Vertices.size());
    std::vector<std::pair<unsigned, size_t>> Calls;
    unsigned Next = 1;
    for (unsigned Root = 0; Root < Vertices.size(); ++Root) {
      if (Number[Root] || Removed[Root])
        continue;
      Calls.push_back({Root, 0});
      while (!Calls.empty()) {
        auto &[V, Edge] = Calls.back();
        if (Edge == 0 && !Number[V]) {
          Number[V] = Low[V] = Next++;
          Stack.push_back(V);
          OnStack[V] = true;
        }
        if (Edge < Vertices[V].Out.size()) {
          unsigned To = Vertices[V].Out[Edge++];
          if (Removed[To])
            continue;
          if (!Number[To])
            Calls.push_back({To, 0});
          else if (OnStack[To])
            Low[V] = std::min(Low[V], Number[To]);
          continue;
        }
        unsigned Done = V;
        Calls.pop_back();
        if (!Calls.empty())
          Low[Calls.back().first] = std::min(Low[Calls.back().first], Low[Done]);
        if (Low[Done] != Number[Done])
          continue;
        std::vector<unsigned> Component;
        do {
          Component.push_back(Stack.back());
          OnStack[Stack.back()] = false;
          Stack.pop_back();
        } while (Component.back() != Done);
        if (Component.size() > 1)
          Result.push_back(std::move(Component));
      }
    }
    return Result;
  }

  std::vector<Vertex> Vertices;
  StringMap<unsigned> Index;
  StringSet<> Signatures;
  bool Lists = false;
};

std::vector<std::string> sorted(const StringSet<> &Set) {
  std::vector<std::string> List;
  for (const auto &Entry : Set)
    List.push_back(Entry.getKey().str());
  llvm::sort(List);
  return List;
}

} // namespace

SolvedProgram solveProgram(ArrayRef<UnitSummary> Units, Outside Unknown, bool IsWhole,
                           const StringSet<> &Wanted) {
  SolvedAllocators Allocators = solveAllocators(Units, IsWhole);
  Graph Calls(Units, Unknown, Allocators.All);
  Calls.chooseEntryPolls();
  SolvedProgram Program = Calls.solve();
  Program.Unknown = Unknown;
  std::vector<const UnionUses *> Unions;
  for (const UnitSummary &Unit : Units)
    Unions.push_back(&Unit.Unions);
  Program.Unions = solveUnionUses(
      Unions, [&](StringRef Name) { return !IsWhole || Program.Defined.contains(Name); },
      [&](StringRef Name) { return Wanted.contains(Name); });
  Program.Allocators = std::move(Allocators);
  if (Program.Lists && Unknown == Outside::Nothing)
    for (const UnitSummary &Unit : Units)
      for (const std::string &Name : Unit.ListsPassed)
        if (!Program.Defined.contains(Name))
          Program.ListsLeave.insert(Name);
  return Program;
}

bool SolvedProgram::isCapturable(StringRef Name) const {
  return Capturable.contains(Name) || (Unknown == Outside::Polls && !Defined.contains(Name));
}

bool SolvedProgram::reaches(StringRef Signature) const {
  return Unknown == Outside::Polls || Reaching.contains(Signature);
}

bool SolvedProgram::mayHold(StringRef Member) const {
  return Unknown == Outside::Polls || mayBeHeld(Member, Unions);
}

bool SolvedProgram::mayRecord(StringRef Union) const {
  return Unknown == Outside::Nothing && canBeRecorded(Union, Unions);
}

bool SolvedProgram::mayRecordAny() const {
  return llvm::any_of(Unions, [&](const UnionUse &Use) {
    return Use.How == Usage::Mixed && mayRecord(Use.Union);
  });
}

std::string SolvedProgram::json() const {
  json::Array Uses;
  for (const UnionUse &Use : Unions)
    Uses.push_back(Use.text());
  json::Object Whole{{"version", 1},
                     {"capturable", sorted(Capturable)},
                     {"entry", sorted(PollAtEntry)},
                     {"reaching", sorted(Reaching)},
                     {"unions", std::move(Uses)},
                     {"lists", Lists},
                     {"lists-leave", sorted(ListsLeave)},
                     {"allocators", sorted(Allocators.All)},
                     {"untyped", sorted(Allocators.Untyped)},
                     {"allocator-signatures", sorted(Allocators.Signatures)},
                     {"pointed-allocators", sorted(Allocators.Pointed)}};
  return formatv("{0:2}\n", json::Value(std::move(Whole))).str();
}

Expected<SolvedProgram> SolvedProgram::parse(StringRef Text) {
  Expected<json::Value> Value = json::parse(Text);
  if (!Value)
    return Value.takeError();
  std::vector<std::string> Capturable, Entry, Reaching, Uses, Leave, Allocators, Untyped,
      Signatures, Pointed;
  bool Lists = false;
  int64_t Version = 0;
  json::Path::Root Root("facts");
  json::ObjectMapper Map(*Value, Root);
  if (!Map || !Map.map("version", Version) || !Map.map("capturable", Capturable) ||
      !Map.map("entry", Entry) || !Map.map("reaching", Reaching) || !Map.map("unions", Uses) ||
      !Map.map("lists", Lists) || !Map.map("lists-leave", Leave) ||
      !Map.map("allocators", Allocators) || !Map.map("untyped", Untyped) ||
      !Map.map("allocator-signatures", Signatures) ||
      !Map.map("pointed-allocators", Pointed))
    return Root.getError();
  if (Version != 1)
    return createStringError("facts are of another version of Ferry");
  SolvedProgram Program;
  Program.Lists = Lists;
  for (const std::string &Name : Leave)
    Program.ListsLeave.insert(Name);
  for (auto [Names, Set] : {std::pair(&Allocators, &Program.Allocators.All),
                            {&Untyped, &Program.Allocators.Untyped},
                            {&Signatures, &Program.Allocators.Signatures},
                            {&Pointed, &Program.Allocators.Pointed}})
    for (const std::string &Name : *Names)
      Set->insert(Name);
  for (const std::string &Name : Capturable)
    Program.Capturable.insert(Name);
  for (const std::string &Name : Entry)
    Program.PollAtEntry.insert(Name);
  for (const std::string &Name : Reaching)
    Program.Reaching.insert(Name);
  for (const std::string &Text : Uses)
    if (std::optional<UnionUse> Use = UnionUse::parse(Text))
      Program.Unions.insert(std::move(*Use));
    else
      return createStringError("facts: '%s' is no use of a union", Text.c_str());
  return Program;
}

} // namespace ferry
