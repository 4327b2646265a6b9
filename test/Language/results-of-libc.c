// Pointers to what localtime, ctime, strerror and their like return move along, and the
// zone's name in a struct tm.
//
// RUN: %every-poll --work=%t --to=x86_64,s390x,i686,powerpc --min-polls=25 %s
//
// SOAK: %s
#define _GNU_SOURCE
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static void pass(void) {
  for (volatile int i = 0; i < 3; i++)
    ;
}

static void show(const struct tm *t) {
  printf("%04d-%02d-%02d %02d:%02d:%02d %s %ld\n", t->tm_year + 1900, t->tm_mon + 1, t->tm_mday,
         t->tm_hour, t->tm_min, t->tm_sec, t->tm_zone, (long)t->tm_gmtoff);
}

static void times(void) {
  time_t summer = 1720000000, winter = 1700000000;
  struct tm at, other;
  struct tm *(*broken_down)(const time_t *, struct tm *) = localtime_r;
  if (!broken_down(&summer, &at) || !gmtime_r(&winter, &other))
    abort();
  struct tm *last = localtime(&winter);
  char *text = ctime(&summer);
  pass();
  show(&at);
  show(&other);
  show(last);
  printf("%s%s", text, asctime(&at));
  printf("%d\n", gmtime(&summer) == last);
  show(last);

  memset(&other, 0xff, sizeof other); // no zone that could be read
  other.tm_year = 120;
  other.tm_mon = other.tm_mday = 14;
  other.tm_hour = 25;
  other.tm_min = other.tm_sec = other.tm_isdst = 0;
  long made = (long)mktime(&other);
  pass();
  printf("%ld\n", made);
  show(&other);
  made = (long)timegm(&at);
  printf("%ld %s\n", made, at.tm_zone);
  memset(&other, 0xff, sizeof other);
  errno = 0;
  other.tm_year = 0x7fffffff;
  other.tm_mon = 0x7fffffff;
  made = (long)mktime(&other);
  printf("%ld\n", made);
  memset(&at, 0, sizeof at);
  char *rest = strptime("2024-02-29 12:00 and on", "%Y-%m-%d %H:%M", &at);
  pass();
  printf("%s, day %d, week day %d\n", rest, at.tm_yday, at.tm_wday);
}

int main(void) {
  setenv("TZ", "EST5EDT,M3.2.0,M11.1.0", 1);
  times();
  setenv("TZ", "HERE-3", 1);
  times();

  // The zone that was looked up last counts, not TZ.
  time_t now = 1700000000;
  struct tm t;
  char text[80];
  setenv("TZ", "OTHER-5", 1);
  pass();
  show(localtime_r(&now, &t));
  strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &t);
  unsetenv("TZ");
  pass();
  show(localtime_r(&now, &t));
  setenv("TZ", "THIRD-7", 1);
  strftime(text, sizeof text, "%Z %-5s", &t);
  unsetenv("TZ");
  pass();
  show(localtime_r(&now, &t));
  tzset();
  pass();

  const char *none = strerror(ENOENT), *range = strerror(ERANGE), *unknown = strerror(12345);
  char *(*tell)(int) = strerror;
  char *stopped = strsignal(SIGTERM), *odd = strsignal(4000);
  pass();
  printf("%s, %s, %s, %s, %s\n", none, range, unknown, stopped, odd);
  printf("%d %d\n", tell(ENOENT) == none, tell(54321) == unknown);
  pass();
  printf("%s\n", unknown);

  char mine[L_tmpnam], *name = tmpnam(NULL), *again = tmpnam(mine);
  pass();
  printf("%d %d %d\n", strncmp(name, "/tmp/", 5), again == mine, access(name, F_OK));
  return 0;
}
