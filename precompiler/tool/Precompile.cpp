//===- Precompile.cpp - from a source to the rewritten source ---------------===//
///
/// \file
/// The order of things:
///
///     parse (for the target)          Clang
///     what reaches a poll             analysis/UnitSummary, ProgramFacts
///     what all forms need             rules/SmallRules -> Edits Base
///     three forms of each function    rules/RewriteFunction
///     one file                        emit/SourceAssembler
///
/// Nothing is written when anything was an error.
///
/// Clang's own warnings are not shown: the user's compiler gives them. Its errors
/// are.
//===----------------------------------------------------------------------===//
#include "analysis/AbiValues.h"
#include "analysis/ListReuse.h"
#include "analysis/ProgramFacts.h"
#include "analysis/SectionText.h"
#include "analysis/UnionRecords.h"
#include "analysis/UnitSummary.h"
#include "analysis/VariableArguments.h"
#include "emit/Omission.h"
#include "emit/PreprocessorLog.h"
#include "emit/SourceAssembler.h"
#include "emit/TypeTables.h"
#include "emit/UnitTables.h"
#include "rules/RewriteFunction.h"
#include "rules/SmallRules.h"
#include "rules/UnionRecords.h"
#include "tool/Invocation.h"
#include "tool/Report.h"
#include "tool/ShownDiagnostics.h"
#include "tool/TargetLayout.h"
#include "clang/AST/ASTConsumer.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Basic/TargetInfo.h"
#include "clang/Basic/Version.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendAction.h"
#include "clang/Lex/Preprocessor.h"
#include "clang/Lex/PreprocessorOptions.h"
#include "clang/Tooling/Syntax/Tokens.h"
#include "clang/Tooling/Tooling.h"
#include "llvm/ADT/APFloat.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"

using namespace clang;

namespace ferry {

namespace {

int environment(const llvm::Twine &Message) {
  llvm::errs() << "ferry-precompile: " << Message << "\n";
  return 2;
}

/// The exit code.
int writeTo(llvm::StringRef Output, llvm::StringRef Result) {
  if (Output.empty() || Output == "-") {
    llvm::outs() << Result;
    llvm::outs().flush();
    return 0;
  }
  std::error_code Code;
  llvm::raw_fd_ostream Out(Output, Code);
  if (!Code) {
    Out << Result;
    Out.close();
    Code = Out.error();
  }
  if (Code) {
    Out.clear_error();
    return environment(Output + ": " + Code.message());
  }
  return 0;
}

/// What GCC calls _Float128, and Clang does not, on machines that have one. A typedef, not
/// a macro: some headers of the C library have the same.
std::string float128Typedef(const TargetInfo &Target) {
  if (Target.hasFloat128Type())
    return "typedef __float128 _Float128;\n";
  if (&Target.getLongDoubleFormat() == &llvm::APFloat::IEEEquad())
    return "typedef long double _Float128;\n";
  return "";
}

/// What a second parse reads instead of the source (rules/UnionRecords.h).
struct Rewritten {
  std::string Text;
  UnitSummary Summary; ///< of the source
};

class Action : public ASTFrontendAction {
  const Invocation &I;
  const Outside Unknown;
  const Rewritten *const Reads;      ///< Null for the source itself.
  std::optional<Rewritten> &Again;   ///< What is to be read now.
  const unsigned &FerryErrors; ///< What the consumer made of our warnings.
  Report *const Gathered;      ///< Null unless a report is wanted.
  int &Status;
  bool &Parsed;
  std::unique_ptr<PreprocessorLog> Log;
  std::optional<syntax::TokenCollector> Tokens;

public:
  Action(const Invocation &I, Outside Unknown, const Rewritten *Reads,
         std::optional<Rewritten> &Again, const unsigned &FerryErrors, Report *Gathered,
         int &Status, bool &Parsed)
      : I(I), Unknown(Unknown), Reads(Reads), Again(Again), FerryErrors(FerryErrors),
        Gathered(Gathered), Status(Status), Parsed(Parsed) {}

  /// For some machines (mips) Clang looks for headers at GCC's own, too, whose stdatomic.h
  /// is written for other builtins than Clang's.
  bool BeginInvocation(CompilerInstance &CI) override {
    llvm::erase_if(CI.getHeaderSearchOpts().UserEntries, [](const auto &Entry) {
      llvm::SmallString<128> Start(llvm::sys::path::parent_path(Entry.Path));
      llvm::sys::path::append(Start, "crtbegin.o");
      return llvm::sys::fs::exists(Start);
    });
    layOutAsTheCompiler(CI.getTarget());
    if (Reads)
      CI.getPreprocessorOpts().addRemappedFile(
          I.Source, llvm::MemoryBuffer::getMemBufferCopy(Reads->Text, I.Source).release());
    return true;
  }

  std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &CI,
                                                 llvm::StringRef) override {
    Preprocessor &PP = CI.getPreprocessor();
    PP.setPredefines(PP.getPredefines() + float128Typedef(CI.getTarget()) +
                     (Reads ? UnionRecordMacros : ""));
    Log = std::make_unique<PreprocessorLog>(PP);
    Tokens.emplace(CI.getPreprocessor());
    return std::make_unique<ASTConsumer>();
  }

  void ExecuteAction() override {
    ASTFrontendAction::ExecuteAction();
    CompilerInstance &CI = getCompilerInstance();
    if (CI.getDiagnostics().hasErrorOccurred()) {
      Status = 1;
      return;
    }
    Parsed = true;
    syntax::TokenBuffer Buffer = std::move(*Tokens).consume();
    Buffer.indexExpandedTokens();
    Log->finish();
    TokenText Text(Buffer, *Log, CI.getSourceManager(), CI.getLangOpts());
    Status = run(CI, Text);
  }

  int run(CompilerInstance &CI, const TokenText &Text);
  int write(llvm::StringRef Result) { return writeTo(I.Output, Result); }
};

/// The user's variables that live as long as the program and can change: state
/// that a capture would have to take along.
std::vector<const VarDecl *> mutableVariables(const ASTContext &Context) {
  struct Finder : RecursiveASTVisitor<Finder> {
    const ASTContext &Context;
    std::vector<const VarDecl *> Found;
    explicit Finder(const ASTContext &Context) : Context(Context) {}
    bool VisitVarDecl(VarDecl *V) {
      if (V->hasGlobalStorage() && V->isThisDeclarationADefinition() &&
          !V->getType()->isDependentType() &&
          !V->getType()->isReferenceType() && !V->getType().isConstant(Context) &&
          !Context.getSourceManager().isInSystemHeader(V->getLocation()))
        Found.push_back(V);
      return true;
    }
  };
  Finder Find(Context);
  Find.TraverseDecl(Context.getTranslationUnitDecl());
  return std::move(Find.Found);
}

int Action::run(CompilerInstance &CI, const TokenText &Text) {
  const ASTContext &Context = CI.getASTContext();
  Diagnostics Diags(CI.getDiagnostics(), I.Levels);
  UnitSummary Summary = Reads ? Reads->Summary : summarizeUnit(Context, I.Unit, I.Polls);
  if (!I.Digest.empty() && Summary.Digest != I.Digest)
    return environment(I.Source + ": the source has changed since it was "
                                  "compiled; compile it again");
  llvm::Expected<ProgramFacts> Facts =
      I.Facts.empty()
          ? ProgramFacts::assume(Context, Summary, Unknown)
          : ProgramFacts::load(Context, Summary, I.Facts);
  if (!Facts)
    return environment(I.Facts + ": " + llvm::toString(Facts.takeError()));
  if (I.Do == Invocation::Summary)
    return write(I.Source + "\n" + Summary.json());
  if (Gathered)
    Gathered->setFunctions(Context);
  if (Gathered && !Reads) {
    Gathered->addFunctions(Context, *Facts, Summary);
    if (!Context.getLangOpts().CPlusPlus)
      Gathered->addUnions(Context, *Facts);
  }
  if (!Reads && !Context.getLangOpts().CPlusPlus)
    if (std::optional<std::string> Recording = withUnionRecords(Context, Text, *Facts)) {
      // Which members a read takes, the user's text says.
      if (I.Do != Invocation::Explain)
        reportAbiValues(Context, *Facts, Diags);
      Again = Rewritten{std::move(*Recording), std::move(Summary)};
      return 0;
    }

  Omission Omit(I.Drop);
  TypeTables Types(
      Context, Omit, [&](const FieldDecl &Member) { return Facts->mayHold(Member); },
      [&](QualType Type) {
        return Facts->carriesListPlaces() ? carriedType(Type, CI.getASTContext()) : Type;
      },
      [&](const RecordDecl &Union, Diagnostics &Diags) {
        std::optional<NoRecord> No = whyNoRecord(Union, *Facts);
        if (No)
          Diags.report(No->Where, DiagId::NoRecord) << No->Why;
        return No.has_value();
      });
  UnitTables Unit(Context, Types, I.Unit, Omit);
  Edits Base(Text);
  SmallRules Rules{Context, Text, *Facts, Types, Unit, Diags, Base};
  FunctionRewriter Rewriter(
      Context, Text, *Facts, Types, Unit, Diags, I.Unit, Omit,
      [&](const Decl &D) { return Rules.isLengthened(D); },
      [&](const CallExpr &Call) { return Rules.Wanted.lookup(&Call); });

  if (I.Do == Invocation::Explain) {
    std::string Plan;
    Rules.eachFunction([&](const FunctionDecl &F) { Plan += Rewriter.explain(F); });
    return write(Plan);
  }
  if (Context.getLangOpts().CPlusPlus) {
    // Only what needs no instrumentation passes, as it is.
    Rules.eachFunction([&](const FunctionDecl &F) {
      if (Facts->isCapturable(&F))
        Diags.report(F.getLocation(), DiagId::CxxNotYet) << &F;
    });
    for (const VarDecl *V : mutableVariables(Context))
      Diags.report(V->getLocation(), DiagId::CxxState) << V;
    if (Diags.hasErrors() || Gathered)
      return 1;
    return write(Base.mainFile(I.Do != Invocation::Emit));
  }

  if (!Reads)
    reportAbiValues(Context, *Facts, Diags);
  reportListReuse(Context, *Facts, Diags);
  Rules.all();
  SourceAssembler Assembler(Text, Base);
  const SourceManager &SM = Context.getSourceManager();
  for (const Decl *D : Context.getTranslationUnitDecl()->decls()) {
    const auto *Function = dyn_cast<FunctionDecl>(D);
    if (!Function || !Facts->isCapturable(Function))
      continue;
    if (!Function->doesThisDeclarationHaveABody()) {
      if (Function->isFirstDecl())
        if (auto Alias = Rewriter.alias(*Function))
          Unit.addFunction(Alias->Entry, Alias->Tables, Alias->OnlyIf);
      continue;
    }
    if (!Text.isWritten(Function->getLocation())) {
      Diags.report(Function->getLocation(), DiagId::ForcedInclude) << Function;
      continue;
    }
    TokenRange Range = Text.range(Function->getSourceRange());
    Range.First = Text.declarationStart(Range.First);
    if (!Text.inOneFile(Range)) {
      Diags.report(Function->getLocation(), DiagId::SplitFile) << Function;
      continue;
    }
    for (SourceLocation Condition : Text.identityConditions(Range))
      Diags.report(Condition, DiagId::CompilerIdentity) << Function;
    auto Rewritten = Rewriter.rewrite(*Function, Base);
    if (!Rewritten)
      continue;
    Assembler.replaceFunction(Range, Rewritten->Before, Rewritten->Text,
                              Rewritten->After);
    Unit.addFunction(Rewritten->Entry, Rewritten->Tables, Rewritten->OnlyIf);
  }
  if (Diags.hasErrors())
    return 1;

  std::string Last = sectionText(".ferry.unit", Facts->withAssumptions().json());
  if (!I.CommandFile.empty()) {
    auto File = llvm::MemoryBuffer::getFile(I.CommandFile);
    if (!File)
      return environment(I.CommandFile + ": " + File.getError().message());
    Last += sectionText(".ferry.command", (*File)->getBuffer());
  }
  std::string Result =
      Assembler.assemble(llvm::sys::path::filename(I.Source), Types, Unit, Last,
                         I.Do != Invocation::Emit);
  for (const std::string &Name : Assembler.repeatedMacros())
    Diags.report(SM.getLocForStartOfFile(SM.getMainFileID()),
                 DiagId::RepeatedMacro)
        << Name;
  if (Diags.hasErrors() || FerryErrors || Gathered)
    return 1;
  if (I.Do == Invocation::Droppable)
    return write(llvm::join(Omit.asked(), "\n") + "\n");
  if (I.Drop > Omit.asked().size())
    return environment("there are " + llvm::Twine(Omit.asked().size()) +
                       " things that --drop can leave out");
  if (I.Drop)
    llvm::errs() << "ferry-precompile: left out: " << Omit.asked()[I.Drop - 1]
                 << "\n";
  return write(Result);
}

} // namespace

namespace {

/// One run of the frontend, or two (rules/UnionRecords.h). \p Parsed says afterwards
/// whether Clang had no errors; \p Options, which may be null, are those of the consumer.
int attempt(const Invocation &I, Outside Unknown, DiagnosticConsumer &Consumer,
            clang::DiagnosticOptions *Options, const unsigned &FerryErrors,
            Report *Gathered, bool &Parsed) {
  int Status = 1;
  auto Run = [&](const Rewritten *Reads, std::optional<Rewritten> &Again) {
    llvm::IntrusiveRefCntPtr<FileManager> Files(new FileManager(FileSystemOptions()));
    tooling::ToolInvocation Tool(clangCommand(I),
                                 std::make_unique<Action>(I, Unknown, Reads, Again,
                                                          FerryErrors, Gathered, Status,
                                                          Parsed),
                                 Files.get());
    Tool.setDiagnosticConsumer(&Consumer);
    Tool.run();
  };
  std::optional<Rewritten> Again, Never;
  Run(nullptr, Again);
  if (Again) {
    if (Options) // Its lines are those of the user's text, but not what is in them.
      Options->ShowCarets = false;
    Run(&*Again, Never);
  }
  return Status;
}

/// The same, with what there is to say in the compiler's form on \p Out.
int attempt(const Invocation &I, Outside Unknown, llvm::raw_ostream &Out,
            bool &Parsed) {
#if CLANG_VERSION_MAJOR >= 21
  clang::DiagnosticOptions Options;
  clang::DiagnosticOptions &Reference = Options;
#else
  llvm::IntrusiveRefCntPtr<clang::DiagnosticOptions> Options(
      new clang::DiagnosticOptions());
  clang::DiagnosticOptions &Reference = *Options;
#endif
  Reference.ShowColors = llvm::errs().has_colors();
  Reference.ShowPresumedLoc = true; // as #line has it
  ShownDiagnostics Consumer(I, Out, Reference);
  return attempt(I, Unknown, Consumer, &Reference, Consumer.FerryErrors, nullptr, Parsed);
}

/// A report is written whatever is in it.
int report(const Invocation &I) {
  bool Parsed = false;
  Report Gathered(I.Source);
  // Without facts, the unit is the program.
  if (attempt(I, Outside::Nothing, Gathered, nullptr, 0u, &Gathered, Parsed) == 2)
    return 2;
  return writeTo(I.Output, Gathered.json() + "\n");
}

} // namespace

/// Without facts, functions of other units are taken to reach polls. What is
/// refused only because of that must not stop a program in which they don't: the
/// unit is then written as if they did not. If they do, it is stale at link,
/// written again with the facts, and refused there (docs/design/0005).
int precompile(const Invocation &I) {
  if (I.Do == Invocation::Report)
    return report(I);
  bool Parsed = false;
  if (I.Do == Invocation::Summary) { // What is wrong, the report says.
    IgnoringDiagConsumer Silent;
    return attempt(I, Outside::Nothing, Silent, nullptr, 0u, nullptr, Parsed);
  }
  auto Try = [&](Outside Unknown, std::string &Said) {
    llvm::raw_string_ostream Out(Said);
    Out.enable_colors(llvm::errs().has_colors());
    return attempt(I, Unknown, Out, Parsed);
  };
  std::string Said, SaidAgain;
  int Status = Try(Outside::Polls, Said);
  if (Status != 1 || !Parsed || !I.Facts.empty()) {
    llvm::errs() << Said;
    return Status;
  }
  Status = Try(Outside::Nothing, SaidAgain);
  llvm::errs() << SaidAgain;
  return Status;
}

} // namespace ferry
