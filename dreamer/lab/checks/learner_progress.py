"""The learner's progress: a small JSON file beside the notebooks, and how it is shown.

day38 progress
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

from dreamer.files import write_json
from dreamer.parts.exercises import exercises

FILE = Path(".day38") / "progress.json"
WIDTH = 10


@dataclass
class Standing:
    """The standing of one exercise: points of the last check, and how often each symbol was wrong."""

    points: float = 0.0
    tries: dict[str, int] = field(default_factory=dict)


def read(folder: str | Path = ".") -> dict[str, Standing]:
    """Exercise id -> standing. A file that is missing or damaged counts as none."""
    try:
        rows = json.loads((Path(folder) / FILE).read_text("utf-8"))
        return {id: Standing(**row) for id, row in rows.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def write(standings: dict[str, Standing], folder: str | Path = ".") -> None:
    """Replace the file in one step. Raises OSError where the folder cannot be written."""
    path = Path(folder) / FILE
    path.parent.mkdir(exist_ok=True)
    write_json(path, {id: asdict(standing) for id, standing in standings.items()})


def panel(folder: str | Path = ".") -> str:
    """A line for each exercise, and their sum."""
    standings = read(folder)
    rows, total, reached = [], 0.0, 0.0
    for exercise in exercises():
        standing = standings.get(exercise.id, Standing())
        total, reached = total + exercise.points, reached + standing.points
        filled = round(WIDTH * standing.points / exercise.points)
        bar = "█" * filled + "·" * (WIDTH - filled)
        points = f"{standing.points:g} of {exercise.points:g}"
        rows.append(f"{bar}  {points:>9}  {exercise.notebook}  {exercise.title}")
    rows.append(f"{reached:g} of {total:g} points in the visible checks")
    beyond = [e for e in exercises(extra=True) if e.extra and e.id in standings]
    rows += [
        f"beyond the day: {e.title}, {standings[e.id].points:g} of {e.points:g} functions"
        for e in beyond
    ]
    return "\n".join(rows)
