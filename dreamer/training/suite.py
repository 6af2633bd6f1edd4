"""A suite: several worlds with a few seeds each; one table and one figure.

    day38 suite --logdir runs/suite --jobs 2

Each world is a sweep (`dreamer.training.sweep`) in `LOGDIR/ENV`, so a suite that was stopped goes on when
the same command is given again, and what is done is only measured anew. With `--recorded` nothing is
trained: the table and the figure are those of the runs that come with the lab.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

import numpy as np

from dreamer.errors import UserError
from dreamer.parts import Parts
from dreamer.style import LOOKS, figure_style, goal_line, panels
from dreamer.training import checkpoint
from dreamer.training.curves import GOALS, SMOOTHED_SHARE, Run, read_curve
from dreamer.training.run_folder import RunFolder
from dreamer.training.shipped_runs import recorded_file, recorded_manifest
from dreamer.training.trainer import load_run


@dataclass(frozen=True)
class Result:
    """One run: what it took, and the returns of its last policy over `episodes`."""

    env: str
    seed: int
    env_steps: int
    minutes: float
    episodes: int
    mean: float
    std: float
    median: float
    min: float
    max: float
    goal: float | None

    @property
    def reached(self) -> bool | None:
        """None where there is no goal."""
        return None if self.goal is None else self.mean >= self.goal


def measure(folder: Path, parts: Parts | None, episodes: int) -> tuple[Run, Result]:
    """The curve of a run that has ended, and how its agent plays. UserError where the folder holds none."""
    trainer = load_run(folder, parts)
    (run,) = read_curve(folder / "curve.csv")
    _, facts = checkpoint.load(RunFolder(folder).checkpoint)
    return run, _result(run, {**facts, "evaluation": trainer.evaluate(episodes)})


def recorded(task: str) -> list[tuple[Run, Result]]:
    """Curves and results of the shipped runs of a task. UserError where there are none."""
    manifest = recorded_manifest(task)
    if manifest is None:
        raise UserError(f"no recorded run of {task} comes with the lab")
    runs = read_curve(recorded_file(task, ".csv"))
    return [(run, _result(run, facts)) for run, facts in zip(runs, manifest["runs"], strict=True)]


def _result(run: Run, facts: Mapping[str, Any]) -> Result:
    evaluation = facts["evaluation"]
    told = {name: round(evaluation[name], 1) for name in ("mean", "std", "median", "min", "max")}
    done = (facts["env_steps"], round(facts["seconds"] / 60, 1), evaluation["episodes"])
    return Result(run.task, run.seed, *done, **told, goal=GOALS.get(run.task))


def table(results: Sequence[Result]) -> str:
    """As Markdown."""
    lines = ["| world | seed | env steps | minutes | return | median | from, to | goal |"]
    lines += ["|---|---|---|---|---|---|---|---|"]
    for r in results:
        goal = "" if r.goal is None else f"{r.goal:g}: {'reached' if r.reached else 'not reached'}"
        row = [f"`{r.env}`", str(r.seed), f"{r.env_steps:,}", f"{r.minutes:.1f}"]
        row += [f"{r.mean:.0f} ± {r.std:.0f}", f"{r.median:.0f}", f"{r.min:.0f}, {r.max:.0f}", goal]
        lines.append("| " + " | ".join(row) + " |")
    return "\n".join(lines) + "\n"


def write(measured: Sequence[tuple[Run, Result]], folder: Path) -> None:
    """`suite.csv`, a row for each run, `suite.md` and `suite.png`."""
    results = [result for _, result in measured]
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "suite.csv").open("w", newline="", encoding="utf-8") as file:
        rows = csv.DictWriter(file, [field.name for field in fields(Result)], lineterminator="\n")
        rows.writeheader()
        rows.writerows(asdict(result) for result in results)
    (folder / "suite.md").write_text(table(results), encoding="utf-8")
    draw(measured).savefig(folder / "suite.png")


def draw(measured: Sequence[tuple[Run, Result]]) -> Any:
    """The matplotlib figure: the learning curves of each world in a panel of its own."""
    worlds = list(dict.fromkeys(run.task for run, _ in measured))
    colours = [look["color"] for look in LOOKS.values()]
    with figure_style() as plt:
        figure, axes = panels(plt, len(worlds), (4.2, 3))
        for ax, env in zip(axes, worlds, strict=True):
            goal = GOALS.get(env)
            if goal is not None:
                goal_line(ax, goal)
            here = [(run, result) for run, result in measured if run.task == env]
            for place, (run, result) in enumerate(here):
                label = f"seed {run.seed}, evaluated: {result.mean:.0f}"
                colour, steps = colours[place % len(colours)], run.env_steps / 1000
                ax.plot(steps, run.episode_return, ".", color=colour, markersize=2, alpha=0.35)
                smooth = run.smoothed(SMOOTHED_SHARE * run.env_steps[-1])
                ax.plot(steps, smooth, color=colour, label=label)
            shown = np.concatenate([run.episode_return for run, _ in here])
            low, top = np.percentile(shown, 1), max([shown.max(), *([goal] if goal else [])])
            ax.set_ylim(low - 0.05 * (top - low), top + 0.05 * (top - low))
            ax.set_xlim(left=0)
            ax.set_title(env)
            ax.legend(loc="lower right")
        plt.close(figure)
    return figure
