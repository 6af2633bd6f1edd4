"""The bricks that are given: layers, multi-layer perceptrons and output heads.

After `embodied/jax/nets.py` and `heads.py` of the official code: RMS norm with
eps 1e-4, SiLU, weights from a truncated normal of standard deviation 1/√fan_in.
Everything that is graded is built from these and lives in the notebooks.
"""

from __future__ import annotations

import itertools
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


class Conv(nn.Conv2d):
    """A convolution of 5×5 that keeps height and width, initialised officially.  [N, i, H, W] -> [N, o, H, W]"""

    def __init__(self, inputs: int, outputs: int):
        super().__init__(inputs, outputs, kernel_size=5, padding=2)

    def reset_parameters(self) -> None:
        truncated_normal_(self.weight, self.in_channels * 25)
        assert self.bias is not None
        nn.init.zeros_(self.bias)


class ChannelNorm(nn.RMSNorm):
    """RMS norm over the channels of each pixel.  [N, C, H, W] -> the same"""

    def __init__(self, channels: int):
        super().__init__(channels, eps=NORM_EPS)

    def forward(self, x: Tensor) -> Tensor:
        weight = self.weight.to(x.dtype)
        return F.rms_norm(x.movedim(1, -1), weight.shape, weight, self.eps).movedim(-1, 1)


CHANNELS = (2, 3, 4, 4)  # of each image layer, times `depth`
COARSE = 4  # pixels of a side after four halvings of 64


class ImageEncoder(nn.Module):
    """uint8 [..., 64, 64, 3] -> [..., E]: four times convolution, halving by the maximum, norm, SiLU.

    bfloat16: compute in it, as the official code does.
    Source: `Encoder` of the official `rssm.py`, for images.
    """

    def __init__(self, depth: int, bfloat16: bool = False):
        super().__init__()
        self.in_bfloat16 = bfloat16
        channels = [3, *(depth * n for n in CHANNELS)]
        self.layers = nn.Sequential()
        for inputs, outputs in itertools.pairwise(channels):
            self.layers.extend(
                [Conv(inputs, outputs), nn.MaxPool2d(2), ChannelNorm(outputs), nn.SiLU()]
            )
        self.size = channels[-1] * COARSE**2

    def forward(self, image: Tensor) -> Tensor:
        x = image.reshape(-1, *image.shape[-3:]).movedim(-1, 1).float() / 255 - 0.5
        with torch.autocast(x.device.type, torch.bfloat16, enabled=self.in_bfloat16):
            x = self.layers(x).float()
        return x.movedim(1, -1).reshape(*image.shape[:-3], self.size)


class ImageDecoder(nn.Module):
    """[..., D + S·K] -> [..., 64, 64, 3] in 0..1: a coarse picture, four times doubled.

    Memory and guess make the coarse picture together: the memory by a block-diagonal layer,
    the guess by two dense ones. bfloat16: compute the picture in it, as the official code does.
    Source: `Decoder` of the official `rssm.py`, for images.
    """

    BLOCKS = 8

    def __init__(self, deter: int, stoch: int, units: int, depth: int, bfloat16: bool = False):
        super().__init__()
        self.deter, self.in_bfloat16 = deter, bfloat16
        *outer, inner = (depth * n for n in CHANNELS)
        self.channels = inner
        size = inner * COARSE**2
        self.from_deter = BlockLinear(deter, size, self.BLOCKS)
        self.from_stoch = nn.Sequential(Layer(stoch, 2 * units), Linear(2 * units, size))
        self.start = nn.Sequential(ChannelNorm(inner), nn.SiLU())
        self.layers = nn.Sequential()
        for inputs, outputs in itertools.pairwise([inner, *reversed(outer)]):
            self.layers.extend(
                [
                    nn.Upsample(scale_factor=2),
                    Conv(inputs, outputs),
                    ChannelNorm(outputs),
                    nn.SiLU(),
                ]
            )
        self.layers.extend([nn.Upsample(scale_factor=2), Conv(outer[0], 3), nn.Sigmoid()])

    def forward(self, features: Tensor) -> Tensor:
        x = features.reshape(-1, features.shape[-1])
        deter, stoch = x[:, : self.deter], x[:, self.deter :]
        # each block paints its own channels
        blocks = self.from_deter(deter).view(len(x), self.BLOCKS, COARSE, COARSE, -1)
        painted = blocks.permute(0, 2, 3, 1, 4).flatten(-2)  # [N, H, W, C]
        guessed = self.from_stoch(stoch).view(len(x), COARSE, COARSE, -1)
        with torch.autocast(x.device.type, torch.bfloat16, enabled=self.in_bfloat16):
            image = self.layers(self.start((painted + guessed).movedim(-1, 1))).float()
        return image.movedim(1, -1).reshape(*features.shape[:-1], *image.shape[2:], 3)


class BoundedNormal:
    """A policy over continuous actions: mean in (-1, 1), standard deviation in (0.1, 1).

    outputs: [..., 2A], the raw means and then the raw standard deviations.
    Source: `bounded_normal` of the official `heads.py`.
    """

    MIN_STD, MAX_STD = 0.1, 1.0

    def __init__(self, outputs: Tensor):
        mean, std = outputs.chunk(2, -1)
        self.mean = torch.tanh(mean)
        self.std = (self.MAX_STD - self.MIN_STD) * torch.sigmoid(std + 2.0) + self.MIN_STD

    def mode(self) -> Tensor:
        return self.mean

    def sample(self) -> Tensor:
        """[..., A]; may lie outside [-1, 1], as in the official code: the environment clips."""
        return (self.mean + self.std * torch.randn_like(self.mean)).detach()

    def log_prob(self, action: Tensor) -> Tensor:
        """[..., A] -> [...]"""
        z = (action - self.mean) / self.std
        return (-0.5 * z.square() - self.std.log() - 0.5 * math.log(2 * math.pi)).sum(-1)

    def entropy(self) -> Tensor:
        """[...], in nats, summed over action dimensions."""
        return (self.std.log() + 0.5 * math.log(2 * math.pi * math.e)).sum(-1)


class OneHotPolicy:
    """A policy over A discrete actions, as one-hot vectors, mixed with 1 % of the uniform one.

    outputs: logits [..., A]. Built on the learner's `unimix` and `sample_onehot`.
    """

    def __init__(self, logits: Tensor, parts):
        self.logits = logits.unsqueeze(-2)  # one variable: [..., 1, A]
        self.log_probs = parts.unimix(self.logits)
        self._sample_onehot = parts.sample_onehot

    def mode(self) -> Tensor:
        index = self.logits.squeeze(-2).argmax(-1)
        return F.one_hot(index, self.logits.shape[-1]).to(self.logits.dtype)

    def sample(self) -> Tensor:
        """One-hot [..., A]"""
        return self._sample_onehot(self.logits).detach().squeeze(-2)

    def log_prob(self, action: Tensor) -> Tensor:
        """[..., A] -> [...]"""
        return (self.log_probs.squeeze(-2) * action).sum(-1)

    def entropy(self) -> Tensor:
        """[...], in nats."""
        return -(self.log_probs.exp() * self.log_probs).sum((-2, -1))
