"""Ablations: switch off one idea (symlog, twohot, unimix, the return scale) at a time.

    day38 ablate --logdir runs/ablation --jobs 2

Free nats and the replay value are settings. The other ideas are parts, and `without` gives parts in
which one of them does nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import FunctionType
from typing import Any

import torch
from torch import Tensor, nn

from dreamer.parts import Parts

WHOLE = "with-all-of-them"
IDEAS: dict[str, list[str]] = {  # -> settings that switch it off
    "symlog": ["without=symlog"],
    "twohot": ["without=twohot"],
    "unimix": ["without=unimix"],
    "free-nats": ["free_nats=0"],
    "return-scale": ["without=scale"],
    "replay-value": ["replay_value_scale=0"],
}


def without(idea: str, parts: Parts) -> Parts:
    """The parts with one idea switched off.

    symlog: what is seen stays as large as it is. twohot: heads learn by squared error, their number
    being the mean over bins as before. unimix: distributions are what the logits say, in parts that call a function of
    that name, as the reference's do. scale: advantages are not divided.
    """
    if idea == "symlog":
        return replace(parts, symlog=_same, symexp=_same)
    if idea == "twohot":

        def squared_error(logits: Tensor, target: Tensor, bins: Tensor) -> Tensor:
            return 0.5 * (parts.twohot_mean(logits, bins) - target.detach()).square()

        return replace(parts, twohot_loss=squared_error)
    if idea == "unimix":
        names: dict[str, Any] = {"unimix": _unmixed}
        names["sample_onehot"] = _rebound(parts.sample_onehot, names)
        names["kl_losses"] = _rebound(parts.kl_losses, names)
        return replace(parts, **names, RSSM=_rebound(parts.RSSM, names))
    if idea == "scale":
        return replace(parts, ReturnScale=_NoScale)
    raise ValueError(f"no idea of this name: {idea}")


def _same(x: Tensor) -> Tensor:
    return x


def _unmixed(logits: Tensor, ratio: float = 0.0) -> Tensor:
    return torch.log_softmax(logits, -1)


class _NoScale(nn.Module):
    def update(self, returns: Tensor) -> Tensor:
        return torch.ones((), device=returns.device)


def _rebound(thing: Callable[..., Any], names: Mapping[str, Any]) -> Any:
    """A copy of a function or a class in which some global names have other values."""
    if isinstance(thing, type):
        methods = {k: v for k, v in vars(thing).items() if isinstance(v, FunctionType)}
        return type(thing.__name__, (thing,), {k: _rebound(f, names) for k, f in methods.items()})
    assert isinstance(thing, FunctionType)
    code, known = thing.__code__, {**thing.__globals__, **names}
    copy = FunctionType(code, known, thing.__name__, thing.__defaults__, thing.__closure__)
    copy.__kwdefaults__ = thing.__kwdefaults__
    return copy
