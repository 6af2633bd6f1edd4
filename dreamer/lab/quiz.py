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
from collections.abc import Callable, Sequence
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
    """One question of `quiz.toml`: with choices, with a number as its answer, or with things to put in order."""

    id: str
    ask: str
    choices: Sequence[Choice] = ()
    order: Sequence[tuple[str, str]] = ()  # what, and why it cannot come before the one above it
    number: float | None = None
    off: float = 0.0
    right: str = ""  # why the number, or the order, is right
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

    def about_order(self, given: Sequence[int]) -> Choice:
        """What there is to say to an order, of indices into `order`."""
        places = [given.index(item) for item in range(len(self.order))]
        for item in range(1, len(places)):
            if places[item] < places[item - 1]:
                return Choice("", self.order[item][1], False)
        return Choice("", self.right, True)

    def shuffled(self) -> list[int]:
        """Indices into `order`, in the order in which they are shown: theirs for good, and not the right one."""
        rng, right = random.Random(self.id), list(range(len(self.order)))
        drawn = (rng.sample(right, len(right)) for _ in range(10))
        return next((shown for shown in drawn if shown != right), right)


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
    elif question.order:
        field = _ordering(question, lambda given: answer(question.about_order(given)))
    else:
        number = ipywidgets.FloatText(description="answer", layout={"width": "14em"})
        button = ipywidgets.Button(description="Is it?")
        button.on_click(lambda _: answer(question.about_number(number.value)))
        field = ipywidgets.HBox([number, button])
    return ipywidgets.VBox([asked, field, said])


def _ordering(question: Question, answer: Callable[[list[int]], None]) -> ipywidgets.Box:
    """Buttons that are numbered as they are pressed; the last one answers, and the next begins anew."""
    given: list[int] = []
    buttons: dict[int, ipywidgets.Button] = {}

    def press(item: int) -> None:
        if len(given) == len(buttons):
            given.clear()
        if item in given:
            del given[given.index(item) :]  # and all that came after it
        else:
            given.append(item)
        for each, button in buttons.items():
            number = f"{given.index(each) + 1}." if each in given else "…"
            button.description = f"{number} {question.order[each][0]}"
        if len(given) == len(buttons):
            answer(given)

    for item in question.shuffled():
        text = f"… {question.order[item][0]}"
        buttons[item] = ipywidgets.Button(description=text, layout={"width": "max-content"})
        buttons[item].on_click(lambda _, item=item: press(item))
    return ipywidgets.VBox(list(buttons.values()))


def folded(question: Question) -> str:
    """The question with its answers to be unfolded, for where there are no widgets."""
    things = [html.escape(question.order[item][0]) for item in question.shuffled()]
    listed = f"<ul><li>{'</li><li>'.join(things)}</li></ul>" if things else ""
    answers = [(html.escape(choice.text), _told(choice)) for choice in question.choices]
    if question.order:
        right = " → ".join(text for text, _ in question.order)
        answers = [("the order", html.escape(f"{right}. {question.right}"))]
    elif question.number is not None:
        answers = [("the answer", html.escape(f"{question.number:g}. {question.right}"))]
    rows = [f"<details><summary>{head}</summary><p>{why}</p></details>" for head, why in answers]
    return f"{_asked(question)}{listed}{''.join(rows)}"


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
