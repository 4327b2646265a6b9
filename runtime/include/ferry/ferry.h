/*===- ferry.h - what a program can ask of Ferry ----------------------------===*\
 *
 * No program needs this header: polls are placed by the precompiler, checkpoints
 * are asked for from outside (`ferry run`, FERRY_EVERY, ...). It is for programs
 * that want to choose. Built without Ferry, a program that includes it links
 * against the same library, and its polls do nothing.
 *
\*===------------------------------------------------------------------------===*/
#ifndef FERRY_FERRY_H
#define FERRY_FERRY_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define FERRY_NODISCARD __attribute__((warn_unused_result))
#else
#define FERRY_NODISCARD
#endif

typedef enum ferry_status {
  FERRY_OK = 0,
  FERRY_BUSY = 1,           /* a capture is requested already */
  FERRY_NOT_MIGRATABLE = 2, /* not built by ferry-cc, or main can't reach a poll */
  FERRY_NOT_CAPTURED = 3    /* see ferry_error */
} ferry_status;

/* Why, with the path to the value: "frame 2 step: local grid: cells[3].next: ..." */
typedef struct ferry_error {
  char text[512];
} ferry_error;

/* A poll: here, and at no other time, the program may be captured. The
 * precompiler places polls by itself; with --polls=explicit these are the only
 * ones. */
void ferry_poll(void);

/* Takes `size` bytes of an image, at most 1 MiB at a time, in their order. Returns
 * 0, or anything else to stop. Must not poll or allocate through Ferry. */
typedef int (*ferry_sink)(void *context, const void *bytes, size_t size);

/* Called when all of the image was passed, or none will be any more. The error's
 * text is empty when the status is FERRY_OK; otherwise the bytes that the sink got
 * are no image. */
typedef void (*ferry_done)(void *context, ferry_status status,
                           const ferry_error *error);

/* Captures the program at the next poll of the calling thread and passes the
 * image to `sink`, then calls `done` (may be NULL). The program's own state is the
 * same afterwards, whatever the result. `context` is used in this process only:
 * in a program that was restored from the image neither function is called.
 *
 * Returns FERRY_OK when the capture was requested. */
FERRY_NODISCARD ferry_status ferry_capture(ferry_sink sink, ferry_done done,
                                           void *context);

/* Writes a checkpoint into FERRY_DIR at the next poll, as FERRY_EVERY does. */
FERRY_NODISCARD ferry_status ferry_checkpoint(void);

/* Which member a union holds, for a union that is a member of a struct: `tag` is an
 * integer, enum or bit-field of the same struct, and the values behind it are those with
 * which the union holds nothing. Each member says with which values it is the one:
 *
 *   struct value {
 *     enum { NIL, NUMBER, TEXT, NAME } kind;
 *     union {
 *       double number FERRY_UNION_CASE(NUMBER);
 *       char *text FERRY_UNION_CASE(TEXT, NAME);
 *     } u FERRY_UNION_TAG(kind, NIL);
 *   };
 *
 * The tag may be a member of a struct in the struct (head.kind). A union that has the tag in
 * it, in front of what each of its members is, has the macro behind its closing brace:
 *
 *   union event {
 *     int type;
 *     struct key { int type; long code; } key FERRY_UNION_CASE(KEY);
 *     struct motion { int type; double x, y; } motion FERRY_UNION_CASE(MOTION);
 *   } FERRY_UNION_TAG(type, NONE);
 *
 * An anonymous union or struct has the macro behind its closing brace, too. Where the program
 * is captured, and the union is read again, the tag has to be right. With another value
 * only a union of zeros is carried; anything else refuses the capture. */
#ifdef __FERRY_PRECOMPILE__
#define FERRY_UNION_TAG(tag, ...)                                                \
  __attribute__((annotate("ferry_union_tag", #tag, ##__VA_ARGS__)))
#define FERRY_UNION_CASE(...) __attribute__((annotate("ferry_union_case", __VA_ARGS__)))
#else
#define FERRY_UNION_TAG(...)
#define FERRY_UNION_CASE(...)
#endif

/* A sentence in English. */
const char *ferry_status_text(ferry_status status);

/* "0.1.0" */
const char *ferry_version(void);

#ifdef __cplusplus
}
#endif
#endif
