// Handlers that reach polls, call through pointers, call setjmp, leave with siglongjmp and
// raise other signals: none is ever captured, all are installed where the program goes on,
// with their flags and masks, and so are the mask of the program and what came meanwhile.
// (USR1 and CHLD have other numbers on MIPS.)
//
// RUN: %every-poll --work=%t --to=x86_64,s390x,i686,powerpc --min-polls=60 %s
// RUN: %every-poll --work=%t.mips --to=mips --min-polls=60 %s
// RUN: %every-poll --work=%t.clang --cc=clang --cflags=-O2 --to=x86_64 --min-polls=60 %s
#define _GNU_SOURCE
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <errno.h>

static volatile sig_atomic_t told;
static int counted;
static sigjmp_buf out;

static int work(int n) {
  int s = 0;
  for (int i = 0; i < n; i++)
    s += i;
  return s;
}

/* Reaches polls, calls through pointers, which are published, and calls setjmp. */
static int (*volatile worker)(int) = work;
static void slow(int number) {
  sigjmp_buf here;
  told += number == SIGUSR1 ? 1 : 100;
  counted += worker(3);
  if (sigsetjmp(here, 1) == 0)
    siglongjmp(here, 1 + work(2));
}
static void informed(int number, siginfo_t *info, void *context) {
  counted += work(2) + (number == SIGUSR2) + (info->si_signo == SIGUSR2) + (context != NULL);
}
static void leaves(int number) {
  work(2);
  siglongjmp(out, number == SIGTERM ? 7 : 8);
}
static void once(int number) {
  counted += 1000 + work(number == SIGINT);
}

static void nested(int number) {
  told += 10 + work(2);
  if (number == SIGHUP)
    raise(SIGUSR1);
  work(2);
}

static int deep(int n) {
  char name[n + 8];
  snprintf(name, sizeof name, "%d", n);
  if (n == 0) {
    raise(SIGTERM);
    return 0;
  }
  return deep(n - 1) + work(2) + (int)strlen(name);
}

static int recovered(int rounds) {
  volatile int round = 0;
  int code = sigsetjmp(out, 1);
  work(2);
  if (code)
    printf("out with %d\n", code);
  if (round++ < rounds)
    return deep(2);
  return round + work(1);
}

static void act(int number, void (*handler)(int, siginfo_t *, void *), int flags) {
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_sigaction = handler;
  action.sa_flags = SA_SIGINFO | flags;
  sigemptyset(&action.sa_mask);
  sigaddset(&action.sa_mask, SIGHUP);
  if (sigaction(number, &action, NULL))
    printf("no\n");
}

static void block(int how, int number) {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, number);
  sigprocmask(how, &set, NULL);
}

static const char *what(int number) {
  struct sigaction now;
  sigaction(number, NULL, &now);
  if (now.sa_handler == SIG_DFL)
    return "default";
  if (now.sa_handler == SIG_IGN)
    return "ignored";
  if (now.sa_handler == slow)
    return now.sa_flags & SA_SIGINFO ? "?" : "slow";
  if (now.sa_sigaction == informed)
    return now.sa_flags & SA_SIGINFO && sigismember(&now.sa_mask, SIGHUP) ? "informed" : "?";
  return "other";
}

int main(void) {
  printf("%d\n", signal(SIGUSR1, slow) == SIG_DFL);
  signal(SIGTERM, leaves);
  signal(SIGHUP, nested);
  act(SIGUSR2, informed, SA_RESTART);
  sysv_signal(SIGINT, once);
  signal(SIGCHLD, SIG_IGN);
  for (int i = 0; i < 3; i++) {
    raise(SIGUSR1);
    work(2);
    raise(SIGUSR2);
    printf("%d %d\n", (int)told, counted);
  }
  raise(SIGHUP);
  printf("%d %d\n", (int)told, counted);
  printf("%d\n", recovered(3));
  block(SIG_BLOCK, SIGUSR1);
  raise(SIGUSR1);
  work(3);
  printf("%d %d\n", (int)told, counted);
  block(SIG_UNBLOCK, SIGUSR1);
  printf("%d %d\n", (int)told, counted);
  printf("%s %s %s %s\n", what(SIGUSR1), what(SIGUSR2), what(SIGCHLD), what(SIGINT));
  work(1);
  raise(SIGINT);
  printf("%s %d\n", what(SIGINT), counted);
  work(1);
  printf("%d\n", signal(SIGUSR1, SIG_IGN) == slow);
  work(1);
  raise(SIGUSR1);
  printf("%d %d %s\n", (int)told, counted, what(SIGUSR1));
  return 0;
}
