#include "frames/SavedPositions.h"

#include "frames/Threads.h"
#include "port/Process.h"
#include "port/Undisturbed.h"

#include <algorithm>
#include <cstring>

using namespace ferry;
using namespace ferry::frames;

namespace {

/// More jmp_bufs than one call of setjmp fills in one frame; a bound for programs
/// that go on and on with new ones.
constexpr ptrdiff_t MostOfOneCall = 4096;

bool isDeeper(const SavedPosition &A, const SavedPosition &B) {
  return A.Closed != B.Closed ? A.Closed > B.Closed : A.Record > B.Record;
}

} // namespace

void SavedPositions::put(std::vector<SavedPosition> &Into, const SavedPosition &P) {
  while (!Into.empty() && isDeeper(Into.back(), P))
    Into.pop_back();
  // The older bytes are gone, but for a copy that is put back while the same frame
  // has called setjmp again; those are jumped to and not restored.
  auto OfFrame = Into.end();
  while (OfFrame != Into.begin() && (OfFrame - 1)->Record == P.Record &&
         (OfFrame - 1)->Closed == P.Closed)
    --OfFrame;
  auto IsOfCall = [&](const SavedPosition &Q) { return Q.Site == P.Site; };
  auto Old = std::find_if(OfFrame, Into.end(), [&](const SavedPosition &Q) {
    return IsOfCall(Q) && Q.Buffer == P.Buffer;
  });
  if (Old == Into.end() &&
      std::count_if(OfFrame, Into.end(), IsOfCall) >= MostOfOneCall)
    Old = std::find_if(OfFrame, Into.end(), IsOfCall);
  if (Old != Into.end())
    Into.erase(Old);
  Into.push_back(P);
}

void SavedPositions::expect(void *Buffer, char *Record, unsigned Closed) {
  SavedPosition &P = next(Closed);
  P.Buffer = Buffer;
  P.Record = Record;
  P.Site = reinterpret_cast<__ferry_record *>(Record)->site;
  P.Closed = Closed;
}

void SavedPositions::note(unsigned Closed) {
  SavedPosition &P = next(Closed);
  if (!P.Buffer || P.Closed != Closed)
    return;
  std::memcpy(P.Bytes.data(), P.Buffer, P.Bytes.size());
  if (Closed)
    return put(Shut, P);
  Shut.clear();
  put(Open, P);
}

void SavedPositions::mark(void *Buffer, unsigned Closed) {
  auto *At = const_cast<Mark *>(findMark(Buffer));
  *(At ? At : &Marks[NextMark++ % Marks.size()]) = {Buffer, Closed};
}

const SavedPositions::Mark *SavedPositions::findMark(const void *Buffer) const {
  auto At = std::find_if(Marks.begin(), Marks.end(),
                         [&](const Mark &M) { return M.Buffer == Buffer; });
  return At == Marks.end() ? nullptr : &*At;
}

void SavedPositions::add(void *Buffer, char *Record, const __ferry_site *Site) {
  SavedPosition P = {Buffer, Record, Site, 0, {}};
  std::memcpy(P.Bytes.data(), Buffer, P.Bytes.size());
  put(Open, P);
}

const SavedPosition *SavedPositions::find(const void *Buffer) const {
  for (const std::vector<SavedPosition> *In : {&Shut, &Open})
    for (auto P = In->rbegin(); P != In->rend(); ++P)
      if (std::memcmp(P->Bytes.data(), Buffer, P->Bytes.size()) == 0)
        return &*P;
  return nullptr;
}

//===----------------------------------------------------------------------===//

struct __jmp_buf_tag *__ferry_save(struct __jmp_buf_tag *Buffer, void *Record) {
  if (Thread *T = currentThread())
    T->Positions.expect(Buffer, static_cast<char *>(Record), __ferry_thread.closed);
  return Buffer;
}

struct __jmp_buf_tag *__ferry_mark(struct __jmp_buf_tag *Buffer) {
  port::Undisturbed Quiet;
  if (Thread *T = currentThread())
    T->Positions.mark(Buffer, __ferry_thread.closed);
  return Buffer;
}

void __ferry_saved(void) {
  port::Undisturbed Quiet;
  if (Thread *T = currentThread())
    T->Positions.note(__ferry_thread.closed);
}

void __ferry_longjmp(struct __jmp_buf_tag *Buffer, int Value) {
  Thread *T = currentThread();
  bool Known = false;
  unsigned Closed = 0;
  {
    port::Undisturbed Quiet;
    if (const SavedPosition *P = T ? T->Positions.find(Buffer) : nullptr) {
      Known = true;
      Closed = P->Closed;
    } else if (const auto *M = T ? T->Positions.findMark(Buffer) : nullptr) {
      Known = true;
      Closed = std::min(M->Closed, __ferry_thread.closed);
    }
  }
  if (Known) {
    // Frames of foreign code that are jumped over do not close polls any more.
    __ferry_thread.closed = Closed;
    if (!Closed)
      __ferry_thread.closed_by = nullptr;
  } else {
    static const char Nothing[port::JumpRegisters] = {};
    if (std::memcmp(Buffer, Nothing, sizeof Nothing) == 0)
      port::die("longjmp to a jmp_buf that was not set since the program was "
                "restored");
  }
  // Out of a handler: what the interrupted code was about to call it never will.
  __ferry_thread.callee = nullptr;
  __ferry_wanted.high = __ferry_wanted.low = 0;
  port::jump(Buffer, Value);
}

void __ferry_no_scope(void) {
  port::die("longjmp into the scope of an array of variable length that has ended");
}
