"""Widgets of the notebooks: figures with sliders, each drawn with the learner's own function.

    explore_symlog(symlog)

A picture is drawn by matplotlib for every position of the sliders. Where no widget
can be shown (nbconvert, grading, a saved notebook) the picture stands alone.
"""

from __future__ import annotations

import contextlib
import html
import io
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import ipywidgets
import numpy as np
import torch
from IPython.display import display
from torch import Tensor

from dreamer.alt_text import alt_text, html_image
from dreamer.lab.checks.runner import SECONDS, Bounded, TimeUp, in_time
from dreamer.parts.statements import raised_by_stub
from dreamer.style import BLUE, GREEN, ORANGE, figure_style, goal_line, look
from dreamer.training.curves import GOAL, SMOOTHING, by_method, has_wall_clock, own_curves
from dreamer.training.shipped_runs import shipped_curves

OURS, OTHER, THIRD = BLUE, ORANGE, GREEN
_LOOKS: Any = {"style": {"description_width": "8em"}, "layout": {"width": "34em"}}  # of a slider
WIDGET = "application/vnd.jupyter.widget-view+json"


def explore(draw: Callable[..., Any], **controls: ipywidgets.ValueWidget) -> None:
    """Show `draw(**values)`, a matplotlib figure, above controls that redraw it.

    A function that is not written yet, or that raises, becomes a line of text in the
    picture's place; the notebook goes on.
    """
    shown = ipywidgets.HTML(layout={"max_width": "54em"})  # an Image would have no words

    def redraw(*_) -> tuple[bytes, str]:
        png, words = _picture(draw, {name: control.value for name, control in controls.items()})
        shown.value = html_image(png, words) if png else words
        return png, words

    png, words = redraw()
    for control in controls.values():
        control.observe(redraw, "value")
    box = ipywidgets.VBox([*controls.values(), shown])
    bundle: dict[str, Any] = {"text/plain": words}
    if png:
        bundle |= {"text/html": shown.value, "image/png": png}
    display(bundle | widget_view(box), raw=True)


def widget_view(box: ipywidgets.Box) -> dict[str, Any]:
    """What a front end that has widgets shows of a box, to stand beside what others show."""
    return {WIDGET: {"version_major": 2, "version_minor": 0, "model_id": box.model_id}}


def _picture(draw: Callable[..., Any], values: Mapping[str, Any]) -> tuple[bytes, str]:
    """A PNG and its words; or nothing, and why."""
    import matplotlib.pyplot as plt

    printed = Bounded()
    try:
        with torch.no_grad(), contextlib.redirect_stdout(printed):
            figure = in_time(lambda: draw(**values), SECONDS)
    except TimeUp:
        return b"", f"Your function was given up after {SECONDS:.0f} seconds."
    except (Exception, SystemExit) as error:
        plt.close("all")
        if raised_by_stub(error):
            return b"", "This picture is drawn with your function, as soon as it is written."
        text = html.escape(f"{type(error).__name__}: {error}")
        return b"", f"This picture waits until the check above has passed. ({text})"
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png")
    return buffer.getvalue(), alt_text(figure)


def _slider(low: float, high: float, value: float, step: float, text: str) -> Any:
    return ipywidgets.FloatSlider(
        value=value,
        min=low,
        max=high,
        step=step,
        description=text,
        continuous_update=False,
        **_LOOKS,
    )


def _choice(labels: Mapping[str, float], value: float, text: str) -> Any:
    """A slider over a few numbers of very different size."""
    return ipywidgets.SelectionSlider(
        options=list(labels.items()),
        value=value,
        description=text,
        continuous_update=False,
        **_LOOKS,
    )


def explore_symlog(symlog: Callable[[Tensor], Tensor]) -> None:
    """symlog beside x itself and ln x, out to a range that the slider chooses."""

    def draw(limit: float) -> Any:
        x = torch.linspace(-limit, limit, 801)
        y = symlog(x)
        with figure_style() as plt:
            figure, ax = plt.subplots(figsize=(6, 3.4))
            top = float(torch.nan_to_num(y).abs().max()) * 1.4 + 1e-6
            ax.plot(x, x, color=OTHER, linestyle="--", label="x itself")
            positive = x[x > 0]
            ax.plot(positive, positive.log(), color=THIRD, linestyle=":", label="ln x")
            ax.plot(x, y, color=OURS, linewidth=2.4, label="your symlog")
            ax.set(xlabel="x", ylabel="what the network sees", ylim=(-top, top))
            ax.legend()
            plt.close(figure)
        return figure

    limits = [0.1, 0.3, 1, 3, 10, 30, 100, 1000, 10_000, 100_000, 1_000_000]
    explore(draw, limit=_choice({f"±{limit:,}": limit for limit in limits}, 10, "range of x"))


def explore_twohot(
    twohot: Callable[[Tensor, Tensor], Tensor],
    twohot_mean: Callable[[Tensor, Tensor], Tensor],
    bins: Tensor,
) -> None:
    """The two weights of a target, and the number that they stand for."""

    def draw(target: float) -> Any:
        weights = twohot(torch.tensor([target]), bins)[0]
        decoded = float(twohot_mean(weights.clamp(min=1e-30).log()[None], bins)[0])
        with figure_style() as plt:
            figure, ax = plt.subplots(figsize=(7, 3))
            ax.stem(bins, weights, linefmt=OURS, markerfmt="o", basefmt=" ", label="weights")
            for b, w in zip(bins.tolist(), weights.tolist(), strict=True):
                if w > 0:
                    ax.annotate(f"{w:.3f}", (b, w), (0, 5), textcoords="offset points", ha="center")
            ax.axvline(target, color=OTHER, linestyle="--", label=f"target {target:.2f}")
            ax.plot(decoded, 0.02, marker="^", color=THIRD, linestyle="", markersize=10)
            ax.plot([], [], "^", color=THIRD, label=f"decoded {decoded:.2f}")
            ax.set(xlabel="bins", ylabel="weight", ylim=(0, 1.25))
            ax.legend(loc="upper left", bbox_to_anchor=(1, 1))
            plt.close(figure)
        return figure

    low, high = float(bins[0]) * 1.2, float(bins[-1]) * 1.2
    explore(draw, target=_slider(low, high, 2.5, 0.1, "target"))


def explore_lambda(
    lambda_return: Callable[..., Tensor],
    reward: Tensor,
    discount: Tensor,
    value: Tensor,
) -> None:
    """λ from 0 to 1 over a trace of rewards.  [T] each; value is what a critic says."""
    rows = [x.float()[None] for x in (reward, discount, value)]
    last = torch.zeros_like(rows[0], dtype=torch.bool)

    def draw(lam: float) -> Any:
        returns = {x: lambda_return(*rows, last, x)[0] for x in (0.0, 1.0, lam)}
        with figure_style() as plt:
            figure, (above, below) = plt.subplots(2, 1, figsize=(7, 4.4), sharex=True)
            above.bar(range(len(reward)), reward.numpy(), color="#999999", width=1.0)
            above.set_ylabel("reward")
            below.plot(
                returns[0.0].numpy(), color=THIRD, linestyle=":", label="λ = 0: the critic's word"
            )
            below.plot(
                returns[1.0].numpy(), color=OTHER, linestyle="--", label="λ = 1: all rewards"
            )
            below.plot(returns[lam].numpy(), color=OURS, linewidth=2.2, label=f"λ = {lam:.2f}")
            below.set(xlabel="step", ylabel="return")
            below.legend(loc="upper left", bbox_to_anchor=(1, 1))
            plt.close(figure)
        return figure

    explore(draw, lam=_slider(0, 1, 0.95, 0.05, "λ"))


def explore_mixture(steps: int = 8) -> None:
    """How much the return that trusts the critic after 1, 2, … steps counts in the λ-return of a dream of `steps`."""

    def draw(lam: float) -> Any:
        n = np.arange(1, steps + 1)
        weights = (1 - lam) * lam ** (n - 1.0)
        weights[-1] = lam ** (steps - 1.0)
        with figure_style() as plt:
            figure, ax = plt.subplots(figsize=(6, 2.6))
            ax.bar(n, weights, color=[OURS] * (steps - 1) + [OTHER])
            for x, weight in zip(n, weights, strict=True):
                ax.annotate(
                    f"{weight:.2f}", (x, weight), (0, 2), textcoords="offset points", ha="center"
                )
            ax.set(
                xlabel="steps of the dream before the critic is trusted",
                ylabel="weight",
                ylim=(0, 1.1),
            )
            ax.set_xticks(n, [*map(str, n[:-1]), f"{steps}: to its end"])
            plt.close(figure)
        return figure

    explore(draw, lam=_slider(0, 1, 0.5, 0.05, "λ"))


def explore_latents(stoch: Tensor, reward: Tensor) -> None:
    """One episode's guesses over time: which class each variable took.

    stoch [T, S, K] one-hot, reward [T]
    """
    classes, count = stoch.argmax(-1), stoch.shape[-1]

    def draw(window: tuple[int, int]) -> Any:
        first, last = window
        with figure_style() as plt:
            figure, (above, below) = plt.subplots(
                2, 1, figsize=(8, 4.6), sharex=True, height_ratios=[1, 3]
            )
            steps = np.arange(first, last)
            above.plot(steps, reward[first:last].numpy(), color=OURS)
            above.set_ylabel("reward")
            picture = below.imshow(
                classes[first:last].T.numpy(),
                aspect="auto",
                interpolation="nearest",
                extent=(first, last, classes.shape[1], 0),
                cmap=plt.get_cmap("cividis", count),
                vmin=-0.5,
                vmax=count - 0.5,
            )
            figure.colorbar(picture, ax=[above, below], ticks=range(count), label="class")
            below.grid(False)
            below.set(xlabel="step", ylabel="variable")
            plt.close(figure)
        return figure

    slider = ipywidgets.IntRangeSlider(
        value=(0, min(100, len(stoch))),
        min=0,
        max=len(stoch),
        description="steps",
        continuous_update=False,
        **_LOOKS,
    )
    explore(draw, window=slider)


def explore_curves(*folders: str | Path) -> None:
    """The shipped learning curves, and those of your own runs; folders without one are left out."""
    runs = shipped_curves()
    for folder in folders:
        if (Path(folder) / "curve.csv").exists():
            runs += own_curves(folder)
    methods = list(by_method(runs))
    windows = [100, 1000, 5000, SMOOTHING, 50_000, 100_000, 300_000]

    def draw(shown: Sequence[str], axis: str, window: int) -> Any:
        unit = 60.0 if axis == "wall_seconds" else 1.0
        with figure_style() as plt:
            figure, ax = plt.subplots(figsize=(7.5, 3.8))
            for method, group in by_method(run for run in runs if run.method in shown).items():
                if axis == "wall_seconds" and not has_wall_clock(group):
                    continue
                for index, run in enumerate(group):
                    x = getattr(run, axis) / unit
                    label = f"{method}, n={len(group)}" if index == 0 else None
                    style = {**look(method), "linewidth": 1.2}
                    ax.plot(x, run.smoothed(window), label=label, **style)
            goal_line(ax, GOAL)
            ax.set_xlabel("minutes of training" if axis == "wall_seconds" else "env steps")
            ax.set_xscale("linear" if axis == "wall_seconds" else "log")
            ax.set(ylabel="episode return", ylim=(0, 1000))
            ax.legend(loc="upper left", bbox_to_anchor=(1, 1))
            plt.close(figure)
        return figure

    explore(
        draw,
        shown=ipywidgets.SelectMultiple(
            options=methods,
            value=tuple(methods),
            rows=len(methods),
            description="methods",
            **_LOOKS,
        ),
        axis=ipywidgets.Dropdown(
            options={"env steps": "env_steps", "minutes": "wall_seconds"},
            description="x axis",
            **_LOOKS,
        ),
        window=_choice({f"{n:,} env steps": n for n in windows}, SMOOTHING, "smoothed over"),
    )
