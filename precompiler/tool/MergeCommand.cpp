//===- MergeCommand.cpp - ferry-precompile --merge ------------------------===//

#include "MergeCommand.h"
#include "analysis/ArchiveMembers.h"
#include "analysis/MergeUnits.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace ferry {
namespace {

Error merge(ArrayRef<const char *> Arguments) {
  std::string Facts, Stale, ReplaceIn, ReplaceOut;
  std::vector<std::string> Inputs, Summaries;
  for (StringRef Word : Arguments) {
    if (Word.consume_front("--facts-out="))
      Facts = Word.str();
    else if (Word.consume_front("--stale-out="))
      Stale = Word.str();
    else if (Word.consume_front("--summary="))
      Summaries.push_back(Word.str());
    else if (Word.consume_front("--replace-in="))
      ReplaceIn = Word.str();
    else if (Word.consume_front("--replace-out="))
      ReplaceOut = Word.str();
    else if (Word.starts_with("--"))
      return createStringError("unknown option " + Word.str() +
                               " with --merge");
    else
      Inputs.push_back(Word.str());
  }
  if (ReplaceIn.empty())
    return mergeUnits(Inputs, Summaries, Facts, Stale);

  std::map<unsigned, std::string> Objects;
  for (StringRef Input : Inputs) {
    auto [Number, Object] = Input.split('=');
    unsigned At;
    if (Number.getAsInteger(10, At) || Object.empty())
      return createStringError("expected NUMBER=OBJECT, not " + Input.str());
    Objects[At] = Object.str();
  }
  return replaceArchiveMembers(ReplaceIn, ReplaceOut, Objects);
}

} // namespace

int mergeCommand(int Count, char **Arguments) {
  BumpPtrAllocator Allocator;
  cl::ExpansionContext Expand(Allocator, cl::TokenizeGNUCommandLine);
  SmallVector<const char *, 64> Words(Arguments, Arguments + Count);
  Error Failure = Expand.expandResponseFiles(Words);
  if (!Failure)
    Failure = merge(Words);
  if (!Failure)
    return 0;
  errs() << "ferry-precompile: error: " << toString(std::move(Failure)) << "\n";
  return 2;
}

} // namespace ferry
