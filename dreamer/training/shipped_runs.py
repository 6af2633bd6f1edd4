"""Reads the recorded runs that come with the lab."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from dreamer.envs.control_suite import DMC_PREFIX
from dreamer.training.curves import Run, by_method, read_curve

BASELINES = Path(__file__).parents[1] / "baselines"
KINDS = ("dreamer", "ppo", "sac", "published")  # of recorded runs


def recorded_variants(kind: str, task: str = "Pendulum-v1") -> dict[str, list[Run]]:
    """Recorded runs by variant, the unchanged ones first. kind: `ablation` or `delays`."""
    return by_method(read_curve(recorded_file(task, ".csv", kind)))


def shipped_curves(task: str = "dmc_walker_walk") -> list[Run]:
    """The curves of a task that come with the lab: DreamerV3, PPO, SAC, and the published ones."""
    paths = (recorded_file(task, ".csv", kind) for kind in KINDS)
    return [run for path in paths if path.exists() for run in read_curve(path)]


def recorded_file(task: str, suffix: str, kind: str = "dreamer", folder: Path = BASELINES) -> Path:
    """Where the recorded runs of a task have their `.csv`, `.json` or `.safetensors`."""
    return folder / f"{kind}_{task.removeprefix(DMC_PREFIX)}{suffix}"


def recorded_manifest(task: str) -> dict[str, Any] | None:
    """Where DreamerV3's recorded runs of a task come from, and how they ended; None where there are none."""
    path = recorded_file(task, ".json")
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else None
