// Two hash maps with the same content: one of chains, one of open addressing that closes
// gaps when it removes; both grow. Captured while they are searched and rehashed.
//
// RUN: %every-poll --work=%t --to=x86_64,s390x,i686,powerpc --most=100 --min-polls=100 %s
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

struct link {
  struct link *next;
  uint32_t key;
  long value;
};

struct chained {
  struct link **buckets;
  size_t size, count;
};

struct slot {
  bool used;
  uint32_t key;
  long value;
};

struct open {
  struct slot *slots;
  size_t size, count;
};

static void fail(const char *what) {
  printf("broken: %s\n", what);
  exit(1);
}

static void *zeroed(size_t count, size_t size) {
  void *p = calloc(count, size);
  if (!p)
    abort();
  return p;
}

static uint32_t mix(uint32_t key) {
  key = (key ^ key >> 16) * 0x45d9f3bu;
  return key ^ key >> 16;
}

static struct link **chained_find(struct chained *m, uint32_t key) {
  struct link **at = &m->buckets[mix(key) % m->size];
  while (*at && (*at)->key != key)
    at = &(*at)->next;
  return at;
}

static void chained_put(struct chained *m, uint32_t key, long value) {
  if (m->count >= m->size) {
    struct chained larger = {NULL, m->size ? m->size * 2 : 4, m->count};
    larger.buckets = zeroed(larger.size, sizeof *larger.buckets);
    for (size_t i = 0; i < m->size; i++)
      for (struct link *l = m->buckets[i], *next; l; l = next) {
        struct link **bucket = &larger.buckets[mix(l->key) % larger.size];
        next = l->next;
        l->next = *bucket;
        *bucket = l;
      }
    free(m->buckets);
    *m = larger;
  }
  struct link **at = chained_find(m, key);
  if (!*at) {
    *at = zeroed(1, sizeof **at);
    (*at)->key = key;
    m->count++;
  }
  (*at)->value = value;
}

static bool chained_erase(struct chained *m, uint32_t key) {
  struct link **at = chained_find(m, key), *l = *at;
  if (!l)
    return false;
  *at = l->next;
  free(l);
  m->count--;
  return true;
}

static struct slot *open_find(const struct open *m, uint32_t key) {
  size_t i = mix(key) & (m->size - 1);
  while (m->slots[i].used && m->slots[i].key != key)
    i = (i + 1) & (m->size - 1);
  return &m->slots[i];
}

static void open_put(struct open *m, uint32_t key, long value) {
  if (m->count * 4 >= m->size * 3) {
    struct open larger = {NULL, m->size ? m->size * 2 : 4, m->count};
    larger.slots = zeroed(larger.size, sizeof *larger.slots);
    for (const struct slot *s = m->slots; s != m->slots + m->size; s++)
      if (s->used)
        *open_find(&larger, s->key) = *s;
    free(m->slots);
    *m = larger;
  }
  struct slot *s = open_find(m, key);
  m->count += !s->used;
  *s = (struct slot){true, key, value};
}

static bool open_erase(struct open *m, uint32_t key) {
  struct slot *gap = open_find(m, key);
  if (!gap->used)
    return false;
  size_t mask = m->size - 1, hole = (size_t)(gap - m->slots);
  for (size_t i = (hole + 1) & mask; m->slots[i].used; i = (i + 1) & mask) {
    size_t home = mix(m->slots[i].key) & mask;
    if (((i - home) & mask) >= ((i - hole) & mask)) {
      m->slots[hole] = m->slots[i];
      hole = i;
    }
  }
  m->slots[hole].used = false;
  m->count--;
  return true;
}

static void compare(struct chained *a, const struct open *b) {
  if (a->count != b->count)
    fail("count");
  for (size_t i = 0; i < a->size; i++)
    for (const struct link *l = a->buckets[i]; l; l = l->next) {
      const struct slot *s = open_find(b, l->key);
      if (mix(l->key) % a->size != i || !s->used || s->value != l->value)
        fail("content");
    }
}

int main(void) {
  struct chained a = {NULL, 0, 0};
  struct open b = {NULL, 0, 0};
  uint32_t random = 31, digest = 0;
  int erased = 0;
  for (int i = 0; i < 60; i++) {
    random = random * 1664525u + 1013904223u;
    uint32_t key = random >> 26;
    if (i % 4 == 3) {
      bool there = chained_erase(&a, key);
      if (open_erase(&b, key) != there)
        fail("erased");
      erased += there;
    } else {
      chained_put(&a, key, i * -7L);
      open_put(&b, key, i * -7L);
    }
    if (i % 12 == 11)
      compare(&a, &b);
  }
  for (size_t i = 0; i < b.size; i++)
    if (b.slots[i].used)
      digest = (digest ^ b.slots[i].key) * 16777619u + (uint32_t)b.slots[i].value;
  printf("%zu of %zu and %zu, %d erased, %08lx\n", a.count, a.size, b.size, erased,
         (unsigned long)digest);
  for (uint32_t key = 0; key < 64; key++)
    chained_erase(&a, key);
  free(a.buckets);
  free(b.slots);
  return 0;
}
