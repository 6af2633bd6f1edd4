"""Builds the bubblewrap command that isolates a student's code, and tests that it works here.

Bound into the sandbox are the interpreter, the package `dreamer` without its recorded weights,
three files of this folder, and the notebooks. Nothing of `grader.knowledge` is. The process that starts in it keeps
what `locks.py` needs to lock in those that run a student's code, and never runs a line of theirs.
"""

from __future__ import annotations

import functools
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import dreamer
from dreamer.errors import UserError
from dreamer.training.shipped_runs import BASELINES

HERE = Path(__file__).parent
SYSTEM = ("/usr", "/bin", "/lib", "/lib64", "/etc/ld.so.cache", "/etc/alternatives")
INSIDE = ("worker.py", "protocol.py", "locks.py")
# Where the grader may change ids, students' code is nobody who has an account: Debian gives these ids to none.
USERS = range(60_600, 61_100)
SYS_ADMIN = 21  # of <linux/capability.h>; a container's root has it not
GROUP_MEMORY = 4 << 30  # bytes: a submission's 3 GB, and the processes that ask
GROUP_LIMITS = {"MemoryMax": GROUP_MEMORY, "MemorySwapMax": 0, "TasksMax": 256}


def tier(allow_plain: bool = False) -> str:
    """What protects from a student's code here: `bubblewrap`, or `plain`, which protects nobody.

    Raises UserError where bubblewrap does not work and `plain` is not allowed.
    """
    if bubblewrap_works():
        return "bubblewrap"
    if allow_plain:
        return "plain"
    raise UserError(
        f"the sandbox does not work here ({what_fails() or 'no bubblewrap'}), "
        "and without it a student's code could read and change anything that you can; "
        "--unprotected runs it all the same"
    )


def refuse_readable(*paths: Path) -> None:
    """Raises UserError where one of them lies in what students' code can read: the system's folders, or Python's."""
    for path in paths:
        for bound in (*SYSTEM, sys.base_prefix, sys.prefix):
            if path.resolve().is_relative_to(Path(bound).resolve()):
                raise UserError(
                    f"{path} lies in {bound}, which students' code can read: have Python's environment, "
                    "or the course, in another folder"
                )


def bubblewrap_works() -> bool:
    """Whether Python with torch starts in the sandbox, and all locks shut."""
    return not what_fails()


@functools.cache
def what_fails() -> str:
    """Why the sandbox does not work here; empty where it does."""
    if sys.platform != "linux":
        return "it needs Linux"
    if shutil.which("bwrap") is None:
        return "there is no bwrap (Debian: apt-get install bubblewrap)"
    with tempfile.TemporaryDirectory() as folder:
        done = run_locked(Path(folder), "from dreamer import Trainer, check")
    said = done.stderr.decode(errors="replace").strip().splitlines()
    return (
        "" if done.returncode == 0 else (said[-1] if said else f"it ended with {done.returncode}")
    )


def run_locked(notebooks: Path, code: str, **options: Any) -> subprocess.CompletedProcess:
    """Run a line of Python as students' code is run, with all locks shut; its returncode is 0 where it holds."""
    lines = (
        "import os, sys, locks",
        f"pid, keeper = locks.fork({user()})",
        "sys.exit(os.waitstatus_to_exitcode(os.waitpid(keeper, 0)[1])) if pid else None",
        code,
    )
    command = [*bwrap_command(notebooks), sys.executable, "-c", "\n".join(lines)]
    return subprocess.run(command, capture_output=True, timeout=120, check=False, **options)


def user() -> int:
    """The id that students' code runs as where the grader is root; 0 elsewhere, where it has none but the grader's."""
    return USERS[os.getpid() % len(USERS)] if _is_root() else 0


def _is_root() -> bool:
    """Whether this process may mount and change ids; root in a container may do neither."""
    status = Path("/proc/self/status").read_text("utf-8")
    effective = next(line for line in status.splitlines() if line.startswith("CapEff:"))
    return os.geteuid() == 0 and bool(int(effective.split()[1], 16) >> SYS_ADMIN & 1)


@functools.cache
def group_command() -> tuple[str, ...]:
    """The beginning of a command line: what follows it gets a cgroup of its own, in which the kernel keeps
    `GROUP_LIMITS`, by `systemd-run`. Empty where there is none, or it does not limit memory.
    """
    if shutil.which("systemd-run") is None:
        return ()
    command = ["systemd-run", "--scope", "--quiet", "--collect"]
    command += [] if os.geteuid() == 0 else ["--user"]
    command += [f"--property={name}={most}" for name, most in GROUP_LIMITS.items()] + ["--"]
    limit = 'cat "/sys/fs/cgroup$(sed -n s/^0:://p /proc/self/cgroup)/memory.max"'
    try:
        done = subprocess.run([*command, "sh", "-c", limit], capture_output=True, timeout=20)
    except subprocess.TimeoutExpired:
        return ()
    return tuple(command) if done.stdout.split() == [str(GROUP_MEMORY).encode()] else ()


def bwrap_command(notebooks: Path) -> list[str]:
    """The beginning of a command line: what follows it runs shut off, with `notebooks` to read."""
    command = [*group_command(), "bwrap", "--die-with-parent", "--new-session", "--clearenv"]
    command += ["--unshare-pid", "--unshare-net", "--unshare-ipc", "--unshare-uts"]
    command += ["--unshare-cgroup-try", "--hostname", "lab", "--cap-drop", "ALL"]
    for name in ("CAP_SYS_ADMIN", "CAP_SETPCAP"):  # for the locks; gone when they are shut
        command += ["--cap-add", name]
    if _is_root():  # students' code gets an id of its own
        for name in ("CAP_SETUID", "CAP_SETGID", "CAP_KILL"):
            command += ["--cap-add", name]
    else:
        inside = (
            "65534" if os.geteuid() else "0"
        )  # an id other than 0 costs root the right to mount
        command += ["--unshare-user", "--uid", inside, "--gid", inside]
    command += ["--as-pid-1"]  # what it starts cannot kill it
    # /tmp first: an interpreter may lie below it
    command += ["--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp", "--tmpfs", "/dev/shm"]
    system = list(dict.fromkeys([*SYSTEM, sys.base_prefix, sys.prefix]))
    above = {folder for path in [*system, "/lab/notebooks"] for folder in Path(path).parents}
    for folder in sorted(above - {Path("/"), Path("/tmp")}):  # else only its owner enters them
        command += ["--perms", "0755", "--dir", str(folder)]
    for path in system:
        if os.path.islink(path):
            command += ["--symlink", os.readlink(path), path]
        elif os.path.exists(path):
            command += ["--ro-bind", path, path]
    command += ["--ro-bind", str(Path(dreamer.__file__).parent), "/lab/dreamer"]
    for weights in BASELINES.glob("*.safetensors"):  # an agent that walks is not lent to others
        command += ["--ro-bind", "/dev/null", f"/lab/dreamer/{BASELINES.name}/{weights.name}"]
    for name in INSIDE:
        command += ["--ro-bind", str(HERE / name), f"/lab/{name}"]
    command += ["--ro-bind", str(notebooks), "/lab/notebooks"]
    # they lie in memory, as large as they grow
    command += ["--remount-ro", "/dev", "--remount-ro", "/"]
    command += ["--setenv", "PYTHONPATH", "/lab", "--setenv", "HOME", "/tmp"]
    command += ["--setenv", "MUJOCO_GL", "disabled", "--setenv", "OMP_NUM_THREADS", "1"]
    command += ["--setenv", "PYTHONDONTWRITEBYTECODE", "1", "--chdir", "/tmp", "--"]
    return command
