//===- RuntimeTypes.h - structs of the runtime's that Clang has not seen ----===//
///
/// \file
/// ferry/generated.h is included by what is written, not by what is read. So types of
/// it that stand in tables are made known to Clang here, by name and fields; the user's
/// compiler says where the fields are.
//===----------------------------------------------------------------------===//
#ifndef FERRY_ANALYSIS_RUNTIMETYPES_H
#define FERRY_ANALYSIS_RUNTIMETYPES_H

#include "clang/AST/Type.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include <utility>

namespace clang {
class ASTContext;
}

namespace ferry {

using RuntimeField = std::pair<llvm::StringRef, clang::QualType>;

/// "struct Name" with these fields: a new one each time.
clang::QualType newStruct(llvm::StringRef Name, llvm::ArrayRef<RuntimeField> Fields,
                          clang::ASTContext &Context);
/// The same, one of a name in each translation unit.
clang::QualType runtimeStruct(llvm::StringRef Name, llvm::ArrayRef<RuntimeField> Fields,
                              clang::ASTContext &Context);
/// "struct Name { Type value : Width; }", one in each translation unit.
clang::QualType bitFieldStruct(llvm::StringRef Name, clang::QualType Type, uint64_t Width,
                               clang::ASTContext &Context);
/// "Result (*)(Parameters)"
clang::QualType codePointer(clang::QualType Result,
                            llvm::ArrayRef<clang::QualType> Parameters,
                            clang::ASTContext &Context);

} // namespace ferry
#endif
