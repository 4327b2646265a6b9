// What FERRY_UNION_TAG and FERRY_UNION_CASE can't say, each where it stands.
//
// RUN: not %ferry-cc -w -c %s -o %t.o 2> %t.err
// RUN: FileCheck %s --match-full-lines < %t.err
// RUN: grep -c 'error:' %t.err | grep -x 22
#include <ferry/ferry.h>

#define TAG FERRY_UNION_TAG
#define CASE FERRY_UNION_CASE

struct not_a_union {
  int kind;
  // CHECK: {{.*}}union-tags.c:[[@LINE+1]]:{{[0-9]+}}: error: only a union that is a member of a struct has a tag; ferry/ferry.h says how FERRY_UNION_TAG is used [-Wferry-union-tag]
  int u TAG(kind);
};
struct array_of_unions {
  int kind;
  // CHECK: {{.*}}:[[@LINE+1]]:{{[0-9]+}}: error: only a union that is a member of a struct has a tag; ferry/ferry.h says how FERRY_UNION_TAG is used [-Wferry-union-tag]
  union { int a CASE(1); } u[2] TAG(kind);
};
union in_a_union {
  int kind;
  // CHECK: {{.*}}:[[@LINE+1]]:{{[0-9]+}}: error: only a union that is a member of a struct has a tag; ferry/ferry.h says how FERRY_UNION_TAG is used [-Wferry-union-tag]
  union { int a CASE(1); } u TAG(kind);
};
struct no_such_tag {
  int kind;
  // CHECK: {{.*}}:[[@LINE+1]]:{{[0-9]+}}: error: the tag, 'kinds', is no member of the struct that the union is a member of; ferry/ferry.h says how FERRY_UNION_TAG is used [-Wferry-union-tag]
  union { int a CASE(1); } u TAG(kinds);
};
struct tag_in_bits {
  struct { int kind : 7; } head;
  // CHECK: {{.*}}:[[@LINE+1]]:{{[0-9]+}}: error: the tag, 'head.kind', is no member of the struct that the union is a member of; ferry/ferry.h says how FERRY_UNION_TAG is used [-Wferry-union-tag]
  union { int a CASE(1); } u TAG(head.kind);
};
struct tag_behind_a_pointer {
  struct head { int kind; } *head;
  // CHECK: {{.*}}:[[@LINE+1]]:{{[0-9]+}}: error: the tag, 'head.kind', is no member of the struct that the union is a member of; ferry/ferry.h says how FERRY_UNION_TAG is used [-Wferry-union-tag]
  union { int a CASE(1); } u TAG(head.kind);
};
struct tag_inside {
  // CHECK: {{.*}}:[[@LINE+1]]:{{[0-9]+}}: error: the tag, 'kind', is there in any case; take its FERRY_UNION_CASE away; ferry/ferry.h says how FERRY_UNION_TAG is used [-Wferry-union-tag]
  union { int kind CASE(1); } TAG(kind);
};
union own_tag_without_a_case {
  int kind;
  struct { int kind; double x; } a CASE(1);
  // CHECK: {{.*}}:[[@LINE+1]]:{{[0-9]+}}: error: no FERRY_UNION_CASE says when the union holds this member; ferry/ferry.h says how FERRY_UNION_TAG is used [-Wferry-union-tag]
  struct { int kind; void *p; } b;
} TAG(kind);
union own_tag_in_a_head_without_a_case {
  // CHECK: {{.*}}:[[@LINE+1]]:{{[0-9]+}}: error: no FERRY_UNION_CASE says when the union holds this member; ferry/ferry.h says how FERRY_UNION_TAG is used [-Wferry-union-tag]
  struct { int kind; char *owner; } head;
  struct { int kind; double x; } a CASE(1);
} TAG(head.kind);
struct tag_is_no_integer {
  double kind;
  // CHECK: {{.*}}:[[@LINE+1]]:{{[0-9]+}}: error: the tag, 'kind', is no integer; ferry/ferry.h says how FERRY_UNION_TAG is used [-Wferry-union-tag]
  union { int a CASE(1); } u TAG(kind);
};
struct tag_is_too_wide {
  __int128 kind;
  // CHECK: {{.*}}:[[@LINE+1]]:{{[0-9]+}}: error: the tag, 'kind', is no integer; ferry/ferry.h says how FERRY_UNION_TAG is used [-Wferry-union-tag]
  union { int a CASE(1); } u TAG(kind);
};
struct no_case {
  int kind;
  // CHECK: {{.*}}:[[@LINE+1]]:{{[0-9]+}}: error: no FERRY_UNION_CASE says when the union holds this member; ferry/ferry.h says how FERRY_UNION_TAG is used [-Wferry-union-tag]
  union { int a CASE(1); char *b; } u TAG(kind);
};
struct two_meanings {
  int kind;
  // CHECK: {{.*}}:[[@LINE+1]]:{{[0-9]+}}: error: the value 2 of 'kind' stands for two things; ferry/ferry.h says how FERRY_UNION_TAG is used [-Wferry-union-tag]
  union { int a CASE(1, 2); char *b CASE(2); } u TAG(kind);
};
struct empty_and_not {
  int kind;
  // CHECK: {{.*}}:[[@LINE+1]]:{{[0-9]+}}: error: the value -1 of 'kind' stands for two things; ferry/ferry.h says how FERRY_UNION_TAG is used [-Wferry-union-tag]
  union { int a CASE(-1); } u TAG(kind, 0, -1);
};
struct does_not_fit {
  unsigned kind : 3;
  // CHECK: {{.*}}:[[@LINE+1]]:{{[0-9]+}}: error: 'kind' can't have the value 8; ferry/ferry.h says how FERRY_UNION_TAG is used [-Wferry-union-tag]
  union { int a CASE(7, 8); } u TAG(kind);
};
struct does_not_fit_by_its_sign {
  unsigned char kind;
  // CHECK: {{.*}}:[[@LINE+1]]:{{[0-9]+}}: error: 'kind' can't have the value -1; ferry/ferry.h says how FERRY_UNION_TAG is used [-Wferry-union-tag]
  union { int a CASE(1); } u TAG(kind, -1);
};
struct no_constant {
  int kind;
  // CHECK: {{.*}}:[[@LINE+1]]:{{[0-9]+}}: error: a case of a union is a constant integer; ferry/ferry.h says how FERRY_UNION_TAG is used [-Wferry-union-tag]
  union { int a CASE("a"); } u TAG(kind);
};
struct nested {
  int kind, inner;
  union {
    int a CASE(1);
    struct {
      // CHECK: {{.*}}:[[@LINE+1]]:{{[0-9]+}}: error: a union with a tag can't stand in another one without a struct that has a name in between; name that struct; ferry/ferry.h says how FERRY_UNION_TAG is used [-Wferry-union-tag]
      union { int b CASE(1); } v TAG(inner);
    } CASE(2);
  } u TAG(kind);
};
// CHECK: {{.*}}:[[@LINE+1]]:{{[0-9]+}}: error: the struct has a union with a tag and an anonymous one without; give that one a tag, or a name; ferry/ferry.h says how FERRY_UNION_TAG is used [-Wferry-union-tag]
struct another_without {
  int kind;
  union { int a CASE(1); } u TAG(kind);
  union { int b; float c; };
};
struct other_values {
  int kind;
  union { int a CASE(1); } u TAG(kind);
  // CHECK: {{.*}}:[[@LINE+1]]:{{[0-9]+}}: error: another union with the tag 'kind' has other values; name those with which this one holds nothing behind the tag; ferry/ferry.h says how FERRY_UNION_TAG is used [-Wferry-union-tag]
  union { int b CASE(1); double c CASE(2); } v TAG(kind);
};

// With a tag inside, a union without one says nothing about that tag.
struct tagged {
  int kind;
  union { int a CASE(1); double b CASE(2); } u TAG(kind);
};
union outer {
  struct tagged t;
  char bytes[16];
};
// CHECK: {{.*}}:[[@LINE+1]]:{{[0-9]+}}: error: variable 'mixed' has type 'union outer', a union with a struct in it that has a tag, and nothing says when that one is there; give this union a tag, too (FERRY_UNION_TAG) [-Wferry-union]
union outer mixed;
// Neither does the union's type where it has no tag.
union bare { long n CASE(1); char *p CASE(2); };
struct with { int kind; union bare u TAG(kind, 0); } fine;

int main(void) {
  while (mixed.bytes[0])
    ferry_poll();
  return fine.kind;
}
