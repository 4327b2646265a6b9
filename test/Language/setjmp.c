// setjmp and longjmp: before, between and after captures; out of deep calls, through
// pointers, nested, in loops that try again, as exceptions in a chain on the heap.
//
// RUN: %every-poll --work=%t --to=x86_64,s390x,i686,powerpc --min-polls=40 %s
// RUN: %every-poll --work=%t.O2 --cflags=-O2 --to=x86_64,s390x,i686,powerpc --min-polls=40 %s
// RUN: %every-poll --work=%t.clang --cc=clang --cflags=-O2 --to=x86_64 --min-polls=40 %s
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int work(int n) {
  int s = 0;
  for (int i = 0; i < n; i++)
    s += i;
  return s;
}

//===- A global jmp_buf, an error deep in the calls ----------------------===//

static jmp_buf failed;

static int deep(int depth, int bad) {
  int here = work(2) + depth;
  if (depth == bad)
    longjmp(failed, depth + 1);
  if (depth == 3)
    return here;
  here += deep(depth + 1, bad);
  return here + work(1);
}

static int recover(int bad) {
  int before = work(3) + bad;
  volatile int tries = 0;
  const char *name = bad < 2 ? "low" : "high";
  int code = setjmp(failed);
  tries++;
  if (code) {
    work(2);
    printf("recover %s: code %d, tries %d, before %d\n", name, code, tries, before);
    return -code;
  }
  work(2);
  int result = deep(0, bad);
  work(2);
  printf("%s went well: %d\n", name, result);
  return result;
}

//===- Through pointers, from a leaf that reaches no poll ----------------===//

static void leaf(jmp_buf *env, int code) { longjmp(*env, code); }

typedef int action(jmp_buf *, int);

static int fine(jmp_buf *env, int n) {
  (void)env;
  return work(n);
}
static int throws(jmp_buf *env, int n) {
  work(n);
  leaf(env, n + 10);
  return 0;
}

static int run_all(void) {
  static action *const actions[] = {fine, throws, fine, throws};
  volatile int sum = 0;
  for (volatile int i = 0; i < 4; i++) {
    jmp_buf local;
    switch (setjmp(local)) {
    case 0:
      sum += actions[i](&local, i);
      break;
    case 11:
      sum += 1000 + work(2);
      break;
    default:
      sum += 50000;
      work(1);
    }
  }
  return sum;
}

//===- A loop that tries again, the jmp_buf set once ----------------------===//

static int retry(void) {
  jmp_buf again;
  volatile int left = 3;
  int kept = work(4);
  double scale = 0.5 * kept;
  while (setjmp(again) != 0 && left > 0)
    work(1);
  work(2);
  if (left-- > 0) {
    work(left);
    leaf(&again, 7);
  }
  work(1);
  return kept + (int)(scale * 4) + left;
}

//===- Nested ones, rethrown --------------------------------------------===//

static jmp_buf outer, inner;

static void rethrow(int what) {
  work(1);
  if (setjmp(inner) == 0) {
    work(2);
    if (what & 1)
      longjmp(inner, 1);
    work(1);
  } else {
    work(2);
    if (what & 2)
      longjmp(outer, what);
    work(1);
    what += 100;
  }
  printf("inner done\n");
}

static int nest(int what) {
  int caught;
  if ((caught = setjmp(outer)) == 0) {
    rethrow(what);
    work(2);
    return 0;
  }
  work(3);
  return caught;
}

//===- Exceptions, a chain on the heap ------------------------------------===//

struct handler {
  int level;
  jmp_buf env;
  struct handler *up;
  const char *volatile message;
};
static struct handler *top;

static void throw(const char *message) {
  work(1);
  top->message = message;
  longjmp(top->env, 1);
}

#define TRY                                                                      \
  {                                                                              \
    struct handler *volatile h_ = malloc(sizeof(struct handler));                \
    h_->level = top ? top->level + 1 : 0;                                        \
    h_->up = top;                                                                \
    h_->message = NULL;                                                          \
    top = h_;                                                                    \
    if (setjmp(h_->env) == 0) {
#define CATCH(text)                                                              \
    }                                                                            \
    const char *text = h_->message;                                              \
    top = h_->up;                                                                \
    free(h_);                                                                    \
    if (text) {
#define END_TRY                                                                  \
    }                                                                            \
  }

static void parse(const char *text) {
  work(1);
  if (*text == '(') {
    TRY
      parse(text + 1);
    CATCH(why)
      printf("in %s: %s\n", text, why);
      work(2);
      if (strlen(text) > 3)
        throw("passed on");
    END_TRY
    return;
  }
  if (*text == '!')
    throw("bang");
  if (*text)
    parse(text + 1);
}

static void exceptions(void) {
  static const char *const texts[] = {"a(b", "(!", "((a(!x"};
  for (volatile int i = 0; i < 3; i++) {
    TRY
      parse(texts[i]);
      printf("%s is fine\n", texts[i]);
    CATCH(why)
      printf("%s: %s\n", texts[i], why);
    END_TRY
  }
}

//===- Copies: the outer one is put back ----------------------------------===//

static jmp_buf current;

static int guarded(int n) {
  jmp_buf saved;
  memcpy(saved, current, sizeof saved);
  int r = 0;
  if (setjmp(current) == 0)
    r = n % 2 ? throws(&current, n) : fine(&current, n);
  else
    r = 77 + work(1);
  memcpy(current, saved, sizeof saved);
  work(2);
  if (n == 3)
    longjmp(current, 5);
  return r;
}

static int copies(void) {
  volatile int sum = 0;
  int code = setjmp(current);
  if (code)
    return sum + 1000 * code + work(2);
  for (volatile int i = 0; i < 5; i++)
    sum += guarded(i);
  return sum;
}

//===- Back into a block that was left, sigsetjmp -------------------------===//

static int back(void) {
  volatile int round = 0;
  sigjmp_buf env;
  {
    int arr[3] = {1, 2, 3};
    work(1);
    if (sigsetjmp(env, 0))
      round += 10;
    arr[0] = work(3);
    round += arr[0];
  }
  work(2);
  if (round < 20)
    siglongjmp(env, 1);
  return round;
}

int main(void) {
  for (int bad = -1; bad < 4; bad += 2)
    printf("recover %d\n", recover(bad));
  printf("run_all %d\n", run_all());
  printf("retry %d\n", retry());
  for (int what = 0; what < 4; what++)
    printf("nest %d\n", nest(what));
  exceptions();
  printf("copies %d\n", copies());
  printf("back %d\n", back());
  return 0;
}
