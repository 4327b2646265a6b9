/* A key-value store on a B-tree in memory, and a workload that exercises it.
 *
 *     btree [operations]        default 200000
 *
 * Keys are 64-bit numbers, values are strings. The workload mixes inserts,
 * updates, deletes, lookups and range scans from a seeded generator, mirrors a
 * part of it in a plain array, and checks the invariants of the tree again and
 * again; any fault ends the program with status 1. */
#include <inttypes.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MIN_DEGREE 6 /* a node but the root has at least MIN_DEGREE - 1 keys */
#define MAX_KEYS (2 * MIN_DEGREE - 1)

struct entry {
  uint64_t key;
  char *value; /* owned */
};

struct node {
  int count;
  bool leaf;
  struct entry entries[MAX_KEYS];
  struct node *children[MAX_KEYS + 1];
};

struct store {
  struct node *root;
  long size;
  uint64_t nodes;
};

typedef bool (*visitor)(void *context, const struct entry *entry);

static _Noreturn void fail(const char *what) {
  fprintf(stderr, "btree: %s\n", what);
  exit(1);
}

static struct node *node_new(struct store *s, bool leaf) {
  struct node *n = calloc(1, sizeof(struct node));
  if (!n)
    fail("out of memory");
  n->leaf = leaf;
  s->nodes++;
  return n;
}

static void node_free(struct store *s, struct node *n) {
  s->nodes--;
  free(n);
}

/* The place of the first entry whose key is not less than `key`. */
static int lower_bound(const struct node *n, uint64_t key) {
  int low = 0, high = n->count;
  while (low < high) {
    int middle = (low + high) / 2;
    if (n->entries[middle].key < key)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

static const char *store_get(const struct store *s, uint64_t key) {
  const struct node *n = s->root;
  for (;;) {
    int i = lower_bound(n, key);
    if (i < n->count && n->entries[i].key == key)
      return n->entries[i].value;
    if (n->leaf)
      return NULL;
    n = n->children[i];
  }
}

/* Splits the full child number i of n, which is not full itself. */
static void split_child(struct store *s, struct node *n, int i) {
  struct node *left = n->children[i], *right = node_new(s, left->leaf);
  right->count = MIN_DEGREE - 1;
  memcpy(right->entries, &left->entries[MIN_DEGREE],
         (MIN_DEGREE - 1) * sizeof(struct entry));
  if (!left->leaf)
    memcpy(right->children, &left->children[MIN_DEGREE],
           MIN_DEGREE * sizeof(struct node *));
  left->count = MIN_DEGREE - 1;
  memmove(&n->children[i + 2], &n->children[i + 1],
          (n->count - i) * sizeof(struct node *));
  memmove(&n->entries[i + 1], &n->entries[i],
          (n->count - i) * sizeof(struct entry));
  n->children[i + 1] = right;
  n->entries[i] = left->entries[MIN_DEGREE - 1];
  n->count++;
}

static bool insert_below(struct store *s, struct node *n, uint64_t key,
                         char *value) {
  int i = lower_bound(n, key);
  if (i < n->count && n->entries[i].key == key) {
    free(n->entries[i].value);
    n->entries[i].value = value;
    return false;
  }
  if (n->leaf) {
    memmove(&n->entries[i + 1], &n->entries[i],
            (n->count - i) * sizeof(struct entry));
    n->entries[i].key = key;
    n->entries[i].value = value;
    n->count++;
    return true;
  }
  if (n->children[i]->count == MAX_KEYS) {
    split_child(s, n, i);
    return insert_below(s, n, key, value);
  }
  return insert_below(s, n->children[i], key, value);
}

/* Takes a copy of the text; true when the key is new. */
static bool store_put(struct store *s, uint64_t key, const char *text) {
  char *value = strdup(text);
  if (!value)
    fail("out of memory");
  if (s->root->count == MAX_KEYS) {
    struct node *root = node_new(s, false);
    root->children[0] = s->root;
    s->root = root;
    split_child(s, root, 0);
  }
  bool is_new = insert_below(s, s->root, key, value);
  s->size += is_new;
  return is_new;
}

/* Joins the children i and i + 1 of n and the entry between them. */
static void merge_children(struct store *s, struct node *n, int i) {
  struct node *left = n->children[i], *right = n->children[i + 1];
  left->entries[left->count] = n->entries[i];
  memcpy(&left->entries[left->count + 1], right->entries,
         right->count * sizeof(struct entry));
  if (!left->leaf)
    memcpy(&left->children[left->count + 1], right->children,
           (right->count + 1) * sizeof(struct node *));
  left->count += right->count + 1;
  memmove(&n->entries[i], &n->entries[i + 1],
          (n->count - i - 1) * sizeof(struct entry));
  memmove(&n->children[i + 1], &n->children[i + 2],
          (n->count - i - 1) * sizeof(struct node *));
  n->count--;
  node_free(s, right);
}

static void borrow_from_left(struct node *n, int i) {
  struct node *child = n->children[i], *sibling = n->children[i - 1];
  memmove(&child->entries[1], child->entries,
          child->count * sizeof(struct entry));
  memmove(&child->children[1], child->children,
          (child->count + 1) * sizeof(struct node *));
  child->entries[0] = n->entries[i - 1];
  child->children[0] = sibling->children[sibling->count];
  n->entries[i - 1] = sibling->entries[sibling->count - 1];
  child->count++;
  sibling->count--;
}

static void borrow_from_right(struct node *n, int i) {
  struct node *child = n->children[i], *sibling = n->children[i + 1];
  child->entries[child->count] = n->entries[i];
  child->children[child->count + 1] = sibling->children[0];
  n->entries[i] = sibling->entries[0];
  child->count++;
  sibling->count--;
  memmove(sibling->entries, &sibling->entries[1],
          sibling->count * sizeof(struct entry));
  memmove(sibling->children, &sibling->children[1],
          (sibling->count + 1) * sizeof(struct node *));
}

/* Makes sure that the child number i can lose a key; the child to go on with. */
static struct node *with_spare_key(struct store *s, struct node *n, int i) {
  if (n->children[i]->count >= MIN_DEGREE)
    return n->children[i];
  if (i > 0 && n->children[i - 1]->count >= MIN_DEGREE)
    borrow_from_left(n, i);
  else if (i < n->count && n->children[i + 1]->count >= MIN_DEGREE)
    borrow_from_right(n, i);
  else {
    if (i == n->count)
      i--;
    merge_children(s, n, i);
  }
  return n->children[i];
}

/* Takes the largest (or smallest) entry out of the subtree. */
static struct entry take_edge(struct store *s, struct node *n, bool largest) {
  while (!n->leaf)
    n = with_spare_key(s, n, largest ? n->count : 0);
  struct entry taken = n->entries[largest ? n->count - 1 : 0];
  n->count--;
  if (!largest)
    memmove(n->entries, &n->entries[1], n->count * sizeof(struct entry));
  return taken;
}

static bool remove_below(struct store *s, struct node *n, uint64_t key) {
  int i = lower_bound(n, key);
  if (i < n->count && n->entries[i].key == key) {
    if (n->leaf) {
      free(n->entries[i].value);
      n->count--;
      memmove(&n->entries[i], &n->entries[i + 1],
              (n->count - i) * sizeof(struct entry));
    } else if (n->children[i]->count >= MIN_DEGREE) {
      free(n->entries[i].value);
      n->entries[i] = take_edge(s, n->children[i], true);
    } else if (n->children[i + 1]->count >= MIN_DEGREE) {
      free(n->entries[i].value);
      n->entries[i] = take_edge(s, n->children[i + 1], false);
    } else {
      merge_children(s, n, i);
      return remove_below(s, n->children[i], key);
    }
    return true;
  }
  return !n->leaf && remove_below(s, with_spare_key(s, n, i), key);
}

static bool store_remove(struct store *s, uint64_t key) {
  bool removed = remove_below(s, s->root, key);
  if (s->root->count == 0 && !s->root->leaf) {
    struct node *old = s->root;
    s->root = old->children[0];
    node_free(s, old);
  }
  s->size -= removed;
  return removed;
}

/* Visits the entries with low <= key < high in order, until one says stop. */
static bool scan(const struct node *n, uint64_t low, uint64_t high,
                 visitor visit, void *context) {
  for (int i = lower_bound(n, low); i <= n->count; i++) {
    if (!n->leaf && !scan(n->children[i], low, high, visit, context))
      return false;
    if (i == n->count)
      break;
    if (n->entries[i].key >= high || !visit(context, &n->entries[i]))
      return false;
  }
  return true;
}

static void free_below(struct store *s, struct node *n) {
  for (int i = 0; i < n->count; i++)
    free(n->entries[i].value);
  for (int i = 0; !n->leaf && i <= n->count; i++)
    free_below(s, n->children[i]);
  node_free(s, n);
}

/* Depth of the subtree; checks order, fill and equal depth on the way. */
static int check_below(const struct node *n, bool is_root, uint64_t low,
                       uint64_t high, long *size) {
  if (n->count > MAX_KEYS || (!is_root && n->count < MIN_DEGREE - 1))
    fail("a node is too full or too empty");
  *size += n->count;
  int depth = 0;
  for (int i = 0; i <= n->count; i++) {
    uint64_t from = i ? n->entries[i - 1].key : low;
    uint64_t to = i < n->count ? n->entries[i].key : high;
    if (from > to)
      fail("keys out of order");
    if (n->leaf)
      continue;
    int below = check_below(n->children[i], false, from, to, size);
    if (i && below != depth)
      fail("leaves at different depths");
    depth = below;
  }
  return depth + 1;
}

static int store_check(const struct store *s) {
  long size = 0;
  int depth = check_below(s->root, true, 0, UINT64_MAX, &size);
  if (size != s->size)
    fail("wrong number of keys");
  return depth;
}

/*===- The workload -----------------------------------------------------------*/

#define KEY_SPACE 50000
#define MIRROR 1000 /* keys below this are mirrored */

struct digest {
  uint64_t hash;
  long seen, limit;
};

static uint64_t random_state = 88172645463325252u;
static int mirror[MIRROR]; /* version of the value, 0 when absent */

static uint64_t random_next(void) {
  random_state ^= random_state << 13;
  random_state ^= random_state >> 7;
  random_state ^= random_state << 17;
  return random_state;
}

static bool digest_entry(void *context, const struct entry *entry) {
  struct digest *d = context;
  d->hash = (d->hash ^ entry->key) * 1099511628211u;
  for (const char *c = entry->value; *c; c++)
    d->hash = (d->hash ^ (unsigned char)*c) * 1099511628211u;
  d->seen++;
  return d->seen < d->limit;
}

static void compare_with_mirror(const struct store *s) {
  for (uint64_t key = 0; key < MIRROR; key++) {
    const char *value = store_get(s, key);
    int version = 0;
    uint64_t stored = 0;
    if (value && sscanf(value, "%" SCNu64 "/%d", &stored, &version) != 2)
      fail("a value is damaged");
    if (version != mirror[key] || (value && stored != key))
      fail("the store and its mirror differ");
  }
}

int main(int argc, char **argv) {
  int operations = argc > 1 ? atoi(argv[1]) : 200000;
  int report = operations >= 20 ? operations / 20 : 1;
  struct store s = {0};
  struct digest scanned = {14695981039346656037u, 0, 0};
  long hits = 0, misses = 0;
  s.root = node_new(&s, true);

  for (int i = 1; i <= operations; i++) {
    uint64_t dice = random_next() % 100, key = random_next() % KEY_SPACE;
    /* Grows in the first half, shrinks in the second. */
    uint64_t puts = i <= operations / 2 ? 50 : 25;
    if (dice < puts) {
      char text[48];
      snprintf(text, sizeof text, "%" PRIu64 "/%d", key, i);
      store_put(&s, key, text);
      if (key < MIRROR)
        mirror[key] = i;
    } else if (dice < 75) {
      if (store_remove(&s, key))
        hits++;
      else
        misses++;
      if (key < MIRROR)
        mirror[key] = 0;
    } else if (dice < 99) {
      if (store_get(&s, key))
        hits++;
      else
        misses++;
    } else {
      scanned.limit = scanned.seen + 100;
      scan(s.root, key, key + 500, digest_entry, &scanned);
    }
    if (i % report == 0) {
      int depth = store_check(&s);
      compare_with_mirror(&s);
      printf("%8d operations: %6ld keys, %5" PRIu64 " nodes, depth %d, "
             "%ld hits, %ld misses, scans %016" PRIx64 "\n",
             i, s.size, s.nodes, depth, hits, misses, scanned.hash);
    }
  }

  struct digest all = {14695981039346656037u, 0, INT32_MAX};
  scan(s.root, 0, UINT64_MAX, digest_entry, &all);
  printf("contents %016" PRIx64 ", %ld entries\n", all.hash, all.seen);
  free_below(&s, s.root);
  if (s.nodes != 0)
    fail("nodes were lost");
  return 0;
}
