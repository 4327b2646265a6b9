// Objects are taken from pools that grow by chunks, and given back to lists that lead
// through the free objects themselves.
//
// RUN: %every-poll --work=%t --to=x86_64,s390x,i686,powerpc --most=100 --min-polls=100 %s
#include <stdio.h>
#include <stdlib.h>

enum { per_chunk = 8 };

struct particle {
  struct particle *next; // of the free ones, or of those in the same place
  int place, age;
  double energy;
};

struct chunk {
  struct chunk *before;
  int used;
  struct particle *particles;
};

struct pool {
  struct chunk *chunks;
  struct particle *free;
  int chunk_count, live, taken, again;
};

static struct particle *take(struct pool *p) {
  struct particle *one = p->free;
  p->live++;
  p->taken++;
  if (one) {
    p->free = one->next;
    p->again++;
    return one;
  }
  if (!p->chunks || p->chunks->used == per_chunk) {
    struct chunk *c = malloc(sizeof *c);
    if (!c)
      abort();
    c->particles = calloc(per_chunk, sizeof *c->particles);
    if (!c->particles)
      abort();
    c->used = 0;
    c->before = p->chunks;
    p->chunks = c;
    p->chunk_count++;
  }
  return &p->chunks->particles[p->chunks->used++];
}

static void give_back(struct pool *p, struct particle *one) {
  one->next = p->free;
  one->age = -1;
  p->free = one;
  p->live--;
}

/// Each particle of a chunk is free or in one place; counts both ways must agree.
static int is_sound(const struct pool *p, struct particle *const places[], int count) {
  int free_ones = 0, used = 0, young = 0, listed = 0;
  for (const struct particle *f = p->free; f; f = f->next)
    free_ones++;
  for (const struct chunk *c = p->chunks; c; c = c->before) {
    used += c->used;
    for (int i = 0; i < c->used; i++)
      young += c->particles[i].age >= 0;
  }
  for (int i = 0; i < count; i++)
    for (const struct particle *l = places[i]; l; l = l->next)
      listed += l->place == i;
  return free_ones + p->live == used && young == p->live && listed == p->live;
}

static unsigned next_number(unsigned *state) {
  *state = *state * 1103515245u + 12345u;
  return *state >> 16 & 0x7fff;
}

int main(void) {
  enum { places = 7 };
  struct pool pool = {0};
  struct particle *at[places] = {0};
  unsigned state = 4;
  for (int step = 0; step < 60; step++) {
    for (unsigned n = next_number(&state) % 5; n > 0; n--) {
      struct particle *one = take(&pool);
      one->place = (int)(next_number(&state) % places);
      one->age = 0;
      one->energy = (double)(next_number(&state) % 64) / 4;
      one->next = at[one->place];
      at[one->place] = one;
    }
    // Those that lose all their energy go, the others lose a half or move on.
    for (int i = 0; i < places; i++) {
      struct particle **link = &at[i];
      while (*link) {
        struct particle *one = *link;
        one->age++;
        one->energy -= 1.25;
        if (one->energy <= 0) {
          *link = one->next;
          give_back(&pool, one);
        } else if (one->age % 4 == 0 && i + 1 < places) {
          *link = one->next;
          one->place = i + 1;
          one->next = at[i + 1];
          at[i + 1] = one;
        } else {
          link = &one->next;
        }
      }
    }
    if (!is_sound(&pool, at, places)) {
      printf("not sound after step %d\n", step);
      return 1;
    }
    if (step % 6 == 5)
      printf("%d: %d live in %d chunks, %d taken, %d again\n", step, pool.live,
             pool.chunk_count, pool.taken, pool.again);
  }
  for (int i = 0; i < places; i++) {
    printf("place %d:", i);
    for (const struct particle *l = at[i]; l; l = l->next)
      printf(" %d/%.2f", l->age, l->energy);
    printf("\n");
  }
  while (pool.chunks) {
    struct chunk *last = pool.chunks;
    pool.chunks = last->before;
    free(last->particles);
    free(last);
  }
  return 0;
}
