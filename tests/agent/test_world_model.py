"""Are the losses those of the paper, and do gradients go where they should?"""

from dataclasses import replace

import numpy as np
import pytest
import torch

from dreamer import UserError
from dreamer.agent.agent import Agent
from dreamer.agent.config import Config
from dreamer.agent.replay import Step
from dreamer.agent.world_model import REDUNDANCY_SCALE, barlow_loss
from tests.training.test_trainer import TINY

CONFIG = Config(**TINY)
B, T, OBS, ACTION = CONFIG.batch_size, CONFIG.batch_length, 3, 2


def agent(parts, config=CONFIG):
    torch.manual_seed(0)
    return Agent((OBS,), ACTION, False, config, parts)


def steps(terminal=False):
    generator = torch.Generator().manual_seed(1)
    no = torch.zeros(B, T, dtype=torch.bool)
    return Step(
        torch.randn(B, T, OBS, generator=generator),
        torch.randn(B, T, ACTION, generator=generator),
        torch.rand(B, T, generator=generator),
        no,
        no,
        no | terminal,
    )


def test_first_predictions_are_zero(parts):
    """Do reward and value start at exactly 0, so that nothing is hoped for at first?"""
    a = agent(parts)
    features = torch.randn(5, CONFIG.deter + CONFIG.stoch * CONFIG.classes)
    assert (a.world_model.reward(features) == 0).all()
    logits = a.behavior.critic(features)
    assert (parts.twohot_mean(logits, a.behavior.bins) == 0).all()


def test_losses_have_their_scales(parts):
    """Are dyn and rep the same number, weighted 1.0 and 0.1?"""
    a = agent(parts)
    losses, _ = a.world_model.losses(steps(), a.initial(B))
    torch.testing.assert_close(losses["rep"], 0.1 * losses["dyn"])
    assert {tuple(value.shape) for value in losses.values()} == {(B, T)}
    assert set(losses) == {"dyn", "rep", "obs", "reward", "continue"}


def test_continue_learns_the_discount(parts):
    """Is the target of the continue head gamma where the world goes on, and 0 where it ends?"""
    a = agent(parts)
    for terminal, target in ((False, 1 - 1 / CONFIG.discount_horizon), (True, 0.0)):
        torch.manual_seed(0)
        losses, states = a.world_model.losses(steps(terminal), a.initial(B))
        p = a.world_model.discount(a.world_model.features(states))
        expected = -(target * p.log() + (1 - target) * (1 - p).log())
        torch.testing.assert_close(losses["continue"], expected)


def gradients(a, losses):
    a.zero_grad()
    sum(value.mean() for value in losses.values()).backward()
    return {name for name, p in a.named_parameters() if p.grad is not None and p.grad.any()}


def test_imagination_teaches_actor_and_critic_alone(parts):
    """Does no gradient of the dream reach the world model or the slow critic?"""
    a = agent(parts)
    torch.manual_seed(0)
    _, states = a.world_model.losses(steps(), a.initial(B))
    start = type(states)(*(x.detach().flatten(0, 1) for x in states))
    losses, returns = a.behavior.losses(a.behavior.dream(a.world_model, start))
    assert returns.shape == (B * T, CONFIG.imagination_steps)
    names = gradients(a, losses)
    assert {name.split(".")[1] for name in names} == {"actor", "critic"}
    # zero-initialised outputs let no gradient through to the layers before them, at first
    assert any(name.startswith("behavior.actor.0") for name in names)


def test_replayed_values_also_shape_the_representation(parts):
    """Does the critic's loss on replayed steps reach the RSSM, as in the official code?"""
    a = agent(parts)
    torch.nn.init.normal_(a.behavior.critic[1].weight)
    batch = steps()
    torch.manual_seed(0)
    _, states = a.world_model.losses(batch, a.initial(B))
    losses = a.behavior.replay_losses(
        a.world_model.features(states), batch.reward, batch.is_terminal, batch.is_last, batch.reward
    )
    rooms = {".".join(name.split(".")[:2]) for name in gradients(a, losses)}
    assert rooms == {"behavior.critic", "world_model.rssm", "world_model.encoder"}


def test_slow_critic_follows(parts):
    a = agent(parts)
    with torch.no_grad():
        for p in a.behavior.critic.parameters():
            p.fill_(1.0)
        for p in a.behavior.slow_critic.parameters():
            p.fill_(0.0)
    a.behavior.update_slow_critic()
    # 0 + 0.02 · (1 - 0), exact but for one rounding
    for p in a.behavior.slow_critic.parameters():
        torch.testing.assert_close(p, torch.full_like(p, 0.02))


def test_update_moves_every_trained_parameter(parts):
    a = agent(parts, replace(CONFIG, learning_rate=1e-3, warmup=0, free_nats=0.0))
    torch.manual_seed(0)
    before = [p.detach().clone() for p in a.trained_parameters()]
    for _ in range(3):  # outputs that start at 0 let gradients through from the second on
        metrics, states = a.update(steps(), a.initial(B))
    assert states.deter.shape == (B, T, CONFIG.deter)
    assert all(value.isfinite() for value in metrics.values())
    moved = [not torch.equal(x, y) for x, y in zip(before, a.trained_parameters(), strict=True)]
    assert all(moved)


def test_barlow_loss_is_about_correlations():
    """Is it what NumPy's correlations say, and nothing for numbers that agree and are independent?"""
    rng = np.random.default_rng(0)
    one, other = rng.normal(size=(2, 40, 5))
    other[:, 0] += 3 * one[:, 0]
    # N - 1 in the spread, N in the mean, as the published code has it
    found = np.corrcoef(one, other, rowvar=False)[:5, 5:] * 39 / 40
    off = found - np.diag(found.diagonal())
    expected = ((found.diagonal() - 1) ** 2).sum() + REDUNDANCY_SCALE * (off**2).sum()
    loss = barlow_loss(torch.from_numpy(one), torch.from_numpy(other))
    assert loss.item() == pytest.approx(expected, rel=1e-6)
    perfect = torch.linalg.qr(torch.randn(4000, 3, dtype=torch.float64))[0]
    assert barlow_loss(perfect, 7 * perfect + 2) < 1e-2 < barlow_loss(perfect, perfect.flip(1))


def test_without_a_decoder_the_state_still_learns_what_is_seen(parts):
    """Does the gradient reach the encoder through the state, and never through the target?"""
    a = agent(parts, replace(CONFIG, representation="barlow"))
    losses, states = a.world_model.losses(steps(), a.initial(B))
    assert losses["obs"].shape == ()
    losses["obs"].backward()
    world = a.world_model
    assert world.encoder[0].linear.weight.grad.abs().sum() > 0
    a.zero_grad()
    told = world._representation_loss(
        world.features(states).detach(), steps().obs, world.embed(steps().obs)
    )
    told.backward()
    assert world.encoder[0].linear.weight.grad is None
    with pytest.raises(UserError, match="no decoder"):
        world.decode(world.features(states))
    a.update(steps(), a.initial(B))
