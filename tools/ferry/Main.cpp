//===- Main.cpp - the command `ferry` -------------------------------------===//
#include "Tool.h"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <fmt/core.h>

using namespace ferry::tool;

static void addCheckpointOptions(CLI::App &Command, CheckpointOptions &To) {
  Command.add_option("--every", To.Every,
                     "make a checkpoint at this interval: 500ms, 60s, 10m");
  Command.add_option("--dir", To.Folder,
                     "folder of the checkpoints (default: ckpt; restore: where "
                     "the image is)");
  Command.add_option("--on-signal", To.Signal,
                     "make a checkpoint on this signal (default: USR1)");
  Command.add_option("--at-poll", To.AtPoll,
                     "make a checkpoint at the N-th poll that is executed")
      ->check(CLI::PositiveNumber);
  Command
      .add_option("--then", To.Then,
                  "after a checkpoint: continue (default), or exit with status 85")
      ->check(CLI::IsMember({"continue", "exit"}));
  Command.add_flag("--carry-files{1M}", To.CarriedSize,
                   "files that the program has open are in the checkpoint, when they are "
                   "not larger than that (64K; default: 1M)");
  Command.add_option("--stats", To.Stats,
                     "write counters and timings to this file, as JSON");
}

static int runCommand(int Count, char **Words) {
  CLI::App App("Moves running programs between machines.", "ferry");
  App.require_subcommand(1);
  App.set_version_flag("--version", "ferry " FERRY_VERSION);

  RunOptions Run;
  CLI::App *RunCommand = App.add_subcommand("run", "Run a program");
  addCheckpointOptions(*RunCommand, Run.Checkpoints);
  RunCommand->add_option("program", Run.Command, "the program and its arguments")
      ->required();
  RunCommand->prefix_command();
  RunCommand->positionals_at_end();

  CheckpointRequest Request;
  CLI::App *CheckpointCommand = App.add_subcommand(
      "checkpoint", "Make a running program write a checkpoint");
  CheckpointCommand->add_option("pid", Request.Process, "the process")
      ->required()
      ->check(CLI::PositiveNumber);
  CheckpointCommand->add_option("--timeout", Request.Timeout,
                                "seconds to wait for it (default: 60)");

  RestoreOptions Restore;
  CLI::App *RestoreCommand =
      App.add_subcommand("restore", "Go on from a checkpoint");
  RestoreCommand
      ->add_option("image", Restore.Image, "a checkpoint, or a folder of them")
      ->required();
  RestoreCommand
      ->add_option("--with", Restore.Binary,
                   "the program, built from the same source, for any ABI")
      ->required();
  RestoreCommand
      ->add_option("--on-overflow", Restore.OnOverflow,
                   "a value that does not fit: error (default), saturate or wrap")
      ->check(CLI::IsMember({"error", "saturate", "wrap"}));
  RestoreCommand
      ->add_option("--on-file-change", Restore.OnFileChange,
                   "a file that the program had open is another by now: refuse (default) or "
                   "warn")
      ->check(CLI::IsMember({"refuse", "warn"}));
  RestoreCommand
      ->add_option("--file-map", Restore.FileMap,
                   "OLD=NEW: a file that the program had open, or a folder of them, is "
                   "here now; may be given several times")
      ->allow_extra_args(false);
  addCheckpointOptions(*RestoreCommand, Restore.Checkpoints);
  RestoreCommand->add_option("arguments", Restore.Arguments,
                             "after --: arguments for the program's start");

  InspectOptions Inspect;
  CLI::App *InspectCommand =
      App.add_subcommand("inspect", "Show what is in a checkpoint");
  InspectCommand
      ->add_option("image", Inspect.Image, "a checkpoint, or a folder of them")
      ->required();
  InspectCommand->add_flag("--globals", Inspect.Globals, "global variables");
  InspectCommand->add_flag("--heap", Inspect.Heap, "heap objects by type");
  InspectCommand->add_flag("--types", Inspect.Types, "types and their layout");
  InspectCommand->add_flag("--json", Inspect.Json, "as JSON");
  InspectCommand->add_flag("--digest", Inspect.Digest,
                           "only the digest of the state, the same on every ABI");

  DoctorOptions Doctor;
  CLI::App *DoctorCommand = App.add_subcommand(
      "doctor", "Say what stands in the way of moving a program; compiles nothing");
  DoctorCommand->add_flag("--json", Doctor.Json, "as JSON");
  DoctorCommand->footer("ferry doctor [--json] SOURCES... [compiler options]");
  DoctorCommand->allow_extras();

  try {
    App.parse(Count, Words);
  } catch (const CLI::ParseError &Problem) {
    if (Problem.get_exit_code() == 0)
      return App.exit(Problem);
    fmt::print(stderr, "ferry: {}; see ferry --help\n", Problem.what());
    return ExitWrongUse;
  }
  if (*RunCommand)
    return run(Run);
  if (*CheckpointCommand)
    return checkpoint(Request);
  if (*RestoreCommand)
    return restore(Restore);
  if (*DoctorCommand) {
    Doctor.Words = DoctorCommand->remaining();
    return doctor(Doctor);
  }
  return inspect(Inspect);
}

int main(int Count, char **Words) {
  try {
    return runCommand(Count, Words);
  } catch (const Error &Problem) {
    fmt::print(stderr, "ferry: {}\n", Problem.what());
    return Problem.ExitStatus;
  } catch (const std::exception &Problem) {
    fmt::print(stderr, "ferry: {}\n", Problem.what());
    return ExitWrongUse;
  }
}
