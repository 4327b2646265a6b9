// What is left of a list goes to functions of the C library, in the form of each ABI.
//
// RUN: %every-poll --work=%t --to=x86_64,i686,aarch64,armhf,riscv64,s390x,powerpc,mips,m68k --min-polls=25 %s
#include <stdarg.h>
#include <stdio.h>
#include <stdint.h>
#include <string.h>
#include <wchar.h>
static int spin(int n) { int s = 0; while (n-- > 0) s += n; return s; }
static char buffer[400];
static int format(const char *text, ...) {
  va_list ap;
  va_start(ap, text);
  spin(2);
  int n = vsnprintf(buffer, sizeof buffer, text, ap);
  va_end(ap);
  spin(1);
  return n;
}
static void say(const char *text, ...) {
  va_list ap, copy;
  va_start(ap, text);
  va_copy(copy, ap);
  int n = vsnprintf(NULL, 0, text, copy);
  va_end(copy);
  printf("%d ", n + spin(3));
  vfprintf(stdout, text, ap);
  va_end(ap);
}
static int scan(const char *from, const char *text, ...) {
  va_list ap; va_start(ap, text); spin(1); int n = vsscanf(from, text, ap); va_end(ap); return n;
}
static void rest(int skip, const char *text, ...) {
  va_list ap; va_start(ap, text);
  for (int i = 0; i < skip; i++) (void)va_arg(ap, int);
  vprintf(text, ap); va_end(ap);
}
static void report(const char *text, va_list ap) { printf("[%d] ", spin(2)); vprintf(text, ap); }
static void logs(const char *text, ...) { va_list ap; va_start(ap, text); report(text, ap); va_end(ap); spin(1); }
/* Reaches no poll. */
static void quiet(const char *text, ...) { va_list ap; va_start(ap, text); vprintf(text, ap); va_end(ap); }
int (*printer)(const char *, va_list) = vprintf;
static void pointer(const char *text, ...) { va_list ap; va_start(ap, text); spin(2); printer(text, ap); va_end(ap); }
int main(void) {
  int n = 0; long l = 0; char word[20] = ""; double d = 0;
  format("%d %s %ld %lld %c %5.2f %Lg %u %zu", -1, "two", 3L, 4000000000LL, 'c', 6.25, 7.5L, 8u, sizeof(int));
  printf("%s\n", buffer);
  say("%d %Lg %d %lld %d %f\n", 1, 2.5L, 3, 4LL, 5, 6.5);
  say("%Lg %Lg %d %Lg %hhd %hd %lld\n", 1.0L, 2.5L, 3, 4.5L, 5, 6, -7LL);
  say("%d%d%d%d%d%d%d%d%d%d %g%g%g%g%g%g%g%g%g%g%g\n", 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 1., 2., 3., 4., 5., 6., 7., 8., 9., 10., 11.);
  say("plain\n");
  say("%*d|%-*s|%.*f\n", 5, 42, 6, "ab", 3, 2.0);
  say("%jd %td %lc %p\n", (intmax_t)-9, &word[4] - word, (wint_t)L'x', (void *)0);
  printf("%d", scan("12 -3456789 word 2.5", "%d %ld %19s %lf", &n, &l, word, &d));
  printf(" %d %ld %s %g\n", n, l, word, d);
  rest(2, "%d %s\n", 1, 2, 3, "four");
  logs("%s %g\n", "logged", 2.25);
  quiet("%d %s\n", 5, "quiet");
  pointer("%d %s\n", 6, "pointed");
  return 0;
}
