"""Hidden questions on latents: S unlike K, and frequencies of many draws."""

from __future__ import annotations

import math

import torch

from dreamer.lab.checks.case import Case
from grader.knowledge.cases.random_inputs import LAPTOP, REPLAYED, Rng, normal, one_of, onehot

DRAWS = 3000
# A right frequency is off by less than 6 standard errors but once in 5·10^8 (of each class).
ERRORS = 6.0


def draw(rng: Rng) -> list[Case]:
    S, K = one_of(rng, (2, 5)), one_of(rng, (3, 4, 6))
    return [
        Case(
            "hidden mixture",
            "unimix",
            "1 % of the uniform distribution",
            {"logits": normal(rng, 3, S, K, scale=3.0)},
        ),
        Case(
            "hidden batch",
            "unimix",
            "as many variables as the agent has",
            {"logits": normal(rng, math.prod(REPLAYED), LAPTOP.stoch, LAPTOP.classes, scale=3.0)},
        ),
        Case(
            "hidden ratio",
            "unimix",
            "another ratio",
            {"logits": normal(rng, S, K), "ratio": float(rng.uniform(0.05, 0.5))},
        ),
        Case(
            "hidden rare classes",
            "unimix",
            "no class becomes impossible",
            {"logits": normal(rng, S, K, scale=100.0)},
            atol=1e-4,  # logits of 300 are off by 2e-5
        ),
        Case(
            "hidden unlike rows",
            "unimix",
            "rows whose logits are far apart",
            {"logits": normal(rng, 3, S, K) + torch.tensor([900.0, 0.0, -900.0])[:, None, None]},
            rtol=1e-3,
            atol=1e-3,
        ),
        Case(
            "hidden mixture gradient",
            "unimix",
            "gradients flow to the logits",
            {"logits": normal(rng, 2, S, K)},
            wrt=("logits",),
            rtol=1e-4,
            atol=1e-5,
        ),
        Case(
            "hidden frequencies",
            "sample_onehot",
            "classes are drawn as often as they are likely",
            {"logits": normal(rng, S, K), "draws": DRAWS},
            call="frequencies",
            rtol=0.0,
            atol=ERRORS * 0.5 / DRAWS**0.5,  # the largest standard error, at p = 0.5
        ),
        Case(
            "hidden fair draws",
            "sample_onehot",
            "each variable and each row is drawn for itself",
            {"logits": normal(rng, S, K), "draws": 2000},
            call="fair draws",
        ),
        Case(
            "hidden rare draws",
            "sample_onehot",
            "classes without a chance of their own share 1 % of the draws",
            {"logits": 14 * onehot(rng, 3, 24), "draws": 3000},
            call="fair draws",
        ),
        *(
            Case(
                f"hidden mixture of {leading}",
                "unimix",
                f"leading axes {leading}",
                {"logits": normal(rng, *leading, S, K, scale=2.0)},
            )
            for leading in ([], [1], [2, 1], [2, 1, 1, 2])
        ),
        Case(
            "hidden same draw",
            "sample_onehot",
            "the generator decides",
            {"logits": normal(rng, 400, S, K), "seed": int(rng.integers(2**31))},
            call="same draw",
        ),
        Case(
            "hidden last class never",
            "sample_onehot",
            "a last class that hardly ever comes",
            {"logits": normal(rng, 2, S, K) - 14.0 * torch.eye(K)[-1]},
            call="straight through",
            wrt=("logits",),
            rtol=1e-4,
            atol=1e-5,
        ),
        Case(
            "hidden straight through",
            "sample_onehot",
            "the gradient of the mixed probabilities",
            {"logits": normal(rng, 2, S, K)},
            call="straight through",
            wrt=("logits",),
            rtol=1e-4,
            atol=1e-5,
        ),
    ]
