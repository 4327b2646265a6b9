// Strings that are kept once: equal ones have the same address, so that they are compared
// and hashed by it. Captured while the table grows, and with addresses as keys in use.
//
// RUN: %every-poll --work=%t --to=x86_64,s390x,i686,powerpc --most=100 --min-polls=100 %s
#include <ctype.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct symbol {
  struct symbol *next;
  uint32_t hash;
  unsigned uses;
  char *name;
};

struct table {
  struct symbol **buckets;
  size_t size, count;
};

struct pair {
  const char *before, *after; // interned
  unsigned count;
};

static const char text[] =
    "a rose is a rose is a rose and a nose is a nose and who knows the rose knows the nose "
    "that knows the rose and who is a rose that is a nose and is the rose a rose";

static uint32_t hash_of(const char *from, size_t length) {
  uint32_t hash = 2166136261u;
  for (size_t i = 0; i < length; i++)
    hash = (hash ^ (unsigned char)from[i]) * 16777619u;
  return hash;
}

static void grow(struct table *t) {
  size_t size = t->size ? 2 * t->size : 4;
  struct symbol **buckets = calloc(size, sizeof *buckets);
  if (!buckets)
    abort();
  for (size_t i = 0; i < t->size; i++)
    for (struct symbol *s = t->buckets[i], *next; s; s = next) {
      next = s->next;
      s->next = buckets[s->hash & (size - 1)];
      buckets[s->hash & (size - 1)] = s;
    }
  free(t->buckets);
  t->buckets = buckets;
  t->size = size;
}

static const char *intern(struct table *t, const char *from, size_t length) {
  uint32_t hash = hash_of(from, length);
  if (t->count >= t->size)
    grow(t);
  struct symbol **at = &t->buckets[hash & (t->size - 1)];
  for (; *at; at = &(*at)->next)
    if ((*at)->hash == hash && !strncmp((*at)->name, from, length) && !(*at)->name[length]) {
      (*at)->uses++;
      return (*at)->name;
    }
  struct symbol *s = malloc(sizeof *s);
  if (!s)
    abort();
  s->next = NULL;
  s->hash = hash;
  s->uses = 1;
  s->name = strndup(from, length);
  *at = s;
  t->count++;
  return s->name;
}

// Which words follow which: found by address alone.
static struct pair *follow(struct pair *pairs, size_t *count, const char *a, const char *b) {
  for (size_t i = 0; i < *count; i++)
    if (pairs[i].before == a && pairs[i].after == b) {
      pairs[i].count++;
      return pairs;
    }
  pairs = realloc(pairs, (*count + 1) * sizeof *pairs);
  if (!pairs)
    abort();
  pairs[(*count)++] = (struct pair){a, b, 1};
  return pairs;
}

static int by_name(const void *a, const void *b) {
  return strcmp((*(struct symbol *const *)a)->name, (*(struct symbol *const *)b)->name);
}

int main(void) {
  struct table t = {NULL, 0, 0};
  struct pair *pairs = NULL;
  size_t pair_count = 0;
  const char *last = NULL;
  for (const char *p = text; *p;) {
    const char *end = p;
    while (islower((unsigned char)*end))
      end++;
    const char *word = intern(&t, p, (size_t)(end - p));
    if (last)
      pairs = follow(pairs, &pair_count, last, word);
    last = word;
    p = *end ? end + 1 : end;
  }
  for (int i = 0; i < 25; i++) {
    char name[16];
    snprintf(name, sizeof name, "v%d", i * i % 17);
    intern(&t, name, strlen(name));
  }
  printf("%zu words, %zu pairs\n", t.count, pair_count);
  for (size_t i = 0; i < pair_count; i++)
    printf("%s %s %u\n", pairs[i].before, pairs[i].after, pairs[i].count);

  struct symbol **sorted = malloc(t.count * sizeof *sorted);
  size_t n = 0;
  for (size_t i = 0; i < t.size; i++)
    for (struct symbol *s = t.buckets[i]; s; s = s->next)
      sorted[n++] = s;
  qsort(sorted, n, sizeof *sorted, by_name);
  for (size_t i = 0; i < n; i++) {
    if (intern(&t, sorted[i]->name, strlen(sorted[i]->name)) != sorted[i]->name)
      return 1;
    printf("%s:%u ", sorted[i]->name, sorted[i]->uses);
  }
  printf("\n");
  for (size_t i = 0; i < n; i++) {
    free(sorted[i]->name);
    free(sorted[i]);
  }
  free(sorted);
  free(t.buckets);
  free(pairs);
  return 0;
}
