"""A case: one question to a learner's function, and what the ways of asking it (`routines.py`) share."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import Tensor

Objects = Mapping[str, Any]  # symbol -> what the learner wrote
Observation = dict[str, np.ndarray]


@dataclass(frozen=True)
class Case:
    """One question to a learner's function.

    name: unique within its exercise; says: the property, as a sentence.
    symbol: what is asked, and on what its points hang; call: a routine below
    (by default, the symbol is called with the inputs in their order).
    wrt: inputs of whose gradients is taken note.
    rtol, atol: how far an answer may be off; exact where both are 0.
    repeated: whether it is asked again as well, after other numbers, with tensors changed, without
    gradients. The hidden questions are not: all of that is asked of each function in the visible ones.
    """

    name: str
    symbol: str
    says: str
    inputs: Mapping[str, Any]
    call: str = "function"
    wrt: tuple[str, ...] = ()
    rtol: float = 1e-5  # a few units in the last place of float32, summed over a few terms
    atol: float = 1e-6
    repeated: bool = True


class WrongKind(Exception):
    """What came back is no tensor, or not of the kind that was asked for; the text says what."""


def wave(*shape: int, shift: float = 0.0, scale: float = 1.0) -> Tensor:
    """Numbers without a pattern that are the same on every machine.  -> float32 [shape]"""
    i = np.arange(math.prod(shape), dtype=np.float64)
    numbers = scale * np.sin(1.7 * i + 0.3 * np.sqrt(i) + shift)
    return torch.tensor(numbers.reshape(shape), dtype=torch.float32)


def cotangent(shape: tuple[int, ...]) -> np.ndarray:
    """The weights under which outputs are summed before a gradient is taken."""
    return np.linspace(1, 2, math.prod(shape)).reshape(shape)


def as_array(name: str, value: Any) -> np.ndarray:
    if not isinstance(value, Tensor):
        raise WrongKind(f"{name} is {kind_of(value)}; expected a torch.Tensor")
    if value.is_inference():
        raise WrongKind(
            f"{name} was made in inference mode, and nothing that needs a gradient can be computed "
            "with it: torch.no_grad() or .detach() is what you want"
        )
    value = value.detach().cpu()
    if value.dtype in (torch.bfloat16, torch.float16):
        raise WrongKind(f"{name} is {value.dtype}; expected torch.float32")
    return value.numpy().copy()


def kind_of(value: Any) -> str:
    names = {type(None): "None", np.ndarray: "a NumPy array"}
    return names.get(type(value), f"a {type(value).__name__}")


def gradient(results: Iterable[Tensor], x: Tensor) -> Tensor:
    """The gradient of the weighted sum of all results with respect to x; 0 where x was not used."""
    total = torch.zeros((), requires_grad=True)
    for value in results:
        total = total + (value * torch.tensor(cotangent(tuple(value.shape))).to(value.dtype)).sum()
    (found,) = torch.autograd.grad(total, [x], allow_unused=True, retain_graph=True)
    return torch.zeros_like(x) if found is None else found
