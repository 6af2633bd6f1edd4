"""How many wrong answers of a set lose points, and how many right ones keep them.

    python -m tests.answers.measure tests/answers/first [--only PREFIX] [--messages]

Asks the visible questions and, where those find nothing, the hidden ones of four students.
"""

from __future__ import annotations

import argparse
import contextlib
import functools
import io
import os
import sys
import tempfile
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import NamedTuple

import torch

from dreamer.errors import UserError
from dreamer.lab.checks import check
from dreamer.lab.checks.compare import difference
from dreamer.lab.checks.runner import ask
from dreamer.parts.extract import load_exercise
from grader.knowledge.cases import hidden
from grader.knowledge.right_answers import right_answer
from tests.answers.answers import Given, answers, write

STUDENTS = ("ann", "bob", "cem", "dao")
SECRET = b"sixteen characters"


class Found(NamedTuple):
    """lost: students of the four who lose points; where: the first question that saw it; report: of the check."""

    lost: int
    where: str
    report: str


def judged(given: Given) -> Found:
    """What the checks make of an answer, as it stands in a notebook."""
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        write(Path(folder), given)
        try:
            found = load_exercise(folder, given.exercise)
        except UserError as error:
            return Found(len(STUDENTS), "the notebook", str(error))
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            points = check(given.exercise.id, *found)
        if points < given.exercise.points:
            return Found(len(STUDENTS), "visible", out.getvalue())
        objects = dict(zip(given.exercise.symbols, found, strict=True))
        wheres = [_hidden(given.exercise.id, student, objects) for student in STUDENTS]
    lost = list(filter(None, wheres))
    return Found(len(lost), lost[0] if lost else "", "")


def _hidden(id: str, student: str, objects: dict) -> str | None:
    for case, right in _asked(id, student):
        outcome = ask(case, objects).outcome
        wrong = difference(case, outcome, right)
        if wrong:
            return f"{case.name}: {wrong.what}"
    return None


@functools.cache
def _asked(id: str, student: str) -> list:
    return [(case, right_answer(case)) for case in hidden(id, student, SECRET)]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", default="")
    parser.add_argument("--messages", action="store_true", help="print each report")
    args = parser.parse_args()
    given = [answer for answer in answers(args.folder) if answer.name.startswith(args.only)]
    totals: Counter[str] = Counter()
    with ProcessPoolExecutor(
        os.cpu_count(), initializer=torch.set_num_threads, initargs=(1,)
    ) as pool:
        for answer, found in zip(given, pool.map(judged, given), strict=True):
            good = found.lost == (0 if answer.right else len(STUDENTS))
            totals[f"{answer.exercise.id} {'right' if answer.right else 'wrong'}"] += 1
            totals["as they should"] += good
            if not good or args.messages:
                state = "" if good else "NOT AS IT SHOULD: "
                print(
                    f"=== {state}{answer.name}: {answer.says}\n    lost by {found.lost}: {found.where}"
                )
                if args.messages or answer.right:
                    print(found.report)
    print(dict(totals))
    return 0


if __name__ == "__main__":
    sys.exit(main())
