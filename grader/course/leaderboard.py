"""The class's leaderboard: those who agreed to be on it, by what the grader measured of their agents.

    leaderboard(Path("."), Path("agreed.csv"))    receipts/*.json -> leaderboard.html

Only who stands in `agreed.csv` is on it: a column `student` (as in grades.csv), and `alias` where somebody goes by another
name.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from dreamer.errors import UserError
from dreamer.files import write_whole
from dreamer.training.curves import GOAL, first_crossing
from grader.course.report import html_page, html_table
from grader.course.roster import read_table
from grader.marking.receipts import Receipt, Receipts
from grader.marking.trained_agent import curve_run

BOARD = "leaderboard.html"


def leaderboard(out: Path, agreed: Path) -> list[str]:
    """Write the page beside the receipts in `out`; returns who agreed and is not on it, with the reason.

    Raises UserError where the file has no column `student`, names somebody who was not graded, or two by one name.
    """
    receipts = {receipt["student"]: receipt for receipt in Receipts(out).some()}
    names = _read(agreed)
    if strangers := sorted(set(names) - set(receipts)):
        raise UserError(f"{agreed.name}: nothing of {', '.join(strangers)} was graded")
    if twice := [name for name, n in Counter(names.values()).items() if n > 1]:
        raise UserError(f"{agreed.name}: two go by the name of {twice[0]}")
    shown, left = [], []
    for student, name in names.items():
        agent = receipts[student]["agent"]
        if agent["mean"] is None:
            left.append(f"{student} (no agent)")
        elif agent["held"]:
            left.append(f"{student} (held: nearly the agent of {agent['held']})")
        else:
            shown.append((name, receipts[student]))
    shown.sort(key=lambda entry: (-entry[1]["agent"]["mean"], entry[0]))
    head = ["place", "who", "return", "±", "env steps*", f"{GOAL:g} after*"]
    rows = [[str(place), *_row(*entry)] for place, entry in enumerate(shown, 1)]
    told = (
        "<p>Mean return of the episodes that the grader played with each agent, and their spread. "
        "* By the learning curve that was handed in.</p>"
    )
    write_whole(out / BOARD, html_page("Day 38: leaderboard", [told, html_table(head, rows)]))
    return left


def _row(name: str, receipt: Receipt) -> list[str]:
    agent = receipt["agent"]
    steps = reached = ""
    if agent["curve"]:
        run = curve_run(agent["curve"], name)
        steps = f"{run.env_steps[-1]:,.0f}"
        crossing = first_crossing([run], "env_steps")
        reached = "" if crossing is None else f"{crossing:,.0f}"
    return [name, f"{agent['mean']:.0f}", f"{agent['std']:.0f}", steps, reached]


def _read(path: Path) -> dict[str, str]:
    """Student -> the name to be shown."""
    names: dict[str, str] = {}
    for row in read_table(path).rows:
        cells = {str(title).strip().lower(): (cell or "").strip() for title, cell in row.items()}
        student = cells.get("student", "")
        if not student:
            raise UserError(f"{path.name} needs a column `student`, and may have one `alias`")
        names[student] = cells.get("alias") or student
    return names
