"""Puts marks into nbgrader's gradebook, where formgrader and exports find them.

Exercises have their points as automatic scores of their check cells; written answers wait
for a person. A manual score that somebody has given stays.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Mapping
from typing import Any

from nbgrader.api import Gradebook
from sqlalchemy.exc import SAWarning

from dreamer.parts import exercises, questions
from grader.build import find_scripts
from grader.intake import ASSIGNMENT, NOTEBOOKS


def record(receipts: Iterable[Mapping[str, Any]], url: str) -> None:
    """Write receipts into the gradebook at a database's `url`; earlier automatic scores are replaced."""
    find_scripts()
    with warnings.catch_warnings(), Gradebook(url) as book:
        warnings.simplefilter("ignore", SAWarning)  # of nbgrader's own making
        _declare(book)
        for receipt in receipts:
            student = receipt["student"]
            book.update_or_create_student(student)
            book.update_or_create_submission(ASSIGNMENT, student)
            points = {row["id"]: row["points"] for row in receipt["exercises"]}
            for exercise in exercises():
                cell = f"check_{exercise.id}"
                score = book.find_grade(cell, exercise.notebook, ASSIGNMENT, student)
                score.auto_score = points[exercise.id]
                score.needs_manual_grade = False
            for question in questions():
                score = book.find_grade(question.id, question.notebook, ASSIGNMENT, student)
                score.needs_manual_grade = score.manual_score is None
        book.db.commit()


def _declare(book: Gradebook) -> None:
    """The assignment, its notebooks and what is graded in them."""
    book.update_or_create_assignment(ASSIGNMENT)
    for name in NOTEBOOKS:
        book.update_or_create_notebook(name, ASSIGNMENT)
    for exercise in exercises():
        cell = (f"check_{exercise.id}", exercise.notebook, ASSIGNMENT)
        book.update_or_create_grade_cell(*cell, max_score=exercise.points, cell_type="code")
        book.update_or_create_solution_cell(exercise.id, exercise.notebook, ASSIGNMENT)
    for question in questions():
        cell = (question.id, question.notebook, ASSIGNMENT)
        book.update_or_create_grade_cell(*cell, max_score=question.points, cell_type="markdown")
        book.update_or_create_solution_cell(*cell)
