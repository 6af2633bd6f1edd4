"""Are draws as likely as they should be, independent of each other, and decided by the generator?

Each question about chance is one number that is normal with variance 1 for right code, and fails
beyond `ERRORS`. A student is asked about 1,000 of them, so right code fails for one student in 10^6.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import torch
from torch import Tensor

ERRORS = 6.5  # standard errors: once in 10^10 of a normal number, in 10^9 of one with our tails
FEW = 20  # steps; rows are many more
OPEN = 0.9  # a variable with a likelier class is as good as sure
MANY_ERRORS = 8.0  # the same where thousands are looked at, one for each shift
RARE = 0.02  # a class below is counted with the others like it


def fair(drawn: Tensor, logits: Tensor, ratio: float = 0.01) -> dict[str, Tensor]:
    """Whether draws follow their raw logits.  one-hot [N, T, S, K], [N or 1, T, S, K] -> name -> bool

    Step t may depend on the draws of the steps before it: what is left over, the draw less its
    probability, has mean 0 whatever came before.
    """
    drawn, K = drawn.detach().double(), logits.shape[-1]
    one_hot = ((drawn - drawn.round()).abs().max() < 1e-6) & (
        (drawn.sum(-1) - 1).abs().max() < 1e-5
    )
    p = (1 - ratio) * logits.detach().double().softmax(-1) + ratio / K
    times = len(drawn) / len(p)  # that each row of logits was drawn from
    left, spread = drawn - p, (p * (1 - p)).sum(0) * times
    often = spread > 20  # else counted among the rare
    likely = _within(left.sum(0), spread)[often].all()
    rare = (p < RARE).double()
    rarely = (p * rare).sum(-1)
    mixture = _within((left * rare).sum(), (rarely * (1 - rarely)).sum() * times)
    # one number for each variable: the class as a place between -1 and 1
    place = torch.linspace(-1, 1, K, dtype=torch.float64)
    number = left @ place
    variance = (p @ place**2 - (p @ place) ** 2).expand_as(number)
    found = {"one-hot": one_hot, "as likely": likely, "uniform part": mixture}
    variables = _within(_products(number), _products(variance))  # of each with each
    found["variables apart"] = (variables | torch.eye(len(variables), dtype=torch.bool)).all()
    # There are as many shifts as rows, and a few coincidences of what is rare would be found among them.
    open_ = place * (p >= RARE) * (p.amax(-1, keepdim=True) <= OPEN)
    number = (left * open_).sum(-1)
    variance = ((p * open_**2).sum(-1) - (p * open_).sum(-1) ** 2).expand_as(number)
    for name, axis in (("rows apart", 0), ("steps apart", 1)):
        shifts = _shifted(number, axis), _shifted(variance, axis)
        found[name] = _within(*shifts, MANY_ERRORS).all()
    return found


FAIR = ("one-hot", "as likely", "uniform part", "variables apart", "rows apart", "steps apart")


def _products(x: Tensor) -> Tensor:
    """The sum over rows and steps of each variable times each other.  [N, T, S] -> [S, S]"""
    flat = x.flatten(0, 1)
    return flat.T @ flat


def _shifted(x: Tensor, axis: int) -> Tensor:
    """Sums of the products of x with itself, shifted by 1 to half of an axis (of few steps: to all but one).  -> [shifts]"""
    length = x.shape[axis]
    most = length - 1 if length < FEW else length // 2
    spectrum = torch.fft.rfft(x, 2 * length, dim=axis)
    products = torch.fft.irfft(spectrum.abs().square(), 2 * length, dim=axis)
    return products.movedim(axis, 0)[1 : most + 1].flatten(1).sum(1)


def _within(total: Tensor, variance: Tensor, errors: float = ERRORS) -> Tensor:
    return total.abs() <= errors * variance.clamp(min=0).sqrt()


Draw = Callable[[torch.Generator | None], Tensor]
DRAWN = ("given", "first", "again", "later", "other", "free", "free again")


def drawn_with(draw: Draw, seed: int = 3) -> dict[str, Tensor]:
    """What is drawn with generators and without: `DRAWN`, of which `governed` decides."""
    given = draw(seeded(seed))
    first = given.clone()
    torch.seed()  # the global stream decides nothing where a generator is given
    going = seeded(seed)
    again, later = draw(going).clone(), draw(going).clone()
    other, free, free_again = (draw(g).clone() for g in (seeded(seed + 1), None, None))
    return dict(zip(DRAWN, (given, first, again, later, other, free, free_again), strict=True))


def governed(drawn: Mapping[str, Tensor], shape: tuple[int, ...]) -> dict[str, Tensor]:
    """Whether the generator alone decides a draw of many one-hot vectors of this shape, and without one chance does."""
    first = drawn["first"]
    return {
        "drawn": torch.tensor(all(_one_hot(drawn[name], shape) for name in DRAWN))
        & ~(
            _same(first, drawn["other"])
            & _same(first, drawn["later"])
            & _same(first, drawn["free"])
        ),
        "repeats": _same(first, drawn["again"]),
        "goes on": ~_same(drawn["again"], drawn["later"]),
        "other seed": ~_same(first, drawn["other"]),
        "varies": ~_same(drawn["free"], drawn["free again"]),
        "kept": _same(first, drawn["given"]),
    }


def _one_hot(x: Tensor, shape: tuple[int, ...]) -> bool:
    """Whether these are one-hot vectors of a shape, but for rounding."""
    if x.shape != shape or not x.is_floating_point():
        return False
    return bool(((x - x.round()).abs().max() < 1e-6) & ((x.round().sum(-1) == 1).all()))


def in_two_processes(one: Mapping[str, Any], two: Mapping[str, Any], name: str) -> bool:
    """Whether what was drawn under this name of `DRAWN` with the same seed, in two processes, is as it should be."""
    same = one[name].shape == two[name].shape and bool((one[name] == two[name]).all())
    return same != name.startswith("free")


GOVERNED = ("drawn", "repeats", "goes on", "other seed", "varies", "kept")


def seeded(seed: int) -> torch.Generator:
    """A generator at the beginning of a seed's numbers."""
    return torch.Generator().manual_seed(seed)


def _same(first: Tensor, second: Tensor) -> Tensor:
    return torch.tensor(first.shape == second.shape and bool((first == second).all()))
