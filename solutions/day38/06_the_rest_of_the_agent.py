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
# # 6 · The rest of the agent
#
# Beyond the day: nothing here is graded, and the agent of notebook 4 does without it. You have written what is new in
# DreamerV3. What is left is what any such agent has: the losses that its networks are taught by. They are short, and each hides a
# question: what must stand still, and what is taught? Once you have written them, all that your agent learns by is yours, except the optimiser.
#
# | network | reads | is taught by |
# |---|---|---|
# | encoder, RSSM | observations | all losses of the world model and **`replay_value_loss`**, through what the others make of its states |
# | decoder | state | **`reconstruction_loss`**: what was seen, in symlog space |
# | reward head | state | your `twohot_loss` |
# | continue head | state | **`continue_loss`**: γ, or 0 where the world has ended |
# | actor | state | **`actor_loss`** or **`dream_actor_loss`**, in dreams |
# | critic | state | **`critic_loss`** in dreams, **`replay_value_loss`** on what really happened |
#
# B sequences of T steps, N dreams of H steps, O numbers of an observation.

# %%
import torch
import torch.nn.functional as F
from IPython.display import display
from torch import Tensor

from dreamer import check, load_parts
from dreamer.lab.notebook_cells import once_written
from dreamer.lab.probe_environment import draw_probe, probe

# %% [markdown]
# ## The world model's losses
#
# {{world}}
#
# $$L_{world} = L_{obs} + L_{reward} + L_{continue} + 1\cdot\mathcal L_{dyn} + 0.1\cdot\mathcal L_{rep}$$
#
# each a number for every step, averaged over the batch. Two of the five you have not written yet.
#
# **Reconstruction.** The decoder draws what it believes to be seen, in symlog space: so your function is handed $\mathrm{symlog}(o)$ as its `target`, and
# squashes nothing itself. The loss is the squared
# error, **summed** over the O numbers. (Of a normal distribution whose variance is ½ it is the negative log-likelihood, but for a constant. A sum over
# variables, as in the KL, keeps the two in proportion whatever O is.)
#
# **Continue.** In a dream somebody has to say how much of what follows still counts. The head's logit becomes a probability that is taught to be
# $\gamma\,(1-\mathrm{terminal})$: so the dream's discount is what the head says, and γ is in it already. The loss is the cross-entropy to a target
# $y$ between 0 and 1, $-y\ln\sigma(l) - (1-y)\ln(1-\sigma(l))$, which must stay finite where the head is sure and wrong.


# %% exercise="world"
def reconstruction_loss(drawn: Tensor, target: Tensor) -> Tensor:
    """Squared error, summed over an observation's numbers.  [B, T, O] × 2 -> [B, T]

    target: symlog of what was seen; it stands still.
    reconstruction_loss([[[1., 2., 3.]]], [[[1., 0., 6.]]]) = [[13.]]
    """
    ### BEGIN SOLUTION
    return (drawn - target.detach()).pow(2).sum(dim=-1)
    ### END SOLUTION


def continue_loss(logit: Tensor, terminal: Tensor, gamma: float) -> Tensor:
    """Cross-entropy towards γ·(1 - terminal).  [B, T] × 2 -> [B, T]

    terminal: bool, or 0 and 1.
    """
    ### BEGIN SOLUTION
    target = gamma * (1 - terminal.to(logit.dtype))
    return target * F.softplus(-logit) + (1 - target) * F.softplus(logit)
    ### END SOLUTION


# %% check="world"
check("world", reconstruction_loss, continue_loss)

# %% [markdown]
# ## The actor's loss, in two ways
#
# {{actor}}
#
# A dream of H steps: `log_prob`, `entropy` and `returns` [N, H] belong to the states in which an action was chosen; `value` and
# `discount` [N, H+1] to all states, the last one too. A dream may have ended on the way. So each step counts less by γ than the one before it, and not at all once the dreamt world has ended:
#
# $$\omega_t = \prod_{i=0}^{t} d_i, \qquad t = 0 \dots H-1,$$
#
# the product of all discounts up to its own, and these stand still. The first state's own discount counts: a dream may begin in a state in which the world has
# ended, and then teaches nothing. That of the last state, in which nothing is chosen any more, is left out.
#
# **REINFORCE** makes an action more likely that did better than the critic had expected of the state it was chosen in:
#
# $$L_{actor} = -\,\omega\,\Big(\ln\pi(a)\,\mathrm{sg}\Big(\frac{R - v}{\mathrm{scale}}\Big) + \eta\,\mathcal H[\pi]\Big)$$
#
# It needs no gradient of the world model, works for any kind of action, and is noisy. The published DreamerV3 uses it alone.
#
# **Through the dream.** A dream is made of differentiable steps: state, action (a sample written as a function of the policy's parameters), next state, reward. So
# the return itself has a gradient to the action, and
#
# $$L_{dream} = -\,\omega\,\Big(\frac{R}{\mathrm{sg}(\mathrm{scale})} + \eta\,\mathcal H[\pi]\Big)$$
#
# walks uphill. That is much less noisy, and biased by whatever the model has wrong. Dreamer and DreamerV2 used it for continuous actions; the lab's presets take
# REINFORCE, and `actor_gradient=dynamics` or `both` (half of each) let you try the other.


# %% exercise="actor"
def actor_loss(
    log_prob: Tensor,
    entropy: Tensor,
    returns: Tensor,
    value: Tensor,
    scale: Tensor,
    discount: Tensor,
    eta: float,
) -> Tensor:
    """REINFORCE.  [N, H] × 3, value [N, H+1], scale [], discount [N, H+1], eta a number -> [N, H]

    Log-probability and entropy are taught; all else stands still.
    """
    ### BEGIN SOLUTION
    weight = torch.cumprod(discount, dim=1)[:, :-1].detach()
    advantage = (returns.detach() - value[:, :-1].detach()) / scale.detach()
    return -weight * (advantage * log_prob + eta * entropy)
    ### END SOLUTION


def dream_actor_loss(
    entropy: Tensor, returns: Tensor, scale: Tensor, discount: Tensor, eta: float
) -> Tensor:
    """The gradient through the dream.  [N, H] × 2, scale [], discount [N, H+1], eta a number -> [N, H]

    Here the returns are what teaches; scale and weights stand still.
    """
    ### BEGIN SOLUTION
    weight = torch.cumprod(discount, dim=1)[:, :-1].detach()
    return -weight * (returns / scale.detach() + eta * entropy)
    ### END SOLUTION


# %% check="actor"
check("actor", actor_loss, dream_actor_loss)

# %% [markdown]
# ## The critic's loss, and its slow copy
#
# {{critic}}
#
# The critic is taught the returns, by your `twohot_loss`. But returns are made of the critic's own values at the ends of dreams: it chases its own tail. So it is
# also held to a **slow critic**, a copy whose weights follow by 2 % at each update. Both cross-entropies are given:
#
# $$L_{critic} = \omega\,\big(\mathrm{CE}(v, R) + \beta\,\mathrm{CE}(v, \bar v)\big)$$
#
# with $\beta$ = `slow_scale`, and the weights ω of the actor's loss, which stand still here, too. Detach nothing else: in $\mathrm{CE}(v, \bar v)$ the slow
# critic is the target, and your `twohot_loss` has seen to it that no gradient gets there; the critic is to be taught by both.


# %% exercise="critic"
def critic_loss(
    towards_return: Tensor, towards_slow: Tensor, discount: Tensor, slow_scale: float = 1.0
) -> Tensor:
    """Both cross-entropies, weighed.  [N, H] × 2, discount [N, H+1] -> [N, H]

    The weights stand still; both cross-entropies teach.
    """
    ### BEGIN SOLUTION
    weight = torch.cumprod(discount, dim=1)[:, :-1].detach()
    return weight * (towards_return + slow_scale * towards_slow)
    ### END SOLUTION


# %% check="critic"
check("critic", critic_loss)

# %% [markdown]
# ## The critic on what really happened
#
# {{replay}}
#
# No dream ever corrects the values at the ends of dreams. Replay does. There the λ-return is made of rewards that were really earned, and its `bootstrap` at each step is not the critic's
# value but the return of a dream that began at that step. The same two cross-entropies, at each of a recording's steps from which a dream began, all of which really were reached. (Their gradient goes on into the RSSM and the encoder: what the critic needs to know, the states are to hold.) One kind of step does not count:
# where a recording ends (`last[:, t]`, the flag of step t itself), the λ-return of that step mixes in the next one, which belongs to another episode (notebook 3). There the loss
# is 0, of both cross-entropies; the published code does the same.


# %% exercise="replay"
def replay_value_loss(
    towards_return: Tensor, towards_slow: Tensor, last: Tensor, slow_scale: float = 1.0
) -> Tensor:
    """The critic's loss on replayed steps.  [B, T-1] × 2, last [B, T] -> [B, T-1]

    last: bool, or 0 and 1.
    """
    ### BEGIN SOLUTION
    counts = 1 - last[:, :-1].to(towards_return.dtype)
    return counts * (towards_return + slow_scale * towards_slow)
    ### END SOLUTION


# %% check="replay"
check("replay", replay_value_loss)

# %% [markdown]
# ## Does it learn?
#
# The world of notebook 3, whose optimum is known: two steps, and in each one of three cues to match. Actor and critic now learn from your own losses.

# %%
with once_written():
    parts = load_parts(".", here=globals())
    print(
        {
            id: origin
            for id, origin in parts.provenance.items()
            if id in ("world", "actor", "critic", "replay")
        }
    )
    result = probe(parts)
    display(draw_probe(result))
    print(result.verdict)

# %% [markdown]
# From now on notebook 4 and `day38 train` take them, too: the list of parts in notebook 4 says so. A run that was begun without them goes on with them.
#
# Try it: leave the `detach()` of the weights out of `actor_loss`, or the critic's value out of the advantage, and look at the probe.
# What does the check say, and what would you have seen in a day of training?
