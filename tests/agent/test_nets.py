"""Do the given bricks compute what their docstrings say?"""

import pytest
import torch

from dreamer.agent.action_distributions import BoundedNormal, OneHotPolicy
from dreamer.nets import BlockLinear, Linear


def test_block_linear_is_a_block_diagonal_matrix():
    layer = BlockLinear(6, 9, blocks=3)
    dense = torch.block_diag(*layer.weight.detach())
    x = torch.randn(2, 4, 6)
    # two sums of two products, added in another order
    torch.testing.assert_close(layer(x), x @ dense + layer.bias)


def test_block_linear_needs_equal_parts():
    with pytest.raises(ValueError, match="4 blocks"):
        BlockLinear(6, 8, blocks=4)


def test_initial_weights():
    """Is the standard deviation 1/sqrt(fan_in), and 0 where the scale is 0?"""
    torch.manual_seed(0)
    # 250,000 draws: the sample's standard deviation is within 1 % with certainty
    assert Linear(500, 500).weight.std().item() == pytest.approx(500**-0.5, rel=0.01)
    assert not Linear(5, 5, scale=0.0).weight.any()


def test_bounded_normal_is_torchs_normal():
    outputs, action = torch.randn(7, 6), torch.randn(7, 3)
    policy = BoundedNormal(outputs)
    normal = torch.distributions.Normal(policy.mean, policy.std)
    torch.testing.assert_close(policy.log_prob(action), normal.log_prob(action).sum(-1))
    torch.testing.assert_close(policy.entropy(), normal.entropy().sum(-1))
    assert policy.std.min() > 0.1
    assert policy.std.max() < 1


def test_one_hot_policy_is_torchs_categorical(parts):
    logits = torch.randn(7, 4)
    policy = OneHotPolicy(logits, parts)
    mixed = 0.99 * logits.softmax(-1) + 0.01 / 4
    categorical = torch.distributions.OneHotCategorical(probs=mixed)
    action = policy.sample()
    torch.testing.assert_close(policy.log_prob(action), categorical.log_prob(action))
    torch.testing.assert_close(policy.entropy(), categorical.entropy())
    assert torch.equal(action.sum(-1), torch.ones(7))
    assert torch.equal(policy.mode().argmax(-1), logits.argmax(-1))
