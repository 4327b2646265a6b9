/* Heat in a square plate, by explicit finite differences in two dimensions.
 *
 *     heat [cells along an edge] [steps]        default 96 4000
 *
 * The west edge is held hot, the others cold, and a source in the plate heats
 * for the first half of the time. Prints the mean temperature and the largest
 * change at regular intervals, and a coarse picture at the end. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

typedef double (*heat_source)(int row, int column, int step);

struct plate {
  int edge;
  double **rows;  /* rows[i] points into cells */
  double *cells;
  double *scratch;
};

static int edge = 96, steps = 4000;
static double diffusivity = 0.2;

static double no_source(int row, int column, int step) {
  (void)row, (void)column, (void)step;
  return 0;
}

static double square_source(int row, int column, int step) {
  int low = edge / 2, high = edge * 2 / 3;
  if (row < low || row >= high || column < low || column >= high)
    return 0;
  return 0.25 + 0.01 * (step % 10);
}

static int plate_init(struct plate *p, int n) {
  p->edge = n;
  p->cells = calloc((size_t)n * n, sizeof(double));
  p->scratch = calloc((size_t)n * n, sizeof(double));
  p->rows = malloc(n * sizeof(double *));
  if (!p->cells || !p->scratch || !p->rows)
    return -1;
  for (int i = 0; i < n; i++) {
    p->rows[i] = p->cells + (size_t)i * n;
    p->rows[i][0] = 100;
  }
  return 0;
}

static void plate_free(struct plate *p) {
  free(p->rows);
  free(p->scratch);
  free(p->cells);
}

/* One row of the next state; the largest change in it. */
static double row_step(const struct plate *p, int i, int step,
                       heat_source source) {
  const double *north = p->rows[i - 1], *here = p->rows[i],
               *south = p->rows[i + 1];
  double *next = p->scratch + (size_t)i * p->edge;
  double largest = 0;
  for (int j = 1; j < p->edge - 1; j++) {
    double change = diffusivity * (north[j] + south[j] + here[j - 1] +
                                   here[j + 1] - 4 * here[j]) +
                    source(i, j, step);
    next[j] = here[j] + change;
    if (fabs(change) > largest)
      largest = fabs(change);
  }
  return largest;
}

static double plate_step(struct plate *p, int step, heat_source source) {
  double largest = 0;
  for (int i = 1; i < p->edge - 1; i++) {
    double change = row_step(p, i, step, source);
    if (change > largest)
      largest = change;
  }
  for (int i = 1; i < p->edge - 1; i++)
    for (int j = 1; j < p->edge - 1; j++)
      p->rows[i][j] = p->scratch[(size_t)i * p->edge + j];
  return largest;
}

static double plate_mean(const struct plate *p) {
  double sum = 0;
  const double *end = p->cells + (size_t)p->edge * p->edge;
  for (const double *cell = p->cells; cell != end; cell++)
    sum += *cell;
  return sum / ((double)p->edge * p->edge);
}

static void plate_picture(const struct plate *p) {
  static const char shades[] = " .:-=+*#%@";
  char line[65];
  int stride = p->edge > 64 ? (p->edge + 63) / 64 : 1;
  for (int i = 0; i < p->edge; i += 2 * stride) {
    int length = 0;
    for (int j = 0; j < p->edge && length < 64; j += stride) {
      int shade = (int)(p->rows[i][j] / 10);
      line[length++] = shades[shade < 0 ? 0 : shade > 9 ? 9 : shade];
    }
    line[length] = 0;
    printf("|%s|\n", line);
  }
}

int main(int argc, char **argv) {
  if (argc > 1)
    edge = atoi(argv[1]);
  if (argc > 2)
    steps = atoi(argv[2]);
  struct plate p;
  if (edge < 4 || plate_init(&p, edge) != 0) {
    fprintf(stderr, "heat: cannot make a plate of %d x %d cells\n", edge, edge);
    return 1;
  }

  int interval = steps >= 20 ? steps / 20 : 1;
  for (int step = 1; step <= steps; step++) {
    heat_source source = step <= steps / 2 ? square_source : no_source;
    double change = plate_step(&p, step, source);
    if (step % interval == 0)
      printf("step %6d  mean %.17g  change %.17g\n", step, plate_mean(&p), change);
  }
  plate_picture(&p);
  plate_free(&p);
  return 0;
}
