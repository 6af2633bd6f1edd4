"""Are settings checked, and is the paper's preset the paper's?"""

import pytest

from dreamer import UserError
from dreamer.agent.agent import Agent
from dreamer.agent.config import make_config
from dreamer.agent.presets import PRESETS

WALKER = "dmc_walker_walk"


def test_paper_preset_has_the_official_size(parts):
    """Are there 640,867 parameters for the walker, as in the official code at size1m?"""
    agent = Agent((24,), 6, False, make_config(WALKER, "paper"), parts)
    assert sum(p.numel() for p in agent.trained_parameters()) == 640_867


def test_paper_preset_updates_once_a_step():
    assert make_config(WALKER, "paper").updates_per_env_step == 1


def test_presets_belong_to_environments():
    assert make_config(WALKER) == make_config(WALKER, "laptop")
    assert make_config("CartPole-v1") == make_config("CartPole-v1", "classic")
    assert make_config("LunarLander-v3") == make_config("LunarLander-v3", "lander")
    assert make_config("Pendulum-v1") == make_config("Pendulum-v1", "pendulum")
    assert make_config(WALKER, {"obs": "pixels"}) == make_config(WALKER, "pixels")
    assert make_config("CartPole-v1", {"obs": "pixels"}).batch_size == 32  # classic's
    assert make_config("CartPole-v1", {"envs": 3}).deter == make_config("CartPole-v1").deter


@pytest.mark.parametrize("preset", PRESETS)
def test_every_preset_is_valid(preset):
    make_config(WALKER, preset)


@pytest.mark.parametrize(
    ("config", "message"),
    [
        ("laptob", "did you mean laptop"),
        ({"preset": "pap"}, "did you mean paper"),
        ({"learning_rat": 1e-3}, "did you mean learning_rate"),
        ({"device": "gpu"}, "device: unknown name 'gpu'"),
        ({"compile": 1}, "compile must be bool"),
        ({"envs": True}, "envs must be int"),
        ({"envs": 2.5}, "envs must be int, got 2.5"),
        ({"envs": "8"}, "envs must be int"),
        ({"learning_rate": -1.0}, "learning_rate must be finite"),
        ({"deter": 100, "blocks": 8}, "does not cut into blocks=8"),
        ({"imagination_starts": 100, "batch_length": 16}, "imagination_starts must lie in"),
        ({"envs": 0}, "envs must be at least 1"),
        ({"behavior_reset": 0}, "behavior_reset must be at least 1"),
        ({"learning_rate": float("nan")}, "learning_rate must be finite"),
        ({"beta1": 1.0}, "beta1 and beta2 must be below 1"),
        ({"discount_horizon": 0}, "discount_horizon must be at least 1"),
        ({"replay_capacity": 100}, "cannot hold a batch"),
        ({"action_delay": -1}, "action_delay must be finite and not negative"),
        ({"representation": "barlo"}, "did you mean barlow"),
        ({"without": "symlo"}, "did you mean symlog"),
    ],
)
def test_wrong_settings(config, message):
    with pytest.raises(UserError, match=message):
        make_config(WALKER, config)
