"""Do the limbs lie where the simulator has them, and does the film show both?"""

import io

import numpy as np
import torch
from PIL import Image

from dreamer.envs.driver import EnvDriver
from dreamer.pictures.dream import Dream
from dreamer.pictures.stick_figure import BODIES, film_dream, sticks

JOINTS = {"hip": (1, 0), "knee": (1, 1), "ankle": (2, 1)}  # limb of the right leg, and its end
TOLERANCE = 1e-6  # metres; observations are single precision


def walk(steps):
    """The simulator while it is moved at random; yields it with what is observed."""
    driver, rng = EnvDriver("dmc_walker_walk", 1), torch.Generator().manual_seed(0)
    driver.reset(0)
    physics = driver.envs.envs[0].unwrapped._env.physics
    for _ in range(steps):
        driver.step(torch.rand(1, 6, generator=rng) * 2 - 1)
        yield physics, driver.seen.obs[0]
    driver.close()


def test_limbs_lie_where_the_simulator_has_them():
    for physics, obs in walk(100):
        lines, x = sticks(obs), physics.named.data.xpos["torso", "x"]
        for side, first in (("right", 0), ("left", 3)):
            for joint, (limb, end) in JOINTS.items():
                number = physics.model.name2id(f"{side}_{joint}", "joint")
                there = physics.data.xanchor[number][[0, 2]] - (x, 0)
                assert np.abs(lines[first + limb, end] - there).max() < TOLERANCE, joint
            foot = physics.named.data.xpos[f"{side}_foot"][[0, 2]] - (x, 0)
            assert np.abs(lines[BODIES.index(f"{side}_foot")].mean(0) - foot).max() < TOLERANCE
        head = 2 * (physics.named.data.xpos["torso"][[0, 2]] - (x, 0)) - lines[0, 0]
        assert np.abs(lines[0, 1] - head).max() < TOLERANCE


def test_film_shows_both_and_their_difference():
    obs = torch.stack([obs for _, obs in walk(12)])

    def frames(dreamt):
        dream = Dream(5, obs, obs[:, 0], dreamt[None], obs[None, :, 0])
        with Image.open(io.BytesIO(film_dream(dream, 0.1))) as film:
            assert film.n_frames == 12
            assert film.info["duration"] == 100
            film.seek(11)
            picture = np.asarray(film.convert("L"), float)
        return np.split(picture, 2, 1)

    upright = torch.zeros_like(obs)
    upright[:, 0:14:2], upright[:, 14] = 1, 1.3
    happened, same = frames(obs)
    unchanged, other = frames(upright)
    below = slice(40, None)  # the titles differ

    def apart(one, another):
        return np.abs(one[below] - another[below]).mean()

    assert apart(happened, unchanged) < 0.5  # of 255: the palette of a frame depends on both
    assert apart(happened, same) < 0.5 < 2 < apart(happened, other)
