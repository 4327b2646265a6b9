/* Pairwise forces: floating point, short inner loops. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#define COUNT 8

struct body {
  double x, y, z, vx, vy, vz, mass;
};

static struct body bodies[COUNT];

static void advance(double dt) {
  for (int i = 0; i < COUNT; i++) {
    struct body *a = &bodies[i];
    for (int j = i + 1; j < COUNT; j++) {
      struct body *b = &bodies[j];
      double dx = a->x - b->x, dy = a->y - b->y, dz = a->z - b->z;
      double squared = dx * dx + dy * dy + dz * dz + 0.01;
      double pull = dt / (squared * sqrt(squared));
      a->vx -= dx * b->mass * pull;
      a->vy -= dy * b->mass * pull;
      a->vz -= dz * b->mass * pull;
      b->vx += dx * a->mass * pull;
      b->vy += dy * a->mass * pull;
      b->vz += dz * a->mass * pull;
    }
  }
  for (int i = 0; i < COUNT; i++) {
    bodies[i].x += dt * bodies[i].vx;
    bodies[i].y += dt * bodies[i].vy;
    bodies[i].z += dt * bodies[i].vz;
  }
}

int main(int argc, char **argv) {
  int repetitions = argc > 1 ? atoi(argv[1]) : 40;
  for (int i = 0; i < COUNT; i++) {
    struct body b = {i, i % 3, i % 5, 0.1 * i, -0.05 * i, 0.01, 1.0 / (i + 1)};
    bodies[i] = b;
  }
  for (int i = 0; i < repetitions * 20000; i++)
    advance(0.001);
  printf("%.9g %.9g\n", bodies[0].x, bodies[COUNT - 1].vz);
  return 0;
}
