"""What do seconds, memory and files grow to with the size of a class?

    python benchmarks/large_class.py --students 30 100 300 --jobs 2

For each size, in a fresh course folder: `grader grade` (seconds, and the most memory that its own process held), the
gradebook, the receipts, `grader report` (seconds, size); then once more where nothing is new. The first class is also graded
by separate workers at a Dask scheduler, and with `kill -9` of the coordinator in the middle. Right and wrong answers in four kinds, as in
`grading.py`; no agents.
"""

from __future__ import annotations

import argparse
import contextlib
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import psutil
from distributed import Client
from grading import environment, make_class
from nbgrader.api import Gradebook

from grader.course.grade import GRADEBOOK
from grader.paths import ASSIGNMENT

GRADE = [sys.executable, "-m", "grader.cli", "grade", "submitted"]
MB = 2**20


class Done(NamedTuple):
    """Of a command: its seconds, and the most memory of its own process (not its workers') in MB."""

    seconds: float
    memory: float


def run(course: Path, command: list[str], until=lambda: False) -> Done:
    """Run a command in the course's folder, or kill it (-9) as soon as `until` says so."""
    began, most, killed = time.perf_counter(), 0, False
    with (course / "log.txt").open("a") as log:
        process = subprocess.Popen(command, cwd=course, env=environment(), stdout=log, stderr=log)
        watched = psutil.Process(process.pid)
        while process.poll() is None:
            with contextlib.suppress(psutil.Error):
                most = max(most, watched.memory_info().rss)
            if not killed and until():
                process.send_signal(signal.SIGKILL)
                killed = True
            time.sleep(0.1)
    if process.returncode and not killed:
        raise SystemExit(f"{' '.join(command)}: {(course / 'log.txt').read_text()[-2000:]}")
    return Done(time.perf_counter() - began, most / MB)


def size(path: Path) -> float:
    """MB of a file, or of all that a folder holds."""
    files = [path] if path.is_file() else path.rglob("*")
    return sum(file.stat().st_size for file in files if file.is_file()) / MB


def graded(course: Path) -> int:
    """How many submissions have their marks in the gradebook."""
    with Gradebook(f"sqlite:///{course / GRADEBOOK}") as book:
        return len(book.assignment_submissions(ASSIGNMENT))


def measure(students: int, jobs: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        course = Path(folder)
        make_class(course, students)
        first = run(course, [*GRADE, *jobs])
        report = run(course, [sys.executable, "-m", "grader.cli", "report"])
        again = run(course, [*GRADE, *jobs])
        assert graded(course) == students
        html = sum(size(path) for path in course.glob("report*"))
        print(
            f"| {students} | {first.seconds:.0f} | {first.seconds / students:.2f} | {first.memory:.0f} | "
            f"{size(course / GRADEBOOK):.1f} | {size(course / 'receipts'):.1f} | {report.seconds:.1f} | "
            f"{html:.2f} | {again.seconds:.1f} |",
            flush=True,
        )


@contextlib.contextmanager
def cluster(workers: int) -> Iterator[str]:
    """A Dask scheduler with workers, as processes of their own; its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"tcp://127.0.0.1:{port}"
    scheduler = ["dask_scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard"]
    worker = ["dask_worker", address, "--nthreads", "1", "--no-dashboard"]
    with tempfile.TemporaryDirectory() as folder, contextlib.ExitStack() as stack:
        for command in (scheduler, *[worker] * workers):
            process = subprocess.Popen(
                [sys.executable, "-m", f"distributed.cli.{command[0]}", *command[1:]],
                cwd=folder,
                env=environment(),
                stderr=subprocess.DEVNULL,
            )
            stack.callback(process.wait)
            stack.callback(process.terminate)
        with Client(address, timeout=60) as client:
            client.wait_for_workers(workers, timeout=180)
        yield address


def measure_cluster(students: int, jobs: int) -> None:
    with tempfile.TemporaryDirectory() as folder, cluster(jobs) as address:
        course = Path(folder)
        make_class(course, students)
        done = run(course, [*GRADE, "--scheduler", address])
        assert graded(course) == students
        print(f"\nat a scheduler with {jobs} workers: {done.seconds:.0f} s, {done.memory:.0f} MB")


def measure_kill(students: int, jobs: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        course = Path(folder)
        make_class(course, students)

        def half() -> bool:
            return len(list(course.glob("receipts/*.json"))) >= students // 2

        before = run(course, [*GRADE, *jobs], half)
        time.sleep(5)
        left = [p for p in psutil.process_iter(["cwd"]) if p.info["cwd"] == str(course)]
        kept = len(list(course.glob("receipts/*.json")))
        after = run(course, [*GRADE, *jobs])
        assert graded(course) == students
        print(
            f"\nkill -9 after {before.seconds:.0f} s with {kept} receipts, {len(left)} processes left 5 s later; "
            f"again: {after.seconds:.0f} s, all {students} graded"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--students", type=int, nargs="+", default=[30, 100, 300])
    parser.add_argument("--jobs", type=int, default=2)
    args = parser.parse_args()
    jobs = ["--jobs", str(args.jobs)]
    print(
        "| students | s | s each | MB held | gradebook, MB | receipts, MB | report, s | MB | again, s |"
    )
    print("|---|---|---|---|---|---|---|---|---|")
    for students in args.students:
        measure(students, jobs)
    measure_cluster(args.students[0], args.jobs)
    measure_kill(args.students[0], jobs)


if __name__ == "__main__":
    main()
