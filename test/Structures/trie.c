// A trie that counts words, with the words of a prefix in order: captured while it grows,
// is walked and is pruned, each recursively.
//
// RUN: %every-poll --work=%t --to=x86_64,s390x,i686,powerpc --most=100 --min-polls=100 %s
#include <ctype.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct trie {
  struct trie *children[26];
  unsigned long count; // how often the word that ends here was added
  size_t below;        // words that end here or below
};

static const char text[] =
    "the theory then is that there the thin thing in the inn is a thorn and that an ant "
    "and an antler that then thins in a theatre are a thought thoroughly thought through";

static void fail(const char *what) {
  printf("broken: %s\n", what);
  exit(1);
}

static struct trie *create(void) {
  struct trie *t = calloc(1, sizeof *t);
  if (!t)
    abort();
  return t;
}

static int add(struct trie *t, const char *word, size_t length) {
  int is_new;
  if (length == 0) {
    is_new = t->count++ == 0;
  } else {
    struct trie **child = &t->children[*word - 'a'];
    if (!*child)
      *child = create();
    is_new = add(*child, word + 1, length - 1);
  }
  t->below += (size_t)is_new;
  return is_new;
}

static int erase(struct trie **t, const char *word) {
  if (!*t)
    return 0;
  if (*word) {
    if (!erase(&(*t)->children[*word - 'a'], word + 1))
      return 0;
  } else {
    if (!(*t)->count)
      return 0;
    (*t)->count = 0;
  }
  if (--(*t)->below == 0) {
    free(*t);
    *t = NULL;
  }
  return 1;
}

static size_t check(const struct trie *t) {
  size_t words = t->count != 0;
  for (int i = 0; i < 26; i++)
    if (t->children[i])
      words += check(t->children[i]);
  if (words != t->below)
    fail("words below");
  return words;
}

static void print(const struct trie *t, char *word, size_t length) {
  if (t->count) {
    word[length] = '\0';
    printf("%s=%lu ", word, t->count);
  }
  for (int i = 0; i < 26; i++)
    if (t->children[i]) {
      word[length] = (char)('a' + i);
      print(t->children[i], word, length + 1);
    }
}

static void print_prefix(const struct trie *t, const char *prefix) {
  char word[64];
  size_t length = strlen(prefix);
  strcpy(word, prefix);
  for (const char *p = prefix; t && *p; p++)
    t = t->children[*p - 'a'];
  printf("%s*: ", prefix);
  if (t)
    print(t, word, length);
  printf("\n");
}

static void release(struct trie *t) {
  for (int i = 0; i < 26; i++)
    if (t->children[i])
      release(t->children[i]);
  free(t);
}

int main(void) {
  struct trie *root = create();
  for (const char *p = text; *p;) {
    const char *end = p;
    while (islower((unsigned char)*end))
      end++;
    add(root, p, (size_t)(end - p));
    p = *end ? end + 1 : end;
  }
  printf("%zu words\n", check(root));
  print_prefix(root, "");
  print_prefix(root, "tho");
  const char *unwanted[] = {"the", "thin", "thoroughly", "nothing", "an", "an"};
  for (size_t i = 0; i < sizeof unwanted / sizeof *unwanted; i++)
    printf("%s: %d\n", unwanted[i], erase(&root, unwanted[i]));
  printf("%zu words\n", check(root));
  print_prefix(root, "th");
  print_prefix(root, "x");
  release(root);
  return 0;
}
