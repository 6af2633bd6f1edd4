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
# # Day 38 · DreamerV3: practising in one's head
#
# A pianist on a train goes through a piece without a piano. She knows what each
# key would sound like, hears a passage go wrong, and changes her fingering before she
# has touched anything. DreamerV3 learns to do that: from experience it learns a
# **world model**, and then it practises inside the model, where a second of
# walking costs a millisecond and a fall costs nothing.
#
# Today you write the four ideas that make it work, and an agent assembled **from your own cells**
# learns to walk on this machine.
#
# | part of the day | what you do | minutes |
# |---|---|---|
# | reading | this notebook, and the paper's abstract and first figure | 30 |
# | code reading | the official implementation, with the guide below | 45 |
# | lab | notebooks 1 to 3: seven exercises | 110 |
# | training | notebook 4: your agent walks, beside a PPO (most of it is waiting; read on meanwhile) | 60 |
# | afterwards | notebook 5: open the dream and look inside (not graded) | 45 |

# %% [markdown]
# ## Is everything here?
#
# The next cell uses every package that the day needs, and says in plain words what
# is wrong where one does not work.

# %%
from dreamer.doctor import examine

examine()

# %% [markdown]
# ## The words
#
# - **World model**: a network that predicts what will be seen and earned after an action.
# - **RSSM** (recurrent state-space model): the world model's core. A memory that moves on step by step,
#   and a guess of what the memory cannot know.
# - **Imagination**: trajectories that the world model makes up, with actions that the policy
#   chooses. Actor and critic learn from them.
# - **Actor, critic**: the actor chooses actions; the critic says how much reward to expect from
#   a state on.
# - **Symlog**: a logarithm for both signs that leaves small numbers alone.
# - **Twohot**: a number written as weights on two neighbouring bins, so that predicting it becomes a
#   classification.
# - **λ-return**: the sum of rewards to come, part imagined, part the critic's word.
# - **Sample efficiency**: how much an agent makes of each step of experience. Its counterpart is
#   **wall-clock**: what it makes of each minute. You will measure both.
# - **DreamerV3** (Hafner, Pasukonis, Ba, Lillicrap; Nature 2025): the agent of today. One set of settings for
#   more than 150 tasks.
# - **DayDreamer** (Wu, Escontrela, Hafner, Goldberg, Abbeel; 2022): Dreamer on real robots. A quadruped learns to
#   walk in an hour, without a simulator.
# - **R²-Dreamer** (Morihira and others; 2026): *redundancy-reduced* world models, which learn without
#   a decoder. The R is for redundancy, not for a robot.
#
# Two things that are often told wrongly: the actor of the Nature version learns by REINFORCE
# with normalised advantages, for continuous actions too (there is no PPO in it, and no gradient through
# the dynamics); and `continue` is false where the *world* ends, not where a time limit stops the recording.

# %% [markdown]
# ## Reading the official code
#
# <https://github.com/danijar/dreamerv3> is small. Keep these questions at hand:
#
# | file | look for |
# |---|---|
# | `dreamerv3/rssm.py` | `_core`: where is the action normalised, and how do the blocks get their inputs? `loss`: which side of each KL carries the stop-gradient, and where do the free nats come in? |
# | `dreamerv3/agent.py` | `imag_loss`: what is an advantage divided by? `repl_loss`: why does the critic also learn from replay? |
# | `embodied/jax/outs.py` | `TwoHot.pred`: how is a sum of 255 bins kept from rounding to something that is not 0? `OneHot`: where does unimix enter? |
# | `embodied/jax/heads.py` | which head predicts what, and what is scaled to 0 at the start? |
# | `embodied/jax/nets.py` | `BlockLinear`, and the norm before each activation |
# | `embodied/jax/opt.py` | the order of clipping, scaling and momentum |
#
# Each of the exercises below is one of these places, and yours is compared with what the official
# code computes.

# %% [markdown]
# ## How an exercise works
#
# A box says how hard it is, what it is worth and about how long it takes. Then come the idea, the
# formula, and a cell that ends in `raise NotImplementedError`: replace that line. The
# cell below it is a **check**. It says *not started*, *not yet* (with what holds, the first thing that does not,
# and the mistake that it looks like), or *passed*. Then there is a picture, drawn by your own
# function.
#
# The checks here are the visible ones. When your work is graded, the same questions come
# again with other numbers.

# %%
from dreamer.checks.panel import panel

print(panel())

# %% [markdown]
# ## Your minutes
#
# How long training will take on this machine, measured with your own parts. The cell takes a
# few seconds, and waits until notebooks 1 to 3 are done.

# %%
from dreamer import load_parts
from dreamer.doctor import budget
from dreamer.notebook import once_written

with once_written():
    budget(load_parts("."))

# %% [markdown]
# **Begin:** [1 · Symlog and twohot](01_symlog_twohot.ipynb)
