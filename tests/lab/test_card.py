"""Does a check's card say what its text says, safely and readably?"""

import re
from html.parser import HTMLParser

import nbformat
import pytest
import torch
from nbclient import NotebookClient

from dreamer.lab.checks import _Check
from dreamer.lab.checks.card import ALL, WORST, card
from dreamer.parts.exercises import exercises
from tests.conftest import ROOT

EXERCISES = {exercise.id: exercise for exercise in exercises()}
VOID = {"br", "hr", "img"}


class Balanced(HTMLParser):
    """Reads HTML; what is open at the end, and the text."""

    def __init__(self, page):
        super().__init__()
        self.open, self.text = [], ""
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text += data


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def report(parts, id, **changed):
    objects = {name: changed.get(name, getattr(parts, name)) for name in EXERCISES[id].symbols}
    return _Check(EXERCISES[id], objects).report()


def stub(*args, **kwargs):
    raise NotImplementedError


def noisy(x):
    print("<script>alert(1)</script>")
    return torch.sign(x) * torch.log(x.abs() + 1.1)


def test_each_state_has_a_symbol_and_a_word(parts):
    found = {
        "✓ symlog · passed": report(parts, "symlog"),
        "✗ symlog · not yet": report(parts, "symlog", symlog=noisy),
        "○ symlog · not started": report(parts, "symlog", symlog=stub, symexp=stub),
    }
    for head, one in found.items():
        page = Balanced(card(one))
        assert not page.open
        assert head in page.text
        assert one.points in page.text


def test_numbers_stand_side_by_side_and_the_worst_is_marked(parts):
    page = card(report(parts, "symlog", symlog=noisy))
    rows = re.findall(r"<tr><th scope=.row.>(.*?)</tr>", page)
    assert len(rows) == 7
    (worst,) = (row for row in rows if "✗ most" in row)
    assert "-0.470004" in worst
    assert "-0.405465" in worst
    assert sum("✓" in row for row in rows) == 1  # symlog(0)
    assert "6 of 7 numbers differ" in page


def test_of_many_numbers_the_worst_are_shown(parts):
    one = report(parts, "latents", unimix=lambda logits: logits * 0.5)
    assert one.finding.difference.numbers.far.size > ALL
    rows = re.findall(r"<tr><th scope=.row.>(.*?)</tr>", card(one))
    assert len(rows) == WORST
    assert sum("✗ most" in row for row in rows) == 1


def test_what_code_prints_or_raises_is_no_markup(parts):
    def raising(x):
        raise ValueError("<img src=x onerror=alert(1)>")

    for wrong in (noisy, raising):
        page = card(report(parts, "symlog", symlog=wrong))
        assert "<script" not in page
        assert "<img" not in page
        assert "alert(1)" in page


def test_a_try_opens_the_next_hint_and_keeps_those_before(parts):
    seen = [card(report(parts, "symlog", symlog=noisy)).count("<summary>Hint") for _ in range(3)]
    assert seen == [1, 2, 2]  # there are two


CELLS = """
from dreamer import check, load_parts
parts = load_parts({solutions!r})
---
check("symlog", parts.symlog, parts.symexp)
---
2.5
"""


@pytest.mark.parametrize("graded", [False, True])
def test_a_notebook_shows_the_card_and_nbgrader_reads_the_float(tmp_path, monkeypatch, graded):
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.setenv("DAY38_GRADED", "1" if graded else "")
    sources = CELLS.format(solutions=str(ROOT / "solutions" / "day38")).split("---")
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(s) for s in sources])
    NotebookClient(notebook, timeout=120, resources={"metadata": {"path": tmp_path}}).execute()
    shown, result = notebook.cells[1].outputs
    assert float(result["data"]["text/plain"]) == 5.0
    if graded:
        assert "symlog · passed" in shown["text"]
    else:
        assert "symlog · passed" in shown["data"]["text/plain"]
        assert "day38-check" in shown["data"]["text/html"]
        assert result["data"]["text/html"] == ""  # the card has said it
    (other,) = notebook.cells[2].outputs
    assert "text/html" not in other["data"]
