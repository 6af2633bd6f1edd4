"""Is what is drawn of a dream what the world model says?"""

import pytest
import torch

from dreamer import UserError, load_shipped
from dreamer.agent.replay import Step
from dreamer.envs.driver import EnvDriver
from dreamer.lab.world_model_demo import collect, learn, stretch
from dreamer.pictures.dream import (
    WALKER,
    draw_all,
    draw_delays,
    draw_dream,
    draw_latents,
    draw_returns,
    draw_rewards,
    draw_video,
    dream,
    play,
    recorded_pixels,
    returns_that_came,
)
from dreamer.training.trainer import MAX_SEED
from tests.training.test_trainer import trainer as small_trainer


@pytest.fixture(scope="module")
def trainer(parts):
    return load_shipped(parts=parts)


@pytest.fixture(scope="module")
def played(trainer):
    return play(trainer, envs=2, steps=60)


def test_played_steps_are_whole(played):
    assert played.steps.obs.shape[:2] == played.states.stoch.shape[:2] == (2, 60)
    assert played.steps.is_first[:, 0].all()
    assert (played.steps.action[:, 0] == 0).all()  # nothing led here
    assert (played.returns == played.steps.reward.sum(1)).all()


def test_same_seed_same_play(trainer, played):
    again = play(trainer, envs=2, steps=60)
    assert torch.equal(again.steps.obs, played.steps.obs)


def test_what_a_figure_calls_height_and_speed(trainer):
    """Are they the simulator's own height of the torso, and the way that it goes forward in a control step?"""
    driver = EnvDriver(trainer.env, 1)
    driver.reset(0)
    physics = driver.envs.envs[0].unwrapped._env.physics
    height, speed = WALKER.values()
    forward = []
    for _ in range(100):
        before = physics.named.data.qpos["rootx"].item()
        driver.step(torch.rand(1, 6) * 2 - 1)
        seen = driver.seen.obs[0]
        assert seen[height].item() == pytest.approx(physics.named.data.xpos["torso", "z"], abs=1e-6)
        forward.append(
            (seen[speed].item(), (physics.named.data.qpos["rootx"].item() - before) / 0.025)
        )
    assert physics.model.opt.timestep * driver.envs.envs[0].unwrapped._env._n_sub_steps == 0.025
    shown, moved = torch.tensor(forward).T
    # the speed at a step's end and its mean over the step: alike, not the same
    assert torch.corrcoef(torch.stack([shown, moved]))[0, 1] > 0.9
    assert shown.std().item() == pytest.approx(moved.std().item(), rel=0.2)
    driver.close()


def test_late_actions_reach_the_body_late(trainer, played):
    """Does the body get zeros first, and then what the agent chose?"""
    late = play(trainer, envs=2, steps=6, action_delay=3).steps
    driver = EnvDriver(trainer.env, 2, action_repeat=trainer.config.action_repeat)
    driver.reset(MAX_SEED)
    executed = [torch.zeros(2, 6)] * 3 + [late.action[:, 1], late.action[:, 2]]
    for t, action in enumerate(executed):
        assert torch.equal(driver.seen.obs, late.obs[:, t])
        driver.step(action)
    assert torch.equal(driver.seen.obs, late.obs[:, 5])
    driver.close()


def test_dream_is_the_models(trainer, played):
    """With open eyes does it see what is there, and does it go apart once they are closed?"""
    world = trainer.agent.world_model
    seen = dream(world, played.steps, looking=10, horizon=20, dreams=6)
    assert seen.dreamt_obs.shape == (6, 30, 24)
    assert torch.equal(seen.obs, played.steps.obs[0, -30:])
    assert torch.equal(seen.reward, played.steps.reward[0, -30:])
    error = (seen.dreamt_obs - seen.obs).abs().mean((0, 2))
    assert error[:10].mean() < error[20:].mean()
    spread = seen.dreamt_obs.std(0).mean(-1)
    assert spread[:10].mean() < spread[20:].mean()
    assert len(draw_dream(seen).axes) == 3


def test_recorded_pixels_are_seen_and_dreamt(parts):
    """Does the shipped agent draw what it sees better than the mean image of the stretch, with nothing rendered?"""
    world, steps = recorded_pixels(parts)
    seen = dream(world, steps, dreams=1)
    real, drawn = seen.obs.float() / 255, seen.dreamt_obs[0]
    assert drawn.shape == real.shape == (30, 64, 64, 3)
    away = (drawn - real).square()[: seen.looking].mean()
    assert away < 0.5 * (real.mean(0) - real).square()[: seen.looking].mean()
    figure = draw_video(seen)
    assert [ax.get_ylabel() for ax in figure.axes[::10]] == [
        "what happened",
        "the model",
        "difference",
    ]


def test_dream_needs_enough_steps(trainer, played):
    with pytest.raises(UserError, match="there are 60"):
        dream(trainer.agent.world_model, played.steps, looking=50, horizon=20)


def test_pictures(trainer, played):
    world = trainer.agent.world_model
    title = draw_rewards(world, played).axes[0].get_title()
    assert "118 policy steps" in title  # 120, and two of them were beginnings
    assert float(title.split()[2].rstrip(",")) > 0.5
    assert len(draw_latents(world, played).axes) == 4  # two maps and their colour bars
    figure = draw_delays([0, 1], [played.returns, played.returns / 2], 0.1)
    assert "100 ms" in figure.axes[0].get_xlabel()


@pytest.mark.slow
def test_every_picture_of_another_world(parts, tmp_path):
    """A walker's numbers have names; those of others are drawn, too."""
    paths = draw_all(small_trainer(parts), tmp_path)
    assert {path.stem for path in paths} == {"rewards", "returns", "latents", "dream"}


def test_returns_that_came():
    """Two episodes in a row: one that ends, one that is cut short."""
    yes = torch.tensor
    steps = Step(
        obs=torch.zeros(1, 6, 1),
        action=torch.zeros(1, 6, 1),
        reward=torch.tensor([[0.0, 1, 2, 0, 4, 8]]),
        is_first=yes([[True, False, False, True, False, False]]),
        is_last=yes([[False, False, True, False, False, True]]),
        is_terminal=yes([[False, False, True, False, False, False]]),
    )
    came, known = returns_that_came(steps, 0.5)
    assert came[0, :2].tolist() == [1 + 0.5 * 2, 2]
    assert came[0, 3:5].tolist() == [4 + 0.5 * 8, 8]
    assert known.tolist() == [[True, True, False, False, False, False]]
    _, known = returns_that_came(steps, 0.2)
    assert known.tolist() == [[True, True, False, True, False, False]]  # 0.2² is little


def test_dreams_promise_about_what_comes(trainer):
    played = play(trainer, envs=2)
    title = draw_returns(trainer, played).axes[0].get_title()
    assert float(title.split()[2].rstrip(",")) > 0.3


def test_dreams_of_a_short_play_are_not_judged(trainer, played):
    with pytest.raises(UserError, match="played longer"):
        draw_returns(trainer, played)


def test_world_model_alone_learns(parts):
    """Does it explain what walkers saw better after a hundred updates than before the first?"""
    replay = collect(2_000)
    with pytest.raises(UserError, match="collect more"):
        stretch(replay, 100)
    steps, before, _ = stretch(replay, steps=8)
    assert not steps.is_first.any()

    def unexplained(world):
        with torch.no_grad():
            return world.losses(Step(*steps), before)[0]["obs"].mean()

    untaught, taught = (unexplained(learn(replay, parts, updates)) for updates in (0, 100))
    assert taught < 0.7 * untaught
