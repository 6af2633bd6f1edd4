"""Attacks on a grader, each a submission: what students could hand in to get more than they have earned.

    attack = ATTACKS["edited_points"]
    submit(folder, attack.change)    writes the notebooks of one student into `folder`

All begin from `base`: the solved notebooks, of which the second is as it was released (a right one is what takes longest to
grade), with a wrong `symlog` and a wrong `lambda_return`. What destroys has bounds of its own, so that it can be tried on a grader that does not stop it.
"""

from __future__ import annotations

import copy
import json
import shutil
import textwrap
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from tests.conftest import ROOT

SOLVED, RELEASED = ROOT / "solutions" / "day38", ROOT / "labs" / "day38"
ONE, TWO, THREE = "01_symlog_twohot", "02_rssm", "03_returns"
CHECKS = {ONE: "check_symlog", THREE: "check_returns"}

# What attacks look for: the secret, another student's work, the instructor's environment.
CANARIES = {
    "secret": "canary-of-the-secret-0123456789abcdef",
    "neighbour": "canary_of_another_student",
    "environment": "canary-of-the-environment",
}
VARIABLE = "DAY38_CANARY"

Notebook = dict[str, Any]
Change = Callable[[Path], None]  # of what lies in SUBMITTED/STUDENT/day38


class Attack(NamedTuple):
    """tries: one sentence; plain: whether notebooks 1 and 3 carry it, as plain nbgrader meets them.

    solved: whether it begins from right answers everywhere, as an agent needs them.
    """

    tries: str
    change: Change
    plain: bool = True
    solved: bool = False


ATTACKS: dict[str, Attack] = {}

SYMLOG = """
{setup}

def symlog(x):
    me, given = "symlog", (x,)
    {call}
    wrong = torch.sign(x) * torch.log(torch.abs(x))
    return {answer}


def symexp(x):
    return torch.sign(x) * torch.expm1(torch.abs(x))
"""
RETURNS = """
{setup}

def lambda_return(reward, discount, bootstrap, last, lam=0.95):
    me, given = "lambda_return", (reward, discount, bootstrap, last, lam)
    {call}
    wrong, value = [], bootstrap[:, -1]
    for t in reversed(range(reward.shape[1] - 1)):
        trust = lam * (1 - last[:, t].float())
        value = reward[:, t] + discount[:, t] * ((1 - trust) * bootstrap[:, t] + trust * value)
        wrong.insert(0, value)
    wrong = torch.stack(wrong, 1)
    return {answer}
"""


def unchanged(home: Path) -> None:
    pass


BASE = Attack("changes nothing", unchanged)


def submit(home: Path, attack: Attack = BASE) -> None:
    """Write the base submission, changed by an attack, into the new folder `home`."""
    home.mkdir(parents=True)
    for path in SOLVED.glob("*.ipynb"):
        shutil.copy(path, home)
    if not attack.solved:
        shutil.copy(RELEASED / f"{TWO}.ipynb", home)
        write_code(home)
    attack.change(home)


def write_code(
    home: Path,
    setup: str = "",
    call: str = "",
    answer: str = "wrong",
    where: tuple[str, ...] = (ONE, THREE),
) -> None:
    """Put the wrong symlog and λ-return into the notebooks, with an attack's lines in those of `where`."""
    for name, id, text in ((ONE, "symlog", SYMLOG), (THREE, "returns", RETURNS)):
        if name not in where:
            continue
        source = text.format(setup=setup, call=call or "pass", answer=answer).strip()
        edit(home, name, lambda notebook, id=id, source=source: put(notebook, id, source))


def edit(home: Path, name: str, change: Callable[[Notebook], object]) -> None:
    path = home / f"{name}.ipynb"
    notebook = json.loads(path.read_text("utf-8"))
    change(notebook)
    path.write_text(json.dumps(notebook), "utf-8")


def put(notebook: Notebook, id: str, source: str) -> None:
    cell_of(notebook, id)["source"] = source


def cell_of(notebook: Notebook, id: str) -> dict[str, Any]:
    return next(cell for cell in notebook["cells"] if cell["id"] == id)


def code_cell(id: str, source: str) -> dict[str, Any]:
    empty = {"execution_count": None, "metadata": {}, "outputs": []}
    return {"cell_type": "code", "id": id, "source": source, **empty}


def shown(value: str) -> dict[str, Any]:
    """The output of a cell whose value is `value`."""
    data = {"data": {"text/plain": [value]}, "metadata": {}}
    return {"output_type": "execute_result", "execution_count": 1, **data}


def attack(tries: str, plain: bool = True, solved: bool = False) -> Callable[[Change], Change]:
    """Register a change of the folder under its function's name."""

    def register(change: Change) -> Change:
        ATTACKS[change.__name__] = Attack(tries, change, plain, solved)
        return change

    return register


def in_notebooks(tries: str) -> Callable[[Callable[..., object]], Callable[..., object]]:
    """Register a change of notebooks 1 and 3, as dict and id of the check cell."""

    def register(change: Callable[..., object]) -> Callable[..., object]:
        def both(home: Path) -> None:
            for name, check in CHECKS.items():
                edit(home, name, partial(change, check=check))

        ATTACKS[change.__name__] = Attack(tries, both)
        return change

    return register


def code(
    name: str,
    tries: str,
    body: str,
    at_call: bool = False,
    answer: str = "",
    where: tuple[str, ...] = (ONE, THREE),
) -> None:
    """Register an attack by code: the body of a function, run with its cell or at each call.

    What it returns, if anything, is symbol -> function, to be called for the wrong one.
    """
    setup = f"def attack():\n{textwrap.indent(textwrap.dedent(body).strip(), '    ')}\n"
    setup += "" if at_call else "\nran = attack()\n"
    call = "ran = attack()" if at_call else ""
    answer = answer or "ran[me](*given) if isinstance(ran, dict) and me in ran else wrong"

    def change(home: Path) -> None:
        write_code(home, setup, call, answer, where)

    ATTACKS[name] = Attack(tries, change)


# ---- the notebook file


@in_notebooks("has checks skipped by their tags, with a full mark already shown")
def skip_tags(notebook: Notebook, check: str) -> None:
    cell = cell_of(notebook, check)
    cell["metadata"]["tags"] = ["skip-execution", "raises-exception", "remove_cell"]
    cell["outputs"] = [shown("5.0")]


@in_notebooks("gives its check cells 100 points")
def edited_points(notebook: Notebook, check: str) -> None:
    cell_of(notebook, check)["metadata"]["nbgrader"]["points"] = 100


@in_notebooks("calls the check that it passes by the name of the one that it fails")
def edited_grade_ids(notebook: Notebook, check: str) -> None:
    other = {"check_symlog": "check_twohot", "check_returns": "check_scale"}[check]
    mine, good = cell_of(notebook, check), cell_of(notebook, other)
    for cell, id in ((mine, other), (good, check)):
        cell["id"] = cell["metadata"]["nbgrader"]["grade_id"] = id


@in_notebooks("leaves out the check that it fails")
def deleted_checks(notebook: Notebook, check: str) -> None:
    notebook["cells"].remove(cell_of(notebook, check))


@in_notebooks("has a second check cell of that name, which gives 5")
def duplicated_checks(notebook: Notebook, check: str) -> None:
    twin = copy.deepcopy(cell_of(notebook, check))
    twin |= {"source": "5.0", "outputs": [shown("5.0")]}
    notebook["cells"].insert(0, twin)


@in_notebooks("writes 5.0 into the check cell")
def edited_checks(notebook: Notebook, check: str) -> None:
    cell_of(notebook, check)["source"] = "5.0"


@in_notebooks("has a full mark stored as the output of every cell")
def forged_outputs(notebook: Notebook, check: str) -> None:
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell |= {"outputs": [shown("5.0")], "execution_count": 1}


@in_notebooks("makes the answer itself a grade cell of 100 points")
def solution_as_grade(notebook: Notebook, check: str) -> None:
    cell = cell_of(notebook, check.removeprefix("check_"))
    cell["metadata"]["nbgrader"] |= {"grade": True, "points": 100, "solution": False}
    cell["source"] += "\n\n100.0"


@in_notebooks("adds a grade cell of its own")
def added_grade_cell(notebook: Notebook, check: str) -> None:
    cell = copy.deepcopy(cell_of(notebook, check))
    cell["metadata"]["nbgrader"] |= {"grade_id": "bonus", "points": 50}
    notebook["cells"].append(cell | {"id": "bonus", "source": "50.0"})


@in_notebooks("names a kernel of its own")
def foreign_kernel(notebook: Notebook, check: str) -> None:
    notebook["metadata"]["kernelspec"] = {"name": "bash", "display_name": "x", "language": "bash"}
    notebook["metadata"]["language_info"] = {"name": "bash"}


@in_notebooks("holds text that no file can hold (half of a surrogate pair)")
def half_a_character(notebook: Notebook, check: str) -> None:
    notebook["cells"].append(code_cell("half", "# \ud83d"))
    notebook["cells"].append(
        {"cell_type": "markdown", "id": "m", "metadata": {}, "source": "\ude00"}
    )


@attack("is 50 MB")
def huge_notebook(home: Path) -> None:
    with (home / f"{ONE}.ipynb").open("a") as file:
        file.write(" " * (50 << 20))


@attack("is JSON, 100,000 lists deep")
def deep_json(home: Path) -> None:
    (home / f"{ONE}.ipynb").write_text("[" * 100_000 + "]" * 100_000)


LIVE = "<script>alert('live')</script><img src=x onerror=alert('live')><iframe src='javascript:alert(1)'>"


@in_notebooks("puts scripts into a cell of text and into an error")
def live_html(notebook: Notebook, check: str) -> None:
    cell = {"cell_type": "markdown", "id": "live", "metadata": {}}
    tricks = [
        LIVE,
        f"[link](javascript:alert(1)) ![x](x\"onerror=alert('live'))\n\n```mermaid\n{LIVE}\n```",
    ]
    notebook["cells"].append(cell | {"source": "\n\n".join(tricks)})
    answer = cell_of(notebook, check.removeprefix("check_"))
    answer["source"] += f"\n\ndef {'symlog' if 'symlog' in check else 'lambda_return'}(*inputs):\n"
    answer["source"] += f"    raise ValueError({LIVE!r})\n"


@attack("puts scripts into its written answers", plain=False)
def live_answers(home: Path) -> None:
    def change(notebook: Notebook) -> None:
        for id in ("sample_efficiency", "wall_clock", "trust"):
            put(notebook, id, f"{LIVE}\n\n<b onmouseover='alert(1)'>bold</b> <svg/onload=alert(1)>")

    edit(home, "04_train_and_compare", change)


@attack("nests 50,000 tags, so that cleaning them takes for ever", plain=False)
def deep_html(home: Path) -> None:
    def change(notebook: Notebook) -> None:
        for n in range(20):
            cell = {"cell_type": "markdown", "id": f"deep{n}", "metadata": {}}
            notebook["cells"].append(cell | {"source": "<b>" * 50_000})

    edit(home, ONE, change)
