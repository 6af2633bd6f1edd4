"""What plain `nbgrader autograde` makes of the attacks, measured, beside what `grader grade` makes of them.

    python -m tests.redteam.plain            grades all attacks with both, and writes README.md here

Plain nbgrader runs what was handed in with the rights of whoever grades. So it runs behind a wall
of its own here: no network, processes of its own, a course in memory, and an end after `SECONDS`.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple

import nbgrader
from nbgrader.api import Gradebook

from grader.course import grade
from tests.conftest import ROOT
from tests.redteam import agents, hostile_code  # noqa: F401  (they register attacks)
from tests.redteam.attacks import (
    ATTACKS,
    BASE,
    CANARIES,
    CHECKS,
    ONE,
    SOLVED,
    VARIABLE,
    Attack,
    submit,
)

SECONDS = 180  # after which a run is killed
DISK = 2 << 30  # bytes of the course's disk
TABLE = Path(__file__).parent / "README.md"
WHAT = {
    "secret": "the secret",
    "neighbour": "another student's work",
    "environment": "the environment",
}
WRONG = ("symlog", "returns")  # what is wrong in the base
SETTINGS = """
c = get_config()
c.CourseDirectory.source_directory = "solutions"
c.CourseDirectory.release_directory = "labs"
c.ClearSolutions.code_stub = {"python": "raise NotImplementedError"}
c.ClearSolutions.text_stub = "*Write your answer here.*"
c.ExecutePreprocessor.timeout = 60
"""


class Outcome(NamedTuple):
    """points: of what is wrong in the base, None where there is no mark; events: what else happened."""

    points: float | None
    events: list[str]


def make_course(course: Path) -> None:
    """A course of notebooks 1 and 3, released, and another student's submission in it."""
    folders = [course / "solutions" / "day38", course / "submitted" / "neighbour" / "day38"]
    for folder in folders:
        folder.mkdir(parents=True)
        for name in CHECKS:
            shutil.copy(SOLVED / f"{name}.ipynb", folder)
    (course / "nbgrader_config.py").write_text(SETTINGS)
    (course / ".day38-secret").write_text(CANARIES["secret"])
    (course / "canary.txt").write_text("untouched")
    other = folders[1] / f"{ONE}.ipynb"
    other.write_text(
        other.read_text().replace('"cells": [', f'"{CANARIES["neighbour"]}": 0, "cells": [', 1)
    )
    command = [sys.executable, "-m", "nbgrader", "generate_assignment", "day38", "--create"]
    subprocess.run(command, cwd=course, check=True, capture_output=True, timeout=120)


def autograde(attack: Attack, template: Path) -> Outcome:
    """Plain nbgrader's mark for one attack, in a course that is a copy of `template`."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "day38"
        submit(home, attack)
        for path in home.iterdir():
            if path.stem not in CHECKS:
                path.unlink()
        course = "/tmp/course"
        script = f"cp -r {template} {course}; mkdir {course}/submitted/eve; "
        script += f"cp -r {home} {course}/submitted/eve/day38; cd {course}; "
        script += f"timeout -s KILL {SECONDS} {sys.executable} -m nbgrader autograde day38 "
        script += "--student eve > /tmp/log 2>&1; "
        script += f"{sys.executable} -m tests.redteam.plain --look $? /tmp/log"
        command = ["bwrap", "--unshare-all", "--die-with-parent", "--new-session"]
        command += ["--ro-bind", "/", "/", "--dev", "/dev", "--proc", "/proc"]
        command += ["--size", str(DISK), "--tmpfs", "/tmp", "--ro-bind", folder, folder]
        command += ["--ro-bind", str(template), str(template), "bash", "-c", script]
        environment = {"HOME": "/tmp", "PYTHONPATH": str(ROOT), "DAY38_GRADED": "1"}
        environment |= {"MUJOCO_GL": "disabled", "OMP_NUM_THREADS": "1"}
        environment |= {VARIABLE: CANARIES["environment"], "PATH": os.environ["PATH"]}
        try:
            done = subprocess.run(
                command, env=environment, capture_output=True, text=True, timeout=SECONDS + 60
            )
            return Outcome(**json.loads(done.stdout.splitlines()[-1]))
        except subprocess.TimeoutExpired:
            return Outcome(None, ["hung until killed"])
        except (IndexError, ValueError):
            return Outcome(None, ["killed all that ran beside it"])


def look(status: int, log: str) -> dict[str, Any]:
    """Beside the course, after nbgrader: marks, and traces of what else happened."""
    events = ["hung until killed"] if status == 137 else []
    home = Path("autograded/eve/day38")
    shown = "".join(path.read_text() for path in home.glob("*.ipynb"))
    events += [f"showed {WHAT[what]}" for what, canary in CANARIES.items() if canary in shown]
    if Path("canary.txt").read_text() != "untouched":
        events.append("wrote over the course's files")
    if status not in (0, 137):
        lines = [line for line in log.splitlines() if "Error" in line] or ["no error is told"]
        events.append("not graded: " + lines[-1].split("] ")[-1].split(" | ")[-1].strip()[:50])
    if status != 0:
        return {"points": None, "events": events}
    with Gradebook("sqlite:///gradebook.db") as book:
        found = [
            book.find_grade(check, name, "day38", "eve").score for name, check in CHECKS.items()
        ]
        whole = book.find_submission("day38", "eve")
        if whole.max_score != 40:
            events.append(f"the most is {whole.max_score:g} now")
    return {"points": sum(found), "events": events}


def measure(names: Sequence[str], jobs: int) -> str:
    """The table, in Markdown."""
    with tempfile.TemporaryDirectory() as folder:
        submitted, out, template = (Path(folder) / name for name in ("submitted", "out", "course"))
        out.mkdir()
        submit(submitted / "base" / "day38")
        for name in names:
            submit(submitted / name / "day38", ATTACKS[name])
        receipts = {r["student"]: r for r in grade.grade(submitted, out, jobs)}
        make_course(template)
        met = [name for name in names if ATTACKS[name].plain]
        with ThreadPoolExecutor(jobs) as pool:
            runs = pool.map(lambda name: autograde(ATTACKS[name], template), met)
            plain = dict(zip(met, runs, strict=True))
        base = autograde(BASE, template)
    lines = [
        f"`python -m tests.redteam.plain`, nbgrader {nbgrader.__version__}: of 20 points for "
        f"`symlog` and `lambda_return` the base has earned {_ours(receipts['base'])}, and plain nbgrader "
        f"gives it {base.points:g}. Of an attack with a trained agent (20 points, nothing earned) "
        "plain nbgrader knows only what the notebook says.",
        "",
        "| attack | what it does | plain `nbgrader autograde` | `grader grade` |",
        "|---|---|---|---|",
    ]
    for name in names:
        told = ["—"] if name not in plain else []
        if name in plain:
            points, events = plain[name]
            told = ([] if points is None else [_marked(points, base.points)]) + events
        told = [text.replace("|", "\\|") for text in told]
        ours = _ours(receipts[name], agent=ATTACKS[name].solved)
        earned = 0.0 if ATTACKS[name].solved else 2.5
        lines.append(
            f"| {name} | {ATTACKS[name].tries} | {'; '.join(told)} | {_marked(ours, earned)} |"
        )
    return "\n".join(lines) + "\n"


def _ours(receipt: dict[str, Any], agent: bool = False) -> float:
    if agent:
        return receipt["agent"]["points"]
    return sum(row["points"] for row in receipt["exercises"] if row["id"] in WRONG)


def _marked(points: float, earned: float | None) -> str:
    """Points, bold where they are more than was earned."""
    return f"**{points:g}**" if earned is not None and points > earned else f"{points:g}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--only", nargs="+", help="print the table of these attacks")
    parser.add_argument("--look", nargs=2, metavar=("STATUS", "LOG"), help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.look:
        status, log = args.look
        print(json.dumps(look(int(status), Path(log).read_text())))
    elif args.only:
        print(measure(args.only, args.jobs))
    else:
        TABLE.write_text(measure(list(ATTACKS), args.jobs), "utf-8")


if __name__ == "__main__":
    main()
