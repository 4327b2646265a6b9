// Timers and messages with a link within them in one queue, ordered by time; the records
// are found from their links by container_of, and handled through pointers to functions.
//
// RUN: %every-poll --work=%t --to=x86_64,s390x,i686,powerpc --most=100 --min-polls=100 %s
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define container_of(link, type, member) ((type *)((char *)(link) - offsetof(type, member)))

struct queue;

struct event {
  struct event *next, *previous;
  unsigned long due, number;
  void (*handle)(struct queue *, struct event *);
};

struct queue {
  struct event head;
  unsigned long now, posted;
  size_t count;
  uint32_t digest;
};

struct timer {
  short period, left;
  struct event event;
};

struct message {
  char text[19];
  struct event event;
  struct timer *sender;
};

static void post(struct queue *q, struct event *e, unsigned long delay) {
  e->due = q->now + delay;
  e->number = q->posted++;
  struct event *before = q->head.previous;
  while (before != &q->head && before->due > e->due)
    before = before->previous;
  e->previous = before;
  e->next = before->next;
  e->next->previous = before->next = e;
  q->count++;
}

static void receive(struct queue *q, struct event *e) {
  struct message *m = container_of(e, struct message, event);
  for (const char *p = m->text; *p; p++)
    q->digest = (q->digest ^ (unsigned char)*p) * 16777619u;
  q->digest += (uint32_t)m->sender->period;
  free(m);
}

static void expire(struct queue *q, struct event *e) {
  struct timer *t = container_of(e, struct timer, event);
  struct message *m = calloc(1, sizeof *m);
  if (!m)
    abort();
  snprintf(m->text, sizeof m->text, "%d of %d", t->left, t->period);
  m->sender = t;
  m->event.handle = receive;
  post(q, &m->event, (unsigned long)t->left * 3 % 5);
  if (--t->left > 0)
    post(q, e, (unsigned long)t->period);
}

static void check(const struct queue *q) {
  size_t count = 0;
  for (const struct event *e = q->head.next; e != &q->head; e = e->next, count++)
    if (e->next->previous != e ||
        (e->next != &q->head &&
         (e->due > e->next->due || (e->due == e->next->due && e->number > e->next->number)))) {
      printf("broken: order\n");
      exit(1);
    }
  if (count != q->count) {
    printf("broken: count\n");
    exit(1);
  }
}

int main(void) {
  static struct queue q;
  struct timer timers[4];
  memset(timers, 0, sizeof timers);
  q.head.next = q.head.previous = &q.head;
  for (int i = 0; i < 4; i++) {
    timers[i].period = (short)(i * 2 + 1);
    timers[i].left = (short)(8 - i);
    timers[i].event.handle = expire;
    post(&q, &timers[i].event, (unsigned long)i);
  }
  int handled = 0;
  while (q.count) {
    struct event *e = q.head.next;
    e->previous->next = e->next;
    e->next->previous = e->previous;
    q.count--;
    q.now = e->due;
    e->handle(&q, e);
    check(&q);
    handled++;
  }
  printf("%d handled until %lu: %08lx\n", handled, q.now, (unsigned long)q.digest);
  return 0;
}
