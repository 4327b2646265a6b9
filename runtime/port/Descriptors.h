//===- Descriptors.h - what the system holds open for us --------*- C++ -*-===//
#ifndef FERRY_PORT_DESCRIPTORS_H
#define FERRY_PORT_DESCRIPTORS_H

#include <cstdint>
#include <string>
#include <vector>

namespace ferry::port {

struct Descriptor {
  int Number;
  uint64_t Device, Inode; ///< of what it is open for
  bool IsChannel;         ///< a socket or a pipe
  friend bool operator==(const Descriptor &, const Descriptor &) = default;
};

/// Ascending by number.
std::vector<Descriptor> openDescriptors();

/// "/etc/hosts", "socket:[4711]"; empty when the system does not say.
std::string openedName(int Descriptor);

} // namespace ferry::port
#endif
