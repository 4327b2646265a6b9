#include "port/SignalHandlers.h"

#include "port/Signals.h"
#include "port/Undisturbed.h"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <ucontext.h>

using namespace ferry;
using namespace ferry::port;

__thread volatile unsigned port::Undisturbances;
volatile unsigned port::WaitingHandlers;

namespace {

using Code = void (*)(int, siginfo_t *, void *);

struct Action {
  Code Handler = nullptr;
  bool WantsInfo = false, Once = false;
  bool OfProgram = false; ///< the program has set it
};
constexpr int Signals = NSIG;
Action Actions[Signals];

/// Those whose handlers wait, in the order in which they came. One signal is in there
/// once, as in the system; those that queue find room for more.
struct Waiting {
  int Number;
  siginfo_t Info;
} Queue[2 * Signals];

constexpr struct {
  int Flag;
  const char *Name;
} FlagNames[] = {{SA_NOCLDSTOP, "nocldstop"}, {SA_NOCLDWAIT, "nocldwait"},
                 {SA_ONSTACK, "onstack"},     {SA_RESTART, "restart"},
                 {SA_NODEFER, "nodefer"},     {SA_SIGINFO, "siginfo"},
                 {static_cast<int>(SA_RESETHAND), "resethand"}};

/// The mask of the program while HeldSignals are there.
sigset_t HeldMask;
unsigned Held;
sigset_t MaskAtStart;
bool MaskSet; ///< by an image

bool isFault(int Number, const siginfo_t &Info) {
  switch (Number) {
  case SIGSEGV:
  case SIGBUS:
  case SIGFPE:
  case SIGILL:
  case SIGTRAP:
    return Info.si_code > 0; // sent by the system, for what the thread does
  default:
    return false;
  }
}

/// Everything but what can't wait.
sigset_t heldSignals() {
  sigset_t Set;
  sigfillset(&Set);
  for (int Fault : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGTRAP})
    sigdelset(&Set, Fault);
  return Set;
}

/// The handler finds the calling thread as foreign code would: nothing is published for
/// it. Afterwards the interrupted code finds what it had published.
void runHandler(int Number, siginfo_t *Info, void *Context) {
  const Action A = Actions[Number];
  if (A.Once) {
    struct sigaction Default = {};
    Default.sa_handler = SIG_DFL;
    sigaction(Number, &Default, nullptr);
  }
  struct __ferry_thread &T = __ferry_thread;
  const struct __ferry_thread Kept = T;
  const struct __ferry_wanted Wanted = __ferry_wanted;
  unsigned Sections = Undisturbances;
  T.callee = nullptr;
  __ferry_wanted.high = __ferry_wanted.low = 0;
  Undisturbances = 0;
  A.Handler(Number, Info, Context);
  Undisturbances = Sections;
  __ferry_wanted = Wanted;
  T.place = Kept.place;
  T.callee = Kept.callee;
  T.passed = Kept.passed;
  T.closed = Kept.closed;
  T.closed_by = Kept.closed_by;
}

void onSignal(int Number, siginfo_t *Info, void *Context) {
  if (Undisturbances == 0 || isFault(Number, *Info))
    return runHandler(Number, Info, Context);
  // All others are blocked: another one could come in the middle of this.
  int Error = errno;
  sigset_t All, Before;
  sigfillset(&All);
  sigprocmask(SIG_SETMASK, &All, &Before);
  bool Queues = Number >= SIGRTMIN;
  unsigned Count = WaitingHandlers, At = 0;
  while (At < Count && (Queues || Queue[At].Number != Number))
    ++At;
  if (At == Count && Count < std::size(Queue)) {
    Queue[Count] = {Number, *Info};
    WaitingHandlers = Count + 1;
  }
  sigprocmask(SIG_SETMASK, &Before, nullptr);
  errno = Error;
}

bool isOurs(const struct sigaction &A) { return A.sa_sigaction == onSignal; }

bool isCode(const struct sigaction &A) {
  return A.sa_handler != SIG_DFL && A.sa_handler != SIG_IGN && A.sa_handler != SIG_ERR;
}

/// What the program would find without Ferry.
void asOfProgram(struct sigaction &Now, const Action &A) {
  if (!isOurs(Now))
    return;
  Now.sa_sigaction = A.Handler;
  if (!A.WantsInfo)
    Now.sa_flags &= ~SA_SIGINFO;
  if (A.Once)
    Now.sa_flags |= static_cast<int>(SA_RESETHAND);
}

int setAction(int Number, const struct sigaction *Wanted, struct sigaction *Old) {
  if (Number < 1 || Number >= Signals)
    return sigaction(Number, Wanted, Old); // says what is wrong
  struct sigaction New, Before;
  sigset_t All, Mask;
  sigfillset(&All);
  sigprocmask(SIG_SETMASK, &All, &Mask);
  Action &A = Actions[Number];
  const Action Kept = A;
  if (Wanted) {
    New = *Wanted;
    A.OfProgram = true;
    if (isCode(New)) {
      A.Handler = New.sa_sigaction;
      A.WantsInfo = New.sa_flags & SA_SIGINFO;
      // onSignal does that itself: the handler may have to wait.
      A.Once = New.sa_flags & SA_RESETHAND;
      New.sa_flags = (New.sa_flags | SA_SIGINFO) & ~static_cast<int>(SA_RESETHAND);
      New.sa_sigaction = onSignal;
    }
  }
  int Result = sigaction(Number, Wanted ? &New : nullptr, &Before);
  int Error = errno;
  if (Result != 0)
    A = Kept;
  else if (Old)
    asOfProgram(*Old = Before, Kept);
  sigprocmask(SIG_SETMASK, &Mask, nullptr);
  errno = Error;
  return Result;
}

using Simple = void (*)(int);

Simple setSimple(int Number, Simple Handler, int Flags, bool MasksItself) {
  if (Handler == SIG_ERR || Number < 1 || Number >= Signals) {
    errno = EINVAL;
    return SIG_ERR;
  }
  struct sigaction New = {}, Old;
  New.sa_handler = Handler;
  New.sa_flags = Flags;
  sigemptyset(&New.sa_mask);
  if (MasksItself)
    sigaddset(&New.sa_mask, Number);
  return setAction(Number, &New, &Old) == 0 ? Old.sa_handler : SIG_ERR;
}

/// Of the program, also while signals are held.
sigset_t programMask() {
  sigset_t Now = HeldMask;
  if (!Held)
    sigprocmask(SIG_SETMASK, nullptr, &Now);
  return Now;
}

} // namespace

void port::runWaitingHandlers() {
  while (Undisturbances == 0 && WaitingHandlers) {
    sigset_t All, Mask, During;
    sigfillset(&All);
    sigprocmask(SIG_SETMASK, &All, &Mask);
    int Error = errno;
    Waiting First = Queue[0];
    WaitingHandlers = WaitingHandlers - 1;
    std::copy(Queue + 1, Queue + 1 + WaitingHandlers, Queue);
    // As the system calls it: with its signal and those of its mask blocked.
    struct sigaction Now;
    sigaction(First.Number, nullptr, &Now);
    sigorset(&During, &Mask, &Now.sa_mask);
    if (!(Now.sa_flags & SA_NODEFER))
      sigaddset(&During, First.Number);
    ucontext_t Context;
    getcontext(&Context);
    Context.uc_sigmask = Mask;
    sigprocmask(SIG_SETMASK, &During, nullptr);
    runHandler(First.Number, &First.Info, &Context);
    sigprocmask(SIG_SETMASK, &Mask, nullptr);
    errno = Error;
  }
}

std::vector<SignalAction> port::signalActions() {
  std::vector<SignalAction> All;
  for (int Number = 1; Number < Signals; ++Number) {
    const Action &A = Actions[Number];
    struct sigaction Now;
    if (!A.OfProgram || sigaction(Number, nullptr, &Now) != 0)
      continue;
    asOfProgram(Now, A);
    SignalAction Out;
    Out.Signal = signalName(Number);
    Out.What = Now.sa_handler == SIG_DFL   ? SignalAction::Default
               : Now.sa_handler == SIG_IGN ? SignalAction::Ignore
                                           : SignalAction::Call;
    if (Out.What == SignalAction::Call)
      Out.Handler = reinterpret_cast<__ferry_code>(Now.sa_handler);
    for (auto [Flag, Name] : FlagNames)
      if ((Now.sa_flags & Flag) == Flag)
        (Out.Flags += ' ') += Name;
    Out.Mask = maskWords(&Now.sa_mask);
    All.push_back(std::move(Out));
  }
  std::sort(All.begin(), All.end(), [](const SignalAction &A, const SignalAction &B) {
    return A.Signal < B.Signal;
  });
  return All;
}

bool port::setSignalAction(const SignalAction &Wanted) {
  int Number = signalNumber(Wanted.Signal.c_str());
  if (!Number)
    return true;
  struct sigaction New = {};
  New.sa_handler = Wanted.What == SignalAction::Ignore ? SIG_IGN : SIG_DFL;
  if (Wanted.What == SignalAction::Call)
    New.sa_handler = reinterpret_cast<Simple>(Wanted.Handler);
  for (std::string_view Left = Wanted.Flags; !Left.empty();) {
    Left.remove_prefix(1);
    std::string_view Word = Left.substr(0, Left.find(' '));
    auto *Known = std::find_if(std::begin(FlagNames), std::end(FlagNames),
                               [&](const auto &F) { return F.Name == Word; });
    if (Known == std::end(FlagNames))
      return false;
    New.sa_flags |= Known->Flag;
    Left.remove_prefix(Word.size());
  }
  setMaskWords(&New.sa_mask, Wanted.Mask);
  return setAction(Number, &New, nullptr) == 0;
}

HeldSignals::HeldSignals() : Outermost(Held == 0) {
  sigset_t All = heldSignals(), Mask;
  sigprocmask(SIG_BLOCK, &All, &Mask);
  if (!Outermost)
    return;
  HeldMask = Mask;
  Held = 1;
}

HeldSignals::~HeldSignals() {
  if (!Outermost)
    return;
  Held = 0;
  sigprocmask(SIG_SETMASK, &HeldMask, nullptr);
}

void port::rememberSignalMask() { sigprocmask(SIG_SETMASK, nullptr, &MaskAtStart); }

bool port::blockedSignals(std::string &Words) {
  sigset_t Now = programMask();
  Words = maskWords(&Now);
  return MaskSet || Words != maskWords(&MaskAtStart);
}

void port::blockSignals(std::string_view Words) {
  sigset_t Mask;
  setMaskWords(&Mask, Words);
  MaskSet = true;
  if (Held)
    HeldMask = Mask;
  else
    sigprocmask(SIG_SETMASK, &Mask, nullptr);
}

bool port::isOnItsWay(int Number) {
  sigset_t Came, Blocked = programMask();
  sigpending(&Came);
  return (sigismember(&Came, Number) == 1 && sigismember(&Blocked, Number) == 0) ||
         std::any_of(Queue, Queue + WaitingHandlers,
                     [&](const Waiting &W) { return W.Number == Number; });
}

std::vector<std::string> port::pendingSignals() {
  sigset_t Came, Blocked = programMask();
  sigpending(&Came);
  std::vector<std::string> Names;
  for (int Number = 1; Number < Signals; ++Number)
    if (sigismember(&Came, Number) == 1 && sigismember(&Blocked, Number) == 1)
      Names.push_back(signalName(Number));
  std::sort(Names.begin(), Names.end());
  return Names;
}

void port::sendSignal(std::string_view Name) {
  if (int Number = signalNumber(std::string(Name).c_str()))
    gsignal(Number); // raise, by a name that programs leave alone
}

//===----------------------------------------------------------------------===//

int __ferry_sigaction(int Number, const struct sigaction *Wanted, struct sigaction *Old) {
  return setAction(Number, Wanted, Old);
}

void (*__ferry_signal(int Number, void (*Handler)(int)))(int) {
  return setSimple(Number, Handler, SA_RESTART, true);
}

void (*__ferry_signal_once(int Number, void (*Handler)(int)))(int) {
  return setSimple(Number, Handler, SA_RESETHAND | SA_NODEFER, false);
}
