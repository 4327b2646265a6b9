//===- Omission.h - one thing of the output, left out on purpose ------------===//
///
/// \file
/// How the tests find out whether they would notice that something is missing
/// (test/Mutation): every store into a frame record, live entry, refill, call
/// of the runtime, line of a table and part of a type descriptor asks here before it
/// is written, and `ferry-precompile --drop=N` leaves out the N-th. `--droppable`
/// lists them.
///
/// \code
///   if (!Omit.drops("store of t, site 2 of solve"))
///     Text += "__ferry_fr->t = t, ";
///   Text += Omit.part("sizeof(int)", "size of type int");   // or "0"
/// \endcode
///
/// Invariant: two runs over the same input ask for the same things in the same
/// order, whatever is left out.
//===----------------------------------------------------------------------===//
#ifndef FERRY_EMIT_OMISSION_H
#define FERRY_EMIT_OMISSION_H

#include <string>
#include <vector>

namespace ferry {

class Omission {
public:
  /// \p Number counts from 1; 0 leaves out nothing.
  explicit Omission(unsigned Number = 0) : Number(Number) {}

  /// \p What is for the reader of a test's output.
  bool drops(std::string What) {
    Asked.push_back(std::move(What));
    return Asked.size() == Number;
  }
  /// \p Text, or a zero if it is what is left out.
  std::string part(std::string Text, std::string What) {
    return drops(std::move(What)) ? "0" : std::move(Text);
  }

  /// All that was asked for; \p Number is the place in there, from 1.
  const std::vector<std::string> &asked() const { return Asked; }

private:
  unsigned Number;
  std::vector<std::string> Asked;
};

} // namespace ferry
#endif
