// Masks of signals that sigsetjmp saves: they move along by the names of the signals,
// with copies of the jmp_buf, in variables, in frames and on the heap, and siglongjmp
// gives them back; where none was saved it leaves the mask alone. (USR1 and TSTP have
// other numbers on MIPS.)
//
// (Not all signals at once on MIPS, where qemu has fewer than the machine.)
// RUN: %every-poll --work=%t --to=x86_64,s390x,i686,powerpc --min-polls=25 %s
// RUN: %every-poll --work=%t.mips --cflags=-DSOME --to=mips --min-polls=20 %s
// RUN: %every-poll --work=%t.clang --cc=clang --cflags=-O2 --to=x86_64 --min-polls=25 %s
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int work(int n) {
  int s = 0;
  for (int i = 0; i < n; i++)
    s += i;
  return s;
}

static void show(const char *what) {
  sigset_t now;
  sigprocmask(SIG_BLOCK, NULL, &now);
  printf("%s:%s%s%s%s%s%s%s\n", what, sigismember(&now, SIGUSR1) ? " USR1" : "",
         sigismember(&now, SIGTSTP) ? " TSTP" : "", sigismember(&now, SIGTERM) ? " TERM" : "",
         sigismember(&now, SIGINT) ? " INT" : "",
         sigismember(&now, SIGRTMIN) ? " RTMIN" : "",
         sigismember(&now, SIGRTMIN + 3) ? " RTMIN+3" : "",
         sigismember(&now, SIGRTMAX - 2) ? " RTMAX-2" : "");
}

static void block(int a, int b, int c) {
  sigset_t set;
  sigemptyset(&set);
  if (a)
    sigaddset(&set, a);
  if (b)
    sigaddset(&set, b);
  if (c)
    sigaddset(&set, c);
  sigprocmask(SIG_SETMASK, &set, NULL);
}

static sigjmp_buf global;

static void leaf(sigjmp_buf *env, int code) { siglongjmp(*env, code); }

static int saved(void) {
  volatile int round = 0;
  block(SIGUSR1, SIGTSTP, SIGRTMIN + 3);
  int code = sigsetjmp(global, 1);
  if (code) {
    show("saved");
    return code + work(2);
  }
  work(3);
  round++;
  block(SIGTERM, 0, 0);
  leaf(&global, 4 + round);
  return 0;
}

static int unsaved(int save) {
  sigjmp_buf here;
  block(SIGINT, 0, SIGRTMIN);
  int code = sigsetjmp(here, save);
  if (code) {
    show(save ? "saved, too" : "not saved");
    return code + work(1);
  }
  work(2);
  block(0, SIGTERM, 0);
  leaf(&here, 3);
  return 0;
}

static int copied(void) {
  sigjmp_buf *kept = malloc(sizeof *kept), first;
  volatile int round = 0;
  block(0, 0, 0);
  if (sigsetjmp(first, 1)) {
    show("none blocked");
    work(2);
  }
  if (round++ == 0) {
    memcpy(*kept, first, sizeof first);
    block(SIGUSR1, 0, 0);
    work(2);
    leaf(kept, 1);
  }
  free(kept);
  return round + work(1);
}

#ifndef SOME
static void block_all(void) {
  sigset_t all;
  sigfillset(&all);
  sigprocmask(SIG_SETMASK, &all, NULL);
}

static int everything(void) {
  block_all();
  if (sigsetjmp(global, 1) == 0) {
    work(3);
    block(0, 0, 0);
    leaf(&global, 1);
  }
  show("all");
  return work(2);
}
#endif

//===- Out of a handler, which blocks its own signal ----------------------===//

static void handler(int number) {
  (void)number;
  siglongjmp(global, 9);
}

static int interrupted(void) {
  volatile int times = 0;
  block(0, 0, 0);
  if (sigsetjmp(global, 1)) {
    show("out of the handler");
    work(1);
  }
  work(2);
  if (times++ < 2) {
    signal(SIGUSR1, handler);
    raise(SIGUSR1);
  }
  signal(SIGUSR1, SIG_DFL);
  return times;
}

int main(void) {
  printf("%d\n", saved());
  printf("%d\n", unsaved(0));
  printf("%d\n", unsaved(1));
  printf("%d\n", copied());
#ifndef SOME
  printf("%d\n", everything());
#endif
  printf("%d\n", interrupted());
  return 0;
}
