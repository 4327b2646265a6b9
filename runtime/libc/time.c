/*===- time.c - broken-down times and the time zone, carried ---------------------===*\
 *
 * What localtime and its like return is a variable here, and the zone's name that a struct
 * tm points to a text that is kept for good, so that pointers to them move along.
 *
 * libc looks at TZ when tzset is called, or a function that does so, and the first time
 * that any of these is; from then on that zone counts, whatever becomes of TZ. So the zone
 * that was looked up last is looked up again where the program goes on. TZ is a variable
 * that the program has asked for by that (environment.c). Without it local time is that of
 * the machine.
 *
 * Functions whose names begin with __ferry_ call the C library's
 * (precompiler/rules/LibraryVersions.cpp); the others call each other like a program.
 *
\*===-------------------------------------------------------------------------===*/
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

void __ferry_tzset(void);
char *__ferry_asctime(const struct tm *time);
char *__ferry_ctime(const time_t *time);
struct tm *__ferry_gmtime(const time_t *time);
struct tm *__ferry_gmtime_r(const time_t *time, struct tm *result);
struct tm *__ferry_localtime(const time_t *time);
struct tm *__ferry_localtime_r(const time_t *time, struct tm *result);
time_t __ferry_mktime(struct tm *time);
time_t __ferry_timegm(struct tm *time);
size_t __ferry_strftime(char *text, size_t size, const char *format, const struct tm *time);
char *__ferry_strptime(const char *text, const char *format, struct tm *time);
void __ferry_zone_again(void);

struct name {
  struct name *before;
  char *text;
};

static struct name *names;
static int has_zone;
static char *zone; /* what TZ said, when libc looked at it last; null: it was not set */
static struct tm broken_down;
static char text_of_time[128];

/* Zones have few names. */
static const char *kept(const char *text) {
  struct name *n;
  for (n = names; n; n = n->before)
    if (strcmp(n->text, text) == 0)
      return n->text;
  n = malloc(sizeof *n);
  if (!n || !(n->text = strdup(text)))
    abort(); /* these functions have no way to say that there is no memory */
  n->before = names;
  names = n;
  return n->text;
}

/* Not in a function that is a version: it is the version of getenv that is called. */
static void note_zone(void) {
  has_zone = 1;
  zone = getenv("TZ");
}

void __ferry_tzset(void) {
  note_zone();
  tzset();
}

static void first_tzset(void) {
  if (!has_zone)
    __ferry_tzset();
}

/* Before the environment is set again. */
void __ferry_zone_again(void) {
  if (!has_zone)
    return;
  if (zone)
    setenv("TZ", zone, 1);
  else
    unsetenv("TZ");
  tzset();
}

/* `before` is what stood there: of a time that was not changed it may be anything. */
static void own_zone(struct tm *time, const char *before) {
  int error = errno;
  if (time->tm_zone != before)
    time->tm_zone = kept(time->tm_zone);
  errno = error;
}

struct tm *__ferry_gmtime_r(const time_t *time, struct tm *result) {
  first_tzset();
  result = gmtime_r(time, result);
  if (result)
    own_zone(result, NULL);
  return result;
}

struct tm *__ferry_gmtime(const time_t *time) {
  return __ferry_gmtime_r(time, &broken_down);
}

struct tm *__ferry_localtime_r(const time_t *time, struct tm *result) {
  first_tzset();
  result = localtime_r(time, result);
  if (result)
    own_zone(result, NULL);
  return result;
}

struct tm *__ferry_localtime(const time_t *time) {
  __ferry_tzset();
  return __ferry_localtime_r(time, &broken_down);
}

time_t __ferry_mktime(struct tm *time) {
  const char *before = time->tm_zone;
  time_t result;
  __ferry_tzset();
  result = mktime(time);
  own_zone(time, before);
  return result;
}

time_t __ferry_timegm(struct tm *time) {
  const char *before = time->tm_zone;
  time_t result;
  first_tzset();
  result = timegm(time);
  own_zone(time, before);
  return result;
}

char *__ferry_asctime(const struct tm *time) {
  char *text = asctime(time);
  if (!text)
    return NULL;
  snprintf(text_of_time, sizeof text_of_time, "%s", text);
  return text_of_time;
}

char *__ferry_ctime(const time_t *time) {
  struct tm *now = __ferry_localtime(time);
  return now ? __ferry_asctime(now) : NULL;
}

size_t __ferry_strftime(char *text, size_t size, const char *format, const struct tm *time) {
  for (const char *f = format; *f; f++)
    if (*f == '%') { /* flags and width, and what is to be written */
      do
        f++;
      while (*f && !((*f >= 'a' && *f <= 'z') || (*f >= 'A' && *f <= 'Z') || *f == '%') ||
             *f == 'E' || *f == 'O');
      if (*f == 's' || (*f == 'Z' && !(time->tm_zone && *time->tm_zone)))
        __ferry_tzset(); /* as libc does for them */
      if (!*f)
        break;
    }
  return strftime(text, size, format, time);
}

char *__ferry_strptime(const char *text, const char *format, struct tm *time) {
  const char *before = time->tm_zone;
  char *rest;
  first_tzset();
  rest = strptime(text, format, time);
  own_zone(time, before);
  return rest;
}
