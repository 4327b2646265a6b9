#include "control/Stats.h"

#include "ferry/typeinfo/Abi.h"
#include "port/File.h"
#include "port/Process.h"

#include <cstdio>

using namespace ferry;
using namespace ferry::control;

namespace {

class Object {
  std::string Text = "{";

  std::string &key(const char *Key) {
    Text += Text.size() == 1 ? "\n  \"" : ",\n  \"";
    return (Text += Key) += "\": ";
  }

public:
  void add(const char *Key, uint64_t Value) { key(Key) += std::to_string(Value); }
  void add(const char *Key, std::string_view Value) {
    key(Key) += '"';
    for (char C : Value) {
      if (C == '"' || C == '\\')
        Text += '\\';
      Text += static_cast<unsigned char>(C) < 32 ? ' ' : C;
    }
    Text += '"';
  }
  void seconds(const char *Key, int64_t Nanoseconds) {
    char Number[32];
    snprintf(Number, sizeof Number, "%lld.%09lld",
             static_cast<long long>(Nanoseconds / 1000000000),
             static_cast<long long>(Nanoseconds % 1000000000));
    key(Key) += Number;
  }
  std::string finish() { return std::move(Text += "\n}\n"); }
};

} // namespace

Stats &control::stats() {
  // Never destroyed: it is written by an atexit handler.
  static Stats &TheStats = *new Stats;
  return TheStats;
}

void Stats::write(const std::string &Path) const {
  Object O;
  O.add("abi", Abi::native().triple());
  O.add("polls", Polls);
  O.add("captures", Captures);
  O.add("failed_captures", FailedCaptures);
  O.add("bytes", Bytes);
  O.seconds("capture_seconds", CaptureTime);
  O.seconds("sync_seconds", SyncTime);
  O.add("poisoned_pointers", PoisonedPointers);
  O.add("waited_polls", Waited);
  O.add("waited_for", WaitedFor);
  O.add("restored", uint64_t(Restored));
  O.add("restored_abi", RestoredAbi);
  O.add("restored_bytes", RestoredBytes);
  O.seconds("restore_seconds", RestoreTime);
  O.add("plans", Plans);
  O.add("converted_bytes", ConvertedBytes);
  O.add("relocated_pointers", RelocatedPointers);
  O.add("saturated", Saturated);
  O.add("wrapped", Wrapped);
  O.add("rounded_floats", RoundedFloats);
  O.add("raw_bytes", RawBytes);
  O.add("dangling_pointers", DanglingPointers);
  std::string Text = O.finish();

  int Descriptor = -1;
  int Error = port::openToWrite(Path, Descriptor);
  if (!Error) {
    Error = port::writeFully(Descriptor, Text.data(), Text.size());
    int Closed = port::closeFile(Descriptor);
    Error = Error ? Error : Closed;
  }
  if (Error)
    port::message("FERRY_STATS=%s: %s", Path.c_str(),
                  port::errorText(Error).c_str());
}
