"""Reads a notebook's cells: `.ipynb` of any format, and `.py` scripts with cells, as Jupytext reads them.

Learners' commands and the grader read submissions through `parse_cells`, so that they agree on what is in one.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal, NamedTuple

from dreamer.errors import UserError

ENDINGS = (
    ".ipynb",
    ".py",
)  # where both lie in a folder, the first counts: it is the one people edit
BYTES = 20 << 20  # of a file without its outputs; our notebooks have less than 1 MB with them
LARGEST = 200 << 20  # bytes of a notebook with its outputs
TOKENS = 5_000_000  # strings and brackets of a notebook of more than BYTES
SCRIPT = 1 << 20  # bytes of a .py
OLD = 2 << 20  # bytes of a notebook of 2014 or before
BRACKETS = 500_000  # of a notebook without its outputs: a list or an object is a hundred times as large in memory
CELLS = 2000
SOURCE = 200_000  # characters of a cell


IMAGE_TYPES = ("image/png", "image/jpeg", "image/gif", "image/webp")
IMAGE = 3 << 20  # characters of an image in base64
IMAGES = 20  # of a cell
NAME = 200  # characters of its name
BASE64 = re.compile(r"[A-Za-z0-9+/\s]++={0,2}\s*+")


class Image(NamedTuple):
    """A picture pasted into a Markdown cell: the name that its text knows it by, type, and content in base64."""

    name: str
    type: str
    content: str


class Cell(NamedTuple):
    """A cell: what it is, the id that it claims, its source, and the pictures pasted into it."""

    kind: Literal["code", "markdown", "raw"]
    id: str
    source: str
    images: tuple[Image, ...] = ()


def find_notebook(folder: Path, name: str) -> Path | None:
    """The file of the notebook `name`; None where there is none."""
    paths = (folder / f"{name}{ending}" for ending in ENDINGS)
    return next((path for path in paths if path.is_file()), None)


def parse_cells(name: str, content: bytes) -> list[Cell]:
    """The cells of a file `name`.

    Raises UserError where it is no notebook, or too large.
    """
    if not name.endswith(".py"):
        content = slim(name, content)
    elif len(content) > SCRIPT:
        raise UserError(f"{name} has more than {SCRIPT >> 20} MB")
    try:
        text = content.decode("utf-8-sig")  # with a byte-order mark or without
    except UnicodeDecodeError:
        raise UserError(f"{name} is not UTF-8") from None
    return _cells(name, _script(name, text) if name.endswith(".py") else _notebook(name, text))


TOKEN = re.compile(rb'"(?:[^"\\]++|\\.)*+(?:"|\Z)|[\[\]{}]', re.DOTALL)
OUTPUTS = re.compile(rb"\s*:\s*(?=\[)")


def slim(name: str, content: bytes) -> bytes:
    """A notebook `name` without its outputs, where it has more than `BYTES` bytes: nobody needs them.

    They are cut out of the text, so that what is too large is never taken apart. Raises UserError where it is larger
    than `LARGEST`, or still than `BYTES`.
    """
    if len(content) <= BYTES:
        return content
    if len(content) > LARGEST:
        raise UserError(f"{name} has more than {LARGEST >> 20} MB")
    kept, since, depth, ends = [], 0, 0, 0  # ends: the depth at which outputs end; 0 outside of any
    for number, token in enumerate(TOKEN.finditer(content)):
        if number > TOKENS:
            raise UserError(f"{name} has more than {BYTES >> 20} MB")
        text = token[0]
        if text in (b"[", b"{"):
            depth += 1
        elif text in (b"]", b"}"):
            depth -= 1
            if ends and depth < ends:
                since, ends = token.start(), 0
        elif not ends and text == b'"outputs"' and (colon := OUTPUTS.match(content, token.end())):
            kept.append(content[since : colon.end() + 1])
            ends = depth + 1
    slimmed = content if ends else b"".join([*kept, content[since:]])
    if len(slimmed) > BYTES:
        raise UserError(f"{name} has more than {BYTES >> 20} MB")
    return slimmed


# How a cell of a script begins.
MARK = re.compile(r"^# ?(?:%%|\+|-).*+$", re.MULTILINE)
LINE = 1000  # characters of that line
# What Jupytext writes above a script's cells, and of it how the cells are marked.
HEADER = re.compile(r"\s*+(?:#!.*+\n)?(?:# .*coding.*+\n)?# ---\n(?:#.*+\n)*?# ---\n")
FORMAT = re.compile(
    r"^#\s+format_name: (percent|light|hydrogen|nomarker|sphinx|spin)$", re.MULTILINE
)


def _script(name: str, text: str) -> Any:
    import jupytext  # takes four seconds

    # Jupytext parts cells at empty lines, and at those of white space alone
    text = re.sub(r"^[^\S\n]+$", "", text.replace("\f", ""), flags=re.MULTILINE)
    text = re.sub(r"\n{4,}", "\n\n\n", text)
    marks = MARK.findall(text)
    if len(marks) + text.count("\n\n") > 2 * CELLS or any(len(mark) > LINE for mark in marks):
        raise UserError(f"{name} has more than {CELLS} cells, or a cell with facts without end")
    header = HEADER.match(text)
    named = FORMAT.search(header[0]) if header else None
    try:  # without its header: this is YAML, in which a line can stand for gigabytes
        return jupytext.reads(
            text[header.end() :].lstrip("\n") if header else text,
            f"py:{named[1]}" if named else "py",
        )
    except Exception as error:
        raise UserError(f"{name} is no notebook that can be read: {error!r}") from error


def _notebook(name: str, text: str) -> Any:
    if text.count("[") + text.count("{") > BRACKETS:
        raise UserError(f"{name} has more than {BRACKETS:,} lists and objects")
    try:
        notebook = json.loads(text)
    except (ValueError, RecursionError):
        raise UserError(f"{name} is no JSON, so no notebook") from None
    if isinstance(notebook, dict) and "cells" not in notebook and "worksheets" in notebook:
        if len(text) > OLD:
            raise UserError(f"{name} is of an old format, and has more than {OLD >> 20} MB")
        import nbformat  # takes three seconds, and only notebooks of 2014 and older need it

        try:
            _check_old(notebook)
            return nbformat.convert(nbformat.from_dict(notebook), 4)
        except Exception as error:
            raise UserError(
                f"{name} is of an old format, and cannot be converted: {error!r}"
            ) from error
    return notebook


def _check_old(notebook: dict[str, Any]) -> None:
    """Drop an old notebook's outputs. Raises ValueError where a heading is deeper than there are: it becomes as many signs."""
    for sheet in notebook["worksheets"]:
        for cell in sheet.get("cells", ()):
            if "outputs" in cell:
                cell["outputs"] = []
            if cell.get("level", 1) not in range(1, 7):
                raise ValueError("a heading's level is from 1 to 6")


def _cells(name: str, notebook: Any) -> list[Cell]:
    cells = notebook.get("cells") if isinstance(notebook, dict) else None
    if not isinstance(cells, list):
        raise UserError(f"{name} is no notebook")
    if len(cells) > CELLS:
        raise UserError(f"{name} has more than {CELLS} cells")
    found = []
    for cell in cells:
        if not isinstance(cell, dict) or cell.get("cell_type") not in ("code", "markdown", "raw"):
            continue
        source = cell.get("source", "")
        if isinstance(source, list) and all(isinstance(line, str) for line in source):
            source = "".join(source)
        if not isinstance(source, str):
            raise UserError(f"{name} has a cell whose source is no text")
        if len(source) > SOURCE:
            raise UserError(f"{name} has a cell of more than {SOURCE:,} characters")
        found.append(Cell(cell["cell_type"], _id(cell), _whole(source), tuple(_images(cell))))
    return found


def _whole(text: str) -> str:
    """A text without what fits into no file: half characters, and the character 0."""
    return text.encode("utf-8", "replace").decode().replace("\0", "")


def _images(cell: dict[str, Any]) -> Iterator[Image]:
    """The pictures that a Markdown cell has with it, under limits; other attachments are left out."""
    attached = cell.get("attachments")
    if cell["cell_type"] != "markdown" or not isinstance(attached, dict):
        return
    for name, ways in list(attached.items())[:IMAGES]:
        for kind in IMAGE_TYPES:
            content = ways.get(kind) if isinstance(ways, dict) else None
            if isinstance(content, list) and all(isinstance(line, str) for line in content):
                content = "".join(content)
            if isinstance(content, str) and len(content) <= IMAGE and BASE64.fullmatch(content):
                yield Image(_whole(name)[:NAME], kind, "".join(content.split()))
                break


def _id(cell: dict[str, Any]) -> str:
    """nbgrader's id of a cell, else Jupyter's; "" where there is none."""
    metadata = cell.get("metadata")
    grading = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    claimed = grading.get("grade_id") if isinstance(grading, dict) else cell.get("id")
    return claimed if isinstance(claimed, str) else ""
