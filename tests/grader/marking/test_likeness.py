"""Is a copy of an agent seen as one, however its weights were changed, and nobody else's?"""

import json

import numpy as np
import pytest
import torch

from grader.marking import likeness, trained_agent
from tests import agents
from tests.redteam import agents as redteam


@pytest.fixture
def printed(parts):
    """The fingerprint of weights."""
    return lambda weights: likeness.fingerprint(agents.holding(weights, parts), 4)


@pytest.fixture
def ours():
    return trained_agent.shipped_fingerprint()


class Retaught:
    """An agent that does the opposite at first."""

    def __init__(self, agent, steps):
        self.agent, self.left, self.initial = agent, steps, agent.initial

    def act(self, *seen, explore):
        action, state = self.agent.act(*seen, explore=explore)
        self.left -= 1
        return (-action if self.left >= 0 else action), state


class TwoFaced:
    """A copy that does the opposite wherever its left legs have changed places with its right ones."""

    def __init__(self, agent):
        self.agent, self.initial = agent, agent.initial

    def act(self, *seen, explore):
        action, state = self.agent.act(*seen, explore=explore)
        half = len(action) // 2
        return torch.cat([action[:half], -action[half:]]), state


COPIES = {
    "mirrored": (redteam.mirrored, 0.9),
    "in another order": (redteam.reordered, 0.98),
    "both": (lambda weights: redteam.mirrored(redteam.reordered(weights)), 0.9),
    "noised": (lambda weights: redteam.noisy(weights, 0.1), 0.8),
    "with other heads": (redteam.with_other_heads, 0.98),
    "rescaled": (redteam.rescaled, 0.8),
}


@pytest.mark.parametrize("how", COPIES)
def test_a_copy_is_seen(printed, ours, how):
    change, least = COPIES[how]
    shown = printed(change(redteam.shipped()))
    assert likeness.likeness(shown, ours) > least
    assert likeness.alike(shown, ours)
    assert likeness.alike(ours, shown)


def test_a_receipt_of_an_earlier_version_is_like_nothing(ours):
    early = dict.fromkeys(ours, "AAAA")
    assert not likeness.alike(early, ours)
    assert not likeness.alike(ours, early)


def test_a_beginning_that_was_retaught_hides_no_copy(parts, ours):
    agent = agents.holding(redteam.shipped(), parts)
    assert likeness.alike(likeness.fingerprint(Retaught(agent, 8), 4), ours)


def test_what_a_copy_does_on_images_does_not_hide_what_it_does_on_walks(parts, ours):
    agent = agents.holding(redteam.shipped(), parts)
    assert likeness.alike(likeness.fingerprint(TwoFaced(agent), 4), ours)


@pytest.mark.parametrize(
    ("change", "alike"), [(dict, True), (redteam.mirrored, True), (None, False)]
)
def test_an_agents_own_walks_tell_a_copy_of_the_labs(parts, change, alike):
    """Walks that nobody has seen before."""
    weights = change(redteam.shipped()) if change else agents.untrained(parts, 0, preset="laptop")
    watched = likeness.Watched(agents.holding(weights, parts))
    trained_agent.measure(watched, 4, b"a secret of these tests")
    found = likeness.likeness_on_own_walks(watched, trained_agent.shipped().agent)
    assert (found > likeness.SAME) == alike


def test_others_are_not_alike(parts, printed, ours):
    first, second = (printed(agents.untrained(parts, n, preset="laptop")) for n in (0, 1))
    assert likeness.likeness(first, second) < 0.5
    assert likeness.likeness(first, ours) < 0.5
    assert likeness.likeness(first, first) == pytest.approx(1)


def test_an_agent_that_holds_its_actions_longer_is_compared_at_the_same_times(parts, ours):
    agent = agents.holding(redteam.shipped(), parts)
    assert likeness.likeness(likeness.fingerprint(agent, 5), ours) > likeness.SAME


def test_where_there_is_nothing_to_compare_it_is_said(parts, printed):
    weights = agents.untrained(parts, 0, preset="laptop")
    name = "agent.behavior.actor.1.weight"
    with pytest.raises(likeness.NothingToCompare):
        printed({**weights, name: weights[name] * float("nan")})


def test_a_fingerprint_is_short_text(ours):
    assert len(json.dumps(ours)) < 20_000


def test_mirror_images_stand_behind_the_walks():
    obs, action = likeness.walks()
    half = obs.shape[1] // 2
    assert torch.equal(obs[:, :half, 2:8], obs[:, half:, 8:14])
    assert torch.equal(obs[:, :half, 18:21], obs[:, half:, 21:24])
    assert torch.equal(obs[:, :half, [0, 1, 14, 15, 16, 17]], obs[:, half:, [0, 1, 14, 15, 16, 17]])
    assert torch.equal(action[:, :half, :3], action[:, half:, 3:])
    assert len(np.unique(obs[0, :half, 0])) == half  # each begins in its own way
