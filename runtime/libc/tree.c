/*===- tree.c - tsearch and its like, whose trees are carried -----------------===*\
 *
 * The C library's take their nodes from its own malloc, and a frame of its twalk can't
 * be rebuilt. These are rewritten like a program (runtime/libc/CMakeLists.txt): the nodes
 * are on Ferry's heap and have a type, and what is called back may reach a poll.
 *
 * A red-black tree, balanced as glibc does it (misc/tsearch.c): nodes with two red
 * children are split on the way down when something is inserted, after Sedgewick; a
 * deleted node is replaced by its successor and what is missing of black is made up for
 * on the way up, after Cormen, Leiserson, Rivest. So a tree has the same shape, and twalk
 * the same order, levels and leaves, and all comparisons are the same.
 *
 * As documented: what is returned points to a pointer to the key; tdelete returns the
 * parent of what it deleted, and of a root the root that was; a variable of the program is
 * the root, whose address each of them gets.
 *
 * A place is what points to a node: the root, or a child of a node. Its type is always
 * that of the variable of the program.
 *
\*===-------------------------------------------------------------------------===*/
#include <search.h>
#include <stdlib.h>

typedef int comparison(const void *, const void *);

void *__ferry_tsearch(const void *key, void **root, comparison *compare);
void *__ferry_tfind(const void *key, void *const *root, comparison *compare);
void *__ferry_tdelete(const void *key, void **root, comparison *compare);
void __ferry_twalk(const void *root, void (*action)(const void *, VISIT, int));
void __ferry_twalk_r(const void *root, void (*action)(const void *, VISIT, void *),
                     void *closure);
void __ferry_tdestroy(void *root, void (*free_key)(void *));

enum { left, right };

struct node {
  const void *key; /* the first: a pointer to a node is one to it */
  void *child[2];
  int red;
};

static struct node *at(void **place) { return *place; }
static int is_red(const struct node *n) { return n && n->red; }

/* The child goes up, its parent down, to the other side. */
static struct node *rotate(void **place, int side) {
  struct node *down = *place, *up = down->child[side];
  down->child[side] = up->child[!side];
  up->child[!side] = down;
  return *place = up;
}

/* A node with two red children becomes red and they black, or it is new and red. A red
 * parent, which has a parent, then goes below what is black: the node, when it hangs on
 * another side than its parent does, else the parent. */
static void split(void **place, void **parent, void **grandparent, int side,
                  int parents_side, int is_new) {
  struct node *n = at(place), *l = n->child[left], *r = n->child[right];
  if (!is_new && !(is_red(l) && is_red(r)))
    return;
  n->red = 1;
  if (l)
    l->red = 0;
  if (r)
    r->red = 0;
  if (!parent || !is_red(at(parent)))
    return;
  at(grandparent)->red = 1;
  if (side != parents_side)
    rotate(parent, side);
  rotate(grandparent, parents_side)->red = 0;
}

void *__ferry_tsearch(const void *key, void **root, comparison *compare) {
  void **place = root, **parent = NULL, **grandparent = NULL, **next = root;
  int side = left, parents_side = left, grandparents_side = left;
  struct node *n;
  if (!root)
    return NULL;
  if (*root)
    at(root)->red = 0;
  while (*next) {
    int order;
    n = *place;
    order = compare(key, n->key);
    if (order == 0)
      return n;
    /* When that rotates, parent and grandparent are none any more. They are not asked
     * for then: the node is black, and so is what stands above the next one. */
    split(place, parent, grandparent, parents_side, grandparents_side, 0);
    side = order > 0;
    next = &n->child[side];
    if (!*next)
      break;
    grandparent = parent;
    parent = place;
    place = next;
    grandparents_side = parents_side;
    parents_side = side;
  }
  n = malloc(sizeof *n);
  if (!n)
    return NULL;
  n->key = key;
  n->child[left] = n->child[right] = NULL;
  n->red = 1;
  *next = n;
  if (next != place)
    split(next, place, parent, side, parents_side, 1);
  return n;
}

void *__ferry_tfind(const void *key, void *const *root, comparison *compare) {
  struct node *n = root ? *root : NULL;
  while (n) {
    int order = compare(key, n->key);
    if (order == 0)
      break;
    n = n->child[order > 0];
  }
  return n;
}

/* On every path through `path[count - 1]` to `n`, which hangs there, a black node is
 * missing. */
static void make_up(void **path[], int count, struct node *n) {
  while (count > 0 && !is_red(n)) {
    void **place = path[count - 1];
    struct node *parent = at(place), *brother;
    int side = n == parent->child[left] ? left : right;
    brother = parent->child[!side];
    if (brother->red) {
      brother->red = 0;
      parent->red = 1;
      rotate(place, !side);
      path[count++] = place = &brother->child[side];
      brother = parent->child[!side];
    }
    if (!is_red(brother->child[left]) && !is_red(brother->child[right])) {
      brother->red = 1;
      n = parent;
      count--;
      continue;
    }
    /* One rotation, or two, and nothing is missing. */
    if (is_red(brother->child[!side]))
      ((struct node *)brother->child[!side])->red = 0;
    else
      brother = rotate(&parent->child[!side], side);
    brother->red = parent->red;
    parent->red = 0;
    rotate(place, !side);
    return;
  }
  if (n)
    n->red = 0;
}

/* No path is longer: twice the logarithm of the number of nodes that memory holds. */
enum { longest = 120 };

void *__ferry_tdelete(const void *key, void **root, comparison *compare) {
  void **path[longest], **place = root;
  struct node *parent, *n, *gone, *rest;
  int count = 0, order;
  if (!root || !*root)
    return NULL;
  parent = *root;
  while ((order = compare(key, at(place)->key)) != 0) {
    path[count++] = place;
    parent = *place;
    place = &parent->child[order > 0];
    if (!*place)
      return NULL;
  }
  gone = n = *place;
  if (n->child[left] && n->child[right]) {
    void **up = &n->child[right];
    path[count++] = place;
    while (at(up)->child[left]) {
      path[count++] = up;
      up = &at(up)->child[left];
    }
    gone = *(place = up);
  }
  rest = gone->child[left] ? gone->child[left] : gone->child[right];
  *place = rest;
  n->key = gone->key;
  if (!gone->red)
    make_up(path, count, rest);
  free(gone);
  return parent;
}

static void walk(const struct node *n, void (*action)(const void *, VISIT, int),
                 int level) {
  if (!n->child[left] && !n->child[right]) {
    action(n, leaf, level);
    return;
  }
  action(n, preorder, level);
  if (n->child[left])
    walk(n->child[left], action, level + 1);
  action(n, postorder, level);
  if (n->child[right])
    walk(n->child[right], action, level + 1);
  action(n, endorder, level);
}

void __ferry_twalk(const void *root, void (*action)(const void *, VISIT, int)) {
  if (root && action)
    walk(root, action, 0);
}

static void walk_with(const struct node *n, void (*action)(const void *, VISIT, void *),
                      void *closure) {
  if (!n->child[left] && !n->child[right]) {
    action(n, leaf, closure);
    return;
  }
  action(n, preorder, closure);
  if (n->child[left])
    walk_with(n->child[left], action, closure);
  action(n, postorder, closure);
  if (n->child[right])
    walk_with(n->child[right], action, closure);
  action(n, endorder, closure);
}

void __ferry_twalk_r(const void *root, void (*action)(const void *, VISIT, void *),
                     void *closure) {
  if (root && action)
    walk_with(root, action, closure);
}

static void destroy(struct node *n, void (*free_key)(void *)) {
  if (n->child[left])
    destroy(n->child[left], free_key);
  if (n->child[right])
    destroy(n->child[right], free_key);
  free_key((void *)n->key);
  free(n);
}

void __ferry_tdestroy(void *root, void (*free_key)(void *)) {
  if (root)
    destroy(root, free_key);
}
