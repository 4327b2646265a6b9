/*===- words.c - strtok, carried ---------------------------------------------===*\
 *
 * Where strtok goes on is a variable here, so a checkpoint has it
 * (precompiler/rules/LibraryVersions.cpp). Weak: a program that defines a strtok has
 * its own.
 *
 * At the end of the text nothing is kept of it: its memory may be gone at the next
 * capture, and strtok(0, ...) answers 0 all the same.
 *
\*===-------------------------------------------------------------------------===*/
#include <string.h>

void __ferry_keeps_words(void);
char *strtok(char *restrict text, const char *restrict between) __attribute__((weak));

static char *rest;

static int is_one_of(char character, const char *characters) {
  while (*characters && *characters != character)
    characters++;
  return *characters != 0;
}

char *strtok(char *restrict text, const char *restrict between) {
  char *word = text ? text : rest, *end;
  rest = NULL;
  if (!word)
    return NULL;
  while (*word && is_one_of(*word, between))
    word++;
  if (!*word)
    return NULL;
  end = word;
  while (*end && !is_one_of(*end, between))
    end++;
  if (*end)
    *end++ = 0;
  rest = end;
  return word;
}

void __ferry_keeps_words(void) {}
