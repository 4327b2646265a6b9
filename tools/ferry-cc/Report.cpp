//===- Report.cpp - will this program migrate? ----------------------------===//
///
/// \file
///     sources --summary--> what each unit says of itself
///             --merge-->   what the whole program says: who can be on the stack
///             --report-->  each unit's findings under that, as JSON
///
/// The same steps as in a build, so that the report says what the build would say;
/// only what stands in the way is gathered instead of ending it.
//===----------------------------------------------------------------------===//

#include "Report.h"
#include "Processes.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fmt/core.h>
#include <fstream>
#include <iterator>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <tuple>
#include <unistd.h>

namespace ferry_cc {
namespace {

using Json = nlohmann::ordered_json;

std::vector<const Argument *> sources(const Driver &D) {
  std::vector<const Argument *> Found;
  for (const Argument *Input : D.Line.inputs())
    if (Input->Of == Language::C || Input->Of == Language::Cxx)
      Found.push_back(Input);
  return Found;
}

/// What the whole program says, for the reports; false with a message.
bool solve(const Driver &D, const std::vector<const Argument *> &Sources,
           const std::string &Facts) {
  auto Summary = [](size_t I) { return temporaryFile(std::to_string(I) + ".unit"); };
  std::vector<int> Status(Sources.size());
  inParallel(Sources.size(), [&](size_t I) {
    Status[I] = analyse(D, *Sources[I], {"--summary", "--output=" + Summary(I)});
    return true; // One that does not parse says so in its report.
  });
  Words Merge = {D.Ferry.Precompile, "--merge", "--facts-out=" + Facts};
  for (size_t I = 0; I < Sources.size(); ++I)
    if (Status[I] == 0)
      Merge.push_back("--summary=" + Summary(I));
  return std::count(Status.begin(), Status.end(), 2) == 0 &&
         run(Merge, {}, true) == 0;
}

bool reportUnits(const Driver &D, const std::vector<const Argument *> &Sources,
                 const std::string &Facts, Json &Units) {
  std::vector<Json> Found(Sources.size());
  bool Good = inParallel(Sources.size(), [&](size_t I) {
    std::string File = temporaryFile(std::to_string(I) + ".report");
    if (analyse(D, *Sources[I],
                {"--report", "--facts=" + Facts, "--output=" + File}) != 0)
      return false;
    std::ifstream Text(File);
    Found[I] = Json::parse(Text, nullptr, /*allow_exceptions=*/false);
    return !Found[I].is_discarded();
  });
  Units = Json::array();
  for (Json &Unit : Found)
    Units.push_back(std::move(Unit));
  return Good;
}

/// Functions that are called, and defined in none of the sources.
Json undefinedFunctions(const Json &Units) {
  std::set<std::string> Defined, Called;
  for (const Json &Unit : Units) {
    for (const Json &Function : Unit["functions"])
      if (Function["external"])
        Defined.insert(Function["name"]);
    for (const Json &Name : Unit["elsewhere"])
      Called.insert(Name);
  }
  std::vector<std::string> Missing;
  std::set_difference(Called.begin(), Called.end(), Defined.begin(), Defined.end(),
                      std::back_inserter(Missing));
  return Missing;
}

Json summarize(const Driver &D, Json Units) {
  size_t Errors = 0, Warnings = 0, Broken = 0;
  for (Json &Unit : Units) {
    for (const Json &Finding : Unit["findings"]) {
      if (Finding["severity"] == "warning")
        ++Warnings;
      else
        ++(Finding["flag"] == "" ? Broken : Errors);
    }
  }
  Json Whole;
  Whole["version"] = 1;
  Whole["ferry"] = FERRY_VERSION;
  Whole["target"] = D.With.Triple;
  Whole["verdict"] = Broken ? "broken" : Errors ? "refused" : "movable";
  Whole["errors"] = Errors;
  Whole["warnings"] = Warnings;
  Whole["undefined"] = undefinedFunctions(Units);
  for (Json &Unit : Units)
    Unit.erase("elsewhere");
  Whole["units"] = std::move(Units);
  return Whole;
}

std::string place(const Json &At) {
  if (!At.contains("file"))
    return "";
  return fmt::format("{}:{}:{}: ", At["file"].get<std::string>(),
                     At["line"].get<unsigned>(), At["column"].get<unsigned>());
}

std::string word(const Json &Finding) {
  if (Finding["flag"] == "")
    return "does not compile";
  return Finding["severity"] == "error" ? "refused" : "look at this";
}

void printFinding(const Json &Finding, const Json &Functions) {
  auto Text = [&](const char *Key) { return Finding[Key].get<std::string>(); };
  fmt::print("{}{}: {}\n", place(Finding), word(Finding), Text("what"));
  if (Finding.contains("function") && Finding["function"] != "")
    for (const Json &Function : Functions)
      if (Function["name"] == Finding["function"] && Function["capturable"])
        fmt::print("    why:  {} can be on the stack at a poll: {}\n",
                   Text("function"), Function["because"].get<std::string>());
  for (const Json &Note : Finding["notes"])
    fmt::print("    note: {}{}\n", place(Note), Note["what"].get<std::string>());
  if (!Text("remedy").empty())
    fmt::print("    do:   {}\n", Text("remedy"));
  if (!Text("flag").empty())
    fmt::print("    more: docs/diagnostics/{0}.md (-Wferry-{0})\n", Text("flag"));
}

/// Whether the note says that the union has no record, and why.
bool saysWhy(const Json &Note, const Json &Why) {
  const std::string What = Note["what"], Reason = Why["what"];
  return place(Note) == place(Why) && What.size() >= Reason.size() &&
         What.compare(What.size() - Reason.size(), Reason.size(), Reason) == 0;
}

/// Nothing of this is in the way. \p Notes: what the findings say.
void printUnion(const Json &Union, const std::vector<const Json *> &Notes) {
  std::string Type = Union["type"];
  if (Union["record"]) {
    fmt::print("{}'{}' keeps a record of the member that was written last\n", place(Union),
               Type);
    fmt::print("    cost: {} bytes instead of {}; a write of a member also notes which, a "
               "read also looks\n",
               Union["grown"].get<unsigned>(), Union["size"].get<unsigned>());
  } else {
    const Json &Why = Union["why"];
    if (std::any_of(Notes.begin(), Notes.end(),
                    [&](const Json *Note) { return saysWhy(*Note, Why); }))
      return;
    fmt::print("{}'{}' can keep no record of the member that was written last\n",
               place(Union), Type);
    fmt::print("    why:  {}{}\n", place(Why), Why["what"].get<std::string>());
  }
  fmt::print("    more: docs/diagnostics/union.md\n");
}

std::string counted(size_t Count, const char *What) {
  return fmt::format("{} {}{}", Count, What, Count == 1 ? "" : "s");
}

/// What is in a header stands in the report of each unit; it is shown once.
void print(const Json &Whole) {
  using Key = std::tuple<std::string, unsigned, unsigned, std::string>;
  std::set<Key> Seen;
  std::map<Key, const Json *> Unions;
  std::vector<const Json *> Notes;
  size_t Functions = 0, Capturable = 0, Errors = 0, Warnings = 0;
  for (const Json &Unit : Whole["units"]) {
    for (const Json &Function : Unit["functions"]) {
      ++Functions;
      Capturable += Function["capturable"].get<bool>();
    }
    std::vector<std::pair<Key, const Json *>> Sorted;
    for (const Json &Finding : Unit["findings"])
      Sorted.push_back({{Finding.value("file", ""), Finding.value("line", 0u),
                         Finding.value("column", 0u), Finding["what"]},
                        &Finding});
    std::sort(Sorted.begin(), Sorted.end());
    for (const auto &[Where, Finding] : Sorted)
      if (Seen.insert(Where).second) {
        ++((*Finding)["severity"] == "error" ? Errors : Warnings);
        printFinding(*Finding, Unit["functions"]);
      }
    for (const Json &Finding : Unit["findings"])
      for (const Json &Note : Finding["notes"])
        Notes.push_back(&Note);
    for (const Json &Union : Unit["unions"])
      Unions.insert({{Union.value("file", ""), Union.value("line", 0u),
                      Union.value("column", 0u), Union["type"]},
                     &Union});
  }
  for (const auto &[Where, Union] : Unions)
    printUnion(*Union, Notes);
  if (!Seen.empty() || !Unions.empty())
    fmt::print("\n");
  fmt::print("{}, {}, {} of which can be on the stack at a poll\n",
             counted(Whole["units"].size(), "source"),
             counted(Functions, "function"), Capturable);
  if (const Json &Missing = Whole["undefined"]; !Missing.empty()) {
    std::string Names;
    for (const Json &Name : Missing)
      Names += (Names.empty() ? "" : ", ") + Name.get<std::string>();
    fmt::print("not in these sources, and taken not to reach a poll: {}\n", Names);
  }
  std::string Verdict =
      Whole["verdict"] == "broken" ? "the sources do not compile"
      : Errors ? fmt::format("{} in the way of a move (the variables of a function "
                             "are looked at when its statements are fine)",
                             counted(Errors, "thing"))
               : "nothing stands in the way of a move";
  fmt::print("{}{}\n", Verdict,
             Warnings ? fmt::format("; {} to look at", Warnings) : "");
}

bool writeJson(const Json &Whole, const std::string &Path) {
  std::ofstream File(Path);
  File << Whole.dump(2, ' ', false, Json::error_handler_t::replace) << "\n";
  File.close();
  if (!File)
    complain("cannot write '" + Path + "'");
  return bool(File);
}

} // namespace

int report(const Driver &D) {
  std::vector<const Argument *> Sources = sources(D);
  if (Sources.empty()) {
    complain("no C source to report on");
    return 1;
  }
  for (const Argument *Source : Sources)
    if (const std::string &Path = Source->Text[0];
        Path != "-" && access(Path.c_str(), R_OK) != 0) {
      complain(Path + ": " + strerror(errno));
      return 1;
    }
  std::string Facts = temporaryFile("facts.json");
  Json Units;
  if (!solve(D, Sources, Facts) || !reportUnits(D, Sources, Facts, Units))
    return 1;
  Json Whole = summarize(D, std::move(Units));
  if (D.Line.ReportFile.empty())
    print(Whole);
  else if (!writeJson(Whole, D.Line.ReportFile))
    return 1;
  return Whole["verdict"] == "movable" ? 0 : 1;
}

} // namespace ferry_cc
