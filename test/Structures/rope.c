// A rope: texts in the leaves of a tree, joined and cut without being copied; leaves are
// shared, and counted.
//
// RUN: %every-poll --work=%t --to=x86_64,s390x,i686,powerpc --most=100 --min-polls=100 %s
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct rope {
  int references;
  size_t length;
  struct rope *left, *right; // both, or neither
  char *text;                // of a leaf
};

static int alive;

static struct rope *keep(struct rope *r) {
  if (r)
    r->references++;
  return r;
}

static void drop(struct rope *r) {
  if (!r || --r->references)
    return;
  drop(r->left);
  drop(r->right);
  free(r->text);
  free(r);
  alive--;
}

static struct rope *new_rope(size_t length) {
  struct rope *r = calloc(1, sizeof *r);
  if (!r)
    abort();
  r->references = 1;
  r->length = length;
  alive++;
  return r;
}

static struct rope *leaf(const char *text, size_t length) {
  struct rope *r = new_rope(length);
  r->text = malloc(length + 1);
  if (!r->text)
    abort();
  memcpy(r->text, text, length);
  r->text[length] = 0;
  return r;
}

/// Takes both; either may be null, which is the empty rope.
static struct rope *join(struct rope *left, struct rope *right) {
  if (!left || !right)
    return left ? left : right;
  struct rope *r = new_rope(left->length + right->length);
  r->left = left;
  r->right = right;
  return r;
}

/// Of [from, to), sharing what is there.
static struct rope *part(struct rope *r, size_t from, size_t to) {
  if (!r || from >= to)
    return NULL;
  if (from == 0 && to == r->length)
    return keep(r);
  if (r->text)
    return leaf(r->text + from, to - from);
  size_t middle = r->left->length;
  struct rope *left = from < middle ? part(r->left, from, to < middle ? to : middle) : NULL;
  struct rope *right =
      to > middle ? part(r->right, from > middle ? from - middle : 0, to - middle) : NULL;
  return join(left, right);
}

static char character(const struct rope *r, size_t at) {
  while (!r->text)
    if (at < r->left->length) {
      r = r->left;
    } else {
      at -= r->left->length;
      r = r->right;
    }
  return r->text[at];
}

static struct rope *insert(struct rope *r, size_t at, const char *text) {
  size_t length = r ? r->length : 0;
  struct rope *front = part(r, 0, at), *back = part(r, at, length);
  drop(r);
  return join(join(front, leaf(text, strlen(text))), back);
}

static struct rope *cut(struct rope *r, size_t from, size_t to) {
  struct rope *front = part(r, 0, from), *back = part(r, to, r->length);
  drop(r);
  return join(front, back);
}

static int depth(const struct rope *r) {
  if (!r || r->text)
    return r != NULL;
  int left = depth(r->left), right = depth(r->right);
  return 1 + (left > right ? left : right);
}

static void gather(const struct rope *r, char **to) {
  if (!r)
    return;
  gather(r->left, to);
  gather(r->right, to);
  if (r->text) {
    memcpy(*to, r->text, r->length);
    *to += r->length;
  }
}

/// In leaves of at most 16 characters, each as deep as the others.
static struct rope *balanced(const char *text, size_t length) {
  if (length <= 16)
    return leaf(text, length);
  size_t middle = length / 2;
  return join(balanced(text, middle), balanced(text + middle, length - middle));
}

static struct rope *rebalanced(struct rope *r) {
  char *text = malloc(r->length), *end = text;
  if (!text)
    abort();
  gather(r, &end);
  struct rope *made = balanced(text, r->length);
  free(text);
  drop(r);
  return made;
}

int main(void) {
  static const char *const words[] = {"ferry", " ", "over the river ", "and ", "back, "};
  char plain[4000] = ""; // the same, edited as a string
  struct rope *r = NULL, *before = NULL;
  unsigned state = 11;
  for (int step = 0; step < 90; step++) {
    state = state * 1103515245u + 12345u;
    size_t length = strlen(plain), at = length ? (state >> 16) % length : 0;
    if (step % 5 == 4 && length > 20) {
      size_t to = at + 9 < length ? at + 9 : length;
      r = cut(r, at, to);
      memmove(plain + at, plain + to, length - to + 1);
    } else {
      const char *word = words[step % 5];
      r = insert(r, at, word);
      memmove(plain + at + strlen(word), plain + at, length - at + 1);
      memcpy(plain + at, word, strlen(word));
    }
    if (step == 40)
      before = keep(r); // an older text, which goes on sharing leaves
    if (depth(r) > 12)
      r = rebalanced(r);
    length = strlen(plain);
    for (size_t i = step % 3; i < length; i += 3)
      if (r->length != length || character(r, i) != plain[i]) {
        printf("step %d: differs at %d\n", step, (int)i);
        return 1;
      }
    if (step % 10 == 9)
      printf("%d: %d characters, %d deep, %d nodes\n", step, (int)length, depth(r), alive);
  }
  printf("%s\n", plain);
  for (size_t i = 0; i < before->length; i++)
    putchar(character(before, i));
  printf("\n");
  drop(before);
  drop(r);
  printf("%d nodes are left\n", alive);
  return alive;
}
