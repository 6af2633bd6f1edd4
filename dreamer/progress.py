"""Progress bars, for the terminal and the notebook alike."""

from __future__ import annotations

import contextlib
import sys
import threading
from collections.abc import Iterator

from tqdm.auto import tqdm


def progress(
    total: int,
    unit: str,
    done: int = 0,
    leave: bool = True,
    show: bool = True,
    estimate: bool = True,
) -> tqdm:
    """A bar on stdout: nbgrader gives no marks to a cell that writes to stderr.

    estimate: with the rate and the time left, as the past tells; else the caller says them better.
    """
    look = {"unit": f" {unit}", "unit_scale": True, "leave": leave, "disable": not show}
    if not estimate:
        look["bar_format"] = "{l_bar}{bar}| {n_fmt}/{total_fmt}{unit} [{elapsed}{postfix}]"
    return tqdm(initial=done, total=total, file=sys.stdout, **look)


def tell(line: str) -> None:
    """Print a line above the bars that are shown."""
    tqdm.write(line, file=sys.stdout)


@contextlib.contextmanager
def ticking(what: str, after: float = 0.0, leave: bool = True) -> Iterator[None]:
    """A clock, for work that cannot say how far it has come.

    after: seconds of work from which on it is shown; leave: it stays when the work is done.
    """
    done = threading.Event()
    look = {"bar_format": "{desc} {elapsed}", "delay": after, "leave": leave, "miniters": 0}
    with tqdm(desc=what, file=sys.stdout, **look) as clock:

        def tick() -> None:
            while not done.wait(1.0):
                clock.update(0)

        thread = threading.Thread(target=tick, daemon=True)
        thread.start()
        try:
            yield
        finally:
            done.set()
            thread.join()
