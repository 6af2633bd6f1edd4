"""Tells whether two trained agents act alike: what each does along the same recorded walks, and along their mirror images.

    mine = fingerprint(agent, repeat=4)
    alike(mine, fingerprint(other, 4))  ->  True for a copy

Weights decide nothing: units can be put in another order, and the walker's left and right are interchangeable. Both agents
look at what the lab's own agent saw (`walks.npz`), undisturbed and with part of its actions drawn at random, and remember it
as they do; their actions are compared over whole walks, not at their beginnings. How well this parts copies from agents that
learnt by themselves is in `tests/redteam/README.md`.
"""

from __future__ import annotations

import base64
import functools
import math
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch
from torch import Tensor

from dreamer.training.evaluate import Actor
from dreamer.training.randomness import RandomStream

WALKS = Path(__file__).with_name("walks.npz")
DISTURBED = (0.0, 0.3, 0.6)  # of the actions, by kind of walk
HELD = 4  # env steps between two actions that are compared
SKETCH = 1024  # numbers that stand for all actions along the walks of a kind
SAME = 0.7  # correlation from which two agents are one, in one kind of walks
# The walker's left leg for its right one: places of its 24 observations and 6 actions.
LEFT_FOR_RIGHT = [0, 1, *range(8, 14), *range(2, 8), *range(14, 18), *range(21, 24), *range(18, 21)]
LEFT_FOR_RIGHT_ACTIONS = [3, 4, 5, 0, 1, 2]

Fingerprint = dict[str, str]  # four vectors for each kind of walks: bytes in base64


class NothingToCompare(Exception):
    """The agent does the same everywhere, or nothing that is a number."""


class Walks(NamedTuple):
    """What was seen at each env step, and the action held during it.  obs [T, N, 24], action [T, N, 6]"""

    obs: Tensor
    action: Tensor


@functools.cache
def walks() -> Walks:
    """The recorded walks, and behind them their mirror images; those of one kind stand together."""
    with np.load(WALKS) as found:
        obs, action = (torch.from_numpy(found[name]).float() for name in Walks._fields)
    return Walks(
        torch.cat([obs, obs[..., LEFT_FOR_RIGHT]], 1),
        torch.cat([action, action[..., LEFT_FOR_RIGHT_ACTIONS]], 1),
    )


@torch.no_grad()
def acted(agent: Actor, repeat: int) -> Tensor:
    """What an agent that holds its actions for `repeat` env steps does along the walks.  -> [T / HELD, 2N, 6]"""
    obs, held = walks()
    T, N, A = held.shape
    state, before, chosen = agent.initial(N), torch.zeros(N, A), []
    with RandomStream(0):
        for t in range(0, T, repeat):
            is_first = torch.full((N,), t == 0)
            action, state = agent.act(obs[t], before, is_first, state, explore=False)
            before = held[t : t + repeat].mean(0)
            chosen.append(action)
    return torch.stack([chosen[t // repeat] for t in range(0, T, HELD)])


def fingerprint(agent: Actor, repeat: int) -> Fingerprint:
    """What tells an agent from others. Raises NothingToCompare."""
    actions = acted(agent, repeat).double()
    each = actions.shape[1] // 2 // len(DISTURBED)
    found = {}
    for kind, share in enumerate(DISTURBED):
        walk, image = (
            actions[:, n : n + each] for n in (kind * each, actions.shape[1] // 2 + kind * each)
        )
        turned = [x[..., LEFT_FOR_RIGHT_ACTIONS] for x in (image, walk)]
        found[f"{share}"] = _sketch(walk, image)
        found[f"{share} mirrored"] = _sketch(*turned)
        # and alone: what is done on images, where nobody walks, must not hide what is done on walks
        found[f"{share} alone"] = _sketch(walk)
        found[f"{share} alone mirrored"] = _sketch(turned[0])
    return found


class Watched:
    """An agent, and what it has seen and done."""

    def __init__(self, agent: Actor):
        self._agent, self.action = agent, agent.action
        self.steps: list[
            tuple[Tensor, Tensor, Tensor, Tensor]
        ] = []  # as `act` had them, and the action

    def initial(self, batch: int) -> Any:
        return self._agent.initial(batch)

    def act(
        self, obs: Tensor, action: Tensor, is_first: Tensor, state: Any, explore: bool
    ) -> tuple[Tensor, Any]:
        chosen, state = self._agent.act(obs, action, is_first, state, explore)
        self.steps.append((obs.clone(), action.clone(), is_first.clone(), chosen.clone()))
        return chosen, state


@torch.no_grad()
def likeness_on_own_walks(watched: Watched, other: Actor) -> float:
    """The correlation of what an agent has done with what another, or its mirror image, would have done in its place.

    These are walks that nobody knew before, so nothing can be taught to hide on them.
    """
    done = torch.stack([step[-1] for step in watched.steps])
    found = [0.0]
    for mirrored in (False, True):
        states, would = other.initial(done.shape[1]), []
        with RandomStream(0):
            for obs, action, is_first, _ in watched.steps:
                if mirrored:
                    obs, action = obs[..., LEFT_FOR_RIGHT], action[..., LEFT_FOR_RIGHT_ACTIONS]
                chosen, states = other.act(obs, action, is_first, states, explore=False)
                would.append(chosen[..., LEFT_FOR_RIGHT_ACTIONS] if mirrored else chosen)
        pair = [x.double().flatten(0, 1) for x in (done, torch.stack(would))]
        one, two = ((x - x.mean(0)).flatten() for x in pair)
        size = float(one.norm() * two.norm())
        found.append(float(one @ two) / size if size > 0 and math.isfinite(size) else 0.0)
    return max(found)


def alike(one: Fingerprint, other: Fingerprint) -> bool:
    """Whether two fingerprints are of one agent, or of one and its mirror image."""
    return likeness(one, other) > SAME


def likeness(one: Fingerprint, other: Fingerprint) -> float:
    """The correlation of what two agents do, in the kind of walks where it is highest."""
    pairs = [(kind, f"{kind}{image}") for kind in one for image in ("", " mirrored")]
    return max(
        float(np.dot(_vector(one[mine]), _vector(other[theirs])))
        for mine, theirs in pairs
        if theirs in other and not mine.endswith("mirrored")
    )


def _vector(text: str) -> np.ndarray:
    """Of length 1."""
    numbers = np.frombuffer(base64.b64decode(text), np.int8).astype(np.float64)
    return numbers / np.linalg.norm(numbers)


def _sketch(*actions: Tensor) -> str:
    """A short vector whose product with another one is about the correlation of all actions. Raises NothingToCompare."""
    every = torch.cat([x.flatten(0, 1) for x in actions])
    numbers = (every - every.mean(0)).flatten().numpy()
    rng = np.random.default_rng(0)
    bucket = rng.integers(SKETCH, size=numbers.size)
    sign = rng.choice([-1.0, 1.0], size=numbers.size)
    vector = np.bincount(bucket, numbers * sign, SKETCH)
    most = float(np.abs(vector).max())
    if not (math.isfinite(most) and most > 0):
        raise NothingToCompare
    return base64.b64encode((vector / most * 127).round().astype(np.int8).tobytes()).decode()
