int near_leaf(int value);

static int far_inner_leaf(int value) { return value ^ 0x55; }

int far_leaf(int value) { return near_leaf(value) & 0xff; }

int far_polls(int value) {
  while (value > 10)
    value = far_inner_leaf(value) / 16;
  return value;
}
