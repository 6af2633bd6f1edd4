"""Grades a class again after a question was mended, and lists the marks that change.

regrade(Path("submitted"), Path("."))    as `grade`, and OUT/changes.csv
"""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any, NamedTuple

from dreamer.files import write_whole
from grader.course.grade import grade
from grader.course.spreadsheet import spreadsheet_safe
from grader.marking.receipts import Receipt, Receipts

CHANGES = "changes.csv"


class Change(NamedTuple):
    """One mark, before and after."""

    student: str
    id: str
    before: float
    after: float


def regrade(submitted: Path, out: Path, **settings: Any) -> list[Change]:
    """Grade all submissions again, whatever their receipts say; settings as for `grade`.

    Raises UserError as `grade` does, or where there is no earlier receipt to compare with.
    """
    before = {receipt["student"]: _marks(receipt) for receipt in Receipts(out).some()}
    changes = []
    for receipt in grade(submitted, out, again=True, **settings):
        student = receipt["student"]
        for id, after in _marks(receipt).items():
            earlier = before.get(student, {}).get(id, 0.0)
            if after != earlier:
                changes.append(Change(student, id, earlier, after))
    lines = io.StringIO()
    writer = csv.writer(lines, lineterminator="\n")
    writer.writerow(Change._fields)
    writer.writerows([spreadsheet_safe(c.student), *c[1:]] for c in changes)
    write_whole(out / CHANGES, lines.getvalue())
    return changes


def _marks(receipt: Receipt) -> dict[str, float]:
    return {row["id"]: row["points"] for row in [*receipt["exercises"], receipt["agent"]]}
