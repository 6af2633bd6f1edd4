"""What a check has found, and how it reads as text: in a terminal, and for graders."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dreamer.lab.checks.compare import Difference

HELD = 5  # properties that hold are named
SYMBOLS = {"right": "✓", "wrong": "✗", "not started": "·"}  # of a function


@dataclass(frozen=True)
class Function:
    """How one function of an exercise stands."""

    name: str
    state: str  # one of SYMBOLS
    words: str = ""

    def __str__(self) -> str:
        return f"{SYMBOLS[self.state]} {self.name}" + (f": {self.words}" if self.words else "")


@dataclass(frozen=True)
class Finding:
    """What is wrong with one question: either it raised `error`, or there is a `difference`."""

    symbol: str
    says: str  # the property that does not hold
    inputs: Sequence[str]  # a line for each
    error: Sequence[str]  # the exception, and the learner's own line
    difference: Difference | None
    told: Sequence[str]  # what experiments have shown
    holding: Sequence[str]  # properties of the same function that hold
    printed: str  # by the learner's code
    mistake: str | None  # the message of the known mistake that it looks like

    @property
    def right_though(self) -> str:
        """Where the mistake is not."""
        more = f"; and {len(self.holding) - HELD} more" if len(self.holding) > HELD else ""
        return "; ".join(self.holding[:HELD]) + more


@dataclass(frozen=True)
class Report:
    """One check of one exercise."""

    id: str
    state: str  # "passed", "not yet" or "not started"
    points: str
    questions: int
    why: str  # what the exercise is good for
    functions: Sequence[Function]
    finding: Finding | None  # None where nothing that is begun is wrong
    next: str  # the first function with a question that does not hold
    hints: Sequence[str]  # those that are open so far, the newest last
    hint_count: int
    note: str

    @property
    def summary(self) -> str:
        """What there is to say where nothing is wrong."""
        if self.state == "not started":
            return "Write the cell above, run it, and run this one again."
        return f"all visible checks passed ({self.questions} of {self.questions})"

    def text(self) -> str:
        lines = [f"{self.id} · {self.state} · {self.points}"]
        if self.state == "not yet":
            lines += [f"  {function}" for function in self.functions]
            lines += ["", *(self._wrong(self.finding) if self.finding else [f"Next: {self.next}"])]
        else:
            lines.append(self.summary)
            lines += [self.why] if self.state == "passed" else []
        return "\n".join([*lines, *filter(None, [self.note])])

    def _wrong(self, finding: Finding) -> list[str]:
        found = finding.difference
        said = [*finding.inputs, *finding.error]
        said += [found.what, *found.lines] if found else []
        said += finding.told
        said += [f"right, though: {finding.right_though}"] if finding.holding else []
        if finding.printed:
            said += ["printed by your code:", *(f"  {x}" for x in finding.printed.split("\n"))]
        lines = [f"{finding.symbol}, {finding.says}:", *(f"    {line}" for line in said), ""]
        lines += [finding.mistake, ""] if finding.mistake else []
        if self.hints:
            lines.append(f"Hint {len(self.hints)} of {self.hint_count}: {self.hints[-1]}")
        return lines
