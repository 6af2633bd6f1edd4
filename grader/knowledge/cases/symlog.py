"""Hidden questions on symlog and symexp: sizes from 1e-9 to 1e6, and tensors of any rank."""

from __future__ import annotations

import torch

from dreamer.lab.checks.case import Case
from grader.knowledge.cases.random_inputs import REPLAYED, SEEN, Rng, apart, normal


def draw(rng: Rng) -> list[Case]:
    cases = []
    for symbol, large in (("symlog", (1e3, 1e6)), ("symexp", (7.0, 13.8))):
        tiny = 10 ** rng.uniform(-9, -4, 5) * rng.choice([-1, 1], 5)
        # e^x carries the rounding of a large x: 14 in float32 is off by 1e-6, e^14 by as much of itself
        rtol = 1e-5 if symbol == "symlog" else 3e-5
        x = {
            "values": (normal(rng, 9, scale=3.0), "both signs"),
            "large": (apart(rng, 5, least=large[0], most=large[1]), "large numbers"),
            "cube": (normal(rng, 4, 2, 3).transpose(0, 2), "any shape, transposed or not"),
            "scalar": (normal(rng), "a single number"),
            "one": (normal(rng, 1, 1), "a tensor of a single number"),
            "deep": (normal(rng, 2, 1, 2, 1, 3), "any number of axes"),
            "batch": (
                normal(rng, *REPLAYED, SEEN, scale=2.0),
                "as many numbers as the agent sees at once",
            ),
        }
        cases += [
            Case(f"hidden {symbol} {name}", symbol, says, {"x": value}, rtol=rtol)
            for name, (value, says) in x.items()
        ]
        cases += [
            Case(
                f"hidden {symbol} tiny",
                symbol,
                "numbers near 0 keep their digits",
                {"x": torch.tensor(tiny, dtype=torch.float32)},
                rtol=1e-3,  # log(1 + x) keeps none of them
                atol=0.0,
            ),
            Case(
                f"hidden {symbol} gradient",
                symbol,
                "gradients flow through it",
                {"x": apart(rng, 4, least=0.2, most=0.9) + apart(rng, 4, least=2.0, most=4.0)},
                wrt=("x",),
                rtol=1e-4,
                atol=1e-5,
            ),
        ]
    return cases
