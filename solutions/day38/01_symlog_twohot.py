# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # 1 · Symlog and twohot: one loss for every scale
#
# A robot may earn 0.01 in one task and 10,000 in another. A network that is
# trained with a squared error sees only the large one. DreamerV3 answers with
# two ideas: squash what goes in and what is reconstructed (**symlog**), and
# predict rewards and values as a distribution over fixed bins (**twohot**).

# %%
import torch
from torch import Tensor

# %% [markdown]
# ## symlog and symexp
#
# $$\mathrm{symlog}(x) = \mathrm{sign}(x)\,\ln(1+|x|), \qquad
#   \mathrm{symexp}(x) = \mathrm{sign}(x)\,(e^{|x|}-1)$$
#
# Near 0 both are the identity; far from 0 symlog grows like a logarithm, on
# either side. Each undoes the other.


# %%
def symlog(x: Tensor) -> Tensor:
    """Compress a signed quantity of any size.  [...] -> [...]

    symlog([-10., 0., 10.]) = [-2.3979, 0., 2.3979]
    """
    ### BEGIN SOLUTION
    return torch.sign(x) * torch.log1p(torch.abs(x))
    ### END SOLUTION


def symexp(x: Tensor) -> Tensor:
    """The inverse of symlog.  [...] -> [...]

    symexp([-2.3979, 0., 2.3979]) = [-10., 0., 10.]
    """
    ### BEGIN SOLUTION
    return torch.sign(x) * torch.expm1(torch.abs(x))
    ### END SOLUTION


# %% [markdown]
# ## twohot
#
# The bins stand at $b_i = \mathrm{symexp}(s_i)$ with $s_i$ evenly spaced: dense
# near 0, sparse far out. A number between two bins is written as weights on
# those two, linear in its own (raw) space, so that their mean is the number:
#
# $$w_{k+1} = \frac{y-b_k}{b_{k+1}-b_k}, \qquad w_k = 1-w_{k+1}$$
#
# The network is trained by cross-entropy with these weights, and read out as
# $\sum_i p_i b_i$. A gradient then no longer depends on how large $y$ is.


# %%
def symexp_bins(count: int = 255, limit: float = 20.0) -> Tensor:
    """Bins from -symexp(limit) to symexp(limit), exactly symmetric.  -> [K]

    symexp_bins(5, 2.) = [-6.3891, -1.7183, 0., 1.7183, 6.3891]
    """
    ### BEGIN SOLUTION
    # One half is computed and mirrored: the two halves of a linspace differ by rounding.
    half = symexp(torch.linspace(-limit, 0, (count + 1) // 2))
    mirrored = -half.flip(0)
    return torch.cat([half, mirrored[1:] if count % 2 else mirrored])
    ### END SOLUTION


def twohot(target: Tensor, bins: Tensor) -> Tensor:
    """Weights on the two bins around each target.  [...], [K] -> [..., K]

    twohot([0.25], [-1., 0., 1.]) = [[0., 0.75, 0.25]]; beyond the last bin all
    the weight is on that bin. No gradient flows to the target.
    """
    ### BEGIN SOLUTION
    target = target.detach().clamp(bins[0], bins[-1])
    # contiguous: searchsorted warns about (and copies) strided input
    above = torch.searchsorted(bins, target.contiguous(), right=True).clamp(1, len(bins) - 1)
    below = above - 1
    weight = (target - bins[below]) / (bins[above] - bins[below])
    weights = torch.zeros(*target.shape, len(bins), dtype=target.dtype, device=target.device)
    weights.scatter_(-1, below.unsqueeze(-1), (1 - weight).unsqueeze(-1))
    return weights.scatter_(-1, above.unsqueeze(-1), weight.unsqueeze(-1))
    ### END SOLUTION


def twohot_mean(logits: Tensor, bins: Tensor) -> Tensor:
    """The number that a predicted distribution stands for.  [..., K], [K] -> [...]

    Uniform logits give exactly 0: a critic that knows nothing promises nothing.
    """
    ### BEGIN SOLUTION
    weighted = torch.softmax(logits, -1) * bins
    # Each bin is added to its mirror image first, so that rounding cannot favour one side.
    return (weighted + weighted.flip(-1)).sum(-1) / 2
    ### END SOLUTION


def twohot_loss(logits: Tensor, target: Tensor, bins: Tensor) -> Tensor:
    """Cross-entropy between the prediction and the twohot target.

    [..., K], [...], [K] -> [...]
    """
    ### BEGIN SOLUTION
    return -(twohot(target, bins) * torch.log_softmax(logits, -1)).sum(-1)
    ### END SOLUTION
