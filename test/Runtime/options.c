// While getopt parses nothing is captured; afterwards what it left moves along, and so
// does a second parse that the program starts.
//
// REQUIRES: x86_64, i686, s390x, powerpc
// RUN: rm -rf %t && mkdir -p %t
// RUN: %every-poll --work=%t/e --to=x86_64,s390x,i686,powerpc --min-polls=5 %s
// RUN: %ferry-cc -O2 %s -o %t/x86_64
// RUN: %ferry-cc -O2 -std=c11 -D_POSIX_C_SOURCE=200809L -DPOSIX %s -o %t/posix
// RUN: env FERRY_STATS=%t/json FERRY_DIR=%t/d FERRY_AT_POLL=3 FERRY_THEN=exit %exits 85 %t/x86_64
// RUN: FileCheck %s < %t/json
// CHECK: "waited_polls": {{[1-9]}}
// CHECK: "waited_for": "getopt"
// RUN: %t/posix | FileCheck %s --check-prefix=POSIX
// POSIX: 1 a
// POSIX-NEXT: word 2
#ifdef POSIX
#include <unistd.h>
#else
#include <getopt.h>
#endif
#include <stdio.h>

#define NEXT(v, options) getopt(sizeof(v) / sizeof *(v) - 1, v, options)

static char *words[] = {"prog", "-a", "word", "-bc", "x", "-abc", "y", "rest", 0};

static int parse(char **v, const char *options) {
  int c, n = 0;
  while ((c = NEXT(words, options)) != -1) {
    printf("%d %c %s\n", ++n, c, c == 'c' ? optarg : "");
    if (n > 20)
      return -1;
  }
  printf("%s %d\n", v[optind], optind);
  return n;
}

static int loop(int n) {
  int sum = 0;
  for (int i = 0; i < n; i++)
    sum += i + optind;
  return sum;
}

int main(void) {
#ifdef POSIX
  printf("%d options, rest %d\n", parse(words, "abc:"), optind);
#else
  static char *more[] = {"prog", "--size=3", "-q", "--quiet", "end", 0};
  static const struct option options[] = {
      {"size", required_argument, 0, 's'}, {"quiet", no_argument, 0, 'q'}, {0, 0, 0, 0}};
  int n = parse(words, "abc:"), c;
  printf("%d options, sum %d\n", n, loop(4));
  optind = 1;
  opterr = 0;
  while ((c = getopt_long(5, more, "qs:", options, NULL)) != -1)
    printf("%c %s\n", c, optarg ? optarg : "-");
  printf("%d %d sum %d, then %s\n", opterr, optind, loop(4), more[optind]);
#endif
  return 0;
}
