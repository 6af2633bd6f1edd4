"""The right answer to each question, computed by the oracles.

right_answer(case)  ->  {"value": array, "unchanged": array}
"""

from __future__ import annotations

import functools
import threading
from collections.abc import Mapping
from typing import Any

import numpy as np
import torch

from dreamer.lab.checks.case import Case, Observation, cotangent
from dreamer.lab.checks.drawing import FAIR, GOVERNED
from dreamer.lab.checks.routines import FOLLOWED, REPEATED, SEVERAL, is_asked_again
from dreamer.lab.checks.rssm_routines import built, direction, dreamt_policy
from dreamer.parts import Parts, State, load_parts
from grader.knowledge import oracles
from grader.paths import MASTERS


def right_answer(case: Case) -> Observation:
    """What right code shows in this case, from the oracles alone."""
    inputs = {k: v.numpy() if isinstance(v, torch.Tensor) else v for k, v in case.inputs.items()}
    seen = {k: np.asarray(v) for k, v in ANSWERS[case.call](case.symbol, inputs).items()}
    for wrt in case.wrt:
        seen[f"gradient to {wrt}"] = _gradient(case, inputs, wrt)
    tensors = sum(isinstance(value, torch.Tensor) for value in case.inputs.values())
    if tensors:
        seen["unchanged"] = np.ones(tensors, bool)
    if is_asked_again(case):
        seen |= {name: np.array(True) for name in REPEATED}
    return {k: v.astype(np.float32) if v.dtype.kind == "f" else v for k, v in seen.items()}


STEP = 1e-5  # by which a weight is moved


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
    "reconstruction_loss": ("target",),
    "actor_loss": ("returns", "value", "scale", "discount"),
    "dream_actor_loss": ("scale", "discount"),
    "critic_loss": ("discount",),
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
    """The weights that `built` gives every RSSM: its scaffold is no one's answer."""
    numbers = {name: inputs[name] for name in ("shift", "certain") if name in inputs}
    return _weights(tuple(inputs["sizes"].items()), tuple(numbers.items()))


@functools.lru_cache(8)  # a numerical gradient asks for the same ones a hundred times
def _weights(sizes: tuple[Any, ...], numbers: tuple[Any, ...]) -> dict[str, np.ndarray]:
    rssm = built({"RSSM": reference_parts().RSSM}, {"sizes": dict(sizes), **dict(numbers)})
    return {name: p.detach().double().numpy() for name, p in rssm.named_parameters()}


def _method(
    symbol: str, inputs: Mapping[str, Any], params: Mapping[str, np.ndarray] | None = None
) -> dict[str, Any]:
    params, sizes = params or _params(inputs), inputs["sizes"]
    if symbol == "RSSM.core":
        stoch, action = inputs["stoch"], inputs["action"]
        return {"value": oracles.core(params, inputs["deter"], stoch, action, sizes["blocks"])}
    if symbol == "RSSM.prior":
        return {"value": oracles.prior(params, inputs["deter"], sizes["classes"])}
    guess = oracles.posterior(params, inputs["deter"], inputs["embed"], sizes["classes"])
    return {"value": guess}


def _weight_gradients(symbol: str, inputs: Mapping[str, Any]) -> dict[str, Any]:
    """How the output moves with each of the used weights, by moving it a little to both sides."""
    params = _params(inputs)
    used = [name for name in params if name.split(".")[0] in inputs["layers"]]

    def total(name: str, step: float) -> float:
        moved = params[name] + step * direction(params[name].shape).double().numpy()
        value = _method(symbol, inputs, {**params, name: moved})["value"]
        return float((value * cotangent(value.shape)).sum())

    found = [(total(name, STEP) - total(name, -STEP)) / (2 * STEP) for name in used]
    return {"gradient to the weights": np.array(found)}


def _constant_size(inputs: Mapping[str, Any], still: Mapping[str, Any]) -> dict[str, Any]:
    """The core as its gradient sees it: the size that actions are divided by stands still."""
    size = np.maximum(1, np.abs(still["action"]))
    memory, guess, blocks = inputs["deter"], inputs["stoch"], inputs["sizes"]["blocks"]
    return {"value": oracles.core(_params(inputs), memory, guess, inputs["action"], blocks, size)}


STATES = ("deter", "stoch", "logits")


def _follow(
    symbol: str,
    inputs: Mapping[str, Any],
    still: Mapping[str, Any] | None = None,
    seen: dict[str, Any] | None = None,
) -> dict[str, Any]:
    """A sequence; as a gradient sees it, where its inputs are moved away from those in `still`.

    seen: options of the oracle.
    """
    sizes, B = inputs["sizes"], len(inputs["is_first"])
    deter = inputs.get("deter", np.zeros((B, sizes["deter"])))
    stoch = inputs.get("stoch", np.zeros((B, sizes["stoch"], sizes["classes"])))
    seen = seen or {}
    if still:
        at = _follow(symbol, still)["logits"]
        seen = {
            "guess": oracles.straight_through(at),
            "size": np.maximum(1, np.abs(still["action"])),
        }
    found = oracles.observe(
        _params(inputs),
        inputs["embed"],
        inputs["action"],
        inputs["is_first"],
        deter,
        stoch,
        sizes["blocks"],
        **seen,
    )
    return dict(zip(STATES, found, strict=True))


def _dream(
    symbol: str,
    inputs: Mapping[str, Any],
    still: Mapping[str, Any] | None = None,
    seen: dict[str, Any] | None = None,
) -> dict[str, Any]:
    """A dream; as a gradient sees it, where its start is moved away from that in `still`. seen: options of the oracle."""

    def policy(deter: np.ndarray, stoch: np.ndarray) -> np.ndarray:
        flat = torch.tensor(stoch)
        return dreamt_policy(State(torch.tensor(deter), flat, flat)).numpy()

    seen = {"policy": policy, **(seen or {})}
    if still:
        at = _dream(symbol, still)
        actions = iter(np.moveaxis(at["action"], 1, 0))  # no gradient gets through the policy
        seen = {
            "guess": oracles.straight_through(at["logits"][:, 1:]),
            "policy": lambda deter, stoch: next(actions),
        }
    found = oracles.imagine(
        _params(inputs),
        inputs["deter"],
        inputs["stoch"],
        inputs["logits"],
        horizon=inputs["horizon"],
        blocks=inputs["sizes"]["blocks"],
        **seen,
    )
    return dict(zip((*STATES, "action"), found, strict=True))


def fits_its_guesses(case: Case, outcome: Observation) -> bool:
    """Whether logits that came beside guesses are those that right weights lead to, after just these guesses."""
    if "guess" not in outcome:
        return True
    guess, logits = (outcome[name] for name in FOLLOWED)
    inputs = {
        name: np.repeat(x.numpy(), len(guess), 0) if isinstance(x, torch.Tensor) else x
        for name, x in case.inputs.items()
    }
    drawn = {"guess": lambda t, _: guess[:, t].astype(np.float64)}
    if case.symbol == "RSSM.observe":
        right = _follow(case.symbol, inputs, seen=drawn)["logits"]
    else:
        right = _dream(case.symbol, inputs, seen=drawn)["logits"][:, 1:]
    return right.shape == logits.shape and np.allclose(logits, right, 2e-3, 2e-3)


def _scales(symbol: str, inputs: Mapping[str, Any]) -> dict[str, Any]:
    batches = [value for value in inputs.values() if isinstance(value, np.ndarray)]
    return {"value": oracles.return_scales(batches, inputs.get("rate", 0.01))}


def _many_bins(symbol: str, inputs: Mapping[str, Any]) -> dict[str, Any]:
    found = [oracles.symexp_bins(count, inputs["limit"]) for count in inputs["counts"]]
    counts = np.array([float(len(bins)) for bins in found])
    return {"counts": counts, "ends": np.array([[bins[0], bins[-1]] for bins in found])}


def _all_hold(*names: str) -> Any:
    return lambda symbol, inputs: dict.fromkeys(names, True)


OF_STEP = "gradient of the {} to the {} of its step"
ACTING = [f"{name} in eval mode" for name in GOVERNED]
ANSWERS: dict[str, Any] = {
    "function": _function,
    "uniform mean": lambda symbol, inputs: {"value": 0.0},
    "uniform rows": lambda symbol, inputs: {"value": np.zeros(2)},
    "many bins": _many_bins,
    "own bins": lambda symbol, inputs: {
        "value": oracles.twohot_mean(inputs["logits"], oracles.symexp_bins(255, 20.0))
    },
    "finite gradient": _all_hold("finite gradient"),
    "frequencies": _sampled,
    "fair draws": _all_hold(*FAIR),
    "same draw": _all_hold(*GOVERNED, *(f"{name} without gradients" for name in GOVERNED)),
    "straight through": lambda symbol, inputs: {"value": np.zeros_like(inputs["logits"])},
    "method": _method,
    "weights": _all_hold("gradient to the weights"),
    "weight gradients": _weight_gradients,
    "observe": _follow,
    "imagine": _dream,
    "kl gradients": _kl_gradients,
    "observe steps": _all_hold(
        "memory as core has it",
        "logits as posterior has them",
        OF_STEP.format("memory", "action"),
        *(OF_STEP.format(of, to) for of in ("logits", "guess") for to in ("action", "embed")),
    ),
    "imagine steps": _all_hold(
        "the start first",
        "actions as the policy gave them",
        "memory as core has it",
        "logits as prior has them",
        *(OF_STEP.format(of, "action") for of in ("memory", "logits", "guess", "action")),
    ),
    "observe reach": _all_hold(
        "gradient through the guess",
        "gradient to the given memory",
        "gradient to the given guess",
        "gradient through the memory",
        "gradient of the logits through the memory",
    ),
    "imagine reach": _all_hold(
        "gradient to the weights",
        *(f"gradient through the {x} that the policy sees" for x in ("memory", "guess", "logits")),
        "gradient to the start",
        "gradient through the guess",
        "gradient through the memory",
    ),
    "observe fair": _all_hold(*FAIR),
    "imagine fair": _all_hold(*FAIR),
    "observe draws": _all_hold(*FAIR, *GOVERNED, *ACTING),
    "imagine draws": _all_hold(*FAIR, *GOVERNED, *ACTING),
    "scales": _scales,
    "scales in eval mode": _scales,
    "scales saved": _scales,
}
# Where a gradient is not that of the values: straight through, or past what stands still.
SMOOTH: dict[str, Any] = {
    "straight through": lambda symbol, inputs, still: {"value": oracles.mixed(inputs["logits"])},
    "observe": _follow,
    "imagine": _dream,
    "method": lambda symbol, inputs, still: (
        _constant_size(inputs, still) if symbol == "RSSM.core" else _method(symbol, inputs)
    ),
}

_parts: list[Parts] = []
_loading = threading.Lock()  # Python 3.11 cannot parse in two threads at once


def reference_parts() -> Parts:
    """The parts of the solved notebooks, read once."""
    with _loading:
        if not _parts:
            _parts.append(load_parts(MASTERS))
    return _parts[0]
