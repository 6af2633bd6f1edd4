"""The class report: one HTML page with marks, misconceptions, difficulty and learning curves.

    report(Path("."))    receipts/*.json -> report.html and misconceptions.csv

The page stands alone: no script, and no picture from elsewhere.
"""

from __future__ import annotations

import csv
import html
import io
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from dreamer.alt_text import html_image
from dreamer.files import write_whole
from dreamer.lab.checks import mistake_messages
from dreamer.parts.exercises import agent_mark, exercises
from dreamer.style import figure_style, goal_line, look
from dreamer.training.curves import GOAL, Run, aggregate, by_method
from dreamer.training.shipped_runs import shipped_curves
from grader.marking.receipts import Receipt, Receipts
from grader.marking.trained_agent import curve_run

PAGE, TABLE = "report.html", "misconceptions.csv"
MOST = 15  # misconceptions in the picture
SLOWEST = 5
OURS = "#0072B2"
STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60em; margin: 2em auto; padding: 0 1em; }
table { border-collapse: collapse; } th, td { padding: .2em .7em; text-align: left; }
td.number { text-align: right; } td.none { text-align: right; color: #b00; }
th { border-bottom: 2px solid #888; } tr:nth-child(even) { background: #f3f5f7; }
img { max-width: 100%; }
"""


def report(out: Path) -> int:
    """Write the page and the table beside the receipts in `out`; returns the number of students.

    Raises UserError where there is no receipt.
    """
    receipts = Receipts(out).some()
    mixed_up = _mixed_up(receipts)
    lines = [["exercise", "misconception", "students", "message"]]
    for (exercise, name), count in mixed_up:
        lines.append([exercise, name, str(count), _message(exercise, name)])
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerows(lines)
    write_whole(out / TABLE, buffer.getvalue())
    write_whole(out / PAGE, _page(receipts, mixed_up))
    return len(receipts)


Counted = list[tuple[tuple[str, str], int]]


def _mixed_up(receipts: Iterable[Receipt]) -> Counted:
    """How many students had each known mistake, most frequent first."""
    count = Counter(
        (row["id"], row["misconception"])
        for receipt in receipts
        for row in receipt["exercises"]
        if row["misconception"]
    )
    return sorted(count.items(), key=lambda item: (-item[1], item[0]))


def _message(exercise: str, name: str) -> str:
    return mistake_messages().get(f"{exercise}/{name}", "")


def _page(receipts: Sequence[Receipt], mixed_up: Counted) -> str:
    points = [receipt["points"] for receipt in receipts]
    most = receipts[0]["max_points"]
    parts = [
        f"<p>{len(receipts)} students, {sum(points) / len(points):.1f} of {most:g} points on average "
        "for exercises and trained agents; written answers are not in it.</p>",
        _picture("how many have how many points", lambda plt: _draw_points(plt, points, most)),
        "<h2>What was solved</h2>",
        _picture("share of students", lambda plt: _draw_solved(plt, receipts)),
        "<h2>What was mixed up</h2>",
    ]
    if mixed_up:
        parts.append(_picture("number of students", lambda plt: _draw_mixed_up(plt, mixed_up)))
        rows = [[f"{e}: {name}", str(n), _message(e, name)] for (e, name), n in mixed_up]
        parts.append(html_table(["misconception", "students", "what they read"], rows))
    else:
        parts.append("<p>No known mistake was found.</p>")
    parts += ["<h2>What was trained</h2>", _trained(receipts)]
    parts += ["<h2>Marks</h2>", _marks(receipts), "<h2>What took long</h2>"]
    slow = sorted(receipts, key=lambda receipt: -receipt["seconds"])[:SLOWEST]
    parts.append(
        html_table(["student", "seconds"], [[r["student"], f"{r['seconds']:.1f}"] for r in slow])
    )
    noted = [[r["student"], note] for r in receipts for note in r["notes"]]
    if noted:
        parts += ["<h2>Noted</h2>", html_table(["student", "what"], noted)]
    return html_page("Day 38: the class", parts)


def html_page(title: str, parts: Sequence[str]) -> str:
    """A page that stands alone."""
    head = (
        "<!doctype html><html lang='en'><meta charset='utf-8'>",
        f"<title>{html.escape(title)}</title><style>{STYLE}</style>",
        f"<h1>{html.escape(title)}</h1>",
    )
    return "\n".join([*head, *parts]) + "\n</html>\n"


def _trained(receipts: Sequence[Receipt]) -> str:
    """The class's learning curves beside PPO's, and what each agent was measured at."""
    curves = [(r["student"], r["agent"]["curve"]) for r in receipts if r["agent"]["curve"]]
    runs = [curve_run(curve, "the class", seed) for seed, (_, curve) in enumerate(curves)]
    measured = [r for r in receipts if r["agent"]["mean"] is not None]
    if not runs and not measured:
        return "<p>No agent was handed in.</p>"
    parts = []
    if runs:
        parts.append(_picture("learning curves", lambda plt: _draw_curves(plt, runs)))
    rows = []
    for receipt in sorted(measured, key=lambda r: -r["agent"]["mean"]):
        agent = receipt["agent"]
        claim = "" if agent["claim"] is None else f"{agent['claim']:.0f}"
        numbers = [f"{agent['mean']:.0f}", f"{agent['std']:.0f}", claim, f"{agent['points']:g}"]
        rows.append([receipt["student"], *numbers, agent["held"] or ""])
    head = ["student", "return", "±", "their own measure", "points", "nearly the same agent as"]
    return "\n".join([*parts, html_table(head, rows)])


def _marks(receipts: Sequence[Receipt]) -> str:
    ids = [exercise.id for exercise in exercises()]
    rows = []
    for receipt in receipts:
        points = {row["id"]: row["points"] for row in receipt["exercises"]}
        rows.append(
            [
                receipt["student"],
                *(f"{points[id]:g}" for id in ids),
                f"{receipt['agent']['points']:g}",
                f"{receipt['points']:g}",
            ]
        )
    return html_table(["student", *ids, agent_mark().id, "points"], rows)


def html_table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of texts, escaped; numbers stand to the right."""

    def cell(tag: str, text: str) -> str:
        number = tag == "td" and text.replace(",", "").replace(".", "", 1).isdigit()
        kind = f" class='{'none' if text == '0' else 'number'}'" if number else ""
        return f"<{tag}{kind}>{html.escape(text)}</{tag}>"

    lines = ["<table><tr>" + "".join(cell("th", name) for name in head) + "</tr>"]
    lines += ["<tr>" + "".join(cell("td", text) for text in row) + "</tr>" for row in rows]
    return "\n".join([*lines, "</table>"])


def _picture(what: str, draw: Callable[[Any], Any]) -> str:
    """A figure, inside the page."""
    buffer = io.BytesIO()
    with figure_style() as plt:
        figure = draw(plt)
        figure.savefig(buffer, format="png")
        plt.close(figure)
    return f"<p>{html_image(buffer.getvalue(), what)}</p>"


def _draw_points(plt: Any, points: Sequence[float], most: float) -> Any:
    figure, ax = plt.subplots(figsize=(7, 2.6))
    ax.hist(points, bins=18, range=(0, most), color=OURS)
    ax.set(xlabel="points", ylabel="students")
    return figure


def _draw_solved(plt: Any, receipts: Sequence[Receipt]) -> Any:
    def share(id: str, holds: Callable[[Mapping[str, Any]], bool]) -> float:
        rows = [row for r in receipts for row in r["exercises"] if row["id"] == id]
        return sum(map(holds, rows)) / len(rows)

    ids = [exercise.id for exercise in exercises()]
    whole = [share(id, lambda row: row["points"] == row["max_points"]) for id in ids]
    some = [share(id, lambda row: row["points"] > 0) for id in ids]
    figure, ax = plt.subplots(figsize=(7, 2.8))
    ax.bar(ids, some, color="#9ecae1", label="in part")
    ax.bar(ids, whole, color=OURS, label="in full")
    ax.set(ylabel="share of students", ylim=(0, 1))
    ax.legend(loc="upper left", bbox_to_anchor=(1, 1))
    return figure


def _draw_curves(plt: Any, runs: Sequence[Run]) -> Any:
    """Each student's curve over those that come with the lab."""
    figure, axes = plt.subplots(1, 2, figsize=(9, 3.6), sharey=True)
    recorded = by_method(shipped_curves())
    for axis, unit, ax in (("env_steps", 1000.0, axes[0]), ("wall_seconds", 60.0, axes[1])):
        for method in ("PPO", "DreamerV3"):
            x, centre, band = aggregate(recorded[method], axis)
            ax.fill_between(x / unit, *band, color=look(method)["color"], alpha=0.15)
            ax.plot(x / unit, centre, **look(method), linewidth=2, label=f"{method}, as recorded")
        for number, run in enumerate(runs):
            label = "a student each" if number == 0 else None
            x = getattr(run, axis) / unit
            ax.plot(x, run.smoothed(), **look("your run"), linewidth=0.9, alpha=0.8, label=label)
        goal_line(ax, GOAL)
        ax.set_ylim(0, 1000)
    axes[0].set(xscale="log", xlabel="thousand env steps (log scale)", ylabel="episode return")
    axes[1].set(xlim=(0, None), xlabel="minutes of training, each on its own machine")
    axes[0].legend(loc="upper left")
    return figure


def _draw_mixed_up(plt: Any, mixed_up: Counted) -> Any:
    shown = mixed_up[:MOST][::-1]
    figure, ax = plt.subplots(figsize=(7, 0.8 + 0.3 * len(shown)))
    ax.barh(
        [f"{exercise}: {name}" for (exercise, name), _ in shown], [n for _, n in shown], color=OURS
    )
    ax.set(xlabel="students")
    ax.xaxis.get_major_locator().set_params(integer=True)
    return figure
