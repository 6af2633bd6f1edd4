"""Is the actor's gradient that of what it dreams, in both ways to estimate it?"""

from dataclasses import replace
from types import SimpleNamespace

import pytest
import torch

from dreamer import UserError
from dreamer.agent.agent import Agent
from dreamer.agent.behavior import Behavior
from dreamer.agent.config import make_config
from dreamer.agent.replay import some_batch
from dreamer.parts import State
from dreamer.training.randomness import RandomStream

SMALL = replace(
    make_config(
        "dmc_walker_walk", {"preset": "laptop", "actor_gradient": "reinforce", "behavior_every": 1}
    ),
    deter=16,
    hidden=8,
    units=8,
    stoch=2,
    classes=4,
    blocks=2,
    bins=31,
    batch_size=4,
    batch_length=6,
    entropy=0.0,
    entropy_end=None,
    imagination_steps=3,
)
THROUGH = replace(SMALL, actor_gradient="dynamics")


class Line:
    """A world that is known: a point is moved by the action, and it is good to be near 1."""

    def __init__(self, discount: float = 0.9):
        self.rssm = SimpleNamespace(imagine=self.imagine)
        self.rate = discount

    def imagine(self, state, policy, steps):
        states, actions = [state.deter], []
        for _ in range(steps):
            actions.append(policy(state))
            states.append(
                0.8 * states[-1] + 0.5 * actions[-1][:, :1] ** 2 + 0.3 * actions[-1][:, 1:]
            )
        deter = torch.stack(states, 1)
        return State(deter, deter[..., None], deter[..., None]), torch.stack(actions, 1)

    def features(self, state):
        return torch.cat([state.deter, torch.ones_like(state.deter)], -1)

    def reward(self, seen):
        return -(seen[..., 0] - 1).square()

    def discount(self, seen):
        return torch.full_like(seen[..., 0], self.rate)


def behavior(parts, config):
    """An actor that does not see the point, as no gradient goes through what it sees, and a critic that does."""
    with RandomStream(0):
        made = Behavior(2, 2, False, config, parts)
        with torch.no_grad():
            for p in (*made.actor.parameters(), *made.critic.parameters()):
                p.add_(0.3 * torch.randn_like(p))
            next(made.actor.parameters())[:, 0] = 0
    return made


def start(rows, dtype=torch.float32):
    zeros = torch.zeros(rows, 1, dtype=dtype)
    return State(zeros, zeros[..., None], zeros[..., None])


def actor_loss(b, world, rows, seed=3):
    """The loss with a return scale of its own, as that is not what is compared."""
    b.scale = b.parts.ReturnScale()
    with RandomStream(seed):
        losses, _ = b.losses(b.dream(world, start(rows, b.bins.dtype)))
    return losses["actor"].mean()


def test_through_the_dream_it_is_what_small_changes_show(parts):
    """Is each weight's gradient the difference that a small change of it makes, the noise being the same?"""
    b = behavior(parts, THROUGH).double()
    weight = list(b.actor.parameters())[-1]
    (found,) = torch.autograd.grad(actor_loss(b, Line(), 4), [weight])
    for i in range(weight.numel()):
        around = []
        for step in (1e-5, -1e-5):
            weight.data.view(-1)[i] += step
            around.append(actor_loss(b, Line(), 4).item())
            weight.data.view(-1)[i] -= step
        difference = torch.tensor((around[0] - around[1]) / 2e-5, dtype=torch.float64)
        torch.testing.assert_close(found.view(-1)[i], difference, rtol=1e-4, atol=1e-7)


def test_both_estimate_the_same_for_one_step(parts):
    """Is REINFORCE's mean the gradient through the dream, where a return has one action before it?"""
    found = []
    for config in (SMALL, THROUGH):
        b = behavior(parts, replace(config, imagination_steps=1))
        weights = list(b.actor.parameters())
        each = []
        for seed in range(20):
            loss = actor_loss(b, Line(), 20_000, seed)
            each.append(torch.cat([g.flatten() for g in torch.autograd.grad(loss, weights)]))
        each = torch.stack(each).double()
        found.append((each.mean(0), each.std(0) / len(each) ** 0.5))
    (scored, error), (through, other) = found
    far = (scored - through).abs() / (error**2 + other**2).sqrt().clamp(min=1e-9)
    assert far.max() < 5
    assert through.abs().max() > 20 * error.max()  # there is something to compare
    assert other.mean() < error.mean()  # and less noise in it


def test_both_together_are_their_weighted_mean(parts):
    found = {}
    for name in ("reinforce", "dynamics", "both"):
        b = behavior(parts, replace(SMALL, actor_gradient=name, reinforce_share=0.3)).double()
        b.bins = b.bins.double()
        weights = list(b.actor.parameters())
        gradients = torch.autograd.grad(actor_loss(b, Line(), 50), weights)
        found[name] = torch.cat([g.flatten() for g in gradients])
    expected = 0.3 * found["reinforce"] + 0.7 * found["dynamics"]
    torch.testing.assert_close(found["both"], expected)


@pytest.mark.parametrize("discrete", [False, True])
def test_the_dream_teaches_the_actor_alone(parts, discrete):
    """Have world model and critic the gradients that they have with REINFORCE, and the actor another one?"""
    grads = []
    for config in (SMALL, THROUGH):
        with RandomStream(0):
            agent = Agent((5,), 3, discrete, config, parts)
            agent.behavior.critic[-1].weight.data.normal_(0, 0.1)
        with RandomStream(1):
            steps = some_batch(config.batch_size, config.batch_length, (5,), 3)
            steps = steps._replace(
                obs=torch.randn_like(steps.obs), reward=torch.rand_like(steps.reward)
            )
            loss, _, _ = agent.loss(steps, agent.initial(config.batch_size))
        loss.backward()
        grads.append({name: p.grad for name, p in agent.named_parameters() if p.requires_grad})
    scored, through = grads
    assert scored.keys() == through.keys()
    for name, grad in scored.items():
        same = torch.allclose(grad, through[name], rtol=1e-4, atol=1e-6)
        assert same == (".actor." not in name), name


def test_pictures_need_no_gradient(parts):
    b = behavior(parts, THROUGH)
    with torch.no_grad():
        assert not b.dream(Line(), start(2)).reward.requires_grad
    assert b.dream(Line(), start(2)).reward.requires_grad


def test_an_unknown_gradient_is_refused():
    with pytest.raises(UserError, match="actor_gradient"):
        make_config("dmc_walker_walk", {"actor_gradient": "dynamic"})
    with pytest.raises(UserError, match="reinforce_share"):
        make_config("dmc_walker_walk", {"reinforce_share": 1.5})
