#include "port/Streams.h"

#include <cstdio>

using namespace ferry;

std::array<port::Stream, 3> port::streams() {
  return {{{"stdin", stdin}, {"stdout", stdout}, {"stderr", stderr}}};
}

void port::flushStreams() { fflush(nullptr); }
