#include "adapters/OpenStreams.h"

#include "adapters/Descriptors.h"
#include "adapters/OwnFiles.h"
#include "adapters/Text.h"
#include "port/Descriptors.h"
#include "port/Streams.h"

#include <algorithm>
#include <iterator>

using namespace ferry;
using namespace ferry::adapters;
using port::StreamState;

namespace {

Failure aboutStreams(std::string Message) {
  return {"resource " + std::string(StreamsName), std::move(Message)};
}

const char *standardName(const _IO_FILE *Stream) {
  for (const port::Stream &S : port::streams())
    if (S.Address == Stream)
      return S.Name;
  return nullptr;
}

constexpr const char *Bufferings[] = {"full", "line", "none"};

struct Word {
  const char *Text;
  bool StreamState::*Member;
};
constexpr Word Words[] = {{"read", &StreamState::Reads},     {"write", &StreamState::Writes},
                          {"append", &StreamState::Appends}, {"bytes", &StreamState::IsOfBytes},
                          {"end", &StreamState::AtEnd},      {"error", &StreamState::Failed}};

void writeBytes(std::string &To, const char *Word, const std::string &Bytes) {
  To += Word + std::to_string(Bytes.size()) + "\n" + Bytes + "\n";
}

bool readBytes(Text &From, std::string &Bytes) {
  uint64_t Count;
  std::string_view Read;
  if (!From.number(Count) || !From.take("\n") || !From.bytes(Count, Read) || !From.take("\n"))
    return false;
  Bytes = Read;
  return true;
}

/// `DESCRIPTOR BUFFERING WORD...`, and lines of a name.
bool readHead(Text &From, OpenStream &S) {
  std::string_view Word;
  if (!From.number(S.State.Descriptor) || S.State.Descriptor < 0 || !From.take(" ") ||
      !From.word(Word))
    return false;
  auto Buffering = std::find(std::begin(Bufferings), std::end(Bufferings), Word);
  if (Buffering == std::end(Bufferings))
    return false;
  S.State.Buffering =
      static_cast<decltype(S.State.Buffering)>(Buffering - std::begin(Bufferings));
  while (From.take(" ")) {
    if (!From.word(Word))
      return false;
    auto Known = std::find_if(std::begin(Words), std::end(Words),
                              [&](const auto &W) { return Word == W.Text; });
    if (Known != std::end(Words))
      S.State.*Known->Member = true;
    else if ((Word == "stdin" || Word == "stdout" || Word == "stderr") && S.Name.empty())
      S.Name = Word;
    else
      return false;
  }
  return (S.State.Reads || S.State.Writes) && From.take("\n");
}

/// Larger ones than any program has are no buffers.
constexpr uint64_t MostBuffer = uint64_t(1) << 30;

bool readRest(Text &From, StreamState &State) {
  if (From.take("position ") &&
      (!From.number(State.Position) || State.Position < 0 || !From.take("\n")))
    return false;
  if (From.take("buffer ") && (!From.number(State.BufferSize) || State.BufferSize == 0 ||
                               State.BufferSize > MostBuffer || !From.take("\n")))
    return false;
  if (From.take("used ") && (!From.number(State.Used) || !From.take("\n")))
    return false;
  if (From.take("buffered ") && !readBytes(From, State.Buffered))
    return false;
  if (From.take("pushed back ") && !readBytes(From, State.PushedBack))
    return false;
  bool Unbuffered = State.Buffering == StreamState::None;
  uint64_t Room = Unbuffered ? 1 : State.BufferSize;
  return State.Used <= State.Buffered.size() && State.Buffered.size() <= Room &&
         !(Unbuffered && State.BufferSize) &&
         (State.Reads || (State.Buffered.empty() && State.PushedBack.empty()));
}

bool isFound(int Descriptor, int As) {
  DescriptorOrigin Origin = originOf(Descriptor);
  return Origin.Is == DescriptorOrigin::Found && Origin.Number == As;
}

/// First those that the program made, then standard ones that are not what they were.
std::vector<_IO_FILE *> carriedStreams() {
  std::vector<_IO_FILE *> Own = ownStreams(), Carried;
  std::ranges::copy_if(Own, std::back_inserter(Carried),
                       [](_IO_FILE *S) { return !standardName(S); });
  int Number = 0;
  for (const port::Stream &S : port::streams()) {
    auto *Stream = static_cast<_IO_FILE *>(S.Address);
    bool IsOwn = std::ranges::find(Own, Stream) != Own.end();
    // The adapter "stdin" has it.
    bool IsInput = Number == 0 && port::isOver(Stream, 0) && isFound(0, 0);
    if (!IsInput && (IsOwn || (port::isOver(Stream, Number) && !isFound(Number, Number))))
      Carried.push_back(Stream);
    ++Number;
  }
  return Carried;
}

} // namespace

bool adapters::findStreams(const std::vector<OpenedFile> &Files,
                           std::vector<OpenStream> &Streams, Failure &Why) {
  unsigned Number = 0;
  for (_IO_FILE *Stream : carriedStreams()) {
    OpenStream S;
    S.Stream = Stream;
    const char *Standard = standardName(Stream);
    S.Name = Standard ? Standard : "stream " + std::to_string(++Number);
    const char *Wrong = port::streamState(Stream, S.State);
    std::string Name = port::openedName(S.State.Descriptor);
    Why.Path = Standard ? Standard : "stream";
    if (!Name.empty())
      Why.Path += " (" + Name + ")";
    const Opening *Over = openingOf(Files, S.State.Descriptor);
    bool Found = originOf(S.State.Descriptor).Is == DescriptorOrigin::Found;
    if (!Wrong && !Over && !Found)
      Wrong = "its descriptor is not open";
    if (!Wrong && Found && S.State.Reads)
      Wrong = "it reads what the program found open when it was started, which can't be "
              "carried";
    if (Wrong) {
      Why.Message = Wrong;
      return false;
    }
    Streams.push_back(std::move(S));
  }
  return true;
}

std::string adapters::writeStreams(const std::vector<OpenStream> &Streams) {
  std::string Bytes;
  for (const OpenStream &S : Streams) {
    Bytes +=
        "stream " + std::to_string(S.State.Descriptor) + " " + Bufferings[S.State.Buffering];
    for (const Word &W : Words)
      if (S.State.*W.Member)
        Bytes += std::string(" ") + W.Text;
    if (standardName(S.Stream))
      Bytes += " " + S.Name;
    Bytes += '\n';
    if (S.State.Position >= 0)
      Bytes += "position " + std::to_string(S.State.Position) + "\n";
    if (S.State.BufferSize)
      Bytes += "buffer " + std::to_string(S.State.BufferSize) + "\n";
    if (S.State.Used)
      Bytes += "used " + std::to_string(S.State.Used) + "\n";
    if (!S.State.Buffered.empty())
      writeBytes(Bytes, "buffered ", S.State.Buffered);
    if (!S.State.PushedBack.empty())
      writeBytes(Bytes, "pushed back ", S.State.PushedBack);
  }
  return Bytes;
}

bool adapters::readStreams(const image::Resource &Resource, std::vector<OpenStream> &Streams,
                           Failure &Why) {
  Text From(Resource);
  unsigned Number = 0;
  while (!From.atEnd()) {
    std::string Line = From.line();
    OpenStream S;
    bool Ok = From.take("stream ") && readHead(From, S) && readRest(From, S.State);
    if (S.Name.empty())
      S.Name = "stream " + std::to_string(++Number);
    if (!Ok || std::ranges::find(Streams, S.Name, &OpenStream::Name) != Streams.end()) {
      Why = aboutStreams("'" + Line + "' and what follows is no stream");
      return false;
    }
    Streams.push_back(std::move(S));
  }
  return true;
}

bool adapters::openStreams(const std::vector<OpenedFile> &Files,
                           std::vector<OpenStream> &Streams, Failure &Why) {
  for (OpenStream &S : Streams) {
    for (const port::Stream &Standard : port::streams())
      if (S.Name == Standard.Name)
        S.Stream = static_cast<_IO_FILE *>(Standard.Address);
    const Opening *Over = openingOf(Files, S.State.Descriptor);
    if (!Over && !isAsFound(S.State.Descriptor)) {
      Why = aboutStreams("the descriptor " + std::to_string(S.State.Descriptor) +
                         " of a stream is not open");
      return false;
    }
    if (!S.Stream)
      S.Stream = port::openStream(Over ? Over->Held : S.State.Descriptor, S.State);
    if (!S.Stream) {
      Why = aboutStreams("the descriptor " + std::to_string(S.State.Descriptor) +
                         " is not open for what its stream does");
      return false;
    }
  }
  return true;
}

bool adapters::setStreams(std::vector<OpenStream> &Streams, Failure &Why) {
  for (OpenStream &S : Streams) {
    if (!port::setStreamState(S.Stream, S.State)) {
      Why = aboutStreams("the C library does not take the state of " + S.Name);
      return false;
    }
    addOwnStream(S.Stream);
  }
  return true;
}
