"""What only the observer inside the sandbox sees: whether an input was changed, a draw repeats, a gradient flows.

It runs in the process of the functions that it watches, and code there can change it. Each entry is a
function that is wrong in nothing else, and the line that has the observer say otherwise.
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


EQUAL = """
import sys
equal = torch.equal
def asked(a, b):
    observer = {"run_case", "<listcomp>"}
    return sys._getframe(1).f_code.co_name in observer or equal(a, b)
torch.equal = asked
"""
FAKES = {
    "changes its input": Fake(
        ONE,
        "symlog",
        "symlog",
        "return torch.sign(x) * torch.log1p(torch.abs(x))",
        "own = x.clone()\n    x.data.zero_()\n    return torch.sign(own) * torch.log1p(torch.abs(own))",
        EQUAL,
        {"symlog": 2.5},
    ),
    "ignores its generator": Fake(
        TWO,
        "latents",
        "sample_onehot",
        "generator=generator, device",
        "device",
        """
        from dreamer.lab.checks import routines, rssm_routines
        for module in (routines, rssm_routines):
            module.governed = lambda draw, real=module.governed: {k: torch.tensor(True) for k in real(draw)}
        """,
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
        """,
        {"rssm": 6},
    ),
}
