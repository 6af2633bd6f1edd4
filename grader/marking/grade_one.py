"""Grades one submission, and holds back the points of agents that are nearly another's.

Runs on Dask's workers, and so imports nothing of nbgrader, which takes seconds.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import asdict

from dreamer.lab.checks.visible_cases import CASES
from dreamer.parts.exercises import exercises
from grader import sandbox
from grader.knowledge import cases
from grader.marking import trained_agent
from grader.marking.intake import Submission
from grader.marking.likeness import SAME, alike
from grader.marking.receipts import Receipt
from grader.marking.verdict import judge, right_answers, still_to_ask

SHIPPED = "the agent that comes with the lab"
HELD = (
    "This agent is nearly {who} (a copy, or a run from the same seed): "
    "your instructor decides about their points."
)


def grade_one(
    submission: Submission, secret: bytes, protection: str
) -> tuple[Receipt, bytes | None]:
    """One submission's receipt, and the figure with its learning curve where it has one; on a worker."""
    began = time.monotonic()
    with submission.written() as folder, sandbox.Sandbox(folder, protection) as inside:
        # while it starts
        hidden = {id: cases.hidden(id, submission.student, secret) for id in CASES}
        right = {id: right_answers(id, hidden[id]) for id in CASES}
        answers = inside.ask_all(CASES)
        left = {row.id: still_to_ask(row, hidden[row.id], answers) for row in exercises()}
        answers |= inside.ask_all(left, hidden=True)
        verdicts = [judge(row, hidden[row.id], answers, right[row.id]) for row in exercises()]
        wrong = any(verdict.points < verdict.max_points for verdict in verdicts)
        own = inside if wrong else None
        agent = trained_agent.judge_agent(submission.files, secret, protection, own)
    receipt = {
        "student": submission.student,
        "points": 0.0,
        "max_points": sum(verdict.max_points for verdict in verdicts) + agent.max_points,
        "exercises": [asdict(verdict) for verdict in verdicts],
        "agent": {**asdict(agent), "earned": agent.points, "found": agent.message, "held": None},
        "notes": submission.notes,
        "protection": protection,
        "limits": inside.limits,
        "seconds": round(time.monotonic() - began, 1),
        "submission": submission.digest,
    }
    _add_up(receipt)
    return receipt, trained_agent.draw(agent.curve) if agent.curve else None


def _add_up(receipt: Receipt) -> None:
    rows = [*receipt["exercises"], receipt["agent"]]
    receipt["points"] = round(sum(row["points"] for row in rows), 2)


def hold_copies(receipts: Sequence[Receipt]) -> list[Receipt]:
    """Hold back the points of agents that are nearly the same, or nearly the one that comes with the lab.

    Returns the receipts that this has changed.
    """
    known = [(r["student"], r["agent"]["fingerprint"]) for r in receipts]
    if any(fingerprint for _, fingerprint in known):
        known.insert(0, (SHIPPED, trained_agent.shipped_fingerprint()))
    changed = []
    for receipt in receipts:
        agent, name = receipt["agent"], receipt["student"]
        mine = agent["fingerprint"]
        twins = [
            who for who, other in known if mine and other and who != name and alike(mine, other)
        ]
        if (agent.get("like_shipped") or 0.0) > SAME and SHIPPED not in twins:
            twins.insert(0, SHIPPED)
        held = ", ".join(twins) or None
        if held == agent["held"]:
            continue
        agent["held"], agent["message"] = held, agent["found"]
        agent["points"] = 0.0 if twins else agent["earned"]
        if twins:  # nobody is named to others
            who = SHIPPED if twins[0] == SHIPPED else "that of another submission"
            agent["message"] += "\n" + HELD.format(who=who)
        _add_up(receipt)
        changed.append(receipt)
    return changed
