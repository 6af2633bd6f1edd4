"""Random inputs for the hidden questions."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor

from dreamer.agent.config import make_config

# The agent of the day, in whose sizes each function is asked, too.
LAPTOP = make_config("dmc_walker_walk", "laptop")
SEEN, ACTIONS = 24, 6  # numbers of the walker's observations and actions
REPLAYED = (LAPTOP.batch_size, LAPTOP.batch_length)
DREAMT = (LAPTOP.batch_size * LAPTOP.starts, LAPTOP.imagination_steps)

Rng = np.random.Generator


def normal(rng: Rng, *shape: int, scale: float = 1.0) -> Tensor:
    return torch.tensor(rng.normal(scale=scale, size=shape), dtype=torch.float32)


def apart(rng: Rng, *shape: int, least: float, most: float) -> Tensor:
    """Numbers of either sign whose size lies between `least` and `most`."""
    size = rng.uniform(least, most, shape) * rng.choice([-1, 1], shape)
    return torch.tensor(size, dtype=torch.float32)


def onehot(rng: Rng, *shape: int) -> Tensor:
    index = torch.tensor(rng.integers(shape[-1], size=shape[:-1]))
    return torch.nn.functional.one_hot(index, shape[-1]).float()


def flags(rng: Rng, *shape: int) -> Tensor:
    return torch.tensor(rng.random(shape) < 0.3)


def one_of(rng: Rng, choices: Sequence[int]) -> int:
    return int(rng.choice(choices))
