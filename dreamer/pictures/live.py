"""Pictures of a run that goes on, made anew in a process of their own: its curve, and what it does.

    with live_pictures("runs/laptop", "labs/day38") as pictures:
        ...                                   # pictures.curves and pictures.film are files

That process only reads the run's folder, at a low priority, and rests between pictures. So it cannot harm
training; after the first pictures it takes at most `SHARE` of a core. What goes wrong in it is written to
`live/log.txt`.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

import torch

from dreamer.cores import low_priority
from dreamer.errors import UserError
from dreamer.files import write_whole
from dreamer.parts import load_parts
from dreamer.pictures.comparison import draw_comparison
from dreamer.pictures.dream import dream, play
from dreamer.pictures.live_page import open_in_browser, serve
from dreamer.pictures.stick_figure import film_dream
from dreamer.pictures.video import film_pixels, watch
from dreamer.progress import tell
from dreamer.training import checkpoint
from dreamer.training.curves import own_curves
from dreamer.training.run_folder import RunFolder, load_weights
from dreamer.training.shipped_runs import shipped_curves
from dreamer.training.trainer import Trainer, load_run

LOOK_SECONDS = 2.0  # between looks at the run's folder
SHARE = 0.04  # of one core, that drawing may take once there is a picture of each kind
PLAYED = 100  # policy steps, of whose end a film is made
LOOKING, HORIZON = 10, 30  # policy steps of the film: seen, and dreamt
WATCHED = 4.0  # seconds of simulated time, where there is no dream to film
LAST_PICTURE = 10.0  # seconds at most, that the end of training waits for


class LivePictures:
    """Where the pictures of a run lie; a file is there as soon as it has been drawn."""

    def __init__(self, run: str | Path):
        self.folder = Path(run) / "live"
        self.curves = self.folder / "curves.png"
        self.film = self.folder / "film.gif"
        self.log = self.folder / "log.txt"


@contextlib.contextmanager
def live_pictures(
    run: str | Path, parts: str | Path | None = None, page: bool = False
) -> Iterator[LivePictures]:
    """Have the pictures of a run drawn meanwhile.

    parts: the folder of notebooks that the agent is made of; None takes those of this checkout.
    page: show them in the browser, too.

    Raises nothing: where it cannot be done, that is told, and the body runs all the same.
    """
    pictures = LivePictures(run)
    command = [sys.executable, "-m", "dreamer.pictures.live", str(run), str(parts or "")]
    command += ["page"] if page else []
    try:
        pictures.folder.mkdir(parents=True, exist_ok=True)
        with pictures.log.open("w", encoding="utf-8") as log:
            process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                env={**os.environ, "MPLBACKEND": "agg"},
                encoding="utf-8",
                **low_priority(),
            )
    except OSError as error:
        tell(f"note: no pictures are drawn while it learns ({error})")
        yield pictures
        return
    assert process.stdin
    assert process.stdout
    announcer = threading.Thread(target=_announce, args=(process.stdout,), daemon=True)
    announcer.start()
    try:
        yield pictures
    finally:
        process.stdin.close()
        try:
            if process.wait(LAST_PICTURE) != 0:
                tell(f"note: pictures were drawn no more; {pictures.log} says why")
        except subprocess.TimeoutExpired:
            process.kill()  # in the middle of a picture, too: each is written whole or not at all
            process.wait()
        announcer.join()
        process.stdout.close()


def _announce(said: TextIO) -> None:
    """Tell the page's address, and open it."""
    for line in said:
        address = line.strip()
        tell(f"live page: {address}")
        open_in_browser(address)


# ---- in the process of its own


class Drawing:
    """Draws what is new in a run's folder.

    status: in words, how far the run is.
    """

    def __init__(self, run: Path, parts: Path | None):
        self.run, self.parts = run, parts
        self.folder, self.pictures = RunFolder(run), LivePictures(run)
        self.status = "The first episodes have not ended yet."
        self._waiting = [self.curves, self.film]  # that which was drawn last comes last
        self.first = {self.curves, self.film}  # of which there has been no picture yet
        self._curve = self._saved = 0.0  # when that was written, of which there are pictures
        self._trainer: Trainer | None = None
        self._can_render = True

    def next(self) -> None:
        """Draw one picture, where there is something new."""
        for draw in self._waiting:
            if draw():
                self._waiting.remove(draw)
                self._waiting.append(draw)
                self.first.discard(draw)
                break

    def curves(self) -> bool:
        """Draw the run's curve over the recorded ones; False where no episode has ended since."""
        written = _written(self.folder.curve)
        if written <= self._curve:
            return False
        self._curve = written
        with _told():
            try:
                own = own_curves(self.run)
            except UserError:  # not even the first episode has ended
                return False
            draw_comparison([*shipped_curves(own[0].task), *own], self.pictures.curves)
            steps, value = own[0].env_steps[-1], own[0].smoothed()[-1]
            self.status = f"{steps:,.0f} env steps; return {value:.0f} over the last 20,000."
        return True

    def film(self) -> bool:
        """Film what the agent does and dreams; False where nothing has been saved since."""
        written = _written(self.folder.checkpoint)
        if written <= self._saved:
            return False
        self._saved = written
        with _told():
            if film := film_of_dream(self._load()):
                write_whole(self.pictures.film, film)
            elif self._can_render:
                self._can_render = False
                watch(self.run, self.pictures.film, WATCHED, parts=self.parts)
                self._can_render = True
        return True

    def _load(self) -> Trainer:
        """The agent as last saved; the first time from its notebooks."""
        if self._trainer is None:
            self._trainer = load_run(self.run, load_parts(self.parts) if self.parts else None)
        else:
            tensors, _ = checkpoint.load(self.folder.checkpoint)
            load_weights(self._trainer.agent, tensors, self.folder.checkpoint)
        return self._trainer


def film_of_dream(trainer: Trainer) -> bytes | None:
    """A GIF of what happened beside what was dreamt; None where a dream cannot be drawn."""
    config = trainer.config
    pixels = config.obs == "pixels" and trainer.agent.world_model.decoder is not None
    if not (pixels or (trainer.env.startswith("dmc_walker_") and config.obs == "state")):
        return None
    step_seconds = config.action_repeat / trainer.driver.envs.envs[0].metadata["render_fps"]
    played = play(trainer, envs=1, steps=PLAYED)
    dreamt = dream(
        trainer.agent.world_model, played.steps, looking=LOOKING, horizon=HORIZON, dreams=1
    )
    return (film_pixels if pixels else film_dream)(dreamt, step_seconds)


def main() -> None:
    """Draw until stdin is closed, and then the last episodes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for training
    over = threading.Event()

    def listen() -> None:
        sys.stdin.read()
        over.set()

    threading.Thread(target=listen, daemon=True).start()
    if hasattr(os, "nice"):
        os.nice(10)
    torch.set_num_threads(1)
    run, parts, *page = sys.argv[1:]
    drawing = Drawing(Path(run), Path(parts) if parts else None)
    if page:
        print(serve(drawing.pictures, lambda: drawing.status), flush=True)
    with open(os.devnull, "w", encoding="utf-8") as nowhere, contextlib.redirect_stdout(nowhere):
        _draw(drawing, over)


def _draw(drawing: Drawing, over: threading.Event) -> None:
    began, spent = time.monotonic(), _processor_seconds()
    while not over.wait(LOOK_SECONDS):
        if drawing.first:
            drawing.next()
            began, spent = time.monotonic(), _processor_seconds()
        elif _processor_seconds() - spent < SHARE * (time.monotonic() - began):
            drawing.next()
    drawing.curves()


@contextlib.contextmanager
def _told() -> Iterator[None]:
    """A picture that fails, in a learner's part perhaps, is told in the log; the next may not."""
    try:
        yield
    except Exception:
        traceback.print_exc()


def _processor_seconds() -> float:
    return sum(os.times()[:4])


def _written(path: Path) -> float:
    """When a file was written, 0 where there is none."""
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0


if __name__ == "__main__":
    main()
