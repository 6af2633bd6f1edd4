"""Runs the commands of `day38` and `grader` that take seconds, each as a person would, in one process.

    python -m tests.every_command FOLDER             FOLDER gets what they write
    python -m tests.every_command FOLDER --windows   without what Windows lacks

With `-X warn_default_encoding`, a file that our code opens without an encoding is an error. Ends with code 1 where a command raises or does not end with the code that is expected of it.
"""

from __future__ import annotations

import importlib
import os
import shutil
import signal
import subprocess
import sys
import traceback
import warnings
from pathlib import Path

ROOT = Path(__file__).parent.parent

# What Windows has not, of what Python has here and other packages do without.
LACKING = {
    os: "fork forkpty killpg getpgid setsid getuid geteuid uname getloadavg sched_getaffinity mkfifo",
    signal: "SIGALRM SIGKILL SIGSTOP SIGTSTP SIGCONT SIGHUP setitimer ITIMER_REAL alarm pause",
}
LACKING_MODULES = ("resource", "fcntl", "pwd", "grp", "termios", "tty", "pty", "readline")
# Packages that look for the system when they are imported: they are to find the real one.
OTHERS = [
    "torch",
    "torch._dynamo",
    "torch.utils.tensorboard",
    "tensorboard",
    "matplotlib.pyplot",
    "dm_control.suite",
    "gymnasium",
    "ipywidgets",
    "jupyterlab.commands",
    "jupyterlab_server.config",
    "jupytext",
    "distributed",
    "filelock",
    "sklearn.manifold",
    "scipy.stats",
    "skimage.metrics",
    "nbgrader.apps",
    "sqlalchemy",
    "nbconvert",
    "asyncio.subprocess",
    "multiprocessing.pool",
    "PIL.Image",
    "zipfile",
    "ctypes",
]


def imitate_windows() -> None:
    """Have this process lack what Windows lacks, and believe that it runs there."""
    for name in OTHERS:
        importlib.import_module(name)
    for module, names in LACKING.items():
        for name in names.split():
            if hasattr(module, name):
                delattr(module, name)
    for name in LACKING_MODULES:
        sys.modules[name] = None  # importing it raises ImportError
    signal.SIGBREAK = signal.CTRL_BREAK_EVENT = signal.SIGUSR2  # which Windows has instead
    subprocess.CREATE_NEW_PROCESS_GROUP = 0
    os.replace = _unless_open(os.replace)
    os.fsync = _if_writable(os.fsync)
    sys.platform = "win32"


def _unless_open(replace):
    """Windows replaces no file that somebody has open or mapped; here, this process itself."""

    def as_windows(source, target):
        links = [os.path.realpath(f"/proc/self/fd/{name}") for name in os.listdir("/proc/self/fd")]
        mapped = Path("/proc/self/maps").read_text(encoding="utf-8")
        for path in map(os.path.realpath, (source, target)):
            if path in links or f" {path}\n" in mapped:
                raise PermissionError(13, "The process cannot access the file", path)
        replace(source, target)

    return as_windows


def _if_writable(fsync):
    """Windows hands over only files that are open for writing."""

    def as_windows(number):
        flags = Path(f"/proc/self/fdinfo/{number}").read_text(encoding="utf-8").split("flags:")[1]
        if int(flags.split()[0], 8) & os.O_ACCMODE == os.O_RDONLY:
            raise OSError(9, "Bad file descriptor")
        fsync(number)

    return as_windows


def commands(folder: Path) -> list[tuple[int, str, list[str]]]:
    """The code that each is to end with, its program, and its arguments."""
    from tests.training.test_trainer import TINY

    solutions = str(ROOT / "solutions" / "day38")
    run, labs = str(folder / "run"), str(folder / "labs")
    train = ["--env", "CartPole-v1", "--steps", "400", "--parts", solutions]
    train += ["--set", *(f"{name}={value}" for name, value in TINY.items() if name != "env_steps")]
    sweep = ["sweep", "--seeds", "1", "--logdir", str(folder / "sweep"), *train]
    # Dask itself does not start on an imitation of Windows
    many = [(0, "day38", sweep)] if sys.platform != "win32" else []
    return [
        *many,
        (0, "day38", ["settings"]),
        (0, "day38", ["progress", "--parts", labs]),
        (0, "day38", ["check", "--parts", labs]),
        (2, "day38", ["check", "λ-return"]),
        (0, "day38", ["train", "--logdir", run, *train]),
        (0, "day38", ["train", "--logdir", run, *train, "--steps", "600"]),
        (0, "day38", ["evaluate", "--run", run, "--episodes", "2", "--parts", solutions]),
        (0, "day38", ["plot", "--run", run, "--out", str(folder / "figure.png")]),
        (0, "day38", ["doctor"]),
        (0, "grader", ["release", "--out", str(folder / "day38.zip")]),
        (
            0,
            "grader",
            [
                "autograder",
                "--out",
                str(folder / "autograder.zip"),
                "--secret-file",
                str(folder / "secret"),
            ],
        ),
        (0, "grader", ["collect", str(folder / "class" / "submitted"), str(folder / "submitted")]),
        (0, "grader", ["report", "--out", str(folder / "class")]),
        (2, "grader", ["export", "--to", "csv", "--out", str(folder)]),
        (2, "grader", ["grade", str(folder / "nobody"), "--out", str(folder / "class")]),
    ]


def main() -> int:
    folder = Path(sys.argv[1])
    if "--windows" in sys.argv:
        imitate_windows()
    warnings.filterwarnings("error", category=EncodingWarning, module=r"(dreamer|grader)\b")
    from dreamer import cli as day38
    from grader import cli as grader

    shutil.copytree(ROOT / "labs" / "day38", folder / "labs")
    shutil.copytree(ROOT / "tests" / "data" / "earlier" / "class", folder / "class")
    wrong = 0
    for expected, program, argv in commands(folder):
        print(f"== {program} {' '.join(argv[:1])}", flush=True)
        try:
            code = {"day38": day38, "grader": grader}[program].main(argv)
        except BaseException:
            traceback.print_exc()
            code = -1
        if code != expected:
            print(f"{program} {argv} ended with {code}, not {expected}", file=sys.stderr)
            wrong = 1
    return wrong


if __name__ == "__main__":
    sys.exit(main())
