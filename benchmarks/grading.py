"""How long does a class take with plain `nbgrader autograde`, and with `grader grade`?

    python benchmarks/grading.py --students 24 --jobs 2

The same submissions, one after the other, on this machine: right answers in two forms, answers with
mistakes, and untouched notebooks. Plain nbgrader runs the four graded notebooks with its own
settings, where the visible checks give the points (and nothing is trained); `grader grade` asks
visible and hidden questions in the sandbox. Prints seconds a submission, and their ratio.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from grader.marking.intake import NOTEBOOKS
from grader.paths import ASSIGNMENT, MASTERS, RELEASED, ROOT

RIGHT = json.dumps("torch.sign(x) * torch.log1p(torch.abs(x))")[1:-1]
KINDS = {  # kind -> its notebooks, and what stands in place of the right symlog
    "right": (MASTERS, RIGHT),
    "other": (MASTERS, "torch.where(x < 0, -torch.log1p(-x), torch.log1p(x))"),
    "wrong": (MASTERS, "torch.log1p(torch.abs(x))"),
    "begun": (RELEASED, ""),
}
PLAIN = """
c = get_config()
c.CourseDirectory.source_directory = "solutions"
c.CourseDirectory.release_directory = "labs"
c.CourseDirectory.ignore = ["*.py"]
c.ClearSolutions.code_stub = {"python": "raise NotImplementedError"}
c.ExecutePreprocessor.timeout = 300
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--students", type=int, default=24)
    parser.add_argument("--jobs", type=int, default=2)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        course = Path(folder)
        make_class(course, args.students)
        grade = [sys.executable, "-m", "grader.cli", "grade", "submitted", "--jobs", str(args.jobs)]
        ours = seconds(course, *grade)
        for made in ("autograded", "gradebook.db"):
            path = course / made
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        (course / "nbgrader_config.py").write_text(PLAIN)
        nbgrader = [sys.executable, "-m", "nbgrader"]
        seconds(course, *nbgrader, "generate_assignment", ASSIGNMENT)
        plain = seconds(course, *nbgrader, "autograde", ASSIGNMENT)
        for name, time_taken in (("grader grade", ours), ("nbgrader autograde", plain)):
            print(
                f"{name:20} {time_taken:7.1f} s, {time_taken / args.students:6.2f} s a submission"
            )
        print(f"ratio {plain / ours:.1f}")
        receipts = [json.loads(path.read_text()) for path in course.glob("receipts/*.json")]
        at_work = sum(receipt["seconds"] for receipt in receipts)
        print(
            f"of ours, {at_work / args.jobs:.1f} s with {args.jobs} sandboxes at work, the rest to begin and to write"
        )


def make_class(course: Path, count: int) -> None:
    """Submissions, kind after kind, in a course folder."""
    (course / "solutions" / ASSIGNMENT).mkdir(parents=True)
    for name in NOTEBOOKS:
        shutil.copy(MASTERS / f"{name}.ipynb", course / "solutions" / ASSIGNMENT)
    for number in range(count):
        kind = list(KINDS)[number % len(KINDS)]
        source, symlog = KINDS[kind]
        home = course / "submitted" / f"{kind}{number:02}" / ASSIGNMENT
        home.mkdir(parents=True)
        for name in NOTEBOOKS:
            text = (source / f"{name}.ipynb").read_text("utf-8")
            (home / f"{name}.ipynb").write_text(text.replace(RIGHT, symlog), "utf-8")


def environment() -> dict[str, str]:
    """Of commands in a course's folder, which lies outside the checkout."""
    paths = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    return {**os.environ, "PATH": paths, "PYTHONPATH": str(ROOT), "DAY38_GRADED": "1"}


def seconds(course: Path, *command: str) -> float:
    """How long a command takes in the course's folder."""
    began = time.perf_counter()
    done = subprocess.run(command, cwd=course, env=environment(), capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)}: {done.stderr[-2000:]}")
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
