"""Hidden questions on returns: rows, lengths and discounts; terminals and time limits."""

from __future__ import annotations

from typing import Any

import torch

from dreamer.lab.checks.case import Case
from grader.knowledge.cases.random_inputs import DREAMT, Rng, flags, normal, one_of


def draw(rng: Rng) -> list[Case]:
    B, T = one_of(rng, (3, 4)), one_of(rng, (5, 7, 12))
    close: dict[str, Any] = {"rtol": 1e-4, "atol": 1e-4}
    f = "lambda_return"

    def row(B: int, T: int) -> dict[str, Any]:
        discount = torch.tensor(rng.uniform(0.6, 0.999, (B, T)), dtype=torch.float32)
        return {
            "reward": normal(rng, B, T, scale=3.0),
            "discount": discount,
            "bootstrap": normal(rng, B, T, scale=10.0),
            "last": torch.zeros(B, T, dtype=torch.bool),
        }

    ends, terminal, both, teaches = row(B, T), row(B, T), row(B, T), row(2, 4)
    ends["last"], both["last"] = flags(rng, B, T), flags(rng, B, T)
    terminal["discount"] = terminal["discount"] * ~flags(rng, B, T)
    both["discount"] = both["discount"] * ~(both["last"] & flags(rng, B, T))
    teaches["last"] = flags(rng, 2, 4)
    lam = float(rng.uniform(0.2, 0.8))
    return [
        Case("hidden plain", f, "nothing ends", row(B, T), **close),
        Case("hidden last", f, "recordings that end", ends, **close),
        Case("hidden terminal", f, "worlds that end", terminal, **close),
        Case("hidden both", f, "recordings and worlds that end", both, **close),
        Case("hidden lambda", f, "another λ", {**ends, "lam": lam}, **close),
        Case("hidden one step", f, "λ = 0", {**ends, "lam": 0.0}, **close),
        Case("hidden one row", f, "a batch of one", row(1, T), **close),
        Case("hidden one of each", f, "a batch of one, the shortest", row(1, 2), **close),
        Case("hidden long", f, "a long sequence", row(2, 40), **close),
        Case(
            "hidden dreams",
            f,
            "as many dreams as the agent has",
            row(DREAMT[0], DREAMT[1] + 1),
            **close,
        ),
        Case(
            "hidden whole numbers",
            f,
            "`last` as whole numbers",
            {**ends, "last": ends["last"].long()},
            **close,
        ),
        Case("hidden short", f, "the shortest sequence", row(B, 2), **close),
        Case(
            "hidden numbers",
            f,
            "`last` as 0 and 1",
            {**ends, "last": ends["last"].float()},
            **close,
        ),
        Case(
            "hidden gradient",
            f,
            "gradients flow",
            teaches,
            wrt=("reward", "discount", "bootstrap"),
            rtol=1e-3,
            atol=1e-3,
        ),
    ]
