"""Hidden questions on kl: other sizes, and pairs on either side of the free nats."""

from __future__ import annotations

from typing import Any

from dreamer.lab.checks.case import Case
from grader.knowledge.cases.random_inputs import LAPTOP, REPLAYED, Rng, normal, one_of


def draw(rng: Rng) -> list[Case]:
    B, T, S, K = 2, one_of(rng, (2, 4)), one_of(rng, (2, 5)), one_of(rng, (3, 4, 6))
    posterior, prior = (normal(rng, B, T, S, K, scale=1.5) for _ in range(2))
    near = prior + 0.1 * normal(rng, B, T, S, K)
    far = {"posterior": posterior, "prior": prior}
    close: dict[str, Any] = {"rtol": 1e-4, "atol": 1e-5}
    return [
        Case("hidden kl", "kl_losses", "one number for each step", far, **close),
        Case(
            "hidden free nats",
            "kl_losses",
            "no less than 1 nat a step",
            {"posterior": near, "prior": prior},
            **close,
        ),
        Case(
            "hidden other free nats",
            "kl_losses",
            "another number of free nats",
            {**far, "free_nats": float(rng.uniform(2.0, 6.0))},
            **close,
        ),
        Case(
            "hidden none free",
            "kl_losses",
            "no free nats at all",
            {"posterior": near, "prior": prior, "free_nats": 0.0},
            **close,
        ),
        Case(
            "hidden certain",
            "kl_losses",
            "guesses that are sure, and differ",
            {"posterior": 60 * posterior, "prior": 60 * prior},
            rtol=1e-4,
            atol=2e-4,  # logits of 300
        ),
        *(
            Case(
                f"hidden size {size}",
                "kl_losses",
                f"B, T and S of {size}",
                {name: normal(rng, *size, K, scale=1.5) for name in ("posterior", "prior")},
                **close,
            )
            for size in (
                [1, 3, 2],
                [2, 1, 2],
                [2, 2, 1],
                [1, 1, 1],
                [*REPLAYED, LAPTOP.stoch],
            )
        ),
        Case(
            "hidden gradients",
            "kl_losses",
            "dyn teaches the prior, rep the posterior",
            {**far, "free_nats": 0.05},
            call="kl gradients",
            rtol=1e-3,
            atol=1e-4,
        ),
        Case(
            "hidden flat below",
            "kl_losses",
            "below the free nats nobody is taught",
            {"posterior": near, "prior": prior, "free_nats": 5.0},
            call="kl gradients",
            rtol=1e-3,
            atol=1e-4,
        ),
    ]
