"""Loads `exercises.toml`: exercises, written questions, and the trained agent's thresholds.

Checks, grader and report read it, and notebooks take their boxes from it.
"""

from __future__ import annotations

import importlib.resources
import tomllib
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Exercise:
    """One row of `exercises.toml`."""

    id: str
    title: str
    notebook: str
    symbols: list[str]
    points: float
    minutes: int
    difficulty: int
    lines: int
    why: str
    hints: dict[
        str, list[str]
    ]  # symbol (`RSSM.core`), or that and a kind of mistake -> one after the other
    extra: bool = False  # beyond the day: it gives no marks, and the agent does without it


@dataclass(frozen=True)
class Question:
    """One written answer of `exercises.toml`."""

    id: str
    title: str
    notebook: str
    points: float


@dataclass(frozen=True)
class AgentMark:
    """The table `agent` of `exercises.toml`: what a trained agent is worth."""

    id: str
    title: str
    notebook: str
    points: float
    nothing: float  # mean return up to which there are no points
    full: float  # mean return from which there are all

    def earned(self, mean: float) -> float:
        """The points for a mean return: linear between `nothing` and `full`."""
        share = (mean - self.nothing) / (self.full - self.nothing)
        return round(self.points * min(1.0, max(0.0, share)), 1)


def exercises(extra: bool = False) -> list[Exercise]:
    """The exercises in the order of the day; with `extra`, those beyond it, too."""
    rows = [Exercise(**row) for row in _manifest()["exercise"]]
    return [row for row in rows if extra or not row.extra]


def questions() -> list[Question]:
    """All written answers, which a person marks."""
    return [Question(**row) for row in _manifest()["question"]]


def agent_mark() -> AgentMark:
    """What the trained agent is worth."""
    return AgentMark(**_manifest()["agent"])


def _manifest() -> dict[str, Any]:
    text = importlib.resources.files("dreamer.parts").joinpath("exercises.toml").read_text("utf-8")
    return tomllib.loads(text)
