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
from dreamer.lab.notebook_cells import once_written
from dreamer.lab.quiz import quiz
from dreamer.lab.widgets import explore_symlog, explore_twohot

# %% [markdown]
# ## What goes wrong: a squared error sees only the large numbers
#
# A network is to predict the rewards of two tasks: 0.01 in the first, 10,000 in the second. It has
# said 0.5 for both.

# %%
quiz("two_rewards")

# %% [markdown]
# Here is the gradient that each of the two rewards sends back:

# %%
prediction = torch.tensor([0.5, 0.5], requires_grad=True)
reward = torch.tensor([0.01, 10_000.0])
((prediction - reward) ** 2).mean().backward()
for task, gradient in zip(("small rewards", "large rewards"), prediction.grad, strict=True):
    print(f"{task}: gradient {gradient.item():12,.2f}")

# %% [markdown]
# Whatever the network learns about small rewards is drowned. Scaling by hand would help this pair and fail the next one.

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
# Near 0 both are nearly the identity; far from 0 symlog grows like a logarithm, on
# either side. Each undoes the other. In float32, $1 + x$ forgets every digit of an
# $x$ below $6\cdot 10^{-8}$; `torch.log1p` and `torch.expm1` compute $\ln(1+x)$ and $e^x-1$ without
# that loss.


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
# The slider chooses the range of x. Within ±0.1 your symlog is hard to tell from x itself; at 1 it is 0.69; out at a
# million it has reached 14.

# %%
explore_symlog(symlog)

# %% [markdown]
# ## twohot: a number as a distribution
#
# {{twohot}}
#
# Symlog alone would still have the network guess one number, and the mean of
# symlog-ed rewards is not the symlog of their mean: of 0 and 10,000, equally likely, the mean is 5,000, and the way through symlog gives 99. So rewards and values are
# predicted as a **distribution over bins**, and the loss is a cross-entropy. Its gradient to the logits is
# $p - w$, the prediction minus the target weights.
#
# **Bins.** They stand at $b_i = \mathrm{symexp}(s_i)$ with $s_i$ evenly spaced from
# $-20$ to $20$: dense near 0, sparse far out, the middle one of 255 exactly 0. The two halves must
# mirror each other exactly; those of a single `torch.linspace` from $-20$ to $20$ differ in their last digits.
#
# **Weights.** A number $b_k \le y < b_{k+1}$ is written as weights on those two bins, linear
# between the bins themselves (not in symlog space), so that the weighted mean of the bins is the number:
#
# $$w_{k+1} = \frac{y-b_k}{b_{k+1}-b_k}, \qquad w_k = 1-w_{k+1}$$
#
# On a bin, all the weight is that bin's; beyond the outermost bin, it is the outermost one's.
#
# **Mean and loss.** The network gives logits; with $p = \mathrm{softmax}(\mathrm{logits})$
# the prediction is $\sum_i p_i\,b_i$ and the loss is $-\sum_i w_i \ln p_i$. The target is what
# should be hit: no gradient flows to it.
#
# One trap lies in the mean. The outermost bins are ±485 million, and a network that
# knows nothing (all logits 0) must predict exactly 0. Here are 255 numbers of such sizes, each with its
# negative, added up from one end:

# %%
sizes = torch.logspace(-1, 8.7, 127)
numbers = torch.cat([-sizes.flip(0), torch.zeros(1), sizes])
print("their mean, which is 0:", sum(numbers / 255).item())

# %% [markdown]
# Rounding alone promises a reward. Add each weighted bin $p_i b_i$ to that of its mirror image first, and what
# should cancel does (every pair then counts twice: halve the sum).

# %%
quiz("between_bins")


# %% exercise="twohot"
def symexp_bins(count: int = 255, limit: float = 20.0) -> Tensor:
    """Bins from -symexp(limit) to symexp(limit), exactly symmetric.  -> [K]

    symexp_bins(5, 2.) = [-6.3891, -1.7183, 0., 1.7183, 6.3891]; count is odd.
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

    Over symmetric bins uniform logits give exactly 0: a critic that knows nothing promises nothing.
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
# The slider moves the target along the bins. The weight passes from one bin to the next, and the decoded value equals
# the target as long as the target lies within the bins.

# %%
explore_twohot(twohot, twohot_mean, torch.tensor([-19.09, -6.39, -1.72, 0.0, 1.72, 6.39, 19.09]))

# %% [markdown]
# ## Back to the two tasks

# %%
quiz("far_target")

# %% [markdown]
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
# Both tasks are heard: their gradients are of the same order. (They differ by how far the target is from the nearest bin, not by how large it is.) In the agent, this loss trains the two networks that predict rewards and
# values; symlog squashes what the encoder takes in (the network that reads observations) and what
# the decoder is asked to reconstruct.
#
# <details><summary>Why the bins stand at symexp, and the mean is taken of the bins themselves</summary>
#
# *Where should K bins stand?* A mean between two bins can be expressed exactly, but the wider the gap between them, the less precisely is a value learnt. Evenly spaced bins out to $\pm 5\cdot 10^8$ would leave one for everything between $-2$ and $2$ million. Bins at
# $\mathrm{symexp}(s)$ with $s$ evenly spaced have a gap of about $0.17\,(1+|b|)$ (255 bins, $s$ out to 20): absolute near 0, and far out a fixed share of the
# number itself. That is how far numbers of unknown size can be told apart at all.
#
# *Why not predict symlog(y) and go back?* Let a return be 0 or 10,000, as likely. Its mean is 5,000, and that is what an actor that
# maximises expected return needs. The mean of $\mathrm{symlog}$ is $\tfrac12\ln 10{,}001 = 4.6$, and $\mathrm{symexp}(4.6) = 99$. Symlog is concave for positive numbers, so
# (Jensen's inequality) the way through it always comes out too small for them, the more so the less sure one is. With weights that are linear
# in the bins themselves the prediction is $\sum_i p_i b_i$, an average of returns, and the minimum of the cross-entropy has
# $p = \mathrm E[w(y)]$, so $\sum_i p_i b_i = \mathrm E[\sum_i w_i(y)\,b_i] = \mathrm E[y]$: exactly the mean, as long as $y$ stays within the bins.
#
# </details>
#
# **Next:** [2 · The RSSM](02_rssm.ipynb), in which the world becomes small enough to think in.
