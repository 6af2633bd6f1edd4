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
            Case(
                f"{symbol} gradient",
                symbol,
                "gradients flow through it",
                {"x": tensor([-3.0, -0.5, 0.5, 3.0])},  # at 0 and ±1 right forms differ
                wrt=("x",),
            ),
        ]
    return cases


# symexp of -3, -2, …, 3
BINS = tensor([-19.085537, -6.389056, -1.718282, 0.0, 1.718282, 6.389056, 19.085537])
EVEN = tensor([-1.0, 0.0, 1.0])


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
        Case("single", "twohot", "a single number", {"target": tensor(2.5), "bins": BINS}),
        Case(
            "no gradient",
            "twohot",
            "no gradient reaches the target",
            {"target": tensor([0.25, -3.0]), "bins": BINS},
            wrt=("target",),
        ),
        Case(
            "uniform",
            "twohot_mean",
            "uniform logits stand for exactly 0",
            {},
            call="uniform mean",
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
        ),
        Case("ratio", "unimix", "another ratio", {"logits": logits, "ratio": 0.2}),
        Case(
            "unimix gradient",
            "unimix",
            "gradients flow to the logits",
            {"logits": logits},
            wrt=("logits",),
        ),
        Case(
            "frequencies",
            "sample_onehot",
            "classes are drawn as often as they are likely",
            {"logits": tensor([[0.0, 1.0, 2.0], [1.0, 0.0, -1.0]]), "draws": 20_000},
            call="frequencies",
            rtol=0.0,
            atol=0.018,  # five standard errors of 20,000 draws
        ),
        Case(
            "rare draws",
            "sample_onehot",
            "a class without a chance of its own is drawn one time in 300",
            {"logits": tensor([[12.0, 0.0, 0.0], [0.0, 12.0, 0.0]]), "draws": 20_000},
            call="frequencies",
            rtol=0.0,
            atol=0.003,  # five standard errors, of 0.0033 and 0.9933
        ),
        Case(
            "same draw",
            "sample_onehot",
            "the generator decides",
            {"logits": wave(8, 3, 4)},
            call="same draw",
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


def _onehot(*shape: int, shift: float = 0.0) -> Tensor:
    index = wave(*shape, shift=shift).argmax(-1)
    return torch.nn.functional.one_hot(index, shape[-1]).float()


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
        Case("follow", "RSSM.observe", "a sequence from a given state", _sequence(none), **follow),
        Case(
            "begin",
            "RSSM.observe",
            "a sequence from no state at all",
            _sequence(begins, start=False),
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
        Case(
            "observed again",
            "RSSM.observe",
            "the generator decides all draws",
            {**_sequence(begins), "certain": 1.0},
            call="observe again",
        ),
        Case(
            "observed gradients",
            "RSSM.observe",
            "gradients flow back through time",
            {**_sequence(none, start=False), "certain": 1.0},
            call="observe gradients",
        ),
        Case("dream", "RSSM.imagine", "three steps of a dream", _dream(2, 3), **dream),
        Case("short dream", "RSSM.imagine", "one step of a dream", _dream(3, 1), **dream),
        Case(
            "dreamt again",
            "RSSM.imagine",
            "the generator decides all draws",
            {**_dream(4, 6), "certain": 1.0},
            call="imagine again",
        ),
        Case(
            "dreamt gradients",
            "RSSM.imagine",
            "gradients flow back through the dream",
            {**_dream(2, 2), "certain": 1.0},
            call="imagine gradients",
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
    return [
        Case("plain", f, "five steps, nothing ends", plain),
        Case("last", f, "a recording that ends at step 2", {**plain, "last": last}),
        Case("terminal", f, "a world that ends at step 2", {**plain, "discount": terminal}),
        Case("two rows", f, "two rows that know nothing of each other", two),
        Case("two steps", f, "the shortest sequence", {k: v[:, :2] for k, v in plain.items()}),
        Case("λ = 0", f, "λ = 0: the critic's word after one step", {**plain, "lam": 0.0}),
        Case("λ = 1", f, "λ = 1: all rewards, and the critic's last word", {**plain, "lam": 1.0}),
        Case("flags as numbers", f, "`last` as 0 and 1", {**plain, "last": last.float()}),
        Case("returns gradient", f, "gradients flow", two, wrt=("reward", "bootstrap")),
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
}
