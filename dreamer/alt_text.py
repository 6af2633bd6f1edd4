"""Words for pictures, for those who do not see them.

    alt_text(figure)             what a figure's titles, axes and legends say, and from where to where its lines go
    figure.set_label("...")      what it shows, where its own words do not say it

In a notebook every figure is shown with its words: to a bare PNG, JupyterLab gives none.
"""

from __future__ import annotations

import base64
import html
import sys
from typing import Any

import numpy as np

MOST = 8  # values of bars that are named


def html_image(content: bytes, alt: str) -> str:
    """A PNG, GIF or WebP and its words, as an HTML element that needs no file."""
    begins = {b"GIF8": "gif", b"RIFF": "webp"}
    kind = begins.get(content[:4], "png")
    data = base64.b64encode(content).decode()
    return f"<img alt='{html.escape(alt)}' src='data:image/{kind};base64,{data}' style='max-width: 100%'>"


def alt_text(figure: Any) -> str:
    """A matplotlib figure in words."""
    own = str(figure.get_label())
    return own or " ".join(filter(None, (_words(ax) for ax in figure.axes if ax.get_visible())))


def describe_in_notebook() -> None:
    """From now on the kernel that this runs in shows figures with their words; without a kernel, nothing happens."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    formatter = getattr(shell, "display_formatter", None)
    if formatter is not None:
        from IPython.core.pylabtools import print_figure
        from matplotlib.figure import Figure

        def shown(figure: Any) -> str:
            return html_image(print_figure(figure, "png"), alt_text(figure))

        formatter.formatters["text/html"].for_type(Figure, shown)


def _words(ax: Any) -> str:
    over = " over ".join(filter(None, (ax.get_ylabel(), ax.get_xlabel())))
    told = ": ".join(filter(None, (ax.get_title(), over)))
    drawn = [_of_line(line) for line in ax.get_lines()] + [_of_bars(bars) for bars in ax.containers]
    return f"{'; '.join(filter(None, (told, *drawn)))}." if told or any(drawn) else ""


def _of_line(line: Any) -> str:
    name, y = str(line.get_label()), np.asarray(line.get_ydata(), float)
    y = y[np.isfinite(y)]
    if name.startswith("_") or not y.size:  # matplotlib names so what has no name
        return ""
    return f"{name} from {_number(y[0])} to {_number(y[-1])}"


def _of_bars(bars: Any) -> str:
    name = str(bars.get_label())
    heights = [bar.get_height() for bar in bars if hasattr(bar, "get_height")]
    if name.startswith("_") or not heights:
        return ""
    return f"{name} {', '.join(map(_number, heights[:MOST]))}"


def _number(x: float) -> str:
    return f"{x:,.0f}" if abs(x) >= 100 else f"{x:.3g}"
