"""Tells whether two trained agents act alike: what each does along the same recorded walks, and along their mirror images.

    mine = fingerprint(agent, repeat=4)
    alike(mine, fingerprint(other, 4))  ->  True for a copy

Weights decide nothing: units can be put in another order, and the walker's left and right are interchangeable. Both agents
look at what the lab's own agent saw (`walks.npz`), undisturbed and with part of its actions drawn at random, and remember it
as they do; their actions are compared over whole walks, not at their beginnings, joint by joint: a joint whose torque was
scaled or turned round still does the same at the same time. How well this parts copies from agents that
learnt by themselves is in `SECURITY.md`.
"""

from __future__ import annotations

import base64
import functools
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
ACTIONS = 6
SKETCH = 192  # numbers that stand for all that a joint does along the walks of a kind
JOINTS = 4  # of the six, those that are most alike: two can be taught something else, and the walker still walks
STRICTER = 0.15  # joint by joint, agents that have nothing to do with each other are more alike
SAME = 0.7  # of likeness, from which two agents are one, in one kind of walks
# The walker's left leg for its right one: places of its 24 observations and 6 actions.
LEFT_FOR_RIGHT = [0, 1, *range(8, 14), *range(2, 8), *range(14, 18), *range(21, 24), *range(18, 21)]
LEFT_FOR_RIGHT_ACTIONS = [3, 4, 5, 0, 1, 2]

SCALE = np.dtype("<f4")  # of a joint's numbers
TINY = 1e-12

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
    """How like what an agent has done is to what another, or its mirror image, would have done in its place; 0 to 1.

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
        found.append(_likeness(*((x - x.mean(0)).T.numpy() for x in pair)))
    return max(found)


def alike(one: Fingerprint, other: Fingerprint) -> bool:
    """Whether two fingerprints are of one agent, or of one and its mirror image."""
    return likeness(one, other) > SAME


def likeness(one: Fingerprint, other: Fingerprint) -> float:
    """How alike two agents act, in the kind of walks where they are most so; 0 to 1."""
    pairs = [(kind, f"{kind}{image}") for kind in one for image in ("", " mirrored")]
    return max(
        _likeness(_joints(one[mine]), _joints(other[theirs]))
        for mine, theirs in pairs
        if theirs in other and not mine.endswith("mirrored")
    )


def _likeness(one: np.ndarray, other: np.ndarray) -> float:
    """The correlation of all that two do, or that of the joints in which they are most alike, whatever its sign.  [A, …] × 2 of mean 0"""
    products = (one * other).sum(1)
    whole = products.sum() / max(np.linalg.norm(one) * np.linalg.norm(other), TINY)
    sizes = np.linalg.norm(one, axis=1) * np.linalg.norm(other, axis=1)
    each = np.sort(np.abs(products) / np.maximum(sizes, TINY))
    return float(max(np.nan_to_num(whole), np.nan_to_num(each[-JOINTS:].mean()) - STRICTER))


def _joints(text: str) -> np.ndarray:
    """What `_sketch` has written.  [A, SKETCH]; of an earlier version 0, which is like nothing"""
    content = base64.b64decode(text)
    if len(content) != ACTIONS * (SCALE.itemsize + SKETCH):
        return np.zeros((ACTIONS, SKETCH))
    scales = np.frombuffer(content, SCALE, ACTIONS).astype(np.float64)
    numbers = np.frombuffer(content, np.int8, offset=ACTIONS * SCALE.itemsize)
    return scales[:, None] * numbers.reshape(ACTIONS, SKETCH)


def _sketch(*actions: Tensor) -> str:
    """For each joint a short vector; products of two of them are about what products of all actions are. Raises NothingToCompare."""
    every = torch.cat([x.flatten(0, 1) for x in actions])
    numbers = (every - every.mean(0)).numpy()
    rng = np.random.default_rng(0)
    bucket = rng.integers(SKETCH, size=len(numbers))
    sign = rng.choice([-1.0, 1.0], size=len(numbers))
    joints = np.stack([np.bincount(bucket, x * sign, SKETCH) for x in numbers.T])
    most = np.abs(joints).max(1, keepdims=True)
    if not (np.isfinite(most).all() and most.any()):
        raise NothingToCompare
    told = joints / np.where(most > 0, most, 1) * 127
    scales = (most / most.max()).astype(SCALE)
    return base64.b64encode(scales.tobytes() + told.round().astype(np.int8).tobytes()).decode()
