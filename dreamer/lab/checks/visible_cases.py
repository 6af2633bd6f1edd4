"""The visible questions of the learner's check. The grader asks the same with other numbers.

Few numbers each, so that a learner can follow them by hand. The right answers, and
what known mistakes answer, are data: `python -m grader.authoring.build_check_data` writes them.
"""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor, tensor

from dreamer.lab.checks.case import Case, wave

# float32 keeps 7 digits; where a number near 0 is the answer, right code keeps them all,
# and x -> log(1 + x) keeps none.


def _symlog() -> list[Case]:
    far, far_back = tensor([12345.0, -1e4, 1e6]), tensor([-9.0, 11.5, 13.8])
    cases = []
    for symbol, big, rtol in (("symlog", far, 1e-5), ("symexp", far_back, 3e-5)):
        near = [-10.0, -1.0, -0.5, 0.0, 0.5, 1.0, 10.0]
        other = "numbers" if symbol == "symlog" else "exponents"
        cases += [
            Case(f"{symbol} values", symbol, "both signs, and 0", {"x": tensor(near)}),
            Case(
                f"{symbol} tiny",
                symbol,
                "numbers near 0 keep their digits",
                {"x": tensor([1e-8, -1e-6, 1e-5])},
                rtol=1e-3,
                atol=0.0,
            ),
            Case(f"{symbol} large", symbol, f"large {other}", {"x": big}, rtol=rtol),
            Case(f"{symbol} scalar", symbol, "a single number", {"x": tensor(2.0)}),
            Case(
                f"{symbol} table",
                symbol,
                "any shape, transposed or not",
                {"x": wave(3, 2, scale=4.0).T},
            ),
            Case(f"{symbol} of one", symbol, "a tensor of a single number", {"x": tensor([[0.7]])}),
            Case(f"{symbol} deep", symbol, "any number of axes", {"x": wave(2, 1, 2, 1, 2)}),
            Case(
                f"{symbol} gradient",
                symbol,
                "gradients flow through it",
                {"x": tensor([-3.0, -0.5, 0.5, 3.0])},  # at 0 and ±1 right forms differ
                wrt=("x",),
            ),
            Case(
                f"{symbol} small",
                symbol,
                "small numbers, where the curve leaves the diagonal",
                {"x": tensor([-0.3, -0.02, -5e-3, 1e-3, 2e-3, 0.05])},
                rtol=3e-4,
                atol=0.0,
            ),
            Case(
                f"{symbol} finite gradient",
                symbol,
                "gradients are numbers everywhere",
                {"x": tensor([0.0, 1.0, -1.0])},
                call="finite gradient",
            ),
            Case(
                f"{symbol} gradient far",
                symbol,
                "gradients of large numbers",
                {"x": tensor([-1e5, 3e4, 1e6] if symbol == "symlog" else [-11.0, 9.0, 13.8])},
                wrt=("x",),
                rtol=1e-4,
                atol=0.0,
            ),
            Case(
                f"{symbol} gradient near 0",
                symbol,
                "gradients near 0",
                {"x": tensor([-1e-4, 1e-5, 0.02])},
                wrt=("x",),
                rtol=1e-3,
            ),
        ]
    return cases


# symexp of -3, -2, …, 3
BINS = tensor([-19.085537, -6.389056, -1.718282, 0.0, 1.718282, 6.389056, 19.085537])
EVEN = tensor([-1.0, 0.0, 1.0])
ONE_SIDED = tensor([0.5, 1.0, 3.0, 8.0, 9.0])


def _onehot(*shape: int, shift: float = 0.0) -> Tensor:
    index = wave(*shape, shift=shift).argmax(-1)
    return torch.nn.functional.one_hot(index, shape[-1]).float()


def _sizes(symbol: str, more: str = "", **inputs: tuple[int, ...]) -> list[Case]:
    """One question for each kind of leading axes: none, one of size 1, size 1 on either side, and four."""
    cases = []
    for name, says, leading in (
        ("none", "no leading axis", ()),
        ("one", "a batch of one", (1,)),
        ("one row", "leading axes [1, 2]", (1, 2)),
        ("one step", "leading axes [2, 1]", (2, 1)),
        ("four", "four leading axes", (2, 1, 1, 2)),
    ):
        given: dict[str, Any] = {
            k: wave(*leading, *last, shift=len(last), scale=3.0) for k, last in inputs.items()
        }
        if symbol.startswith("twohot"):
            given["bins"] = BINS
        cases.append(Case(f"{symbol}: {name}{more}", symbol, says, given, rtol=1e-4, atol=1e-5))
    return cases


def _twohot() -> list[Case]:
    logits = wave(2, 3, 7, scale=2.0)
    target = tensor([[0.25, -3.0, 1.0], [7.5, -19.0, 0.0]])
    return [
        Case(
            "bins",
            "symexp_bins",
            "255 bins as the lesson has them",
            {},
            rtol=1e-5,  # 20 in float32 is off by 1e-6, and e^20 by as much of itself
            atol=0.0,
        ),
        Case("few bins", "symexp_bins", "another count and limit", {"count": 5, "limit": 2.0}),
        Case(
            "bins again",
            "symexp_bins",
            "the count again, another limit",
            {"count": 5, "limit": 3.0},
        ),
        Case(
            "many counts",
            "symexp_bins",
            "as many bins as are asked for, from end to end",
            {"counts": [3, 39, 45, 61, 101, 129, 511], "limit": 20.0},
            call="many bins",
            rtol=1e-5,
        ),
        Case(
            "between",
            "twohot",
            "a target between two bins",
            {"target": tensor([0.25]), "bins": EVEN},
        ),
        Case(
            "several",
            "twohot",
            "several targets at once",
            {"target": tensor([0.25, -0.5, 0.9]), "bins": EVEN},
        ),
        Case(
            "uneven",
            "twohot",
            "bins that are not evenly spaced",
            {"target": tensor([1.0, -3.0, 12.0, 0.1]), "bins": BINS},
        ),
        Case(
            "on a bin",
            "twohot",
            "a target exactly on a bin",
            {"target": BINS.clone(), "bins": BINS},
        ),
        Case(
            "outside",
            "twohot",
            "targets beyond the outermost bins",
            {"target": tensor([-100.0, 100.0, 1e6]), "bins": BINS},
        ),
        Case("batch", "twohot", "any leading dimensions", {"target": target, "bins": BINS}),
        Case(
            "large bins",
            "twohot",
            "targets of hundreds, between bins of hundreds",
            {"target": tensor([100.0, -700.0, 30.0]), "bins": 50 * BINS},
        ),
        Case("single", "twohot", "a single number", {"target": tensor(2.5), "bins": BINS}),
        Case(
            "no gradient",
            "twohot",
            "no gradient reaches the target",
            {"target": tensor([0.25, -3.0]), "bins": BINS},
            wrt=("target",),
        ),
        *_sizes("twohot", target=()),
        Case(
            "one-sided",
            "twohot",
            "bins that do not lie around 0",
            {"target": tensor([0.3, 2.0, 9.0, -4.0]), "bins": ONE_SIDED},
        ),
        Case(
            "two bins",
            "twohot",
            "the fewest bins there can be",
            {"target": tensor([0.25, -3.0, 2.0]), "bins": tensor([-1.0, 1.0])},
        ),
        Case(
            "uniform",
            "twohot_mean",
            "uniform logits stand for exactly 0",
            {},
            call="uniform mean",
            rtol=0.0,
            atol=0.0,
        ),
        Case(
            "mean",
            "twohot_mean",
            "the mean over all bins",
            {"logits": tensor([[0.0, 1.0, 2.0, 0.0, -1.0, 0.5, 1.0]]), "bins": BINS},
            rtol=1e-4,
            atol=1e-5,
        ),
        Case(
            "mean of large logits",
            "twohot_mean",
            "logits of 1000",
            {"logits": tensor([[0.0, 0.0, 0.0, 0.0, 1000.0, 999.0, 0.0]]), "bins": BINS},
            rtol=1e-4,
        ),
        Case(
            "mean batch",
            "twohot_mean",
            "any leading dimensions",
            {"logits": logits, "bins": BINS},
            rtol=1e-4,
            atol=1e-5,
        ),
        Case(
            "uniform rows",
            "twohot_mean",
            "uniform logits stand for exactly 0, in a batch of other rows",
            {},
            call="uniform rows",
            rtol=0.0,
            atol=0.0,
        ),
        Case(
            "small means",
            "twohot_mean",
            "small numbers, over the 255 bins",
            {"logits": -0.02 * (torch.arange(255.0) - tensor([[127.5], [131.0], [120.0]])) ** 2},
            call="own bins",
            rtol=1e-4,
            atol=1e-5,
        ),
        Case(
            "mean of unlike rows",
            "twohot_mean",
            "rows whose logits are far apart",
            {"logits": wave(3, 7) + tensor([[1000.0], [0.0], [-1000.0]]), "bins": BINS},
            rtol=1e-3,
            atol=1e-3,
        ),
        *_sizes("twohot_mean", logits=(7,)),
        Case(
            "one-sided mean",
            "twohot_mean",
            "bins that do not lie around 0",
            {"logits": wave(3, 5, scale=2.0), "bins": ONE_SIDED},
            rtol=1e-4,
            atol=1e-5,
        ),
        Case(
            "mean gradient",
            "twohot_mean",
            "gradients flow to the logits",
            {"logits": wave(2, 7), "bins": BINS},
            wrt=("logits",),
            rtol=1e-4,
            atol=1e-5,
        ),
        Case(
            "loss",
            "twohot_loss",
            "the cross-entropy of a few targets",
            {
                "logits": tensor([[0.0, 1.0, 2.0], [1.0, 0.0, 0.0]]),
                "target": tensor([0.25, -1.0]),
                "bins": EVEN,
            },
        ),
        Case(
            "loss of large logits",
            "twohot_loss",
            "logits of 1000",
            {"logits": tensor([[1000.0, 0.0, 998.0]]), "target": tensor([0.25]), "bins": EVEN},
        ),
        Case(
            "loss batch",
            "twohot_loss",
            "any leading dimensions",
            {"logits": logits, "target": target, "bins": BINS},
        ),
        Case(
            "loss of unlike rows",
            "twohot_loss",
            "rows whose logits are far apart",
            {
                "logits": wave(3, 7) + tensor([[1000.0], [0.0], [-1000.0]]),
                "target": tensor([0.25, -3.0, 7.0]),
                "bins": BINS,
            },
            rtol=1e-3,
            atol=1e-3,
        ),
        *_sizes("twohot_loss", logits=(7,), target=()),
        Case(
            "loss beyond",
            "twohot_loss",
            "targets beyond the outermost bins",
            {"logits": wave(2, 7), "target": tensor([-100.0, 1e6]), "bins": BINS},
        ),
        Case(
            "loss gradient",
            "twohot_loss",
            "gradients flow to the logits, and none to the target",
            {"logits": wave(2, 7), "target": tensor([0.25, -3.0]), "bins": BINS},
            wrt=("logits", "target"),
        ),
    ]


def _latents() -> list[Case]:
    logits = wave(2, 3, 4, scale=2.0)
    return [
        Case("mixture", "unimix", "1 % of the uniform distribution", {"logits": logits}),
        Case(
            "rare classes",
            "unimix",
            "no class becomes impossible",
            {"logits": tensor([[100.0, 0.0, 0.0, 0.0], [0.0, 0.0, 0.0, 0.0]])},
            atol=3e-5,  # 100 in float32 is off by 4e-6, and so is its logarithm's sum
        ),
        Case(
            "unlike rows",
            "unimix",
            "rows whose logits are far apart",
            {"logits": wave(3, 2, 4) + tensor([1000.0, 0.0, -1000.0])[:, None, None]},
            rtol=1e-3,
            atol=1e-3,
        ),
        Case("ratio", "unimix", "another ratio", {"logits": logits, "ratio": 0.2}),
        Case(
            "unimix gradient",
            "unimix",
            "gradients flow to the logits",
            {"logits": logits},
            wrt=("logits",),
        ),
        *_sizes("unimix", logits=(2, 3)),
        *_sizes("unimix", " variable", logits=(1, 2))[:2],
        Case(
            "frequencies",
            "sample_onehot",
            "classes are drawn as often as they are likely",
            {"logits": tensor([[0.0, 1.0, 2.0], [1.0, 0.0, -1.0]]), "draws": 4000},
            call="frequencies",
            rtol=0.0,
            atol=0.048,  # six standard errors of 4,000 draws
        ),
        Case(
            "fair draws",
            "sample_onehot",
            "each variable and each row is drawn for itself",
            {"logits": wave(3, 4), "draws": 2000},
            call="fair draws",
        ),
        Case(
            "rare draws",
            "sample_onehot",
            "classes without a chance of their own share 1 % of the draws",
            {"logits": 12 * _onehot(3, 32), "draws": 3000},
            call="fair draws",
        ),
        Case(
            "many classes",
            "sample_onehot",
            "each of 200 classes is drawn",
            {"logits": torch.zeros(1, 200), "draws": 6000},
            call="fair draws",
        ),
        Case(
            "same draw",
            "sample_onehot",
            "the generator decides",
            {"logits": wave(500, 3, 4)},  # 1 % of the draws have to show it, too
            call="same draw",
        ),
        *(
            Case(
                f"straight through: {says}",
                "sample_onehot",
                f"the gradient of the mixed probabilities, for {says}",
                {"logits": wave(*shape, scale=2.0)},
                call="straight through",
                wrt=("logits",),
            )
            for says, shape in (
                ("no leading axis", (3, 4)),
                ("a single variable", (1, 1, 4)),
                ("three leading axes", (2, 1, 2, 3, 4)),
            )
        ),
        Case(
            "last class never",
            "sample_onehot",
            "a last class that hardly ever comes",
            {"logits": wave(2, 3, 4) - tensor([0.0, 0.0, 0.0, 14.0])},
            call="straight through",
            wrt=("logits",),
        ),
        Case(
            "straight through",
            "sample_onehot",
            "the gradient of the mixed probabilities",
            {"logits": wave(2, 3, 4)},
            call="straight through",
            wrt=("logits",),
        ),
    ]


SIZES = {"deter": 8, "hidden": 6, "stoch": 3, "classes": 4, "blocks": 2, "embed": 5, "action": 2}
# The draws of a sequence are certain enough that the likeliest class comes every time.
CERTAIN: dict[str, Any] = {"sizes": SIZES, "certain": 400.0}
LONG = {"rtol": 1e-3, "atol": 1e-4}  # several steps on each other's results


def _core(sizes: dict[str, int], action: Tensor) -> dict[str, Any]:
    N = len(action)
    deter = wave(N, sizes["deter"], scale=0.8)
    return {
        "sizes": sizes,
        "deter": deter,
        "stoch": _onehot(N, sizes["stoch"], sizes["classes"]),
        "action": action,
    }


def _sequence(is_first: Tensor, start: bool = True) -> dict[str, Any]:
    B, T = is_first.shape
    context = {"deter": wave(B, 8, shift=2.0, scale=0.8), "stoch": _onehot(B, 3, 4, shift=2.0)}
    return {
        **CERTAIN,
        "embed": wave(B, T, 5, shift=1.0, scale=2.0),
        "action": wave(B, T, 2, shift=3.0),
        "is_first": is_first,
        **(context if start else {}),
    }


ONES: dict[str, dict[str, int]] = {
    "a batch of one": {"rows": 1},
    "one step": {"steps": 1},
    "one variable": {"stoch": 1},
    "one of everything": {"rows": 1, "steps": 1, "stoch": 1, "blocks": 1, "action": 1, "embed": 1},
}


def _one(observe: bool, rows: int = 2, steps: int = 2, **sizes: int) -> dict[str, Any]:
    """A sequence or a dream in which some axis has size 1."""
    sized = {**SIZES, **({} if observe else {"action": 2}), **sizes}
    if not observe:
        sized["action"] = 2  # that of the policy
    guess = _onehot(rows, sized["stoch"], sized["classes"], shift=2.0)
    found: dict[str, Any] = {
        "sizes": sized,
        "certain": 400.0,
        "deter": wave(rows, sized["deter"], shift=2.0, scale=0.8),
        "stoch": guess,
    }
    if not observe:
        return {**found, "logits": 5 * guess, "horizon": steps}
    return {
        **found,
        "embed": wave(rows, steps, sized["embed"], shift=1.0, scale=2.0),
        "action": wave(rows, steps, sized["action"], shift=3.0),
        "is_first": torch.zeros(rows, steps, dtype=torch.bool),
    }


# So sure that the uniform 1 % is nearly all that rare classes get: 90 draws of 9,600.
PEAKS: dict[str, Any] = {"variables": 16, "classes": 32, "certain": 100.0, "rows": 300}


def _many(
    observe: bool, variables: int = 8, classes: int = 4, certain: float = 1.0, rows: int = 200
) -> dict[str, Any]:
    """One sequence or dream of two steps, to be followed many times."""
    given = _one(observe, rows=1, steps=2, stoch=variables, classes=classes)
    return {**given, "certain": certain, "rows": rows}


def _dream(N: int, horizon: int) -> dict[str, Any]:
    logits = wave(N, 3, 4, shift=5.0)
    return {
        **CERTAIN,
        "deter": wave(N, 8, shift=4.0, scale=0.8),
        "stoch": torch.nn.functional.one_hot(logits.argmax(-1), 4).float(),
        "logits": logits,
        "horizon": horizon,
    }


LARGE = tensor([[3.0, -0.5], [-1.5, 20.0]])  # actions, most of them beyond ±1


def _rssm() -> list[Case]:
    small = wave(3, 2, shift=3.0, scale=0.9)
    one, four = {**SIZES, "blocks": 1}, {**SIZES, "blocks": 4}
    none = torch.zeros(2, 4, dtype=torch.bool)
    reset = tensor([[False, False, False, False], [False, False, True, False]])
    begins = tensor([[True, False, False, False], [True, False, False, False]])
    core, prior, posterior = "RSSM.core", "RSSM.prior", "RSSM.posterior"
    method: dict[str, Any] = {"call": "method", "rtol": 1e-4, "atol": 1e-5}
    follow: dict[str, Any] = {"call": "observe", **LONG}
    dream: dict[str, Any] = {"call": "imagine", **LONG}
    return [
        Case("one block", core, "one step of memory, in one block", _core(one, small), **method),
        Case("two blocks", core, "the same in two blocks", _core(SIZES, small), **method),
        Case("four blocks", core, "and in four", _core(four, small), **method),
        Case(
            "large actions",
            core,
            "actions beyond ±1 are divided by their size",
            _core(SIZES, LARGE),
            **method,
        ),
        Case(
            "core gradient",
            core,
            "gradients flow, but not through that size",
            _core(SIZES, LARGE),
            wrt=("deter", "stoch", "action"),
            **method,
        ),
        Case(
            "prior",
            prior,
            "logits of a guess without looking",
            {"sizes": SIZES, "deter": wave(3, 8)},
            **method,
        ),
        Case(
            "prior over time",
            prior,
            "any leading dimensions",
            {"sizes": SIZES, "deter": wave(2, 3, 8)},
            **method,
        ),
        Case(
            "posterior",
            posterior,
            "logits of a guess with the observation in view",
            {"sizes": SIZES, "deter": wave(3, 8), "embed": wave(3, 5, shift=1.0)},
            **method,
        ),
        Case(
            "posterior over time",
            posterior,
            "any leading dimensions",
            {"sizes": SIZES, "deter": wave(2, 3, 8), "embed": wave(2, 3, 5, shift=1.0)},
            **method,
        ),
        *(
            Case(
                f"{name} gradient",
                f"RSSM.{name}",
                "gradients flow to what goes in",
                {"sizes": SIZES, "deter": wave(3, 8), **more},
                wrt=("deter", *more),
                **method,
            )
            for name, more in (("prior", {}), ("posterior", {"embed": wave(3, 5, shift=1.0)}))
        ),
        *(
            Case(
                f"{name} of a single state",
                f"RSSM.{name}",
                "a single state, without leading axes",
                {"sizes": SIZES, "deter": wave(8), **more},
                **method,
            )
            for name, more in (("prior", {}), ("posterior", {"embed": wave(5, shift=1.0)}))
        ),
        *(
            Case(
                f"{name} of hundreds",
                f"RSSM.{name}",
                "logits of hundreds come as they are",
                {"sizes": SIZES, "certain": 400.0, "deter": wave(3, 8), **more},
                **{**method, "rtol": 1e-3, "atol": 1e-2},
            )
            for name, more in (("prior", {}), ("posterior", {"embed": wave(3, 5, shift=1.0)}))
        ),
        *(
            Case(
                f"{name} weights",
                f"RSSM.{name}",
                "gradients reach the weights",
                {"sizes": SIZES, "layers": layers, **inputs},
                call="weights",
            )
            for name, layers, inputs in (
                (
                    "core",
                    ("in_deter", "in_stoch", "in_action", "mix", "gates"),
                    {k: v for k, v in _core(SIZES, small).items() if k != "sizes"},
                ),
                ("prior", ("prior_hidden", "prior_logits"), {"deter": wave(3, 8)}),
                (
                    "posterior",
                    ("posterior_hidden", "posterior_logits"),
                    {"deter": wave(3, 8), "embed": wave(3, 5, shift=1.0)},
                ),
            )
        ),
        Case(
            "core of one",
            core,
            "one of everything",
            _core({**SIZES, "blocks": 1, "stoch": 1, "action": 1}, wave(1, 1)),
            **method,
        ),
        Case(
            "no action",
            core,
            "a row whose action and guess are 0",
            {
                **_core(SIZES, torch.zeros(2, 2)),
                "stoch": torch.zeros(2, 3, 4),
            },
            **method,
        ),
        Case("follow", "RSSM.observe", "a sequence from a given state", _sequence(none), **follow),
        Case(
            "begin",
            "RSSM.observe",
            "a sequence from no state at all",
            _sequence(begins, start=False),
            **follow,
        ),
        Case(
            "no state",
            "RSSM.observe",
            "no state is given, and no episode begins",
            _sequence(none, start=False),
            **follow,
        ),
        Case(
            "begin anew",
            "RSSM.observe",
            "a first step forgets the state that it was given",
            _sequence(begins),
            **follow,
        ),
        Case(
            "episode boundary",
            "RSSM.observe",
            "an episode that begins in the middle, in one row of two",
            _sequence(reset),
            **follow,
        ),
        Case(
            "first as numbers",
            "RSSM.observe",
            "`is_first` as 0 and 1",
            _sequence(reset.float()),
            **follow,
        ),
        Case(
            "one step", "RSSM.observe", "a sequence of one step", _sequence(none[:, :1]), **follow
        ),
        *(
            Case(
                f"sized {says}",
                "RSSM.observe",
                f"{says}, a sequence of it",
                _one(observe=True, **size),
                **follow,
            )
            for says, size in ONES.items()
        ),
        Case(
            "first as whole numbers",
            "RSSM.observe",
            "`is_first` as whole numbers",
            _sequence(reset.long()),
            **follow,
        ),
        Case(
            "observed draws",
            "RSSM.observe",
            "guesses are drawn as the posterior says",
            _many(observe=True),
            call="observe draws",
        ),
        Case(
            "observed peaks",
            "RSSM.observe",
            "classes without a chance of their own share 1 % of the draws",
            _many(observe=True, **PEAKS),
            call="observe fair",
        ),
        Case(
            "steps",
            "RSSM.observe",
            "each step follows from the one before",
            {**_sequence(none), "certain": 1.0},
            call="observe steps",
        ),
        Case(
            "observed gradients",
            "RSSM.observe",
            "gradients flow back through time",
            {**_sequence(torch.zeros(2, 17, dtype=torch.bool)), "certain": 1.0},
            call="observe reach",
        ),
        Case("dream", "RSSM.imagine", "three steps of a dream", _dream(2, 3), **dream),
        Case("short dream", "RSSM.imagine", "one step of a dream", _dream(3, 1), **dream),
        *(
            Case(
                f"dreamt {says}",
                "RSSM.imagine",
                f"{says}, a dream of it",
                _one(observe=False, **size),
                **dream,
            )
            for says, size in ONES.items()
        ),
        Case(
            "dreamt draws",
            "RSSM.imagine",
            "guesses are drawn as the prior says",
            _many(observe=False),
            call="imagine draws",
        ),
        Case(
            "dreamt peaks",
            "RSSM.imagine",
            "classes without a chance of their own share 1 % of the draws",
            _many(observe=False, **PEAKS),
            call="imagine fair",
        ),
        Case(
            "dreamt steps",
            "RSSM.imagine",
            "each step follows from the one before",
            {**_dream(2, 4), "certain": 1.0},
            call="imagine steps",
        ),
        Case(
            "dreamt gradients",
            "RSSM.imagine",
            "gradients flow back through the dream",
            {**_dream(2, 4), "certain": 1.0},
            call="imagine reach",
        ),
    ]


def _kl() -> list[Case]:
    posterior, prior = wave(2, 3, 2, 3, scale=2.0), wave(2, 3, 2, 3, shift=1.0, scale=2.0)
    near = prior + 0.1 * posterior
    both = {"posterior": posterior, "prior": prior}
    return [
        Case("kl", "kl_losses", "one number for each step", both),
        Case(
            "free nats",
            "kl_losses",
            "no less than 1 nat a step",
            {"posterior": near, "prior": prior},
        ),
        Case(
            "other free nats",
            "kl_losses",
            "another number of free nats",
            {**both, "free_nats": 0.1},
        ),
        Case("none free", "kl_losses", "no free nats at all", {**both, "free_nats": 0.0}),
        Case(
            "certain",
            "kl_losses",
            "guesses that are sure, and differ",
            {"posterior": 50 * posterior, "prior": 50 * prior},
            rtol=1e-4,
            atol=1e-4,  # logits of 100
        ),
        *(
            Case(
                f"kl {says}",
                "kl_losses",
                says,
                {"posterior": wave(*shape, scale=2.0), "prior": wave(*shape, shift=1.0, scale=2.0)},
            )
            for says, shape in (
                ("a batch of one", (1, 3, 2, 3)),
                ("one step", (2, 1, 2, 3)),
                ("one variable", (2, 3, 1, 3)),
                ("one of each", (1, 1, 1, 3)),
            )
        ),
        Case(
            "dyn gradient",
            "kl_losses",
            "dyn teaches the prior, rep the posterior",
            {**both, "free_nats": 0.1},
            call="kl gradients",
            rtol=1e-4,
        ),
        Case(
            "flat below",
            "kl_losses",
            "below the free nats nobody is taught",
            {"posterior": near, "prior": prior, "free_nats": 1.0},
            call="kl gradients",
            rtol=1e-4,
        ),
    ]


def _returns() -> list[Case]:
    reward, value = tensor([[100.0, 1, 2, 3, 4]]), tensor([[10.0, 20, 30, 40, 50]])
    discount, never = torch.full((1, 5), 0.9), torch.zeros(1, 5, dtype=torch.bool)
    last, terminal = never.clone(), discount.clone()
    last[0, 2], terminal[0, 2] = True, 0.0
    two = {
        "reward": wave(2, 4, scale=3.0),
        "discount": 0.9 + 0.09 * wave(2, 4, shift=1.0),
        "bootstrap": wave(2, 4, shift=2.0, scale=5.0),
        "last": tensor([[False, False, False, False], [False, False, True, False]]),
    }
    plain = {"reward": reward, "discount": discount, "bootstrap": value, "last": never}
    f = "lambda_return"
    close: dict[str, Any] = {"rtol": 1e-5, "atol": 1e-5}  # sums of a hundred
    return [
        Case("plain", f, "five steps, nothing ends", plain, **close),
        Case("last", f, "a recording that ends at step 2", {**plain, "last": last}, **close),
        Case(
            "terminal", f, "a world that ends at step 2", {**plain, "discount": terminal}, **close
        ),
        Case("two rows", f, "two rows that know nothing of each other", two, **close),
        Case("two steps", f, "the shortest sequence", {k: v[:, :2] for k, v in plain.items()}),
        Case("λ = 0", f, "λ = 0: the critic's word after one step", {**plain, "lam": 0.0}),
        Case("λ = 1", f, "λ = 1: all rewards, and the critic's last word", {**plain, "lam": 1.0}),
        Case("one row", f, "a batch of one", {k: v[:1] for k, v in two.items()}),
        Case(
            "long",
            f,
            "a long sequence",
            {
                "reward": wave(1, 40),
                "discount": torch.full((1, 40), 0.99),
                "bootstrap": wave(1, 40, shift=2.0, scale=5.0),
                "last": torch.zeros(1, 40, dtype=torch.bool),
            },
            **close,
        ),
        Case(
            "flags as whole numbers", f, "`last` as whole numbers", {**plain, "last": last.long()}
        ),
        Case(
            "many rows",
            f,
            "more rows than steps",
            {k: v[:, :3].repeat(4, 1) for k, v in two.items()},
        ),
        Case("flags as numbers", f, "`last` as 0 and 1", {**plain, "last": last.float()}),
        Case("returns gradient", f, "gradients flow", two, wrt=("reward", "discount", "bootstrap")),
    ]


def _scale() -> list[Case]:
    wide = {"first": wave(40, scale=500.0), "second": wave(5, 8, shift=1.0, scale=900.0)}
    return [
        Case("wide", "ReturnScale", "two batches of large returns", wide, call="scales", rtol=1e-4),
        Case(
            "narrow",
            "ReturnScale",
            "small returns are left as they are",
            {"first": wave(20, scale=0.1)},
            call="scales",
        ),
        Case(
            "shrinking",
            "ReturnScale",
            "returns that spread wide, and then no longer",
            {
                "rate": 0.5,
                "first": wave(40, scale=500.0),
                **{name: wave(40, scale=0.1) for name in ("second", "third", "fourth")},
            },
            call="scales",
            rtol=1e-4,
        ),
        Case("one return", "ReturnScale", "a single return", {"first": tensor(3.0)}, call="scales"),
        Case(
            "off centre",
            "ReturnScale",
            "returns that are all large, and spread little",
            {"rate": 0.5, "first": 900 + wave(40, scale=9.0), "second": 950 + wave(40, scale=9.0)},
            call="scales",
            rtol=1e-3,
        ),
        Case(
            "below 1 at first",
            "ReturnScale",
            "a scale that grows from below 1: what is kept at 1 is the scale, not what is smoothed",
            {"rate": 0.1, **{str(i): wave(40, shift=i, scale=3.0) for i in range(6)}},
            call="scales",
            rtol=1e-4,
        ),
        Case(
            "many returns",
            "ReturnScale",
            "more returns than one batch has",
            {
                "rate": 0.5,
                "first": wave(4, 1500, scale=50.0).sort().values,
                "second": wave(6000, shift=1.0) * wave(6000, shift=2.0).exp() * 50,
            },
            call="scales",
            rtol=1e-3,
        ),
        Case(
            "in eval mode",
            "ReturnScale",
            "the same in eval mode",
            {"rate": 0.5, **wide},
            call="scales in eval mode",
            rtol=1e-4,
        ),
        Case(
            "saved",
            "ReturnScale",
            "saved and loaded between the batches",
            {"rate": 0.5, **wide},
            call="scales saved",
            rtol=1e-4,
        ),
        Case(
            "other rate",
            "ReturnScale",
            "another rate",
            {"rate": 0.5, **wide},
            call="scales",
            rtol=1e-4,
        ),
        Case(
            "no gradient to returns",
            "ReturnScale",
            "no gradient reaches the returns",
            {"rate": 0.5, "first": wave(20, scale=50.0)},
            call="scales",
            wrt=("first",),
            rtol=1e-4,
        ),
        Case(
            "outliers",
            "ReturnScale",
            "a few extreme returns",
            {"first": torch.cat([wave(99, scale=800.0), tensor([1e6])])},
            call="scales",
            rtol=1e-4,
        ),
    ]


def _world() -> list[Case]:
    drawn, seen = wave(2, 3, 4, scale=2.0), wave(2, 3, 4, shift=1.0)
    logit, ends = wave(2, 3, scale=3.0), tensor([[False, False, True], [False, True, False]])
    r, c = "reconstruction_loss", "continue_loss"
    goes_on = {"logit": logit, "terminal": ends, "gamma": 0.98}
    return [
        Case(
            "by hand",
            r,
            "one step of three numbers",
            {"drawn": tensor([[[1.0, 2, 3]]]), "target": tensor([[[1.0, 0, 6]]])},
        ),
        Case("two rows", r, "two sequences of three steps", {"drawn": drawn, "target": seen}),
        Case(
            "one number",
            r,
            "an observation of one number",
            {"drawn": drawn[..., :1], "target": seen[..., :1]},
        ),
        Case(
            "one step",
            r,
            "a batch of one, one step",
            {"drawn": drawn[:1, :1], "target": seen[:1, :1]},
        ),
        Case(
            "drawing taught",
            r,
            "what is drawn is taught, what was seen is not",
            {"drawn": drawn, "target": seen},
            wrt=("drawn", "target"),
        ),
        Case("flags", c, "steps that end and steps that go on", goes_on, rtol=1e-4),
        Case(
            "sure",
            c,
            "logits of 200: sure, and right or wrong",
            {**goes_on, "logit": tensor([[200.0, -200, 200], [-200, 200, 200]])},
            rtol=1e-4,
        ),
        Case(
            "nothing ends",
            c,
            "a world that never ends",
            {**goes_on, "terminal": torch.zeros(2, 3, dtype=torch.bool)},
            rtol=1e-4,
        ),
        Case("no discount", c, "γ = 1", {**goes_on, "gamma": 1.0}, rtol=1e-4),
        Case(
            "flags as numbers",
            c,
            "`terminal` as 0 and 1",
            {**goes_on, "terminal": ends.float()},
            rtol=1e-4,
        ),
        Case(
            "logit taught", c, "the logit is taught", goes_on, wrt=("logit",), rtol=1e-3, atol=1e-4
        ),
    ]


def _dream_inputs(N: int = 2, H: int = 3) -> dict[str, Tensor]:
    """Numbers of N dreams of H steps, in the order of `actor_loss`."""
    return {
        "log_prob": wave(N, H, scale=2.0),
        "entropy": 1 + 0.5 * wave(N, H, shift=1.0),
        "returns": wave(N, H, shift=2.0, scale=20.0),
        "value": wave(N, H + 1, shift=3.0, scale=20.0),
        "scale": tensor(8.0),
        "discount": 0.9 + 0.09 * wave(N, H + 1, shift=4.0),
    }


def _actor() -> list[Case]:
    cases = []
    for f, left_out in (("actor_loss", ()), ("dream_actor_loss", ("log_prob", "value"))):

        def some(
            f=f, left_out=left_out, N: int = 2, H: int = 3, eta: float = 0.1, **changed: Any
        ) -> dict[str, Any]:
            numbers = {**_dream_inputs(N, H), **changed, "eta": eta}
            return {name: numbers[name] for name in numbers if name not in left_out}

        ended = _dream_inputs()["discount"].clone()
        ended[0, 1] = 0.0
        wrt = tuple(name for name in _dream_inputs() if name not in left_out)
        close: dict[str, Any] = {"rtol": 1e-4, "atol": 1e-5}
        cases += [
            Case(f"{f} plain", f, "two dreams of three steps", some(), **close),
            Case(f"{f} no entropy", f, "no weight on the entropy", some(eta=0.0), **close),
            Case(
                f"{f} entropy alone",
                f,
                "all returns 0, as are the values: the entropy alone",
                some(returns=torch.zeros(2, 3), value=torch.zeros(2, 4)),
                **close,
            ),
            Case(f"{f} no discount", f, "discounts of 1", some(discount=torch.ones(2, 4)), **close),
            Case(f"{f} ended", f, "a dream that has ended", some(discount=ended), **close),
            Case(f"{f} other scale", f, "another scale", some(scale=tensor(2.0)), **close),
            Case(f"{f} one of each", f, "one dream of one step", some(N=1, H=1), **close),
            Case(
                f"{f} taught",
                f,
                "what is taught, and what stands still",
                some(),
                wrt=wrt,
                rtol=1e-3,
                atol=1e-4,
            ),
        ]
    return cases


def _critic() -> list[Case]:
    f, discount = "critic_loss", 0.9 + 0.09 * wave(2, 4, shift=4.0)
    plain: dict[str, Any] = {
        "towards_return": 3 + wave(2, 3),
        "towards_slow": 2 + wave(2, 3, shift=1.0),
        "discount": discount,
    }
    ended = discount.clone()
    ended[1, 1] = 0.0
    return [
        Case("plain", f, "two dreams of three steps", plain),
        Case(
            "no slow critic", f, "slow_scale = 0: the returns alone", {**plain, "slow_scale": 0.0}
        ),
        Case("half", f, "slow_scale = 0.5", {**plain, "slow_scale": 0.5}),
        Case("no discount", f, "discounts of 1", {**plain, "discount": torch.ones(2, 4)}),
        Case("ended", f, "a dream that has ended", {**plain, "discount": ended}),
        Case(
            "one of each",
            f,
            "one dream of one step",
            {
                "towards_return": tensor([[3.0]]),
                "towards_slow": tensor([[2.0]]),
                "discount": tensor([[0.9, 0.8]]),
            },
        ),
        Case(
            "taught",
            f,
            "the cross-entropies are taught, the discount is not",
            plain,
            wrt=("towards_return", "towards_slow", "discount"),
            rtol=1e-3,
            atol=1e-4,
        ),
    ]


def _replay() -> list[Case]:
    f, last = (
        "replay_value_loss",
        tensor([[False, True, False, False], [False, False, False, True]]),
    )
    plain: dict[str, Any] = {
        "towards_return": 3 + wave(2, 3),
        "towards_slow": 2 + wave(2, 3, shift=1.0),
        "last": last,
    }
    return [
        Case("plain", f, "a recording that ends at step 1, and one at the last", plain),
        Case("never", f, "nothing ends", {**plain, "last": torch.zeros(2, 4, dtype=torch.bool)}),
        Case(
            "first",
            f,
            "recordings that end at once",
            {**plain, "last": tensor([[True, False, False, False]]).expand(2, 4)},
        ),
        Case("no slow critic", f, "slow_scale = 0", {**plain, "slow_scale": 0.0}),
        Case("half", f, "slow_scale = 0.5", {**plain, "slow_scale": 0.5}),
        Case("flags as numbers", f, "`last` as 0 and 1", {**plain, "last": last.float()}),
        Case(
            "one of each",
            f,
            "one row, the shortest",
            {
                "towards_return": tensor([[3.0]]),
                "towards_slow": tensor([[2.0]]),
                "last": tensor([[False, True]]),
            },
        ),
        Case(
            "taught",
            f,
            "both are taught where they count",
            plain,
            wrt=("towards_return", "towards_slow"),
            rtol=1e-3,
            atol=1e-4,
        ),
    ]


# What a function is built on: where that is wrong, it cannot be right.
USES = {
    "twohot_mean": ("symexp_bins",),
    "twohot_loss": ("twohot",),
    "sample_onehot": ("unimix",),
    "RSSM.observe": ("RSSM.core", "RSSM.posterior"),
    "RSSM.imagine": ("RSSM.core", "RSSM.prior"),
}

CASES: dict[str, list[Case]] = {
    "symlog": _symlog(),
    "twohot": _twohot(),
    "latents": _latents(),
    "rssm": _rssm(),
    "kl": _kl(),
    "returns": _returns(),
    "scale": _scale(),
    "world": _world(),
    "actor": _actor(),
    "critic": _critic(),
    "replay": _replay(),
}
