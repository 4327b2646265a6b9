"""A program is run, captured, resumed elsewhere: what the tests of moves share.

A journey is one run of a program in legs: each but the last ends with a checkpoint,
each but the first starts from the one before, at other addresses than it
(FERRY_TEST_SHIFT). What is printed on the way, and the last exit status, must be
those of the plain program; that is the caller's to compare.

The oracle finds what output does not show. After every restore, before the program
runs an instruction of its own, the runtime captures it again
(FERRY_TEST_RECAPTURE), and the digest of that image must be that of the image that
was restored: digests are about values and the shape of the graph and know nothing
of ABIs and addresses (docs/ImageFormat.md, section 7).
"""

import json
import os
import shutil
import subprocess

LEFT, NOT_CAPTURED, NOT_RESTORED = 85, 86, 87
NEVER = 1 << 62
NOT_AGAIN = "what was restored can't be captured"


class Failure(Exception):
    pass


class Hangs(Failure):
    pass


def environment(**settings):
    """The caller's environment without Ferry's settings, and with these."""
    clean = {k: v for k, v in os.environ.items() if not k.startswith("FERRY_")}
    clean.update({name: str(value) for name, value in settings.items()})
    return clean


def run(words, timeout=60, **settings):
    """Exit status, standard output, standard error (text)."""
    try:
        done = subprocess.run(
            words, env=environment(**settings), stdin=subprocess.DEVNULL,
            capture_output=True, timeout=timeout,
        )
    except subprocess.TimeoutExpired:
        raise Hangs(f"it hangs (more than {timeout} s)")
    return done.returncode, done.stdout, done.stderr.decode(errors="replace")


def count_polls(words, folder, timeout=60):
    """What the program does when it is not captured: status, output, polls."""
    stats = os.path.join(folder, "stats.json")
    if os.path.exists(stats):
        os.unlink(stats)
    status, out, err = run(
        words, timeout, FERRY_STATS=stats, FERRY_AT_POLL=NEVER, FERRY_DIR=folder
    )
    if not os.path.exists(stats):
        # It has no main of Ferry's, left by _exit, or was killed.
        return status, out, err, None
    with open(stats) as file:
        return status, out, err, json.load(file)["polls"]


class NotAgain(Failure):
    """What was captured there and restored here can't be captured here."""


class Oracle:
    def __init__(self, build):
        self.ferry = os.path.join(build, "bin", "ferry")
        self.checked = 0

    def digest(self, image):
        done = subprocess.run(
            [self.ferry, "inspect", "--digest", image], capture_output=True, text=True
        )
        if done.returncode:
            raise Failure(f"{image} can't be read: {done.stderr.strip()}")
        return done.stdout.strip()

    def check(self, digest, folder, status, errors):
        """After a leg that began with a restore and was told to capture what it
        restored into `folder`; `digest` is that of the image."""
        again = os.path.join(folder, "latest")
        if os.path.exists(again):
            if (got := self.digest(again)) != digest:
                raise Failure(
                    f"what was restored is not what was captured: digest {got}, "
                    f"that of the image was {digest}"
                )
            self.checked += 1
        elif NOT_AGAIN in errors:
            raise NotAgain(errors.strip())
        elif status in (0, LEFT):
            raise Failure(f"what was restored was not captured again: {errors.strip()}")


class Journey:
    def __init__(self, status, output, said):
        self.status, self.output, self.said = status, output, said
        self.legs = len(said)

    @property
    def refused(self):
        """Ferry said that it can't; that is no wrong resume."""
        return self.status in (NOT_CAPTURED, NOT_RESTORED)

    def __str__(self):
        return "; ".join(self.said)


def journey(legs, folder, oracle, timeout=60, shift=1):
    """Legs: (name, words of the command, settings). Ends early when a leg does."""
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    again = os.path.join(folder, "again")
    output, said, digest, status = b"", [], None, LEFT
    for number, (name, words, settings) in enumerate(legs):
        settings = {"FERRY_DIR": folder, "FERRY_THEN": "exit", **settings}
        if number:
            shutil.rmtree(again, ignore_errors=True)
            settings["FERRY_RESTORE"] = os.path.join(folder, "latest")
            settings["FERRY_TEST_SHIFT"] = number * shift
            settings["FERRY_TEST_RECAPTURE"] = again
        try:
            status, out, err = run(words, timeout, **settings)
        except Hangs as hangs:
            raise Failure("; ".join([*said, f"{name}: {hangs}"]))
        said.append(f"{name}: status {status} {err.strip()}".strip())
        output += out
        try:
            if number:
                oracle.check(digest, again, status, err)
            if status != LEFT:
                break
            digest = oracle.digest(os.path.join(folder, "latest"))
        except Failure as failure:
            raise type(failure)(f"{'; '.join(said)}\n{failure}")
    return Journey(status, output, said)


def difference(got, wanted):
    """Where two outputs begin to differ, in words; None: they don't."""
    if got == wanted:
        return None
    first = next(
        (i for i, (a, b) in enumerate(zip(got, wanted)) if a != b),
        min(len(got), len(wanted)),
    )
    return (
        f"first difference at byte {first}:\n"
        f"  got      {got[max(0, first - 40):first + 40]!r}\n"
        f"  expected {wanted[max(0, first - 40):first + 40]!r}"
    )
