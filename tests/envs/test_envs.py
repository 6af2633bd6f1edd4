"""Are worlds stepped, counted and ended as the agent is told?"""

import numpy as np
import pytest
import torch
from dm_control import suite

from dreamer import UserError, make_env
from dreamer.envs.driver import EnvDriver


def test_walker_equals_dm_control():
    """Does the wrapped walker give dm_control's own observations and rewards?"""
    env = make_env("dmc_walker_walk")
    raw = suite.load("walker", "walk", task_kwargs={"random": np.random.RandomState(3)})
    obs, _ = env.reset(seed=3)
    step = raw.reset()
    rng = np.random.default_rng(0)
    for _ in range(20):
        action = rng.uniform(-1, 1, 6).astype(np.float32)
        flat = np.concatenate([np.ravel(v) for v in step.observation.values()])
        np.testing.assert_array_equal(obs, flat.astype(np.float32))
        obs, reward, *_ = env.step(action)
        step = raw.step(action)
        assert reward == step.reward


def test_time_limit_is_truncation():
    """Does a walker's episode end after 1000 control steps by truncation alone?"""
    env = make_env("dmc_walker_walk", action_repeat=3)
    env.reset(seed=0)
    total, count = 0, 0
    while True:
        _, _, terminated, truncated, info = env.step(np.zeros(6, np.float32))
        total, count = total + info["env_steps"], count + 1
        if terminated or truncated:
            break
    # 334 actions of 3 would be 1002: the last one is cut short
    assert (total, count, terminated, truncated) == (1000, 334, False, True)


def test_same_seed_same_world():
    first, second = make_env("dmc_walker_walk"), make_env("dmc_walker_walk")
    assert np.array_equal(first.reset(seed=5)[0], second.reset(seed=5)[0])
    assert not np.array_equal(first.reset(seed=6)[0], second.reset(seed=5)[0])


def test_actions_are_rescaled():
    """Is an action of 1 the strongest that Pendulum knows?"""
    ours, raw = make_env("Pendulum-v1"), make_env("Pendulum-v1").unwrapped
    ours.reset(seed=0)
    raw.reset(seed=0)
    np.testing.assert_allclose(ours.step(np.ones(1, np.float32))[0], raw.step(np.array([2.0]))[0])


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("dmc_walker_wallk", "dmc_walker_walk"),
        ("CartPol-v1", "CartPole-v1"),
        ("qqqq", "for example"),
    ],
)
def test_unknown_name(name, near):
    with pytest.raises(UserError, match=near):
        make_env(name)


def test_driver_keeps_the_end_and_the_beginning():
    """Is the last observation seen, and the next step the first of a new episode?"""
    driver = EnvDriver("CartPole-v1", 2)
    driver.reset(0)
    assert driver.seen.is_first.all()
    right = torch.tensor([[0.0, 1.0]] * 2)
    ended = torch.zeros(2, dtype=torch.bool)
    for _ in range(30):
        steps = driver.step(right)
        seen = driver.seen
        # an environment that had ended is reset: no step, no reward, first of its episode
        assert torch.equal(seen.is_first, ended)
        assert steps.tolist() == (~ended).int().tolist()
        assert (seen.reward[ended] == 0).all()
        ended = seen.is_last
        assert torch.equal(seen.is_terminal, ended)  # a pole that fell is the end, not a time limit
    assert seen.obs.dtype == torch.float32


def test_driver_actions_lie_within_bounds():
    driver = EnvDriver("Pendulum-v1", 1)
    driver.reset(0)
    driver.step(torch.tensor([[5.0]]))
    bounded = driver.seen.obs.clone()
    driver.reset(0)
    driver.step(torch.tensor([[1.0]]))
    assert torch.equal(driver.seen.obs, bounded)


def walked(count, **settings):
    """Observations and rewards of a Pendulum under the actions 0.1, 0.2, …"""
    env = make_env("Pendulum-v1", **settings)
    rows = [(env.reset(seed=0)[0], 0.0)]
    for t in range(1, count):
        obs, reward, *_ = env.step(np.array([t / 10], np.float32))
        rows.append((obs, reward))
    assert all(env.observation_space.contains(obs) for obs, _ in rows)
    return [np.stack(column) for column in zip(*rows, strict=True)]


def test_late_actions_do_nothing_at_first():
    """Does the third action follow two of nothing, and begin each episode anew?"""
    env = make_env("Pendulum-v1", action_delay=2)
    plain = make_env("Pendulum-v1")
    for _ in range(2):
        env.reset(seed=0)
        plain.reset(seed=0)
        for sent, done in ((0.5, 0.0), (0.7, 0.0), (0.9, 0.5), (0.1, 0.7)):
            late = env.step(np.array([sent], np.float32))
            now = plain.step(np.array([done], np.float32))
            np.testing.assert_array_equal(late[0], now[0])
            assert late[1] == now[1]


def test_old_observations_come_with_new_rewards():
    obs, reward = walked(6)
    old, same = walked(6, observation_lag=2)
    np.testing.assert_array_equal(old[2:], obs[:-2])
    assert (old[:2] == 0).all()
    np.testing.assert_array_equal(same, reward)


def test_past_actions_are_shown_newest_last():
    obs, _ = walked(4)
    seen, _ = walked(4, past_actions=2)
    assert seen.dtype == np.float32
    np.testing.assert_array_equal(seen[:, :3], obs)
    np.testing.assert_allclose(seen[:, 3:], [[0, 0], [0, 0.1], [0.1, 0.2], [0.2, 0.3]])


def test_past_choices_are_one_hot():
    env = make_env("CartPole-v1", past_actions=2)
    assert env.reset(seed=0)[0].shape == (8,)
    env.step(0)
    assert env.step(1)[0][4:].tolist() == [1, 0, 0, 1]


def test_numbers_in_other_units():
    obs, reward = walked(6)
    seen, same = walked(6, observation_factor=1000.0)
    assert seen.dtype == np.float32
    np.testing.assert_allclose(seen, 1000 * obs)
    np.testing.assert_array_equal(same, reward)
    with pytest.raises(UserError, match="an image has bytes"):
        make_env("CartPole-v1", obs="pixels", observation_factor=2.0)


def test_past_actions_have_no_place_in_an_image():
    with pytest.raises(UserError, match="no place in an image"):
        make_env("CartPole-v1", obs="pixels", past_actions=1)
