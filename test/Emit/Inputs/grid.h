#ifndef GRID_H
#define GRID_H
#include <stddef.h>
struct grid {
  size_t width;
  double *cells;
};
static inline void fill(struct grid *g) {
  for (size_t i = 0; i < g->width; i++)
    g->cells[i] = 1;
}
#endif
