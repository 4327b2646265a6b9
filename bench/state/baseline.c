/* The floor of every checkpoint and restore: the same number of bytes, written
 * with write() and fsync(), read back into fresh memory, copied, and copied with
 * the bytes of each double swapped. Prints JSON, seconds.
 *
 *     baseline BYTES FILE */
#include <byteswap.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

#define PIECE 131072

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec + t.tv_nsec * 1e-9;
}

static char *fresh(size_t size) {
  char *memory = mmap(NULL, size, PROT_READ | PROT_WRITE,
                      MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED)
    exit(1);
  return memory;
}

static size_t piece(size_t size, size_t at) {
  return size - at < PIECE ? size - at : PIECE;
}

int main(int argc, char **argv) {
  if (argc != 3)
    return 2;
  size_t size = strtoull(argv[1], NULL, 10) / 8 * 8;
  char *from = fresh(size), *to = fresh(size);
  memset(from, 7, size);

  double start = now();
  memset(to, 1, size);
  double touch = now() - start;
  start = now();
  memcpy(to, from, size);
  double copy = now() - start;
  start = now();
  const uint64_t *in = (const uint64_t *)from;
  uint64_t *out = (uint64_t *)to;
  for (size_t i = 0; i < size / 8; i++)
    out[i] = bswap_64(in[i]);
  double swap = now() - start;
  munmap(to, size);

  int file = open(argv[2], O_RDWR | O_CREAT | O_TRUNC, 0600);
  if (file < 0)
    return 1;
  start = now();
  for (size_t at = 0; at < size; at += PIECE)
    if (write(file, from + at, piece(size, at)) < 0)
      return 1;
  double written = now() - start;
  if (fsync(file) != 0)
    return 1;
  double synced = now() - start;

  lseek(file, 0, SEEK_SET);
  char *back = fresh(size);
  start = now();
  for (size_t at = 0; at < size; at += PIECE)
    if (read(file, back + at, piece(size, at)) < 0)
      return 1;
  double got = now() - start;
  if (memcmp(from, back, size) != 0)
    return 1;
  close(file);
  unlink(argv[2]);
  printf("{\"touch\": %.6f, \"memcpy\": %.6f, \"swap\": %.6f, \"write\": %.6f, "
         "\"write_fsync\": %.6f, \"read\": %.6f}\n",
         touch, copy, swap, written, synced, got);
  return 0;
}
