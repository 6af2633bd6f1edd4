"""Learning curves: the file format, its statistics, and the Dreamer-vs-PPO figure.

A curve file is CSV with the columns of `COLUMNS`. A row is written whenever
training episodes end; `episode_return` is the mean over those that ended
together, `env_steps` counts simulator control steps, action repeat included.
"""

from __future__ import annotations

import csv
from pathlib import Path

COLUMNS = ("method", "task", "seed", "env_steps", "wall_seconds", "episode_return")


class CurveWriter:
    """Appends to a curve file, a whole row at a time."""

    def __init__(self, path: Path, method: str, task: str, seed: int):
        self.method, self.task, self.seed = method, task, seed
        new = not path.exists()
        self._file = path.open("a", newline="", encoding="utf-8", buffering=1)
        self._csv = csv.writer(self._file, lineterminator="\n")
        if new:
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
    path.write_text("".join(lines[:1] + kept), encoding="utf-8")
