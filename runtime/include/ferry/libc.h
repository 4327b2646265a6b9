/*===- libc.h - what calls of libc's functions become -------------------------===*\
 *
 * Part of generated.h. Functions that leave something in the process, which the runtime has
 * to know of, or return what is libc's and has to move: __ferry_NAME is called instead of
 * NAME and has its type (precompiler/analysis/LibraryVersions.def).
 *
\*===---------------------------------------------------------------------------===*/
#ifndef FERRY_LIBC_H
#define FERRY_LIBC_H

#ifdef __cplusplus
extern "C" {
#endif

/* Which descriptors and streams are the program's. The first three stand around calls of
 * open and its like, of fopen and its like, and of fdopen, whose results they return. */
struct _IO_FILE;
int __ferry_opened(int descriptor);
struct _IO_FILE *__ferry_opened_stream(struct _IO_FILE *stream);
struct _IO_FILE *__ferry_made_stream(struct _IO_FILE *stream);
int __ferry_fclose(struct _IO_FILE *stream);
int __ferry_close(int descriptor);
int __ferry_dup(int descriptor);
int __ferry_dup2(int descriptor, int wanted);
int __ferry_dup3(int descriptor, int wanted, int flags);
int __ferry_fcntl(int descriptor, int command, ...);

/* What the program sets in its process is set again where it goes on. */
int __ferry_chdir(const char *path);
int __ferry_fchdir(int descriptor);
unsigned __ferry_umask(unsigned bits); /* mode_t */
char *__ferry_getenv(const char *name);
char *__ferry_secure_getenv(const char *name);
int __ferry_setenv(const char *name, const char *value, int overwrite);
int __ferry_unsetenv(const char *name);
int __ferry_putenv(char *entry);
int __ferry_clearenv(void);

void __ferry_tzset(void);

/* By their names, which are memory of the program. */
char *__ferry_setlocale(int category, const char *name);
char *__ferry_textdomain(const char *name);
char *__ferry_bindtextdomain(const char *name, const char *folder);
char *__ferry_bind_textdomain_codeset(const char *name, const char *codeset);

/* An mbstate_t has no name before its header. */
__SIZE_TYPE__ __ferry_mbrtowc(__WCHAR_TYPE__ *to, const char *from, __SIZE_TYPE__ size,
                              void *state);
__SIZE_TYPE__ __ferry_mbrlen(const char *from, __SIZE_TYPE__ size, void *state);
__SIZE_TYPE__ __ferry_mbsrtowcs(__WCHAR_TYPE__ *to, const char **from, __SIZE_TYPE__ size,
                                void *state);
__SIZE_TYPE__ __ferry_mbsnrtowcs(__WCHAR_TYPE__ *to, const char **from, __SIZE_TYPE__ bytes,
                                 __SIZE_TYPE__ size, void *state);

/* Clocks that only go forward do so across a move; what is left of a timer is left there. A
 * clock_t is a long. */
struct timespec;
struct itimerval;
long __ferry_clock(void);
int __ferry_clock_gettime(int clock, struct timespec *time);
int __ferry_clock_nanosleep(int clock, int flags, const struct timespec *time,
                            struct timespec *left);
int __ferry_setitimer(int which, const struct itimerval *timer, struct itimerval *old);
unsigned __ferry_alarm(unsigned seconds);
unsigned __ferry_ualarm(unsigned first, unsigned interval); /* useconds_t */

/* What they return is memory of the program. A time_t is a long: others are left alone. */
struct tm;
char *__ferry_asctime(const struct tm *time);
char *__ferry_ctime(const long *time);
struct tm *__ferry_gmtime(const long *time);
struct tm *__ferry_gmtime_r(const long *time, struct tm *result);
struct tm *__ferry_localtime(const long *time);
struct tm *__ferry_localtime_r(const long *time, struct tm *result);
long __ferry_mktime(struct tm *time);
long __ferry_timegm(struct tm *time);
__SIZE_TYPE__ __ferry_strftime(char *text, __SIZE_TYPE__ size, const char *format,
                               const struct tm *time);
char *__ferry_strptime(const char *text, const char *format, struct tm *time);
char *__ferry_strerror(int number);
char *__ferry_strsignal(int number);
char *__ferry_tmpnam(char *name);

#ifdef __cplusplus
}
#endif
#endif
