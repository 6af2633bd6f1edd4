"""Writes what the learner's check compares with: right answers, and those of known mistakes.

    python -m grader.answers            write them into dreamer/checks
    python -m grader.answers --check    fail where the files there differ

Answers are arrays, and come from the oracles; a learner can read all of `dreamer`
and finds no line of a solution there.
"""

from __future__ import annotations

import argparse
import io
import json
import sys
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import torch

from dreamer.checks.ask import ask
from dreamer.checks.observe import SEVERAL, Case, Observation, cotangent, dreamt_policy
from dreamer.checks.public import CASES
from dreamer.parts import Parts, State, load_parts
from grader import oracles
from grader.misconceptions import bank
from grader.places import MASTERS, ROOT

FOLDER = ROOT / "dreamer" / "checks"


def right_answer(case: Case) -> Observation:
    """What right code shows in this case, from the oracles alone."""
    inputs = {k: v.numpy() if isinstance(v, torch.Tensor) else v for k, v in case.inputs.items()}
    seen = {k: np.asarray(v) for k, v in ANSWERS[case.call](case.symbol, inputs).items()}
    for wrt in case.wrt:
        seen[f"gradient to {wrt}"] = _gradient(case, inputs, wrt)
    tensors = sum(isinstance(value, torch.Tensor) for value in case.inputs.values())
    if tensors:
        seen["unchanged"] = np.ones(tensors, bool)
    return {k: v.astype(np.float32) if v.dtype.kind == "f" else v for k, v in seen.items()}


def _gradient(case: Case, inputs: Mapping[str, Any], wrt: str) -> np.ndarray:
    if wrt in CONSTANT.get(case.symbol, ()):
        return np.zeros_like(inputs[wrt])

    def total(x: np.ndarray) -> float:
        moved = {**inputs, wrt: x}
        if case.call in SMOOTH:
            value = SMOOTH[case.call](case.symbol, moved, inputs)
        else:
            value = ANSWERS[case.call](case.symbol, moved)
        return float(sum((v * cotangent(v.shape)).sum() for v in value.values()))

    return oracles.gradient(total, inputs[wrt])


# where no gradient gets to
CONSTANT = {
    "twohot": ("target",),
    "twohot_loss": ("target",),
    "ReturnScale": ("first", "second"),
}


def _function(symbol: str, inputs: Mapping[str, Any]) -> dict[str, Any]:
    value = getattr(oracles, symbol)(*inputs.values())
    return dict(zip(SEVERAL[symbol], value, strict=True)) if symbol in SEVERAL else {"value": value}


def _sampled(symbol: str, inputs: Mapping[str, Any]) -> dict[str, Any]:
    return {"frequency": oracles.mixed(inputs["logits"]), "one-hot": True}


def _kl_gradients(symbol: str, inputs: Mapping[str, Any]) -> dict[str, Any]:
    posterior, prior = inputs["posterior"], inputs["prior"]
    free = inputs["free_nats"]

    def total(q: np.ndarray, p: np.ndarray) -> float:
        loss = oracles.kl_losses(q, p, free)[0]
        return float((loss * cotangent(loss.shape)).sum())

    return {
        "gradient of dyn to the posterior": np.zeros_like(posterior),
        "gradient of dyn to the prior": oracles.gradient(lambda p: total(posterior, p), prior),
        "gradient of rep to the posterior": oracles.gradient(lambda q: total(q, prior), posterior),
        "gradient of rep to the prior": np.zeros_like(prior),
    }


def _params(inputs: Mapping[str, Any]) -> dict[str, np.ndarray]:
    """The weights that `observe._rssm` gives every RSSM: its scaffold is no one's answer."""
    from dreamer.checks.observe import _rssm

    rssm = _rssm({"RSSM": _right().RSSM}, inputs)
    return {name: p.detach().double().numpy() for name, p in rssm.named_parameters()}


def _method(symbol: str, inputs: Mapping[str, Any]) -> dict[str, Any]:
    params, sizes = _params(inputs), inputs["sizes"]
    if symbol == "RSSM.core":
        stoch, action = inputs["stoch"], inputs["action"]
        return {"value": oracles.core(params, inputs["deter"], stoch, action, sizes["blocks"])}
    if symbol == "RSSM.prior":
        return {"value": oracles.prior(params, inputs["deter"], sizes["classes"])}
    guess = oracles.posterior(params, inputs["deter"], inputs["embed"], sizes["classes"])
    return {"value": guess}


def _constant_size(inputs: Mapping[str, Any], still: Mapping[str, Any]) -> dict[str, Any]:
    """The core as its gradient sees it: the size that actions are divided by stands still."""
    size = np.maximum(1, np.abs(still["action"]))
    memory, guess, blocks = inputs["deter"], inputs["stoch"], inputs["sizes"]["blocks"]
    return {"value": oracles.core(_params(inputs), memory, guess, inputs["action"], blocks, size)}


def _follow(symbol: str, inputs: Mapping[str, Any]) -> dict[str, Any]:
    sizes, B = inputs["sizes"], len(inputs["is_first"])
    deter = inputs.get("deter", np.zeros((B, sizes["deter"])))
    stoch = inputs.get("stoch", np.zeros((B, sizes["stoch"], sizes["classes"])))
    found = oracles.observe(
        _params(inputs),
        inputs["embed"],
        inputs["action"],
        inputs["is_first"],
        deter,
        stoch,
        sizes["blocks"],
    )
    return dict(zip(("deter", "stoch", "logits"), found, strict=True))


def _dream(symbol: str, inputs: Mapping[str, Any]) -> dict[str, Any]:
    def policy(deter: np.ndarray, stoch: np.ndarray) -> np.ndarray:
        flat = torch.tensor(stoch)
        return dreamt_policy(State(torch.tensor(deter), flat, flat)).numpy()

    found = oracles.imagine(
        _params(inputs),
        inputs["deter"],
        inputs["stoch"],
        inputs["logits"],
        policy,
        inputs["horizon"],
        inputs["sizes"]["blocks"],
    )
    return dict(zip(("deter", "stoch", "logits", "action"), found, strict=True))


def _gradient_flows(*through: str) -> dict[str, Any]:
    return {f"gradient through the {thing}": True for thing in through}


def _scales(symbol: str, inputs: Mapping[str, Any]) -> dict[str, Any]:
    batches = [value for value in inputs.values() if isinstance(value, np.ndarray)]
    return {"value": oracles.return_scales(batches, inputs.get("rate", 0.01))}


ANSWERS: dict[str, Any] = {
    "function": _function,
    "uniform mean": lambda symbol, inputs: {"value": 0.0},
    "frequencies": _sampled,
    "same draw": lambda symbol, inputs: {"repeats": True},
    "straight through": lambda symbol, inputs: {"shape": np.zeros_like(inputs["logits"])},
    "method": _method,
    "observe": _follow,
    "imagine": _dream,
    "kl gradients": _kl_gradients,
    "observe again": lambda symbol, inputs: {"repeats": True},
    "imagine again": lambda symbol, inputs: {"repeats": True},
    "observe gradients": lambda symbol, inputs: _gradient_flows("memory", "guess"),
    "imagine gradients": lambda symbol, inputs: _gradient_flows("memory", "guess", "action"),
    "scales": _scales,
}
# Where a gradient is not that of the values: straight through, or past what stands still.
SMOOTH: dict[str, Any] = {
    "straight through": lambda symbol, inputs, still: {"shape": oracles.mixed(inputs["logits"])},
    "method": lambda symbol, inputs, still: (
        _constant_size(inputs, still) if symbol == "RSSM.core" else _method(symbol, inputs)
    ),
}

_parts: list[Parts] = []
_loading = threading.Lock()  # Python 3.11 cannot parse in two threads at once


def _right() -> Parts:
    with _loading:
        if not _parts:
            _parts.append(load_parts(MASTERS))
    return _parts[0]


def files() -> dict[Path, bytes]:
    """The three data files of the check."""
    answers = {
        f"{exercise}/{case.name}/{name}": value
        for exercise, cases in CASES.items()
        for case in cases
        for name, value in right_answer(case).items()
    }
    torch.manual_seed(0)  # some mistakes draw from the global stream
    mistakes: dict[str, np.ndarray] = {}
    messages: dict[str, dict[str, str]] = {}
    for mistake in bank():
        messages.setdefault(mistake.exercise, {})[mistake.name] = mistake.message
        objects = mistake.objects(_right())
        for case in CASES[mistake.exercise]:
            if case.symbol != mistake.symbol:
                continue
            key = f"{mistake.exercise}/{mistake.name}/{mistake.symbol}/{case.name}"
            outcome = ask(case, objects).outcome
            found = {"raised": np.array(outcome)} if isinstance(outcome, str) else outcome
            mistakes.update({f"{key}/{name}": value for name, value in found.items()})
    toml = "# Written by `python -m grader.answers`.\n"
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


def _npz(arrays: dict[str, np.ndarray]) -> bytes:
    buffer = io.BytesIO()
    np.savez_compressed(buffer, allow_pickle=False, **arrays)
    return buffer.getvalue()


def same(old: bytes, new: bytes) -> bool:
    """Whether two npz files hold the same, but for what another machine rounds differently.

    That is the last digits everywhere; and all of a sum of large numbers that should cancel.
    """
    with np.load(io.BytesIO(old)) as a, np.load(io.BytesIO(new)) as b:
        return set(a.files) == set(b.files) and all(
            a[key].shape == b[key].shape
            and a[key].dtype == b[key].dtype
            and (
                np.allclose(a[key], b[key], 1e-3, 1e-5, equal_nan=True)
                if a[key].dtype.kind == "f"
                else np.array_equal(a[key], b[key])
            )
            for key in a.files
            if "/uniform/" not in key
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
