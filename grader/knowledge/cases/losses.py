"""Hidden questions on the losses beyond the day: other sizes and numbers, dreams and recordings that end."""

from __future__ import annotations

from typing import Any

import torch

from dreamer.lab.checks.case import Case
from grader.knowledge.cases.random_inputs import Rng, flags, normal, one_of

CLOSE: dict[str, Any] = {"rtol": 1e-4, "atol": 1e-4}
GRADIENT: dict[str, Any] = {"rtol": 1e-3, "atol": 1e-3}


def world(rng: Rng) -> list[Case]:
    B, T, numbers = one_of(rng, (2, 3)), one_of(rng, (4, 5)), one_of(rng, (2, 6))
    drawn = {"drawn": normal(rng, B, T, numbers, scale=2.0), "target": normal(rng, B, T, numbers)}
    gamma = float(rng.uniform(0.9, 0.999))
    logit = normal(rng, B, T, scale=4.0)
    goes_on = {"logit": logit, "terminal": flags(rng, B, T), "gamma": gamma}
    r, c = "reconstruction_loss", "continue_loss"
    return [
        Case("hidden plain", r, "other sizes", drawn, **CLOSE),
        Case("hidden one step", r, "one step", {k: v[:, :1] for k, v in drawn.items()}, **CLOSE),
        Case("hidden drawing", r, "gradients", drawn, wrt=("drawn", "target"), **GRADIENT),
        Case("hidden flags", c, "other flags", goes_on, **CLOSE),
        Case("hidden sure", c, "large logits", {**goes_on, "logit": 60 * logit}, **CLOSE),
        Case("hidden logit", c, "gradients", goes_on, wrt=("logit",), **GRADIENT),
    ]


def actor(rng: Rng) -> list[Case]:
    cases = []
    for f, left_out in (("actor_loss", ()), ("dream_actor_loss", ("log_prob", "value"))):
        N, H = one_of(rng, (2, 3)), one_of(rng, (4, 5))
        numbers: dict[str, Any] = {
            "log_prob": normal(rng, N, H, scale=2.0),
            "entropy": normal(rng, N, H),
            "returns": normal(rng, N, H, scale=20.0),
            "value": normal(rng, N, H + 1, scale=20.0),
            "scale": torch.tensor(float(rng.uniform(1, 20))),
            "discount": torch.tensor(rng.uniform(0.6, 0.999, (N, H + 1)), dtype=torch.float32),
        }
        some = {k: v for k, v in numbers.items() if k not in left_out}
        wrt = tuple(some)
        eta = float(rng.uniform(0.01, 1))
        ended = {**some, "discount": some["discount"] * ~flags(rng, N, H + 1)}
        cases += [
            Case(f"hidden {f}", f, "other sizes", {**some, "eta": eta}, **CLOSE),
            Case(f"hidden {f} ended", f, "dreams that end", {**ended, "eta": eta}, **CLOSE),
            Case(f"hidden {f} taught", f, "gradients", {**some, "eta": eta}, wrt=wrt, **GRADIENT),
        ]
    return cases


def critic(rng: Rng) -> list[Case]:
    N, H = one_of(rng, (2, 3)), one_of(rng, (4, 5))
    some: dict[str, Any] = {
        "towards_return": normal(rng, N, H),
        "towards_slow": normal(rng, N, H),
        "discount": torch.tensor(rng.uniform(0.6, 0.999, (N, H + 1)), dtype=torch.float32),
        "slow_scale": float(rng.uniform(0.1, 2)),
    }
    ended = {**some, "discount": some["discount"] * ~flags(rng, N, H + 1)}
    f, wrt = "critic_loss", ("towards_return", "towards_slow", "discount")
    return [
        Case("hidden plain", f, "other sizes", some, **CLOSE),
        Case("hidden ended", f, "dreams that end", ended, **CLOSE),
        Case("hidden taught", f, "gradients", some, wrt=wrt, **GRADIENT),
    ]


def replay(rng: Rng) -> list[Case]:
    B, T = one_of(rng, (2, 3)), one_of(rng, (5, 6))
    some: dict[str, Any] = {
        "towards_return": normal(rng, B, T - 1),
        "towards_slow": normal(rng, B, T - 1),
        "last": flags(rng, B, T),
        "slow_scale": float(rng.uniform(0.1, 2)),
    }
    f, wrt = "replay_value_loss", ("towards_return", "towards_slow")
    return [
        Case("hidden plain", f, "recordings that end", some, **CLOSE),
        Case(
            "hidden numbers",
            f,
            "`last` as numbers",
            {**some, "last": some["last"].float()},
            **CLOSE,
        ),
        Case("hidden taught", f, "gradients", some, wrt=wrt, **GRADIENT),
    ]
