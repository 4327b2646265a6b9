//===- StorageOrder.cpp - structs in the other byte order -------------------===//
///
/// \file
/// GCC's `scalar_storage_order` gives a struct the other byte order. Clang ignores it,
/// so it is in no AST, and such a struct would be converted as if its bytes stood as
/// the machine's do. It is looked for in the text: as an attribute, in a macro, in a
/// #pragma. -fsso-struct does not compile with the generated tables.
///
/// Refused with it is what is not read (#if 0); comments are not.
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
  for (unsigned I = 0, N = SM.local_sloc_entry_size(); I != N; ++I) {
    const SrcMgr::SLocEntry &Entry = SM.getLocalSLocEntry(I);
    if (!Entry.isFile())
      continue;
    SourceLocation Start = SourceLocation::getFromRawEncoding(Entry.getOffset());
    llvm::StringRef File = SM.getBufferData(SM.getFileID(Start));
    if (!Text.isWritten(Start) || !File.contains(Name))
      continue;
    Lexer Lex(Start, Context.getLangOpts(), File.begin(), File.begin(), File.end());
    for (Token T; !Lex.LexFromRawLexer(T);)
      if ((T.is(tok::raw_identifier) && T.getRawIdentifier().contains(Name)) ||
          (T.is(tok::string_literal) &&
           llvm::StringRef(T.getLiteralData(), T.getLength()).starts_with("\"" + Name.str())))
        Diags.report(T.getLocation(), DiagId::StorageOrder);
  }
}

} // namespace ferry
