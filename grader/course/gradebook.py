"""Writes marks into nbgrader's gradebook, and graded notebooks into its folder `autograded`.

Formgrader, feedback and exports find them there.

A verdict is the automatic score of a check cell. Written answers wait for a person, except where
there is none. A manual score that somebody has given stays.
"""

from __future__ import annotations

import contextlib
import os
import warnings
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbgrader import utils
from nbgrader.api import (
    Comment,
    Grade,
    Gradebook,
    InvalidEntry,
    MissingEntry,
    SubmittedNotebook,
)
from nbgrader.preprocessors import AssignLatePenalties
from sqlalchemy.exc import SAWarning, SQLAlchemyError
from traitlets.config import Config, PyFileConfigLoader

from dreamer.errors import UserError
from dreamer.files import write_whole
from dreamer.parts.exercises import agent_mark, exercises, questions
from dreamer.progress import progress
from grader.authoring.build_notebooks import find_scripts
from grader.marking.intake import TIMESTAMP, read_submission
from grader.marking.rebuild import graded_notebook
from grader.marking.receipts import Receipt, Receipts
from grader.paths import ASSIGNMENT, MASTERS

AUTOGRADED = "autograded"
CONFIG = "nbgrader_config.py"
# All notebooks that students have, marked or not: nbgrader waits for a page on each before it shows any.
DAY = sorted(path.stem for path in MASTERS.glob("*.py"))
# By what nbgrader's exchange put into it, `release_feedback` names a page so that only its student finds it.
EXCHANGE_SECRET = "submission_secret.txt"


@contextlib.contextmanager
def opened(url: str) -> Iterator[Gradebook]:
    """The gradebook at a database's `url`, made where there is none. Raises UserError where it cannot be."""
    find_scripts()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SAWarning)  # of nbgrader's own making
        try:
            with Gradebook(url) as book:
                yield book
        except (SQLAlchemyError, InvalidEntry, ModuleNotFoundError) as error:
            reason = str(error).split("\n")[0]
            raise UserError(f"the gradebook cannot be opened or written to: {reason}") from error


def record(receipts: Sequence[Receipt], submitted: Path, out: Path, url: str) -> dict[str, str]:
    """Write what was graded: notebooks into `out`, marks into the gradebook at a database's `url`.

    Returns of whom that failed, and why: the others have theirs.
    """
    failed = {}
    late = AssignLatePenalties(config=_settings(out))
    late.init_plugin()
    with opened(url) as book, progress(len(receipts), "into the gradebook") as bar:
        _declare(book)
        for receipt in receipts:
            try:
                _record_one(book, late, receipt, submitted, out)
            except SQLAlchemyError:
                raise  # the gradebook itself
            except Exception as error:  # whatever a student's files may do
                book.db.rollback()
                failed[receipt["student"]] = f"{type(error).__name__}: {error}"
            bar.update()
    return failed


def _record_one(
    book: Gradebook, late: AssignLatePenalties, receipt: Receipt, submitted: Path, out: Path
) -> None:
    student = receipt["student"]
    cells = read_submission(submitted / student).cells
    picture = Receipts(out).picture(receipt)
    handed_in = submitted / student / ASSIGNMENT
    when = _time(_first_line(handed_in / TIMESTAMP))
    book.update_or_create_student(student)
    book.update_or_create_submission(ASSIGNMENT, student, timestamp=when)
    _complete(book, student)
    home = out / AUTOGRADED / student / ASSIGNMENT
    home.mkdir(parents=True, exist_ok=True)
    for name in (TIMESTAMP, EXCHANGE_SECRET):
        if said := _first_line(handed_in / name):
            write_whole(home / name, said)
    for name in DAY:
        notebook = graded_notebook(name, cells.get(name), receipt, picture)
        write_whole(home / f"{name}.ipynb", nbformat.writes(notebook))
        for cell in notebook.cells:
            _score(book, name, student, cell)
    _hold_agent(book, receipt)
    _penalise(book, student, late)
    book.db.commit()


def rescore(url: str, receipt: Receipt) -> None:
    """Write the trained agent's mark anew, of a student who is in the gradebook: a copy of it has come."""
    with opened(url) as book, contextlib.suppress(MissingEntry):
        _hold_agent(book, receipt).auto_score = receipt["agent"]["points"]
        book.db.commit()


def _hold_agent(book: Gradebook, receipt: Receipt) -> Any:
    """The trained agent's grade, which waits for a person where its mark is held and nobody has given one."""
    mark = agent_mark()
    score = book.find_grade(f"check_{mark.id}", mark.notebook, ASSIGNMENT, receipt["student"])
    score.needs_manual_grade = bool(receipt["agent"]["held"]) and score.manual_score is None
    return score


def _settings(course: Path) -> Config:
    """What the course's `nbgrader_config.py` says."""
    if not (course / CONFIG).is_file():
        return Config()
    return PyFileConfigLoader(CONFIG, str(course)).load_config()


def _first_line(path: Path) -> str:
    """What a small file beside a submission says; empty where there is none."""
    try:
        file = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        with os.fdopen(file, encoding="utf-8") as stream:
            return stream.readline(200).strip()
    except (OSError, ValueError):
        return ""


def _time(said: str) -> datetime | None:
    """The time in a `timestamp.txt`, as nbgrader takes it."""
    try:
        return utils.parse_utc(said) if said else None
    except (ValueError, OverflowError):
        return None


def _penalise(book: Gradebook, student: str, late: AssignLatePenalties) -> None:
    """Late penalties, by the course's own plugin, as `nbgrader autograde` has them."""
    submission = book.find_submission(ASSIGNMENT, student)
    seconds = submission.total_seconds_late
    for notebook in submission.notebooks:
        penalty = None
        if seconds > 0:
            penalty = late.plugin_inst.late_submission_penalty(student, notebook.score, seconds)
        notebook.late_submission_penalty = penalty and min(max(0.0, penalty), notebook.score)


def _complete(book: Gradebook, student: str) -> None:
    """Add the notebooks that the day did not have yet when a submission was first recorded."""
    submission = book.find_submission(ASSIGNMENT, student)
    known = {notebook.name for notebook in submission.notebooks}
    for notebook in submission.assignment.notebooks:
        if notebook.name not in known:
            new = SubmittedNotebook(notebook=notebook, assignment=submission)
            for cell in notebook.grade_cells:
                Grade(cell_id=cell.id, notebook=new)
            for cell in notebook.solution_cells:
                Comment(cell_id=cell.id, notebook=new)
            book.db.add(new)


def _score(book: Gradebook, name: str, student: str, cell: NotebookNode) -> None:
    if utils.is_grade(cell):
        score = book.find_grade(cell.metadata.nbgrader.grade_id, name, ASSIGNMENT, student)
        score.auto_score, _ = utils.determine_grade(cell)
        score.needs_manual_grade = score.auto_score is None and score.manual_score is None
    if utils.is_solution(cell):
        comment = book.find_comment(cell.metadata.nbgrader.grade_id, name, ASSIGNMENT, student)
        unchanged = cell.metadata.nbgrader.checksum == utils.compute_checksum(cell)
        comment.auto_comment = "No response." if unchanged else None


def clear_scores(url: str, name: str, student: str) -> None:
    """Forget the automatic scores of a student's notebook: what follows may fail."""
    with opened(url) as book:
        for score in book.find_submission_notebook(name, ASSIGNMENT, student).grades:
            score.auto_score = None
            score.needs_manual_grade = True
        book.db.commit()


def _declare(book: Gradebook) -> None:
    """The assignment, its notebooks and what is graded in them."""
    book.update_or_create_assignment(ASSIGNMENT)
    for name in DAY:
        book.update_or_create_notebook(name, ASSIGNMENT)
    agent = agent_mark()
    checked = [(e.id, e.notebook, e.points) for e in exercises()]
    for id, notebook, points in [*checked, (agent.id, agent.notebook, agent.points)]:
        check = (f"check_{id}", notebook, ASSIGNMENT)
        book.update_or_create_grade_cell(*check, max_score=points, cell_type="code")
    for exercise in exercises(extra=True):
        book.update_or_create_solution_cell(exercise.id, exercise.notebook, ASSIGNMENT)
    for question in questions():
        cell = (question.id, question.notebook, ASSIGNMENT)
        book.update_or_create_grade_cell(*cell, max_score=question.points, cell_type="markdown")
        book.update_or_create_solution_cell(*cell)
