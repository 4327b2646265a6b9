/*===- generated.h - what generated code and libferry say to each other ------===*\
 *
 * Included, first of all, by every source file that ferry-precompile writes; by
 * nobody else. It includes no header of the system, because the user's feature
 * test macros (_GNU_SOURCE, ...) come after it, and all its names are reserved.
 * docs/GeneratedCode.md walks through one output.
 *
 *  frame record   what a capturable function keeps of itself on the side stack;
 *                 its first member is the site it is at
 *  place          the address of a frame record; handed down as the hidden first
 *                 parameter of the internal form (__ferry_in_f). The callee's
 *                 record stands right behind the caller's.
 *  external form  has the user's name; for pointers and foreign callers
 *  re-entry form  (__ferry_re_f) entered by a restore only
 *
\*===------------------------------------------------------------------------===*/
#ifndef FERRY_GENERATED_H
#define FERRY_GENERATED_H
#include "ferry/union-records.h"
/* A warning of GCC's that is wrong more often than right, and about other variables
 * once polls stand between setjmp and longjmp; the plain build gives it, too. */
#if defined __GNUC__ && !defined __clang__
#pragma GCC diagnostic ignored "-Wclobbered"
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* The contract's number. Generated code of another contract does not link: the
 * library defines just this one symbol. */
#define FERRY_ENTRY_ABI 4
#define FERRY_PASTE_(a, b) a##b
#define FERRY_PASTE(a, b) FERRY_PASTE_(a, b)
extern const char FERRY_PASTE(__ferry_entry_abi_is_, FERRY_ENTRY_ABI);
#define FERRY_REQUIRE_ENTRY_ABI(number)                                          \
  static const char *const __ferry_required_entry_abi                            \
      __attribute__((used)) = &FERRY_PASTE(__ferry_entry_abi_is_, number)

/* The same for the format of long double, where a unit has one that is carried:
 * what -mlong-double-64 or -mabi=ieeelongdouble makes of it is not the library's. */
#define FERRY_LONG_DOUBLE FERRY_PASTE(__ferry_long_double_has_bits_, __LDBL_MANT_DIG__)
extern const char FERRY_LONG_DOUBLE;
#define FERRY_REQUIRE_LONG_DOUBLE                                                \
  static const char *const __ferry_required_long_double __attribute__((used)) =  \
      &FERRY_LONG_DOUBLE

typedef __SIZE_TYPE__ __ferry_size;
typedef void (*__ferry_code)(void);

/*===- Types ----------------------------------------------------------------===*/

enum {
#define FERRY_KIND(Name, Number, Text) __ferry_kind_##Name = Number,
#include "ferry/Kinds.def"
};

struct __ferry_type;

struct __ferry_field {
  const char *name;
  const struct __ferry_type *type;
  __ferry_size offset; /* offsetof, evaluated by the user's compiler */
};

/* While fields[tag] has the value, fields[field] is there, or with __ferry_no_field none
 * of those that have the tag. A field without cases always is. */
struct __ferry_case {
  unsigned int tag, field;
  long long value;
};
#define __ferry_no_field (~0u)

/* The offset of a bit-field, which has none: the type's set_bits says where it is. */
#define __ferry_bit_field ((__ferry_size)-1)

struct __ferry_type {
  unsigned char kind; /* __ferry_kind_... */
  unsigned int field_count;
  /* The name as the source spells it: "int", "size_t", "struct node", "p:struct
   * node", "a3:double". Typedefs of scalars keep the typedef's name, because
   * two machines agree on it and not on what is behind. */
  const char *name;
  __ferry_size size, align; /* bytes; 0 when incomplete */
  /* Of a struct: it is that struct, which ends in an array, with `count` elements in
   * there; with size 0 an object on the heap, which has `count` elements more than the
   * program asked for. It has no fields of its own. */
  const struct __ferry_type *element;
  __ferry_size count; /* Array: elements */
  const struct __ferry_field *fields;
  /* With bit-fields: sets all bits of fields[number] in the value at `at`, an object of
   * zeros; non-zero when it is negative then. 0 when there are none. */
  int (*set_bits)(void *at, unsigned int number);
  const struct __ferry_case *cases; /* Variant */
  unsigned int case_count;
};

/*===- Functions, sites, frame records --------------------------------------===*/

struct __ferry_function;

enum { /* where a live local is */
  __ferry_local_value = 0,  /* the record holds its value */
  __ferry_local_address = 1, /* the record holds its address; it stands on the C stack */
  __ferry_local_unreached = 2 /* the same, and no pointer leads to it */
};

struct __ferry_local {
  const char *name; /* "__ferry_t1" for a temporary */
  const struct __ferry_type *type;
  unsigned int offset; /* in the record */
  unsigned char where; /* __ferry_local_... */
};

enum {
  __ferry_site_poll = 0,
  __ferry_site_call = 1,
  __ferry_site_indirect = 2,
  __ferry_site_blocking = 3, /* a foreign call that may block: see __ferry_block */
  __ferry_site_setjmp = 4    /* no frame stands there; a longjmp leads there */
};

struct __ferry_site {
  const struct __ferry_function *function;
  unsigned int number; /* 1, 2, ... in the order of the source text */
  unsigned int line;
  unsigned char kind;           /* __ferry_site_... */
  const char *callee;           /* direct call: the callee's name as in its function;
                                   indirect: the signature that is called, or 0 */
  const unsigned short *live;   /* indices into function->locals */
  unsigned int live_count;
};

/* The start of every frame record. Every struct __ferry_frame_f is declared with
 * __ferry_record_aligned, so that the record behind it is aligned too. The slot of a
 * type that wants more (a vector, long double on powerpc) is __ferry_slot_aligned:
 * its compiler loads and stores it as what stands at such an address. */
#define __ferry_record_aligned __attribute__((aligned(2 * sizeof(void *))))
#define __ferry_slot_aligned                                                     \
  __attribute__((packed, aligned(2 * sizeof(void *))))
struct __ferry_record {
  const struct __ferry_site *site;
} __ferry_record_aligned;

struct __ferry_function {
  const char *name; /* "solve", "heat.c:solve" when static */
  const char *file;
  unsigned int line;
  unsigned int record_size; /* bytes, a multiple of the record's alignment */
  const struct __ferry_local *locals;
  unsigned int local_count;
  const struct __ferry_site *sites;
  unsigned int site_count;
  __ferry_code reenter;  /* R (*)(void *place), R the function's result type */
  const char *signature; /* canonical text of the function's type */
};

/*===- Statics, literals, functions with an address, allocation sites --------===*/

enum {
  __ferry_variable_readonly = 1,
  __ferry_variable_literal = 2,
  __ferry_variable_unreached = 4, /* no pointer leads to it */
  __ferry_variable_weak = 8 /* another unit's of this name may be the one that is there */
};

/* Behind a declarator: no variable starts where another one ends. */
#define __ferry_apart(alignment) __attribute__((aligned(alignment)))

struct __ferry_variable {
  const char *name; /* "total", "heat.c:total", "heat.c:step.total", "heat.c:\"text\"" hash for literals */
  const struct __ferry_type *type;
  void *address;
  unsigned int flags;
};

struct __ferry_symbol {
  const char *name;
  __ferry_code address;
};

struct __ferry_alloc_site {
  const struct __ferry_type *type; /* element type of the block; kind Raw: unknown */
  const char *where;               /* "btree.c:44:17" */
  void *cache;                     /* the runtime's own; starts as 0 */
};

struct __ferry_unit {
  const char *name; /* "heat.c"; how units of one name are told apart: docs/design/0004 */
  const struct __ferry_function *const *functions;
  unsigned int function_count;
  const struct __ferry_variable *variables;
  unsigned int variable_count;
  const struct __ferry_symbol *symbols;
  unsigned int symbol_count;
  struct __ferry_alloc_site *alloc_sites;
  unsigned int alloc_site_count;
  struct __ferry_unit *next; /* the runtime's own; starts as 0 */
};

/* Called by a constructor of every unit, before main. */
void __ferry_register_unit(struct __ferry_unit *unit);

/*===- While the program runs -------------------------------------------------===*/

/* Non-zero: somebody wants the slow path of the next poll. */
extern volatile int __ferry_poll_requested;

/* Slow path of a poll: `record` is the polling function's, site and live locals
 * stored. Captures if it is time to; returns in any case but "then exit". */
void __ferry_poll(void *record);

struct __ferry_thread {
  void *place;         /* of the record for an external form called next */
  __ferry_code callee; /* ... if it is this one that is entered next */
  unsigned int closed; /* > 0: frames of foreign code are on the stack */
  const char *closed_by;
  void *base;          /* of the side stack */
  void *scratch;       /* where records stand that nobody will read */
  unsigned int blocked; /* in a foreign call that may block; `place` ends the records */
  void *passed;         /* with `place`: variable arguments, or a list of them */
};
extern __thread struct __ferry_thread __ferry_thread
    __attribute__((tls_model("initial-exec")));

/* Before a call through the pointer `target` that may reach a poll. */
static __inline __attribute__((always_inline, unused)) void
__ferry_publish(void *place, __ferry_code target) {
  __ferry_thread.place = place;
  __ferry_thread.callee = target;
  __ferry_thread.passed = 0;
}
/* Behind a call that the compiler may have left out. */
static __inline __attribute__((always_inline, unused)) void
__ferry_unpublish(void) {
  __ferry_thread.callee = 0;
}
static __inline __attribute__((always_inline, unused)) void
__ferry_publish_list(void *place, __ferry_code target, void *passed) {
  __ferry_thread.place = place;
  __ferry_thread.callee = target;
  __ferry_thread.passed = passed;
}

/* First thing in the external form `self`: the place that an instrumented caller
 * published for it, or 0 when the caller is foreign code. */
static __inline __attribute__((always_inline, unused)) void *
__ferry_enter(__ferry_code self) {
  if (__builtin_expect(__ferry_thread.callee != self, 0))
    return 0;
  __ferry_thread.callee = 0;
  return __ferry_thread.place;
}

/* The same in one that takes `...` or a va_list: also 0 when the caller published
 * nothing for that. */
static __inline __attribute__((always_inline, unused)) void *
__ferry_enter_list(__ferry_code self, void **passed) {
  if (__builtin_expect(__ferry_thread.callee != self, 0))
    return 0;
  __ferry_thread.callee = 0;
  *passed = __ferry_thread.passed;
  return *passed ? __ferry_thread.place : 0;
}

/* An external form called by foreign code closes the polls below it. What its
 * frames store is never read, so they all start at the same scratch place. */
void *__ferry_enter_closed(const char *name);
void __ferry_leave_closed(void);

/* Around a call to a foreign function that may block, in a program with threads.
 * The site (kind blocking) and the live locals are stored before, `next` is the
 * place behind the record. A capture by another thread finds the thread in there;
 * the re-entry form, after __ferry_resumed, makes the call again. */
extern volatile int __ferry_stopping;
void __ferry_wait_stopped(void);
static __inline __attribute__((always_inline, unused)) void
__ferry_block(void *next) {
  __ferry_thread.place = next;
  __atomic_store_n(&__ferry_thread.blocked, 1, __ATOMIC_SEQ_CST);
}
static __inline __attribute__((always_inline, unused)) void
__ferry_unblock(void) {
  __atomic_store_n(&__ferry_thread.blocked, 0, __ATOMIC_SEQ_CST);
  if (__builtin_expect(__ferry_stopping, 0))
    __ferry_wait_stopped();
}

/* `setjmp(env)` in a capturable function, its site and live locals stored, is
 *   (result = setjmp(__ferry_save(env, fr)), result ? (void)0 : __ferry_saved(), result)
 * and longjmp is __ferry_longjmp everywhere: so the runtime knows where bytes lead. */
struct __jmp_buf_tag; /* in other functions: setjmp(__ferry_mark(env)) */
struct __jmp_buf_tag *__ferry_mark(struct __jmp_buf_tag *buffer);
struct __jmp_buf_tag *__ferry_save(struct __jmp_buf_tag *buffer, void *record);
void __ferry_saved(void);
void __ferry_longjmp(struct __jmp_buf_tag *buffer, int value) __attribute__((noreturn));

/* pthread_create and pthread_join for threads that move along; attributes are a
 * pthread_attr_t. The handle is a number that stays the same across a move. */
int __ferry_thread_create(unsigned long *handle, const void *attributes,
                          void *(*start)(void *), void *argument);
int __ferry_thread_join(unsigned long handle, void **result);

/* What the external form of main does: starts the runtime, then calls
 * start(place, argc, argv), or re-enters an image instead. */
int __ferry_main(int argc, char **argv,
                 int (*start)(void *place, int argc, char **argv));

/* The third parameter of main: a copy of the environment that moves along. */
char **__ferry_environment(void);

/* Around each call of getopt and its like, whose result it returns: until that is -1 a
 * capture waits. */
int __ferry_option_parsed(int result);

/* `atexit(f)` is __ferry_at_exit(f, 0, 0, site), `on_exit(f, x)` __ferry_at_exit(0, f,
 * x, site). The list of what is left to run, the last one first, is memory of the program
 * like any other: each unit that calls it has a line for __ferry_exit_handlers. */
struct __ferry_exit_handler {
  void *before;
  void (*plain)(void);
  void (*with_status)(int status, void *argument);
  void *argument;
};
extern void *__ferry_exit_handlers;
struct __ferry_alloc_site;
int __ferry_at_exit(void (*plain)(void), void (*with_status)(int, void *),
                    void *argument, struct __ferry_alloc_site *site);

/*===- Re-entry forms only ------------------------------------------------------===*/

/* A length that lives at the site of `record`; 0: not there. Before all else. */
unsigned long __ferry_length(void *record, const char *name);

/* After the refill: what the frame is to call setjmp with once more, because a jmp_buf
 * is to lead to its site `number`; 0 when none does. What stands in there then goes to
 * that jmp_buf when memory is filled. */
struct __jmp_buf_tag *__ferry_save_again(void *record, unsigned int number);
/* Ends the program: the setjmp stands in the scope of a VLA that has ended. */
void __ferry_no_scope(void) __attribute__((noreturn, cold));

/* Fills the record's slots for the site it is at from the image. The caller has
 * stored the addresses of its live address-locals before. */
void __ferry_refill(void *record);

/* At the call site that `record` is at: the re-entry form of the function whose
 * record stands at `next`; cast it to R (*)(void *). */
__ferry_code __ferry_reenter(void *record, void *next);

/* At the innermost frame's poll or blocking call, after the refill: every address
 * of this thread is known now. When all threads are here, all memory is filled.
 * The program runs again when this returns. */
void __ferry_resumed(void *record);

/*===- Variable arguments -------------------------------------------------------===*/

/* What a va_list is in internal and re-entry forms. `of` is a block, that of a call: a
 * struct whose first member is a function that returns its type, so that it means the
 * same wherever the program is; the others are the arguments. 0: there are none. */
typedef struct __ferry_list {
  void *of;
  unsigned int next; /* 0, 1, ... */
} __ferry_list;

static __inline __attribute__((always_inline, unused)) void
__ferry_list_start(__ferry_list *list, void *passed) {
  list->of = passed;
  list->next = 0;
}

/* va_arg, by the kind of type. Integers and pointers of any size find each other, and 0
 * when no argument is left; anything else has to have the size that was passed. */
long long __ferry_list_integer(__ferry_list *list);
void *__ferry_list_pointer(__ferry_list *list);
void *__ferry_list_bytes(__ferry_list *list, __ferry_size size);
void __ferry_no_list(const char *function) __attribute__((noreturn, cold)); /* none came */

/* The C library's functions want a va_list of this machine's: made of what is left of
 * the list, as far as it is numbers and pointers. It lives as long as `native`. */
#define __ferry_most_arguments 127
struct __ferry_native {
  __builtin_va_list list;
  char area[16 * (__ferry_most_arguments + 1)] __attribute__((aligned(16)));
};
void __ferry_list_native(struct __ferry_native *native, const __ferry_list *list);

/*===- Addresses of labels ------------------------------------------------------===*/

/* The address of the label number n of a function is that of element n of an object
 * that stands for its labels. Which one a jump leads to: below `count`, whatever an
 * image said. */
void __ferry_no_label(void) __attribute__((noreturn, cold));
static __inline __attribute__((always_inline, unused)) __ferry_size
__ferry_label(const volatile void *address, const char *labels, __ferry_size count) {
  __ferry_size number = (__ferry_size)address - (__ferry_size)labels;
  if (__builtin_expect(number >= count, 0))
    __ferry_no_label();
  return number;
}

/*===- The heap -----------------------------------------------------------------===*/

#ifdef __cplusplus
}
#endif
#include "ferry/allocators.h" /* malloc, calloc, realloc */
#include "ferry/libc.h"       /* fclose, getenv, chdir, ... */
#ifdef __cplusplus
extern "C" {
#endif
void __ferry_free(void *block); /* has free's type, so that &free can be it */

/* Behind the declarator of a pointer that stands for an array of variable length:
 * its memory ends with its scope. */
static __inline __attribute__((always_inline, unused)) void
__ferry_array_ends(void *pointer) {
  __ferry_free(*(void **)pointer);
}
#define __ferry_array __attribute__((cleanup(__ferry_array_ends)))

/* alloca: `stack` is the list of what the function took so far, whose nodes come
 * from `node`; they are pairs of pointers: the node before, the block. */
void *__ferry_alloca(__ferry_size size, void **stack, struct __ferry_alloc_site *site,
                     struct __ferry_alloc_site *node)
    __attribute__((malloc, alloc_size(1)));
void __ferry_free_stack(void *node);
static __inline __attribute__((always_inline, unused)) void
__ferry_stack_ends(void *stack) {
  if (*(void **)stack)
    __ferry_free_stack(*(void **)stack);
}
#define __ferry_stacked __attribute__((cleanup(__ferry_stack_ends)))

#ifdef __cplusplus
}
#endif
#endif
