"""The trained agent's mark: its weights are loaded, and the grader plays its own episodes.

The policy runs in a sandbox, from the student's weights and the reference's parts; no code of the
student's runs there. Environment, seeds and rewards stay outside, so the return is what the weights earn.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import hmac
import io
import math
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

from dreamer.envs.driver import EnvDriver
from dreamer.errors import UserError
from dreamer.lab.handin import AGENT, CURVE, EPISODES, TASK
from dreamer.parts import load_parts
from dreamer.parts.cells import Cell, parse_cells
from dreamer.parts.exercises import agent_mark
from dreamer.pictures.comparison import draw_comparison
from dreamer.training import checkpoint
from dreamer.training.curves import Run, read_curve
from dreamer.training.evaluate import Actor, evaluate
from dreamer.training.shipped_runs import shipped_curves
from dreamer.training.trainer import Trainer, load_shipped
from grader.marking.intake import Submission
from grader.marking.likeness import (
    Fingerprint,
    NothingToCompare,
    Watched,
    fingerprint,
    likeness_on_own_walks,
    walks,
)
from grader.paths import MASTERS
from grader.sandbox import Sandbox

ROWS = 500  # of a curve that are kept
CURVE_BYTES = 2 << 20  # twenty times what a whole run writes
LONGEST = 1e8  # env steps and seconds that a curve may claim
BEST = 1000.0  # the highest return of the task
MOST_REPEAT = 20  # env steps that an action may be held

Curve = list[list[float | None]]  # rows of env steps, seconds (None where not known), return


class PolicyError(Exception):
    """The agent cannot be measured; the message is for its student."""


@dataclass(frozen=True)
class AgentVerdict:
    """The verdict on a trained agent. `claim` and `mean` are its return, as handed in and as measured."""

    points: float
    max_points: float
    message: str
    mean: float | None = None
    std: float | None = None
    claim: float | None = None
    curve: Curve | None = None
    fingerprint: Fingerprint | None = None
    like_shipped: float | None = None  # what it does on its own walks, beside the lab's agent
    id: str = "agent"


def judge_agent(
    files: Mapping[str, bytes], secret: bytes, protection: str, own: Sandbox | None = None
) -> AgentVerdict:
    """Play the grader's episodes with a student's weights in the reference's parts, and give points.

    The student's own parts give none, as code could act in the weights' place. Where some of them are wrong, and
    an agent that learnt with them may act well with no others, what it does with them is told.

    files: what was handed in, by name. Nothing wrong with them is raised.
    own: the student's notebooks, where they are to be tried as well.
    """
    mark = agent_mark()
    curve, said = None, ""
    try:
        curve = own_curve(files)
    except PolicyError as error:
        said = f"\n{error}"
    mean, std, claim, shown, like, points = None, None, None, None, None, 0.0
    try:
        claim = _open(files)
        with _assembled(files[AGENT], protection) as inside:
            agent = _SandboxedAgent(inside)
            watched = Watched(agent)
            measured = measure(watched, agent.repeat, secret)
            like = round(likeness_on_own_walks(watched, shipped().agent), 3)
            shown = fingerprint(agent, agent.repeat)
        mean, std = round(measured["mean"], 1), round(measured["std"], 1)
        points, told = mark.earned(measured["mean"]), _told(mean, std, claim)
    except PolicyError as error:
        told = str(error)
    except NothingToCompare:
        told = "The agent does the same wherever it is."
    if own is not None and AGENT in files and points < mark.points:
        said += _with_own_parts(own, secret, points)
    return AgentVerdict(points, mark.points, told + said, mean, std, claim, curve, shown, like)


def _told(mean: float, std: float, claim: float | None) -> str:
    mark = agent_mark()
    told = f"Measured over {EPISODES} episodes: {mean:.0f} ± {std:.0f}"
    told += f", {mean - claim:+.0f} beside the {claim:.0f} that you measured." if claim else "."
    return f"{told} Points rise evenly from {mark.nothing:.0f} to {mark.full:.0f}."


def _with_own_parts(own: Sandbox, secret: bytes, points: float) -> str:
    """Feedback where the agent earns more with the student's own parts; else an empty text."""
    try:
        agent = _SandboxedAgent(own)
        mean = measure(agent, agent.repeat, secret)["mean"]
    except PolicyError:
        return ""
    if agent_mark().earned(mean) <= points:
        return ""
    return (
        "\nThis is with the reference's parts, as some of yours lost points. "
        f"With your own it reaches {mean:.0f}, which code can, too, so it gives no points by itself: "
        "your instructor decides."
    )


@functools.cache
def _reference() -> dict[str, list[Cell]]:
    """The solved notebooks."""
    return {
        path.stem: parse_cells(path.name, path.read_bytes()) for path in MASTERS.glob("*.ipynb")
    }


@contextlib.contextmanager
def _assembled(weights: bytes, protection: str) -> Iterator[Sandbox]:
    """The weights beside the reference's parts. None of the student's code runs there."""
    submission = Submission("reference", _reference(), {AGENT: weights})
    with submission.written() as folder, Sandbox(folder, protection) as inside:
        yield inside


def measure(agent: Actor, repeat: int, secret: bytes) -> dict[str, Any]:
    """Statistics of whole episodes; see `dreamer.training.evaluate`. The same seeds for every student.

    Raises PolicyError where the agent does not act.
    """
    digest = hmac.new(secret, b"episodes", hashlib.sha256).digest()
    with torch.random.fork_rng(devices=[]):
        driver = EnvDriver(TASK, EPISODES, action_repeat=repeat)
        try:
            return evaluate(agent, driver, int.from_bytes(digest[:4]) >> 1, bar=False)
        finally:
            driver.close()


class _SandboxedAgent:
    """The agent in a sandbox, as `evaluate` meets one. Raises PolicyError where it cannot be had."""

    def __init__(self, inside: Sandbox):
        observation, self.action = (x.shape[-1] for x in walks())
        self.inside = inside
        world = {"observation": observation, "action": self.action}
        self.repeat = self._ask(world, {})[0].get("repeat")
        if type(self.repeat) is not int or not 1 <= self.repeat <= MOST_REPEAT:
            raise PolicyError(f"an action cannot be held for {self.repeat!r} env steps")

    def initial(self, batch: int) -> None:
        return None

    def act(
        self, obs: Tensor, action: Tensor, is_first: Tensor, state: None, explore: bool
    ) -> tuple[Tensor, None]:
        seen = {"obs": obs, "action": action, "is_first": is_first}
        _, arrays = self._ask({}, {name: x.numpy() for name, x in seen.items()})
        chosen = arrays.get("action", np.zeros(0))
        if chosen.shape != (len(obs), self.action) or chosen.dtype != np.float32:
            raise PolicyError("what the agent gave was no action")
        if not np.isfinite(chosen).all():
            raise PolicyError("the agent's action was not a finite number")
        return torch.from_numpy(chosen), None

    def _ask(self, header: dict[str, Any], arrays: dict[str, np.ndarray]) -> Any:
        found, answer = self.inside.meet(header, arrays)
        if "raised" in found:
            raise PolicyError(f"The agent could not be run: {found['raised']}")
        return found, answer


def _open(files: Mapping[str, bytes]) -> float | None:
    """The mean return that the weights' file claims. Raises PolicyError where it is none of weights."""
    if AGENT not in files:
        raise PolicyError(f"{AGENT} was not handed in: notebook 4 writes it.")
    try:
        tensors, facts = checkpoint.parse(files[AGENT])
    except UserError:
        raise PolicyError(f"{AGENT} is damaged, or not what notebook 4 writes.") from None
    if not tensors or any(t.dtype != torch.float32 for t in tensors.values()):
        raise PolicyError(f"{AGENT} holds other numbers than float32.")
    claim = facts.get("claim") if isinstance(facts, dict) else None
    mean = claim.get("mean") if isinstance(claim, dict) else None
    if not isinstance(mean, float) or not 0 <= mean <= BEST:
        return None
    return round(mean, 1)


@functools.cache
def shipped() -> Trainer:
    """The agent that comes with the lab."""
    return load_shipped(TASK, load_parts(MASTERS))


@functools.cache
def shipped_fingerprint() -> Fingerprint:
    return fingerprint(shipped().agent, shipped().config.action_repeat)


def own_curve(files: Mapping[str, bytes]) -> Curve | None:
    """The learning curve handed in, thinned to `ROWS`; None where there is none. Raises PolicyError."""
    if CURVE not in files:
        return None
    if len(files[CURVE]) > CURVE_BYTES:
        raise PolicyError(f"{CURVE} has more than {CURVE_BYTES >> 20} MB: no run writes so much.")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / CURVE
        path.write_bytes(files[CURVE])
        try:
            runs = read_curve(path)
        except UserError as error:
            raise PolicyError(f"{CURVE}: {str(error).replace(folder, '')}") from None
    run = runs[0]
    limits = ((run.env_steps, LONGEST), (run.wall_seconds, LONGEST), (run.episode_return, BEST))
    if len(runs) > 1 or run.task != TASK:
        raise PolicyError(f"{CURVE} is not the curve of one run on {TASK}.")
    if any((values < 0).any() or (values > most).any() for values, most in limits):
        raise PolicyError(f"{CURVE} holds numbers that cannot be.")
    rows = np.stack([run.env_steps, run.wall_seconds, run.episode_return], 1)
    kept = rows[:: math.ceil(len(rows) / ROWS)].round(1).tolist()
    return [
        [steps, None if math.isnan(seconds) else seconds, value] for steps, seconds, value in kept
    ]


def curve_run(curve: Curve, name: str, seed: int = 0) -> Run:
    """A receipt's curve as a run to be drawn under `name`."""
    return Run(name, TASK, seed, *np.array(curve, float).T)


def draw(curve: Curve) -> bytes:
    """The figure of the day with a student's curve in it, as PNG."""
    figure = draw_comparison([*shipped_curves(TASK), curve_run(curve, "your run")])
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png", dpi=80)
    return buffer.getvalue()
