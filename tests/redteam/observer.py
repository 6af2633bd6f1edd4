"""Lies to the observer inside the sandbox: that an input is unchanged, that a draw repeats, that a gradient flows.

It runs in the process of the functions that it watches, and code there can change it. What it hands out is numbers, which are judged
outside, and asked for again in another process. Each entry is a function that is wrong in nothing else, and lines that have the
observer say otherwise.
"""

from __future__ import annotations

import textwrap
from pathlib import Path
from typing import Any, NamedTuple

from tests.redteam.attacks import ONE, Notebook, cell_of, edit
from tests.redteam.honest import TWO, replace


class Fake(NamedTuple):
    """lost: exercise -> points lost without the lie; old, new: in the answer; lie: what is run before it."""

    notebook: str
    id: str
    symbol: str
    old: str
    new: str
    lie: str
    lost: dict[str, float]

    def wrong(self, home: Path) -> None:
        """Wrong, and honestly so."""
        edit(home, self.notebook, lambda notebook: replace(notebook, self.id, self.old, self.new))

    def lied(self, home: Path) -> None:
        """Wrong, and the observer is made to say otherwise."""
        self.wrong(home)
        lie = textwrap.indent(textwrap.dedent(self.lie).strip(), "    ")

        def change(notebook: Notebook) -> None:
            cell: dict[str, Any] = cell_of(notebook, self.id)
            again = f"{self.symbol} = [{self.symbol}, ran][0]"
            cell["source"] += f"\n\ndef lie():\n{lie}\n\nran = lie()\n{again}\n"

        edit(home, self.notebook, change)


REMEMBERED = """
from dreamer.lab.checks import routines
copied, array, before = routines._copied, routines.as_array, []
def remember(inputs):
    own = copied(inputs)
    before.extend((own[name], value) for name, value in inputs.items())
    return own
routines._copied = remember
routines.as_array = lambda name, x: array(name, next((y for own, y in before if own is x), x))
"""
FORGED = """
from dreamer.lab.checks import routines, rssm_routines
def forged(draw, seed=3):
    first, later, other, free, again = (draw(None).clone() for _ in range(5))
    found = dict(given=first, first=first, again=first, later=later, other=other, free=free)
    return {**found, "free again": again}
routines.drawn_with = rssm_routines.drawn_with = forged
"""
FAKES = {
    "changes its input": Fake(
        ONE,
        "symlog",
        "symlog",
        "return torch.sign(x) * torch.log1p(torch.abs(x))",
        "own = x.clone()\n    x.data.zero_()\n    return torch.sign(own) * torch.log1p(torch.abs(own))",
        REMEMBERED,
        {"symlog": 2.5},
    ),
    "ignores its generator": Fake(
        TWO,
        "latents",
        "sample_onehot",
        "generator=generator, device",
        "device",
        FORGED,
        {"latents": 5, "rssm": 12},
    ),
    "lets no gradient through": Fake(
        TWO,
        "rssm",
        "RSSM",
        "steps.append(State(deter, stoch, logits))",
        "steps.append(State(deter, stoch, logits))\n            deter, stoch = deter.detach(), stoch.detach()",
        """
        from dreamer.lab.checks import rssm_routines
        rssm_routines._reached = lambda end, x: torch.ones(x.shape, dtype=torch.bool)
        rssm_routines._same_gradient = lambda given, own, x: torch.ones(2, dtype=torch.bool)
        """,
        {"rssm": 6},
    ),
}
