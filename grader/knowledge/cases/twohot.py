"""Hidden questions on twohot: other bins, even and uneven; targets on, between and beyond them."""

from __future__ import annotations

from typing import Any

import numpy as np
import torch
from torch import Tensor

from dreamer.lab.checks.case import Case
from grader.knowledge.cases.random_inputs import LAPTOP, REPLAYED, Rng, normal, one_of


def draw(rng: Rng) -> list[Case]:
    count, limit = one_of(rng, (9, 31, 127, 511)), float(rng.uniform(1.0, 18.0))
    bins = _symmetric(rng, one_of(rng, (4, 6, 8)))
    logits, target = normal(rng, 3, 2, len(bins), scale=2.0), _inside(rng, bins, 3, 2)
    close: dict[str, Any] = {"rtol": 1e-4, "atol": 1e-4}
    return [
        Case(
            "hidden bins",
            "symexp_bins",
            "another count and limit",
            {"count": count, "limit": limit},
            rtol=3e-5,  # e^18 carries the rounding of 18
        ),
        Case(
            "hidden default bins",
            "symexp_bins",
            "255 bins as the lesson has them",
            {},
            rtol=1e-5,
            atol=0.0,
        ),
        Case(
            "hidden many counts",
            "symexp_bins",
            "as many bins as are asked for, from end to end",
            {"counts": [2 * int(i) + 1 for i in rng.integers(1, 200, 12)], "limit": limit},
            call="many bins",
            rtol=3e-5,
        ),
        Case("hidden weights", "twohot", "targets between bins", {"target": target, "bins": bins}),
        *(
            Case(
                f"hidden batch {symbol}",
                symbol,
                "as many numbers and bins as the agent has",
                inputs,
                **close,
            )
            for symbol, inputs in _as_the_agent(rng)
        ),
        Case(
            "hidden on bins",
            "twohot",
            "a target exactly on a bin",
            {"target": bins.clone(), "bins": bins},
        ),
        Case(
            "hidden outside",
            "twohot",
            "targets beyond the outermost bins",
            {"target": bins[[0, -1]] * float(rng.uniform(1.5, 9)), "bins": bins},
        ),
        Case(
            "hidden not symmetric",
            "twohot",
            "bins that are not symmetric",
            {"target": _inside(rng, bins + 1.5, 5), "bins": bins + 1.5},
        ),
        Case(
            "hidden single",
            "twohot",
            "a single number",
            {"target": _inside(rng, bins), "bins": bins},
        ),
        *(
            Case(
                f"hidden {symbol} {leading}",
                symbol,
                f"leading axes {leading}",
                {
                    **({"logits": normal(rng, *leading, len(bins))} if symbol != "twohot" else {}),
                    **({"target": _inside(rng, bins, *leading)} if symbol != "twohot_mean" else {}),
                    "bins": bins,
                },
                **close,
            )
            for symbol in ("twohot", "twohot_mean", "twohot_loss")
            for leading in ([], [1], [1, 2], [2, 1], [2, 1, 1, 2])
        ),
        Case(
            "hidden large targets",
            "twohot",
            "targets between bins far from 0",
            {"target": _inside(rng, 60 * bins, 5), "bins": 60 * bins},
        ),
        Case(
            "hidden one-sided",
            "twohot",
            "bins that do not lie around 0",
            {"target": _inside(rng, bins - 2 * bins[0], 4), "bins": bins - 2 * bins[0]},
        ),
        Case(
            "hidden one-sided mean",
            "twohot_mean",
            "bins that do not lie around 0",
            {"logits": normal(rng, 3, len(bins)), "bins": bins - 2 * bins[0]},
            **close,
        ),
        Case(
            "hidden target gradient",
            "twohot",
            "no gradient reaches the target",
            {"target": _inside(rng, bins, 4), "bins": bins},
            wrt=("target",),
        ),
        Case(
            "hidden uniform",
            "twohot_mean",
            "uniform logits stand for exactly 0",
            {},
            call="uniform mean",
            rtol=0.0,
            atol=0.0,
        ),
        Case(
            "hidden uniform rows",
            "twohot_mean",
            "uniform logits stand for exactly 0, in a batch of other rows",
            {},
            call="uniform rows",
            rtol=0.0,
            atol=0.0,
        ),
        Case(
            "hidden symmetric",
            "twohot_mean",
            "what is as likely as its opposite cancels, over the 255 bins",
            {
                "logits": torch.cat(
                    [(half := normal(rng, 6, 127)).flip(-1), normal(rng, 6, 1), half], -1
                )
            },
            call="own bins",
            rtol=0.0,
            atol=1e-5,
        ),
        Case(
            "hidden small means",
            "twohot_mean",
            "small numbers, over the 255 bins",
            {"logits": _peaks(rng)},
            call="own bins",
            rtol=1e-4,
            atol=1e-5,
        ),
        Case(
            "hidden mean",
            "twohot_mean",
            "the mean over all bins",
            {"logits": logits, "bins": bins},
            **close,
        ),
        Case(
            "hidden large logits",
            "twohot_mean",
            "logits of 1000",
            {"logits": 1000 + normal(rng, 2, len(bins)), "bins": bins},
            rtol=1e-3,  # 1000 in float32 is off by 3e-5
            atol=1e-2,
        ),
        Case(
            "hidden mean gradient",
            "twohot_mean",
            "gradients flow to the logits",
            {"logits": normal(rng, 2, len(bins)), "bins": bins},
            wrt=("logits",),
            **close,
        ),
        *(
            Case(
                f"hidden unlike rows of {symbol}",
                symbol,
                "rows whose logits are far apart",
                {
                    "logits": normal(rng, 2, len(bins)) + torch.tensor([[900.0], [-900.0]]),
                    **({"target": _inside(rng, bins, 2)} if symbol == "twohot_loss" else {}),
                    "bins": bins,
                },
                rtol=1e-3,
                atol=1e-2,
            )
            for symbol in ("twohot_mean", "twohot_loss")
        ),
        Case(
            "hidden loss",
            "twohot_loss",
            "the cross-entropy of several targets",
            {"logits": logits, "target": target, "bins": bins},
            rtol=1e-4,
            atol=1e-5,
        ),
        Case(
            "hidden loss of large logits",
            "twohot_loss",
            "logits of 1000",
            {
                "logits": normal(rng, 3, len(bins), scale=500.0),
                "target": target[:, 0],
                "bins": bins,
            },
            rtol=1e-4,
            atol=1e-3,
        ),
        Case(
            "hidden loss gradient",
            "twohot_loss",
            "gradients flow to the logits, and none to the target",
            {"logits": normal(rng, 2, len(bins)), "target": target[0], "bins": bins},
            wrt=("logits", "target"),
            rtol=1e-4,
            atol=1e-5,
        ),
    ]


def _peaks(rng: Rng) -> Tensor:
    """Logits of 255 bins around one near the middle."""
    middle = torch.tensor(rng.uniform(117, 137, (4, 1)), dtype=torch.float32)
    return -float(rng.uniform(0.015, 0.03)) * (torch.arange(255.0) - middle) ** 2


def _as_the_agent(rng: Rng) -> list[tuple[str, dict[str, Any]]]:
    bins = _symmetric(rng, LAPTOP.bins // 2)
    target = _inside(rng, bins, *REPLAYED)
    logits = normal(rng, *REPLAYED, len(bins), scale=2.0)
    return [
        ("twohot", {"target": target, "bins": bins}),
        ("twohot_mean", {"logits": logits, "bins": bins}),
        ("twohot_loss", {"logits": logits, "target": target, "bins": bins}),
    ]


def _symmetric(rng: Rng, half: int) -> Tensor:
    """2·half + 1 bins with gaps of very different size, at least 0.1."""
    up = np.cumsum(rng.uniform(0.1, 2.0, half) * np.linspace(0.5, 4, half))
    return torch.tensor(np.concatenate([-up[::-1], [0.0], up]), dtype=torch.float32)


def _inside(rng: Rng, bins: Tensor, *shape: int) -> Tensor:
    low, high = float(bins[0]), float(bins[-1])
    return torch.tensor(rng.uniform(0.98 * low, 0.98 * high, shape), dtype=torch.float32)
