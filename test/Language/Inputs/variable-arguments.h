#include <stdarg.h>
int second(int add, va_list *ap);
int product(int n, va_list ap);
int total(int n, ...);
void quiet(const char *format, ...);
struct handlers { int (*take)(va_list); };
extern const struct handlers handlers;
