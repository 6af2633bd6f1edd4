"""Finds written answers that are not in the cell meant for them.

    elsewhere(cells, released)  ->  {"trust": Written("*This answer stood in another cell:* …", images)}

Editors lose the ids of cells, and students write into a new cell, into the question's own text, or all answers at the end.
A question's own cell comes first. Where that is empty or lost: the text below the question's heading; in doubt, all that
the student has written in the notebook, for the person who marks to decide.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence
from typing import NamedTuple

from nbformat import NotebookNode

from dreamer.parts.cells import Cell, Image

HEADING = re.compile(r"\*\*Question · (?P<title>[^*]+)\*\*")
BELOW = "*The cell meant for this answer is empty. Below the question stood:*"
IN_DOUBT = (
    "*The cell meant for this answer is empty or lost. All that was written in this notebook:*"
)

LONGEST_ANSWER = 20_000  # characters of a cell that may be one, though it is a code cell


class Written(NamedTuple):
    """The text of an answer, and the pictures in it."""

    text: str
    images: tuple[Image, ...]


def elsewhere(cells: Sequence[Cell], released: NotebookNode) -> dict[str, Written]:
    """By question, the answers that stand outside of the cells meant for them."""
    ours = {cell.source for cell in released.cells}
    title, by_title = "", {}
    for cell in released.cells:
        title = _heading(cell.source) or title
        grading = cell.metadata.get("nbgrader", {})
        if grading.get("grade") and grading.get("solution") and cell.cell_type == "markdown":
            by_title[title] = grading["grade_id"]
    questions = set(by_title.values())
    prompts = [cell.source for cell in released.cells if _heading(cell.source)]
    answered: set[str] = set()
    texts: list[tuple[str, Cell]] = []  # the question above, and what was written there
    question = ""
    for cell in cells:
        question = by_title.get(_heading(cell.source), question)
        if cell.id in questions:
            question = cell.id
            if cell.source.strip() and cell.source not in ours:
                answered.add(cell.id)
        elif cell.source not in ours and _is_prose(cell):
            prompt = next((text for text in prompts if cell.source.startswith(text)), "")
            texts.append((question, cell._replace(source=cell.source.removeprefix(prompt))))
    found = {}
    for id in questions - answered:
        below = [cell for above, cell in texts if above == id]
        if below or texts:
            note = BELOW if below else IN_DOUBT
            found[id] = _joined(note, below or [cell for _, cell in texts])
    return found


def _heading(source: str) -> str:
    """The title of the question that a cell asks; "" where it asks none."""
    match = HEADING.search(source)
    return match["title"].strip() if match else ""


def _is_prose(cell: Cell) -> bool:
    """Whether a cell is text: Markdown, raw, or a code cell that is no code."""
    if not cell.source.strip():
        return False
    if cell.kind != "code":
        return True
    if len(cell.source) > LONGEST_ANSWER:
        return False
    try:
        ast.parse(cell.source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return not cell.source.lstrip().startswith(("%", "!"))
    return False


def _joined(note: str, cells: Sequence[Cell]) -> Written:
    """Several cells as one; pictures of one name stay apart."""
    texts, images = [note], []
    for number, cell in enumerate(cells):
        text = cell.source
        for image in cell.images:
            name = f"{number}-{image.name}"
            text = text.replace(f"attachment:{image.name}", f"attachment:{name}")
            images.append(image._replace(name=name))
        texts.append(text)
    return Written("\n\n".join(texts), tuple(images))
