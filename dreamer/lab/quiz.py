"""Questions before code: predict, then run.

    quiz("between_bins")

Each answer is told at once whether it is right, and why. They give no points. Where no widget can be
shown, the answers can be unfolded.
"""

from __future__ import annotations

import contextlib
import functools
import html
import importlib.resources
import json
import random
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import ipywidgets
from IPython.display import display

from dreamer.errors import UserError, unknown_name
from dreamer.files import write_json
from dreamer.lab.widgets import widget_view

FILE = Path(".day38") / "quiz.json"  # id -> whether each answer so far was right


@dataclass(frozen=True)
class Choice:
    text: str
    why: str
    right: bool


@dataclass(frozen=True)
class Question:
    """One question of `quiz.toml`: with choices, or with a number as its answer."""

    id: str
    ask: str
    choices: Sequence[Choice] = ()
    number: float | None = None
    off: float = 0.0
    right: str = ""  # why the number is right
    wrong: Sequence[
        tuple[float, str]
    ] = ()  # numbers that one arrives at easily, and what went wrong

    def about_number(self, given: float) -> Choice:
        """What there is to say to a number."""
        assert self.number is not None
        if abs(given - self.number) <= self.off:
            return Choice(f"{given:g}", self.right, True)
        near = [why for number, why in self.wrong if abs(given - number) <= self.off]
        return Choice(f"{given:g}", near[0] if near else "Try once more.", False)


@functools.cache
def questions() -> dict[str, Question]:
    """Id -> question. Choices come in an order that is theirs for good."""
    text = importlib.resources.files("dreamer.lab").joinpath("quiz.toml").read_text("utf-8")
    found = {}
    for id, row in tomllib.loads(text).items():
        choices = [
            Choice(text, why, right=number == 0)
            for number, (text, why) in enumerate(row.pop("choices", []))
        ]
        random.Random(id).shuffle(choices)
        found[id] = Question(id, choices=choices, **row)
    return found


def quiz(id: str) -> None:
    """Show a question of `quiz.toml`. Raises UserError where there is none of that name."""
    if id not in questions():
        raise UserError("question: " + unknown_name(id, list(questions())))
    question = questions()[id]
    bundle = {"text/plain": question.ask, "text/html": folded(question)}
    display(bundle | widget_view(_view(question)), raw=True)


def _view(question: Question) -> ipywidgets.Box:
    asked = ipywidgets.HTML(_asked(question))
    said = ipywidgets.HTML()

    def answer(choice: Choice) -> None:
        _keep(question.id, choice.right)
        said.value = f'<p role="status">{_told(choice)}</p>'

    field: Any
    if question.choices:
        texts = [choice.text for choice in question.choices]
        field = ipywidgets.RadioButtons(options=texts, value=None, layout={"width": "auto"})
        field.observe(lambda change: answer(question.choices[texts.index(change["new"])]), "value")
    else:
        number = ipywidgets.FloatText(description="answer", layout={"width": "14em"})
        button = ipywidgets.Button(description="Is it?")
        button.on_click(lambda _: answer(question.about_number(number.value)))
        field = ipywidgets.HBox([number, button])
    return ipywidgets.VBox([asked, field, said])


def folded(question: Question) -> str:
    """The question with its answers to be unfolded, for where there are no widgets."""
    answers = [(html.escape(choice.text), _told(choice)) for choice in question.choices] or [
        ("the answer", html.escape(f"{question.number:g}. {question.right}"))
    ]
    rows = [f"<details><summary>{head}</summary><p>{why}</p></details>" for head, why in answers]
    return f"{_asked(question)}{''.join(rows)}"


def _asked(question: Question) -> str:
    return f"<p><b>Before you go on.</b> {html.escape(question.ask)}</p>"


def _told(choice: Choice) -> str:
    return f"{'✓ Right' if choice.right else '✗ Not quite'}. {html.escape(choice.why)}"


def _keep(id: str, right: bool) -> None:
    """Write an answer down; where that cannot be done, nothing is lost but the count."""
    answers = read()
    answers.setdefault(id, []).append(right)
    with contextlib.suppress(OSError):
        FILE.parent.mkdir(exist_ok=True)
        write_json(FILE, answers)


def read(folder: str | Path = ".") -> dict[str, list[bool]]:
    """Id -> whether each answer so far was right. A file that is missing or damaged counts as none."""
    try:
        rows = json.loads((Path(folder) / FILE).read_text("utf-8"))
        return {id: [bool(right) for right in row] for id, row in rows.items() if id in questions()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def standing(folder: str | Path = ".") -> str:
    """How many questions were answered rightly, and how many of them at once."""
    answers = read(folder)
    solved = sum(any(row) for row in answers.values())
    at_once = sum(row[0] for row in answers.values() if row)
    return f"{solved} of {len(questions())} questions answered, {at_once} of them at the first try"
