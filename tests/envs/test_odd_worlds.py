"""Is a world as people make them played as it wants to be, or refused in one line?"""

import itertools
import sys

import gymnasium as gym
import numpy as np
import pytest
import torch
from gymnasium import spaces

from dreamer import UserError, make_env
from dreamer.envs import _hint_at_pixels
from dreamer.envs.driver import EnvDriver
from dreamer.errors import WorldError
from dreamer.training.evaluate import evaluate

NUMBERS = itertools.count()


class World(gym.Env):
    """Two numbers and a reward of 1 a step, without an end; keeps what it was told."""

    observation_space = spaces.Box(-1, 1, (2,), np.float32)
    action_space = spaces.Discrete(2)
    told: tuple = ()

    def __init__(self, render_mode=None):
        self.steps = 0

    def seen(self):
        return np.zeros(2, np.float32)

    def reset(self, *, seed=None, options=None):
        super().reset(seed=seed)
        self.steps = 0
        return self.seen(), {}

    def step(self, action):
        self.steps += 1
        self.told = (*self.told, action)
        return self.seen(), 1.0, False, False, {}


def registered(base=World, **members):
    """The id of a new world that differs from `base` in these members."""
    name = f"Odd{next(NUMBERS)}-v0"
    gym.register(name, entry_point=type("Odd", (base,), members), disable_env_checker=True)
    return name


def play(name, steps=1, count=2, **settings):
    driver = EnvDriver(name, count, **settings)
    driver.reset(0)
    action = torch.eye(driver.action)[0].repeat(count, 1)
    return driver, [driver.step(action) for _ in range(steps)]


@pytest.mark.parametrize(
    ("space", "chosen", "told"),
    [
        (spaces.Box(-2, 2, (2, 2), np.float32), [-1, 0, 0.5, 1], [[-2, 0], [1, 2]]),
        (spaces.Box(0, 3, (), np.float64), [1], 3.0),
        (spaces.Box(np.array([0, 5]), np.array([4, 5]), dtype=np.float32), [0, 0.3], [2, 5]),
        (spaces.Box(0, 10, (3,), np.int64), [-1, 0, 1], [0, 5, 10]),
        (spaces.Box(0, 255, (1, 2), np.uint8), [-1, 1], [[0, 255]]),
    ],
)
def test_actions_have_the_shape_and_type_of_the_world(space, chosen, told):
    env = make_env(registered(action_space=space))
    assert env.action_space == spaces.Box(-1, 1, (space.low.size,), np.float32)
    env.reset(seed=0)
    env.step(np.array(chosen, np.float32))
    (action,) = env.unwrapped.told
    assert space.contains(action)
    np.testing.assert_array_equal(action, told)


def test_whole_numbers_have_equal_shares():
    env = make_env(registered(action_space=spaces.Box(0, 9, (1,), np.int32)))
    env.reset(seed=0)
    for action in np.linspace(
        -0.999, 0.999, 1000, dtype=np.float32
    ):  # no edge of a share among them
        env.step(action[None])
    assert np.bincount(np.concatenate(env.unwrapped.told)).tolist() == [100] * 10


BOX = spaces.Box(-1, 1, (2,))


@pytest.mark.parametrize(
    ("member", "space", "message"),
    [
        ("action_space", spaces.Box(-np.inf, np.inf, (2,)), "without bounds.*TransformAction"),
        ("action_space", spaces.Box(-1, np.inf, (2,)), "without bounds"),
        ("action_space", spaces.Box(-(2**62), 2**62, (2,), np.int64), "without bounds"),
        ("action_space", spaces.Box(-1, 1, (0,)), "Box and Discrete are supported"),
        ("action_space", spaces.MultiDiscrete([2, 3]), "Box and Discrete are supported"),
        ("action_space", spaces.MultiBinary(3), "Box and Discrete are supported"),
        ("action_space", spaces.Dict(a=BOX, b=BOX), "Box and Discrete are supported"),
        ("action_space", spaces.Tuple([BOX, BOX]), "Box and Discrete are supported"),
        ("observation_space", spaces.Sequence(BOX), "no fixed size"),
        ("observation_space", spaces.Graph(BOX, None), "no fixed size"),
        ("observation_space", spaces.Dict(a=BOX, b=spaces.Sequence(BOX)), "no fixed size"),
    ],
)
def test_what_an_agent_cannot_have_is_one_line(member, space, message):
    with pytest.raises(UserError, match=message) as found:
        make_env(registered(**{member: space}))
    assert "\n" not in str(found.value)


def test_the_wrapper_that_is_advised_gives_bounds():
    def made(**_):
        world = type("Odd", (World,), {"action_space": spaces.Box(-np.inf, np.inf, (2,))})()
        return gym.wrappers.TransformAction(world, lambda a: a, gym.spaces.Box(-1, 1, (2,)))

    name = f"Odd{next(NUMBERS)}-v0"
    gym.register(name, entry_point=made, disable_env_checker=True)
    assert make_env(name).action_space == spaces.Box(-1, 1, (2,))


def test_info_may_vary():
    """Do the env steps arrive whatever else a world says?"""

    def step(self, action):
        *rest, _ = World.step(self, action)
        odd = [np.zeros(self.steps), "text", None, {"a": 1}, [1]]
        return *rest, {"contacts": odd[self.steps % 5], "env_steps": "mine", self.steps: 0}

    _, steps = play(registered(step=step), steps=12, action_repeat=3)
    assert np.array(steps).tolist() == [[3, 3]] * 12


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf, 1e300])
@pytest.mark.parametrize("where", ["index 1 of an observation", "as reward"])
def test_numbers_that_are_not_finite_are_told(bad, where):
    """With their place, and before anything else sees them?"""

    def step(self, action):
        seen, reward, *rest = World.step(self, action)
        if self.steps == 5 and where == "as reward":
            reward = bad
        elif self.steps == 5:
            seen = np.array([0, bad])
        return seen, reward, *rest

    driver, _ = play(registered(step=step, observation_space=spaces.Box(-1, 1, (2,), float)), 4)
    before = driver.seen
    with pytest.raises(WorldError, match=f"{where}, at env step 5 of the episode in environment 0"):
        driver.step(torch.eye(2))
    assert driver.seen is before


def test_an_action_that_is_not_finite_is_the_agents_fault():
    driver, _ = play("Pendulum-v1")
    with pytest.raises(UserError, match=r"the agent chose .* in environment 1") as found:
        driver.step(torch.tensor([[0.0], [float("nan")]]))
    assert not isinstance(found.value, WorldError)


def test_an_error_in_a_world_is_one_line():
    def step(self, action):
        raise RuntimeError("the simulator\nlost its connection")

    line = step.__code__.co_firstlineno + 1
    said = rf"RuntimeError: the simulator lost its connection \(test_odd_worlds.py, line {line}\)"
    name = registered(step=step)
    with pytest.raises(WorldError, match=f"the world {name} failed: {said}"):
        play(name)
    with pytest.raises(WorldError, match="failed: RuntimeError"):
        play(registered(reset=lambda self, **_: step(self, 0)), 0)
    with pytest.raises(WorldError, match="failed: ValueError"):  # not of the size that it promised
        play(registered(seen=lambda self: np.zeros(3, np.float32)))


def test_physics_that_break_are_one_line():
    driver, _ = play("dmc_cartpole_swingup", count=1)
    physics = driver.envs.envs[0].unwrapped._env.physics
    physics.data.qpos[:] = np.nan
    with pytest.raises(WorldError, match="the world dmc_cartpole_swingup failed: PhysicsError: "):
        driver.step(torch.zeros(1, 1))


class Idle:
    """An agent that does nothing."""

    action = 2

    def initial(self, batch):
        return None

    def act(self, obs, action, is_first, state, explore):
        return torch.eye(2)[:1].repeat(len(obs), 1), None


def test_evaluation_ends_where_a_world_does_not(capsys):
    """And says so, with the return up to there?"""

    def step(self, action):
        seen, reward, *_ = World.step(self, action)
        ends = self.steps == 7 and self.np_random_seed == 0  # in the first environment alone
        return seen, reward, ends, False, {}

    driver = EnvDriver(registered(step=step), 3)
    result = evaluate(Idle(), driver, seed=0, bar=False, longest=20)
    assert result["returns"] == [7, 20, 20]
    assert result["cut_off"] == 2
    assert "2 of 3 episodes had not ended after 20 policy steps" in capsys.readouterr().out
    assert "cut_off" not in evaluate(Idle(), EnvDriver("CartPole-v1", 2), seed=0, bar=False)


IMAGES = spaces.Box(0, 255, (20, 30, 3), np.uint8)


@pytest.mark.filterwarnings("ignore:.*render_mode")
def test_images_hint_at_pixels(capsys):
    """Once, and does `--obs pixels` then see them?"""
    members = {"observation_space": IMAGES, "seen": lambda self: np.full((20, 30, 3), 7, np.uint8)}
    name = registered(**members)
    _hint_at_pixels.cache_clear()
    driver, _ = play(name)
    assert driver.observation == (1800,)
    assert (
        capsys.readouterr().out.count("shows images, taken here as 1,800 numbers: --obs pix") == 1
    )
    driver, _ = play(name, obs="pixels")
    assert driver.observation == (64, 64, 3)
    assert (driver.seen.obs == 7).all()


@pytest.mark.filterwarnings("ignore:.*render_mode")
def test_a_world_that_needs_a_window_has_no_pixels():
    name = registered(metadata={"render_modes": ["human"], "render_fps": 30})
    with pytest.raises(UserError, match="only draws as human: --obs pixels needs render_mode rgb_"):
        make_env(name, obs="pixels")


def test_a_world_that_cannot_be_made_is_one_line():
    def no_window(self, render_mode=None):
        raise OSError("no display:\ncannot open a window")

    with pytest.raises(UserError, match=r"OSError: no display: cannot open a window$"):
        make_env(registered(__init__=no_window))


def test_box2d_where_there_is_none(monkeypatch):
    monkeypatch.setitem(sys.modules, "Box2D", None)
    for module in [name for name in sys.modules if name.startswith("gymnasium.envs.box2d")]:
        monkeypatch.delitem(sys.modules, module)
    with pytest.raises(UserError, match=r"^LunarLander-v3 needs Box2D, which has no ready package"):
        make_env("LunarLander-v3")
