"""Does the check accept what is right, and name what is wrong?"""

import contextlib
import io
import os
import random
import re
import signal
import subprocess
import sys
import threading
import time

import numpy as np
import pytest
import torch
import torch.nn.functional as F

from dreamer import UserError, check, load_parts
from dreamer.lab.checks import learner_progress, mistake_messages, runner
from dreamer.lab.checks.runner import ask
from dreamer.lab.checks.visible_cases import CASES
from dreamer.parts.exercises import exercises
from grader.knowledge.misconceptions import bank
from tests.conftest import ROOT

EXERCISES = {exercise.id: exercise for exercise in exercises(extra=True)}


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """Progress is kept beside the notebooks: here, in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def objects(parts, id, **replaced):
    return [replaced.get(symbol, getattr(parts, symbol)) for symbol in EXERCISES[id].symbols]


def report(id, *objects):
    """Points and what is printed."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        points = check(id, *objects)
    return points, out.getvalue()


@pytest.mark.parametrize("id", EXERCISES)
def test_solutions_pass(parts, id):
    points, text = report(id, *objects(parts, id))
    assert points == EXERCISES[id].points, text
    assert type(points) is float
    assert f"all visible checks passed ({len(CASES[id])} of {len(CASES[id])})" in text


@pytest.mark.parametrize("id", EXERCISES)
def test_naive_solutions_pass(id):
    points, text = report(id, *objects(load_parts(ROOT / "tests" / "naive"), id))
    assert points == EXERCISES[id].points, text


def stub(*args, **kwargs):
    raise NotImplementedError


@pytest.mark.parametrize("id", EXERCISES)
def test_stubs_are_not_started(parts, id):
    points, text = report(id, *released(parts, id))
    assert points == 0
    assert f"{id} · not started" in text


def released(parts, id):
    """Every symbol as the learner gets it."""
    if id == "rssm":
        methods = dict.fromkeys(("core", "prior", "posterior", "observe", "imagine"), stub)
        return [type("RSSM", (parts.RSSM,), methods)]
    if id == "scale":
        return [type("ReturnScale", (parts.ReturnScale,), {"update": stub})]
    return [stub for _ in EXERCISES[id].symbols]


def _known_mistakes():
    """The bank; an RSSM's are slow, as all of its questions are asked of each."""
    for mistake in bank():
        marks = [pytest.mark.slow] if mistake.exercise == "rssm" else []
        yield pytest.param(mistake, marks=marks, id=f"{mistake.exercise}-{mistake.name}")


@pytest.mark.parametrize("mistake", list(_known_mistakes()))
def test_every_mistake_is_named(parts, mistake):
    """Caught on the visible questions, by the message of its own idea."""
    points, text = report(mistake.exercise, *mistake.objects(parts).values())
    assert points < EXERCISES[mistake.exercise].points
    assert mistake.message in text, text


def test_messages_are_those_of_the_bank():
    assert mistake_messages() == {f"{m.exercise}/{m.name}": m.message for m in bank()}
    assert all(len(m.message) > 20 for m in bank())


# ---- what a fair check accepts


def bucketized(parts):
    def twohot(target, bins):
        target = target.detach().clamp(bins[0], bins[-1])
        below = (torch.bucketize(target, bins, right=True) - 1).clamp(0, len(bins) - 2)
        share = (target - bins[below]) / (bins[below + 1] - bins[below])
        low, high = F.one_hot(below, len(bins)), F.one_hot(below + 1, len(bins))
        return low * (1 - share).unsqueeze(-1) + high * share.unsqueeze(-1)

    return twohot


def by_comparison(parts):
    def twohot(target, bins):
        """Weight of a bin: how much of the gap to its neighbours is left."""
        y = target.detach().clamp(bins[0], bins[-1]).unsqueeze(-1)
        gap = bins[1:] - bins[:-1]
        up = ((y - bins[:-1]) / gap).clamp(0, 1)  # [..., K-1]
        one = torch.ones_like(y)
        return torch.cat([one, up], -1) - torch.cat([up, torch.zeros_like(y)], -1)

    return twohot


def scattered(parts):
    def twohot(target, bins):
        target = target.detach()
        below = (bins <= target.unsqueeze(-1)).sum(-1) - 1
        above = len(bins) - (bins > target.unsqueeze(-1)).sum(-1)
        below, above = below.clamp(0, len(bins) - 1), above.clamp(0, len(bins) - 1)
        equal = below == above
        to_below = torch.where(equal, 1.0, (bins[below] - target).abs())
        to_above = torch.where(equal, 1.0, (bins[above] - target).abs())
        total = to_below + to_above
        out = torch.zeros(*target.shape, len(bins))
        out.scatter_add_(-1, below.unsqueeze(-1), (to_above / total).unsqueeze(-1))
        return out.scatter_add_(-1, above.unsqueeze(-1), (to_below / total).unsqueeze(-1))

    return twohot


def placed(parts):
    def twohot(target, bins):
        y = target.detach().clamp(bins[0], bins[-1]).reshape(-1)
        k = (torch.bucketize(y, bins, right=True) - 1).clamp(0, len(bins) - 2)
        share = (y - bins[k]) / (bins[k + 1] - bins[k])
        row = torch.arange(len(y))
        out = torch.zeros(len(y), len(bins)).index_put((row, k), 1 - share)
        return out.index_put((row, k + 1), share).view(*target.shape, len(bins))

    return twohot


def in_double(parts):
    def twohot_mean(logits, bins):
        weighted = logits.double().softmax(-1) * bins.double()
        return ((weighted + weighted.flip(-1)).sum(-1) / 2).float()

    return twohot_mean


def by_hand_halves(parts):
    def twohot_mean(logits, bins):
        probs = logits.softmax(-1)
        m = (len(bins) - 1) // 2
        low, middle, high = probs[..., :m], probs[..., m : m + 1], probs[..., m + 1 :]
        middle = (middle * bins[m : m + 1]).sum(-1)
        return middle + ((low * bins[:m]).flip(-1) + high * bins[m + 1 :]).sum(-1)

    return twohot_mean


def soft_cross_entropy(parts):
    def twohot_loss(logits, target, bins):
        flat = F.cross_entropy(
            logits.reshape(-1, len(bins)),
            parts.twohot(target, bins).reshape(-1, len(bins)),
            reduction="none",
        )
        return flat.view(target.shape)

    return twohot_loss


def with_logsumexp(parts):
    def twohot_loss(logits, target, bins):
        weights = parts.twohot(target, bins)
        return logits.logsumexp(-1) - (weights * logits).sum(-1)

    return twohot_loss


def where_symlog(parts):
    return lambda x: torch.where(x >= 0, torch.log1p(x.clamp(min=0)), -torch.log1p(-x.clamp(max=0)))


def sinh_symlog(parts):
    """With u = |x|: ln(1 + u) = 2·artanh(u / (2 + u))."""
    return lambda x: 2 * torch.atanh(x / (2 + x.abs())) if x.abs().max() < 1e3 else parts.symlog(x)


def copysign_symexp(parts):
    return lambda x, base=None: torch.copysign(torch.expm1(x.abs()), x)


def careful_exp(parts):
    """e^x - 1 where that keeps its digits."""

    def symexp(x):
        size = x.abs()
        return x.sign() * torch.where(size > 1e-3, size.exp() - 1, size + size**2 / 2)

    return symexp


def categorical(parts):
    def sample_onehot(logits, generator=None):
        probs = parts.unimix(logits).exp()
        flat = probs.detach().reshape(-1, probs.shape[-1])
        index = torch.multinomial(flat, 1, generator=generator).view(probs.shape[:-1])
        return F.one_hot(index, probs.shape[-1]) + probs - probs.detach()

    return sample_onehot


def gumbel_max(parts):
    def sample_onehot(logits, generator=None):
        log_probs = parts.unimix(logits)
        noise = -(-torch.rand(logits.shape, generator=generator).log()).log()
        hard = F.one_hot((log_probs + noise).argmax(-1), logits.shape[-1]).float()
        probs = log_probs.exp()
        return (hard - probs).detach() + probs

    return sample_onehot


def logaddexp(parts):
    def unimix(logits, ratio=0.01):
        K = logits.shape[-1]
        uniform = torch.full_like(logits, ratio / K).log()
        return torch.logaddexp(logits.log_softmax(-1) + np.log1p(-ratio), uniform)

    return unimix


def torch_distributions(parts):
    def kl_losses(posterior, prior, free_nats=1.0):
        def one(q, p):
            q = torch.distributions.Categorical(logits=parts.unimix(q))
            p = torch.distributions.Categorical(logits=parts.unimix(p))
            return torch.distributions.kl_divergence(q, p).sum(-1)

        dyn, rep = one(posterior.detach(), prior), one(posterior, prior.detach())
        floor = torch.full_like(dyn, free_nats)
        return torch.maximum(dyn, floor), torch.maximum(rep, floor)

    return kl_losses


def closed_form(parts):
    def lambda_return(reward, discount, bootstrap, last, lam=0.95):
        c = lam * (1 - last[:, 1:].float())
        step = reward[:, 1:] + discount[:, 1:] * (1 - c) * bootstrap[:, 1:]
        carry = discount[:, 1:] * c
        T = step.shape[1]
        rows = []
        for t in range(T):
            ahead = torch.cat([torch.ones_like(carry[:, :1]), carry[:, t:].cumprod(1)], 1)
            later = torch.cat([step[:, t:], bootstrap[:, -1:]], 1)
            rows.append((ahead * later).sum(1))
        return torch.stack(rows, 1)

    return lambda_return


def preallocated(parts):
    def lambda_return(reward, discount, bootstrap, last, lam=0.95):
        last = last.bool()
        out = torch.zeros_like(reward[:, 1:])
        value = bootstrap[:, -1]
        for t in range(reward.shape[1] - 2, -1, -1):
            c = torch.where(last[:, t + 1], 0.0, lam)
            value = reward[:, t + 1] + discount[:, t + 1] * (
                (1 - c) * bootstrap[:, t + 1] + c * value
            )
            out[:, t] = value
        return out

    return lambda_return


def lerped_core(parts):
    def core(self, deter, stoch, action):
        N, G = len(deter), self.blocks
        action = action / torch.maximum(torch.ones_like(action), action.abs()).detach()
        inner = torch.cat(
            [self.in_deter(deter), self.in_stoch(stoch.reshape(N, -1)), self.in_action(action)], -1
        )
        own = deter.chunk(G, -1)
        mixed = self.mix(torch.cat([torch.cat([o, inner], -1) for o in own], -1))
        gates = self.gates(mixed).chunk(G, -1)
        new = []
        for old, gate in zip(own, gates, strict=True):
            r, c, u = gate.chunk(3, -1)
            candidate = torch.tanh(torch.sigmoid(r) * c)
            new.append(old + torch.sigmoid(u - 1) * (candidate - old))
        return torch.cat(new, -1)

    return type("RSSM", (parts.RSSM,), {"core": core})


def where_reset(parts):
    def observe(self, embed, action, is_first, state=None, generator=None, debug=False):
        B, T = is_first.shape
        zero = self.initial(B)
        deter, stoch = (zero.deter, zero.stoch) if state is None else state[:2]
        first = is_first.bool().T  # time-major
        deters, stochs, logits = [], [], []
        for t in range(T):
            reset = first[t].unsqueeze(-1)
            deter = self.core(
                torch.where(reset, zero.deter, deter),
                torch.where(reset.unsqueeze(-1), zero.stoch, stoch),
                torch.where(reset, 0.0, action[:, t]),
            )
            logit = self.posterior(deter, embed[:, t])
            stoch = parts.sample_onehot(logit, generator)
            deters.append(deter), stochs.append(stoch), logits.append(logit)
        stacked = (torch.stack(x).transpose(0, 1) for x in (deters, stochs, logits))
        return type(zero)(*stacked)

    return type("RSSM", (parts.RSSM,), {"observe": observe})


def sorted_scale(parts):
    def update(self, returns):
        ordered = returns.detach().flatten().sort().values
        ends = []
        for share in (0.05, 0.95):
            place = share * (len(ordered) - 1)
            k = min(int(place), len(ordered) - 2)
            ends.append(torch.lerp(ordered[k], ordered[k + 1], place - k))
        self.low = self.low + self.rate * (ends[0] - self.low)
        self.high = self.high + self.rate * (ends[1] - self.high)
        return torch.maximum(torch.ones(()), self.high - self.low)

    return type("ReturnScale", (parts.ReturnScale,), {"update": update})


@pytest.mark.parametrize(
    ("id", "symbol", "make"),
    [
        ("symlog", "symlog", where_symlog),
        ("symlog", "symlog", sinh_symlog),
        ("symlog", "symexp", copysign_symexp),
        ("symlog", "symexp", careful_exp),
        ("twohot", "twohot", bucketized),
        ("twohot", "twohot", by_comparison),
        ("twohot", "twohot", scattered),
        ("twohot", "twohot", placed),
        ("twohot", "twohot_mean", in_double),
        ("twohot", "twohot_mean", by_hand_halves),
        ("twohot", "twohot_loss", soft_cross_entropy),
        ("twohot", "twohot_loss", with_logsumexp),
        ("latents", "unimix", logaddexp),
        ("latents", "sample_onehot", categorical),
        ("latents", "sample_onehot", gumbel_max),
        ("kl", "kl_losses", torch_distributions),
        ("returns", "lambda_return", closed_form),
        ("returns", "lambda_return", preallocated),
        ("rssm", "RSSM", lerped_core),
        ("rssm", "RSSM", where_reset),
        ("scale", "ReturnScale", sorted_scale),
    ],
    ids=lambda x: getattr(x, "__name__", x),
)
def test_other_right_forms_pass(parts, id, symbol, make):
    points, text = report(id, *objects(parts, id, **{symbol: make(parts)}))
    assert points == EXERCISES[id].points, text


def test_a_matrix_product_fails_only_where_rounding_shows(parts):
    """Adding the bins from one end is right to the tolerance, except for uniform logits, alone or in a batch."""
    product = objects(parts, "twohot", twohot_mean=lambda logits, bins: logits.softmax(-1) @ bins)
    _, text = report("twohot", *product)
    asked = sum(case.symbol == "twohot_mean" for case in CASES["twohot"])
    held = [f"twohot_mean: {asked - wrong} of {asked} hold" for wrong in (1, 2)]
    assert any(line in text for line in held), text
    assert "uniform logits stand for exactly 0" in text


@pytest.mark.parametrize("left_over", [-7e-3, 0.5, 40.0])
def test_rounding_is_named_whatever_it_leaves_over(parts, left_over):
    """Is a plain sum recognised on a machine that adds in another order?"""

    def twohot_mean(logits, bins):
        mean = parts.twohot_mean(logits, bins)
        return torch.where(mean == 0, left_over, mean)

    points, text = report("twohot", *objects(parts, "twohot", twohot_mean=twohot_mean))
    assert points == 11.25
    assert "Added from one end, the rounding of the large bins does not cancel" in text


# ---- what learners do besides


def test_one_wrong_symbol_costs_its_share(parts):
    points, text = report("twohot", *objects(parts, "twohot", twohot_loss=stub))
    assert points == 11.25
    assert "· twohot_loss: not started" in text
    points, text = report("twohot", *objects(parts, "twohot", twohot_loss=lambda *_: None))
    assert points == 11.25
    assert "value is None; expected a torch.Tensor" in text


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (lambda x: x[:-1], "value has shape [6], expected [7]"),
        (lambda x: x * float("nan"), "got"),
        (lambda x: x.double(), "value is float64, expected float32"),
        (lambda x: [1.0], "value is a list"),
        (lambda x: x.no_such_thing, "no attribute 'no_such_thing'"),
        (lambda: 1, "TypeError"),
        (lambda x: exec("raise SystemExit"), "SystemExit"),
    ],
)
def test_bad_answers_are_told_apart(parts, wrong, said):
    points, text = report("symlog", wrong, parts.symexp)
    assert points == 2.5
    assert said in text


def _subtracts_flags(reward, discount, bootstrap, last, lam=0.95):
    raise NotImplementedError("Subtraction, the `-` operator, with a bool tensor is not supported.")


def _draws_what_has_no_gradient(reward, discount, bootstrap, last, lam=0.95):
    return torch.distributions.OneHotCategorical(logits=reward).rsample()


@pytest.mark.parametrize("lambda_return", [_subtracts_flags, _draws_what_has_no_gradient])
def test_only_the_released_stub_is_not_started(lambda_return):
    """Is code begun that PyTorch cannot run, though it says NotImplementedError, with a text or without?"""
    points, text = report("returns", lambda_return)
    assert points == 0
    assert "returns · not yet" in text


def test_the_learners_own_line_is_shown(parts):
    def symlog(x):
        size = x.abs()
        return torch.sgn(size, "two arguments")

    _, text = report("symlog", symlog, parts.symexp)
    assert 'return torch.sgn(size, "two arguments")' in text
    assert "in symlog, line" in text
    assert "Traceback" not in text


def test_an_endless_loop_is_given_up(parts, monkeypatch):
    monkeypatch.setattr(ask, "__defaults__", (0.3, *ask.__defaults__[1:]))

    def endless(x):
        while True:
            with contextlib.suppress(Exception):
                time.sleep(0.001)

    began = time.perf_counter()
    points, text = report("symlog", endless, parts.symexp)
    assert time.perf_counter() - began < 5
    assert points == 2.5
    assert "is there a loop that does not end?" in text


@pytest.fixture
def no_alarm(monkeypatch):
    """As on Windows."""
    monkeypatch.setattr(sys, "platform", "win32")
    for name in ("SIGALRM", "setitimer", "ITIMER_REAL"):
        monkeypatch.delattr(signal, name)
    monkeypatch.setattr(runner, "STOPPING", 0.5)


def test_without_an_alarm_clock_an_endless_loop_is_given_up(parts, no_alarm, monkeypatch):
    """And nothing of it goes on, although it catches what is raised once."""
    monkeypatch.setattr(ask, "__defaults__", (0.3, *ask.__defaults__[1:]))
    before = threading.active_count()

    def endless(x):
        for _ in range(2):
            with contextlib.suppress(runner.TimeUp):
                while True:
                    time.sleep(0.001)

    points, text = report("symlog", endless, parts.symexp)
    assert points == 2.5
    assert "is there a loop that does not end?" in text
    assert "restart the kernel" not in text
    assert threading.active_count() == before


def test_without_an_alarm_clock_what_cannot_be_ended_is_left(parts, no_alarm, monkeypatch):
    monkeypatch.setattr(ask, "__defaults__", (0.3, *ask.__defaults__[1:]))
    wake = threading.Event()

    def asleep(x):
        wake.wait(600)
        return x

    began = time.perf_counter()
    _, text = report("symlog", asleep, parts.symexp)
    assert time.perf_counter() - began < 5
    assert "gave up" in text
    assert "restart the kernel" in text
    wake.set()


@pytest.mark.parametrize("id", EXERCISES)
def test_solutions_pass_without_an_alarm_clock(parts, no_alarm, id):
    points, text = report(id, *objects(parts, id))
    assert points == EXERCISES[id].points, text


def test_outside_the_main_thread_it_is_the_same(parts, monkeypatch):
    """As in JupyterLab's subshells."""
    monkeypatch.setattr(ask, "__defaults__", (0.3, *ask.__defaults__[1:]))
    found = []

    def endless(x):
        while True:
            pass

    def work():
        found.append(runner.in_time(lambda: torch.is_grad_enabled(), 1.0))
        with torch.no_grad():
            found.append(runner.in_time(lambda: torch.is_grad_enabled(), 1.0))
        found.append(check("symlog", endless, parts.symexp))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join(20)
    assert found == [True, False, 2.5]


def test_the_own_line_is_shown_without_an_alarm_clock(parts, no_alarm):
    def symlog(x):
        size = x.abs()
        return torch.sgn(size, "two arguments")

    _, text = report("symlog", symlog, parts.symexp)
    assert 'return torch.sgn(size, "two arguments")' in text


def test_a_flood_of_print_is_cut(parts, capsys):
    def talkative(x):
        for _ in range(10_000):
            print("here I am")
        return x

    _, text = report("symlog", talkative, parts.symexp)
    assert len(text) < 4000
    assert "characters more" in text


NOISY = """
import sys, warnings
from dreamer import check

def noisy(x):
    warnings.warn("look out")
    print("oh", file=sys.stderr)
    return x

check("symlog", noisy, noisy)
"""


@pytest.mark.slow
def test_nothing_goes_to_stderr(tmp_path):
    """Does what a learner's code warns and complains of stay out of what nbgrader calls an error?"""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-W", "always::UserWarning", "-c", NOISY]
    done = subprocess.run(
        command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True
    )
    assert "not yet" in done.stdout
    assert "look out" in done.stdout
    assert done.stderr == ""


def test_a_lost_library_is_named():
    space = {"torch": 3}
    exec("def symlog(x):\n    return torch.sign(x)\n", space)
    exec("def symexp(x):\n    return torch.sign(x)\n", space)
    _, text = report("symlog", space["symlog"], space["symexp"])
    assert "`torch` is int in your notebook now" in text


def test_random_numbers_stay_where_they_were(parts):
    def states():
        return torch.get_rng_state(), np.random.get_state()[1].copy(), random.getstate()  # noqa: NPY002

    def reckless(logits, generator=None):
        torch.manual_seed(0)
        np.random.seed(0)  # noqa: NPY002
        random.seed(0)
        return parts.sample_onehot(logits, generator)

    before = states()
    check("latents", parts.unimix, reckless)
    after = states()
    assert torch.equal(before[0], after[0])
    assert (before[1] == after[1]).all()
    assert before[2] == after[2]


def test_hints_come_one_at_a_time(parts):
    """About what is wrong, and the last one stays."""
    wrong = objects(parts, "symlog", symlog=lambda x: 0.37 * x)  # which nobody has a name for
    first, second, third = (report("symlog", *wrong)[1] for _ in range(3))
    hints = EXERCISES["symlog"].hints["symlog"]
    assert f"Hint 1 of 2: {hints[0]}" in first
    assert f"Hint 2 of 2: {hints[1]}" in second
    assert f"Hint 2 of 2: {hints[1]}" in third
    _, other = report("symlog", *objects(parts, "symlog", symexp=lambda x: 0.37 * x))
    assert EXERCISES["symlog"].hints["symexp"][0] in other
    assert "Hint" not in report("symlog", *objects(parts, "symlog"))[1]


def test_a_mistake_that_is_named_needs_no_hint_at_first(parts):
    wrong = objects(parts, "symlog", symlog=lambda x: torch.log1p(x.abs()))
    first, second = (report("symlog", *wrong)[1] for _ in range(2))
    named = mistake_messages()["symlog/sign_dropped"].split(".")[0]
    assert named in first
    assert "Hint" not in first
    assert named in second
    assert "Hint 1 of 2" in second


def test_every_symbol_has_hints():
    for id, exercise in EXERCISES.items():
        assert {about.split()[0] for about in exercise.hints} == {case.symbol for case in CASES[id]}
        assert all(case.symbol in exercise.hints for case in CASES[id])


def test_what_is_built_on_something_wrong_says_so(parts):
    core = type("RSSM", (parts.RSSM,), {"core": lambda self, deter, stoch, action: deter})
    _, text = report("rssm", core)
    assert re.search(r"RSSM.observe: \d+ of \d+ hold; mend RSSM.core first", text)


def test_two_mistakes_at_once_are_still_recognised(parts):
    """λ and 1 - λ swapped, and where a recording ends its critic ignored."""

    def lambda_return(reward, discount, bootstrap, last, lam=0.95):
        value, out = bootstrap[:, -1], []
        for t in reversed(range(1, reward.shape[1])):
            go_on = 1 - last[:, t].float()
            mixed = lam * bootstrap[:, t] + (1 - lam) * value
            value = reward[:, t] + discount[:, t] * go_on * mixed
            out.append(value)
        return torch.stack(out[::-1], 1)

    _, text = report("returns", lambda_return)
    assert "λ and 1 - λ are swapped" in text


def test_progress_is_kept(parts, folder):
    assert "0 of 90 points" in learner_progress.panel()
    check("symlog", *objects(parts, "symlog"))
    check("twohot", *objects(parts, "twohot", twohot_loss=stub))
    assert "16.25 of 90 points" in learner_progress.panel()
    (folder / learner_progress.FILE).write_text("{ damaged")
    assert "0 of 90 points" in learner_progress.panel()


def test_progress_that_cannot_be_kept_is_said(parts, folder):
    (folder / ".day38").write_text("a file where a folder should be")
    points, text = report("symlog", *objects(parts, "symlog"))
    assert points == 5
    assert "your progress could not be saved" in text


def test_wrong_calls_are_errors(parts):
    with pytest.raises(UserError, match="there are symlog, twohot"):
        check("simlog", parts.symlog)
    with pytest.raises(UserError, match="takes symlog, symexp; got 1"):
        check("symlog", parts.symlog)
