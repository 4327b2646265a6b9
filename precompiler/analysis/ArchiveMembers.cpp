//===- ArchiveMembers.cpp - archives with other objects in them -----------===//

#include "ArchiveMembers.h"
#include "llvm/Object/Archive.h"
#include "llvm/Object/ArchiveWriter.h"
#include "llvm/Support/MemoryBuffer.h"

using namespace llvm;

namespace ferry {

Error replaceArchiveMembers(StringRef Input, StringRef Output,
                            const std::map<unsigned, std::string> &Objects) {
  auto Buffer = MemoryBuffer::getFile(Input, /*IsText=*/false,
                                      /*RequiresNullTerminator=*/false);
  if (!Buffer)
    return createFileError(Input, Buffer.getError());
  auto Archive = object::Archive::create((*Buffer)->getMemBufferRef());
  if (!Archive)
    return createFileError(Input, Archive.takeError());

  std::vector<NewArchiveMember> Members;
  std::vector<std::string> Names;
  Names.reserve(Objects.size()); // The members refer to them.
  Error Failure = Error::success();
  unsigned Number = 0;
  for (const object::Archive::Child &Child : (*Archive)->children(Failure)) {
    auto Member = NewArchiveMember::getOldMember(Child, /*Deterministic=*/true);
    if (!Member)
      return createFileError(Input, Member.takeError());
    Members.push_back(std::move(*Member));
    auto Found = Objects.find(Number++);
    if (Found == Objects.end())
      continue;
    auto New = MemoryBuffer::getFile(Found->second, /*IsText=*/false,
                                     /*RequiresNullTerminator=*/false);
    if (!New)
      return createFileError(Found->second, New.getError());
    Names.push_back(Members.back().MemberName.str());
    Members.back().Buf =
        MemoryBuffer::getMemBufferCopy((*New)->getBuffer(), Names.back());
    Members.back().MemberName = Names.back();
  }
  if (Failure)
    return createFileError(Input, std::move(Failure));
  return writeArchive(Output, Members, SymtabWritingMode::NormalSymtab,
                      object::Archive::K_GNU, /*Deterministic=*/true,
                      /*Thin=*/false);
}

} // namespace ferry
