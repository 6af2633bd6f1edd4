"""Answers that others wrote, from the notebooks and the contract alone, and how one is put into a notebook.

A file is named EXERCISE_wNN_WORDS.py where it is wrong and EXERCISE_rNN_WORDS.py where it is right, and its
first line says in what. It holds what differs from the solution; methods of the RSSM stand as functions.
"""

from __future__ import annotations

import ast
import json
import shutil
import textwrap
from pathlib import Path
from typing import NamedTuple

from dreamer.parts.exercises import Exercise, exercises
from tests.conftest import ROOT

SETS = Path(__file__).parent
SOLUTIONS = ROOT / "solutions" / "day38"
METHODS = ("core", "prior", "posterior", "observe", "imagine")


class Given(NamedTuple):
    """One answer: the exercise, whether it is right, what is said of it, and its source."""

    name: str
    exercise: Exercise
    right: bool
    says: str
    source: str


def answers(folder: Path) -> list[Given]:
    """All answers of a set, by name."""
    known = {exercise.id: exercise for exercise in exercises()}
    found = []
    for path in sorted(folder.glob("*.py")):
        source = path.read_text("utf-8")
        id, number, _ = path.stem.split("_", 2)
        says = source.split("\n", 1)[0].split(": ", 1)[1]
        found.append(Given(path.stem, known[id], number[0] == "r", says, source))
    return found


def write(folder: Path, *given: Given) -> None:
    """The solved notebooks, with these answers in the places of their exercises'."""
    for path in SOLUTIONS.glob("*.ipynb"):
        shutil.copy(path, folder)
    for one in given:
        path = folder / f"{one.exercise.notebook}.ipynb"
        notebook = json.loads(path.read_text("utf-8"))
        cell = next(cell for cell in notebook["cells"] if cell["id"] == one.exercise.id)
        solved = "".join(cell["source"])
        in_class = one.exercise.id == "rssm"
        cell["source"] = (
            _into_class(solved, one.source) if in_class else f"{solved}\n\n{one.source}"
        )
        path.write_text(json.dumps(notebook), "utf-8")


def _into_class(solved: str, source: str) -> str:
    """The class with its methods replaced by functions of `source`, and what else is there before it."""
    lines, tree = source.split("\n"), ast.parse(source)
    methods, before = {}, []
    for node in tree.body:
        first = min([node.lineno, *(d.lineno for d in getattr(node, "decorator_list", []))])
        text = "\n".join(lines[first - 1 : node.end_lineno])
        if isinstance(node, ast.FunctionDef) and node.name in METHODS:
            methods[node.name] = text
        else:
            before.append(text)
    rows = solved.split("\n")
    (whole,) = (n for n in ast.parse(solved).body if isinstance(n, ast.ClassDef))
    for node in reversed(whole.body):
        if isinstance(node, ast.FunctionDef) and node.name in methods:
            own = textwrap.indent(methods[node.name], "    ")
            rows[node.lineno - 1 : node.end_lineno] = own.split("\n")
    return "\n\n\n".join([*before, "\n".join(rows)])
