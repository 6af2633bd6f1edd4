"""Do the entropy's weight and the learning rates fall when and as far as they should, also in compiled code?"""

from dataclasses import replace

import pytest
import torch

from dreamer import UserError
from dreamer.agent.agent import Agent
from dreamer.agent.config import make_config
from dreamer.training.randomness import RandomStream
from tests.agent.test_actor_gradient import SMALL, Line, behavior, start
from tests.training.test_trainer import trainer

FALLS = replace(
    SMALL,
    learning_rate=1e-3,
    behavior_learning_rate=None,
    learning_rates_end=0.01,
    entropy=1e-2,
    entropy_end=1e-4,
    anneal_from=100,
    anneal_until=300,
)


@pytest.mark.parametrize(
    ("env_steps", "left"), [(0, 1), (100, 1), (200, 0.1), (300, 0.01), (10**6, 0.01)]
)
def test_what_falls_falls_by_equal_factors(env_steps, left):
    assert FALLS.entropy_at(env_steps) == pytest.approx(left * 1e-2)
    assert FALLS.learning_rates_at(env_steps) == pytest.approx((left * 1e-3, left * 1e-3))
    own = replace(FALLS, behavior_learning_rate=5e-4)
    assert own.learning_rates_at(env_steps) == pytest.approx((left * 1e-3, left * 5e-4))


@pytest.mark.parametrize(
    ("env_steps", "share"), [(0, 0.5), (100, 0.5), (200, 0.75), (300, 1), (10**6, 1)]
)
def test_the_share_of_reinforce_rises_evenly(parts, env_steps, share):
    rises = replace(FALLS, actor_gradient="both", reinforce_share_end=1.0)
    assert replace(rises, actor_gradient="dynamics").reinforce_share_at(300) == 0
    assert rises.reinforce_share_at(env_steps) == pytest.approx(share)
    agent = Agent((2,), 2, False, rises, parts)
    agent.anneal(env_steps)
    assert agent.behavior.reinforce_share.item() == pytest.approx(share)


@pytest.mark.parametrize("name", ["reinforce", "dynamics"])
def test_a_share_of_1_or_0_is_the_one_gradient_or_the_other(parts, name):
    """Does the actor learn from `both` what it learns from one, where the other's share is 0?"""
    found = []
    for settings in ({"actor_gradient": name}, {"actor_gradient": "both", "reinforce_share": 0.5}):
        with RandomStream(0):
            b = behavior(parts, replace(SMALL, **settings))
            if "reinforce_share" in settings:
                b.reinforce_share.fill_(float(name == "reinforce"))
            losses, _ = b.losses(b.dream(Line(), start(64)))
        actor = list(b.actor.parameters())
        found.append(torch.autograd.grad(losses["actor"].mean(), actor, retain_graph=True))
    for one, other in zip(*found, strict=True):
        torch.testing.assert_close(one, other)


def test_where_no_end_is_named_nothing_falls():
    config = make_config("CartPole-v1")
    rates = (config.learning_rate, config.behavior_learning_rate)
    assert (config.entropy_at(10**9), config.learning_rates_at(10**9)) == (config.entropy, rates)


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"entropy_end": 0.0}, "entropy_end must lie above 0"),
        ({"entropy_end": 0.1}, "not above entropy=0.01, got 0.1"),
        ({"learning_rates_end": 0.0}, "learning_rates_end must lie above 0"),
        ({"learning_rates_end": 1.5}, "not above 1, got 1.5"),
        (
            {"actor_gradient": "both", "reinforce_share_end": 2.0},
            "reinforce_share_end must be at most 1",
        ),
        ({"anneal_from": 300}, "anneal_from=300 must be below anneal_until=300"),
    ],
)
def test_what_cannot_fall_so_is_refused(settings, message):
    with pytest.raises(UserError, match=message):
        replace(FALLS, **settings)


def test_the_optimiser_takes_the_rates(parts):
    agent = Agent((2,), 2, False, replace(FALLS, behavior_learning_rate=5e-4), parts)
    assert [group["lr"] for group in agent.optimizer.param_groups] == [1e-3, 5e-4]
    agent.anneal(200)
    found = [group["lr"] for group in agent.optimizer.param_groups]
    assert found == pytest.approx([1e-4, 5e-5])
    assert agent.behavior.entropy_weight.item() == pytest.approx(1e-3)


def test_the_loss_follows_the_weight(parts):
    """Is the loss linear in the weight that the trainer sets, in plain code and in compiled?"""
    b = behavior(parts, FALLS)
    with RandomStream(1):
        dream = b.dream(Line(), start(20))

    def loss(weight, losses):
        b.scale = parts.ReturnScale()
        b.entropy_weight.fill_(weight)
        return losses(dream)[0]["actor"].mean()

    entropy = b.policy(dream.features[:, :-1].detach()).entropy()
    reached = torch.cumprod(dream.discount, 1)[:, :-1]
    for losses in (b.losses, torch.compile(b.losses, backend="eager", dynamic=False)):
        difference = loss(0.0, losses) - loss(0.5, losses)
        torch.testing.assert_close(difference, 0.5 * (reached * entropy).mean())


def test_a_run_anneals_and_so_does_one_that_goes_on(parts, tmp_path):
    settings = {
        "entropy": 1e-2,
        "entropy_end": 1e-4,
        "learning_rates_end": 0.5,
        "anneal_until": 500,
    }
    for env_steps in (200, 500):
        run = trainer(parts, tmp_path, env_steps=env_steps, **settings)
        run.train()
        assert run.agent.behavior.entropy_weight.item() == pytest.approx(
            10 ** (-2 - env_steps / 250)
        )
        rate = run.agent.optimizer.param_groups[0]["lr"]
        assert rate == pytest.approx(run.config.learning_rate * 0.5 ** (env_steps / 500))


def test_annealing_by_the_return_follows_the_highest_so_far(parts, tmp_path):
    """Does it stay where it is while the return falls, and go on from there after a stop?"""
    settings = {
        "entropy": 1e-2,
        "entropy_end": 1e-4,
        "anneal_by": "return",
        "anneal_from": 10,
        "anneal_until": 30,
    }
    run = trainer(parts, tmp_path, env_steps=400, **settings)
    run.train()
    peak = run.peak_return
    assert 10 < run._recent_return() <= peak < 30  # of CartPole
    weight = run.agent.behavior.entropy_weight.item()
    assert weight == pytest.approx(run.config.entropy_at(peak))
    assert 1e-4 < weight < 1e-2
    again = trainer(parts, tmp_path, env_steps=400, **settings)
    assert again.peak_return == peak


def test_what_annealing_goes_by_is_checked():
    with pytest.raises(UserError, match="anneal_by"):
        replace(FALLS, anneal_by="updates")
