"""The misconception bank: what learners get wrong, as code, each with the sentence that names it.

One file an exercise. A wrong implementation is a function whose docstring is what the
learner reads; what it answers to every question is worked out from it, for the
learner's check (as data: `python -m grader.authoring.build_check_data`) and for the grader.

    @mistake("symlog")
    def sign_dropped(right):
        \"\"\"The sign is lost: …\"\"\"
        return lambda x: torch.log1p(x.abs())

`right` holds the right parts, to be built on. Two ways to make one mistake are two
functions whose names differ in a number at the end.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from dreamer.lab.checks.compare import idea
from dreamer.parts import Parts
from dreamer.parts.exercises import exercises

Make = Callable[[Parts], Any]


@dataclass(frozen=True)
class Mistake:
    """exercise and symbol that are wrong, a name, what is said, and how the wrong thing is made."""

    exercise: str
    symbol: str  # `RSSM.core` for a method
    name: str
    message: str
    make: Make

    @property
    def idea(self) -> str:
        """The name without the number that tells its variants apart."""
        return idea(self.name)

    def objects(self, right: Parts) -> dict[str, Any]:
        """The exercise's symbols, with this one wrong."""
        symbols = next(e.symbols for e in exercises(extra=True) if e.id == self.exercise)
        good = {symbol: getattr(right, symbol) for symbol in symbols}
        return {**good, self.symbol.split(".")[0]: self.make(right)}


_bank: list[Mistake] = []


def mistake(symbol: str) -> Callable[[Make], Make]:
    """Put what is decorated into the bank, as a mistake in `symbol`."""

    def enter(make: Make) -> Make:
        exercise = make.__module__.rsplit(".", 1)[-1]
        message = " ".join(inspect.cleandoc(make.__doc__ or "").split())
        _bank.append(Mistake(exercise, symbol, make.__name__, message, make))
        return make

    return enter


def bank() -> list[Mistake]:
    """Every mistake, exercise by exercise."""
    if not _bank:
        for module in pkgutil.iter_modules(__path__):
            importlib.import_module(f"{__name__}.{module.name}")
    return list(_bank)
