"""Sequence replay with stored latents, sampled uniformly.

The official code also hands every fresh sequence to the learner once, before it
draws uniformly; here it does not.

Each row is one policy step of one environment stream: what was seen, the action
that *led to it*, and the latent that the agent had there. A sampled sequence
starts from its stored latent rather than from zeros (the paper's "replay
context"), and freshly computed latents are written back.

Arrays live in memory, or in a folder as memory-mapped files, so that saving a
long run costs nothing but a number: `rows`. Images are always in a file (12 KB each; the system keeps
in memory what there is room for). A file takes the disk's room as it fills, or what `reserve` is told.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor

from dreamer.agent.storage import Storage
from dreamer.parts import State

CHUNK = 4 * 2**20  # bytes of rows whose room on the disk is reserved at a time


class Step(NamedTuple):
    """Rows for all streams at one moment, or sampled sequences of them.

    obs [..., O] or uint8 [..., 64, 64, 3], action [..., A] (that led here), reward [...],
    is_first, is_last, is_terminal: bool [...]
    """

    obs: Tensor
    action: Tensor
    reward: Tensor
    is_first: Tensor
    is_last: Tensor
    is_terminal: Tensor


def some_batch(batch: int, length: int, obs: tuple[int, ...], action: int) -> Step:
    """Sequences [B, T, …] of zeros, in the shapes and types that replay gives."""
    shape = (batch, length)
    seen = torch.zeros(*shape, *obs, dtype=torch.uint8 if len(obs) == 3 else torch.float32)
    # three tensors, not one thrice: compiled code would hold the real batch to that
    flags = (torch.zeros(shape, dtype=torch.bool) for _ in range(3))
    return Step(seen, torch.zeros(*shape, action), torch.zeros(shape), *flags)


class Sample(NamedTuple):
    """Sequences, the state just before each, and where they came from."""

    steps: Step  # [B, T, …]
    context: State  # [B, …]
    origin: tuple[np.ndarray, np.ndarray]  # rows [B, T], streams [B, 1]


class Replay:
    """A ring of `capacity` policy steps over `streams` parallel environments."""

    def __init__(
        self,
        capacity: int,
        streams: int,
        obs: tuple[int, ...],
        action: int,
        deter: int,
        stoch: int,
        classes: int,
        folder: Path | None = None,
    ):
        self.length = max(2, capacity // streams)  # rows of the ring
        self.classes = classes
        self.rows = 0  # rows ever added
        columns = {
            "obs": (np.uint8 if len(obs) == 3 else np.float32, obs),
            "action": (np.float32, (action,)),
            "reward": (np.float32, ()),
            "is_first": (np.bool_, ()),
            "is_last": (np.bool_, ()),
            "is_terminal": (np.bool_, ()),
            "deter": (
                np.float16,
                (deter,),
            ),  # context only: half precision is enough, and half the memory
            "stoch": (np.uint8 if classes <= 256 else np.int16, (stoch,)),  # the chosen classes
        }
        whole = {
            name: (dtype, (self.length, streams, *shape))
            for name, (dtype, shape) in columns.items()
        }
        self._storage = Storage(folder, whole)
        self._columns = self._storage.arrays
        self.found = self._storage.found
        row = sum(column.strides[0] for column in self._columns.values())
        self._chunk = max(1, CHUNK // row)

        # The highest row ever written. After a crash it is ahead of `rows`: what the lost steps
        # have overwritten in the ring is then gone too.
        self._head = Storage(folder, {"written": (np.int64, (1,))})
        self._written = self._head.arrays["written"]
        self._reserved = min(int(self._written[0]), self.length)  # rows with room on the disk

    @property
    def _oldest(self) -> int:
        return max(0, max(self.rows, int(self._written[0])) - self.length)

    @property
    def filled(self) -> int:
        """Rows that can be sampled now."""
        return self.rows - self._oldest

    def reserve(self, rows: int) -> None:
        """Take the room on the disk that the next `rows` rows need.

        Raises UserError, and takes nothing, where they do not fit.
        """
        end = min(self.rows + rows, self.length)
        start = max(self._reserved, self.rows)
        if start < end:
            self._storage.reserve(start, end)
            self._reserved = end

    def add(self, step: Step, state: State) -> None:
        """Append one row for every stream.  step [N, …], state [N, …]

        Raises UserError where the disk has no room for it; nothing is changed then.
        """
        row = self.rows % self.length
        if row >= self._reserved:
            self.reserve(self._chunk)
        for name, value in step._asdict().items():
            self._columns[name][row] = value.numpy()
        self._write((row,), state)
        self.rows += 1
        self._written[0] = max(self.rows, self._written[0])

    def can_sample(self, length: int) -> bool:
        return self.filled > length

    def sample(self, batch: int, length: int, rng: np.random.Generator) -> Sample:
        """`batch` sequences of `length` steps, uniform over starts; they may cross episodes."""
        streams = rng.integers(self._columns["reward"].shape[1], size=(batch, 1))
        before = self._oldest + rng.integers(self.filled - length, size=(batch, 1))
        rows = (before + 1 + np.arange(length)) % self.length  # [B, T]
        context = ((before % self.length)[:, 0], streams[:, 0])
        steps = Step(
            *(torch.from_numpy(self._columns[name][rows, streams]) for name in Step._fields)
        )
        # Where a session ended in the middle of an episode, the next row begins another.
        steps.is_last[:, :-1] |= steps.is_first[:, 1:]
        stoch = torch.from_numpy(self._columns["stoch"][context].astype(np.int64))
        onehot = torch.nn.functional.one_hot(stoch, self.classes).float()
        deter = torch.from_numpy(self._columns["deter"][context].astype(np.float32))
        return Sample(steps, State(deter, onehot, torch.zeros_like(onehot)), (rows, streams))

    def write_back(self, sample: Sample, states: State) -> None:
        """Replace the stored latents of a sample by newer ones.  states [B, T, …]"""
        self._write(sample.origin, states)

    def _write(self, index: tuple, state: State) -> None:
        self._columns["deter"][index] = state.deter.detach().cpu().numpy()
        self._columns["stoch"][index] = state.stoch.detach().argmax(-1).cpu().numpy()

    def flush(self) -> None:
        """Hand all rows to the file system."""
        self._storage.flush()
        self._head.flush()
