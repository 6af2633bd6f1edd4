"""The ways of asking: how a case is put to a learner's function, and what is observed.

The same code watches a function in the notebook and in the grader's sandbox; what
is right, and whose mistake it looks like, is decided elsewhere (`compare.py`) from
what is returned here: plain arrays.

    run_case(case, {"symlog": symlog})  ->  {"value": array, "unchanged": array, "again": array}

It has two halves. `watched` runs the learner's code, and gives back what came: numbers, draws, the inputs afterwards.
`judged` decides of these whether draws are fair and inputs are as they were; the grader has that done outside the sandbox.
"""

from __future__ import annotations

import contextlib
import io
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import torch
from torch import Tensor

from dreamer.lab.checks import rssm_routines
from dreamer.lab.checks.case import (
    Case,
    Objects,
    Observation,
    WrongKind,
    as_array,
    gradient,
    kind_of,
    wave,
)
from dreamer.lab.checks.drawing import DRAWN, drawn_with, fair, in_two_processes, seeded

# Asked after another question, and once more afterwards: an answer may depend on nothing that was before.
ONLY_AFTER = ("observe", "imagine")  # their draws are another's the second time
WITHOUT_DRAWS = (
    "function",
    "uniform mean",
    "uniform rows",
    "method",
    "kl gradients",
    "scales",
    "scales in eval mode",
    "scales saved",
)

# What comes along, so that one can be held against the other.
FOLLOWED = ("guess", "guess's logits")
GOVERNED_CALLS = ("same draw", "observe draws", "imagine draws")  # about what decides a draw

REPEATED = ("again", "fresh", "acting", "kept")


def is_asked_again(case: Case) -> bool:
    """Whether a case is also about what is `REPEATED`."""
    return case.repeated and case.call in WITHOUT_DRAWS


def run_case(case: Case, objects: Objects) -> Observation:
    """Ask once. Whatever the learner's code raises comes through."""
    return judged(case, watched(case, objects))


AFTER = "after the call, "


def watched(case: Case, objects: Objects) -> Observation:
    """What comes of asking once, as it came. Whatever the learner's code raises comes through."""
    if case.symbol.startswith("RSSM."):
        objects = {**objects, "built": rssm_routines.built(objects, case.inputs)}
    if case.repeated and case.call in (*WITHOUT_DRAWS, *ONLY_AFTER):
        _ask_another(case, objects)
    inputs = _copied(case.inputs)
    for wrt in case.wrt:
        inputs[wrt].requires_grad_()
    routine = ROUTINES[case.call]
    results = routine(objects, case.symbol, inputs)
    seen: Observation = {name: as_array(name, value) for name, value in results.items()}
    for wrt in case.wrt:
        seen[f"gradient to {wrt}"] = as_array(wrt, gradient(results.values(), inputs[wrt]))
    afterwards = {
        f"{AFTER}{name}": as_array(name, x) for name, x in inputs.items() if isinstance(x, Tensor)
    }
    if is_asked_again(case):
        seen |= _asked_again(case, objects, seen)
    return seen | afterwards


def judged(case: Case, seen: Observation, elsewhere: Observation | None = None) -> Observation:
    """What came, with what is decided of it: whether draws are fair, and inputs as they were.

    seen: of code that may be anybody's. elsewhere: the same question's in another process, where it was asked there, too.
    Raises WrongKind where that cannot be decided.
    """
    found = {name: x for name, x in seen.items() if not name.startswith(AFTER)}
    if case.call in JUDGES:
        tensors = {name: torch.from_numpy(x) for name, x in found.items()}
        try:
            decided = JUDGES[case.call](case.inputs, tensors)
            if elsewhere is not None:
                same = [in_two_processes(seen, elsewhere, n) for n in seen if n.startswith(DRAWN)]
                decided["repeats"] = decided["repeats"] & all(same)
                decided |= {name: tensors[name] for name in FOLLOWED if name in tensors}
        except WrongKind:
            raise
        except Exception as error:  # whatever anybody's numbers may lead to
            raise WrongKind(
                f"what came back are not the draws that were asked for: {error}"
            ) from error
        found = {name: as_array(name, value) for name, value in decided.items()}
    before = {name: x.numpy() for name, x in case.inputs.items() if isinstance(x, Tensor)}
    same = [
        (now := seen.get(f"{AFTER}{name}")) is not None
        and np.array_equal(now, x, equal_nan=x.dtype.kind == "f")
        for name, x in before.items()
    ]
    if same:
        found["unchanged"] = np.array(same) & found.get("unchanged", True)
    return found


def _copied(inputs: Mapping[str, Any]) -> dict[str, Any]:
    """The learner's own copy, in which nothing can be changed for later questions."""
    return {k: v.clone() if isinstance(v, Tensor) else v for k, v in inputs.items()}


def _unchanged(case: Case, inputs: Mapping[str, Any]) -> np.ndarray:
    """Of each tensor that was handed in, whether it is as it was."""
    tensors = {name: value for name, value in case.inputs.items() if isinstance(value, Tensor)}
    return np.array(
        [torch.equal(inputs[name].detach(), value) for name, value in tensors.items()], bool
    )


def _same(seen: Observation, results: Mapping[str, Any]) -> np.ndarray:
    """Whether results are those that were seen, but for rounding: another kernel may be taken without gradients."""
    arrays = {name: as_array(name, value) for name, value in results.items()}
    return np.array(
        all(
            seen[name].shape == x.shape and np.allclose(seen[name], x, 1e-5, 1e-6, equal_nan=True)
            for name, x in arrays.items()
        )
    )


def _asked_again(case: Case, objects: Objects, seen: Observation) -> Observation:
    """Whether the same question has the same answer again, as an agent that acts asks it, and keeps it."""
    routine, built = ROUTINES[case.call], objects.get("built")
    gradients = contextlib.nullcontext() if case.call == "kl gradients" else torch.no_grad()
    with _silence():
        inputs = _copied(case.inputs)
        again = _same(seen, routine(objects, case.symbol, inputs))
        fresh = _fresh(case, objects, inputs)
        if built is not None:
            built.eval()
        with gradients:
            inputs = _copied(case.inputs)
            acting = routine(objects, case.symbol, inputs)
            same = _same(seen, acting)
            unchanged = _unchanged(case, inputs)
            before = {name: as_array(name, value) for name, value in acting.items()}
            with contextlib.suppress(Exception):
                routine(objects, case.symbol, {k: _other(k, v) for k, v in case.inputs.items()})
    found: Observation = dict(
        zip(REPEATED, (again, fresh, same, _same(before, acting)), strict=True)
    )
    if unchanged.size:
        found["unchanged"] = unchanged  # when an agent acts; `judged` looks at the first call
    return found


def _fresh(case: Case, objects: Objects, inputs: Mapping[str, Any]) -> np.ndarray:
    """Whether tensors that have changed since they were asked about are looked at anew."""
    others = {name: _other(name, value) for name, value in case.inputs.items()}
    for name, value in inputs.items():
        if isinstance(value, Tensor):
            value.copy_(others[name])
    try:
        changed = ROUTINES[case.call](objects, case.symbol, inputs)
        expected = ROUTINES[case.call](objects, case.symbol, others)
    except Exception:  # other numbers of the same shapes need not be legal
        return np.array(True)
    return _same({name: as_array(name, x) for name, x in expected.items()}, changed)


def _ask_another(case: Case, objects: Objects) -> None:
    """Ask about other numbers of the same shapes, with other weights, and forget the answer."""
    if "built" in objects:
        rssm_routines.fill(objects["built"], {**case.inputs, "shift": 1.0})
    with _silence(), contextlib.suppress(Exception):
        others = {name: _other(name, value) for name, value in case.inputs.items()}
        ROUTINES[case.call](objects, case.symbol, others)
    if "built" in objects:
        rssm_routines.fill(objects["built"], case.inputs)
        objects["built"].zero_grad()


def _other(name: str, value: Any) -> Any:
    if not isinstance(value, Tensor):
        return value
    if name == "bins":  # still in order
        return 0.75 * value
    other = value.flip(list(range(value.dim()))) if value.dim() else value
    return (
        other * 0.75
        if other.is_floating_point() and name not in ("is_first", "last")
        else other.clone()
    )


@contextlib.contextmanager
def _silence():
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        yield


# ---- routines: objects, symbol, inputs -> named results


SEVERAL = {"kl_losses": ("dyn", "rep")}  # what comes back together


def _function(objects: Objects, symbol: str, inputs: Mapping[str, Any]) -> dict[str, Any]:
    value = objects[symbol](*inputs.values())
    if symbol not in SEVERAL:
        return {"value": value}
    names = SEVERAL[symbol]
    if not isinstance(value, tuple | list) or len(value) != len(names):
        raise WrongKind(f"{kind_of(value)} came back; expected {' and '.join(names)}")
    return dict(zip(names, value, strict=True))


def _uniform_mean(objects: Objects, symbol: str, inputs: Mapping[str, Any]) -> dict[str, Any]:
    """The mean of uniform logits over the learner's own bins: what an untrained critic predicts."""
    bins = objects["symexp_bins"]()
    return {"value": objects[symbol](torch.zeros(len(bins)), bins)}


def _uniform_rows(objects: Objects, symbol: str, inputs: Mapping[str, Any]) -> dict[str, Any]:
    """The same where a batch holds other rows besides, and where all logits are 3."""
    bins = objects["symexp_bins"]()
    logits = torch.stack([torch.zeros(len(bins)), wave(len(bins)), torch.full((len(bins),), 3.0)])
    return {"value": objects[symbol](logits, bins)[::2]}


def _many_bins(objects: Objects, symbol: str, inputs: Mapping[str, Any]) -> dict[str, Any]:
    """How many bins come, and their ends, for several counts."""
    found = [objects[symbol](count, inputs["limit"]) for count in inputs["counts"]]
    ends = torch.stack([torch.stack([bins[0], bins[-1]]) for bins in found])
    return {"counts": torch.tensor([float(len(bins)) for bins in found]), "ends": ends}


def _own_bins(objects: Objects, symbol: str, inputs: Mapping[str, Any]) -> dict[str, Any]:
    """The mean of small numbers over the learner's own 255 bins: logits peaked near 0."""
    bins = objects["symexp_bins"]()
    return {"value": objects[symbol](inputs["logits"], bins)}


def _finite_gradient(objects: Objects, symbol: str, inputs: Mapping[str, Any]) -> dict[str, Any]:
    """The gradient where formulas have a corner, and right forms differ."""
    x = inputs["x"].clone().requires_grad_()
    return {"gradient": gradient([objects[symbol](x)], x)}


def _is_finite(inputs: Mapping[str, Any], seen: Mapping[str, Tensor]) -> dict[str, Tensor]:
    return {"finite gradient": seen["gradient"].isfinite()}


def _many_draws(objects: Objects, symbol: str, inputs: Mapping[str, Any]) -> dict[str, Any]:
    """So many draws from the same logits."""
    logits = inputs["logits"].expand(inputs["draws"], *inputs["logits"].shape)
    return {"draws": objects[symbol](logits, seeded(38))}


def _of_right_shape(inputs: Mapping[str, Any], seen: Mapping[str, Tensor]) -> Tensor:
    drawn = seen["draws"]
    wanted = [inputs["draws"], *inputs["logits"].shape]
    if not drawn.is_floating_point():
        raise WrongKind(f"the draw is {str(drawn.dtype).removeprefix('torch.')}; expected float32")
    if list(drawn.shape) != wanted:
        raise WrongKind(f"the draw has shape {list(drawn.shape)}, expected {wanted}")
    return drawn


def _frequencies(inputs: Mapping[str, Any], seen: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """How often each class is drawn, and whether every draw is a one-hot vector."""
    drawn = _of_right_shape(inputs, seen)
    rounded = drawn.round()
    exact = (drawn - rounded).abs().max() < 1e-6  # x + (p - p) rounds
    return {
        "frequency": rounded.double().mean(0).to(drawn.dtype),
        "one-hot": exact & (rounded.sum(-1) == 1).all(),
    }


def _are_fair(inputs: Mapping[str, Any], seen: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """Whether many draws follow their logits, variable by variable and row by row."""
    return fair(_of_right_shape(inputs, seen).unsqueeze(1), inputs["logits"][None, None])


def _same_draw(objects: Objects, symbol: str, inputs: Mapping[str, Any]) -> dict[str, Any]:
    """Draws with generators and without, also where no gradient is wanted."""
    seed = inputs.get("seed", 3)
    drawn = drawn_with(lambda g: objects[symbol](inputs["logits"], g).detach(), seed)
    with torch.no_grad():
        acting = drawn_with(lambda g: objects[symbol](inputs["logits"], g), seed)
    return {**drawn, **{f"{name} without gradients": value for name, value in acting.items()}}


def _are_governed(inputs: Mapping[str, Any], seen: Mapping[str, Tensor]) -> dict[str, Tensor]:
    return rssm_routines.governed_twice(seen, " without gradients", inputs["logits"].shape)


def _straight_through(objects: Objects, symbol: str, inputs: Mapping[str, Any]) -> dict[str, Any]:
    """A sample of which only the gradient is compared, as its value is random."""
    onehot = objects[symbol](inputs["logits"], torch.Generator().manual_seed(3))
    return {"value": onehot - onehot.detach()}


def _kl_gradients(objects: Objects, symbol: str, inputs: Mapping[str, Any]) -> dict[str, Any]:
    """The gradient of each of the two losses to each side."""
    sides = {side: inputs[side].clone().requires_grad_() for side in ("posterior", "prior")}
    losses = objects[symbol](*{**inputs, **sides}.values())
    return {
        f"gradient of {name} to the {side}": gradient([loss], x)
        for name, loss in zip(("dyn", "rep"), losses, strict=True)
        for side, x in sides.items()
    }


def _scales(objects: Objects, symbol: str, inputs: Mapping[str, Any]) -> dict[str, Any]:
    """The scale after each of several batches."""
    return _scaled(objects[symbol], inputs, lambda scale: scale)


def _acting_scales(objects: Objects, symbol: str, inputs: Mapping[str, Any]) -> dict[str, Any]:
    """The same with the module in eval mode."""
    return _scaled(objects[symbol], inputs, lambda scale: scale.eval())


def _saved_scales(objects: Objects, symbol: str, inputs: Mapping[str, Any]) -> dict[str, Any]:
    """The same where the scale is saved and loaded between the batches, as in a checkpoint."""
    rate = _rate(inputs)

    def loaded(scale: Any) -> Any:
        other = objects[symbol](**rate)
        other.load_state_dict(scale.state_dict())
        return other

    return _scaled(objects[symbol], inputs, loaded)


def _scaled(make: Any, inputs: Mapping[str, Any], before: Callable[[Any], Any]) -> dict[str, Any]:
    scale, values = make(**_rate(inputs)), []
    for x in inputs.values():
        if isinstance(x, Tensor):
            scale = before(scale)
            values.append(scale.update(x))
    for value in values:
        if as_array("the scale", value).ndim:
            raise WrongKind(f"the scale has shape {list(value.shape)}; expected a scalar")
    return {"value": torch.stack(values)}


def _rate(inputs: Mapping[str, Any]) -> dict[str, Any]:
    return {"rate": inputs["rate"]} if "rate" in inputs else {}


ROUTINES: dict[str, Callable[[Objects, str, Mapping[str, Any]], dict[str, Any]]] = {
    "function": _function,
    "uniform mean": _uniform_mean,
    "uniform rows": _uniform_rows,
    "many bins": _many_bins,
    "own bins": _own_bins,
    "finite gradient": _finite_gradient,
    "frequencies": _many_draws,
    "fair draws": _many_draws,
    "same draw": _same_draw,
    "straight through": _straight_through,
    "kl gradients": _kl_gradients,
    "scales": _scales,
    "scales in eval mode": _acting_scales,
    "scales saved": _saved_scales,
    **rssm_routines.ROUTINES,
}
# What is decided of what came back, where no learner's code runs.
JUDGES: dict[str, Callable[[Mapping[str, Any], Mapping[str, Tensor]], dict[str, Tensor]]] = {
    "finite gradient": _is_finite,
    "frequencies": _frequencies,
    "fair draws": _are_fair,
    "same draw": _are_governed,
    **rssm_routines.JUDGES,
}
