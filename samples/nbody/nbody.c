/* The solar system as ten point masses under Newton's law.
 *
 *     nbody [years]        default 100
 *
 * Prints the total energy once every simulated year with all the digits that a
 * double has, and where the bodies are at the end. A symplectic integrator
 * (Yoshida's of fourth order, built of three leapfrog steps) keeps the energy
 * from drifting.
 *
 * Initial state: JPL Horizons (DE431), 2000-Jan-01 00:00 TDB (JD 2451544.5),
 * origin the barycentre of the solar system, axes the mean ecliptic and equinox
 * of J2000; AU and AU per day. Mass ratios: JPL DE405. The Moon, relativity and
 * the asteroids are left out: half a day later, at the epoch J2000.0, the Earth is
 * within 2e-7 AU of where Horizons has it relative to the Sun. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#define STEPS_PER_YEAR 1461 /* a quarter of a day each; a year is 365.25 days */

struct vector {
  double x, y, z;
};

struct body {
  const char *name;
  double sun_masses_inverse; /* mass of the Sun over that of the body */
  struct vector position, velocity;
};

struct body_system {
  int count;
  struct body *bodies;
  double *gm; /* gravitational constant times mass, AU^3 / day^2 */
  double time; /* days since the epoch */
};

static const double gauss_k = 0.01720209895; /* sqrt(G * mass of the Sun) */

static const struct body planets[] = {
    {"Sun", 1.0,
     {-7.139143380212697e-03, -2.792019770161695e-03, 2.061838852554664e-04},
     {5.374260940168566e-06, -7.410965396701423e-06, -9.422862838391440e-08}},
    {"Mercury", 6023600.0,
     {-1.478672233442572e-01, -4.466929775364947e-01, -2.313937582786785e-02},
     {2.117424563261189e-02, -7.105386404267509e-03, -2.522925180072137e-03}},
    {"Venus", 408523.71,
     {-7.257693602841776e-01, -2.529582082587794e-02, 4.137802526208009e-02},
     {5.189070188671265e-04, -2.031355258779472e-02, -3.072687386494688e-04}},
    {"Earth", 332946.050895,
     {-1.756637922977122e-01, 9.659912850526895e-01, 2.020629118443605e-04},
     {-1.722857156974862e-02, -3.015071224668472e-03, -5.859931223618532e-08}},
    {"Mars", 3098708.0,
     {1.383221922520998e+00, -2.380174081741852e-02, -3.441183028447500e-02},
     {7.533013850513376e-04, 1.517888771209419e-02, 2.996589710207392e-04}},
    {"Jupiter", 1047.3486,
     {3.996321310086093e+00, 2.932561197358908e+00, -1.016170544300634e-01},
     {-4.558376590671486e-03, 6.439863246141724e-03, 7.537593486203765e-05}},
    {"Saturn", 3497.898,
     {6.401416890663500e+00, 6.565250734685104e+00, -3.689211141720000e-01},
     {-4.285166238539475e-03, 3.884579926659154e-03, 1.025155282571916e-04}},
    {"Uranus", 22902.98,
     {1.442337843936191e+01, -1.373845030140273e+01, -2.379221201389048e-01},
     {2.683840344076701e-03, 2.665016541217002e-03, -2.484232267336756e-05}},
    {"Neptune", 19412.24,
     {1.680361764335730e+01, -2.499544328458694e+01, 1.274772016011350e-01},
     {2.584589572083709e-03, 1.768943546348827e-03, -9.629380362804233e-05}},
    {"Pluto", 135200000.0,
     {-9.884006595855096e+00, -2.796081320603301e+01, 5.851020841275061e+00},
     {3.044390641302692e-03, -1.537290075737863e-03, -7.173359336658472e-04}},
};

static struct vector minus(struct vector a, struct vector b) {
  struct vector difference = {a.x - b.x, a.y - b.y, a.z - b.z};
  return difference;
}

static double dot(struct vector a, struct vector b) {
  return a.x * b.x + a.y * b.y + a.z * b.z;
}

static void add_scaled(struct vector *sum, double factor, struct vector v) {
  sum->x += factor * v.x;
  sum->y += factor * v.y;
  sum->z += factor * v.z;
}

/* Kinetic and potential energy, in units of the mass of the Sun * AU^2 / day^2. */
static double energy(const struct body_system *s) {
  double sum = 0;
  for (int i = 0; i < s->count; i++) {
    const struct body *a = &s->bodies[i];
    double mass = 1 / a->sun_masses_inverse;
    sum += 0.5 * mass * dot(a->velocity, a->velocity);
    for (int j = i + 1; j < s->count; j++) {
      struct vector between = minus(a->position, s->bodies[j].position);
      sum -= mass * s->gm[j] / sqrt(dot(between, between));
    }
  }
  return sum;
}

static void drift(struct body_system *s, double dt) {
  for (struct body *b = s->bodies; b != s->bodies + s->count; b++)
    add_scaled(&b->position, dt, b->velocity);
}

static void kick(struct body_system *s, double dt) {
  for (int i = 0; i < s->count; i++) {
    struct body *a = &s->bodies[i];
    for (int j = i + 1; j < s->count; j++) {
      struct body *b = &s->bodies[j];
      struct vector between = minus(b->position, a->position);
      double squared = dot(between, between);
      double pull = dt / (squared * sqrt(squared));
      add_scaled(&a->velocity, pull * s->gm[j], between);
      add_scaled(&b->velocity, -pull * s->gm[i], between);
    }
  }
}

static void leapfrog(struct body_system *s, double dt) {
  drift(s, dt / 2);
  kick(s, dt);
  drift(s, dt / 2);
}

static void step(struct body_system *s, double dt) {
  static const double outer = 1.3512071919596578;  /* 1 / (2 - cbrt(2)) */
  static const double inner = -1.7024143839193153; /* 1 - 2 * outer */
  leapfrog(s, outer * dt);
  leapfrog(s, inner * dt);
  leapfrog(s, outer * dt);
  s->time += dt;
}

static struct body_system *create(const struct body *from, int count) {
  struct body_system *s = malloc(sizeof *s);
  if (!s)
    return NULL;
  s->count = count;
  s->time = 0;
  s->bodies = malloc(count * sizeof *s->bodies);
  s->gm = malloc(count * sizeof *s->gm);
  if (!s->bodies || !s->gm)
    return NULL;
  for (int i = 0; i < count; i++) {
    s->bodies[i] = from[i];
    s->gm[i] = gauss_k * gauss_k / from[i].sun_masses_inverse;
  }
  return s;
}

static void print_bodies(const struct body_system *s) {
  for (int i = 0; i < s->count; i++) {
    const struct body *b = &s->bodies[i];
    printf("%-8s %24.17g %24.17g %24.17g\n", b->name, b->position.x,
           b->position.y, b->position.z);
  }
}

int main(int argc, char **argv) {
  int years = argc > 1 ? atoi(argv[1]) : 100;
  struct body_system *s = create(planets, sizeof planets / sizeof planets[0]);
  if (!s) {
    fprintf(stderr, "nbody: out of memory\n");
    return 1;
  }

  double first = energy(s), worst = 0;
  printf("year    0  energy %.17g\n", first);
  for (int year = 1; year <= years; year++) {
    for (int i = 0; i < STEPS_PER_YEAR; i++)
      step(s, 365.25 / STEPS_PER_YEAR);
    double now = energy(s), error = fabs(now / first - 1);
    if (error > worst)
      worst = error;
    printf("year %4d  energy %.17g\n", year, now);
  }
  printf("after %.17g days; largest relative error of the energy %.3g\n",
         s->time, worst);
  print_bodies(s);

  free(s->gm);
  free(s->bodies);
  free(s);
  return 0;
}
