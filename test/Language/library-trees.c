// tsearch, tfind, tdelete, twalk, twalk_r and tdestroy: trees that are captured in each of
// their callbacks, with keys that move along. Without Ferry they are the C library's, so
// order, levels and comparisons are those.
//
// RUN: %every-poll --work=%t --to=x86_64,s390x,i686,powerpc --min-polls=190 %s
// RUN: %every-poll --work=%t.clang --to=x86_64,i686 --min-polls=190 --cc=clang --cflags=-O2 %s
#define _GNU_SOURCE
#include <search.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct word {
  char *text;
  long times;
};
static void *words, *numbers;
static int calls;

static int slow(int difference) {
  int left = 2;
  while (left--)
    calls++;
  return difference;
}
static int by_text(const void *a, const void *b) {
  return slow(strcmp(((const struct word *)a)->text, ((const struct word *)b)->text));
}
static int plain(const void *a, const void *b) { return *(const int *)a - *(const int *)b; }

static void show(const void *node, VISIT visit, int level) {
  const struct word *w = *(struct word *const *)node;
  if (visit == postorder || visit == leaf)
    printf("%*s%s %ld%s\n", level, "", w->text, w->times, slow(visit == leaf) ? "" : " *");
}
static void sum(const void *node, VISIT visit, void *total) {
  if (visit == preorder || visit == leaf)
    *(long *)total += slow((*(struct word *const *)node)->times);
}
static void print(const void *node, const VISIT visit, const int level) {
  printf("%d:%d:%d ", **(int *const *)node, (int)visit, level);
}

static void forget(void *word) {
  struct word *w = word;
  printf("-%s ", w->text);
  slow(0);
  free(w->text);
  free(w);
}

static void count(const char *text) {
  struct word *w = malloc(sizeof *w), *found;
  w->text = malloc(strlen(text) + 1);
  strcpy(w->text, text);
  w->times = 0;
  found = *(struct word **)tsearch(w, &words, by_text);
  found->times += 5000000;
  if (found != w) {
    free(w->text);
    free(w);
  }
}

int main(void) {
  static const char *const text[] = {"so", "we", "beat", "on", "boats", "against", "the",
                                     "so", "current", "borne", "the", "back"};
  static int kept[40];
  struct word key = {"boats", 0}, none = {"ship", 0};
  long total = 0;
  int *found;
  for (unsigned i = 0; i < sizeof text / sizeof *text; i++)
    count(text[i]);
  twalk(words, show);
  struct word **boats = tfind(&key, &words, by_text);
  printf("%s %d\n", (*boats)->text, tfind(&none, &words, by_text) == NULL);
  struct word *removed = *boats;
  printf("%d\n", tdelete(&key, &words, by_text) != NULL);
  printf("%d\n", tdelete(&none, &words, by_text) == NULL);
  forget(removed);
  twalk_r(words, sum, &total);
  printf("%ld\n", total / 1000000);
  for (int i = 0; i < 40; i++) {
    kept[i] = i * 7 % 40;
    tsearch(&kept[i], &numbers, plain);
  }
  for (int i = 0; i < 40; i += 3)
    tdelete(&kept[i], &numbers, plain);
  twalk(numbers, print);
  slow(0);
  found = *(int **)tfind(&kept[4], &numbers, plain);
  printf("\n%d\n", *found);
  tdestroy(words, forget);
  printf("\n%d\n", calls);
  return 0;
}
