/* Runs a few Lisp programs.
 *
 *     lisp [size]        default 7; the n-queens problem is solved up to it */
#include "lisp.h"

#include <stdio.h>
#include <stdlib.h>

static const char *const programs[] = {
    "(define fib (lambda (n) (if (< n 2) n (+ (fib (- n 1)) (fib (- n 2))))))"
    "(define range (lambda (from to)"
    "  (if (< from to) (cons from (range (+ from 1) to)) ())))"
    "(define map (lambda (f l)"
    "  (if (nil? l) () (cons (f (car l)) (map f (cdr l))))))"
    "(print 'fib (map fib (range 0 (+ 9 size))))",

    ";; merge sort of pseudo-random numbers\n"
    "(define random-list (lambda (n seed)"
    "  (if (= n 0) ()"
    "    (cons (mod seed 1000)"
    "          (random-list (- n 1) (mod (+ (* seed 16807) 7) 2147483647))))))"
    "(define merge (lambda (a b)"
    "  (if (nil? a) b (if (nil? b) a"
    "    (if (< (car b) (car a))"
    "        (cons (car b) (merge a (cdr b)))"
    "        (cons (car a) (merge (cdr a) b)))))))"
    "(define odd-ones (lambda (l)"
    "  (if (or (nil? l) (nil? (cdr l))) l"
    "      (cons (car l) (odd-ones (cdr (cdr l)))))))"
    "(define even-ones (lambda (l) (if (nil? l) () (odd-ones (cdr l)))))"
    "(define sort (lambda (l)"
    "  (if (or (nil? l) (nil? (cdr l))) l"
    "      (merge (sort (odd-ones l)) (sort (even-ones l))))))"
    "(print 'sorted (sort (random-list (* 25 size) 42)))",

    ";; primes by trial division, with a closure over a counter\n"
    "(define make-counter (lambda ()"
    "  (let ((n 0)) (lambda () (begin (set! n (+ n 1)) n)))))"
    "(define tests (make-counter))"
    "(define divides-none (lambda (n primes)"
    "  (or (nil? primes)"
    "      (and (begin (tests) (not-zero (mod n (car primes))))"
    "           (divides-none n (cdr primes))))))"
    "(define not-zero (lambda (n) (if (= n 0) () 't)))"
    "(define reverse-onto (lambda (l onto)"
    "  (if (nil? l) onto (reverse-onto (cdr l) (cons (car l) onto)))))"
    "(define sieve (lambda (n limit primes)"
    "  (if (< n limit)"
    "      (sieve (+ n 1) limit (if (divides-none n primes) (cons n primes) primes))"
    "      (reverse-onto primes ()))))"
    "(print 'primes (sieve 2 (* 40 size) ()))"
    "(print 'tests (- (tests) 1))",

    ";; n queens: counts the solutions\n"
    "(define safe (lambda (column distance placed)"
    "  (or (nil? placed)"
    "      (and (not-zero (- column (car placed)))"
    "           (not-zero (- (- column (car placed)) distance))"
    "           (not-zero (- (- (car placed) column) distance))"
    "           (safe column (+ distance 1) (cdr placed))))))"
    "(define place (lambda (row n placed)"
    "  (if (= row n) 1 (try 0 row n placed))))"
    "(define try (lambda (column row n placed)"
    "  (if (= column n) 0"
    "      (+ (if (safe column 1 placed)"
    "             (place (+ row 1) n (cons column placed)) 0)"
    "         (try (+ column 1) row n placed)))))"
    "(define queens (lambda (n) (list n (place 0 n ()))))"
    "(print 'queens (map queens (range 1 (+ size 1))))",
};

static void run(const char *text) {
  struct object *form;
  while ((form = read_object(&text)) != NULL)
    eval(form, nil);
}

int main(int argc, char **argv) {
  char size[40];
  snprintf(size, sizeof size, "(define size %d)", argc > 1 ? atoi(argv[1]) : 7);

  eval_init();
  run(size);
  for (unsigned i = 0; i < sizeof programs / sizeof programs[0]; i++) {
    run(programs[i]);
    printf("-- %ld objects made, %ld collections\n", heap.allocated,
           heap.collections);
  }
  gc_collect();
  printf("-- %ld objects live at the end\n", heap.live);
  heap_free_all();
  return 0;
}
