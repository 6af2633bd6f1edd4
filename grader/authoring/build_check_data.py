"""Writes what the learner's check compares with: right answers, and those of known mistakes.

    python -m grader.authoring.build_check_data            write them into dreamer/lab/checks
    python -m grader.authoring.build_check_data --check    fail where the files there differ

Answers are arrays, and come from the oracles; a learner can read all of `dreamer`
and finds no line of a solution there.
"""

from __future__ import annotations

import argparse
import io
import json
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch

from dreamer.lab.checks import MATTERS
from dreamer.lab.checks.case import Case, Observation
from dreamer.lab.checks.compare import BY_ROUNDING, difference, wrong_parts
from dreamer.lab.checks.experiments import ASKED, other
from dreamer.lab.checks.runner import ask
from dreamer.lab.checks.visible_cases import CASES
from grader.knowledge.misconceptions import bank
from grader.knowledge.right_answers import reference_parts, right_answer
from grader.paths import ROOT

FOLDER = ROOT / "dreamer" / "lab" / "checks"


def files() -> dict[Path, bytes]:
    """The three data files of the check."""
    right = {
        exercise: {case.name: right_answer(case) for case in cases}
        for exercise, cases in CASES.items()
    }
    answers = {
        f"{exercise}/{case}/{name}": value
        for exercise, cases in right.items()
        for case, answer in cases.items()
        for name, value in answer.items()
    }
    answers |= {
        f"{MATTERS}/{exercise}/{case.name}": np.array(_matters(case, right[exercise][case.name]))
        for exercise, cases in CASES.items()
        for case in cases
        if case.call in ASKED
    }
    torch.manual_seed(0)  # some mistakes draw from the global stream
    mistakes: dict[str, np.ndarray] = {}
    messages: dict[str, dict[str, str]] = {}
    for mistake in bank():
        messages.setdefault(mistake.exercise, {})[mistake.name] = mistake.message
        objects = mistake.objects(reference_parts())
        for case in CASES[mistake.exercise]:
            if case.symbol != mistake.symbol:
                continue
            key = f"{mistake.exercise}/{mistake.name}/{mistake.symbol}/{case.name}"
            outcome = ask(case, objects).outcome
            answer = right[mistake.exercise][case.name]
            if difference(case, outcome, answer) is None:
                continue  # what it answers right is not written down
            if isinstance(outcome, str):
                found = {"raised": np.array(outcome)}
            else:
                found = {name: outcome[name] for name in wrong_parts(case, outcome, answer)}
            mistakes.update({f"{key}/{name}": value for name, value in found.items()})
    toml = "# Written by `python -m grader.authoring.build_check_data`.\n"
    for exercise, rows in messages.items():
        toml += f"\n[{exercise}]\n"
        toml += "".join(
            f"{name} = {json.dumps(text, ensure_ascii=False)}\n" for name, text in rows.items()
        )
    return {
        FOLDER / "answers.npz": _npz(answers),
        FOLDER / "mistakes.npz": _npz(mistakes),
        FOLDER / "mistakes.toml": toml.encode(),
    }


def _matters(case: Case, answer: Observation) -> list[str]:
    """The inputs of a case on which its right answer depends."""
    found = []
    for name, value in case.inputs.items():
        changed = other(name, value)
        is_argument = case.call == "function" or isinstance(value, torch.Tensor)
        if changed is not None and is_argument:
            asked = replace(case, inputs={**case.inputs, name: changed}, wrt=())
            if difference(asked, right_answer(asked), _values(answer)):
                found.append(name)
    return found


def _values(answer: Observation) -> Observation:
    return {name: value for name, value in answer.items() if not name.startswith("gradient")}


def _npz(arrays: dict[str, np.ndarray]) -> bytes:
    buffer = io.BytesIO()
    np.savez_compressed(buffer, allow_pickle=False, **arrays)
    return buffer.getvalue()


def same(old: bytes, new: bytes) -> bool:
    """Whether two npz files hold the same, but for what another machine rounds differently.

    That is the last digits everywhere; and, of mistakes in sums of large numbers that should
    cancel, the answer itself and whether it is wrong.
    """
    by_rounding = {c.name for cases in CASES.values() for c in cases if c.call in BY_ROUNDING}
    with np.load(io.BytesIO(old)) as a, np.load(io.BytesIO(new)) as b:
        names = [{key for key in x.files if not by_rounding & set(key.split("/"))} for x in (a, b)]
        return names[0] == names[1] and all(
            a[key].shape == b[key].shape
            and a[key].dtype == b[key].dtype
            and (
                np.allclose(a[key], b[key], 1e-3, 1e-5, equal_nan=True)
                if a[key].dtype.kind == "f"
                else np.array_equal(a[key], b[key])
            )
            for key in names[0]
        )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--check", action="store_true", help="only compare")
    check = parser.parse_args().check
    stale = []
    for path, content in files().items():
        old = path.read_bytes() if path.exists() else b""
        fresh = bool(old) and (old == content or (path.suffix == ".npz" and same(old, content)))
        if not fresh:
            stale.append(path.relative_to(ROOT))
            if not check:
                path.write_bytes(content)
    for path in stale:
        print(f"{path} is stale: run `make build`" if check else f"wrote {path}")
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
