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
# The actor learns from imagined steps alone, and the critic mostly. A dream begins where a replayed sequence has led the world model (in this lab, at each of its last four
# steps) and is 15 steps long. The λ-return mixes the
# rewards that were imagined with what the critic expects beyond them: far into a dream the dream is wrong, and
# early in training the critic is. Each action is then judged by its **advantage**, the return less what
# the critic had expected.

# %%
import torch
from IPython.display import display
from torch import Tensor, nn

from dreamer import check, load_parts
from dreamer.lab.notebook_cells import once_written
from dreamer.lab.probe_environment import draw_probe, probe
from dreamer.lab.quiz import quiz
from dreamer.lab.widgets import explore_lambda, explore_mixture
from dreamer.style import figure_style

# %% [markdown]
# ## The λ-return
#
# {{returns}}
#
# $$R_t = r_{t+1} + d_{t+1}\,\big((1-\lambda_{t+1})\,v_{t+1} + \lambda_{t+1}\,R_{t+1}\big),
#   \qquad \lambda_t = \lambda\,(1-\mathrm{last}_t), \qquad R_{T-1} = v_{T-1}$$
#
# | | in code [B, T] | |
# |---|---|---|
# | $r$ | `reward` | `reward[:, t+1]` follows the action chosen at step t |
# | $d$ | `discount` | how much of what follows counts: γ (0.98 for the walker), or 0 where the world has ended. (In a dream, the model's prediction of it) |
# | $v$ | `bootstrap` | the critic's estimate of each state |
# | last | `last` | True (or 1) where a recording ends; `1 - last` needs it as a number. (In a dream, nowhere) |
#
# It is computed backwards from the last column, where the critic's estimate is all there is; $R_{T-1}$ itself is not
# returned. Mind the indices: everything on the right belongs to the **next** step. (Papers that count a reward
# with the action that earned it write $r_t$ for our $r_{t+1}$.)
#
# Two things may end, and they differ. Where the **world** ends (`terminal`), nothing follows, and the
# discount is 0. Where only the **recording** ends (`last`), life would have gone on: the next step of the sequence
# belongs to another episode, so the chain is cut there, but the critic's estimate still stands
# for what would have followed.

# %%
quiz("time_limit")

# %% [markdown]
# **By hand**, with γ = 0.9, λ = 0.5, rewards 0, 1, 2 and values 4, 6, 8: from the end, $R_2 = 8$;
# $R_1 = 2 + 0.9\,(0.5\cdot 8 + 0.5\cdot 8) = 9.2$; and
# $R_0 = 1 + 0.9\,(0.5\cdot 6 + 0.5\cdot 9.2) = 7.84$. If the recording ended at step 1,
# $R_0 = 1 + 0.9\cdot 6 = 6.4$; if the world did, $R_0 = 1$. ($R_1$ stays at 9.2 in the first case, though step 2 then belongs to another
# episode: the return *at* a recording's last step means nothing, and the agent's loss leaves it out.)

# %%
quiz("one_step")

# %% [markdown]
# Written out, the λ-return is a mixture: of the return that believes the critic after one step, of that which does so after two,
# and so on. Each counts λ times as much as the one before, and the last one, which goes to the end of the dream, takes the weight that remains.

# %%
explore_mixture()


# %% exercise="returns"
def lambda_return(
    reward: Tensor, discount: Tensor, bootstrap: Tensor, last: Tensor, lam: float = 0.95
) -> Tensor:
    """λ-return, computed backwards.  [B, T] × 4 -> [B, T-1]

    discount is γ·(1 - terminal), or what the world model predicts of it; where `last`
    (bool, or 0 and 1), a recording ends and only the bootstrap stands for what follows.
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
# <details><summary>Where the recursion comes from, and what λ trades</summary>
#
# The return that believes the critic after $n$ steps is $R^{(n)}_t = r_{t+1} + \gamma r_{t+2} + \dots + \gamma^{n-1} r_{t+n} + \gamma^n v_{t+n}$. Take of each the
# share $(1-\lambda)\lambda^{n-1}$, which adds up to 1. Every one but the first begins with $r_{t+1}$ and goes on with $\gamma R^{(n-1)}_{t+1}$, so
#
# $$R_t = \sum_{n\ge1} (1-\lambda)\lambda^{n-1} R^{(n)}_t
#   = r_{t+1} + \gamma\Big((1-\lambda)\,v_{t+1} + \lambda \sum_{n\ge1}(1-\lambda)\lambda^{n-1} R^{(n)}_{t+1}\Big)
#   = r_{t+1} + \gamma\big((1-\lambda)\,v_{t+1} + \lambda R_{t+1}\big).$$
#
# Subtract $v_t$ on both sides, with $\delta_t = r_{t+1} + \gamma v_{t+1} - v_t$: the advantage is $R_t - v_t = \sum_k (\gamma\lambda)^k\,\delta_{t+k}$, a sum of
# surprises in which later ones count less (PPO calls this *generalised advantage estimation*).
#
# A critic that is off by $\epsilon$ at every state moves $R^{(n)}$ by $\gamma^n\epsilon$: the bias falls with $n$. The variance grows, as each further reward brings its own
# noise. λ chooses in between, and in a dream there is a third error: the model's, which grows with every step. With λ = 0.95
# and dreams of 15 steps, about half of the weight ($0.95^{14} = 0.49$) lies on the return that goes to the end of the dream.
#
# </details>
#
# Four rewards in sixty steps, and a critic that expects the same everywhere. With
# λ = 0 each return sees one step ahead and then trusts the critic; with λ = 1 it sees all
# rewards to the end, and the critic only there. The slider moves between them; γ is 0.95.

# %%
reward = torch.zeros(60)
reward[[12, 25, 28, 50]] = torch.tensor([4.0, 2.0, 6.0, 5.0])
explore_lambda(
    lambda_return, reward, discount=torch.full((60,), 0.95), value=torch.full((60,), 3.0)
)

# %% [markdown]
# ## The return scale
#
# {{scale}}
#
# The actor makes an action more likely in proportion to its advantage, divided by the spread of the returns: the
# distance between their 5th and their 95th percentile, smoothed over time. Its loss for one dreamt action is
#
# $$L_{actor} = -\,\omega\,\Big(\ln\pi(a)\,\mathrm{sg}\Big(\frac{R - v}{\mathrm{scale}}\Big) + \eta\,\mathcal H[\pi]\Big)$$
#
# with the policy's entropy $\mathcal H$, a bonus for varied actions, and ω, the product of the discounts up to that step: where a dreamt world has ended, nothing counts any more.
# Divided like this, a small weight η means much the same in every task. (The paper has one, 0.0003, for all. The lab's small agents get larger ones; notebook 4 says why.) The divisor is never below 1, so that small
# rewards stay small and noise is not blown up into a signal. Percentiles, because a few lucky dreams should not decide how
# large all others count.
#
# $$\mathrm{low} \leftarrow (1-\alpha)\,\mathrm{low} + \alpha\,P_5, \qquad
#   \mathrm{high} \leftarrow (1-\alpha)\,\mathrm{high} + \alpha\,P_{95}, \qquad
#   \mathrm{scale} = \max(1,\ \mathrm{high} - \mathrm{low})$$
#
# with α = 0.01 (`self.rate`). Both begin at 0, and nothing corrects for that. `update` takes the batch in first and
# returns the scale as it is then; no gradient flows to the returns.

# %%
quiz("tiny_returns")


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
# <details><summary>Why returns are divided, and not advantages; and why percentiles</summary>
#
# The actor weighs two wishes: a higher return and a higher entropy. The sum $\mathrm{advantage}/s + \eta H$ has the same balance in every task only if $s$ grows as the task's
# returns do. Advantages could be divided by their own spread, as PPO does. But when a policy has become good, or rewards are rare, all advantages of
# a batch are small and mostly the critic's noise; divided by their own spread they are as loud as ever, and a policy that should explore (or stay) follows noise. The
# spread of the *returns* says how much there is to win between a bad and a good state: it stays large when the policy is good, and where it is below 1 nothing is divided at all.
#
# Percentiles, because a standard deviation counts the square of what is far away: one return of 1,000 among 99 of about 0 makes it 100, and all other advantages a hundredth. The
# distance from the 5th to the 95th percentile does not see it. Of a normal distribution it is 3.3 standard deviations.
#
# </details>
#
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
        plt.close(figure)
    display(figure)

# %% [markdown]
# ## Does it learn? A world whose optimum is known
#
# A formula that is nearly right can train an agent that nearly learns, and then you search for weeks. So try yours
# first where the answer is known. An episode is two steps. In each, one of three cues is shown, and the action that
# names it earns 1, any other 0; then the episode ends. The best policy matches every cue, and with γ = 0.9 the
# first state is worth 1 + 0.9 = 1.9, the second 1. Actor and critic learn from imagination alone, with your λ-return and your
# scale; it takes some seconds. It is a probe and no proof: what goes wrong here is wrong, and what goes well may still be.

# %%
with once_written():
    parts = load_parts(".", here=globals(), needed=["symlog", "twohot", "returns", "scale"])
    result = probe(parts)
    display(draw_probe(result))
    print(result.verdict)

# %% [markdown]
# Try it: let your λ-return take the reward of step t where it should take that of t + 1, run its cell and this one
# again. Every action is then praised for what the one before it did. The first one is still learnt, as its reward arrives
# one return late; that of the second arrives nowhere, and it never gets beyond chance for long, though the code runs and nothing is NaN.
# **Then undo it, and run the check again**: until it has passed once more, the panel of notebook 0 shows the exercise as unsolved.
#
# **Next:** [4 · Your own agent learns to walk](04_train_and_compare.ipynb)
