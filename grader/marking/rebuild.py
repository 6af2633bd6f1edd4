"""Rebuilds the graded notebook: the released one, with a student's sources and our verdicts in it.

Metadata, tags, points and check cells are never the student's, and no output is. Their
Markdown is rid of HTML that could run in a browser.
"""

from __future__ import annotations

import base64
import functools
import html
import re
import textwrap
from collections import defaultdict
from collections.abc import Mapping, Sequence
from html.parser import HTMLParser
from typing import Any
from urllib.parse import quote

import nbformat
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from nbconvert.preprocessors.sanitize import SanitizeHTML
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output

from dreamer.parts.cells import Cell, Image
from grader.marking.intake import NOTEBOOKS
from grader.marking.receipts import Receipt
from grader.marking.written import elsewhere
from grader.paths import RELEASED

# "javascript:" as a browser reads it: white space does not count, and a backslash is Markdown's
JAVA, VB, ANY_SCRIPT = (r"\s*".join(word) for word in ("java", "vb", "script"))
SCRIPT = re.compile(rf"({JAVA}|{VB})\s*{ANY_SCRIPT}[\s\\]*:", re.I)
ENTITIES = 5  # that one may be wrapped in another: "&amp;amp;"
# A picture that is not pasted: "![a](https://…)", "![a][b]".
ELSEWHERE = re.compile(r"!++\[(?![^\[\]]*\]\(<?attachment:[^\s()<>]*>?\))")
CONTROL = dict.fromkeys((*range(9), 11, 12, *range(14, 32), *range(127, 160)))
PASTED = re.compile(r"attachment:(?P<name>[^\s)>\"'\]]*)")
# To clean Markdown and to make a page of it takes the square of what is in it. So what is longer is shown as it was typed.
TAGS = 200  # of a cell
LONGEST = 10_000  # characters of a cell
ALL = 100_000  # of all cells of a notebook
# To colour code takes the square of its empty lines.
CODE, LINES = 50_000, 3000  # characters and lines of a code cell
ALL_CODE = 200_000  # characters of all code cells of a notebook
LOADED = {"src", "srcset", "data", "poster", "background", "action", "formaction", "ping"}
CUT = "\n# … the rest of this cell is in the submission"
MISSING = "This notebook was not handed in, or could not be read."


def graded_notebook(
    name: str, cells: Sequence[Cell] | None, receipt: Receipt, picture: bytes | None = None
) -> NotebookNode:
    """One notebook of a submission as formgrader and feedback show it.

    cells: the student's; None where the notebook is missing, or has nothing that is marked. picture: PNG of the learning curve.
    """
    notebook = nbformat.reads(_released(name), 4)
    known = {cell.id: cell for cell in notebook.cells}
    by_source = {cell.source: cell.id for cell in notebook.cells}
    found = elsewhere(cells or (), notebook)
    own: dict[str, Cell] = {}
    extras: dict[str, list[NotebookNode]] = defaultdict(list)
    place = notebook.cells[0].id
    long = {
        kind: sum(len(cell.source) for cell in cells or () if cell.kind == kind)
        for kind in ("markdown", "code")
    }
    typed, cut = long["markdown"] > ALL, long["code"] > ALL_CODE
    if cells is None and name in NOTEBOOKS:
        extras[place].append(new_markdown_cell(MISSING, id="extra-0"))
    for number, cell in enumerate(cells or ()):
        id = cell.id if cell.id in known else by_source.get(cell.source, "")  # ids can be lost
        if id and id not in own:
            place = id
            own[id] = cell
        elif cell.source.strip():
            extras[place].append(_extra(cell, number, typed, cut))
    graded = []
    for cell in notebook.cells:
        grading = cell.metadata.get("nbgrader", {})
        if cell.id in found:
            _write(cell, *found[cell.id], typed, cut)
        elif _is_theirs(cell, grading) and cell.id in own:
            _write(cell, own[cell.id].source, own[cell.id].images, typed, cut)
        if grading.get("grade") and not grading["solution"]:
            cell.outputs = _outputs(grading["grade_id"], receipt, picture)
        graded += [cell, *extras[cell.id]]
    notebook.cells = graded
    return notebook


@functools.cache
def _released(name: str) -> str:
    return (RELEASED / f"{name}.ipynb").read_text("utf-8")


def _is_theirs(cell: NotebookNode, grading: dict[str, Any]) -> bool:
    """Whether a cell of the release is one in which students write; prose and checks are ours."""
    return grading.get("solution", False) or (cell.cell_type == "code" and not grading)


def _extra(cell: Cell, number: int, typed: bool, cut: bool) -> NotebookNode:
    new = new_markdown_cell if cell.kind == "markdown" else new_code_cell
    extra = new(id=f"extra-{number}")
    _write(extra, cell.source, cell.images, typed, cut)
    return extra


def _write(cell: NotebookNode, text: str, images: Sequence[Image], typed: bool, cut: bool) -> None:
    """Put a student's text into a cell, and the pictures that were pasted into it.

    typed: Markdown is shown as the text itself. cut: of long code, its beginning.
    """
    if cell.cell_type != "markdown":
        whole = len(text) <= (LINES if cut else CODE) and text.count("\n") < LINES
        cell.source = text if whole else text[:LINES] + CUT
        return
    if typed:
        cell.source = as_typed(text)
        return
    # nbconvert looks for a name as it is in a link
    pasted = {quote(image.name): {image.type: image.content} for image in images}
    for image in images:
        named, link = f"attachment:{image.name}", f"attachment:{quote(image.name)}"
        text = text.replace(f"<{named}>", link).replace(named, link)
    cell.source = harmless_pictures(harmless(text), pasted)
    if pasted:
        cell.attachments = pasted


def harmless_pictures(markdown: str, pasted: Mapping[str, Any]) -> str:
    """Markdown without pictures but those that were pasted.

    Others would tell their owners when and where a page is read, and nbconvert makes no page of a notebook where a pasted
    one is missing.
    """

    def told(match: re.Match[str]) -> str:
        return match[0] if match["name"] in pasted else f"not-handed-in:{match['name']}"

    markdown = PASTED.sub(told, ELSEWHERE.sub("[", markdown))
    if "!" not in markdown and "<" not in markdown and "attachment" not in html.unescape(markdown):
        return markdown
    loads = _Loads()
    try:  # what a page makes of it decides, not what we take for a picture
        renderer = IPythonRenderer(escape=False, attachments=dict(pasted))
        loads.feed(MarkdownWithMath(renderer).render(markdown))
        loads.close()
    except Exception:  # whatever its text makes of a picture's name
        return as_typed(markdown)
    return as_typed(markdown) if loads.found else markdown


class _Loads(HTMLParser):
    """Whether a page would load something from elsewhere as soon as it is read."""

    found = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            told = (value or "").strip().lower()
            loaded = name in LOADED or (name == "href" and tag not in ("a", "area"))
            if loaded and not told.startswith("data:image/"):
                self.found = True
            if name == "style" and "url" in told:
                self.found = True

    handle_startendtag = handle_starttag


def harmless(markdown: str) -> str:
    """Markdown without HTML or links that could run; with too much of either, shown as it was typed."""
    markdown = markdown.translate(CONTROL)  # a page leaves some out, and so joins what they part
    if len(markdown) > LONGEST or markdown.count("<") > TAGS or _has_script(markdown):
        return as_typed(markdown)
    clean = SanitizeHTML().sanitize_html_tags(
        markdown
    )  # what it takes out may have hidden a script
    return as_typed(markdown) if _has_script(clean) else clean


def as_typed(markdown: str) -> str:
    """Markdown that shows the text itself."""
    return textwrap.indent(html.escape(markdown, quote=False), "    ", lambda line: True)


def _has_script(markdown: str) -> bool:
    """Whether a link of it could run a script, however it is written."""
    for _ in range(ENTITIES):
        if SCRIPT.search(markdown):
            return True
        markdown, before = html.unescape(markdown), markdown
        if markdown == before:
            return False
    return True


def _outputs(grade_id: str, receipt: Receipt, picture: bytes | None) -> list[NotebookNode]:
    """A verdict as nbgrader reads one: a text, and the points as the cell's value."""
    id = grade_id.removeprefix("check_")
    row = next((row for row in receipt["exercises"] if row["id"] == id), receipt["agent"])
    outputs = [new_output("stream", name="stdout", text=row["message"] + "\n")]
    if row is receipt["agent"] and picture is not None:
        png = {"image/png": base64.b64encode(picture).decode()}
        outputs.append(new_output("display_data", png))
    value = {"text/plain": f"{row['points']:g}"}
    return [*outputs, new_output("execute_result", value, execution_count=1)]
