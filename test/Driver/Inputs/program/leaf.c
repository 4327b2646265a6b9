#include "program.h"

int scramble(int value) { return value * 7 % COUNT; }
