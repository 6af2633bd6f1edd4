"""Receipts: what each submission was given and why, and the secret behind the hidden questions.

OUT/receipts/STUDENT.json    marks, messages, and a key of all that they depend on
OUT/receipts/STUDENT.png     the figure of the day, with the student's own curve
OUT/.day38-secret            made at the first run; whoever has it knows the hidden questions
"""

from __future__ import annotations

import functools
import hashlib
import json
import os
import secrets
from pathlib import Path
from typing import Any

import dreamer
from dreamer.errors import UserError
from dreamer.files import write_json, write_whole
from grader.marking.intake import Submission
from grader.paths import MASTERS, ROOT

FOLDER = "receipts"
SECRET = ".day38-secret"

Receipt = dict[str, Any]


class Receipts:
    """The receipts of one course. Made without touching the disk."""

    def __init__(self, out: Path):
        self.folder = out / FOLDER

    def read(self, student: str) -> Receipt | None:
        """None where there is none that can be read."""
        try:
            found = json.loads(self._path(student, "json").read_text("utf-8"))
        except (OSError, ValueError):
            return None
        return found if isinstance(found, dict) else None

    def all(self) -> list[Receipt]:
        """Every one, by student's name. Raises UserError where one is damaged."""
        found = []
        for path in sorted(self.folder.glob("*.json")):
            try:
                found.append(json.loads(path.read_text("utf-8")))
            except ValueError as error:
                raise UserError(
                    f"{path} is damaged ({error}): delete it and grade again"
                ) from error
        return found

    def some(self) -> list[Receipt]:
        """As `all`; raises UserError where there is none, too."""
        if found := self.all():
            return found
        raise UserError(f"no receipts in {self.folder}: run `grader grade` first")

    def write(self, receipt: Receipt, picture: bytes | None = None) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        student = receipt["student"]
        if picture is not None:
            write_whole(self._path(student, "png"), picture)
        write_json(self._path(student, "json"), receipt)

    def picture(self, receipt: Receipt) -> bytes | None:
        """The figure of a student whose curve is in the receipt."""
        path = self._path(receipt["student"], "png")
        return path.read_bytes() if receipt["agent"]["curve"] and path.is_file() else None

    def _path(self, student: str, ending: str) -> Path:
        return self.folder / f"{student}.{ending}"


def key_of(submission: Submission, secret: bytes, protection: str) -> str:
    """A digest of all that a submission's marks depend on."""
    about = [submission.student, submission.digest, submission.notes, code_digest(), protection]
    return hashlib.sha256(secret + json.dumps(about).encode()).hexdigest()


@functools.cache
def code_digest() -> str:
    """A digest of what marks depend on besides the submission."""
    digest = hashlib.sha256()
    for path in sorted(_depended_on()):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _depended_on() -> list[Path]:
    """Code of both packages, data of the checks, and the notebooks whose parts act with a student's weights."""
    package = Path(dreamer.__file__).parent
    files = [*(ROOT / "grader").rglob("*.py"), *package.rglob("*.py")]
    files += (ROOT / "grader").rglob("*.npz")
    files += [*package.glob("lab/checks/*.npz"), package / "parts" / "exercises.toml"]
    return [*files, *MASTERS.glob("*.ipynb")]


def read_secret(path: Path) -> bytes:
    """The instructor's secret; made, for the owner's eyes alone, where there is none yet.

    Raises UserError where it is too short to be one.
    """
    try:
        found = path.read_bytes().strip()
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        found = secrets.token_hex(32).encode()
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            try:
                file.write(found + b"\n")
                file.flush()
            except OSError:
                path.unlink()  # an empty one would be in the way once there is room
                raise
    if len(found) < 16:
        raise UserError(f"{path} holds less than 16 characters: too few for a secret")
    return found
