/* Recursive descent over arithmetic expressions. */
#include <stdio.h>
#include <stdlib.h>

static const char *at;

static long sum_of_terms(void);

static long factor(void) {
  if (*at == '(') {
    at++;
    long value = sum_of_terms();
    at++;
    return value;
  }
  if (*at == '-') {
    at++;
    return -factor();
  }
  long value = 0;
  while (*at >= '0' && *at <= '9')
    value = value * 10 + (*at++ - '0');
  return value;
}

static long term(void) {
  long value = factor();
  while (*at == '*' || *at == '%') {
    char op = *at++;
    long right = factor();
    if (op == '*')
      value = value * right % 1000003;
    else
      value = right ? value % right : 0;
  }
  return value;
}

static long sum_of_terms(void) {
  long value = term();
  while (*at == '+' || *at == '-') {
    char op = *at++;
    long right = term();
    value = op == '+' ? value + right : value - right;
  }
  return value;
}

int main(int argc, char **argv) {
  static const char text[] =
      "((1+2)*3-4%(2+5))*(17-(3*(4+5*(6-7))))+-12*(34-(5+(6*(7+(8*(9+10))))))";
  int repetitions = argc > 1 ? atoi(argv[1]) : 40;
  long sum = 0;
  for (int i = 0; i < repetitions * 20000; i++) {
    at = text;
    sum = (sum * 7 + sum_of_terms() + i) % 1000003;
  }
  printf("%ld\n", sum);
  return 0;
}
