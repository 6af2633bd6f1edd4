"""Takes in what students hand in: the declared notebooks, their sources, and nothing else.

A submission is SUBMITTED/STUDENT/day38/NAME.ipynb, as nbgrader collects it. What else
lies there is left alone and named in the receipt.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dreamer.errors import UserError
from dreamer.parts import exercises, questions
from grader.build import MASTERS

ASSIGNMENT = "day38"
BYTES = 20 << 20  # of a notebook; figures and all, ours have less than 1 MB
CELLS = 2000
SOURCE = 200_000  # characters of a cell
GRADED = {row.notebook for row in exercises()} | {row.notebook for row in questions()}
NOTEBOOKS = sorted(GRADED)
# What working through the lab leaves beside them.
USUAL = {f"{path.stem}.ipynb" for path in MASTERS.glob("*.py")} | {"figures", "runs"}


@dataclass
class Submission:
    """Of one student: sources of code cells by notebook, and what was remarkable."""

    student: str
    folder: Path
    sources: dict[str, list[str]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    @property
    def digest(self) -> str:
        """Of all that is graded."""
        return hashlib.sha256(json.dumps(self.sources, sort_keys=True).encode()).hexdigest()

    def write(self, folder: Path) -> None:
        """Plain notebooks with these sources, and nothing else of the student's."""
        for name, sources in self.sources.items():
            cells = [{"cell_type": "code", "source": source} for source in sources]
            (folder / f"{name}.ipynb").write_text(json.dumps({"cells": cells}), "utf-8")


def submissions(folder: Path) -> list[Submission]:
    """All students' in `folder`, by name. Raises UserError where there is none."""
    if not folder.is_dir():
        raise UserError(f"no folder {folder}: give the one that holds a folder for each student")
    students = sorted(path.name for path in folder.iterdir() if path.is_dir() and not _link(path))
    if not students:
        raise UserError(f"{folder} holds no folder of a student")
    return [_submission(folder / student) for student in students]


def _submission(folder: Path) -> Submission:
    submission = Submission(folder.name, folder / ASSIGNMENT)
    home = submission.folder
    if _link(home) or not home.is_dir():
        submission.notes.append(f"no folder {ASSIGNMENT}: nothing was handed in")
        return submission
    for name in NOTEBOOKS:
        try:
            submission.sources[name] = read_sources(home / f"{name}.ipynb")
        except UserError as error:
            submission.notes.append(str(error))
    names = sorted(entry.name for entry in os.scandir(home))
    others = [name for name in names if name not in USUAL and not name.startswith(".")]
    if others:
        more = f" and {len(others) - 10} more" if len(others) > 10 else ""
        submission.notes.append("not graded: " + ", ".join(map(ascii, others[:10])) + more)
    return submission


def read_sources(path: Path) -> list[str]:
    """The sources of a notebook's code cells.

    Raises UserError where it is missing, a link, too large, or no notebook.
    """
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
        content = stream.read(BYTES + 1)
    if len(content) > BYTES:
        raise UserError(f"{name} has more than {BYTES >> 20} MB")
    try:
        notebook = json.loads(content.decode("utf-8"))
    except UnicodeDecodeError:
        raise UserError(f"{name} is not UTF-8") from None
    except (ValueError, RecursionError):
        raise UserError(f"{name} is no JSON, so no notebook") from None
    return _sources(name, notebook)


def _sources(name: str, notebook: Any) -> list[str]:
    cells = notebook.get("cells") if isinstance(notebook, dict) else None
    if not isinstance(cells, list):
        raise UserError(f"{name} is no notebook of format 4")
    if len(cells) > CELLS:
        raise UserError(f"{name} has more than {CELLS} cells")
    sources = []
    for cell in cells:
        if not isinstance(cell, dict) or cell.get("cell_type") != "code":
            continue
        source = cell.get("source", "")
        if isinstance(source, list) and all(isinstance(line, str) for line in source):
            source = "".join(source)
        if not isinstance(source, str):
            raise UserError(f"{name} has a cell whose source is no text")
        if len(source) > SOURCE:
            raise UserError(f"{name} has a cell of more than {SOURCE:,} characters")
        sources.append(source)
    return sources


def _link(path: Path) -> bool:
    return path.is_symlink()
