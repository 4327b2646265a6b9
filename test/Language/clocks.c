// Clocks that only go forward do so across a move, and what is left of a timer is left
// there.
//
// RUN: %every-poll --work=%t --to=x86_64,s390x,i686,powerpc --min-polls=8 %s
//
// SOAK: %s
#define _GNU_SOURCE
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static volatile sig_atomic_t rung;
static void ring(int number) {
  (void)number;
  rung = 1;
}

static double at(clockid_t id) {
  struct timespec now;
  if (clock_gettime(id, &now) != 0)
    abort();
  return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void goes_on(double (*look)(clockid_t), clockid_t id) {
  double before = look(id);
  for (int i = 0; i < 2; i++) {
    double now = look(id);
    // A machine that was started a year before or after would be far away.
    printf("clock %d: %d %d\n", (int)id, now >= before, now < before + 300);
    before = now;
  }
}

int main(void) {
  clock_t used = clock();
  goes_on(at, CLOCK_MONOTONIC);
  goes_on(at, CLOCK_PROCESS_CPUTIME_ID);
  goes_on(at, CLOCK_BOOTTIME);
  printf("%d\n", clock() >= used);

  struct timespec soon;
  clock_gettime(CLOCK_MONOTONIC, &soon);
  soon.tv_nsec += 1000000;
  if (soon.tv_nsec >= 1000000000) {
    soon.tv_nsec -= 1000000000;
    soon.tv_sec++;
  }
  for (int i = 0; i < 2; i++)
    printf("slept: %d\n", clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &soon, NULL));

  struct itimerval timer = {{0, 0}, {5000, 500}}, left;
  setitimer(ITIMER_VIRTUAL, &timer, NULL);
  alarm(9000);
  for (int i = 0; i < 2; i++) {
    getitimer(ITIMER_VIRTUAL, &left);
    printf("%d %ld\n", left.it_value.tv_sec > 4000 && left.it_value.tv_sec <= 5000,
           (long)left.it_interval.tv_sec);
  }
  unsigned rest = alarm(0);
  printf("%d %u\n", rest > 8000 && rest <= 9000, alarm(0));

  signal(SIGALRM, ring);
  timer.it_value.tv_sec = 0;
  timer.it_value.tv_usec = 100000;
  timer.it_interval.tv_sec = 600;
  setitimer(ITIMER_REAL, &timer, NULL);
  for (int i = 0; i < 2; i++)
    printf("set\n");
  while (!rung)
    usleep(1000);
  getitimer(ITIMER_REAL, &left);
  printf("rung, again in %d\n", left.it_value.tv_sec > 500);
  return 0;
}
