"""A class at once: every submission through the sandbox, a receipt each, and the table of marks.

    grade(Path("submitted"), Path("."), jobs=2)

A receipt says what was graded with what. Where neither has changed since, it stands, so
that an interrupted run goes on where it stopped.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import secrets
import tempfile
import time
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import asdict
from pathlib import Path
from typing import Any

import dreamer
from dreamer.checks.public import CASES
from dreamer.errors import UserError
from dreamer.files import write_json, write_whole
from dreamer.parts import exercises
from dreamer.progress import progress
from grader import cases, sandbox
from grader.gradebook import record
from grader.intake import Submission, submissions
from grader.verdict import judge

SECRET = ".day38-secret"
RECEIPTS = "receipts"
GRADES = "grades.csv"
GRADEBOOK = "gradebook.db"
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet takes for the start of one

Receipt = dict[str, Any]


def grade(
    submitted: Path,
    out: Path,
    jobs: int = 1,
    secret_file: Path | None = None,
    unprotected: bool = False,
    database: str | None = None,
) -> list[Receipt]:
    """Grade every submission in a folder; the receipts, by student.

    Writes `receipts/STUDENT.json` as each is done; at the end `grades.csv` and nbgrader's gradebook,
    by default `gradebook.db`.

    Raises UserError where there is nothing to grade, or nothing protects from students' code.
    """
    handed_in = submissions(submitted)
    protection = sandbox.tier(allow_plain=unprotected)
    secret = _secret(secret_file or out / SECRET)
    folder = out / RECEIPTS
    folder.mkdir(parents=True, exist_ok=True)
    machinery = _machinery()

    def work(submission: Submission) -> Receipt:
        path = folder / f"{submission.student}.json"
        key = _key(submission, secret, machinery, protection)
        old = _read(path)
        if old is not None and old.get("key") == key:
            return old
        receipt = {**_grade_one(submission, secret, protection), "key": key}
        write_json(path, receipt)
        return receipt

    receipts = []
    with (
        progress(len(handed_in), "submissions") as bar,
        ThreadPoolExecutor(max(1, jobs)) as pool,
    ):
        for done in as_completed([pool.submit(work, one) for one in handed_in]):
            receipts.append(done.result())
            bar.update()
    receipts.sort(key=lambda receipt: receipt["student"])
    write_whole(out / GRADES, table(receipts))
    record(receipts, database or f"sqlite:///{(out / GRADEBOOK).absolute()}")
    return receipts


def _grade_one(submission: Submission, secret: bytes, protection: str) -> Receipt:
    began = time.monotonic()
    hidden = {id: cases.hidden(id, submission.student, secret) for id in CASES}
    asked = {id: [*CASES[id], *hidden[id]] for id in CASES}
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        submission.write(Path(folder))
        answers = sandbox.ask_all(Path(folder), asked, protection)
    verdicts = [judge(exercise, hidden[exercise.id], answers) for exercise in exercises()]
    return {
        "student": submission.student,
        "points": round(sum(verdict.points for verdict in verdicts), 2),
        "max_points": sum(verdict.max_points for verdict in verdicts),
        "exercises": [asdict(verdict) for verdict in verdicts],
        "notes": submission.notes,
        "protection": protection,
        "seconds": round(time.monotonic() - began, 1),
        "submission": submission.digest,
    }


def table(receipts: Sequence[Receipt]) -> str:
    """The marks as CSV, a row a student; no cell of it is a formula to a spreadsheet."""
    ids = [exercise.id for exercise in exercises()]
    lines = io.StringIO()
    writer = csv.writer(lines, lineterminator="\n")
    writer.writerow(["student", *ids, "points", "max_points"])
    for receipt in receipts:
        points = {row["id"]: row["points"] for row in receipt["exercises"]}
        marks = [f"{points[id]:g}" for id in ids]
        total = [f"{receipt['points']:g}", f"{receipt['max_points']:g}"]
        writer.writerow([defused(receipt["student"]), *marks, *total])
    return lines.getvalue()


def defused(text: str) -> str:
    """A text that no spreadsheet reads as a formula."""
    return "'" + text if text.startswith(FORMULA) else text


def _secret(path: Path) -> bytes:
    """The instructor's secret; made, for the owner's eyes alone, where there is none yet."""
    try:
        found = path.read_bytes().strip()
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        found = secrets.token_hex(32).encode()
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(found + b"\n")
    if len(found) < 16:
        raise UserError(f"{path} holds less than 16 characters: too few for a secret")
    return found


def _machinery() -> str:
    """A digest of what marks depend on besides the submission."""
    files: Iterable[Path] = [
        *Path(__file__).parent.rglob("*.py"),
        *Path(dreamer.__file__).parent.rglob("*.py"),
        *Path(dreamer.__file__).parent.glob("checks/*.npz"),
        Path(dreamer.__file__).parent / "exercises.toml",
    ]
    digest = hashlib.sha256()
    for path in sorted(files):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _key(submission: Submission, secret: bytes, machinery: str, protection: str) -> str:
    about = [submission.student, submission.digest, submission.notes, machinery, protection]
    return hashlib.sha256(secret + json.dumps(about).encode()).hexdigest()


def _read(path: Path) -> Receipt | None:
    try:
        return json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return None
