/* blocked-plain.c, instrumented by hand: shows that a thread can be captured while
 * it is blocked in a foreign call, and be blocked in it again elsewhere.
 *
 *  * before the call the site (kind blocking), the live locals and the place behind
 *    the record are stored; what runs on in the call is libc's and is not touched;
 *  * the re-entry form makes the call again, after all threads' memory is filled;
 *  * threads are made by __ferry_thread_create, whose handle is a number that is
 *    good in the restored program, too;
 *  * the mutex is libc's: it is no variable of the tables. That main holds it is
 *    known at its resume point; an adapter for mutexes will carry who holds what.
 */
#include "ferry/generated.h"
FERRY_REQUIRE_ENTRY_ABI(4);

#include <pthread.h>
#include <stdio.h>

struct job {
  int times, step, spins;
};

static long total;
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;

#define IN(lo, hi) (__ferry_at - (lo) <= (hi) - (lo) + 0u)

/*===- worker ----------------------------------------------------------------===*/

struct __ferry_frame_worker {
  const struct __ferry_site *site;
  struct job *job;
  int i, k;
} __ferry_record_aligned;
static const struct __ferry_site __ferry_sites_worker[2];

static void *__ferry_in_worker(void *__ferry_place, void *argument) {
  struct __ferry_frame_worker *__ferry_fr = __ferry_place;
  struct job *job = argument;
  for (int i = 0; i < job->times; i++) {
    (__ferry_fr->job = job, __ferry_fr->i = i, __ferry_fr->site = &__ferry_sites_worker[0],
     __ferry_block((void *)(__ferry_fr + 1)), pthread_mutex_lock(&mutex), __ferry_unblock());
    total += job->step * (i + 1);
    pthread_mutex_unlock(&mutex);
    for (int k = 0; k < 3; k++) {
      if (__builtin_expect(__ferry_poll_requested, 0)) {
        __ferry_fr->job = job, __ferry_fr->i = i, __ferry_fr->k = k;
        __ferry_fr->site = &__ferry_sites_worker[1];
        __ferry_poll(__ferry_fr);
      }
      job->spins++;
    }
  }
  return job;
}

static void *worker(void *argument) {
  void *__ferry_place = __ferry_enter((__ferry_code)worker);
  void *result;
  if (__builtin_expect(__ferry_place != 0, 1))
    return __ferry_in_worker(__ferry_place, argument);
  result = __ferry_in_worker(__ferry_enter_closed("worker"), argument);
  __ferry_leave_closed();
  return result;
}

static void *__ferry_re_worker(void *__ferry_place) {
  struct __ferry_frame_worker *__ferry_fr = __ferry_place;
  unsigned __ferry_at = __ferry_fr->site->number;
  struct job *job = 0;
  for (int i = __ferry_at ? 0 : (0); IN(1, 2) || (i < job->times); i++) {
    if (!__ferry_at || IN(1, 1))
      (__ferry_at == 1 ? (void)(__ferry_at = 0, __ferry_refill(__ferry_fr), job = __ferry_fr->job, i = __ferry_fr->i,
                                __ferry_resumed(__ferry_fr))
                       : (void)0,
       __ferry_fr->job = job, __ferry_fr->i = i, __ferry_fr->site = &__ferry_sites_worker[0],
       __ferry_block((void *)(__ferry_fr + 1)), pthread_mutex_lock(&mutex), __ferry_unblock());
    if (!__ferry_at) {
      total += job->step * (i + 1);
      pthread_mutex_unlock(&mutex);
    }
    for (int k = __ferry_at ? 0 : (0); IN(2, 2) || (k < 3); k++) {
      if (__ferry_at == 2) {
        __ferry_at = 0;
        __ferry_refill(__ferry_fr);
        job = __ferry_fr->job, i = __ferry_fr->i, k = __ferry_fr->k;
        __ferry_resumed(__ferry_fr);
      } else if (__builtin_expect(__ferry_poll_requested, 0)) {
        __ferry_fr->job = job, __ferry_fr->i = i, __ferry_fr->k = k;
        __ferry_fr->site = &__ferry_sites_worker[1];
        __ferry_poll(__ferry_fr);
      }
      job->spins++;
    }
  }
  return job;
}

/*===- main ------------------------------------------------------------------===*/

struct __ferry_frame_main {
  const struct __ferry_site *site;
  struct job *job;
  unsigned long *thread;
  void **result;
  int i;
} __ferry_record_aligned;
static const struct __ferry_site __ferry_sites_main[2];

static int __ferry_in_main(void *__ferry_place, int argc, char **argv) {
  struct __ferry_frame_main *__ferry_fr = __ferry_place;
  struct job job = {5, 7, 0};
  unsigned long thread = 0;
  void *result = 0;
  (void)argc, (void)argv;
  pthread_mutex_lock(&mutex);
  __ferry_thread_create(&thread, 0, worker, &job);
  for (int i = 0; i < 20; i++) {
    if (__builtin_expect(__ferry_poll_requested, 0)) {
      __ferry_fr->job = &job, __ferry_fr->thread = &thread, __ferry_fr->result = &result, __ferry_fr->i = i;
      __ferry_fr->site = &__ferry_sites_main[0];
      __ferry_poll(__ferry_fr);
    }
    total += i * (total % 1009) + 1;
  }
  printf("%ld\n", total % 1000003);
  total = 0;
  /* Nothing may be captured between the unlock and the join: no site is there. */
  (__ferry_fr->job = &job, __ferry_fr->thread = &thread, __ferry_fr->result = &result,
   __ferry_fr->site = &__ferry_sites_main[1], __ferry_block((void *)(__ferry_fr + 1)), pthread_mutex_unlock(&mutex),
   __ferry_thread_join(thread, &result), __ferry_unblock());
  printf("%ld %d %s\n", total, job.spins, result == &job ? "job" : "lost");
  return 0;
}

static int __ferry_re_main(void *__ferry_place) {
  struct __ferry_frame_main *__ferry_fr = __ferry_place;
  unsigned __ferry_at = __ferry_fr->site->number;
  struct job job = {0, 0, 0};
  unsigned long thread = 0;
  void *result = 0;
  int held = 1;
  for (int i = __ferry_at ? 0 : (0); IN(1, 1) || (!__ferry_at && i < 20); i++) {
    if (__ferry_at == 1) {
      __ferry_at = 0;
      __ferry_fr->job = &job, __ferry_fr->thread = &thread, __ferry_fr->result = &result;
      __ferry_refill(__ferry_fr);
      i = __ferry_fr->i;
      pthread_mutex_lock(&mutex); /* the adapter's work: main held it here */
      __ferry_resumed(__ferry_fr);
    } else if (__builtin_expect(__ferry_poll_requested, 0)) {
      __ferry_fr->job = &job, __ferry_fr->thread = &thread, __ferry_fr->result = &result, __ferry_fr->i = i;
      __ferry_fr->site = &__ferry_sites_main[0];
      __ferry_poll(__ferry_fr);
    }
    total += i * (total % 1009) + 1;
  }
  if (!__ferry_at) {
    printf("%ld\n", total % 1000003);
    total = 0;
  }
  (__ferry_at == 2 ? (void)(__ferry_at = 0, held = 0, __ferry_fr->job = &job, __ferry_fr->thread = &thread,
                            __ferry_fr->result = &result, __ferry_refill(__ferry_fr), __ferry_resumed(__ferry_fr))
                   : (void)0,
   __ferry_fr->job = &job, __ferry_fr->thread = &thread, __ferry_fr->result = &result,
   __ferry_fr->site = &__ferry_sites_main[1], __ferry_block((void *)(__ferry_fr + 1)),
   held ? (void)pthread_mutex_unlock(&mutex) : (void)0, __ferry_thread_join(thread, &result), __ferry_unblock());
  printf("%ld %d %s\n", total, job.spins, result == &job ? "job" : "lost");
  return 0;
}

int main(int argc, char **argv) { return __ferry_main(argc, argv, __ferry_in_main); }

/*===- Tables ----------------------------------------------------------------===*/

static const struct __ferry_type Int = {__ferry_kind_Signed, 0, "int", sizeof(int), _Alignof(int), 0, 0, 0, 0, 0, 0};
static const struct __ferry_type Long = {__ferry_kind_Signed, 0, "long", sizeof(long), _Alignof(long), 0, 0, 0, 0, 0, 0};
static const struct __ferry_type ThreadId = {
    __ferry_kind_Unsigned, 0, "pthread_t", sizeof(unsigned long), _Alignof(unsigned long), 0, 0, 0, 0, 0, 0};
static const struct __ferry_type PVoid = {__ferry_kind_Pointer, 0, "p:void", sizeof(void *), _Alignof(void *), 0, 0, 0, 0, 0, 0};
static const struct __ferry_field JobFields[] = {{"times", &Int, __builtin_offsetof(struct job, times)},
                                                 {"step", &Int, __builtin_offsetof(struct job, step)},
                                                 {"spins", &Int, __builtin_offsetof(struct job, spins)}};
static const struct __ferry_type Job = {__ferry_kind_Struct, 3, "struct job", sizeof(struct job), _Alignof(struct job), 0,
                                        0, JobFields, 0, 0, 0};
static const struct __ferry_type PJob = {__ferry_kind_Pointer, 0, "p:struct job", sizeof(void *), _Alignof(void *), &Job,
                                         0, 0, 0, 0, 0};

#define LOCAL(f, name, type, where) \
  {#name, &type, __builtin_offsetof(struct __ferry_frame_##f, name), __ferry_local_##where}
static const unsigned short Live[] = {0, 1, 2, 3};
static const struct __ferry_function __ferry_function_worker, __ferry_function_main;

static const struct __ferry_local WorkerLocals[] = {LOCAL(worker, job, PJob, value), LOCAL(worker, i, Int, value),
                                                    LOCAL(worker, k, Int, value)};
static const struct __ferry_site __ferry_sites_worker[2] = {
    {&__ferry_function_worker, 1, 16, __ferry_site_blocking, "pthread_mutex_lock", Live, 2},
    {&__ferry_function_worker, 2, 20, __ferry_site_poll, 0, Live, 3}};
static const struct __ferry_function __ferry_function_worker = {
    "spike.c:worker", "spike.c", 13, sizeof(struct __ferry_frame_worker), WorkerLocals, 3, __ferry_sites_worker, 2,
    (__ferry_code)__ferry_re_worker, "p:void(p:void)"};

static const struct __ferry_local MainLocals[] = {LOCAL(main, job, Job, address), LOCAL(main, thread, ThreadId, address),
                                                  LOCAL(main, result, PVoid, address), LOCAL(main, i, Int, value)};
static const struct __ferry_site __ferry_sites_main[2] = {
    {&__ferry_function_main, 1, 32, __ferry_site_poll, 0, Live, 4},
    {&__ferry_function_main, 2, 37, __ferry_site_blocking, "pthread_join", Live, 3}};
static const struct __ferry_function __ferry_function_main = {
    "main", "spike.c", 26, sizeof(struct __ferry_frame_main), MainLocals, 4, __ferry_sites_main, 2,
    (__ferry_code)__ferry_re_main, "int()"};

static const struct __ferry_function *const Functions[] = {&__ferry_function_worker, &__ferry_function_main};
static const struct __ferry_variable Variables[] = {{"spike.c:total", &Long, &total, 0}};
static const struct __ferry_symbol Symbols[] = {{"spike.c:worker", (__ferry_code)worker}};
static struct __ferry_unit Unit = {"spike.c", Functions, 2, Variables, 1, Symbols, 1, 0, 0, 0};
static void __attribute__((constructor)) __ferry_register(void) { __ferry_register_unit(&Unit); }
