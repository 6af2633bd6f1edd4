"""Figures of learning curves: methods side by side (Dreamer and PPO), and variants of one."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from dreamer.envs.control_suite import DMC_PREFIX
from dreamer.errors import UserError
from dreamer.files import write_whole
from dreamer.style import figure_style, goal_line, look, panels
from dreamer.training.curves import (
    GOALS,
    SMOOTHED_SHARE,
    Run,
    aggregate,
    by_method,
    first_crossing,
    has_wall_clock,
    seeds_shown,
    summary,
)

DMC_BEST = 1000.0  # dm_control's returns lie in 0..1000


def draw_comparison(
    runs: Iterable[Run], out: str | Path | None = None, marks: Sequence[float] = ()
):
    """Return against env steps and against wall-clock minutes, a colour a method.

    Every run is drawn thin, the centre over seeds thick, their band shaded (`aggregate`).
    Methods without wall-clock times appear faintly on the left alone. marks: returns at which a line is drawn, beside the
    task's goal. Saves to `out` where that is given, and returns the matplotlib figure.

    Raises UserError where there is nothing to draw or the runs are of several tasks.
    """
    groups = by_method(runs)
    tasks = {run.task for group in groups.values() for run in group}
    if len(tasks) != 1:
        raise UserError(
            f"a comparison needs the curves of one task, got {', '.join(sorted(tasks)) or 'none'}"
        )
    task = tasks.pop()
    goal, dmc = GOALS.get(task), task.startswith(DMC_PREFIX)
    with figure_style() as plt:
        figure, axes = plt.subplots(1, 2, figsize=(11, 4.6), sharey=True)
        for axis_name, ax in zip(("env_steps", "wall_seconds"), axes, strict=True):
            for method, group in groups.items():
                if has_wall_clock(group):
                    _draw_method(ax, method, group, axis_name, look(method))
                elif axis_name == "env_steps":
                    x, centre, _ = aggregate(group, axis_name)
                    label = f"{method}: {seeds_shown(group)}"
                    ax.plot(x, centre, label=label, **look(method), alpha=0.6, linewidth=1.2)
            for level in (*marks, *([] if goal is None else [goal])):
                goal_line(ax, level)
            if dmc:
                ax.set_ylim(0, DMC_BEST)
        said = {level: f"{level:.0f}" for level in marks}
        if goal is not None:
            said[goal] = f"{goal:.0f}: the {'lab' if dmc else 'task'}'s goal"
        for level, text in said.items():
            axes[0].annotate(
                text,
                (0.01, level),
                (0, 3),
                xycoords=("axes fraction", "data"),
                textcoords="offset points",
            )
        axes[0].set_xscale("log")
        axes[0].set_xlabel("environment steps (control steps, log scale)")
        axes[0].set_ylabel("episode return" + (" (of about 1000)" if dmc else ""))
        axes[0].set_title("Sample efficiency")
        axes[1].set_xlabel("wall-clock minutes of training")
        axes[1].set_xlim(left=0)
        axes[1].set_title("Wall-clock")
        for ax in axes:
            ax.legend(loc="upper center", bbox_to_anchor=(0.5, -0.17))
        timed = [method for method, group in groups.items() if has_wall_clock(group)]
        figure.suptitle(f"{_listed(timed)} on {task}")
        if out is not None:
            out, picture = Path(out), io.BytesIO()
            out.parent.mkdir(parents=True, exist_ok=True)
            try:
                figure.savefig(picture, format=out.suffix[1:] or "png")
            except ValueError as error:  # an ending that matplotlib does not know
                raise UserError(f"cannot draw to {out}: {error}") from error
            write_whole(out, picture.getvalue())
        plt.close(figure)
    return figure


def draw_variants(runs: Mapping[str, Sequence[Run]]) -> Any:
    """The matplotlib figure: a panel for each variant, its runs over those of the first."""
    (plain, unchanged), *changed = runs.items()
    with figure_style() as plt:
        figure, axes = panels(plt, len(changed), (3.8, 2.7), sharex=True, sharey=True)
        for ax, variant in zip(axes, changed, strict=True):
            for (name, group), colour in (((plain, unchanged), "#888888"), (variant, "#D55E00")):
                for number, run in enumerate(group):
                    smooth = run.smoothed(SMOOTHED_SHARE * run.env_steps[-1])
                    label = name if number == 0 else "_"
                    ax.plot(run.env_steps / 1000, smooth, color=colour, label=label)
            ax.set_xlim(left=0)
            ax.set_title(variant[0], color="#D55E00")
        lines, _ = axes[0].get_legend_handles_labels()
        figure.legend(lines, [plain, "as its title says"], ncols=2, loc="outside upper right")
        plt.close(figure)
    return figure


def _listed(names: Sequence[str]) -> str:
    """In words: `a`, `a and b`, or `a, b and c`."""
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last


def _draw_method(ax, method: str, runs: Sequence[Run], axis: str, style: dict) -> None:
    unit = 60.0 if axis == "wall_seconds" else 1.0
    for run in runs:
        thin = {**style, "linestyle": "-", "linewidth": 0.6, "alpha": 0.5}
        ax.plot(getattr(run, axis) / unit, run.smoothed(), **thin)
    x, centre, band = aggregate(runs, axis)
    goal = GOALS.get(runs[0].task)
    crossing = None if goal is None else first_crossing(runs, axis, goal)
    if crossing is not None:
        ax.plot(crossing / unit, goal, marker="o", markersize=7, color=style["color"], zorder=5)
    if len(runs) > 1:
        ax.fill_between(x / unit, *band, color=style["color"], alpha=0.15)
    label = f"{method}: {summary(runs, axis)}"
    dot = "o" if len(x) == 1 else ""  # a line of one point would not be seen
    ax.plot(x / unit, centre, **style, marker=dot, linewidth=2.2, label=label)
