#include "adapters/ErrorNumbers.h"

#include "port/ErrorNumber.h"

#include <charconv>

using namespace ferry;

std::string adapters::writeErrorNumbers(const std::vector<int> &OfThreads) {
  std::string Lines;
  bool Any = false;
  for (int Number : OfThreads) {
    std::string_view Name = port::errorName(Number);
    Lines += Name.empty() ? std::to_string(Number) : Name;
    Lines += '\n';
    Any = Any || Number != 0;
  }
  return Any ? Lines : "";
}

static bool readNumber(std::string_view Line, int &Number) {
  auto [End, Error] =
      std::from_chars(Line.data(), Line.data() + Line.size(), Number);
  if (Error == std::errc() && End == Line.data() + Line.size())
    return true;
  Number = port::errorNumber(Line);
  return Number != 0;
}

bool adapters::readErrorNumbers(const image::Resource &From, size_t Threads,
                                std::vector<int> &OfThreads,
                                std::string &Message) {
  OfThreads.clear();
  std::string_view Left(reinterpret_cast<const char *>(From.Bytes),
                        static_cast<size_t>(From.Size));
  while (!Left.empty()) {
    size_t End = Left.find('\n');
    if (End == Left.npos || OfThreads.size() == Threads)
      break;
    std::string_view Line = Left.substr(0, End);
    int Number;
    if (!readNumber(Line, Number)) {
      Message = "this system has no error '" + std::string(Line) + "'";
      return false;
    }
    OfThreads.push_back(Number);
    Left.remove_prefix(End + 1);
  }
  if (Left.empty() && OfThreads.size() == Threads)
    return true;
  Message = "it is not one line for each thread";
  return false;
}
