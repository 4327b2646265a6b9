#include "frames/FrameWalk.h"

using namespace ferry;

std::string frames::frameName(size_t Number, std::string_view Function) {
  return "frame " + std::to_string(Number) + " " + std::string(Function);
}

std::string frames::mismatch(const __ferry_site &Site,
                             const __ferry_function &Callee) {
  switch (Site.kind) {
  case __ferry_site_call:
    if (std::string_view(Site.callee) != Callee.name)
      return std::string("its line ") + std::to_string(Site.line) + " calls '" +
             Site.callee + "', not '" + Callee.name + "'";
    return {};
  case __ferry_site_indirect:
    // Site.callee of an indirect call: the signature, when the unit knows it.
    if (Site.callee && std::string_view(Site.callee) != Callee.signature)
      return std::string("its line ") + std::to_string(Site.line) +
             " calls a function of type '" + Site.callee + "', and '" +
             Callee.name + "' is of type '" + Callee.signature + "'";
    return {};
  default:
    return std::string("its line ") + std::to_string(Site.line) +
           " calls nothing";
  }
}

bool frames::walk(void *Base, void *End, std::vector<Frame> &Frames,
                  Failure &Why) {
  char *At = static_cast<char *>(Base);
  auto Fail = [&](std::string Message) {
    Why.Path = Frames.empty()
                   ? "the outermost frame"
                   : frameName(Frames.size() - 1, Frames.back().Function->name);
    Why.Message = std::move(Message);
    return false;
  };
  while (At < End) {
    const __ferry_site *Site = reinterpret_cast<__ferry_record *>(At)->site;
    if (!Site)
      return Fail("its caller was entered from code that Ferry does not know");
    const __ferry_function *Function = Site->function;
    if (!Frames.empty()) {
      std::string Wrong = mismatch(*Frames.back().Site, *Function);
      if (!Wrong.empty())
        return Fail(std::move(Wrong));
    }
    Frames.push_back({At, Function, Site});
    At += Function->record_size;
  }
  if (At != End || Frames.empty())
    return Fail("the frame records do not end at the poll");
  return true;
}
