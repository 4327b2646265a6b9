/*===- union-records.h - unions that remember what was written last ----------===*\
 *
 * Part of generated.h. ferry-precompile gives unions a tag of its own where it can
 * (precompiler/rules/UnionRecords.h); what it says there to itself is nothing here.
 *
\*===------------------------------------------------------------------------===*/
#ifndef FERRY_UNION_RECORDS_H
#define FERRY_UNION_RECORDS_H

#define __ferry_union_tag(name)
#define __ferry_union_case(number)

#ifdef __cplusplus
extern "C"
#endif
/* The member that is read at `where` is not the one that was written last. */
void __ferry_other_member_read(const char *where) __attribute__((cold));

#endif
