"""Does every piece compute what the official implementation computes?

Each comparison prints its largest error relative to the largest value compared;
`pytest tests/agent/test_fidelity.py -rP` shows them all.
"""

import numpy as np
import pytest
import torch

from dreamer.agent.action_distributions import BoundedNormal
from dreamer.agent.behavior import imagination_losses, replay_value_loss
from dreamer.agent.config import Config
from dreamer.agent.optim import LaProp
from dreamer.parts import State, load_parts
from tests import official
from tests.conftest import ROOT

# Two float32 programs that add in another order differ by a few units in the last place.
FLOAT32 = 1e-5


@pytest.fixture(scope="module", params=["solutions/day38", "tests/naive"])
def parts(request):
    """The reference parts, and as right ones that loop over everything."""
    return load_parts(ROOT / request.param)


def check(name, ours, theirs, tolerance=FLOAT32):
    """Largest absolute difference over the largest magnitude of the official array."""
    ours, theirs = ours.detach().double().numpy(), np.asarray(theirs, np.float64)
    assert ours.shape == theirs.shape, f"{name}: {ours.shape} for {theirs.shape}"
    error = np.abs(ours - theirs).max() / max(np.abs(theirs).max(), 1e-30)
    print(f"{name}: largest relative error {error:.1e}, tolerance {tolerance:.0e}")
    assert error <= tolerance, f"{name}: relative error {error:.2e} > {tolerance:.0e}"


def check_each(name, ours, theirs, tolerance):
    """As `check`, but every entry relative to itself: for values of many magnitudes."""
    ours, theirs = ours.detach().double().numpy(), np.asarray(theirs, np.float64)
    error = (np.abs(ours - theirs) / np.maximum(np.abs(theirs), 1e-30)).max()
    print(f"{name}: largest entrywise relative error {error:.1e}, tolerance {tolerance:.0e}")
    assert error <= tolerance, f"{name}: entrywise relative error {error:.2e} > {tolerance:.0e}"


def test_symlog(parts):
    data = official.tensors("symlog")
    check_each("symlog", parts.symlog(data["x"]), data["symlog"], 1e-6)
    # e^x magnifies a rounding of x by x itself, here up to 20
    check_each("symexp", parts.symexp(data["y"]), data["symexp"], 5e-6)


def test_twohot(parts):
    data = official.tensors("twohot")
    bins = parts.symexp_bins()
    # 20 rounded to float32 is off by up to 1e-6, and e^20 by as much of itself
    check_each("bins", bins, data["bins"], 5e-6)
    logits = data["logits"].requires_grad_()
    loss = parts.twohot_loss(logits, data["target"], data["bins"])
    check("twohot loss", loss, data["loss"])
    check("twohot mean", parts.twohot_mean(logits, data["bins"]), data["pred"])
    loss.sum().backward()
    check("twohot gradient", logits.grad, data["loss_grad_logits"])


def test_onehot(parts):
    data = official.tensors("onehot")
    mixed, other = parts.unimix(data["logits"]), parts.unimix(data["logits_other"])
    check("log-probability", (mixed * data["event"]).sum((-2, -1)), data["logp"])
    check("entropy", -(mixed.exp() * mixed).sum((-2, -1)), data["entropy"])
    check("kl", (mixed.exp() * (mixed - other)).sum((-2, -1)), data["kl"])
    logits = data["logits"].requires_grad_()
    (parts.sample_onehot(logits) * data["logits_other"]).sum().backward()
    check("straight-through gradient", logits.grad, data["straight_through_grad"])


@pytest.fixture
def rssm(parts):
    arrays = official.load()
    return official.rssm_from(arrays, parts), official.tensors("rssm")


def test_rssm_observe(rssm):
    """Teacher-forced: each step starts from the official state before it."""
    model, data = rssm
    deter, stoch = data["in/carry_deter"], data["in/carry_stoch"]
    deters, logits = [], []
    for t in range(data["in/action"].shape[1]):
        step = slice(t, t + 1)
        state = model.observe(
            data["in/tokens"][:, step],
            data["in/action"][:, step],
            data["in/reset"][:, step],
            State(deter, stoch, stoch),
        )
        deters.append(state.deter)
        logits.append(state.logits)
        deter, stoch = data["out/deter"][:, t], data["out/stoch"][:, t]
    check("deter", torch.cat(deters, 1), data["out/deter"])
    check("posterior", torch.cat(logits, 1), data["out/logit"])


def test_rssm_prior(rssm):
    model, data = rssm
    check("prior", model.prior(data["out/deter"]), data["out/prior_logit"])


def test_kl_losses(parts):
    data = official.tensors("rssm")
    posterior = data["out/logit"].requires_grad_()
    prior = data["out/prior_logit"].requires_grad_()
    dyn, rep = parts.kl_losses(posterior, prior)
    check("dyn", dyn, data["out/loss_dyn"])
    check("rep", rep, data["out/loss_rep"])
    unclipped, _ = parts.kl_losses(posterior, prior, free_nats=0.0)
    check("kl of the RSSM", unclipped, data["out/kl"])
    (dyn.mean() + 0.1 * rep.mean()).backward()
    check("posterior's gradient", posterior.grad, data["out/grad_post"])
    check("prior's gradient", prior.grad, data["out/grad_prior"])


def test_lambda_return(parts):
    data = official.tensors("lambda")
    for name in [n for n in data if n.startswith("disc")]:
        gamma, lam = (float(x) for x in name.removeprefix("disc").split("_lam"))
        discount = gamma * (1 - data["term"])
        returns = parts.lambda_return(data["rew"], discount, data["boot"], data["last"], lam)
        check(name, returns, data[name])
    never = torch.zeros_like(data["rew"])
    returns = parts.lambda_return(data["rew"], data["imag_con"], data["val"], never)
    check("in imagination", returns, data["imag_return"])


def test_return_scale(parts):
    data = official.tensors("retnorm")
    scale = parts.ReturnScale()
    ours = [scale.update(x) for x in data["x"]]
    check("return scale", torch.stack(ours), data["scale"])
    check("return offset", scale.low, data["offset"][-1])


def test_optimizer():
    data = official.tensors("opt")
    params = {name: torch.nn.Parameter(data[f"param0/{name}"].clone()) for name in ("w", "b")}
    optimizer = LaProp(params.values(), lr=1e-2, warmup=4, agc=0.3)
    for step in range(len(data["grad/w"])):
        for name, param in params.items():
            param.grad = data[f"grad/{name}"][step].clone()
        optimizer.step()
        for name, param in params.items():
            check(f"{name} after step {step + 1}", param, data[f"param/{name}"][step])


def test_policy():
    data = official.tensors("policy")
    policy = BoundedNormal(torch.cat([data["mean_out"], data["std_out"]], -1))
    check("std", policy.std, data["std"])
    check("log-probability", policy.log_prob(data["action"]), data["logp"])
    check("entropy", policy.entropy(), data["entropy"])


# Both losses below are given the official bins: with random logits a value of -4e4 is
# what remains of terms of 1e7, so that the last digit of a bin would show.


def test_imagination_losses(parts):
    data = official.tensors("imag")
    outputs = torch.cat([data["in/policy_mean_out"], data["in/policy_std_out"]], -1)
    losses, returns = imagination_losses(
        data["in/action"][:, :-1],
        data["in/reward"],
        data["in/con"],
        BoundedNormal(outputs[:, :-1]),
        data["in/value_logits"],
        data["in/slow_logits"],
        official.tensors("twohot")["bins"],
        parts.ReturnScale(),
        Config(),
        parts,
    )
    check("returns", returns, data["out/return"])
    check("actor loss", losses["actor"], data["out/policy_loss"])
    check("critic loss", losses["critic"], data["out/value_loss"])


def test_replay_value_loss(parts):
    data = official.tensors("repl")
    loss, returns = replay_value_loss(
        data["in/reward"],
        data["in/term"],
        data["in/last"],
        data["in/boot"],
        data["in/value_logits"],
        data["in/slow_logits"],
        official.tensors("twohot")["bins"],
        Config(),
        parts,
    )
    check("returns", returns, data["out/return"])
    check("loss", loss, data["out/loss"])
