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
# # 2 · The RSSM: a world small enough to think in
#
# A pianist can practise with her eyes closed: she knows what a finger does to a
# key and what she would hear. The recurrent state-space model (RSSM) is that
# knowledge. It keeps a memory `deter` [D] that it updates by a gated recurrent
# unit, and a guess `stoch` [S, K]: S categorical variables with K classes each, every one a one-hot vector.
# The **posterior** is the distribution of that guess with the observation in view, the **prior** without it;
# training pulls them together, so that the prior can later dream alone.
#
# Letters mean the same everywhere:
#
# | shape | of | letters |
# |---|---|---|
# | [B, T, …] | recordings | B sequences of T steps |
# | [N, …] | one step | N states side by side, as rows of a batch |
# | [N, H+1, …] | dreams | a start and H dreamt steps |
# | [N, D] | the memory `deter` | D units in G blocks: in the class `self.deter` and `self.blocks`, two integers |
# | [N, S, K] | the guess `stoch` | S variables with K classes: `self.stoch` and `self.classes` |
# | [N, E], [N, A] | an observation as the encoder gives it (`embed`), an action | |

# %%
import torch
from IPython.display import display
from torch import Tensor, nn

from dreamer import check, load_parts
from dreamer.lab.drawings import draw_core, draw_kl, draw_straight_through, explore_rssm
from dreamer.lab.notebook_cells import graded, once_written
from dreamer.lab.quiz import quiz
from dreamer.lab.world_model_demo import collect, foresight, learn, stretch
from dreamer.nets import BlockLinear, Layer, Linear
from dreamer.parts import State
from dreamer.pictures.dream import draw_dream, dream
from dreamer.style import figure_style

# %% [markdown]
# ## What goes wrong: a class that becomes impossible
#
# The **KL divergence** measures how wrong a distribution $p$ was, where $q$ turned out to be right:
# $\mathrm{KL}[q\,\|\,p] = \sum q\,(\ln q - \ln p)$, in nats. Where the prior was sure of class 0, and then
# class 1 comes, it has no bound:

# %%
for certainty in (5.0, 50.0, 200.0):
    seen, foreseen = torch.tensor([0.0, certainty]), torch.tensor([certainty, 0.0])
    kl = (seen.softmax(-1) * (seen.log_softmax(-1) - foreseen.log_softmax(-1))).sum()
    print(f"logits {certainty:.0f} apart: a KL of {kl.item():.0f}")

# %% [markdown]
# An ordinary step costs a few nats in all, so 200 from a single variable outweigh dozens of ordinary steps. So no class may become
# too improbable, and every distribution is mixed with 1 % of the uniform one (**unimix**).

# %%
quiz("least_likely")

# %% [markdown]
# ## Latents: categorical variables that a gradient can pass
#
# {{latents}}
#
# Distributions are mixed in sampling, in log-probabilities and in the KL alike. No class is then less likely than $0.01/K$, and no
# variable's KL larger than $\ln(K/0.01)$.
#
# A sample, the guess, is a one-hot vector. No gradient can pass through a draw. So the sample gets the gradient that the mixed probabilities
# would get if they stood in its place (**straight-through**).
#
# $$\mathrm{unimix}(l) = \ln\big((1-\rho)\,\mathrm{softmax}(l) + \rho/K\big), \qquad
#   z = \mathrm{onehot} + (p - \mathrm{sg}(p))$$
#
# with $\rho = 0.01$, $p$ the mixed probabilities, and sg (stop-gradient) PyTorch's `detach`. With the
# brackets $z$ is exactly 0 or 1; without them it is off by a rounding error, which no check minds.
#
# Logits travel **raw** through all that follows: `sample_onehot` (and later `kl_losses`) mixes them itself. How you draw
# is up to you (`torch.multinomial`, which wants a table with one row for each variable, a comparison with uniform numbers, …). Hand the `generator` on to the draw, so
# that a seed repeats it.

# %%
draw_straight_through()


# %% exercise="latents"
def unimix(logits: Tensor, ratio: float = 0.01) -> Tensor:
    """Log-probabilities of (1 - ratio)·softmax(logits) + ratio/K.  [..., S, K] -> [..., S, K]"""
    ### BEGIN SOLUTION
    return torch.log((1 - ratio) * torch.softmax(logits, -1) + ratio / logits.shape[-1])
    ### END SOLUTION


def sample_onehot(logits: Tensor, generator: torch.Generator | None = None) -> Tensor:
    """Draw one class per variable, straight-through.  Raw logits [..., S, K] -> one-hot [..., S, K]"""
    ### BEGIN SOLUTION
    probs = unimix(logits).exp()
    # An exponential race: class k wins with probability p_k.
    times = -torch.rand(probs.shape, generator=generator, device=probs.device).log()
    index = (probs.detach() / times).argmax(-1, keepdim=True)
    onehot = torch.zeros_like(probs).scatter_(-1, index, 1.0)
    return onehot + (probs - probs.detach())
    ### END SOLUTION


# %% check="latents"
check("latents", unimix, sample_onehot)

# %% [markdown]
# <details><summary>Why the straight-through gradient is wrong, and works</summary>
#
# Let $z$ be drawn from $p_\theta$ and $f(z)$ be what is made of it. What should be followed is the gradient of the expectation,
# $\nabla \mathrm E[f] = \sum_k f(e_k)\,\nabla p_k$, with $e_k$ the one-hot vector of class k. Straight-through follows instead
# $\sum_k \partial_k f(z)\,\nabla p_k$, at the $z$ that was drawn. The two agree where $f$ is linear: then
# $f(e_k) - f(e_j) = \partial_k f - \partial_j f$, and a constant added to all classes changes nothing, as $\sum_k \nabla p_k = 0$. Otherwise the true
# difference between two classes is replaced by its first-order guess: the gradient is **biased**, by what $f$ bends over a jump from one corner to another.
#
# Why use it? The unbiased alternative, REINFORCE, has only one number, $f(z)$, with which to blame or praise all S draws of all steps together; its
# variance drowns the signal. Straight-through tells each of the S·K entries what *it* would change, through the very layers that use
# it. And what follows a guess (a linear layer, then a norm) is nearly linear in one of 32 variables: the bias is small
# where the variance would be ruinous.
#
# </details>
#
# One variable of four classes, drawn ten thousand times: how often each came, beside
# how likely it is, with and without the uniform 1 %.

# %%
with once_written():
    logits = torch.tensor([4.0, 3.0, 0.0, -6.0])
    generator = torch.Generator().manual_seed(0)
    drawn = sample_onehot(logits.expand(10_000, 1, 4), generator).mean((0, 1))
    with figure_style() as plt:
        figure, ax = plt.subplots(figsize=(5, 2.6))
        place = torch.arange(4)
        ax.bar(place - 0.25, logits.softmax(-1), 0.25, label="softmax", color="#999999")
        ax.bar(place, unimix(logits[None])[0].exp(), 0.25, label="your mixture", color="#0072B2")
        ax.bar(place + 0.25, drawn, 0.25, label="your draws", color="#D55E00")
        ax.set(xticks=place, xlabel="class", ylabel="probability", yscale="log")
        ax.legend()
        plt.close(figure)
    display(figure)

# %% [markdown]
# ## The RSSM
#
# {{rssm}}
#
# The memory $h$ (`deter`) moves on from the memory, the guess and the action before; then the prior guesses from
# the memory alone, the posterior from the memory and the embedded observation $e$:
#
# $$h_t = f(h_{t-1}, z_{t-1}, a), \qquad
#   \hat z_t \sim p(\cdot \mid h_t), \qquad z_t \sim q(\cdot \mid h_t, e_t)$$
#
# where $a$ is the action that led from step $t-1$ to step $t$. Drawn out over time, with the observations in view and without
# (▶ plays it step by step):

# %%
explore_rssm()

# %% [markdown]
# **What is given.** A `Layer` is a linear map, a normalisation (RMS norm) and an activation (SiLU); `Linear` is the map alone, and
# `BlockLinear` is one for each block, a matrix with blocks on its diagonal and zeros elsewhere: the first D/G of D inputs reach the first block's outputs alone. A `Layer` with a number of blocks, as `mix`, has a
# `BlockLinear` in it. A
# `State(deter, stoch, logits)` is a named tuple. The layers and their names stand in the class; you write the five methods.
#
# **One step of memory: `core`.** The memory is cut into G blocks, each with a gated unit of its own, which
# is cheaper than one dense matrix.
#
# 1. The action is divided by $\max(1, |a|)$, number by number, in case somebody's policy leaves $[-1, 1]$; the divisor is
#    a constant for the gradient.
# 2. `in_deter` (of the whole memory), `in_stoch` (of the flattened guess) and `in_action` give `hidden` numbers
#    each, joined in this order.
# 3. Each block is handed its own D/G numbers of the memory, then a copy of all
#    that was joined: [N, G, D/G + 3·hidden], flattened to [N, …] for `mix`, which gives [N, D].
# 4. From that, `gates` makes [N, 3·D], block after block: of each block, first the D/G numbers of its reset $r'$, then those of
#    its candidate $c'$, then those of its update $u'$. As a view: [N, G, 3, D/G].
# 5. With all blocks joined again to [N, D] each,
#
# $$c = \tanh(\sigma(r')\cdot c'), \quad u = \sigma(u' - 1), \quad h_t = u\,c + (1-u)\,h_{t-1}$$
#
# The −1 lets a fresh network keep most of its memory: σ(−1) is 0.27.

# %%
draw_core()

# %% [markdown]
# **`prior` and `posterior`** give raw logits [..., S, K], each by its `…_hidden` layers and then its `…_logits`. The posterior's
# layer takes deter and embed, joined in this order.
#
# **`observe`** follows what really happened. `action[:, t]` is the action that led **into** step t (`action[:, 0]` into the first, from the given `state`). Where `is_first` says
# that an episode begins, memory, guess and action are 0 before `core` runs, in that row of the
# batch alone. Each step's State holds the posterior's raw logits and a sample of them. Without a `state` it begins from `initial`.
#
# **`imagine`** asks a policy for actions, and the prior guesses what comes. Here `action[:, t]` is chosen **in** state t and leads
# to state t+1. Each new State holds the prior's raw logits and a sample of them; the first state of the dream is the start, unchanged.
#
# In both, hand the `generator` on to every draw, and detach nothing: a later step may teach the earlier ones. (Where a dream must not
# teach the world model, the agent's losses see to that.)

# %%
quiz("half_a_reset")
quiz("one_step_of_observe")


# %% exercise="rssm"
class RSSM(nn.Module):
    """Recurrent state-space model with a block-diagonal GRU.

    deter D, hidden units, stoch S variables, classes K, blocks, embed E, action A.
    """

    def __init__(
        self,
        deter: int,
        hidden: int,
        stoch: int,
        classes: int,
        blocks: int,
        embed: int,
        action: int,
    ):
        super().__init__()
        self.deter, self.stoch, self.classes, self.blocks = deter, stoch, classes, blocks
        self.in_deter = Layer(deter, hidden)
        self.in_stoch = Layer(stoch * classes, hidden)
        self.in_action = Layer(action, hidden)
        self.mix = Layer(deter + blocks * 3 * hidden, deter, blocks)
        self.gates = BlockLinear(deter, 3 * deter, blocks)
        self.prior_hidden = nn.Sequential(Layer(deter, hidden), Layer(hidden, hidden))
        self.prior_logits = Linear(hidden, stoch * classes)
        self.posterior_hidden = Layer(deter + embed, hidden)
        self.posterior_logits = Linear(hidden, stoch * classes)

    def initial(self, batch: int) -> State:
        """The state before anything was seen: zeros.  -> State [B, …]"""
        zeros = self.gates.bias.new_zeros  # of the same type, on the same device
        stoch = (batch, self.stoch, self.classes)
        return State(zeros(batch, self.deter), zeros(stoch), zeros(stoch))

    def core(self, deter: Tensor, stoch: Tensor, action: Tensor) -> Tensor:
        """One step of memory.  [N, D], [N, S, K], [N, A] -> [N, D]"""
        ### BEGIN SOLUTION
        N, G = len(deter), self.blocks
        action = action / action.detach().abs().clamp(min=1)
        joined = torch.cat(
            [self.in_deter(deter), self.in_stoch(stoch.flatten(-2)), self.in_action(action)], -1
        )
        # each block sees its own part of the memory and all of the rest: [N, G, D/G + 3·hidden]
        blocks = torch.cat(
            [deter.unflatten(-1, (G, -1)), joined.unsqueeze(1).expand(-1, G, -1)], -1
        )
        gates = self.gates(self.mix(blocks.reshape(N, -1)))
        # the gates are split within each block: [N, G, 3, D/G]
        reset, candidate, update = gates.view(N, G, 3, -1).unbind(2)
        candidate = torch.tanh(torch.sigmoid(reset) * candidate).reshape(N, -1)
        update = torch.sigmoid(update - 1).reshape(N, -1)
        return update * candidate + (1 - update) * deter
        ### END SOLUTION

    def prior(self, deter: Tensor) -> Tensor:
        """Guess without looking.  [..., D] -> logits [..., S, K]"""
        ### BEGIN SOLUTION
        logits = self.prior_logits(self.prior_hidden(deter))
        return logits.unflatten(-1, (self.stoch, self.classes))
        ### END SOLUTION

    def posterior(self, deter: Tensor, embed: Tensor) -> Tensor:
        """Guess with the observation in view.  [..., D], [..., E] -> logits [..., S, K]"""
        ### BEGIN SOLUTION
        logits = self.posterior_logits(self.posterior_hidden(torch.cat([deter, embed], -1)))
        return logits.unflatten(-1, (self.stoch, self.classes))
        ### END SOLUTION

    def observe(
        self,
        embed: Tensor,
        action: Tensor,
        is_first: Tensor,
        state: State | None = None,
        generator: torch.Generator | None = None,
    ) -> State:
        """Follow a sequence that really happened.

        embed [B, T, E], action [B, T, A], is_first [B, T] of bool or 0 and 1,
        state [B, …] before the first step -> State [B, T, …].
        action[:, t] led into step t; where is_first, memory, guess and action start from 0.
        """
        ### BEGIN SOLUTION
        B, T = is_first.shape
        state = state or self.initial(B)
        deter, stoch = state.deter, state.stoch
        keep = (~is_first.bool()).to(embed.dtype).unsqueeze(-1)  # [B, T, 1]
        action = action * keep
        steps = []
        for t in range(T):
            deter = self.core(deter * keep[:, t], stoch * keep[:, t, :, None], action[:, t])
            logits = self.posterior(deter, embed[:, t])
            stoch = sample_onehot(logits, generator)
            steps.append(State(deter, stoch, logits))
        return State(*(torch.stack(values, 1) for values in zip(*steps, strict=True)))
        ### END SOLUTION

    def imagine(
        self,
        state: State,
        policy,
        horizon: int,
        generator: torch.Generator | None = None,
    ) -> tuple[State, Tensor]:
        """Dream `horizon` steps from each start, without looking.

        state [N, …], policy(State [N, …]) -> action [N, A]
        -> State [N, H+1, …] beginning with the start, action [N, H, A].
        """
        ### BEGIN SOLUTION
        steps, actions = [state], []
        for _ in range(horizon):
            action = policy(state)
            deter = self.core(state.deter, state.stoch, action)
            logits = self.prior(deter)
            state = State(deter, sample_onehot(logits, generator), logits)
            steps.append(state)
            actions.append(action)
        states = State(*(torch.stack(values, 1) for values in zip(*steps, strict=True)))
        return states, torch.stack(actions, 1)
        ### END SOLUTION


# %% check="rssm"
check("rssm", RSSM)

# %% [markdown]
# ## The KL that trains both
#
# {{kl}}
#
# The world model is trained to foresee (the prior moves towards the posterior) and
# to be foreseeable (the posterior moves towards the prior, more gently). The two losses
# have the same value and differ in who stands still:
#
# $$\mathcal L_{dyn} = \max(1, \mathrm{KL}[\,\mathrm{sg}(q)\,\|\,p\,]), \qquad
#   \mathcal L_{rep} = \max(1, \mathrm{KL}[\,q\,\|\,\mathrm{sg}(p)\,])$$
#
# Both arguments are raw logits; the KL is that of their mixtures, and is summed over the S variables first. The 1 is
# `free_nats`: as long as a whole step's KL is below one nat, the loss stays at 1 and teaches nobody. Without it, the
# two might come to agree on a guess that says nothing, and the posterior would ignore the observation. The weights of the two losses (1 for dyn, 0.1 for rep) come later, where all losses are added.

# %%
draw_kl()
quiz("free_nats")


# %% exercise="kl"
def kl_losses(posterior: Tensor, prior: Tensor, free_nats: float = 1.0) -> tuple[Tensor, Tensor]:
    """Dynamics and representation loss.  [B, T, S, K] × 2 -> (dyn, rep), each [B, T]"""

    ### BEGIN SOLUTION
    def kl(q_logits: Tensor, p_logits: Tensor) -> Tensor:
        q, p = unimix(q_logits), unimix(p_logits)
        return (q.exp() * (q - p)).sum((-2, -1))

    dyn = kl(posterior.detach(), prior)
    rep = kl(posterior, prior.detach())
    return dyn.clamp(min=free_nats), rep.clamp(min=free_nats)
    ### END SOLUTION


# %% check="kl"
check("kl", kl_losses)

# %% [markdown]
# <details><summary>Why one KL is taken apart into two</summary>
#
# The world model maximises a bound on the likelihood of what was seen (the ELBO): reconstruct well, and keep $\mathrm{KL}[q\,\|\,p]$ small. One KL has two ways
# of getting smaller: $p$ learns to foresee what $q$ sees, or $q$ stops saying what $p$ cannot foresee. Early in training $p$ knows nothing, the second way is
# the short one, and the model would learn to see less. As
#
# $$\nabla\,\mathrm{KL}[q\,\|\,p] = \nabla\,\mathrm{KL}[q\,\|\,\mathrm{sg}(p)] + \nabla\,\mathrm{KL}[\mathrm{sg}(q)\,\|\,p],$$
#
# the two ways can be weighted separately: 1 for the prior, 0.1 for the posterior (**KL balancing**). For the prior, KL and cross-entropy have the same gradient: it is taught like a
# classifier whose labels are the posterior's probabilities. The posterior's small weight remains, as a guess that nobody could ever foresee is useless in a dream.
# With all weights 1 the sum is the ELBO's gradient again; so the balance gives up the bound, and keeps what it was for.
#
# </details>
#
# Two guesses about one variable drift apart: one has the logits (a, 0), the other (0, a). The loss stays flat
# until their KL has reached one nat: what lies below is free, and teaches nobody.

# %%
with once_written():
    apart = torch.linspace(0, 6, 61)
    posterior = torch.stack([apart, torch.zeros(61)], -1)[None, :, None]  # [1, 61, 1, 2]
    dyn, rep = kl_losses(posterior, posterior.flip(-1))
    exact, _ = kl_losses(posterior, posterior.flip(-1), free_nats=0.0)
    with figure_style() as plt:
        figure, ax = plt.subplots(figsize=(5, 2.8))
        ax.plot(apart, exact[0], color="#999999", linestyle="--", label="the KL itself")
        ax.plot(apart, dyn[0], color="#0072B2", label="your loss, one nat free")
        ax.set(xlabel="a", ylabel="nats")
        ax.legend()
        plt.close(figure)
    display(figure)

# %% [markdown]
# ## A world model and nothing else
#
# Now your RSSM meets a body. Walkers move at random for 64,000 env steps (some seconds); then the world model
# alone (your parts, an encoder, a decoder and a reward head; no actor, no critic) learns from what they
# saw, in 4,000 updates. The bar says how many minutes they take here. Watch it: `obs` is what is left unexplained of the observation, `dyn` how far the
# prior is from the posterior.

# %%
with once_written():
    parts = load_parts(".", here=globals(), needed=["symlog", "twohot", "latents", "rssm", "kl"])
    replay = collect()
    world = learn(replay, parts, updates=0 if graded() else 4000)

# %% [markdown]
# Then it is asked to close its eyes. For ten steps it sees the walker (the posterior); from the dashed
# line on it is told only which actions were taken, and the prior dreams what they lead to. The numbers below the figure are of
# 512 such stretches: which share of the variance the model has wrong.

# %%
with once_written():
    steps, before, _ = stretch(replay, seed=0)
    display(draw_dream(dream(world, steps, before)))
    missed, _ = foresight(world, replay)
    for ahead in (0, 1, 5, 20):
        print(f"{ahead:2} steps after the eyes were closed: {missed[ahead].item():.0%} missed")

# %% [markdown]
# Eight dreams are drawn, thin, with their mean; where they part, the model is not sure. From the actions alone they
# follow the height of the torso for twenty steps of 0.1 s. They foresee when its forward speed jolts, but not how hard: the model draws them too small even with open eyes, as its error is measured in symlog space, where large numbers count
# less. Over many stretches, the error grows at once where the eyes are closed, and then slowly (of the variance, ours missed 11 % with open eyes, 44 % a step later, 60 % after 5 and 71 % after 20): a body that lies on the ground soon forgets how it came
# there, and so small errors die out. A body that balances does not forget: there, as notebook 5 will show, dreams part after
# six to ten steps. That is one reason why Dreamer imagines 15 steps and not 150, and why the next notebook asks how far
# a dream is to be trusted.
#
# Try another stretch (`seed=1` in the last cell), or a model that has learnt from 400 updates instead of
# 4,000 (`updates` in the one before): that one is off even with open eyes, which is no mistake of yours.
#
# **Next:** [3 · λ-returns](03_returns.ipynb)
