"""Pictures of a run that goes on, made anew in a process of their own: its curve, and how it walks.

    with live_pictures("runs/laptop", "labs/day38") as pictures:
        ...                                   # pictures.curves and pictures.walk are files

That process only reads the run's folder. So it cannot harm training, and takes from it no more than
a low-priority program does.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from dreamer.errors import UserError
from dreamer.pictures.comparison import draw_comparison
from dreamer.pictures.video import watch
from dreamer.training.curves import own_curves
from dreamer.training.run_folder import RunFolder
from dreamer.training.shipped_runs import shipped_curves

LOOK_SECONDS = 2.0  # between looks at the run's folder
WALK_SECONDS = 60.0  # between two walks
WALK_LENGTH = 4.0  # seconds of simulated time


class LivePictures:
    """Where the pictures of a run lie; a file is there as soon as it has been drawn."""

    def __init__(self, run: str | Path):
        self.folder = Path(run) / "live"
        self.curves = self.folder / "curves.png"
        self.walk = self.folder / "walk.gif"


@contextlib.contextmanager
def live_pictures(run: str | Path, parts: str | Path | None = None) -> Iterator[LivePictures]:
    """Have the pictures of a run drawn meanwhile.

    parts: the folder of notebooks that the agent is made of; None takes those of this checkout.
    """
    command = [sys.executable, "-m", "dreamer.pictures.live", str(run)]
    command += [str(parts)] if parts is not None else []
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=quiet, stderr=quiet)
    try:
        yield LivePictures(run)
    finally:
        assert process.stdin
        process.stdin.close()
        process.terminate()  # in the middle of a picture, too: each is written whole or not at all
        process.wait()


def main() -> None:
    """Draw until stdin is closed."""
    over = threading.Event()

    def listen() -> None:
        sys.stdin.read()
        over.set()

    threading.Thread(target=listen, daemon=True).start()
    if hasattr(os, "nice"):
        os.nice(10)
    run, *parts = map(Path, sys.argv[1:])
    folder, pictures = RunFolder(run), LivePictures(run)
    drawn = walked = 0.0  # when the curve and the checkpoint were written that have been drawn
    walks, rested = True, time.monotonic()
    while not over.wait(LOOK_SECONDS):
        curve, saved = _written(folder.curve), _written(folder.checkpoint)
        if curve > drawn:
            drawn = curve
            with contextlib.suppress(UserError):  # no episode has ended yet
                own = own_curves(run)
                draw_comparison([*shipped_curves(own[0].task), *own], pictures.curves)
        if walks and saved > walked and time.monotonic() - rested > WALK_SECONDS:
            walked = saved
            try:
                pictures.folder.mkdir(exist_ok=True)
                watch(run, pictures.walk, WALK_LENGTH, parts=parts[0] if parts else None)
            except UserError:  # nothing here can draw
                walks = False
            rested = time.monotonic()


def _written(path: Path) -> float:
    """When a file was written, 0 where there is none."""
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0


if __name__ == "__main__":
    main()
