"""Do the grader's answers agree with the official implementation?"""

import numpy as np
import pytest
import torch

from grader.knowledge import oracles
from tests import official

# float64 against float32: a few units in the last place of the official numbers
TOLERANCE = 1e-5


def check(ours, theirs, tolerance=TOLERANCE):
    theirs = np.asarray(theirs, np.float64)
    assert ours.shape == theirs.shape
    np.testing.assert_allclose(ours, theirs, rtol=0, atol=tolerance * np.abs(theirs).max())


def test_symlog():
    data = official.load("symlog")
    np.testing.assert_allclose(oracles.symlog(data["x"]), data["symlog"], rtol=1e-6)
    np.testing.assert_allclose(oracles.symexp(data["y"]), data["symexp"], rtol=5e-6)


def test_twohot():
    data = official.load("twohot")
    np.testing.assert_allclose(oracles.symexp_bins(), data["bins"], rtol=5e-6)
    logits, target, bins = data["logits"], data["target"], data["bins"]
    check(oracles.twohot_loss(logits, target, bins), data["loss"])
    check(oracles.twohot_mean(logits, bins), data["pred"])
    gradient = np.exp(oracles.log_softmax(logits)) - oracles.twohot(target, bins)
    check(gradient, data["loss_grad_logits"])


def test_latents():
    data = official.load("onehot")
    q = oracles.mixed(data["logits"])
    check((np.log(q) * data["event"]).sum((-2, -1)), data["logp"])
    check(-(q * np.log(q)).sum((-2, -1)), data["entropy"])
    check(oracles.kl(data["logits"], data["logits_other"]), data["kl"])

    def through(logits):
        return float((oracles.mixed(logits) * data["logits_other"]).sum())

    check(oracles.gradient(through, data["logits"]), data["straight_through_grad"])


@pytest.fixture(scope="module")
def rssm(parts):
    """Official weights under our names, and the official inputs and outputs."""
    model = official.rssm_from(official.load(), parts)
    weights = {name: p.detach().numpy() for name, p in model.named_parameters()}
    return weights, official.load("rssm"), model


def test_rssm(rssm):
    """Teacher-forced: each step starts from the official state before it."""
    weights, data, model = rssm
    deter, stoch = data["in/carry_deter"], data["in/carry_stoch"]
    for t in range(data["in/action"].shape[1]):
        step = slice(t, t + 1)
        deters, _, logits = oracles.observe(
            weights,
            data["in/tokens"][:, step],
            data["in/action"][:, step],
            data["in/reset"][:, step],
            deter,
            stoch,
            model.blocks,
        )
        check(deters[:, 0], data["out/deter"][:, t])
        check(logits[:, 0], data["out/logit"][:, t])
        deter, stoch = data["out/deter"][:, t], data["out/stoch"][:, t]
    check(oracles.prior(weights, data["out/deter"], model.classes), data["out/prior_logit"])


def test_kl_losses():
    data = official.load("rssm")
    dyn, rep = oracles.kl_losses(data["out/logit"], data["out/prior_logit"])
    check(dyn, data["out/loss_dyn"])
    check(rep, data["out/loss_rep"])


def test_lambda_return():
    data = official.load("lambda")
    for name in [n for n in data if n.startswith("disc")]:
        gamma, lam = (float(x) for x in name.removeprefix("disc").split("_lam"))
        discount = gamma * (1 - data["term"])
        returns = oracles.lambda_return(data["rew"], discount, data["boot"], data["last"], lam)
        check(returns, data[name])


def test_return_scales():
    data = official.load("retnorm")
    check(oracles.return_scales(list(data["x"])), data["scale"])


def test_dreams_follow_the_core(rssm):
    """No official dream is recorded: each step is the core and the prior of the one before."""
    weights, data, model = rssm
    start = (data["out/deter"][:, 0], data["out/stoch"][:, 0], data["out/logit"][:, 0])
    action = np.zeros((len(start[0]), data["in/action"].shape[-1]))
    deter, stoch, logits, _ = oracles.imagine(weights, *start, lambda d, s: action, 2, model.blocks)
    moved = oracles.core(weights, deter[:, 1], stoch[:, 1], action, model.blocks)
    np.testing.assert_allclose(deter[:, 2], moved)
    np.testing.assert_allclose(logits[:, 2], oracles.prior(weights, moved, model.classes))
    assert torch.equal(torch.tensor(stoch[:, 2].argmax(-1)), torch.tensor(logits[:, 2].argmax(-1)))
