"""Helpers of the notebooks' own cells: wait for an exercise, notice a grader, keep a seed."""

from __future__ import annotations

import contextlib
import os
import random
import traceback
from collections.abc import Iterator
from pathlib import Path

from dreamer.errors import UserError
from dreamer.files import write_whole
from dreamer.parts.statements import raised_by_stub

VARIABLE = "DAY38_GRADED"  # set in the environment where a grader runs the notebooks


def graded() -> bool:
    """Whether a grader runs this notebook: nothing is trained then."""
    return bool(os.environ.get(VARIABLE))


def own_seed(path: str | Path = ".day38/seed") -> int:
    """A seed that is drawn once and kept, so that the runs of a class are independent ones."""
    path = Path(path)
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, str(random.SystemRandom().randint(1, 999_999_999)))
    try:
        return int(path.read_text(encoding="utf-8"))
    except ValueError:
        raise UserError(f"{path} holds no seed: delete it to have another one drawn") from None


@contextlib.contextmanager
def once_written() -> Iterator[None]:
    """Let a cell wait, and the notebook go on, where an exercise that it needs is not right yet.

    Nothing goes to stderr, which nbgrader takes for an error.
    """
    try:
        yield
    except UserError as error:
        print(f"This cell waits: {error}")
    except NameError as error:
        print(f"This cell waits for an earlier one: {error}")
    except Exception as error:
        if raised_by_stub(error):
            print("This cell uses your functions: run it again when they are written.")
            return
        print(traceback.format_exc())
        print(f"This cell stopped at {type(error).__name__}. What do the checks above say?")
