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
# A robot may earn 0.01 a step in one task and 10,000 in another. Dreamer is to
# learn both with the same settings. This notebook shows what goes wrong first,
# and then builds the two ideas that mend it: squash what goes in and what is
# reconstructed (**symlog**), and predict rewards and values as a distribution over
# fixed bins (**twohot**).
#
# You will write six short functions. Below each stub is a check that says what
# holds and what does not; run it as often as you like.

# %%
import torch
from torch import Tensor

from dreamer import check
from dreamer.notebook import once_written
from dreamer.widgets import explore_symlog, explore_twohot

# %% [markdown]
# ## What goes wrong: a squared error sees the large numbers alone
#
# Two tasks share one small network, which is to predict their rewards: 0.01 in the
# first, 10,000 in the second. Look at the gradient that each of them sends back.

# %%
prediction = torch.tensor([0.5, 0.5], requires_grad=True)
reward = torch.tensor([0.01, 10_000.0])
((prediction - reward) ** 2).mean().backward()
for task, gradient in zip(("small rewards", "large rewards"), prediction.grad, strict=True):
    print(f"{task}: gradient {gradient.item():12,.2f}")

# %% [markdown]
# The second gradient is 20,000 times the first: whatever the network learns about
# small rewards is drowned. Scaling by hand would help this pair and fail the next one.

# %% [markdown]
# ## symlog and symexp
#
# {{symlog}}
#
# Squash numbers of any size with a logarithm, but let it work for both signs and
# leave small numbers alone:
#
# $$\mathrm{symlog}(x) = \mathrm{sign}(x)\,\ln(1+|x|), \qquad
#   \mathrm{symexp}(x) = \mathrm{sign}(x)\,(e^{|x|}-1)$$
#
# Near 0 both are the identity; far from 0 symlog grows like a logarithm, on
# either side. Each undoes the other. In float32, $1 + x$ forgets every digit of an
# $x$ below $10^{-7}$: torch has functions that do not.


# %% exercise="symlog"
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


# %% check="symlog"
check("symlog", symlog, symexp)

# %% [markdown]
# Move the slider. Within ±1 your symlog is hard to tell from x itself; out at a
# million it has reached 14.

# %%
explore_symlog(symlog)

# %% [markdown]
# ## twohot: a number as a distribution
#
# {{twohot}}
#
# Symlog alone would still have the network guess one number, and the mean of
# symlog-ed rewards is not the symlog of their mean. So rewards and values are
# predicted as a **distribution over bins**, and the loss is a cross-entropy, whose
# gradient does not depend on how large the target is.
#
# **Bins.** They stand at $b_i = \mathrm{symexp}(s_i)$ with $s_i$ evenly spaced from
# $-20$ to $20$: dense near 0, sparse far out, the middle one of 255 exactly 0.
#
# **Weights.** A number between two bins is written as weights on those two, linear
# in its own (raw) space, so that the mean of the bins is the number:
#
# $$w_{k+1} = \frac{y-b_k}{b_{k+1}-b_k}, \qquad w_k = 1-w_{k+1}$$
#
# Beyond the outermost bin all the weight lies on that bin.
#
# **Mean and loss.** The network gives logits; with $p = \mathrm{softmax}(\mathrm{logits})$
# the prediction is $\sum_i p_i\,b_i$ and the loss is $-\sum_i w_i \ln p_i$. The target is what
# should be hit: no gradient flows to it.
#
# One trap lies in the mean. The outermost bins are ±485 million, and a network that
# knows nothing (all logits 0) must promise exactly nothing. Added up from one
# end, it does not:

# %%
half = torch.expm1(torch.linspace(0, 20, 128))
mirrored_bins = torch.cat([-half.flip(0), half[1:]])
print("a plain sum:", (torch.softmax(torch.zeros(255), -1) * mirrored_bins).cumsum(0)[-1].item())

# %% [markdown]
# Half of what a walker earns in a second, promised by rounding alone. Add every
# bin to its mirror image first, and what should cancel does.


# %% exercise="twohot"
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


# %% check="twohot"
check("twohot", symexp_bins, twohot, twohot_mean, twohot_loss)

# %% [markdown]
# Drag the target along the bins. The two weights change places as it passes from
# one bin to the next, and the decoded value stays on the target until it leaves the bins.

# %%
explore_twohot(twohot, twohot_mean, torch.tensor([-19.09, -6.39, -1.72, 0.0, 1.72, 6.39, 19.09]))

# %% [markdown]
# ## Back to the two tasks
#
# The same pair of rewards, now with your loss: two predictions that know nothing,
# and the gradients that reach them.

# %%
with once_written():
    bins = symexp_bins()
    logits = torch.zeros(2, len(bins), requires_grad=True)
    twohot_loss(logits, reward, bins).sum().backward()
    for task, gradient in zip(("small rewards", "large rewards"), logits.grad, strict=True):
        print(f"{task}: size of the gradient {gradient.norm().item():.3f}")

# %% [markdown]
# Both tasks are heard alike. In the agent, this loss trains the reward head and
# the critic; symlog squashes what the encoder sees and what the decoder is asked
# to reconstruct.
#
# **Next:** [2 · The RSSM](02_rssm.ipynb), in which the world becomes small enough to think in.
