"""Hidden questions on scale: several batches of other shapes, another rate, outliers."""

from __future__ import annotations

from typing import Any

import torch

from dreamer.lab.checks.case import Case
from grader.knowledge.cases.random_inputs import DREAMT, Rng, normal


def draw(rng: Rng) -> list[Case]:
    width = float(rng.uniform(300, 2000))
    close: dict[str, Any] = {"call": "scales", "rtol": 1e-4, "atol": 1e-4}
    batches = {
        "first": normal(rng, 4, 15, scale=width) + width,
        "second": normal(rng, 77, scale=2 * width),
        "third": normal(rng, 3, 4, 5, scale=width),
    }
    outliers = torch.cat([normal(rng, 120, scale=width), torch.full((2,), 1e7)])
    return [
        Case("hidden batches", "ReturnScale", "several batches", batches, **close),
        Case(
            "hidden dreams",
            "ReturnScale",
            "as many returns as the agent's dreams have",
            {"first": normal(rng, *DREAMT, scale=width)},
            **close,
        ),
        Case(
            "hidden rate",
            "ReturnScale",
            "another rate",
            {"rate": float(rng.uniform(0.1, 0.9)), **batches},
            **close,
        ),
        Case(
            "hidden narrow",
            "ReturnScale",
            "small returns are left as they are",
            {"first": normal(rng, 50, scale=0.1)},
            **close,
        ),
        Case(
            "hidden outliers", "ReturnScale", "a few extreme returns", {"first": outliers}, **close
        ),
        Case(
            "hidden shrinking",
            "ReturnScale",
            "returns that spread wide, and then no longer",
            {"rate": 0.5, "first": normal(rng, 40, scale=9.0), **_batches(rng, 4, 0.1)},
            **close,
        ),
        Case(
            "hidden growing",
            "ReturnScale",
            "a scale that grows from below 1",
            {"rate": float(rng.uniform(0.05, 0.15)), **_batches(rng, 6, 2.0)},
            **close,
        ),
        Case(
            "hidden one return", "ReturnScale", "a single return", {"first": normal(rng)}, **close
        ),
        Case(
            "hidden many returns",
            "ReturnScale",
            "more returns than one batch has",
            {
                "rate": 0.5,
                "first": normal(rng, 5, 1300, scale=width).sort(-1).values,
                "second": normal(rng, 6000, scale=width) ** 3 / width**2,
            },
            **close,
        ),
        *(
            Case(
                f"hidden {name}",
                "ReturnScale",
                f"the same {name}",
                {"rate": 0.4, **batches},
                **{**close, "call": f"scales {name}"},
            )
            for name in ("in eval mode", "saved")
        ),
        Case(
            "hidden gradient",
            "ReturnScale",
            "no gradient reaches the returns",
            {"rate": 0.5, "first": normal(rng, 30, scale=width)},
            wrt=("first",),
            **close,
        ),
    ]


def _batches(rng: Rng, count: int, scale: float) -> dict[str, Any]:
    return {f"batch {i}": normal(rng, 40, scale=scale) for i in range(count)}
