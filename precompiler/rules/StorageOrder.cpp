//===- StorageOrder.cpp - structs in the other byte order -------------------===//
///
/// \file
/// GCC's `scalar_storage_order` gives a struct the other byte order. Clang ignores it,
/// so it is in no AST, and such a struct would be converted as if its bytes stood as
/// the machine's do. It is looked for in all text of the unit, in headers of others and
/// in macros of the command line, too: as an attribute, in a macro, in a #pragma.
/// -fsso-struct does not compile with the generated tables.
///
/// Refused with it is what is not read (#if 0); comments are not.
/// Tests: test/Refuse/storage-order*.c.
//===----------------------------------------------------------------------===//
#include "diag/Diagnostics.h"
#include "rules/SmallRules.h"
#include "clang/AST/ASTContext.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"

using namespace clang;

namespace ferry {

void SmallRules::refuseStorageOrder() {
  const llvm::StringRef Name = "scalar_storage_order";
  const SourceManager &SM = Context.getSourceManager();
  // The preprocessor's own buffer: a pasted name is only there, a _Pragma as well.
  llvm::SmallVector<SourceLocation, 4> Written, Pasted;
  for (unsigned I = 0, N = SM.local_sloc_entry_size(); I != N; ++I) {
    const SrcMgr::SLocEntry &Entry = SM.getLocalSLocEntry(I);
    if (!Entry.isFile())
      continue;
    SourceLocation Start = SourceLocation::getFromRawEncoding(Entry.getOffset());
    llvm::StringRef File = SM.getBufferData(SM.getFileID(Start));
    if (!File.contains(Name))
      continue;
    auto &Found = SM.isWrittenInScratchSpace(Start) ? Pasted : Written;
    Lexer Lex(Start, Context.getLangOpts(), File.begin(), File.begin(), File.end());
    for (Token T; !Lex.LexFromRawLexer(T);)
      if ((T.is(tok::raw_identifier) && T.getRawIdentifier().contains(Name)) ||
          (T.is(tok::string_literal) &&
           llvm::StringRef(T.getLiteralData(), T.getLength()).starts_with("\"" + Name.str())))
        Found.push_back(T.getLocation());
  }
  for (SourceLocation Location : Written.empty() ? Pasted : Written)
    Diags.report(Location, DiagId::StorageOrder);
}

} // namespace ferry
