// Callbacks of the C library that Ferry has no version of, and that reach polls: a capture
// waits in each, and what is captured afterwards is right. A handler leaves with longjmp to
// a function that can't be captured itself; polls are open again then.
//
// RUN: %every-poll --work=%t --to=x86_64,i686 --min-polls=20 %s
#define _GNU_SOURCE
#include <argp.h>
#include <ftw.h>
#include <link.h>
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

static int called;

static int work(int n) {
  int s = 0;
  for (int i = 0; i < n; i++)
    s += i;
  return s;
}

static int visit(const char *path, const struct stat *status, int flag, struct FTW *at) {
  called += work(2) + (path && status && at && flag == FTW_D);
  return 7;
}
static error_t parse(int key, char *argument, struct argp_state *state) {
  called += work(1) + (state != NULL && argument == NULL);
  return key == ARGP_KEY_END ? 0 : ARGP_ERR_UNKNOWN;
}
static int module(struct dl_phdr_info *info, size_t size, void *count) {
  (void)info, (void)size;
  ++*(int *)count;
  work(2);
  return 9;
}
static void begin(void) { called += 100 + work(3); }

static jmp_buf env;
static int probe(void) {
  if (setjmp(env))
    return 1;
  raise(SIGUSR1);
  return 0;
}
static void leave(int number) {
  (void)number;
  work(2);
  longjmp(env, 1);
}
static void install(void) {
  struct sigaction action = {0};
  action.sa_handler = leave;
  action.sa_flags = SA_NODEFER;
  sigaction(SIGUSR1, &action, NULL);
}

int main(void) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  static char name[] = "callbacks";
  char *arguments[] = {name, NULL};
  struct argp parser = {NULL, parse, NULL, NULL, NULL, NULL, NULL};
  int modules = 0;
  printf("%d\n", nftw("/", visit, 4, 0));
  work(1);
  argp_parse(&parser, 1, arguments, 0, NULL, NULL);
  work(1);
  printf("%d\n", dl_iterate_phdr(module, &modules));
  work(1);
  pthread_once(&once, begin);
  pthread_once(&once, begin);
  printf("%d %d\n", called > 100 && called < 200, modules);
  install();
  for (int i = 0; i < 2; i++) {
    printf("%d\n", probe());
    work(2);
  }
  return 0;
}
