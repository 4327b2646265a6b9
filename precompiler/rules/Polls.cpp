//===- Polls.cpp - a place where a capture may happen -----------------------===//

#include "rules/Polls.h"

namespace ferry {

static std::string requested(const Form &F) {
  return std::string("__builtin_expect(__ferry_poll_requested, 0)") +
         (F.reentry() ? " && !__ferry_at" : "");
}

std::string pollStatement(const Form &F, const Site &S) {
  std::string Text;
  if (F.reentry())
    Text = "if (" + Form::in({S.Number, S.Number}) + ") { " + F.Arrive(S) +
           "; " + F.CallRuntime(S, "__ferry_resumed", Form::Record) + "; } else ";
  return Text + "if (" + requested(F) + ") { " + F.Stores(S) +
         "; " + F.CallRuntime(S, "__ferry_poll", Form::Record) + "; }";
}

std::string pollExpression(const Form &F, const Site &S) {
  std::string Text = "(";
  if (F.reentry())
    Text += Form::in({S.Number, S.Number}) + " ? (" + F.Arrive(S) +
            ", " + F.CallRuntime(S, "__ferry_resumed", Form::Record) + ") : ";
  return Text + requested(F) + " ? (" + F.Stores(S) +
         ", " + F.CallRuntime(S, "__ferry_poll", Form::Record) + ") : (void)0)";
}

} // namespace ferry
