"""Notebook 4's view of a run that goes on: its curve over PPO's, and the walker beside what its model dreams.

    with live_view("runs/laptop", "."):
        trainer.train()

Where no widget can be shown (nbconvert, a saved notebook), nothing moves, and training is the same.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from pathlib import Path

import ipywidgets
from IPython.display import display

from dreamer.pictures.live import LOOK_SECONDS, LivePictures, live_pictures

WIDGET = "application/vnd.jupyter.widget-view+json"


@contextlib.contextmanager
def live_view(run: str | Path, parts: str | Path) -> Iterator[None]:
    """Show the pictures of a run while the body trains it.

    run: the run's folder; parts: the folder of notebooks that its agent is made of.
    """
    curves = ipywidgets.Image(format="png", layout={"width": "46em", "display": "none"})
    film = ipywidgets.Image(format="gif", layout={"width": "30em", "display": "none"})
    said = ipywidgets.HTML("A figure appears here when the first episodes have ended.")
    box = ipywidgets.VBox([said, curves, film])
    view = {"version_major": 2, "version_minor": 0, "model_id": box.model_id}
    display({"text/plain": "a figure that moves while it learns", WIDGET: view}, raw=True)
    done = threading.Event()
    shown = (LivePictures(run), curves, film, said, done)
    looking = threading.Thread(target=_refresh, args=shown, daemon=True)
    looking.start()
    try:
        with live_pictures(run, parts):
            yield
    finally:
        done.set()
        looking.join()


def _refresh(pictures: LivePictures, curves, film, said, done: threading.Event) -> None:
    """Give each widget its picture whenever that has been drawn anew."""
    shown: dict[Path, float] = {}
    over = False
    while not over:
        over = done.wait(LOOK_SECONDS)
        for path, widget in ((pictures.curves, curves), (pictures.film, film)):
            with contextlib.suppress(OSError):  # it is not there yet
                if (drawn := path.stat().st_mtime) > shown.get(path, 0.0):
                    shown[path] = drawn
                    widget.value = path.read_bytes()
                    widget.layout.display = ""
                    said.value = (
                        "Your run over the recorded ones; and the walker as it walks now, beside what its "
                        "world model dreams when it closes its eyes."
                    )
