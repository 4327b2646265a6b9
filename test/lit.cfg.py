# How lit finds and runs Ferry's tests.
#
# RUN lines are bash. Substitutions:
#   %ferry %ferry-cc %ferry-c++ %precompile     the programs of the build tree
#   %rewrite SRC -o OUT [options] [-- cc-opts]  blanks the CHECK comments of SRC,
#                                               keeping its lines, then precompiles
#   %cc-strict %clang-strict                    gcc / clang -Wall -Wextra -Werror,
#                                               finds ferry/generated.h
#   %cc-strict-ABI %ferry-cc-ABI %ferry-c++-ABI the same for a foreign ABI
#   %run-ABI PROGRAM                            runs a program of that ABI
#   %exits N COMMAND...                         COMMAND must exit with status N
#   %every-poll --work=%t --to=ABI,... SOURCES  test/every-poll.py: capture at each poll
#   %mutation --work=%t SOURCE                  test/Mutation/mutation.py: what is left
#                                               out of generated code is noticed
#   %relay --work=%t %laps SOURCES -- ARGS      test/Relay/relay.py; %laps: how far
#   %source %build                              the two trees
#
# Features (REQUIRES:): each usable ABI by its name (compiler, emulator and
# libferry.a for it are there), `full` for `./dev test --full`, `valgrind`, `gdb`,
# `csmith`, `gcc-source`; `fuzzer`, when the host's compiler could build test/Fuzz.
import glob
import os
import shutil
import sys

import lit.formats

source = config.ferry_source
build = config.ferry_build
sys.path.insert(0, os.path.join(source, "test"))
sys.dont_write_bytecode = True  # the source tree stays clean
import abis

config.name = "Ferry"
config.suffixes = [".c", ".cpp", ".test"]
config.excludes = ["Inputs", "Unit", "lit", "ImageReaderFuzzer.cpp"]
config.test_source_root = os.path.join(source, "test")
config.test_exec_root = os.path.join(build, "test")
config.test_format = lit.formats.ShTest(execute_external=True)

# Nothing of the caller's settings may change a result.
for name in list(os.environ):
    if name.startswith("FERRY_"):
        config.environment.pop(name, None)
config.environment["PATH"] = os.pathsep.join(
    [os.path.join(config.llvm_root, "bin"), os.environ["PATH"]]
)
config.environment["FERRY_TEST_BUILD"] = build
for name in ("CCACHE_DIR", "HOME"):
    if name in os.environ:
        config.environment[name] = os.environ[name]

python = sys.executable
tool = lambda name: os.path.join(build, "bin", name)
script = lambda *parts: os.path.join(source, "test", *parts)
strict = f"-Wall -Wextra -Werror -I{build}/include"

words = {
    "ferry": tool("ferry"),
    "ferry-cc": tool("ferry-cc"),
    "ferry-c++": tool("ferry-c++"),
    "precompile": tool("ferry-precompile"),
    "rewrite": f"{python} {script('lit', 'rewrite.py')} --precompile={tool('ferry-precompile')}",
    "cc-strict": f"gcc -std=gnu17 {strict}",
    "clang-strict": f"{config.llvm_root}/bin/clang -std=gnu17 {strict}",
    "exits": f"bash {script('lit', 'exits.sh')}",
    "relay": f"{python} {script('Relay', 'relay.py')} --build={build}",
    "every-poll": f"{python} {script('every-poll.py')} --build={build}",
    "mutation": f"{python} {script('Mutation', 'mutation.py')} --build={build}",
    # Each ABI once; in the full run three times around.
    "laps": "--rounds=3" if lit_config.params.get("full") else "--rounds=1",
    "python": python,
    "cmake": config.cmake,
    "source": source,
    "build": build,
}

for abi in abis.ABIS:
    lacks = abi.missing(build)
    if lacks:
        lit_config.note(f"{abi.name}: {lacks}; its tests are skipped")
    else:
        config.available_features.add(abi.name)
    words[f"cc-strict-{abi.name}"] = f"{abi.compiler()} -std=gnu17 {strict}"
    words[f"ferry-cc-{abi.name}"] = f"{tool('ferry-cc')} --ferry-cc={abi.compiler()}"
    words[f"ferry-c++-{abi.name}"] = (
        f"{tool('ferry-c++')} --ferry-cc={abi.compiler('c++')}"
    )
    # `env`, so that `A=1 %run-x86_64 prog` and `env A=1 %run-...` both work.
    words[f"run-{abi.name}"] = " ".join(["env"] + abi.run())

# Longest first: %ferry-cc-s390x is not %ferry-cc followed by -s390x.
for word in sorted(words, key=len, reverse=True):
    config.substitutions.append((f"%{word}(?![\\w+-])".replace("c++", "c\\+\\+"), words[word]))

if lit_config.params.get("full"):
    config.available_features.add("full")
if os.path.exists(os.path.join(build, "test", "Fuzz", "bin", "ImageReaderFuzzer")):
    config.available_features.add("fuzzer")
else:
    lit_config.note(
        "no fuzz target: the host's compiler is not Clang with libFuzzer and the "
        "sanitizers (libclang-rt-*-dev); its test is skipped"
    )
for program in ("valgrind", "gdb", "csmith"):
    if shutil.which(program):
        config.available_features.add(program)

if os.path.exists("/usr/share/i18n/locales/de_DE"):  # Debian's locales
    config.available_features.add("locales")
if glob.glob("/usr/src/gcc-*/gcc-*-dfsg.tar.xz"):  # Debian's gcc-12-source
    config.available_features.add("gcc-source")

try:
    import psutil  # lit needs it to stop a test that hangs

    if not lit_config.maxIndividualTestTime:
        # The soak of the full run takes an hour and more.
        full = "full" in config.available_features
        lit_config.maxIndividualTestTime = 4 * 3600 if full else 600
except ImportError:
    lit_config.note("no python3-psutil: a test that hangs is not stopped")
