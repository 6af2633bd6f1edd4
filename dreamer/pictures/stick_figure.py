"""dm_control's walker as a stick figure, drawn from its observation alone: what happened beside what was dreamt.

A walker's observation holds the orientations of its seven bodies and its height; with the lengths of its limbs
that is its pose. So a dreamt observation can be drawn, too; and nothing is needed that renders.

    film_dream(dream, step_seconds=0.1)     # the bytes of an animated GIF
"""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib import rc_context
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from PIL import Image
from torch import Tensor

from dreamer.pictures.dream import MARK, OURS, WALKER, Dream
from dreamer.pictures.video import animated
from dreamer.style import RC

BODIES = ("torso", "right_thigh", "right_leg", "right_foot", "left_thigh", "left_leg", "left_foot")
HEIGHT, SPEED = WALKER.values()  # their places in the observation
# In metres, from dm_control's walker.xml; each in the frame of its own body, as (forward, up)
HALF_TORSO = 0.3  # from the torso's middle to its top, and to the hip
THIGH, LEG = (0, -0.45), (0, -0.5)
HEEL, TOES = (-0.04, 0), (0.16, 0)  # seen from the ankle
FAR = "#8FB8D8"  # the leg behind
COLORS = 32  # of the GIF's palette
SHOWN = 1.5  # metres of ground on each side of the walker


def sticks(obs: Tensor) -> np.ndarray:
    """The limbs as lines, in metres, with the torso above 0: their ends as (forward, up).

    obs: [..., O]  ->  [..., 7, 2, 2], the bodies as in `BODIES`; a foot's line runs from its heel to its toes
    """
    forward, up = _axes(obs)

    def along(body: str, offset: tuple[float, float]) -> np.ndarray:
        at = BODIES.index(body)
        return offset[0] * forward[..., at, :] + offset[1] * up[..., at, :]

    height = obs[..., HEIGHT].double().numpy()
    torso = np.stack([np.zeros_like(height), height], -1)
    hip = torso + along("torso", (0, -HALF_TORSO))
    lines = [(hip, torso + along("torso", (0, HALF_TORSO)))]
    for side in ("right", "left"):
        knee = hip + along(f"{side}_thigh", THIGH)
        ankle = knee + along(f"{side}_leg", LEG)
        foot = f"{side}_foot"
        lines += [
            (hip, knee),
            (knee, ankle),
            (ankle + along(foot, HEEL), ankle + along(foot, TOES)),
        ]
    return np.stack([np.stack(line, -2) for line in lines], -3)


def _axes(obs: Tensor) -> tuple[np.ndarray, np.ndarray]:
    """Which way each body's own forward and up point.  [..., O] -> [..., 7, 2] twice

    The observation has the cosine and the sine of its pitch. Dreamt ones need not fit together: they are
    scaled to length 1.
    """
    pairs = obs[..., : 2 * len(BODIES)].double().numpy().reshape(*obs.shape[:-1], -1, 2)
    cos, sin = np.moveaxis(pairs / np.linalg.norm(pairs, axis=-1, keepdims=True).clip(1e-6), -1, 0)
    return np.stack([cos, -sin], -1), np.stack([sin, cos], -1)


def film_dream(dream: Dream, step_seconds: float) -> bytes:
    """An animated GIF: a walker's stretch as it was, beside the first dream of it, in real time.

    step_seconds: of a policy step. The ground's marks pass as fast as the walker says that it goes forward.
    """
    with rc_context({**RC, "figure.constrained_layout.use": False}):
        figure = Figure(figsize=(6.4, 2.9), dpi=75)
        canvas = FigureCanvasAgg(figure)
        axes = figure.subplots(1, 2)
        figure.subplots_adjust(0.01, 0.03, 0.99, 0.88, 0.04)
        happened = _Moving(axes[0], dream.obs, step_seconds)
        dreamt = _Moving(axes[1], dream.dreamt_obs[0], step_seconds)
        frames = []
        for step in range(len(dream.obs)):
            happened.show(step, "what happened", "black")
            closed = step - dream.looking + 1
            if closed > 0:
                told = f"the model, eyes closed for {closed * step_seconds:.1f} s"
                dreamt.show(step, told, MARK)
            else:
                dreamt.show(step, "the model, eyes open", "black")
            canvas.draw()
            image = Image.fromarray(np.asarray(canvas.buffer_rgba())[..., :3])
            frames.append(image.quantize(COLORS, dither=Image.Dither.NONE))
    return animated(frames, step_seconds)


class _Moving:
    """One walker in one panel: made once, moved for each frame."""

    def __init__(self, ax: Any, obs: Tensor, step_seconds: float):
        self.ax, self.lines = ax, sticks(obs)
        self.way = np.cumsum(obs[:, SPEED].double().numpy()) * step_seconds
        # the left leg first: it is behind the right one
        self.order = [4, 5, 6, 0, 1, 2, 3]
        widths = [5, 4, 4, 7, 5, 4, 4]
        colours = 3 * [FAR] + ["black"] + 3 * [OURS]
        self.limbs = LineCollection([], linewidths=widths, colors=colours, capstyle="round")
        self.marks = LineCollection([], linewidths=1, colors="#888888")
        ax.add_collection(self.marks)
        ax.add_collection(self.limbs)
        ax.plot([-SHOWN, SHOWN], [0, 0], color="#888888", linewidth=1.5)
        ax.set(xlim=(-SHOWN, SHOWN), ylim=(-0.15, 1.75), aspect="equal", xticks=[], yticks=[])
        ax.spines[:].set_visible(False)
        ax.grid(visible=False)

    def show(self, step: int, title: str, colour: str) -> None:
        self.limbs.set_segments(list(self.lines[step, self.order]))
        first = np.ceil((self.way[step] - SHOWN) * 2) / 2  # a mark each half metre
        at = np.arange(first, self.way[step] + SHOWN, 0.5) - self.way[step]
        self.marks.set_segments([[(x, 0), (x - 0.05, -0.08)] for x in at])
        self.ax.set_title(title, fontsize=10, color=colour)
