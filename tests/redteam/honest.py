"""Honest submissions: work that is right, written in ways that a grader may stumble over."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import jupytext
import nbformat

from tests.conftest import ROOT
from tests.redteam.attacks import (
    ONE,
    SOLVED,
    THREE,
    TWO,
    Change,
    Notebook,
    cell_of,
    code_cell,
    edit,
)


class Honest(NamedTuple):
    """lost: exercise -> points that are rightly lost; all others are kept."""

    change: Change
    lost: dict[str, float]


HONEST: dict[str, Honest] = {}


def hand_in(home: Path, change: Change) -> None:
    """Write the solved notebooks, changed, into the new folder `home`."""
    home.mkdir(parents=True)
    for path in SOLVED.glob("*.ipynb"):
        shutil.copy(path, home)
    change(home)


def honest(**lost: float) -> Callable[[Change], Change]:
    """Register a change of the solved notebooks under its function's name."""

    def register(change: Change) -> Change:
        HONEST[change.__name__] = Honest(change, lost)
        return change

    return register


def in_notebook(name: str, **lost: float) -> Callable[[Callable[[Notebook], object]], Any]:
    """Register a change of one notebook."""

    def register(change: Callable[[Notebook], object]) -> Any:
        HONEST[change.__name__] = Honest(lambda home: edit(home, name, change), lost)
        return change

    return register


def replace(notebook: Notebook, id: str, old: str, new: str) -> None:
    cell = cell_of(notebook, id)
    source = "".join(cell["source"])
    assert old in source
    cell["source"] = source.replace(old, new)


def insert(notebook: Notebook, before: str, *sources: str) -> None:
    """Code cells of the student's own, before the cell with an id."""
    at = notebook["cells"].index(cell_of(notebook, before))
    notebook["cells"][at:at] = [code_cell(f"own{at}{n}", s) for n, s in enumerate(sources)]


@honest()
def as_it_is(home: Path) -> None:
    pass


@in_notebook(ONE)
def talkative(notebook: Notebook) -> None:
    """Warnings, prints and a log on stderr, in the cell and at each call."""
    replace(notebook, "symlog", "def symlog", "print('defining')\n\n\ndef symlog")
    noise = "import sys, warnings\n    warnings.warn('careful')\n    print(x, file=sys.stderr)\n"
    noise += "    print('called', x)\n    return torch.sign(x) * torch.log1p"
    replace(notebook, "symlog", "return torch.sign(x) * torch.log1p", noise)


@in_notebook(ONE)
def helper_in_another_cell(notebook: Notebook) -> None:
    replace(
        notebook, "symlog", "torch.sign(x) * torch.log1p(torch.abs(x))", "both_ways(torch.log1p, x)"
    )
    insert(
        notebook,
        "symlog",
        "def both_ways(f, x):\n    return SIGN(x) * f(x.abs())",
        "SIGN = torch.sign",
    )


@in_notebook(TWO)
def class_split_by_inheritance(notebook: Notebook) -> None:
    cell = cell_of(notebook, "rssm")
    source = "".join(cell["source"])
    start, later = source.split("    def imagine(")
    cell["source"] = start
    insert(notebook, "check_rssm", f"class RSSM(RSSM):\n    def imagine({later}")


@in_notebook(TWO)
def method_added_later(notebook: Notebook) -> None:
    cell = cell_of(notebook, "rssm")
    source = "".join(cell["source"])
    start, later = source.split("    def prior(")
    body, rest = later.split("    def posterior(")
    cell["source"] = start + "    def posterior(" + rest
    lines = ("def prior(" + body).split("\n")
    function = "\n".join([lines[0], *(line.removeprefix("    ") for line in lines[1:])])
    insert(notebook, "check_rssm", function, "RSSM.prior = prior")


@honest()
def another_way(home: Path) -> None:
    """Every part as in `tests/naive`."""
    for path in (ROOT / "tests" / "naive").glob("*.py"):
        cells = [code_cell(f"n{n}", c.source) for n, c in enumerate(jupytext.read(path).cells)]
        notebook = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
        (home / f"{path.stem}.ipynb").write_text(json.dumps(notebook))


@honest()
def old_format_and_byte_order_mark(home: Path) -> None:
    """Notebook 1 in format 3, and notebook 2 as an editor of Windows saves it."""
    old = nbformat.convert(nbformat.read(home / f"{ONE}.ipynb", 4), 3)
    (home / f"{ONE}.ipynb").write_text(json.dumps(old), "utf-8")
    path = home / f"{TWO}.ipynb"
    path.write_text(path.read_text("utf-8"), "utf-8-sig")


@honest()
def scripts_alone(home: Path) -> None:
    """The notebooks as Jupytext pairs them, with the `.ipynb` left at home."""
    for path in home.glob("*.ipynb"):
        jupytext.write(jupytext.read(path), path.with_suffix(".py"), fmt="py:percent")
        path.unlink()


@in_notebook(TWO, kl=10)
def one_cell_crashes(notebook: Notebook) -> None:
    insert(notebook, "kl", "1 / 0", "FLOOR = undefined + 1")
    replace(notebook, "kl", "free_nats: float = 1.0", "free_nats: float = FLOOR")


@in_notebook(THREE)
def slow(notebook: Notebook) -> None:
    """0.2 s a call, of which a question needs up to ten; the limits are 10 s a question and 60 s an exercise."""
    replace(notebook, "returns", "trust = lam", "import time\n    time.sleep(0.2)\n    trust = lam")


@in_notebook(ONE)
def magics(notebook: Notebook) -> None:
    first = "%%time\n%matplotlib inline\n!ls\nfiles = !ls\n"
    cell = cell_of(notebook, "symlog")
    cell["source"] = first + "".join(cell["source"]) + "\n\nsymlog?\n"
    insert(notebook, "check_symlog", "%timeit -n1 -r1 symlog(torch.zeros(3))", "!pip list")


@in_notebook(ONE)
def star_imports(notebook: Notebook) -> None:
    insert(notebook, "symlog", "from math import *\nfrom torch import *\nimport torch")
    replace(
        notebook, "symlog", "torch.sign(x) * torch.log1p(torch.abs(x))", "sign(x) * log1p(abs(x))"
    )


@in_notebook(ONE)
def annotations(notebook: Notebook) -> None:
    """Types that another cell imports, and some that nothing imports."""
    insert(notebook, "symlog", "from __future__ import annotations\nfrom typing import Optional")
    replace(
        notebook,
        "symlog",
        "def symlog(x: Tensor) -> Tensor",
        "def symlog(x: Optional[Floats]) -> Tensor",
    )


@in_notebook(THREE)
def pictures_and_asserts(notebook: Notebook) -> None:
    plot = "import matplotlib.pyplot as plt\nplt.plot([1, 2, 3])\nplt.show()\n\n\n"
    replace(notebook, "returns", "def lambda_return", f"{plot}def lambda_return")
    mine = "assert lambda_return(*[torch.zeros(2, 4)] * 4).shape == (2, 3)\nassert plt.gcf()"
    insert(notebook, "check_returns", mine, "assert False, 'not finished with this idea'")


@in_notebook(ONE)
def ends_and_failures(notebook: Notebook) -> None:
    """A cell that does not parse, and one that leaves the notebook."""
    insert(notebook, "symlog", "def half(", "raise SystemExit", "symlog(", "import sys; sys.exit()")
