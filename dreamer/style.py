"""One look for every figure: a colour and a line for each method, from a colour-blind-safe palette.

Colours are those of Okabe and Ito; lines differ too, so that a figure reads in grey.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

LOOKS: dict[str, dict[str, Any]] = {
    "DreamerV3": {"color": "#0072B2", "linestyle": "-"},
    "PPO": {"color": "#D55E00", "linestyle": (0, (6, 1))},
    "your run": {"color": "#009E73", "linestyle": "-"},
    "DreamerV3 (published)": {"color": "#56B4E9", "linestyle": ":"},
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


@contextlib.contextmanager
def figure_style() -> Iterator[Any]:
    """`matplotlib.pyplot` in our style, the settings restored afterwards."""
    import matplotlib.pyplot as plt

    with plt.rc_context(RC):
        yield plt
