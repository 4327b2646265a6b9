// A cache that forgets what was used longest ago: a hash table with chains, whose entries
// are in a circular list in the order of their use, too.
//
// RUN: %every-poll --work=%t --to=x86_64,s390x,i686,powerpc --most=100 --min-polls=100 %s
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BUCKETS 13

struct entry {
  struct entry *newer, *older;
  struct entry *chain;
  char *key;
  double value;
};

struct cache {
  struct entry *buckets[BUCKETS];
  struct entry ends; // ends.older is the newest, ends.newer the oldest
  size_t count, capacity;
  unsigned long hits, misses, forgotten;
};

static void fail(const char *what) {
  printf("broken: %s\n", what);
  exit(1);
}

static uint32_t hash(const char *key) {
  uint32_t h = 2166136261u;
  while (*key)
    h = (h ^ (unsigned char)*key++) * 16777619u;
  return h;
}

static void unlink_entry(struct entry *e) {
  e->newer->older = e->older;
  e->older->newer = e->newer;
}

static void link_newest(struct cache *c, struct entry *e) {
  e->newer = &c->ends;
  e->older = c->ends.older;
  e->older->newer = e;
  c->ends.older = e;
}

static struct cache *create(size_t capacity) {
  struct cache *c = calloc(1, sizeof *c);
  if (!c)
    abort();
  c->ends.newer = c->ends.older = &c->ends;
  c->capacity = capacity;
  return c;
}

static void forget(struct cache *c, struct entry *e) {
  struct entry **link = &c->buckets[hash(e->key) % BUCKETS];
  while (*link != e)
    link = &(*link)->chain;
  *link = e->chain;
  unlink_entry(e);
  free(e->key);
  free(e);
  c->count--;
}

static double get(struct cache *c, const char *key, double (*compute)(const char *)) {
  struct entry **bucket = &c->buckets[hash(key) % BUCKETS];
  for (struct entry *e = *bucket; e; e = e->chain)
    if (strcmp(e->key, key) == 0) {
      c->hits++;
      unlink_entry(e);
      link_newest(c, e);
      return e->value;
    }
  c->misses++;
  if (c->count == c->capacity) {
    forget(c, c->ends.newer);
    c->forgotten++;
  }
  struct entry *e = malloc(sizeof *e);
  if (!e)
    abort();
  e->key = malloc(strlen(key) + 1);
  if (!e->key)
    abort();
  strcpy(e->key, key);
  e->value = compute(key);
  e->chain = *bucket;
  *bucket = e;
  link_newest(c, e);
  c->count++;
  return e->value;
}

static double compute(const char *key) {
  double sum = 0.5;
  for (size_t i = 0; key[i]; i++)
    sum += key[i] * (double)(i + 1) / 8;
  return sum;
}

static void check(const struct cache *c) {
  size_t listed = 0, hashed = 0;
  for (const struct entry *e = c->ends.older; e != &c->ends; e = e->older) {
    if (e->newer->older != e || e->older->newer != e)
      fail("list");
    if (e->value != compute(e->key))
      fail("value");
    listed++;
  }
  for (size_t b = 0; b < BUCKETS; b++)
    for (const struct entry *e = c->buckets[b]; e; e = e->chain) {
      if (hash(e->key) % BUCKETS != b)
        fail("bucket");
      hashed++;
    }
  if (listed != c->count || hashed != c->count || c->count > c->capacity)
    fail("count");
}

int main(void) {
  struct cache *c = create(8);
  uint32_t random = 99;
  double sum = 0;
  for (int i = 0; i < 60; i++) {
    char key[32];
    random = random * 1664525u + 1013904223u;
    unsigned a = random >> 24;
    snprintf(key, sizeof key, "key-%u", a % 4 ? a % 10 : a % 40);
    sum += get(c, key, compute);
    if (i % 15 == 14)
      check(c);
  }
  printf("%lu hits, %lu misses, %lu forgotten, sum %.3f\n", c->hits, c->misses, c->forgotten,
         sum);
  for (const struct entry *e = c->ends.older; e != &c->ends; e = e->older)
    printf("%s = %.3f\n", e->key, e->value);
  while (c->count)
    forget(c, c->ends.newer);
  free(c);
  return 0;
}
