/* Word frequencies of a text.
 *
 *     words FILE [rounds]        default 1 round
 *
 * Reads the file, counts its words and its pairs of neighbouring words in hash
 * tables, and prints the most frequent of both, the longest words and the length
 * distribution. Further rounds count again on ever shorter prefixes of the words
 * and print a summary each. */
#include <ctype.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LONGEST 64

struct word {
  struct word *next; /* in its bucket */
  uint32_t hash;
  int count, length;
  char *text;
};

struct table {
  struct word **buckets;
  uint32_t bucket_count; /* a power of two */
  int words;
  long total;
};

static uint32_t hash_of(const char *text, int length) {
  uint32_t hash = 2166136261u;
  for (int i = 0; i < length; i++)
    hash = (hash ^ (unsigned char)text[i]) * 16777619u;
  return hash;
}

static _Noreturn void out_of_memory(void) {
  fprintf(stderr, "words: out of memory\n");
  exit(1);
}

static void table_init(struct table *t) {
  t->bucket_count = 64;
  t->words = 0;
  t->total = 0;
  t->buckets = calloc(t->bucket_count, sizeof(struct word *));
  if (!t->buckets)
    out_of_memory();
}

static void table_grow(struct table *t) {
  uint32_t count = t->bucket_count * 2;
  struct word **buckets = calloc(count, sizeof(struct word *));
  if (!buckets)
    out_of_memory();
  for (uint32_t i = 0; i < t->bucket_count; i++) {
    struct word *w = t->buckets[i];
    while (w) {
      struct word *next = w->next;
      w->next = buckets[w->hash & (count - 1)];
      buckets[w->hash & (count - 1)] = w;
      w = next;
    }
  }
  free(t->buckets);
  t->buckets = buckets;
  t->bucket_count = count;
}

static void table_count(struct table *t, const char *text, int length) {
  uint32_t hash = hash_of(text, length);
  t->total++;
  for (struct word *w = t->buckets[hash & (t->bucket_count - 1)]; w; w = w->next)
    if (w->hash == hash && w->length == length &&
        memcmp(w->text, text, length) == 0) {
      w->count++;
      return;
    }
  if (t->words >= (int)t->bucket_count)
    table_grow(t);
  struct word *w = malloc(sizeof *w);
  if (!w || !(w->text = malloc(length + 1)))
    out_of_memory();
  memcpy(w->text, text, length);
  w->text[length] = 0;
  w->hash = hash;
  w->count = 1;
  w->length = length;
  struct word **bucket = &t->buckets[hash & (t->bucket_count - 1)];
  w->next = *bucket;
  *bucket = w;
  t->words++;
}

static void table_free(struct table *t) {
  for (uint32_t i = 0; i < t->bucket_count; i++)
    for (struct word *w = t->buckets[i]; w;) {
      struct word *next = w->next;
      free(w->text);
      free(w);
      w = next;
    }
  free(t->buckets);
}

static int by_count(const void *left, const void *right) {
  const struct word *a = *(struct word *const *)left;
  const struct word *b = *(struct word *const *)right;
  if (a->count != b->count)
    return a->count < b->count ? 1 : -1;
  return strcmp(a->text, b->text);
}

static int by_length(const void *left, const void *right) {
  const struct word *a = *(struct word *const *)left;
  const struct word *b = *(struct word *const *)right;
  if (a->length != b->length)
    return a->length < b->length ? 1 : -1;
  return strcmp(a->text, b->text);
}

/* Prints the first `limit` words in the given order. */
static void print_top(const struct table *t, const char *title, int limit,
                      int (*order)(const void *, const void *)) {
  struct word **sorted = malloc((t->words + 1) * sizeof *sorted);
  if (!sorted)
    out_of_memory();
  struct word **end = sorted;
  for (uint32_t i = 0; i < t->bucket_count; i++)
    for (struct word *w = t->buckets[i]; w; w = w->next)
      *end++ = w;
  qsort(sorted, end - sorted, sizeof *sorted, order);
  printf("%s (%d different, %ld in all):\n", title, t->words, t->total);
  for (struct word **w = sorted; w != end && w - sorted < limit; w++)
    printf("%7d %s\n", (*w)->count, (*w)->text);
  free(sorted);
}

/* The next word at or behind *at, in lower case; its length, 0 at the end. */
static int next_word(const char **at, char word[LONGEST]) {
  const char *c = *at;
  int length = 0;
  while (*c && !isalpha((unsigned char)*c))
    c++;
  for (; isalpha((unsigned char)*c) ||
         (*c == '\'' && length && isalpha((unsigned char)c[1]));
       c++)
    if (length < LONGEST - 1)
      word[length++] = (char)tolower((unsigned char)*c);
  word[length] = 0;
  *at = c;
  return length;
}

/* Counts words and pairs; words are cut at `longest` letters. */
static void count_text(const char *text, int longest, struct table *words,
                       struct table *pairs, int lengths[LONGEST]) {
  char previous[LONGEST] = "", word[LONGEST], pair[2 * LONGEST];
  int length;
  while ((length = next_word(&text, word)) != 0) {
    if (length > longest)
      word[length = longest] = 0;
    lengths[length]++;
    table_count(words, word, length);
    if (previous[0]) {
      int both = snprintf(pair, sizeof pair, "%s %s", previous, word);
      table_count(pairs, pair, both);
    }
    memcpy(previous, word, sizeof previous);
  }
}

static char *read_file(const char *name) {
  FILE *file = fopen(name, "rb");
  if (!file)
    return NULL;
  fseek(file, 0, SEEK_END);
  long size = ftell(file);
  rewind(file);
  char *text = size >= 0 ? malloc(size + 1) : NULL;
  if (text)
    text[fread(text, 1, size, file)] = 0;
  fclose(file);
  return text;
}

int main(int argc, char **argv) {
  int rounds = argc > 2 ? atoi(argv[2]) : 1;
  char *text = argc > 1 ? read_file(argv[1]) : NULL;
  if (!text) {
    fprintf(stderr, "usage: words FILE [rounds]\n");
    return 1;
  }

  for (int round = 0; round < rounds; round++) {
    struct table words, pairs;
    int lengths[LONGEST] = {0};
    int longest = round == 0 ? LONGEST - 1 : 16 - round % 15;
    table_init(&words);
    table_init(&pairs);
    count_text(text, longest, &words, &pairs, lengths);
    if (round == 0) {
      print_top(&words, "words", 25, by_count);
      print_top(&pairs, "pairs", 15, by_count);
      print_top(&words, "longest", 10, by_length);
      for (int i = 1; i < LONGEST; i++)
        if (lengths[i])
          printf("%3d letters: %d\n", i, lengths[i]);
    } else
      printf("round %3d: %5d words of at most %2d letters, %6d pairs\n", round,
             words.words, longest, pairs.words);
    table_free(&words);
    table_free(&pairs);
  }
  free(text);
  return 0;
}
