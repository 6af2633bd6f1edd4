"""Reads a submission: the cell sources of the expected notebooks, and the agent's files.

A submission is SUBMITTED/STUDENT/day38/NAME.ipynb, as nbgrader collects it, or NAME.py, and beside
them the trained agent with its learning curve. What else lies there is left alone and named in the
receipt.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import stat
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from dreamer.errors import UserError
from dreamer.lab.handin import AGENT, CURVE
from dreamer.parts.cells import BYTES, LARGEST, Cell, find_notebook, parse_cells
from dreamer.parts.exercises import exercises, questions
from grader.paths import ASSIGNMENT, MASTERS

NAME = 240  # bytes of a student's name; those of a file may have 255
NOTEBOOKS = sorted({row.notebook for row in exercises()} | {row.notebook for row in questions()})
TIMESTAMP = "timestamp.txt"  # when it was handed in, as nbgrader writes it
# What working through the lab leaves beside them, and what nbgrader adds.
USUAL = {f"{path.stem}.ipynb" for path in MASTERS.glob("*.py")}
USUAL |= {"figures", "runs", AGENT, CURVE, TIMESTAMP, "submission_secret.txt"}


@dataclass
class Submission:
    """What one student handed in: cells by notebook, the trained agent's files, and what was remarkable."""

    student: str
    cells: dict[str, list[Cell]] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    @property
    def digest(self) -> str:
        """A digest of all that is graded."""
        digest = hashlib.sha256(json.dumps(self.cells, sort_keys=True).encode())
        for name, content in sorted(self.files.items()):
            digest.update(name.encode() + hashlib.sha256(content).digest())
        return digest.hexdigest()

    def write(self, folder: Path) -> None:
        """Plain notebooks with these sources, the agent's weights, and nothing else of the student's.

        Whoever reaches the folder can read them: their code may run as another user.
        """
        folder.chmod(0o755)
        for name, cells in self.cells.items():
            plain = [{"cell_type": cell.kind, "source": cell.source} for cell in cells]
            _write_readable(folder / f"{name}.ipynb", json.dumps({"cells": plain}).encode())
        if AGENT in self.files:
            _write_readable(folder / AGENT, self.files[AGENT])

    @contextlib.contextmanager
    def written(self) -> Iterator[Path]:
        """The folder with that, for a while; the one around it keeps other users of the machine out."""
        with tempfile.TemporaryDirectory() as closed:
            folder = Path(closed) / "notebooks"
            folder.mkdir()
            self.write(folder)
            yield folder


def _write_readable(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    path.chmod(0o644)


def students(folder: Path) -> list[str]:
    """The names of all who have a folder in `folder`. Raises UserError where there is none."""
    if not folder.is_dir():
        raise UserError(f"no folder {folder}: give the one that holds a folder for each student")
    names = sorted(
        path.name for path in folder.iterdir() if path.is_dir() and not path.is_symlink()
    )
    if not names:
        raise UserError(f"{folder} holds no folder of a student")
    return names


def misnamed(student: str) -> str | None:
    """Why no file can have a student's name; None where it can."""
    try:
        size = len(student.encode())
    except UnicodeEncodeError:
        return "the folder's name is not UTF-8: rename it"
    return "the folder's name is too long: rename it" if size > NAME else None


def read_submission(folder: Path) -> Submission:
    """What lies in a student's folder; what cannot be taken in is a note."""
    submission = Submission(folder.name)
    home = folder / ASSIGNMENT
    if home.is_symlink() or not home.is_dir():
        submission.notes.append(f"no folder {ASSIGNMENT}: nothing was handed in")
        return submission
    try:
        names = sorted(entry.name for entry in os.scandir(home))
    except OSError as error:
        submission.notes.append(f"the folder {ASSIGNMENT} cannot be opened: {error.strerror}")
        return submission
    for name in NOTEBOOKS:
        try:
            submission.cells[name] = _read_notebook(home, name)
        except UserError as error:
            submission.notes.append(str(error))
    for name in (AGENT, CURVE):
        if not os.path.lexists(home / name):
            continue  # the agent's mark says so
        try:
            submission.files[name] = _read(home / name)
        except UserError as error:
            submission.notes.append(str(error))
    read = USUAL | {f"{name}.py" for name in NOTEBOOKS if f"{name}.ipynb" not in names}
    others = [name for name in names if name not in read and not name.startswith(".")]
    if others:
        more = f" and {len(others) - 10} more" if len(others) > 10 else ""
        submission.notes.append("not graded: " + ", ".join(map(ascii, others[:10])) + more)
    return submission


def _read_notebook(home: Path, name: str) -> list[Cell]:
    """The cells of a notebook, of whichever ending. Raises UserError where it is missing, a link or no notebook."""
    path = find_notebook(home, name) or home / f"{name}.ipynb"
    return parse_cells(path.name, _read(path, LARGEST))


def _read(path: Path, most: int = BYTES) -> bytes:
    """A plain file of no more than `most` bytes. Raises UserError for anything else."""
    name = path.name
    try:
        file = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except FileNotFoundError:
        raise UserError(f"{name} is missing") from None
    except OSError as error:
        raise UserError(f"{name} cannot be read: {error.strerror}") from error
    if not stat.S_ISREG(os.fstat(file).st_mode):
        os.close(file)
        raise UserError(f"{name} is no plain file")
    with os.fdopen(file, "rb") as stream:
        content = stream.read(most + 1)
    if len(content) > most:
        raise UserError(f"{name} has more than {most >> 20} MB")
    return content
