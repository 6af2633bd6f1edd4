"""Lies to the observer inside the sandbox: that an input is unchanged, that a draw repeats, that a gradient flows.

It runs in the process of the functions that it watches, and code there can change it. What it hands out is numbers, which are judged
outside, and asked for again in another process. Each entry is a function that is wrong in nothing else, and lines that have the
observer say otherwise.
"""

from __future__ import annotations

import textwrap
from pathlib import Path
from typing import Any, NamedTuple

from tests.redteam.attacks import ONE, TWO, Notebook, cell_of, edit
from tests.redteam.honest import replace


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
# Visible questions are answered by what is recorded, and draws are invented: all of the observer is replaced.
RECALLED = """
import sys
import torch
observer = sys.modules["__main__"]
honest = getattr(observer, "watched", None)
if honest is None:
    return
from dreamer.lab.checks import expected
from dreamer.lab.checks.drawing import DRAWN
from dreamer.lab.checks.routines import AFTER, JUDGES
from dreamer.lab.checks.visible_cases import CASES
symbols = {case.symbol: id for id in CASES for case in CASES[id]}
def drawn(case):
    def one(kind):
        seed = case.inputs.get("seed", 3) + {"later": 77, "other": 1}.get(kind, 0)
        g = torch.Generator().manual_seed(seed)
        if kind.startswith("free"):
            g.seed()
        return torch.rand(4, generator=g).numpy()
    tails = ("", " without gradients") if case.call == "same draw" else ("", " in eval mode")
    seen = {kind + tail: one(kind) for kind in DRAWN for tail in tails}
    if case.call != "same draw":
        T = case.inputs["is_first"].shape[1] if "is_first" in case.inputs else case.inputs["horizon"]
        rows, sizes = case.inputs["rows"], case.inputs["sizes"]
        logits = torch.zeros(rows, T, sizes["stoch"], sizes["classes"])
        index = torch.randint(sizes["classes"], logits.shape[:-1])
        seen["guess"] = torch.nn.functional.one_hot(index, sizes["classes"]).float().numpy()
        seen["guess's logits"] = logits.numpy()
    return {**seen, **{AFTER + n: v.numpy() for n, v in case.inputs.items() if hasattr(v, "numpy")}}
def lie(case, objects):
    if "draw" in case.call and case.call in JUDGES and case.call != "fair draws":
        return drawn(case)
    if case.name.startswith("hidden") or case.call in JUDGES:
        return honest(case, objects)
    seen = dict(expected(symbols[case.symbol], case.name))
    return {**seen, **{AFTER + n: v.numpy() for n, v in case.inputs.items() if hasattr(v, "numpy")}}
observer.watched = lie
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
    "ignores its generator, all replaced": Fake(
        TWO,
        "latents",
        "sample_onehot",
        "generator=generator, device",
        "device",
        RECALLED,
        {"latents": 5, "rssm": 12},
    ),
    "never draws, all replaced": Fake(
        TWO,
        "rssm",
        "RSSM",
        "sample_onehot(logits, generator)",
        "(logits.softmax(-1) - logits.softmax(-1).detach() + (logits == logits.amax(-1, True)).float())",
        RECALLED,
        {"rssm": 12},
    ),
    "weights never learn, all replaced": Fake(
        TWO,
        "rssm",
        "RSSM",
        "self.prior_logits(self.prior_hidden(deter))",
        """torch.func.functional_call(
            nn.Sequential(self.prior_hidden, self.prior_logits),
            {n: p.detach() for n, p in nn.Sequential(self.prior_hidden, self.prior_logits).named_parameters()},
            deter,
        )""",
        RECALLED,
        {"rssm": 12},
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
