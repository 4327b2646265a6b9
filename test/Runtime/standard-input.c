// A program goes on with its standard input where it was: in a file, of which it needs
// the same again, or with what it had not used yet of a pipe.
//
// REQUIRES: x86_64, i686, s390x
// SOAK-NOT: it reads an input, of which each leg would need another part
// RUN: rm -rf %t && mkdir -p %t
// RUN: %ferry-cc -O1 %s -o %t/x86_64
// RUN: %ferry-cc-i686 -O1 %s -o %t/i686
// RUN: %ferry-cc-s390x -O1 %s -o %t/s390x
// RUN: printf '%%s\n' one two three four five six seven > %t/text
// RUN: %t/x86_64 < %t/text > %t/want
// RUN: grep -x "7 lines, 27 letters, then 0" %t/want
// RUN: printf '%%s\n' eight nine > %t/more
// RUN: cat %t/text %t/more | %t/x86_64 > %t/want-more
//
// RUN: for poll in 1 2 5 12; do \
// RUN:   env FERRY_DIR=%t/f$poll FERRY_AT_POLL=$poll FERRY_THEN=exit %exits 85 %t/x86_64 < %t/text > %t/out && \
// RUN:   env FERRY_RESTORE=%t/f$poll/latest FERRY_DIR=%t/g$poll FERRY_AT_POLL=1 FERRY_THEN=exit %exits 85 %run-s390x %t/s390x < %t/text && \
// RUN:   env FERRY_RESTORE=%t/g$poll/latest %run-i686 %t/i686 < %t/text | cmp - %t/want && \
// RUN:   cat %t/text | env FERRY_DIR=%t/p$poll FERRY_AT_POLL=$poll FERRY_THEN=exit %exits 85 %t/x86_64 > %t/out && \
// RUN:   cat %t/more | env FERRY_RESTORE=%t/p$poll/latest FERRY_DIR=%t/q$poll FERRY_AT_POLL=1 FERRY_THEN=exit %exits 85 %run-s390x %t/s390x && \
// RUN:   cat %t/more | env FERRY_RESTORE=%t/q$poll/latest %run-i686 %t/i686 > %t/out || exit 1; done
// RUN: cat %t/more | env FERRY_RESTORE=%t/p5/latest %run-s390x %t/s390x | cmp - %t/want-more
// RUN: %ferry inspect --json %t/f2/latest | grep '"bytes": "position 1.nunread 1.nO"'
//
// Not the same file, or none.
// RUN: env FERRY_RESTORE=%t/f12/latest %exits 87 %t/x86_64 < %t/more 2>&1 | FileCheck %s
// RUN: cat %t/text | env FERRY_RESTORE=%t/f12/latest %exits 87 %t/x86_64 2>&1 | FileCheck %s
// CHECK: {{^}}ferry: cannot restore: standard input: the program had read {{[1-9][0-9]*}} bytes of a file; start it with the same file
//
// RUN: %ferry inspect --json --globals --heap --types --digest %t/p5/latest > %t/json
// RUN: grep '"bytes": "unread ' %t/json
// RUN: %python %source/test/Image/second_reader.py %t/p5/latest %t/json
//
// RUN: cat %t/text | env FERRY_DIR=%t/w FERRY_AT_POLL=3 FERRY_THEN=exit %exits 86 %t/x86_64 wide 2>&1 | FileCheck %s --check-prefix=WIDE
// WIDE: {{^}}ferry: no checkpoint: standard input: it is read in wide characters, which can't be carried
#include <ferry/ferry.h>
#include <stdio.h>
#include <string.h>
#include <wchar.h>

int main(int argc, char **argv) {
  (void)argv;
  char line[20];
  int lines = 0, letters = 0, c;
  if (argc > 1)
    while (getwc(stdin) != WEOF)
      ++letters;
  // A character that was read and put back, another one instead of it.
  while ((c = getchar()) != EOF) {
    ungetc(c == 'o' ? 'O' : c, stdin);
    ++lines;
    ferry_poll();
    if (!fgets(line, sizeof line, stdin))
      break;
    letters += (int)strlen(line) - 1 + 100 * (line[0] == 'O');
  }
  printf("%d lines, %d letters, then %d\n", lines, letters % 100 + letters / 100 - 1,
         c != EOF);
  return 0;
}
