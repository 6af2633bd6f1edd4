"""The style of every figure: a colour and a line for each method, from a colour-blind-safe palette.

Colours are those of Okabe and Ito; lines differ too, so that a figure reads in grey.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

from dreamer.alt_text import describe_in_notebook

BLUE, ORANGE, GREEN, SKY = "#0072B2", "#D55E00", "#009E73", "#56B4E9"

LOOKS: dict[str, dict[str, Any]] = {
    "DreamerV3": {"color": BLUE, "linestyle": "-"},
    "PPO": {"color": ORANGE, "linestyle": (0, (6, 1))},
    "your run": {"color": GREEN, "linestyle": "-"},
    "SAC": {"color": "#CC79A7", "linestyle": (0, (3, 1, 1, 1))},
    "DreamerV3 (published)": {"color": SKY, "linestyle": ":"},
    "PPO (published)": {"color": "#E69F00", "linestyle": ":"},
    "D4PG (published)": {"color": "#999999", "linestyle": ":"},
}

RC: dict[Any, Any] = {
    "figure.dpi": 110,
    "savefig.dpi": 140,
    "savefig.bbox": "tight",
    "font.size": 10,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "grid.alpha": 0.25,
    "legend.frameon": False,
    "legend.fontsize": 8.5,
    "figure.constrained_layout.use": True,
}


def look(method: str) -> dict[str, Any]:
    """Colour and line of a method; grey for one that is not known."""
    return LOOKS.get(method, {"color": "#444444", "linestyle": "-."})


def panels(plt: Any, count: int, size: tuple[float, float], columns: int = 3, **kwargs: Any) -> Any:
    """A figure of `count` learning curves in rows, each of `size` inches, and their axes.

    What is left of a row is hidden. kwargs: of `plt.subplots`.
    """
    wide = min(columns, count)
    high = -(-count // wide)
    figure, axes = plt.subplots(
        high, wide, figsize=(size[0] * wide, size[1] * high), squeeze=False, **kwargs
    )
    for ax in axes.flat[count:]:
        ax.set_visible(False)
    for row in axes:
        row[0].set_ylabel("episode return")
    for column in axes.T:
        shown = [ax for ax in column if ax.get_visible()]
        for ax in shown[-1:] if kwargs.get("sharex") else shown:
            ax.set_xlabel("thousand env steps")
    return figure, list(axes.flat[:count])


def goal_line(ax: Any, goal: float) -> None:
    """A dotted line at the return that is to be reached."""
    ax.axhline(goal, color="black", linewidth=0.8, linestyle=(0, (1, 2)))


@contextlib.contextmanager
def figure_style() -> Iterator[Any]:
    """`matplotlib.pyplot` in our style, the settings restored afterwards; in a notebook, figures get their words."""
    import matplotlib.pyplot as plt

    with plt.rc_context(RC):
        yield plt
    describe_in_notebook()  # last: the first figure of a notebook sets its formats
