//===- UnionTags.cpp - do the tags of unions make sense? --------------------===//
///
/// \file
/// Every FERRY_UNION_TAG and FERRY_UNION_CASE of the unit, whether it is of a type that
/// is carried or not: a mistake is said where it is made.
/// Tests: test/Refuse/union-tags.c.
//===----------------------------------------------------------------------===//
#include "diag/Diagnostics.h"
#include "emit/TaggedUnions.h"
#include "rules/SmallRules.h"
#include "clang/AST/RecursiveASTVisitor.h"

using namespace clang;

namespace ferry {

namespace {

class Checker : public RecursiveASTVisitor<Checker> {
public:
  Checker(const ASTContext &Context, Diagnostics &Diags)
      : Context(Context), Diags(Diags) {}

  bool VisitRecordDecl(RecordDecl *Record) {
    if (!Record->isCompleteDefinition() || Record->isAnonymousStructOrUnion() ||
        !hasTags(Record))
      return true;
    std::optional<TagFault> Fault;
    carriedFields(Record, [](const FieldDecl &) { return true; }, Context, Fault);
    if (Fault)
      Diags.report(Fault->Location, DiagId::UnionTag) << Fault->Text;
    return true;
  }

private:
  const ASTContext &Context;
  Diagnostics &Diags;
};

} // namespace

void SmallRules::checkUnionTags() {
  Checker(Context, Diags).TraverseAST(const_cast<ASTContext &>(Context));
}

} // namespace ferry
