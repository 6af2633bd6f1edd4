"""Keeps a run's torch random state apart from the process's."""

from __future__ import annotations

from contextlib import AbstractContextManager

import torch
from torch import Tensor


class RandomStream:
    """`with stream:` torch draws from this stream; after it, from where it was before.

    Compiled code can draw from torch's default generator alone, so a run borrows it
    rather than pass a generator of its own around.
    """

    def __init__(self, seed: int):
        self._state = torch.Generator().manual_seed(seed).get_state()
        self._fork: AbstractContextManager | None = None

    @property
    def state(self) -> Tensor:
        return torch.get_rng_state() if self._fork else self._state

    @state.setter
    def state(self, state: Tensor) -> None:
        self._state = state

    def __enter__(self) -> RandomStream:
        gpus = [torch.cuda.current_device()] if torch.cuda.is_initialized() else []
        self._fork = torch.random.fork_rng(gpus)
        self._fork.__enter__()
        torch.set_rng_state(self._state)
        if gpus:  # it has a stream of its own, begun anew from this one
            torch.cuda.manual_seed(int(torch.randint(2**31, ())))
        return self

    def __exit__(self, *error) -> None:
        self._state, fork, self._fork = torch.get_rng_state(), self._fork, None
        assert fork is not None
        fork.__exit__(*error)
