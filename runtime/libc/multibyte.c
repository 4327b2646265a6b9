/*===- multibyte.c - the hidden states of mbrtowc and its like, carried -----------------===*\
 *
 * Without an mbstate_t these functions keep the character that they have begun in one of
 * their own, each in another; here it is a variable. An mbstate_t has a union: libc's
 * converters from UTF-8 keep a number in there, those from other encodings bytes. (Those
 * that write characters keep nothing, in any encoding that a locale can have.)
 *
\*===-------------------------------------------------------------------------===*/
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <langinfo.h>
#include <string.h>
#include <wchar.h>

size_t __ferry_mbrtowc(wchar_t *to, const char *from, size_t size, void *state);
size_t __ferry_mbrlen(const char *from, size_t size, void *state);
size_t __ferry_mbsrtowcs(wchar_t *to, const char **from, size_t size, void *state);
size_t __ferry_mbsnrtowcs(wchar_t *to, const char **from, size_t bytes, size_t size,
                          void *state);

struct begun {
  int count;
  unsigned number; /* one of the two is 0 */
  char bytes[4];
};

static int is_number(void) { return strcmp(nl_langinfo(CODESET), "UTF-8") == 0; }

static mbstate_t opened(const struct begun *kept) {
  mbstate_t state;
  memset(&state, 0, sizeof state);
  state.__count = kept->count;
  if (is_number())
    state.__value.__wch = kept->number;
  else
    memcpy(state.__value.__wchb, kept->bytes, sizeof kept->bytes);
  return state;
}

static size_t closed(size_t result, mbstate_t *state, struct begun *kept) {
  memset(kept, 0, sizeof *kept);
  if (mbsinit(state))
    return result;
  kept->count = state->__count;
  if (is_number())
    kept->number = state->__value.__wch;
  else
    memcpy(kept->bytes, state->__value.__wchb, sizeof kept->bytes);
  return result;
}

size_t __ferry_mbrtowc(wchar_t *to, const char *from, size_t size, void *state) {
  static struct begun kept;
  mbstate_t own = opened(&kept);
  return state ? mbrtowc(to, from, size, state)
               : closed(mbrtowc(to, from, size, &own), &own, &kept);
}

size_t __ferry_mbrlen(const char *from, size_t size, void *state) {
  static struct begun kept;
  mbstate_t own = opened(&kept);
  return state ? mbrlen(from, size, state) : closed(mbrlen(from, size, &own), &own, &kept);
}

size_t __ferry_mbsrtowcs(wchar_t *to, const char **from, size_t size, void *state) {
  static struct begun kept;
  mbstate_t own = opened(&kept);
  return state ? mbsrtowcs(to, from, size, state)
               : closed(mbsrtowcs(to, from, size, &own), &own, &kept);
}

size_t __ferry_mbsnrtowcs(wchar_t *to, const char **from, size_t bytes, size_t size,
                          void *state) {
  static struct begun kept;
  mbstate_t own = opened(&kept);
  return state ? mbsnrtowcs(to, from, bytes, size, state)
               : closed(mbsnrtowcs(to, from, bytes, size, &own), &own, &kept);
}
