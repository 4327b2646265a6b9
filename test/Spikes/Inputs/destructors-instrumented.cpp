// destructors-plain.cpp, instrumented by hand: shows that frames with destructors,
// in a try block, in a loop, can be captured and entered again, with nothing in
// the contract (generated.h) that C does not use.
//
//  * an object with a destructor is an address local. In the re-entry form it
//    stands in a Holder: constructed as in the program, or, on the way to the
//    resume point, not at all; then its bytes come from the image. Either way it
//    is destroyed where its scope ends, also by an exception;
//  * a try block is entered at its top, since the re-entry form only goes forward;
//  * an exception needs nothing: the side stack has no links to pop;
//  * __ferry_leave_closed stands in a destructor.
#include "ferry/generated.h"
FERRY_REQUIRE_ENTRY_ABI(4);

#include <cstdio>
#include <new>
#include <utility>

struct Guard {
  int Number;
  long *Count;
  Guard(int Number, long *Count) : Number(Number), Count(Count) {
    std::printf("+%d\n", Number);
    ++*Count;
  }
  ~Guard() {
    std::printf("-%d\n", Number);
    --*Count;
  }
};

static long Alive;

// The restoring initialiser of an object that has a constructor.
template <typename T> union Holder {
  T Object;
  template <typename Make> Holder(bool Construct, Make MakeObject) {
    if (Construct)
      new (&Object) T(MakeObject());
  }
  ~Holder() { Object.~T(); }
};

#define IN(lo, hi) (__ferry_at - (lo) <= (hi) - (lo) + 0u)

/*===- spin ------------------------------------------------------------------===*/

struct __ferry_frame_spin {
  const struct __ferry_site *site;
  int Times, Sum, I;
} __ferry_record_aligned;
extern const struct __ferry_site __ferry_sites_spin[1];

static int __ferry_in_spin(void *__ferry_place, int Times) {
  auto *__ferry_fr = static_cast<__ferry_frame_spin *>(__ferry_place);
  int Sum = 0;
  for (int I = 0; I < Times; I++) {
    if (__builtin_expect(__ferry_poll_requested, 0)) {
      __ferry_fr->Times = Times, __ferry_fr->Sum = Sum, __ferry_fr->I = I;
      __ferry_fr->site = &__ferry_sites_spin[0];
      __ferry_poll(__ferry_fr);
    }
    Sum += I;
  }
  return Sum;
}

static int __ferry_re_spin(void *__ferry_place) {
  auto *__ferry_fr = static_cast<__ferry_frame_spin *>(__ferry_place);
  unsigned __ferry_at = __ferry_fr->site->number;
  int Times = 0;
  int Sum = __ferry_at ? 0 : (0);
  for (int I = __ferry_at ? 0 : (0); IN(1, 1) || (I < Times); I++) {
    if (__ferry_at == 1) {
      __ferry_at = 0;
      __ferry_refill(__ferry_fr);
      Times = __ferry_fr->Times, Sum = __ferry_fr->Sum, I = __ferry_fr->I;
      __ferry_resumed(__ferry_fr);
    } else if (__builtin_expect(__ferry_poll_requested, 0)) {
      __ferry_fr->Times = Times, __ferry_fr->Sum = Sum, __ferry_fr->I = I;
      __ferry_fr->site = &__ferry_sites_spin[0];
      __ferry_poll(__ferry_fr);
    }
    Sum += I;
  }
  return Sum;
}

/*===- risky -----------------------------------------------------------------===*/

struct __ferry_frame_risky {
  const struct __ferry_site *site;
  int Round;
  Guard *Inner;
} __ferry_record_aligned;
extern const struct __ferry_site __ferry_sites_risky[1];

static int __ferry_in_risky(void *__ferry_place, int Round) {
  auto *__ferry_fr = static_cast<__ferry_frame_risky *>(__ferry_place);
  Guard Inner(100 + Round, &Alive);
  int Sum = (__ferry_fr->Round = Round, __ferry_fr->Inner = &Inner, __ferry_fr->site = &__ferry_sites_risky[0],
             __ferry_in_spin(__ferry_fr + 1, Round + 2));
  if (Round % 2)
    throw Sum;
  return Sum;
}

static int __ferry_re_risky(void *__ferry_place) {
  auto *__ferry_fr = static_cast<__ferry_frame_risky *>(__ferry_place);
  unsigned __ferry_at = __ferry_fr->site->number;
  int Round = 0;
  Holder<Guard> __ferry_h_Inner(!__ferry_at, [&] { return Guard(100 + Round, &Alive); });
  Guard &Inner = __ferry_h_Inner.Object;
  int Sum = __ferry_at == 1
                ? (__ferry_at = 0, __ferry_fr->Inner = &Inner, __ferry_refill(__ferry_fr), Round = __ferry_fr->Round,
                   reinterpret_cast<int (*)(void *)>(__ferry_reenter(__ferry_fr, __ferry_fr + 1))(__ferry_fr + 1))
                : (__ferry_fr->Round = Round, __ferry_fr->Inner = &Inner, __ferry_fr->site = &__ferry_sites_risky[0],
                   __ferry_in_spin(__ferry_fr + 1, Round + 2));
  if (Round % 2)
    throw Sum;
  return Sum;
}

/*===- rounds ----------------------------------------------------------------===*/

struct __ferry_frame_rounds {
  const struct __ferry_site *site;
  int Count, Total, Round;
  Guard *Outer, *Tried;
} __ferry_record_aligned;
extern const struct __ferry_site __ferry_sites_rounds[2];

static int __ferry_in_rounds(void *__ferry_place, int Count) {
  auto *__ferry_fr = static_cast<__ferry_frame_rounds *>(__ferry_place);
  int __ferry_t1;
  int Total = 0;
  for (int Round = 0; Round < Count; Round++) {
    if (__builtin_expect(__ferry_poll_requested, 0)) {
      __ferry_fr->Count = Count, __ferry_fr->Total = Total, __ferry_fr->Round = Round;
      __ferry_fr->site = &__ferry_sites_rounds[0];
      __ferry_poll(__ferry_fr);
    }
    Guard Outer(Round, &Alive);
    try {
      Guard Tried(10 + Round, &Alive);
      (__ferry_t1 = (__ferry_fr->Count = Count, __ferry_fr->Total = Total, __ferry_fr->Round = Round,
                     __ferry_fr->Outer = &Outer, __ferry_fr->Tried = &Tried,
                     __ferry_fr->site = &__ferry_sites_rounds[1], __ferry_in_risky(__ferry_fr + 1, Round)),
       Total += __ferry_t1);
      std::printf("returned, %ld alive\n", Alive);
    } catch (int Sum) {
      Total += 1000 * Sum;
      std::printf("caught %d, %ld alive\n", Sum, Alive);
    }
  }
  return Total;
}

static int __ferry_re_rounds(void *__ferry_place) {
  auto *__ferry_fr = static_cast<__ferry_frame_rounds *>(__ferry_place);
  unsigned __ferry_at = __ferry_fr->site->number;
  int Count = 0;
  int __ferry_t1 = 0;
  int Total = __ferry_at ? 0 : (0);
  for (int Round = __ferry_at ? 0 : (0); IN(1, 2) || (Round < Count); Round++) {
    if (__ferry_at == 1) {
      __ferry_at = 0;
      __ferry_refill(__ferry_fr);
      Count = __ferry_fr->Count, Total = __ferry_fr->Total, Round = __ferry_fr->Round;
      __ferry_resumed(__ferry_fr);
    } else if (!__ferry_at && __builtin_expect(__ferry_poll_requested, 0)) {
      __ferry_fr->Count = Count, __ferry_fr->Total = Total, __ferry_fr->Round = Round;
      __ferry_fr->site = &__ferry_sites_rounds[0];
      __ferry_poll(__ferry_fr);
    }
    Holder<Guard> __ferry_h_Outer(!__ferry_at, [&] { return Guard(Round, &Alive); });
    Guard &Outer = __ferry_h_Outer.Object;
    try {
      Holder<Guard> __ferry_h_Tried(!__ferry_at, [&] { return Guard(10 + Round, &Alive); });
      Guard &Tried = __ferry_h_Tried.Object;
      (__ferry_t1 = __ferry_at == 2
                        ? (__ferry_at = 0, __ferry_fr->Outer = &Outer, __ferry_fr->Tried = &Tried,
                           __ferry_refill(__ferry_fr), Count = __ferry_fr->Count, Total = __ferry_fr->Total,
                           Round = __ferry_fr->Round,
                           reinterpret_cast<int (*)(void *)>(__ferry_reenter(__ferry_fr, __ferry_fr + 1))(
                               __ferry_fr + 1))
                        : (__ferry_fr->Count = Count, __ferry_fr->Total = Total, __ferry_fr->Round = Round,
                           __ferry_fr->Outer = &Outer, __ferry_fr->Tried = &Tried,
                           __ferry_fr->site = &__ferry_sites_rounds[1], __ferry_in_risky(__ferry_fr + 1, Round)),
       Total += __ferry_t1);
      std::printf("returned, %ld alive\n", Alive);
    } catch (int Sum) {
      Total += 1000 * Sum;
      std::printf("caught %d, %ld alive\n", Sum, Alive);
    }
  }
  return Total;
}

/*===- main ------------------------------------------------------------------===*/

struct __ferry_frame_main {
  const struct __ferry_site *site;
} __ferry_record_aligned;
extern const struct __ferry_site __ferry_sites_main[1];

static int __ferry_in_main(void *__ferry_place, int, char **) {
  auto *__ferry_fr = static_cast<__ferry_frame_main *>(__ferry_place);
  int Total = (__ferry_fr->site = &__ferry_sites_main[0], __ferry_in_rounds(__ferry_fr + 1, 4));
  std::printf("%d, %ld alive\n", Total, Alive);
  return 0;
}

static int __ferry_re_main(void *__ferry_place) {
  auto *__ferry_fr = static_cast<__ferry_frame_main *>(__ferry_place);
  int Total = (__ferry_refill(__ferry_fr),
               reinterpret_cast<int (*)(void *)>(__ferry_reenter(__ferry_fr, __ferry_fr + 1))(__ferry_fr + 1));
  std::printf("%d, %ld alive\n", Total, Alive);
  return 0;
}

int main(int argc, char **argv) { return __ferry_main(argc, argv, __ferry_in_main); }

/*===- Tables ----------------------------------------------------------------===*/

static const __ferry_type Int = {__ferry_kind_Signed, 0, "int", sizeof(int), alignof(int), 0, 0, 0, 0, 0, 0};
static const __ferry_type Long = {__ferry_kind_Signed, 0, "long", sizeof(long), alignof(long), 0, 0, 0, 0, 0, 0};
static const __ferry_type PLong = {__ferry_kind_Pointer, 0, "p:long", sizeof(long *), alignof(long *), &Long, 0, 0, 0, 0, 0};
static const __ferry_field GuardFields[] = {{"Number", &Int, __builtin_offsetof(Guard, Number)},
                                            {"Count", &PLong, __builtin_offsetof(Guard, Count)}};
static const __ferry_type GuardType = {
    __ferry_kind_Struct, 2, "struct Guard", sizeof(Guard), alignof(Guard), 0, 0, GuardFields, 0, 0, 0};

#define LOCAL(f, name, type, where) \
  {#name, &type, __builtin_offsetof(struct __ferry_frame_##f, name), __ferry_local_##where}
static const unsigned short Live[] = {0, 1, 2, 3, 4};

extern const __ferry_function __ferry_function_spin, __ferry_function_risky, __ferry_function_rounds,
    __ferry_function_main;

static const __ferry_local SpinLocals[] = {LOCAL(spin, Times, Int, value), LOCAL(spin, Sum, Int, value),
                                           LOCAL(spin, I, Int, value)};
const __ferry_site __ferry_sites_spin[1] = {{&__ferry_function_spin, 1, 23, __ferry_site_poll, 0, Live, 3}};
const __ferry_function __ferry_function_spin = {"spike.cpp:spin", "spike.cpp", 21, sizeof(__ferry_frame_spin),
                                                SpinLocals, 3, __ferry_sites_spin, 1,
                                                (__ferry_code)__ferry_re_spin, "int(int)"};

static const __ferry_local RiskyLocals[] = {LOCAL(risky, Round, Int, value), LOCAL(risky, Inner, GuardType, address)};
const __ferry_site __ferry_sites_risky[1] = {
    {&__ferry_function_risky, 1, 30, __ferry_site_call, "spike.cpp:spin", Live, 2}};
const __ferry_function __ferry_function_risky = {"spike.cpp:risky", "spike.cpp", 28, sizeof(__ferry_frame_risky),
                                                 RiskyLocals, 2, __ferry_sites_risky, 1,
                                                 (__ferry_code)__ferry_re_risky, "int(int)"};

static const __ferry_local RoundsLocals[] = {LOCAL(rounds, Count, Int, value), LOCAL(rounds, Total, Int, value),
                                             LOCAL(rounds, Round, Int, value),
                                             LOCAL(rounds, Outer, GuardType, address),
                                             LOCAL(rounds, Tried, GuardType, address)};
const __ferry_site __ferry_sites_rounds[2] = {
    {&__ferry_function_rounds, 1, 38, __ferry_site_poll, 0, Live, 3},
    {&__ferry_function_rounds, 2, 42, __ferry_site_call, "spike.cpp:risky", Live, 5}};
const __ferry_function __ferry_function_rounds = {"spike.cpp:rounds", "spike.cpp", 36, sizeof(__ferry_frame_rounds),
                                                  RoundsLocals, 5, __ferry_sites_rounds, 2,
                                                  (__ferry_code)__ferry_re_rounds, "int(int)"};

const __ferry_site __ferry_sites_main[1] = {
    {&__ferry_function_main, 1, 54, __ferry_site_call, "spike.cpp:rounds", 0, 0}};
const __ferry_function __ferry_function_main = {"main", "spike.cpp", 53, sizeof(__ferry_frame_main), 0, 0,
                                                __ferry_sites_main, 1, (__ferry_code)__ferry_re_main, "int()"};

static const __ferry_function *const Functions[] = {&__ferry_function_spin, &__ferry_function_risky,
                                                    &__ferry_function_rounds, &__ferry_function_main};
static const __ferry_variable Variables[] = {{"spike.cpp:Alive", &Long, &Alive, 0}};
static __ferry_unit Unit = {"spike.cpp", Functions, 4, Variables, 1, 0, 0, 0, 0, 0};
static void __attribute__((constructor)) __ferry_register() { __ferry_register_unit(&Unit); }
