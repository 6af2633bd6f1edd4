"""Plugins for nbgrader, named in `nbgrader_config.py`: our verdicts, links that are not followed, a CSV export."""

from __future__ import annotations

import csv
import glob
import sys
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook, MissingEntry
from nbgrader.exchange.default import ExchangeCollect
from nbgrader.plugins import ExportPlugin
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Bool

from grader.course.gradebook import clear_scores, rescore
from grader.course.spreadsheet import spreadsheet_safe
from grader.marking.grade_one import grade_one, hold_copies
from grader.marking.intake import read_submission
from grader.marking.rebuild import graded_notebook
from grader.marking.receipts import SECRET, Receipts, key_of, read_secret
from grader.sandbox.bubblewrap import tier


class Verdicts(NbGraderPreprocessor):
    """nbgrader preprocessor: in place of running a submission, the rebuilt notebook with our verdicts.

    They come from the receipt that `grader grade` has written; where that is missing or no longer
    stands, the submission is graded now.
    """

    unprotected = Bool(False, help="Run students' code where there is no sandbox.").tag(config=True)

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        about = resources["nbgrader"]
        name, student = about["notebook"], about["student"]
        clear_scores(about["db_url"], name, student)
        root = Path(self.parent.parent.coursedir.root)
        submission = read_submission(Path(resources["metadata"]["path"]).parent)
        kept, secret = Receipts(root), read_secret(root / SECRET)
        protection = tier(allow_plain=self.unprotected)
        receipt = kept.read(student)
        key = key_of(submission, secret, protection)
        if receipt is None or receipt.get("key") != key:
            receipt, picture = grade_one(submission, secret, protection)
            receipt["key"] = key
            others = [other for other in kept.all() if other["student"] != student]
            for other in hold_copies([*others, receipt]):
                if other is not receipt:
                    kept.write(other)
                    rescore(about["db_url"], other)
            kept.write(receipt, picture)
        cells = submission.cells.get(name)
        return graded_notebook(name, cells, receipt, kept.picture(receipt)), resources


def without_links(assignment: str, student: str, notebooks: list[str]) -> None:
    """Hook before a submission is converted: take links out of it.

    nbgrader would copy what they lead to, another's work or your own files, to `autograded`, and hand it back as feedback.
    """
    if not notebooks:
        return
    home = Path(notebooks[0]).parent
    for path in [home.parent, home, *home.rglob("*")]:  # which follows no link to a folder
        if path.is_symlink():
            path.unlink()
            print(f"taken out: {path.name!a} of {student} is a link", file=sys.stderr)


class Collect(ExchangeCollect):
    """`nbgrader collect` that follows no link of a student's: it would be read with the instructor's rights."""

    def do_copy(self, src: str, dest: str, log: Any = None) -> None:
        """Copy a submission as nbgrader does, and leave out links, and whatever has the name of one."""
        links = [path for path in Path(src).rglob("*") if path.is_symlink()]
        before = self.coursedir.ignore
        self.coursedir.ignore = [*before, *(glob.escape(path.name) for path in links)]
        try:
            super().do_copy(src, dest, log)
        finally:
            self.coursedir.ignore = before


class Csv(ExportPlugin):
    """`nbgrader export` with quotes where they belong, and no cell that a spreadsheet computes."""

    def export(self, gradebook: Gradebook) -> None:
        columns = ["assignment", "student_id", "last_name", "first_name", "email"]
        columns += ["timestamp", "raw_score", "late_submission_penalty", "score", "max_score"]
        with open(self.to or "export.csv", "w", newline="", encoding="utf-8") as file:
            # a spreadsheet may part cells at semicolons, too
            writer = csv.writer(file, lineterminator="\n", quoting=csv.QUOTE_ALL)
            writer.writerow(columns)
            for assignment in gradebook.assignments:
                for student in gradebook.students:
                    if _left_out(self.assignment, assignment.name):
                        continue
                    if _left_out(self.student, student.id):
                        continue
                    who = (student.id, student.last_name, student.first_name, student.email)
                    texts = [spreadsheet_safe(str(text or "")) for text in (assignment.name, *who)]
                    marks = _marks(gradebook, assignment.name, student.id)
                    writer.writerow([*texts, *marks, assignment.max_score])


def _left_out(wanted: list[Any], name: str) -> bool:
    return bool(wanted) and name not in map(str, wanted)


def _marks(gradebook: Gradebook, assignment: str, student: str) -> list[Any]:
    """When it was handed in, its score, penalty, and score less penalty."""
    try:
        found = gradebook.find_submission(assignment, student)
    except MissingEntry:
        return ["", 0.0, 0.0, 0.0]
    penalty = found.late_submission_penalty or 0.0
    return [found.timestamp or "", found.score, penalty, max(0.0, found.score - penalty)]
