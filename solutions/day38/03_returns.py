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
# # 3 · λ-returns: how far to trust the dream
#
# The actor and the critic learn from imagined steps. The λ-return mixes the
# rewards that were imagined with what the critic expects beyond them: far ahead the dream
# is wrong, and early on the critic is.

# %%
import torch
from torch import Tensor, nn

from dreamer import check, load_parts
from dreamer.notebook import once_written
from dreamer.probe import draw_probe, probe
from dreamer.style import figure_style
from dreamer.widgets import explore_lambda

# %% [markdown]
# ## The λ-return
#
# {{returns}}
#
# $$R_t = r_{t+1} + d_{t+1}\,\big((1-c_{t+1})\,v_{t+1} + c_{t+1}\,R_{t+1}\big),
#   \qquad c_t = \lambda\,(1-\mathrm{last}_t)$$
#
# computed from the end, where the critic's word $v$ is all there is. Mind the
# indices: everything on the right belongs to the **next** step, because `reward[:, t+1]` and
# `discount[:, t+1]` follow the action at t.
#
# Two things may end, and they differ. Where the **world** ends (`terminal`), nothing follows, and the
# discount is 0. Where only the **recording** ends (`last`), life would have gone on: the next row
# belongs to another episode, so the chain is cut there, but the critic still
# speaks of what would have followed.


# %% exercise="returns"
def lambda_return(
    reward: Tensor, discount: Tensor, bootstrap: Tensor, last: Tensor, lam: float = 0.95
) -> Tensor:
    """λ-return, computed backwards.  [B, T] × 4 -> [B, T-1]

    discount is γ·(1 - terminal), or the predicted continue probability; where
    `last`, a recorded episode ends and only the bootstrap speaks of what follows.
    """
    ### BEGIN SOLUTION
    trust = lam * (1 - last[:, 1:].to(reward.dtype))
    step = reward[:, 1:] + discount[:, 1:] * (1 - trust) * bootstrap[:, 1:]
    carry = discount[:, 1:] * trust
    value, returns = bootstrap[:, -1], []
    for t in reversed(range(step.shape[1])):
        value = step[:, t] + carry[:, t] * value
        returns.append(value)
    return torch.stack(returns[::-1], 1)
    ### END SOLUTION


# %% check="returns"
check("returns", lambda_return)

# %% [markdown]
# Four rewards in sixty steps, and a critic that expects the same everywhere. With
# λ = 0 each return sees one step ahead and then trusts the critic; with λ = 1 it sees all
# rewards to the end. Move the slider between them.

# %%
reward = torch.zeros(60)
reward[[12, 25, 28, 50]] = torch.tensor([4.0, 2.0, 6.0, 5.0])
explore_lambda(lambda_return, reward, torch.full((60,), 0.95), torch.full((60,), 3.0))

# %% [markdown]
# ## The return scale
#
# {{scale}}
#
# Advantages are divided by the spread of returns, P95 - P5, each smoothed over
# time and starting from 0; but never by less than 1, so that small rewards stay
# small and noise is not blown up into a signal. Percentiles, because a few lucky
# dreams should not decide how large all others count.


# %% exercise="scale"
class ReturnScale(nn.Module):
    """Smoothed spread between the 5th and the 95th percentile of returns."""

    low: Tensor
    high: Tensor

    def __init__(self, rate: float = 0.01):
        super().__init__()
        self.rate = rate
        self.register_buffer("low", torch.zeros(()))
        self.register_buffer("high", torch.zeros(()))

    def update(self, returns: Tensor) -> Tensor:
        """Take in a batch of returns of any shape; give the scale, a scalar of at least 1."""
        ### BEGIN SOLUTION
        quantiles = returns.new_tensor([0.05, 0.95])
        low, high = torch.quantile(returns.detach().flatten(), quantiles)
        self.low = (1 - self.rate) * self.low + self.rate * low
        self.high = (1 - self.rate) * self.high + self.rate * high
        return (self.high - self.low).clamp(min=1)
        ### END SOLUTION


# %% check="scale"
check("scale", ReturnScale)

# %% [markdown]
# Returns of a task that begins to succeed, and your scale following their spread: slowly, as each
# batch counts 1 %, and never below 1.

# %%
with once_written():
    scale, seen = ReturnScale(), []
    generator = torch.Generator().manual_seed(0)
    for batch in range(600):
        spread = 0.2 if batch < 150 else 5.0
        seen.append(scale.update(spread * torch.randn(64, 15, generator=generator)))
    with figure_style() as plt:
        figure, ax = plt.subplots(figsize=(6, 2.6))
        ax.plot(torch.stack(seen), color="#0072B2", label="your scale")
        ax.axvline(150, color="#D55E00", linestyle="--", label="the task begins to succeed")
        ax.set(xlabel="batches of returns", ylabel="scale")
        ax.legend()

# %% [markdown]
# ## Does it learn? A world whose optimum is known
#
# A formula that is nearly right can train an agent that nearly learns, and then you search for weeks. So try yours
# first where the answer is known. One of three cues is shown, the action that names it earns 1, any
# other 0, and the next cue is chance. The best policy matches every cue, and with γ = 0.9 each state is
# worth 1 / (1 − 0.9) = 10. Actor and critic learn from imagination alone, with your λ-return and your
# scale; it takes some seconds.

# %%
with once_written():
    parts = load_parts(".", here=globals(), needed=["symlog", "twohot", "returns", "scale"])
    result = probe(parts)
    display(draw_probe(result))
    print(result.verdict)

# %% [markdown]
# Try it: write `reward[:, :-1]` for `reward[:, 1:]` in your λ-return, run its cell and this one again. Every
# action is then praised for what the one before it did, and the actor stays at chance, though
# the code runs and the critic learns a plausible value. (Then undo it.)
#
# **Next:** [4 · Your own agent learns to walk](04_train_and_compare.ipynb)
