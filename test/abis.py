"""The ABIs that tests, demo and bench can build for and run.

One line is one ABI: its name in Ferry, the triple that Debian's cross compiler
answers to -dumpmachine, and the emulator, or None where the machine itself runs
the program. An ABI is usable when its compiler, its emulator and libferry.a for
it are there; `usable()` says which, and in words why the others are not.
"""

import os
import shutil
from dataclasses import dataclass
from typing import List, Optional


@dataclass(frozen=True)
class Abi:
    name: str
    triple: str
    emulator: Optional[str]
    pointer: int
    big_endian: bool

    @property
    def native(self) -> bool:
        return self.name == "x86_64"

    def compiler(self, language: str = "c") -> str:
        driver = {"c": "gcc", "c++": "g++"}[language]
        return driver if self.native else f"{self.triple}-{driver}"

    def run(self) -> List[str]:
        """The words in front of a program of this ABI; they may be none."""
        if self.emulator:
            return [self.emulator, "-L", f"/usr/{self.triple}"]
        # i686 runs on the machine itself (qemu-i386 7.2 hangs in
        # pthread_create), through its own loader where the system has none.
        if self.name == "i686" and not os.path.exists("/lib/ld-linux.so.2"):
            root = f"/usr/{self.triple}/lib"
            return [f"{root}/ld-linux.so.2", "--library-path", root]
        return []

    def library(self, build: str) -> str:
        return os.path.join(build, "lib", "ferry", self.triple, "libferry.a")

    def missing(self, build: Optional[str] = None) -> Optional[str]:
        """None when the ABI is usable, else what it lacks."""
        if not shutil.which(self.compiler()):
            return f"no {self.compiler()}"
        if self.emulator and not shutil.which(self.emulator):
            return f"no {self.emulator}"
        if build and not os.path.exists(self.library(build)):
            return f"no libferry.a for {self.triple}"
        return None


ABIS = [
    Abi("x86_64", "x86_64-linux-gnu", None, 8, False),
    Abi("i686", "i686-linux-gnu", None, 4, False),
    Abi("aarch64", "aarch64-linux-gnu", "qemu-aarch64", 8, False),
    Abi("armhf", "arm-linux-gnueabihf", "qemu-arm", 4, False),
    Abi("riscv64", "riscv64-linux-gnu", "qemu-riscv64", 8, False),
    Abi("s390x", "s390x-linux-gnu", "qemu-s390x", 8, True),
    Abi("powerpc", "powerpc-linux-gnu", "qemu-ppc", 4, True),
    Abi("mips", "mips-linux-gnu", "qemu-mips", 4, True),
    Abi("m68k", "m68k-linux-gnu", "qemu-m68k", 4, True),
]

BY_NAME = {abi.name: abi for abi in ABIS}

# Between them these differ in byte order, word size, alignment of double in a
# struct and sign of char; the quick tests use them, `./dev test --full` all.
QUICK = ["x86_64", "i686", "aarch64", "s390x"]


def usable(build: Optional[str] = None) -> List[Abi]:
    return [abi for abi in ABIS if abi.missing(build) is None]
