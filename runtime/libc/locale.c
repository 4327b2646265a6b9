/*===- locale.c - setlocale and the domains of messages, carried ----------------===*\
 *
 * The program goes on in the locales that it has set, by their names; "" was looked up
 * when it was asked for, and what it gave is what counts. The definitions are those of the
 * machine, as are the catalogs of messages: a machine that has no locale of that name is
 * refused.
 *
 * What these functions return is a text that is kept for good, so that pointers to it move
 * along. Functions whose names begin with __ferry_ call the C library's
 * (precompiler/rules/LibraryVersions.cpp).
 *
\*===-------------------------------------------------------------------------===*/
#include <libintl.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

char *__ferry_setlocale(int category, const char *name);
char *__ferry_textdomain(const char *name);
char *__ferry_bindtextdomain(const char *name, const char *folder);
char *__ferry_bind_textdomain_codeset(const char *name, const char *codeset);
const char *__ferry_locale_again(void);

struct text {
  struct text *before;
  char *text;
};

/* Of messages; null: not said. */
struct domain {
  struct domain *before;
  char *name, *folder, *codeset;
};

enum { categories = LC_IDENTIFICATION + 1 };
static char *locales[categories]; /* by number, without LC_ALL; null: never set */
static struct text *texts;
static struct domain *domains;
static char *domain_now;

static void *memory(size_t size) {
  void *block = malloc(size);
  if (!block)
    abort(); /* to forget what was set would be a lie after a move */
  return block;
}

/* Null for null. */
static char *kept(const char *text) {
  struct text *t;
  if (!text)
    return NULL;
  for (t = texts; t; t = t->before)
    if (strcmp(t->text, text) == 0)
      return t->text;
  t = memory(sizeof *t);
  t->text = memory(strlen(text) + 1);
  memcpy(t->text, text, strlen(text) + 1);
  t->before = texts;
  texts = t;
  return t->text;
}

static struct domain *domain_of(const char *name) {
  struct domain *d;
  for (d = domains; d; d = d->before)
    if (strcmp(d->name, name) == 0)
      return d;
  d = memory(sizeof *d);
  d->name = kept(name);
  d->folder = d->codeset = NULL;
  d->before = domains;
  return domains = d;
}

char *__ferry_setlocale(int category, const char *name) {
  char *now = kept(setlocale(category, name));
  for (int c = 0; name && now && c < categories; c++)
    if (c != LC_ALL)
      locales[c] = kept(setlocale(c, NULL));
  return now;
}

char *__ferry_textdomain(const char *name) {
  char *now = kept(textdomain(name));
  if (name && now)
    domain_now = now;
  return now;
}

char *__ferry_bindtextdomain(const char *name, const char *folder) {
  char *now = kept(bindtextdomain(name, folder));
  if (folder && now)
    domain_of(name)->folder = now;
  return now;
}

char *__ferry_bind_textdomain_codeset(const char *name, const char *codeset) {
  char *now = kept(bind_textdomain_codeset(name, codeset));
  if (codeset && now)
    domain_of(name)->codeset = now;
  return now;
}

/* The name of a locale that there is none of, or null. */
const char *__ferry_locale_again(void) {
  for (int c = 0; c < categories; c++)
    if (locales[c] && !setlocale(c, locales[c]))
      return locales[c];
  for (struct domain *d = domains; d; d = d->before)
    if ((d->folder && !bindtextdomain(d->name, d->folder)) ||
        (d->codeset && !bind_textdomain_codeset(d->name, d->codeset)))
      abort();
  if (domain_now && !textdomain(domain_now))
    abort();
  return NULL;
}
