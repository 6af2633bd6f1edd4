"""Learning curves: the file format and its statistics.

A curve file is CSV with the columns of `COLUMNS`. A row is written whenever
training episodes end; `episode_return` is the mean over those that ended
together, `env_steps` counts simulator control steps, action repeat included.
`wall_seconds` is empty where nobody knows it (published curves).
"""

from __future__ import annotations

import csv
import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from dreamer.errors import UserError
from dreamer.files import write_whole

COLUMNS = ("method", "task", "seed", "env_steps", "wall_seconds", "episode_return")
# What counts as solved: the lab's goal; Gymnasium's own thresholds; and for Pendulum, which has none, what a swing
# up and a still stand cost from most starts.
GOALS = {
    "dmc_walker_walk": 700.0,
    "CartPole-v1": 475.0,
    "Acrobot-v1": -100.0,
    "Pendulum-v1": -200.0,
    "LunarLander-v3": 200.0,
}
GOAL = GOALS["dmc_walker_walk"]
ENOUGH_SEEDS = 4  # for an interquartile mean
RESAMPLES = 1000  # of the bootstrap
SMOOTHED_SHARE = 0.05  # of a run's env steps, in figures of short runs
SMOOTHING = 20_000  # env steps of the trailing mean that is drawn and searched for the crossing


@dataclass(frozen=True)
class Run:
    """One seed's curve: arrays of equal length, env_steps rising."""

    method: str
    task: str
    seed: int
    env_steps: np.ndarray
    wall_seconds: np.ndarray  # NaN where not known
    episode_return: np.ndarray

    def smoothed(self, window: float = SMOOTHING) -> np.ndarray:
        """Trailing mean over `window` env steps."""
        first = np.searchsorted(self.env_steps, self.env_steps - window, side="right")
        sums = np.concatenate([[0.0], np.cumsum(self.episode_return)])
        after = np.arange(1, len(self.env_steps) + 1)
        return (sums[after] - sums[first]) / (after - first)


class CurveWriter:
    """Appends to a curve file, a whole row at a time."""

    def __init__(self, path: Path, method: str, task: str, seed: int):
        self.method, self.task, self.seed = method, task, seed
        self._file = path.open("a", newline="", encoding="utf-8", buffering=1)
        self._csv = csv.writer(self._file, lineterminator="\n")
        if self._file.tell() == 0:
            self._csv.writerow(COLUMNS)

    def write(self, env_steps: int, wall_seconds: float, episode_return: float) -> None:
        row = (env_steps, f"{wall_seconds:.1f}", f"{episode_return:.1f}")
        self._csv.writerow((self.method, self.task, self.seed, *row))

    def close(self) -> None:
        self._file.close()

    def __enter__(self) -> CurveWriter:
        return self

    def __exit__(self, *_) -> None:
        self.close()


def truncate_curve(path: Path, env_steps: int) -> None:
    """Drop the rows beyond `env_steps`: a resumed run makes them anew."""
    if not path.exists():
        return
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    column = COLUMNS.index("env_steps")
    # a row that a kill cut short has no line end
    rows = [line for line in lines[1:] if line.endswith("\n")]
    kept = [row for row in rows if int(row.split(",")[column]) <= env_steps]
    write_whole(path, "".join(lines[:1] + kept))


def env_steps_reached(path: Path) -> int:
    """The env steps of a curve file's last row, 0 where there is none; the run may be going on."""
    try:
        rows = path.read_text(encoding="utf-8").split("\n")[1:-1]
    except OSError:
        return 0
    return int(rows[-1].split(",")[COLUMNS.index("env_steps")]) if rows else 0


def join_curves(paths: Sequence[Path], out: Path) -> None:
    """Write several curve files one after another into `out`, under one header."""
    texts = [path.read_text(encoding="utf-8") for path in paths]
    rows = "".join(text.partition("\n")[2] for text in texts)
    out.write_text(",".join(COLUMNS) + "\n" + rows, encoding="utf-8")


def read_curve(path: str | Path) -> list[Run]:
    """The runs of a curve file, by method and seed.

    Raises UserError, naming the line, for a file that is missing, empty or malformed.
    """
    path = Path(path)
    try:
        with path.open(newline="", encoding="utf-8") as file:
            rows = list(csv.reader(file))
    except OSError as error:
        raise UserError(f"cannot read the curve {path}: {error.strerror}") from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise UserError(f"{path} is not a curve file: {error}") from error
    if not rows or tuple(rows[0]) != COLUMNS:
        raise UserError(f"{path} is not a curve file: its first line must be {','.join(COLUMNS)}")
    if len(rows) == 1:
        raise UserError(f"{path} holds no finished episode yet: train longer")
    points: dict[tuple[str, str, int], list[tuple[float, float, float]]] = defaultdict(list)
    for number, row in enumerate(rows[1:], 2):
        try:
            method, task, seed, env_steps, seconds, value = row
            point = (float(env_steps), float(seconds or "nan"), float(value))
            if not (math.isfinite(point[0]) and math.isfinite(point[2])):
                raise ValueError("env_steps and episode_return must be finite")
            run = points[method, task, int(seed)]
            if run and point[0] < run[-1][0]:
                raise ValueError(f"env_steps falls from {run[-1][0]:.0f} to {point[0]:.0f}")
        except ValueError as error:
            raise UserError(f"{path}, line {number}: {error}") from error
        run.append(point)
    return [Run(*key, *np.array(values).T) for key, values in points.items()]


def own_curves(logdir: str | Path, name: str = "your run") -> list[Run]:
    """The curves of a run's or a sweep's folder, under the name that they shall have in a figure."""
    seeds = sorted(Path(logdir).glob("seed_*/curve.csv"))
    paths = seeds or [Path(logdir) / "curve.csv"]
    return [replace(run, method=name) for path in paths for run in read_curve(path)]


def variant_curves(sweeps: Iterable[Path]) -> dict[str, list[Run]]:
    """The runs of several sweeps, under names after their folders."""
    names = {folder: variant_name(folder.name) for folder in sweeps}
    return {name: own_curves(folder, name) for folder, name in names.items()}


def variant_name(folder: str) -> str:
    return folder.replace("-", " ")


def by_method(runs: Iterable[Run]) -> dict[str, list[Run]]:
    groups: dict[str, list[Run]] = defaultdict(list)
    for run in runs:
        groups[run.method].append(run)
    return dict(groups)


def aggregate(runs: Sequence[Run], axis: str) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Over seeds, where all have data: x [X], the centre [X] and a band [2, X].

    axis: `env_steps` or `wall_seconds`. From `ENOUGH_SEEDS` on, the centre is the
    interquartile mean and the band its 95 % bootstrap interval, as Agarwal et al. (2021)
    advise; of fewer seeds, the mean and the range.
    """
    x, values = _together(runs, axis)
    if len(runs) < ENOUGH_SEEDS:
        return x, _centre(values), np.stack([values.min(0), values.max(0)])
    draws = np.random.default_rng(0).integers(len(runs), size=(RESAMPLES, len(runs)))
    resampled = np.stack([_centre(values[draw]) for draw in draws])
    return x, _centre(values), np.percentile(resampled, (2.5, 97.5), axis=0)


def _together(runs: Sequence[Run], axis: str) -> tuple[np.ndarray, np.ndarray]:
    """All smoothed runs where all have data: x [X], [runs, X]."""
    xs = [getattr(run, axis) for run in runs]
    low, high = max(x[0] for x in xs), min(x[-1] for x in xs)
    grid = np.unique(np.concatenate(xs))
    grid = grid[(grid >= low) & (grid <= high)]
    return grid, np.stack([np.interp(grid, x, r.smoothed()) for x, r in zip(xs, runs, strict=True)])


def _centre(values: np.ndarray) -> np.ndarray:
    """The mean without the lowest and the highest quarter, rounded down.  [runs, X] -> [X]"""
    cut = len(values) // 4
    return np.sort(values, 0)[cut : len(values) - cut].mean(0)


def first_crossing(runs: Sequence[Run], axis: str, goal: float = GOAL) -> float | None:
    """Where the centre over seeds first reaches `goal`; None where it does not."""
    x, values = _together(runs, axis)
    above = np.flatnonzero(_centre(values) >= goal)
    return float(x[above[0]]) if len(above) else None


def returns_at(runs: Sequence[Run], env_steps: float) -> list[float]:
    """Each run's smoothed return at `env_steps`; empty where one of them has none there.

    A run's last episodes end a little before the run does: its last row counts until then.
    """
    x, values = _together(runs, "env_steps")
    if not x[0] <= env_steps <= x[-1] + SMOOTHING:
        return []
    return values[:, min(int(np.searchsorted(x, env_steps)), len(x) - 1)].tolist()


def has_wall_clock(runs: Sequence[Run]) -> bool:
    """Whether these runs were timed; published ones were not."""
    return not any(np.isnan(run.wall_seconds).any() for run in runs)


def summary(runs: Sequence[Run], axis: str) -> str:
    """Of one method: how many seeds, and where their centre first reaches the task's goal, if it has one."""
    kind, goal = seeds_shown(runs, band=True), GOALS.get(runs[0].task)
    if goal is None:
        return kind
    crossing = first_crossing(runs, axis, goal)
    if crossing is None:
        last = min(getattr(run, axis)[-1] for run in runs)
        return f"{kind}; {goal:.0f} not within {_amount(last, axis)}"
    return f"{kind}; {goal:.0f} at {_amount(crossing, axis)}"


def seeds_shown(runs: Sequence[Run], band: bool = False) -> str:
    """In words, what a curve shows of how many seeds."""
    if len(runs) == 1:
        return f"one run, seed {runs[0].seed}"
    centre, spread = "mean", " and range"
    if len(runs) >= ENOUGH_SEEDS:
        centre, spread = "interquartile mean", " and 95 % bootstrap interval"
    return f"{centre}{spread if band else ''} of n={len(runs)} seeds"


def _amount(value: float, axis: str) -> str:
    if axis == "wall_seconds":
        return f"{value / 60:.0f} min"
    return f"{value / 1e6:.2f}M steps" if value >= 1e6 else f"{value / 1e3:.0f}k steps"
