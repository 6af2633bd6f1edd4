"""Convolutional encoder and decoder for 64×64 images.

After `Encoder` and `Decoder` of the official `dreamerv3/rssm.py`; `dreamer.agent.world_model` uses them
where the agent sees pixels.
"""

from __future__ import annotations

import itertools

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from dreamer.nets import NORM_EPS, BlockLinear, Layer, Linear, truncated_normal_


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
    Source: `Encoder` of the official `dreamerv3/rssm.py`, for images.
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
    Source: `Decoder` of the official `dreamerv3/rssm.py`, for images.
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
