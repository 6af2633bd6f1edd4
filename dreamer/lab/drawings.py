"""The notebooks' drawings: how the parts hang together, as SVG that takes on the theme's colours.

    draw_training_loop()     # with the parts highlighted whose checks have passed
    explore_rssm()           # unrolled, step by step

Each comes with a description, for screen readers and for where no picture can be shown.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import drawsvg
import ipywidgets
from IPython.display import display

from dreamer.lab.checks import learner_progress
from dreamer.lab.widgets import widget_view
from dreamer.parts.exercises import exercises
from dreamer.style import BLUE, GREEN, ORANGE

FAINT = 0.15  # how opaque is what has not happened yet
STEPS = 4  # of a sequence and of a dream that are drawn
INK = "currentColor"  # that of the text around it


class Sketch:
    """Boxes, circles and arrows, in one style. Sizes and places are in pixels."""

    def __init__(self, name: str, width: float, height: float, alt: str):
        self.alt = alt
        self.svg = drawsvg.Drawing(width, height, id_prefix=name, role="img", aria_label=alt)
        self.group: Any = self.svg

    def fade(self, faint: bool) -> None:
        """Draw what follows faintly, or strongly again."""
        self.group = drawsvg.Group(opacity=FAINT if faint else 1)
        self.svg.append(self.group)

    def text(self, x: float, y: float, text: str, size: float = 13, **style: Any) -> None:
        style = {"text_anchor": "middle", "dominant_baseline": "middle", "fill": INK, **style}
        self.group.append(drawsvg.Text(text, size, x, y, **style))

    def box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        text: str,
        colour: str = INK,
        note: str = "",
        filled: bool = True,
    ) -> None:
        """A box with a word in its middle, and a smaller one below that."""
        look = {"fill": colour, "fill_opacity": 0.16 if filled and colour != INK else 0}
        dashes = {} if filled else {"stroke_dasharray": "4 3"}
        self.group.append(
            drawsvg.Rectangle(
                x, y, width, height, rx=5, stroke=colour, stroke_width=1.6, **look, **dashes
            )
        )
        up = 8 if note else 0
        self.text(x + width / 2, y + height / 2 - up, text)
        self.text(x + width / 2, y + height / 2 + 9, note, 11) if note else None

    def circle(self, x: float, y: float, text: str, colour: str = INK) -> None:
        look = {"fill": colour, "fill_opacity": 0.16, "stroke": colour, "stroke_width": 1.6}
        self.group.append(drawsvg.Circle(x, y, 17, **look))
        self.text(x, y, text)

    def arrow(self, *points: float, colour: str = INK, dashed: bool = False, width: float = 1.5):
        """A line through points (x, y, x, y, …) with a head at its end."""
        head = drawsvg.Marker(-6, -4, 1, 4, scale=1, orient="auto", markerUnits="userSpaceOnUse")
        head.append(drawsvg.Lines(-6, -3.5, 1, 0, -6, 3.5, close=True, fill=colour))
        dashes = {"stroke_dasharray": "5 3"} if dashed else {}
        line = {"stroke": colour, "stroke_width": width, "fill": "none", "marker_end": head}
        self.group.append(drawsvg.Lines(*points, **line, **dashes))

    def html(self) -> str:
        svg = self.svg.as_svg(header="").replace("width=", 'style="max-width: 100%" width=', 1)
        ink = "color: var(--jp-content-font-color1, inherit)"
        return f'<div style="{ink}; font-family: sans-serif">{svg}</div>'

    def show(self) -> None:
        display({"text/plain": self.alt, "text/html": self.html()}, raw=True)


def draw_training_loop() -> None:
    """The whole agent, with the parts highlighted that have passed their checks in this folder."""
    standings = learner_progress.read()
    none = learner_progress.Standing()
    training_loop(
        {e.id for e in exercises() if standings.get(e.id, none).points == e.points}
    ).show()


def training_loop(passed: Collection[str]) -> Sketch:
    named = [e.id for e in exercises() if e.id in passed]
    sketch = Sketch(
        "loop",
        760,
        330,
        "The agent: the world's steps are kept in replay; the world model learns from them, with symlog, latents, rssm, kl "
        "and twohot; actor and critic learn in its dreams, with rssm, twohot, returns and scale; and the actor acts in the "
        f"world. Passed so far: {', '.join(named) or 'none'}.",
    )

    def chips(x: float, y: float, rows: list[list[tuple[str, str]]]) -> None:
        for row, chips in enumerate(rows):
            for column, (id, what) in enumerate(chips):
                done = id in passed
                mark, colour = ("✓ ", GREEN) if done else ("○ ", INK)
                at = x + 136 * column, y + 50 * row
                sketch.box(*at, 128, 42, mark + id, colour, what, filled=done)

    sketch.box(10, 30, 110, 60, "the world", ORANGE, "4 env steps each")
    sketch.box(180, 30, 110, 60, "replay", INK, "all that happened")
    sketch.box(180, 235, 110, 60, "actor", BLUE, "chooses")
    sketch.box(340, 8, 414, 146, "", INK)
    sketch.text(547, 24, "world model: learns what follows from what")
    chips(344, 42, [[("symlog", "what it sees"), ("latents", "its guess"), ("rssm", "its memory")]])
    chips(412, 97, [[("kl", "foresee"), ("twohot", "rewards")]])
    sketch.box(340, 184, 414, 140, "", INK)
    sketch.text(547, 200, "dream: actor and critic learn here")
    chips(412, 216, [[("rssm", "imagines"), ("twohot", "values")]])
    chips(412, 270, [[("returns", "how well it went"), ("scale", "for any reward")]])
    sketch.arrow(120, 60, 178, 60)
    sketch.arrow(290, 60, 338, 60)
    sketch.arrow(547, 155, 547, 182)
    sketch.arrow(340, 265, 292, 265)
    sketch.arrow(180, 265, 65, 265, 65, 92)
    sketch.text(120, 253, "actions", 12)
    return sketch


def explore_rssm() -> None:
    """`observe` beside `imagine`, step by step: a slider and a button that plays."""
    step = ipywidgets.IntSlider(value=STEPS, min=0, max=STEPS, description="step")
    play = ipywidgets.Play(value=STEPS, min=0, max=STEPS, interval=1500)
    picture = ipywidgets.HTML()

    def redraw(*_) -> None:
        picture.value = unrolled(step.value).html()

    redraw()
    step.observe(redraw, "value")
    ipywidgets.jslink((play, "value"), (step, "value"))
    box = ipywidgets.VBox([ipywidgets.HBox([play, step]), picture])
    whole = unrolled(STEPS)
    bundle = {"text/plain": whole.alt, "text/html": whole.html()}
    display(bundle | widget_view(box), raw=True)


def unrolled(now: int) -> Sketch:
    """The RSSM over `STEPS` steps; those after `now` are faint."""
    sketch = Sketch(
        "rssm",
        810,
        290,
        "Two rows of boxes over time. In observe, the memory h of each step comes from the memory, the guess z and the action a "
        "before it, and z is drawn by the posterior from h and the embedded observation e. In imagine there is no e: the "
        "prior draws z from h alone, and the policy, which sees h and z, chooses the action that leads to the next step. "
        f"Drawn up to step {now}.",
    )
    for left, title in ((0, "observe: what really happened"), (400, "imagine: what would follow")):
        dream = left > 0
        sketch.fade(False)
        sketch.text(left + 190, 14, title, 14, font_weight="bold")
        for t in range(STEPS + 1):
            x = left + 30 + 82 * t
            sketch.fade(t > now)
            if t == 0:
                sketch.box(x - 22, 70, 44, 34, "h", BLUE)
                sketch.circle(x, 150, "z", BLUE)
                sketch.text(x, 45, "start" if dream else "before", 11)
                continue
            sketch.box(x - 22, 70, 44, 34, f"h{_sub(t)}", BLUE)
            sketch.circle(x, 150, f"{'ẑ' if dream else 'z'}{_sub(t)}", GREEN if dream else BLUE)
            sketch.arrow(x - 60, 87, x - 24, 87)  # memory
            sketch.arrow(x - 66, 142, x - 20, 106)  # guess
            sketch.arrow(x, 105, x, 131)  # h -> z
            sketch.text(x - 41, 45, f"a{_sub(t - 1 if dream else t)}")
            sketch.arrow(x - 36, 53, x - 21, 68)
            if dream:
                sketch.text(x + 28, 120, "prior", 10)
                sketch.arrow(x - 82, 168, x - 82, 225, colour=ORANGE)
                sketch.box(x - 112, 227, 60, 26, "policy", ORANGE)
            else:
                sketch.circle(x, 232, f"e{_sub(t)}", ORANGE)
                sketch.arrow(x, 214, x, 169, colour=ORANGE)
                sketch.text(x + 30, 190, "posterior", 10)
    sketch.fade(False)
    sketch.text(190, 275, "e: the embedded observation; a: the action that led here", 12)
    sketch.text(590, 275, "the policy sees h and z, and chooses the a above", 12)
    return sketch


def _sub(number: int) -> str:
    return "₀₁₂₃₄₅₆₇₈₉"[number]


def draw_core() -> None:
    """One step of memory, `core`, with shapes."""
    core().show()


def core() -> Sketch:
    sketch = Sketch(
        "core",
        780,
        300,
        "core: deter [N, D] goes through in_deter, the flattened stoch [N, S·K] through in_stoch, and the action [N, A] divided by "
        "max(1, |a|) through in_action; the three results of `hidden` numbers are joined to [N, 3·hidden]. Each of the G blocks is "
        "handed its own D/G numbers of deter and a copy of what was joined; mix and gates make of it reset, candidate and "
        "update of D/G numbers each, and a gated unit makes the block's new memory. The blocks joined are the new deter [N, D].",
    )
    sources = (
        ("deter", "[N, D]", BLUE),
        ("stoch", "[N, S·K]", GREEN),
        ("action", "÷ max(1, |a|)", ORANGE),
    )
    for row, (name, shape, colour) in enumerate(sources):
        y = 20 + 75 * row
        sketch.box(5, y, 95, 50, name, colour, shape)
        sketch.arrow(100, y + 25, 128, y + 25)
        sketch.box(130, y, 95, 50, f"in_{name}", colour, "[N, hidden]")
        sketch.arrow(225, y + 25, 262, 125)
    sketch.box(264, 95, 96, 60, "joined", INK, "[N, 3·hidden]")
    for block, y in enumerate((20, 170)):
        sketch.box(402, y, 130, 78, "own D/G of deter", BLUE, "and what was joined")
        sketch.arrow(360, 125, 400, y + 39)
        sketch.arrow(532, y + 39, 558, y + 39)
        sketch.box(560, y, 95, 78, "mix, gates", INK, "3 · D/G")
        sketch.arrow(655, y + 39, 683, y + 39)
        sketch.box(685, y, 90, 78, "gated unit", BLUE, "with own D/G")
        sketch.text(470, y - 8, f"block {('1', 'G')[block]}", 12)
    sketch.text(592, 134, "⋮", 18)
    sketch.text(730, 134, "joined: [N, D]", 12)
    for below in (18, 168):  # its own part of the memory
        sketch.arrow(52, 20, 52, 5, 385, 5, 385, below - 12, 415, below, colour=BLUE, dashed=True)
    sketch.text(
        390,
        275,
        "the gates lie block after block: reset, candidate, update of block 1, then those of block 2 …",
        12,
    )
    return sketch


def draw_straight_through() -> None:
    """A draw, and the way that the gradient takes round it."""
    straight_through().show()


def straight_through() -> Sketch:
    sketch = Sketch(
        "through",
        760,
        150,
        "Forwards: logits, softmax, 99 % of it and 1 % of the uniform distribution, a draw, a one-hot z. Backwards: the gradient of z "
        "goes round the draw, to the mixed probabilities, and from there to the logits.",
    )
    steps = (
        ("logits", "[…, S, K]"),
        ("softmax", ""),
        ("mixture p", "99 % + 1 % / K"),
        ("draw", "a class each"),
        ("z", "one-hot"),
    )
    for number, (name, note) in enumerate(steps):
        x = 10 + 152 * number
        sketch.box(x, 20, 118, 46, name, GREEN if name == "draw" else BLUE, note)
        if number:
            sketch.arrow(x - 34, 43, x - 2, 43)
    sketch.arrow(677, 68, 677, 105, 373, 105, 373, 68, colour=ORANGE, dashed=True)
    sketch.arrow(340, 68, 340, 105, 70, 105, 70, 68, colour=ORANGE, dashed=True)
    sketch.text(525, 122, "the gradient goes round the draw: z = onehot + (p − sg(p))", 12)
    sketch.text(205, 122, "and on, as through any function", 12)
    return sketch


def draw_kl() -> None:
    """What each of the two KL losses pulls, and what stands still."""
    kl().show()


def kl() -> Sketch:
    sketch = Sketch(
        "kl",
        760,
        150,
        "In the dynamics loss the posterior q stands still and the prior p is pulled towards it: it learns to foresee. In the "
        "representation loss the prior stands still and the posterior is pulled towards it, a tenth as strongly: it learns to "
        "be foreseeable.",
    )
    for left, title, still, moves, width, learns in (
        (10, "dyn: weight 1", "posterior q", "prior p", 5.0, "the prior learns to foresee"),
        (
            395,
            "rep: weight 0.1",
            "prior p",
            "posterior q",
            1.5,
            "the posterior learns to be foreseeable",
        ),
    ):
        sketch.text(left + 175, 14, title, 14, font_weight="bold")
        sketch.box(left, 40, 130, 56, still, INK, "stands still: sg")
        sketch.box(left + 220, 40, 130, 56, moves, BLUE, "is taught")
        sketch.arrow(left + 218, 68, left + 134, 68, colour=BLUE, width=width)
        sketch.text(left + 175, 125, learns, 12)
    return sketch
