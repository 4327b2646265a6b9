/* The plain program of blocked-instrumented.c: a thread waits in
 * pthread_mutex_lock, for long, for a lock that main holds. */
#include <pthread.h>
#include <stdio.h>

struct job {
  int times, step, spins;
};

static long total;
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;

static void *worker(void *argument) {
  struct job *job = argument;
  for (int i = 0; i < job->times; i++) {
    pthread_mutex_lock(&mutex);
    total += job->step * (i + 1);
    pthread_mutex_unlock(&mutex);
    for (int k = 0; k < 3; k++)
      job->spins++;
  }
  return job;
}

int main(void) {
  struct job job = {5, 7, 0};
  pthread_t thread;
  void *result = 0;
  pthread_mutex_lock(&mutex);
  pthread_create(&thread, 0, worker, &job);
  for (int i = 0; i < 20; i++)
    total += i * (total % 1009) + 1;
  printf("%ld\n", total % 1000003);
  total = 0;
  pthread_mutex_unlock(&mutex);
  pthread_join(thread, &result);
  printf("%ld %d %s\n", total, job.spins, result == &job ? "job" : "lost");
  return 0;
}
