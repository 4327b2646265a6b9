#include <stdarg.h>
#include <stddef.h>
typedef va_list arguments, *arguments_at, many_arguments[2];
#define STATE(name, more) struct name { char tag; va_list ap; more }
STATE(reader, int left;);
struct __attribute__((packed)) tight { char c; struct reader inner; unsigned bits : 5, more : 11; short after; };
struct with_tail { arguments ap; arguments_at where; int n; char text[]; };
struct ops { int (*say)(struct reader *, const char *, ...); int (*vsay)(const char *, va_list); };
extern const struct ops ops;
extern va_list global_list;
extern struct reader *global_reader;
int other_start(int n, ...);
int other_next(void);
int other_size(void);
int native_only(int n);
