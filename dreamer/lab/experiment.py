"""An experiment of one's own: one setting changed, a few seeds with and without, one figure.

outcome = experiment({"discount_horizon": 50.0}, parts)
display(outcome.figure)
print(outcome.text)
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from dreamer.errors import UserError
from dreamer.parts import Parts
from dreamer.style import BLUE, ORANGE, figure_style
from dreamer.training.curves import Run, aggregate, own_curves, summary
from dreamer.training.trainer import Trainer

PLAIN = "unchanged"
LAST = 0.25  # share of a run over which its returns are compared


@dataclass(frozen=True)
class Outcome:
    """What came of an experiment: a matplotlib figure, and what it says in words."""

    figure: Any
    text: str


def experiment(
    change: Mapping[str, Any],
    parts: Parts,
    env: str = "CartPole-v1",
    seeds: Sequence[int] = (0, 1, 2),
    env_steps: int = 20_000,
    folder: str | Path = "runs/experiment",
) -> Outcome:
    """Train every seed with the environment's own settings and with `change`, and compare.

    change: settings, as of `Trainer`; folder: keeps the runs, so that an experiment that was stopped goes on, and another
    change does not train the unchanged ones again.

    Raises UserError where nothing is changed, or a setting does not exist.
    """
    if not change:
        raise UserError("an experiment changes a setting, for example {'discount_horizon': 50.0}")
    changed = ", ".join(f"{name}={value}" for name, value in change.items())
    runs = {}
    for name, settings in ((PLAIN, {}), (changed, dict(change))):
        place = Path(folder) / env / f"{env_steps}" / name.replace("/", "_").replace(" ", "")
        for seed in seeds:
            print(f"{name}, seed {seed}")
            Trainer(env, seed, settings, parts, place / f"seed_{seed}").train(env_steps)
        runs[name] = [run for run in own_curves(place, name) if run.seed in seeds]
    return Outcome(_draw(runs, f"{env}: {changed}"), verdict(runs))


def verdict(runs: Mapping[str, Sequence[Run]]) -> str:
    """Mean and range of the last returns, and whether the two ranges overlap."""
    lines, ranges = [], []
    for name, group in runs.items():
        last = [
            float(run.episode_return[run.env_steps >= (1 - LAST) * run.env_steps[-1]].mean())
            for run in group
        ]
        ranges.append((min(last), max(last)))
        lines.append(
            f"{name}: {np.mean(last):.0f} over the last quarter, from {min(last):.0f} to {max(last):.0f}, n={len(last)}"
        )
    (low, high), (other_low, other_high) = ranges
    if other_low > high or other_high < low:
        lines.append(
            "The two ranges do not overlap: a difference, as far as so few seeds can tell. Would further seeds agree?"
        )
    else:
        lines.append("The two ranges overlap: seeds differ as much as the change does.")
    return "\n".join(lines)


def _draw(runs: Mapping[str, Sequence[Run]], title: str) -> Any:
    with figure_style() as plt:
        figure, ax = plt.subplots(figsize=(6.4, 3.4))
        for (name, group), colour, line in zip(
            runs.items(), (BLUE, ORANGE), ("-", "--"), strict=True
        ):
            x, centre, band = aggregate(group, "env_steps")
            ax.fill_between(x, *band, color=colour, alpha=0.15)
            label = f"{name}: {summary(group, 'env_steps')}"
            ax.plot(x, centre, color=colour, linestyle=line, label=label)
        ax.set(title=title, xlabel="env steps", ylabel="episode return")
        ax.legend(loc="upper left", bbox_to_anchor=(0, -0.2))
        plt.close(figure)
    return figure
