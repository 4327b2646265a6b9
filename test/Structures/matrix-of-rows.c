// Matrices as arrays of pointers to rows, solved by elimination that swaps rows by their
// pointers: captured in the loops, with pointers into rows.
//
// RUN: %every-poll --work=%t --to=x86_64,s390x,i686,powerpc --most=100 --min-polls=100 %s
#include <stdio.h>
#include <stdlib.h>

struct matrix {
  size_t rows, columns;
  long long **row;
};

static struct matrix *create(size_t rows, size_t columns) {
  struct matrix *m = malloc(sizeof *m);
  if (!m || !(m->row = malloc(rows * sizeof *m->row)))
    abort();
  m->rows = rows;
  m->columns = columns;
  for (size_t i = 0; i < rows; i++)
    if (!(m->row[i] = calloc(columns, sizeof **m->row)))
      abort();
  return m;
}

static void release(struct matrix *m) {
  for (size_t i = 0; i < m->rows; i++)
    free(m->row[i]);
  free(m->row);
  free(m);
}

static struct matrix *multiply(const struct matrix *a, const struct matrix *b) {
  struct matrix *m = create(a->rows, b->columns);
  for (size_t i = 0; i < m->rows; i++)
    for (size_t j = 0; j < m->columns; j++) {
      long long *sum = &m->row[i][j];
      const long long *left = a->row[i];
      for (size_t k = 0; k < a->columns; k++)
        *sum += *left++ * b->row[k][j];
    }
  return m;
}

static struct matrix *transpose(const struct matrix *a) {
  struct matrix *m = create(a->columns, a->rows);
  for (size_t i = 0; i < a->rows; i++)
    for (size_t j = 0; j < a->columns; j++)
      m->row[j][i] = a->row[i][j];
  return m;
}

// Bareiss: each division is without remainder.
static long long determinant(struct matrix *m) {
  long long before = 1, sign = 1;
  for (size_t k = 0; k + 1 < m->rows; k++) {
    size_t pivot = k;
    while (pivot < m->rows && m->row[pivot][k] == 0)
      pivot++;
    if (pivot == m->rows)
      return 0;
    if (pivot != k) {
      long long *row = m->row[k];
      m->row[k] = m->row[pivot];
      m->row[pivot] = row;
      sign = -sign;
    }
    for (size_t i = k + 1; i < m->rows; i++)
      for (size_t j = k + 1; j < m->columns; j++) {
        long long product = m->row[i][j] * m->row[k][k] - m->row[i][k] * m->row[k][j];
        if (product % before) {
          printf("broken: remainder\n");
          exit(1);
        }
        m->row[i][j] = product / before;
      }
    before = m->row[k][k];
  }
  return sign * m->row[m->rows - 1][m->columns - 1];
}

int main(void) {
  struct matrix *a = create(5, 5);
  for (size_t i = 0; i < a->rows; i++)
    for (size_t j = 0; j < a->columns; j++)
      a->row[i][j] = i + j < 3 ? 0 : (long long)((i * 7 + j * 5 + i * j) % 11) - 5;
  struct matrix *t = transpose(a), *square = multiply(a, t);
  for (size_t i = 0; i < square->rows; i++) {
    for (size_t j = 0; j < square->columns; j++) {
      printf("%5lld", square->row[i][j]);
      if (square->row[i][j] != square->row[j][i])
        printf(" broken: not symmetric");
    }
    printf("\n");
  }
  long long of_a = determinant(a), of_t = determinant(t), of_square = determinant(square);
  printf("%lld, %lld, %lld: %s\n", of_a, of_t, of_square,
         of_a == of_t && of_square == of_a * of_t ? "right" : "broken");
  release(a);
  release(t);
  release(square);
  return 0;
}
