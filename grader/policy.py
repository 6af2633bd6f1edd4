"""The lab's mark: the trained agent that a student hands in, measured anew.

The policy acts inside the sandbox. The world that it acts in, its seeds and its rewards
stay outside, so that the return is what the agent earned and nothing that it says.
"""

from __future__ import annotations

import hashlib
import hmac
import io
import math
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

from dreamer import checkpoint
from dreamer.curves import Run, draw_comparison, read_curve, shipped_curves
from dreamer.envs import EnvDriver
from dreamer.errors import UserError
from dreamer.evaluate import evaluate
from dreamer.handin import AGENT, CURVE, EPISODES, TASK
from dreamer.parts import agent_mark
from dreamer.trainer import recorded_file
from grader.sandbox import Sandbox

ROWS = 500  # of a curve that are kept
LONGEST = 1e8  # env steps and seconds that a curve may claim
BEST = 1000.0  # the highest return of the task
BUCKETS = 256  # of a fingerprint
ACTING = tuple(
    f"agent.{part}." for part in ("world_model.encoder", "world_model.rssm", "behavior.actor")
)
SAME = 0.7  # cosine of two fingerprints from which two agents are one: see `fingerprint`
MOST_REPEAT = 20  # env steps that an action may be held


Curve = list[list[float | None]]  # rows of env steps, seconds (None where not known), return


class PolicyError(Exception):
    """The agent cannot be measured; the message is for its student."""


@dataclass(frozen=True)
class AgentVerdict:
    """Of a trained agent. `claim` and `mean` are its return, as handed in and as measured."""

    points: float
    max_points: float
    message: str
    mean: float | None = None
    std: float | None = None
    claim: float | None = None
    curve: Curve | None = None
    fingerprint: list[float] | None = None
    id: str = "agent"


def judge_agent(files: Mapping[str, bytes], inside: Sandbox, secret: bytes) -> AgentVerdict:
    """Load a student's weights in the sandbox, play the grader's episodes, and give points.

    files: what was handed in, by name. Nothing wrong with them is raised.
    """
    mark = agent_mark()
    curve, said = None, ""
    try:
        curve = own_curve(files)
    except PolicyError as error:
        said = f"\n{error}"
    try:
        tensors, claim = _open(files)
        found_print = fingerprint(tensors)
        measured = measure(inside, secret)
    except PolicyError as error:
        return AgentVerdict(0.0, mark.points, f"{error}{said}", curve=curve)
    mean, std = measured["mean"], measured["std"]
    told = f"Measured over {EPISODES} episodes: {mean:.0f} ± {std:.0f}"
    told += f", {mean - claim:+.0f} beside the {claim:.0f} that you measured." if claim else "."
    told += f" Points rise evenly from {mark.nothing:.0f} to {mark.full:.0f}."
    found = (round(mean, 1), round(std, 1), claim)
    return AgentVerdict(mark.earned(mean), mark.points, told + said, *found, curve, found_print)


def measure(inside: Sandbox, secret: bytes, episodes: int = EPISODES) -> dict[str, Any]:
    """Statistics of whole episodes; see `dreamer.evaluate`. The same seeds for every student.

    Raises PolicyError where the agent does not act.
    """
    digest = hmac.new(secret, b"episodes", hashlib.sha256).digest()
    with torch.random.fork_rng(devices=[]):
        driver = EnvDriver(TASK, 1)
        try:
            agent = _Remote(inside, driver.observation[0], driver.action)
            driver.close()
            driver = EnvDriver(TASK, episodes, agent.repeat)
            return evaluate(agent, driver, int.from_bytes(digest[:4]) >> 1, bar=False)
        finally:
            driver.close()


class _Remote:
    """The agent in the sandbox, as `evaluate` meets one."""

    def __init__(self, inside: Sandbox, observation: int, action: int):
        self.inside, self.action = inside, action
        self.repeat = self._ask({"observation": observation, "action": action}, {})[0].get("repeat")
        if type(self.repeat) is not int or not 1 <= self.repeat <= MOST_REPEAT:
            raise PolicyError(f"an action cannot be held for {self.repeat!r} env steps")

    def initial(self, batch: int) -> None:
        return None

    def act(
        self, obs: Tensor, action: Tensor, is_first: Tensor, state: None, explore: bool
    ) -> tuple[Tensor, None]:
        _, arrays = self._ask({}, {"obs": obs.numpy(), "is_first": is_first.numpy()})
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


def _open(files: Mapping[str, bytes]) -> tuple[dict[str, Tensor], float | None]:
    """Weights, and the mean return that their file claims. Raises PolicyError."""
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
        return tensors, None
    return tensors, round(mean, 1)


def fingerprint(tensors: Mapping[str, Tensor]) -> list[float]:
    """A short vector whose cosine with another one is about that of the weights that choose actions.

    Of matrices alone, as norms begin at 1 in every agent; each at length 1, so that none outweighs
    the others; and of none that acting does not use, as anything could stand there. Among 109 of our own
    runs, those from different seeds were at most at 0.25; copies with noise of half their size, at 0.92.
    Runs from one seed can be as near as copies, which is why the notebook draws a seed for each learner.
    Raises PolicyError where there is nothing to compare.
    """
    matrices = [tensors[name].double().flatten() for name in sorted(tensors) if _acts(name)]
    matrices = [x / x.norm() for x in matrices if len(x) > 1 and x.any()]
    weights = torch.cat(matrices).numpy() if matrices else np.zeros(0)
    rng = np.random.default_rng(0)
    bucket = rng.integers(BUCKETS, size=weights.size)
    sign = rng.choice([-1.0, 1.0], size=weights.size)
    sums = np.bincount(bucket, weights * sign, BUCKETS)
    length = float(np.linalg.norm(sums))
    if not (math.isfinite(length) and length > 0):
        raise PolicyError(f"{AGENT} holds no weights, or some that are not finite.")
    return [round(float(x), 3) for x in sums / length]


def _acts(name: str) -> bool:
    """Whether a matrix of an agent has a part in choosing actions."""
    return (
        name.startswith(ACTING)
        and name.endswith(".weight")
        and "norm" not in name
        and "prior" not in name
    )


def alike(one: list[float], other: list[float]) -> bool:
    """Whether two fingerprints are of one agent."""
    return float(np.dot(one, other)) > SAME


def shipped_fingerprint() -> list[float]:
    """Of the agent that comes with the lab."""
    tensors, _ = checkpoint.load(recorded_file(TASK, ".safetensors"))
    return fingerprint(tensors)


def own_curve(files: Mapping[str, bytes]) -> Curve | None:
    """The learning curve handed in, thinned to `ROWS`; None where there is none. Raises PolicyError."""
    if CURVE not in files:
        return None
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
