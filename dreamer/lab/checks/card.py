"""A check's report as a card in the notebook: HTML that wraps at words and reads in a light and a dark theme."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from html import escape
from typing import Any

import numpy as np

from dreamer.lab.checks.compare import Difference, Numbers
from dreamer.lab.checks.report import SYMBOLS, Finding, Report
from dreamer.lab.notebook_cells import graded
from dreamer.style import GREEN, ORANGE, SKY

ALL, WORST = 12, 5  # as many numbers are shown in full; of more, the worst
LOOKS = {  # of a state: its colour and its symbol
    "passed": (GREEN, SYMBOLS["right"]),
    "not yet": (ORANGE, SYMBOLS["wrong"]),
    "not started": (SKY, "○"),
}
# Text keeps the theme's own colour, so that its contrast is the theme's.
STYLE = """<style>
.day38-check {border: 1px solid; border-left: 0.5em solid; border-radius: 4px; padding: 0.5em 1em; max-width: 52em;
  margin: 0.3em 0; overflow-wrap: break-word; font-family: var(--jp-content-font-family, sans-serif); line-height: 1.5}
.day38-check > * {color: var(--jp-content-font-color1, inherit)}
.day38-check p, .day38-check ul, .day38-check table, .day38-check pre {margin: 0.4em 0}
.day38-check ul {list-style: none; padding-left: 0}
.day38-check pre {white-space: pre-wrap; word-break: normal; padding: 0.3em 0.6em; border-left: 2px solid #8888}
.day38-check table {border-collapse: collapse; font-variant-numeric: tabular-nums}
.day38-check th, .day38-check td {padding: 0.1em 0.9em; text-align: right; border-bottom: 1px solid #8886}
.day38-check .wrong {background: #D55E0030; font-weight: bold}
.day38-check .mistake {border-left: 3px solid #E69F00; padding-left: 0.7em}
.day38-check summary {cursor: pointer}
</style>"""


def show(report: Report, points: float) -> None:
    """Show a report: as a card where a notebook's kernel runs this, as text in a terminal and for graders.

    points: what `check` returns. A notebook writes the value of a cell's last line below it, for nbgrader to read; as the card
    has said it, it is not shown there a second time.
    """
    shell = _shell()
    if shell is None or graded():
        print(report.text())
        return
    from IPython.display import display

    display({"text/plain": report.text(), "text/html": card(report)}, raw=True)
    as_html = shell.display_formatter.formatters["text/html"]
    as_html.for_type(float, lambda value: "" if value is points else None)


def _shell() -> Any:
    """IPython, where it is that of a notebook's kernel; else None."""
    if "IPython" not in sys.modules:
        return None
    shell = sys.modules["IPython"].get_ipython()
    return shell if hasattr(shell, "kernel") else None


def card(report: Report) -> str:
    """The report as HTML; of what came from the learner's code, all is escaped."""
    colour, symbol = LOOKS[report.state]
    label = escape(f"check of {report.id}: {report.state}, {report.points}")
    lines = [
        STYLE,
        f'<div class="day38-check" role="group" aria-label="{label}" style="border-color: {colour}">',
        f'<p><span aria-hidden="true">{symbol}</span> <strong>{report.id} · {report.state}</strong> · {report.points}</p>',
    ]
    if report.state == "not yet":
        lines.append(_list(str(function) for function in report.functions))
        if report.finding:
            lines += [*_wrong(report.finding), *_hints(report)]
        else:
            lines.append(f"<p>Next: <code>{report.next}</code></p>")
    else:
        lines.append(f"<p>{report.summary}</p>")
        lines += [f"<p>{_words(report.why)}</p>"] if report.state == "passed" else []
    lines += [f"<p>{escape(report.note)}</p>"] if report.note else []
    return "\n".join([*lines, "</div>"])


def _wrong(finding: Finding) -> list[str]:
    lines = [f"<p><code>{finding.symbol}</code>, {_words(finding.says)}:</p>"]
    lines += _code(finding.inputs) + _code(finding.error)
    if finding.difference:
        lines += _difference(finding.difference)
    lines += [f"<p>{_words(line)}</p>" for line in finding.told]
    if finding.mistake:
        lines.append(f'<p class="mistake">{_words(finding.mistake)}</p>')
    if finding.holding:
        lines.append(f"<p>Right, though: {_words(finding.right_though)}</p>")
    if finding.printed:
        printed = _code(finding.printed.split("\n"))[0]
        lines.append(f"<details><summary>Printed by your code</summary>{printed}</details>")
    return lines


def _difference(found: Difference) -> list[str]:
    lines = [f"<p>{_words(found.what)}</p>"]
    if found.numbers:
        lines += [_table(found.numbers)]
        lines += [f"<p>{found.numbers.differ}</p>"] if found.numbers.far.size > 1 else []
    return lines + [f"<p>{_words(line)}</p>" for line in found.said]


def _table(numbers: Numbers) -> str:
    """Got beside expected, the wrong ones marked; of many numbers, those that differ most."""
    (worst,), places = numbers.worst(), list(np.ndindex(numbers.got.shape))
    if len(places) > ALL:
        places = sorted(numbers.worst(WORST))
    rows = []
    for place in places:
        got, expected = numbers.at(place)
        far = numbers.far[place]
        mark = ("✗ most" if place == worst else "✗") if far else "✓"
        where = f'<th scope="row">{list(place)}</th>' if place else ""
        wrong = ' class="wrong"' if far else ""
        rows.append(f"<tr>{where}<td{wrong}>{got}</td><td>{expected}</td><td>{mark}</td></tr>")
    where = '<th scope="col">at</th>' if numbers.got.ndim else ""
    head = f'{where}<th scope="col">got</th><th scope="col">expected</th><th scope="col">same?</th>'
    return f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>"


def _hints(report: Report) -> list[str]:
    """Those that are open so far, each folded; the next comes with the next try."""
    return [
        f"<details><summary>Hint {number} of {report.hint_count}</summary><p>{_words(hint)}</p></details>"
        for number, hint in enumerate(report.hints, 1)
    ]


def _list(items: Iterable[str]) -> str:
    return "<ul>" + "".join(f"<li>{escape(item)}</li>" for item in items) + "</ul>"


def _code(lines: Iterable[str]) -> list[str]:
    text = "\n".join(lines)
    return [f"<pre>{escape(text)}</pre>"] if text else []


def _words(text: str) -> str:
    """Prose, with what stands in backquotes as code."""
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", escape(text))
