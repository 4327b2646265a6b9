// A file that the program had open has to be what it was. What was written to it behind the
// checkpoint is the future that is rolled back; anything else is a change, which refuses the
// restore or is warned about. Nothing is made, cut or placed when it is refused.
//
// REQUIRES: x86_64, s390x
// SOAK-NOT: its files are changed in between
// RUN: rm -rf %t && mkdir -p %t
// RUN: %ferry-cc -O1 %s -o %t/x86_64
// RUN: %ferry-cc-s390x -O1 %s -o %t/s390x
// RUN: seq 1 9 > %t/in
// RUN: %t/x86_64 %t/in %t/out && cp %t/out %t/want
// RUN: env FERRY_DIR=%t/d FERRY_AT_POLL=3 FERRY_THEN=exit %exits 85 %t/x86_64 %t/in %t/out
// RUN: cp %t/out %t/half && cp %t/in %t/whole
// RUN: cmp %t/half %t/want && exit 1 || true
//
// It went on behind the checkpoint, and otherwise.
// RUN: echo "and another end" >> %t/out
// RUN: env FERRY_RESTORE=%t/d/latest %run-s390x %t/s390x 2>&1 | FileCheck %s --check-prefix=CUT
// RUN: cmp %t/out %t/want
// CUT: {{^}}ferry: {{.*}}/out: cut off behind byte [[#]], as it was at the checkpoint
//
// Missing; nothing is made.
// RUN: rm %t/in && cp %t/half %t/out
// RUN: env FERRY_RESTORE=%t/d/latest %exits 87 %run-s390x %t/s390x 2>&1 | FileCheck %s --check-prefix=MISSING
// RUN: not ls %t/in
// RUN: mkdir %t/in
// RUN: env FERRY_RESTORE=%t/d/latest %exits 87 %run-s390x %t/s390x 2>&1 | FileCheck %s --check-prefix=FOLDER
// RUN: rmdir %t/in && mkfifo %t/in
// RUN: env FERRY_RESTORE=%t/d/latest %exits 87 %run-s390x %t/s390x 2>&1 | FileCheck %s --check-prefix=PIPE
// RUN: rm %t/in
// MISSING: {{^}}ferry: cannot restore: {{.*}}/in: the program had this file open, and it is not there; --file-map=OLD=NEW says where it is now
// FOLDER: {{^}}ferry: cannot restore: {{.*}}/in: it is a folder, and was a regular file
// PIPE: {{^}}ferry: cannot restore: {{.*}}/in: it is a pipe, and was a regular file
//
// What is read: of another length, or other bytes.
// RUN: (cat %t/whole; echo 10) > %t/in && echo more >> %t/out && cp %t/out %t/more
// RUN: env FERRY_RESTORE=%t/d/latest %exits 87 %run-s390x %t/s390x 2>&1 | FileCheck %s --check-prefix=LONGER
// RUN: cmp %t/out %t/more
// RUN: sed s/9/8/ %t/whole > %t/in
// RUN: env FERRY_RESTORE=%t/d/latest FERRY_ON_FILE_CHANGE=refuse %exits 87 %t/x86_64 2>&1 | FileCheck %s --check-prefix=OTHER
// RUN: %ferry restore %t/d --with %t/x86_64 --on-file-change=warn 2>&1 | FileCheck %s --check-prefix=WARN
// RUN: tail -n 1 %t/out | grep -x 8
// LONGER: {{^}}ferry: cannot restore: {{.*}}/in: it has 21 bytes, and had 18 bytes when the checkpoint was made; --on-file-change=warn goes on all the same
// OTHER: {{^}}ferry: cannot restore: {{.*}}/in: it does not hold what it held when the checkpoint was made
// WARN: {{^}}ferry: {{.*}}/in: it does not hold what it held when the checkpoint was made{{$}}
//
// What is written: shorter, or other in front. Then it is not cut.
// RUN: cp %t/whole %t/in && echo > %t/out
// RUN: env FERRY_RESTORE=%t/d/latest %exits 87 %t/x86_64 2>&1 | FileCheck %s --check-prefix=SHORTER
// RUN: sed s/1/7/ %t/half > %t/out && echo "and more than the program writes, much more" >> %t/out
// RUN: env FERRY_RESTORE=%t/d/latest %exits 87 %t/x86_64 2>&1 | FileCheck %s --check-prefix=FRONT
// RUN: env FERRY_RESTORE=%t/d/latest FERRY_ON_FILE_CHANGE=warn %t/x86_64
// RUN: grep -x 7 %t/out && grep "much more" %t/out
// SHORTER: {{^}}ferry: cannot restore: {{.*}}/out: it has 1 bytes, and had [[#]] bytes when
// FRONT: {{^}}ferry: cannot restore: {{.*}}/out: it does not hold what it held
#include <stdio.h>

int main(int argc, char **argv) {
  if (argc < 3)
    return 1;
  FILE *in = fopen(argv[1], "r"), *out = fopen(argv[2], "w");
  if (!in || !out)
    return 2;
  char line[20];
  setvbuf(in, NULL, _IONBF, 0);
  while (fgets(line, sizeof line, in))
    fputs(line, out);
  return fclose(out);
}
