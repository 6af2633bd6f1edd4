"""Is a written answer found wherever a student has put it, with its pictures?"""

import base64
import json

import nbformat
import pytest
from nbconvert import HTMLExporter

from dreamer import UserError
from dreamer.parts.cells import BYTES, LARGEST, Cell, parse_cells
from dreamer.parts.exercises import agent_mark, exercises, questions
from grader.marking.rebuild import graded_notebook
from grader.marking.written import BELOW, IN_DOUBT
from tests.conftest import ROOT

NAME = "04_train_and_compare"
PNG = base64.b64encode(b"\x89PNG\r\n\x1a\n picture").decode()
IDS = [question.id for question in questions()]


def handed_in(change=lambda cells: cells):
    """What the grader makes of the released notebook as `change` leaves it."""
    cells = json.loads((ROOT / "labs" / "day38" / f"{NAME}.ipynb").read_text())["cells"]
    content = json.dumps({"cells": change(cells), "nbformat": 4, "nbformat_minor": 5})
    rows = [{"id": e.id, "points": 1.0, "message": "said"} for e in exercises()]
    receipt = {
        "exercises": rows,
        "agent": {"id": agent_mark().id, "points": 0.0, "message": ""},
    }
    found = graded_notebook(NAME, parse_cells(f"{NAME}.ipynb", content.encode()), receipt)
    nbformat.validate(found)
    return found


def answers(notebook):
    return {cell.id: cell.source for cell in notebook.cells if cell.id in IDS}


EMPTY = answers(handed_in())


def at(cells, id):
    return next(place for place, cell in enumerate(cells) if cell["id"] == id)


def text(source, **more):
    return {"cell_type": "markdown", "source": source, "metadata": {}, "id": "new", **more}


def without_ids(cells):
    return [{**cell, "id": "", "metadata": {}} for cell in cells]


def test_the_own_cell_comes_first():
    def change(cells):
        cells[at(cells, "trust")]["source"] = "Mine."
        cells.insert(at(cells, "trust") + 1, text("And this."))
        return cells

    found = handed_in(change)
    assert answers(found) == {**EMPTY, "trust": "Mine.", **in_doubt(found, "And this.", "trust")}


def in_doubt(found, said, *answered):
    """The questions without an answer of their own, in whose place all that was written is shown."""
    return {id: f"{IN_DOUBT}\n\n{said}" for id in IDS if id not in answered}


def test_an_answer_in_a_new_cell_below_its_question_is_found():
    def change(cells):
        for id in IDS:
            cells.insert(at(cells, id) + 1, text(f"On {id}."))
        return cells

    assert answers(handed_in(change)) == {id: f"{BELOW}\n\nOn {id}." for id in IDS}


def test_an_answer_in_the_questions_own_text_is_found():
    def change(cells):
        for id in IDS:
            cells[at(cells, id) - 1]["source"] = [
                *cells[at(cells, id) - 1]["source"],
                f"\n\nOn {id}.",
            ]
        return cells

    assert {id: said.split() for id, said in answers(handed_in(change)).items()} == {
        id: [*BELOW.split(), "On", f"{id}."] for id in IDS
    }


@pytest.mark.parametrize("kind", ["markdown", "raw", "code"])
def test_answers_are_found_where_all_ids_are_lost(kind):
    def change(cells):
        for id in IDS:
            cells[at(cells, id)] |= {"source": f"On {id}, not code.", "cell_type": kind}
        return without_ids(cells)

    found = handed_in(change)
    assert answers(found) == {id: f"{BELOW}\n\nOn {id}, not code." for id in IDS}
    assert [cell.id for cell in found.cells if not cell.id.startswith("extra")] == [
        cell.id for cell in handed_in().cells
    ]


def test_what_belongs_to_no_question_is_shown_for_each_that_has_no_answer():
    def change(cells):
        return [text("My answers: 1, 2 and 3."), *(c for c in cells if c["cell_type"] == "code")]

    found = handed_in(change)
    assert answers(found) == in_doubt(found, "My answers: 1, 2 and 3.")


@pytest.mark.parametrize("change", [lambda cells: cells, without_ids, lambda cells: []])
def test_where_nothing_was_written_there_is_no_answer(change):
    assert answers(handed_in(change)) == EMPTY


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("image.png", "![a](attachment:image.png)"),
        ("my image (1).png", "![a](<attachment:my image (1).png>)"),
        ("bild ü.png", "![a][ref]\n\n[ref]: attachment:bild%20ü.png"),
        ("image.png", "![a](attachment:other.png)"),
        ("image.png", "![a](attachment:)"),
        ("image.png", "![a](&#97;ttachment:other.png)"),
        ("image.png", '<img src="attachment:other.png">'),
        ("image.png", "![a](attachment:image.png?)"),
        ("image.svg", "![a](attachment:image.svg)"),
    ],
)
@pytest.mark.parametrize("below", [False, True])
def test_a_pasted_picture_stays_and_a_missing_one_costs_nothing(name, source, below):
    kind = "image/svg+xml" if name.endswith("svg") else "image/png"

    def change(cells):
        said = text(source, attachments={name: {kind: PNG}, "bad": {"image/png": "<x>"}, "odd": 3})
        place = at(cells, "trust")
        cells[place : place + 1] = [cells[place], said] if below else [{**said, "id": "trust"}]
        return cells

    found = handed_in(change)
    page, _ = HTMLExporter().from_notebook_node(found)
    assert (PNG in page) == (source in ("![a](attachment:image.png)", SPACES))
    assert "<x>" not in json.dumps([cell.get("attachments", {}) for cell in found.cells])


SPACES = "![a](<attachment:my image (1).png>)"


def test_two_pictures_of_one_name_stay_apart():
    def change(cells):
        place = at(cells, "trust") + 1
        other = base64.b64encode(b"another one").decode()
        for content in (PNG, other):
            said = text(
                "![a](attachment:image.png)", attachments={"image.png": {"image/png": content}}
            )
            cells.insert(place, said)
        return cells

    trust = next(cell for cell in handed_in(change).cells if cell.id == "trust")
    assert len({ways["image/png"] for ways in trust.attachments.values()}) == 2


def heavy(outputs):
    """A notebook whose output is larger than a notebook may be."""
    cells = [
        {"cell_type": "code", "source": 'x = {"outputs": [1]}', "outputs": outputs, "metadata": {}},
        {"cell_type": "markdown", "source": "words", "metadata": {}},
    ]
    return json.dumps({"cells": cells, "metadata": {"outputs": [1]}}).encode()


@pytest.mark.parametrize(
    "more",
    [[], [{"text": ["]", '}"\\', {"outputs": [[]]}]}], ["\\\\", '\\"', "]"]],
)
def test_outputs_count_for_nothing(more):
    content = heavy([{"data": "A" * BYTES}, *more])
    assert len(content) > BYTES
    assert parse_cells("a.ipynb", content) == [
        Cell("code", "", 'x = {"outputs": [1]}'),
        Cell("markdown", "", "words"),
    ]


@pytest.mark.parametrize(
    "content",
    [
        b'"outputs":[' * (BYTES // 10),
        b'"\\"' * (BYTES // 2),
        b"[]," * (BYTES // 2),
        heavy([]).replace(b"words", b"w" * BYTES),
        b" " * (LARGEST + 1),
    ],
)
def test_what_is_large_without_them_is_refused(content):
    with pytest.raises(UserError, match="more than"):
        parse_cells("a.ipynb", content)
