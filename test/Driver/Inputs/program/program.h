#ifndef PROGRAM_H
#define PROGRAM_H
#define COUNT 12
int scramble(int value);                /* leaf.c: reaches no poll */
int fibonacci(int n);                   /* tree.c: recursive */
void sort(int *values, int count,       /* sort.c: loops, calls through `order` */
          int (*order)(const void *, const void *));
#endif
