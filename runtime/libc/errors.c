/*===- errors.c - the texts of strerror and strsignal, carried --------------------===*\
 *
 * Each text of libc's is copied, so that pointers to it move along; those of numbers
 * without a meaning are written over by the next such call, as in libc.
 *
\*===-------------------------------------------------------------------------===*/
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

char *__ferry_strerror(int number);
char *__ferry_strsignal(int number);

enum { most = 256 }; /* numbers that have a meaning are smaller, on every machine */
static char *errors[most], *signals[most];
static char unknown_error[64], unknown_signal[64];

static char *kept(char **texts, int number, const char *text) {
  /* Another locale has another, and pointers to the former one stay. */
  if (texts[number] && strcmp(texts[number], text) == 0)
    return texts[number];
  texts[number] = strdup(text);
  if (!texts[number])
    abort(); /* these functions have no way to say that there is no memory */
  return texts[number];
}

char *__ferry_strerror(int number) {
  int before = errno;
  char *text = unknown_error;
  if (number >= 0 && number < most && strerrordesc_np(number))
    text = kept(errors, number, strerror(number));
  else
    snprintf(unknown_error, sizeof unknown_error, "%s", strerror(number));
  errno = before;
  return text;
}

char *__ferry_strsignal(int number) {
  if (number >= 0 && number < most && sigdescr_np(number))
    return kept(signals, number, strsignal(number));
  snprintf(unknown_signal, sizeof unknown_signal, "%s", strsignal(number));
  return unknown_signal;
}
