"""Layers: linear, block-linear, the hidden layer, multi-layer perceptrons and output heads.

After `embodied/jax/nets.py` and `heads.py` of the official code: RMS norm with
eps 1e-4, SiLU, weights from a truncated normal of standard deviation 1/√fan_in.
The learner's RSSM and the agent's other nets are built from these.
"""

from __future__ import annotations

import math

import torch
import torch.nn.functional as F
from torch import Tensor, nn

NORM_EPS = 1e-4


def truncated_normal_(weight: Tensor, fan_in: int, scale: float = 1.0) -> None:
    """Fill with N(0, scale²/fan_in) cut at two standard deviations, in place."""
    # 1.1368 restores the standard deviation that the cut takes away.
    nn.init.trunc_normal_(weight, a=-2, b=2)
    with torch.no_grad():
        weight.mul_(1.1368 * scale / math.sqrt(fan_in))


class Linear(nn.Linear):
    """`nn.Linear` with the official initialisation; `scale` 0 gives an output of 0.  [..., i] -> [..., o]"""

    def __init__(self, inputs: int, outputs: int, scale: float = 1.0):
        self.scale = scale
        super().__init__(inputs, outputs)

    def reset_parameters(self) -> None:
        truncated_normal_(self.weight, self.in_features, self.scale)
        nn.init.zeros_(self.bias)


class BlockLinear(nn.Module):
    """A linear layer whose matrix is block-diagonal.  [..., i] -> [..., o]

    The input is cut into `blocks` equal parts, and each makes its part of the output.
    """

    def __init__(self, inputs: int, outputs: int, blocks: int):
        super().__init__()
        if inputs % blocks or outputs % blocks:
            raise ValueError(
                f"{inputs} inputs and {outputs} outputs do not cut into {blocks} blocks"
            )
        self.blocks = blocks
        self.weight = nn.Parameter(torch.empty(blocks, inputs // blocks, outputs // blocks))
        self.bias = nn.Parameter(torch.zeros(outputs))
        truncated_normal_(self.weight, inputs)

    def forward(self, x: Tensor) -> Tensor:
        x = x.unflatten(-1, (self.blocks, -1))  # [..., G, i/G]
        return torch.einsum("...gi,gio->...go", x, self.weight).flatten(-2) + self.bias


class Layer(nn.Module):
    """Linear (or block-linear), RMS norm, SiLU: the one hidden layer used everywhere.  [..., i] -> [..., o]"""

    def __init__(self, inputs: int, outputs: int, blocks: int | None = None):
        super().__init__()
        self.linear = BlockLinear(inputs, outputs, blocks) if blocks else Linear(inputs, outputs)
        self.norm = nn.RMSNorm(outputs, eps=NORM_EPS)

    def forward(self, x: Tensor) -> Tensor:
        return F.silu(self.norm(self.linear(x)))


def mlp(inputs: int, units: int, layers: int) -> nn.Sequential:
    """`layers` hidden layers of `units`.  [..., i] -> [..., units]"""
    return nn.Sequential(*(Layer(inputs if i == 0 else units, units) for i in range(layers)))


def head(inputs: int, units: int, layers: int, outputs: int, scale: float = 1.0) -> nn.Sequential:
    """An MLP and a linear output whose initial weights are scaled by `scale`.  [..., i] -> [..., o]"""
    return nn.Sequential(mlp(inputs, units, layers), Linear(units, outputs, scale))
