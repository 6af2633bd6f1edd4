"""Does the weight of the policy's entropy fall when and as far as it should, also in compiled code?"""

from dataclasses import replace

import pytest
import torch

from dreamer import UserError
from dreamer.agent.config import make_config
from dreamer.training.randomness import RandomStream
from tests.agent.test_actor_gradient import SMALL, Line, behavior, start
from tests.training.test_trainer import trainer

FALLS = replace(
    SMALL, entropy=1e-2, entropy_end=1e-4, entropy_falls_from=100, entropy_falls_until=300
)


@pytest.mark.parametrize(
    ("env_steps", "weight"), [(0, 1e-2), (100, 1e-2), (200, 1e-3), (300, 1e-4), (10**6, 1e-4)]
)
def test_the_weight_falls_by_equal_factors(env_steps, weight):
    assert FALLS.entropy_at(env_steps) == pytest.approx(weight)
    assert SMALL.entropy_at(env_steps) == SMALL.entropy


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"entropy_end": 0.0}, "entropy_end must lie above 0"),
        ({"entropy_end": 0.1}, "not above entropy=0.01, got 0.1"),
        ({"entropy_falls_from": 300}, "entropy_falls_from=300 must be below entropy_falls_until"),
    ],
)
def test_a_weight_that_cannot_fall_so_is_refused(settings, message):
    with pytest.raises(UserError, match=message):
        replace(FALLS, **settings)


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


def test_a_run_sets_it_and_so_does_one_that_goes_on(parts, tmp_path):
    settings = {"entropy": 1e-2, "entropy_end": 1e-4, "entropy_falls_until": 500}
    whole = trainer(parts, tmp_path, env_steps=200, **settings)
    whole.train()
    assert whole.agent.behavior.entropy_weight.item() == pytest.approx(10 ** (-2 - 2 * 200 / 500))
    resumed = trainer(parts, tmp_path, env_steps=500, **settings)
    resumed.train()
    assert resumed.agent.behavior.entropy_weight.item() == pytest.approx(1e-4)
    assert make_config("CartPole-v1").entropy_end is None  # elsewhere it stays
