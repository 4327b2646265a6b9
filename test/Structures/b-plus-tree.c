// A B+ tree: inner nodes have keys and children, leaves have values and a next leaf. Nodes
// are split, lend to one another and are merged.
//
// RUN: %every-poll --work=%t --to=x86_64,s390x,i686,powerpc --most=100 --min-polls=100 %s
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { most = 5, fewest = most / 2 }; // keys of a node; the root may have fewer
enum { keys = 200 };

struct node {
  int is_leaf, count;
  int keys[most + 1]; // one more while it is split
  struct node *children[most + 2];
  char *values[most + 1];
  struct node *next;
};

static int nodes;

static struct node *new_node(int is_leaf) {
  struct node *n = calloc(1, sizeof *n);
  if (!n)
    abort();
  n->is_leaf = is_leaf;
  nodes++;
  return n;
}

static void free_node(struct node *n) {
  free(n);
  nodes--;
}

/// The child that a key is below; in a leaf its place. Keys of an inner node are the lowest
/// of their right children.
static int place(const struct node *n, int key) {
  int i = 0;
  while (i < n->count && (n->is_leaf ? n->keys[i] < key : n->keys[i] <= key))
    i++;
  return i;
}

static void open_key(struct node *n, int at) {
  memmove(n->keys + at + 1, n->keys + at, sizeof n->keys[0] * (size_t)(n->count - at));
  memmove(n->values + at + 1, n->values + at, sizeof n->values[0] * (size_t)(n->count - at));
}

static void close_key(struct node *n, int at) {
  n->count--;
  memmove(n->keys + at, n->keys + at + 1, sizeof n->keys[0] * (size_t)(n->count - at));
  memmove(n->values + at, n->values + at + 1, sizeof n->values[0] * (size_t)(n->count - at));
}

/// The right half of a node that is too full; \p up is the lowest key below it.
static struct node *split(struct node *n, int *up) {
  struct node *right = new_node(n->is_leaf);
  int half = n->count / 2, from = n->is_leaf ? half : half + 1;
  *up = n->keys[half];
  right->count = n->count - from;
  for (int i = 0; i < right->count; i++) {
    right->keys[i] = n->keys[from + i];
    right->values[i] = n->values[from + i];
  }
  for (int i = 0; !n->is_leaf && i <= right->count; i++)
    right->children[i] = n->children[from + i];
  n->count = half;
  if (n->is_leaf) {
    right->next = n->next;
    n->next = right;
  }
  return right;
}

/// Returns what stands right of the node now, or null.
static struct node *put_below(struct node *n, int key, char *value, int *up) {
  int at = place(n, key);
  if (n->is_leaf) {
    if (at < n->count && n->keys[at] == key) {
      free(n->values[at]);
      n->values[at] = value;
      return NULL;
    }
    open_key(n, at);
    n->keys[at] = key;
    n->values[at] = value;
  } else {
    int key_up;
    struct node *right = put_below(n->children[at], key, value, &key_up);
    if (!right)
      return NULL;
    open_key(n, at);
    for (int i = n->count; i > at; i--)
      n->children[i + 1] = n->children[i];
    n->keys[at] = key_up;
    n->children[at + 1] = right;
  }
  return ++n->count > most ? split(n, up) : NULL;
}

static struct node *put(struct node *root, int key, char *value) {
  int up;
  struct node *right = put_below(root, key, value, &up);
  if (!right)
    return root;
  struct node *above = new_node(0);
  above->count = 1;
  above->keys[0] = up;
  above->children[0] = root;
  above->children[1] = right;
  return above;
}

/// The last of the left sibling goes over to child \p at.
static void lend_from_left(struct node *n, int at) {
  struct node *to = n->children[at], *from = n->children[at - 1];
  open_key(to, 0);
  if (to->is_leaf) {
    to->keys[0] = n->keys[at - 1] = from->keys[from->count - 1];
    to->values[0] = from->values[from->count - 1];
  } else {
    for (int i = to->count; i >= 0; i--)
      to->children[i + 1] = to->children[i];
    to->children[0] = from->children[from->count];
    to->keys[0] = n->keys[at - 1];
    n->keys[at - 1] = from->keys[from->count - 1];
  }
  to->count++;
  from->count--;
}

/// The first of the right sibling.
static void lend_from_right(struct node *n, int at) {
  struct node *to = n->children[at], *from = n->children[at + 1];
  if (to->is_leaf) {
    to->keys[to->count] = from->keys[0];
    to->values[to->count] = from->values[0];
    close_key(from, 0);
    n->keys[at] = from->keys[0];
  } else {
    to->keys[to->count] = n->keys[at];
    to->children[to->count + 1] = from->children[0];
    n->keys[at] = from->keys[0];
    for (int i = 0; i < from->count; i++)
      from->children[i] = from->children[i + 1];
    close_key(from, 0);
  }
  to->count++;
}

/// Child \p at takes what is in the next one, which is freed.
static void merge(struct node *n, int at) {
  struct node *left = n->children[at], *right = n->children[at + 1];
  if (left->is_leaf)
    left->next = right->next;
  else
    left->keys[left->count++] = n->keys[at];
  for (int i = 0; i < right->count; i++) {
    left->keys[left->count + i] = right->keys[i];
    left->values[left->count + i] = right->values[i];
  }
  for (int i = 0; !left->is_leaf && i <= right->count; i++)
    left->children[left->count + i] = right->children[i];
  left->count += right->count;
  free_node(right);
  for (int i = at + 1; i < n->count; i++)
    n->children[i] = n->children[i + 1];
  close_key(n, at);
}

static int remove_below(struct node *n, int key) {
  int at = place(n, key);
  if (n->is_leaf) {
    if (at == n->count || n->keys[at] != key)
      return 0;
    free(n->values[at]);
    close_key(n, at);
    return 1;
  }
  if (!remove_below(n->children[at], key))
    return 0;
  if (n->children[at]->count >= fewest)
    return 1;
  if (at > 0 && n->children[at - 1]->count > fewest)
    lend_from_left(n, at);
  else if (at < n->count && n->children[at + 1]->count > fewest)
    lend_from_right(n, at);
  else
    merge(n, at > 0 ? at - 1 : at);
  return 1;
}

static struct node *take_out(struct node *root, int key, int *found) {
  *found = remove_below(root, key);
  if (root->is_leaf || root->count > 0)
    return root;
  struct node *only = root->children[0];
  free_node(root);
  return only;
}

/// The depth of a sound tree with keys of [low, high) below the node, or -1.
static int depth(const struct node *n, int is_root, int low, int high) {
  if (n->count > most || (!is_root && n->count < fewest))
    return -1;
  for (int i = 0; i < n->count; i++)
    if (n->keys[i] < low || n->keys[i] >= high || (i > 0 && n->keys[i - 1] >= n->keys[i]))
      return -1;
  if (n->is_leaf)
    return 1;
  int below = 0;
  for (int i = 0; i <= n->count; i++) {
    int d = depth(n->children[i], 0, i > 0 ? n->keys[i - 1] : low,
                  i < n->count ? n->keys[i] : high);
    if (d < 0 || (i > 0 && d != below))
      return -1;
    below = d;
  }
  return 1 + below;
}

static const struct node *first_leaf(const struct node *n, int key) {
  while (!n->is_leaf)
    n = n->children[place(n, key)];
  return n;
}

static void print_range(const struct node *root, int from, int to) {
  printf("[%d, %d):", from, to);
  for (const struct node *l = first_leaf(root, from); l; l = l->next)
    for (int i = 0; i < l->count; i++)
      if (l->keys[i] >= from && l->keys[i] < to)
        printf(" %s", l->values[i]);
  printf("\n");
}

static char *text_of(int key, int step) {
  char *text = malloc(24);
  if (!text)
    abort();
  snprintf(text, 24, "%d@%d", key, step);
  return text;
}

int main(void) {
  static char there[keys]; // which keys the tree ought to have
  struct node *root = new_node(1);
  unsigned state = 5;
  int live = 0;
  for (int step = 0; step < 400; step++) {
    state = state * 1103515245u + 12345u;
    int key = (int)((state >> 16) % keys), found;
    // First it grows, then it shrinks.
    if ((int)((state >> 8) % 8) < (step < 200 ? 6 : 2)) {
      root = put(root, key, text_of(key, step));
      live += !there[key];
      there[key] = 1;
    } else {
      root = take_out(root, key, &found);
      if (found != there[key]) {
        printf("step %d: key %d\n", step, key);
        return 1;
      }
      live -= found;
      there[key] = 0;
    }
    int deep = depth(root, 1, 0, keys);
    if (deep < 0) {
      printf("not sound after step %d\n", step);
      return 1;
    }
    if (step % 40 == 39)
      printf("%d: %d keys in %d nodes, %d deep\n", step, live, nodes, deep);
  }
  print_range(root, 20, 60);
  print_range(root, 0, keys);
  for (int key = 0, found; key < keys; key++)
    root = take_out(root, key, &found);
  printf("%d node, %d keys\n", nodes, root->count);
  free_node(root);
  return nodes;
}
