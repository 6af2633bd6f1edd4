"""Does the world model learn alone between the updates of actor and critic, and nothing else change?"""

from dataclasses import replace

import pytest
import torch

from dreamer import Trainer
from dreamer.agent.agent import Agent
from dreamer.agent.replay import some_batch
from dreamer.training.compiling import STAGES, stages_of
from dreamer.training.randomness import RandomStream
from dreamer.training.speed import one_round
from tests.agent.test_actor_gradient import SMALL, THROUGH

OBS, ACTION = 24, 6


def learner(parts, config):
    with RandomStream(0):
        agent = Agent((OBS,), ACTION, False, config, parts)
    c = agent.config
    steps = some_batch(c.batch_size, c.batch_length, (OBS,), ACTION)
    steps = steps._replace(obs=torch.randn(steps.obs.shape), reward=torch.rand(steps.reward.shape))
    return agent, steps


def weights(module):
    return {name: value.clone() for name, value in module.state_dict().items()}


@pytest.mark.parametrize("config", [SMALL, THROUGH])
def test_without_behaviour_only_the_world_model_moves(parts, config):
    agent, steps = learner(parts, replace(config, warmup=0))
    agent.update(steps, agent.initial(len(steps.obs)))
    behavior, world = weights(agent.behavior), weights(agent.world_model)
    metrics, _ = agent.update(steps, agent.initial(len(steps.obs)), behavior=False)
    assert all(torch.equal(value, behavior[k]) for k, value in weights(agent.behavior).items())
    assert not all(torch.equal(value, world[k]) for k, value in weights(agent.world_model).items())
    assert [group["count"] for group in agent.optimizer.param_groups] == [2, 1]
    assert set(metrics) == {f"loss/{name}" for name in ("dyn", "rep", "obs", "reward", "continue")}


def test_a_round_has_one_update_of_the_behaviour(parts, monkeypatch):
    agent, steps = learner(parts, replace(SMALL, behavior_every=3))
    seen = []
    monkeypatch.setattr(agent, "update", lambda steps, context, behavior: seen.append(behavior))
    one_round(agent, steps)
    assert seen == [False, False, True]


def test_a_run_keeps_the_cadence_across_a_stop(parts, tmp_path, monkeypatch):
    """After 5 updates and a stop, the sixth is one of the behaviour."""
    config = {"preset": "classic", "behavior_every": 3, "envs": 4, "compile": False}
    learnt = []
    whole = Agent.update

    def update(self, steps, context, behavior=True):
        learnt.append(behavior)
        return whole(self, steps, context, behavior)

    monkeypatch.setattr(Agent, "update", update)
    monkeypatch.setattr("dreamer.training.trainer.measure_speed", lambda *_: Instant())
    trainer = Trainer("CartPole-v1", 0, config, parts, tmp_path)
    while trainer.updates % 3 != 2:
        trainer.train(trainer.env_steps + 4)
    before = trainer.updates
    Trainer("CartPole-v1", 0, config, parts, tmp_path).train(trainer.env_steps + 40)
    assert len(learnt) > before
    assert learnt == [number % 3 == 0 for number in range(1, len(learnt) + 1)]


class Instant:
    def per_update(self, config):
        return 0.01


def test_what_is_compiled_fits_how_the_agent_learns():
    assert stages_of(SMALL) == STAGES["cpu"]
    cuda = replace(SMALL, device="cuda")
    assert stages_of(cuda) == STAGES["cuda"]
    assert stages_of(replace(cuda, behavior_every=2)) == STAGES["cpu"]
    assert stages_of(replace(cuda, actor_gradient="dynamics")) == STAGES["cpu"]
    assert stages_of(replace(SMALL, device="mps")) == ()
