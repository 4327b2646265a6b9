// A red-black tree with links to the parents: its rules are checked, and it is
// captured within insertions, removals, rotations and recursive walks.
//
// RUN: %every-poll --work=%t --to=x86_64,s390x,i686,powerpc --most=100 --min-polls=100 %s
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum colour { RED, BLACK };

struct node {
  struct node *left, *right, *parent;
  enum colour colour;
  int key;
  long value;
};

struct tree {
  struct node *root;
  size_t count;
};

static void fail(const char *what) {
  printf("broken: %s\n", what);
  exit(1);
}

static void replace(struct tree *t, struct node *old, struct node *with) {
  if (!old->parent)
    t->root = with;
  else if (old->parent->left == old)
    old->parent->left = with;
  else
    old->parent->right = with;
  if (with)
    with->parent = old->parent;
}

static void rotate_left(struct tree *t, struct node *n) {
  struct node *up = n->right;
  replace(t, n, up);
  n->right = up->left;
  if (n->right)
    n->right->parent = n;
  up->left = n;
  n->parent = up;
}

static void rotate_right(struct tree *t, struct node *n) {
  struct node *up = n->left;
  replace(t, n, up);
  n->left = up->right;
  if (n->left)
    n->left->parent = n;
  up->right = n;
  n->parent = up;
}

static void insert(struct tree *t, int key, long value) {
  struct node *parent = NULL, **link = &t->root;
  while (*link) {
    parent = *link;
    if (key == parent->key) {
      parent->value += value;
      return;
    }
    link = key < parent->key ? &parent->left : &parent->right;
  }
  struct node *n = calloc(1, sizeof *n);
  if (!n)
    abort();
  n->parent = parent;
  n->key = key;
  n->value = value;
  *link = n;
  t->count++;
  while (n->parent && n->parent->colour == RED) {
    struct node *p = n->parent, *g = p->parent;
    struct node *uncle = g->left == p ? g->right : g->left;
    if (uncle && uncle->colour == RED) {
      p->colour = uncle->colour = BLACK;
      g->colour = RED;
      n = g;
    } else if (g->left == p) {
      if (p->right == n) {
        rotate_left(t, p);
        p = n;
      }
      p->colour = BLACK;
      g->colour = RED;
      rotate_right(t, g);
      break;
    } else {
      if (p->left == n) {
        rotate_right(t, p);
        p = n;
      }
      p->colour = BLACK;
      g->colour = RED;
      rotate_left(t, g);
      break;
    }
  }
  t->root->colour = BLACK;
}

/// What stands in place of a node that is gone lacks a black one; it may be null.
static void add_black(struct tree *t, struct node *parent, struct node *lacks) {
  while (parent && (!lacks || lacks->colour == BLACK)) {
    int on_left = parent->left == lacks;
    struct node *sibling = on_left ? parent->right : parent->left;
    if (sibling->colour == RED) {
      sibling->colour = BLACK;
      parent->colour = RED;
      (on_left ? rotate_left : rotate_right)(t, parent);
      continue;
    }
    struct node *near = on_left ? sibling->left : sibling->right;
    struct node *far = on_left ? sibling->right : sibling->left;
    if ((!near || near->colour == BLACK) && (!far || far->colour == BLACK)) {
      sibling->colour = RED;
      lacks = parent;
      parent = lacks->parent;
      continue;
    }
    if (!far || far->colour == BLACK) {
      near->colour = BLACK;
      sibling->colour = RED;
      (on_left ? rotate_right : rotate_left)(t, sibling);
      continue;
    }
    sibling->colour = parent->colour;
    parent->colour = far->colour = BLACK;
    (on_left ? rotate_left : rotate_right)(t, parent);
    return;
  }
  if (lacks)
    lacks->colour = BLACK;
}

static int take_out(struct tree *t, int key) {
  struct node *n = t->root;
  while (n && n->key != key)
    n = key < n->key ? n->left : n->right;
  if (!n)
    return 0;
  if (n->left && n->right) {
    // The next one has no left child; it gives up its place.
    struct node *next = n->right;
    while (next->left)
      next = next->left;
    n->key = next->key;
    n->value = next->value;
    n = next;
  }
  struct node *child = n->left ? n->left : n->right, *parent = n->parent;
  replace(t, n, child);
  if (n->colour == BLACK)
    add_black(t, parent, child);
  free(n);
  t->count--;
  return 1;
}

// The height in black nodes.
static int check(const struct node *n, const struct node *parent, long low, long high) {
  if (!n)
    return 1;
  if (n->parent != parent)
    fail("parent");
  if (n->key <= low || n->key >= high)
    fail("order");
  if (n->colour == RED && parent && parent->colour == RED)
    fail("two red ones");
  int left = check(n->left, n, low, n->key);
  int right = check(n->right, n, n->key, high);
  if (left != right)
    fail("black height");
  return left + (n->colour == BLACK);
}

static uint32_t digest(const struct node *n, uint32_t sum) {
  if (!n)
    return sum * 31 + 7;
  sum = digest(n->left, sum);
  sum = (sum ^ (uint32_t)n->key) * 16777619u + (uint32_t)n->value + n->colour;
  return digest(n->right, sum);
}

static void release(struct node *n) {
  if (!n)
    return;
  release(n->left);
  release(n->right);
  free(n);
}

int main(void) {
  struct tree t = {NULL, 0};
  uint32_t random = 12345;
  for (int i = 0; i < 60; i++) {
    random = random * 1664525u + 1013904223u;
    insert(&t, (int)(random >> 16) % 200 - 100, i * 3L - 50);
    if (i % 20 == 19) {
      int height = check(t.root, NULL, -1000, 1000);
      printf("%d: %zu nodes, black height %d, %08lx\n", i, t.count, height,
             (unsigned long)digest(t.root, 2166136261u));
    }
  }
  for (int i = 0; i < 80; i++) {
    random = random * 1664525u + 1013904223u;
    int key = (int)(random >> 16) % 200 - 100;
    if (i % 4 == 3)
      insert(&t, key, i);
    else if (t.root)
      take_out(&t, i % 2 ? t.root->key : key);
    int height = check(t.root, NULL, -1000, 1000);
    if (i % 20 == 19)
      printf("%d: %zu nodes, black height %d, %08lx\n", i, t.count, height,
             (unsigned long)digest(t.root, 2166136261u));
  }
  release(t.root);
  return 0;
}
