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
# **The task** is `walker_walk` of the DeepMind Control Suite: a torso on two legs, in a plane, with six joints. The agent sees 24 numbers (how each part
# is turned, how high the torso is, all velocities) and chooses six torques between −1 and 1. At each of 40 moments a second it earns between 0 and 1: the more
# upright it is, the more, and most of it only if it also moves forward at 1 m/s. An episode lasts 25 seconds, so no return is above 1000. Nobody tells it what a step is.
#
# | idea | the question that it answers | exercises |
# |---|---|---|
# | **symlog** | How can one network take in numbers of any size? | `symlog` |
# | **twohot** | How can it predict numbers of any size? | `twohot` |
# | **RSSM** | How can a world be made small enough to think in? | `latents`, `rssm`, `kl` |
# | **λ-return** | How far should a dream be trusted? | `returns`, `scale` |
#
# | part of the day | what you do | minutes |
# |---|---|---|
# | reading | this notebook, and the abstract and first figure of the [paper](https://doi.org/10.1038/s41586-025-08744-2) | 30 |
# | lab | notebooks 1 to 3: seven exercises, which take about 110 minutes by themselves | 140 |
# | training | notebook 4: your agent walks, beside a PPO (most of it is waiting; how long on your machine: at the end of this notebook) | 60 |
# | code reading | the official implementation, with the guide below: within those 60 minutes, while your agent trains | (45) |
# | afterwards | not graded: notebook 5, open the dream and look inside; notebook 6, the rest of the agent | 45; 55 |

# %% [markdown]
# ## Is everything here?
#
# The next cell uses every package that the day needs, and says in plain words what
# is wrong where one does not work.

# %%
from dreamer.lab.doctor import examine

_ = examine()

# %% [markdown]
# ## The words
#
# To look up; each is explained where it is needed. [Symbols and shapes](../../docs/symbols.md) are on a page of their own.
#
# - **Observation, state**: what the agent is shown; what it makes of that and of all before. **Logits**: the numbers that a softmax turns into probabilities.
# - **Return**: the sum of the rewards that follow (later ones counting less: *discounted*, by a factor γ a step). **Value**: the return that is to be expected.
# - **World model**: a network that predicts what will be seen and earned after an action, and whether
#   the episode goes on.
# - **RSSM** (recurrent state-space model): the world model's core. A memory (`deter`, as it is deterministic) that moves on step by step,
#   and a guess (`stoch`, as it is drawn; papers call it the *latent*) of what the memory cannot know. The **prior** guesses from the memory alone,
#   the **posterior** with the observation in view.
# - **Imagination**: trajectories that the world model makes up, with actions that the policy
#   chooses. The actor learns from them alone; the critic mostly, and also from what really happened.
# - **Encoder, decoder, heads**: its smaller networks. The encoder reads observations, the decoder draws them again from a state, and heads predict rewards
#   and whether the episode goes on.
# - **Actor, critic**: the actor (also called the policy) chooses actions; the critic estimates the value of a state.
# - **Replay**: the store of everything that happened, from which the world model learns again and again.
# - **Symlog**: a logarithm for both signs that leaves small numbers alone.
# - **Twohot**: a number written as weights on two neighbouring bins, so that predicting it becomes a
#   classification.
# - **λ-return**: an estimate of the return, partly from imagined rewards, partly from the critic.
#   An action's **advantage** is the return after it minus the critic's estimate.
# - **Stop-gradient**: what stands still while something else is taught; PyTorch's `detach`.
# - **Env step**: one control step of the simulator; the walker makes 40 a second. A **policy step** is one
#   decision of the actor. An action is held for a few env steps (the *action repeat*), here for 4, so four env
#   steps make a policy step.
# - **Sample efficiency**: what return an agent reaches after a given number of env steps. Its counterpart is
#   **wall-clock**: what it reaches after a given number of minutes. You will measure both.
# - **PPO** (proximal policy optimisation; Schulman and others, 2017): an agent without a world model, with which most
#   walking robots are trained in simulation. You will compare yours with it.
# - **DreamerV3** (Hafner, Pasukonis, Ba, Lillicrap; *Mastering diverse control tasks through world models*, Nature 2025):
#   the agent of today. One set of settings for more than 150 tasks.
# - **DayDreamer** (Wu, Escontrela, Hafner, Goldberg, Abbeel; 2022): Dreamer, in its second version, on real robots. A
#   quadruped learns to walk from scratch in about an hour, without a simulator.
# - **R²-Dreamer** (Morihira and others; 2026): *redundancy-reduced* world models, which learn without
#   a decoder. The two Rs are those of redundancy reduction, and do not stand for a robot.
#
# Two common misconceptions. The actor of the Nature version learns by REINFORCE (make the
# actions that turned out well more likely, in proportion to their advantage), for continuous actions too: there is
# no PPO in it, and no gradient through the dreamt steps. And the world model's `continue` is false where the
# *world* ends, not where a time limit stops the recording.

# %% [markdown]
# ## Reading the official code
#
# <https://github.com/danijar/dreamerv3> is small. Read it after the exercises, while your agent
# trains: by then you will know nearly every word in this table, and can compare how its authors wrote what you wrote.
#
# | file | look for | you wrote |
# |---|---|---|
# | `embodied/jax/nets.py` | `symlog`; `BlockLinear`, and the norm before each activation | `symlog` |
# | `embodied/jax/outs.py` | `TwoHot.pred`: how is a sum of 255 bins kept from rounding to something that is not 0? `Categorical`: where does unimix enter, and who uses the mixed logits? | `twohot`, `latents` |
# | `dreamerv3/rssm.py` | `_core`: where is the action normalised, and how do the blocks get their inputs? `loss`: which side of each KL carries the stop-gradient, and where do the free nats come in? | `rssm`, `kl` |
# | `dreamerv3/agent.py` | `lambda_return`; `imag_loss`: what is an advantage divided by? `repl_loss`: why does the critic also learn from replay? | `returns` |
# | `embodied/jax/utils.py` | `Normalize`: what does it keep, and how fast does that move? | `scale` |
# | `embodied/jax/heads.py` | which head predicts what? | |
# | `embodied/jax/opt.py` | clipping, scaling and momentum: in which order does `agent.py` chain them? | |
#
# Your functions are compared with what this code computes.

# %% [markdown]
# ## How an exercise works
#
# A box says how hard it is, what it is worth and about how long it takes. Then come the idea, the
# formula, and a cell with one or more lines `raise NotImplementedError`: replace them. The
# cell below it is a **check**. It says *not started*, *not yet* (with what holds, the first thing that does not,
# the likely mistake where it knows one, and a hint: a further one each time), or *passed*. The points of an exercise
# are shared evenly among its functions, and a function has its share when it passes all of its tests. Then there is a picture,
# drawn by your own function. Cells that need a function which is not written yet (`with once_written():`) say so and
# wait; the notebook always runs on.
#
# There are 120 points: 90 for the seven exercises, and in notebook 4 10 for three written answers and 20 for the agent that you train. The tests here are the visible
# ones. When your work is graded, they come again with other numbers.
#
# Between the exercises stand **questions** that give no points: commit yourself to an answer, and it is told at once whether it is
# right and why. Predict, then run.
#
# Later notebooks read your functions from the files of the earlier ones, so save a notebook (Ctrl+S) when you leave it.
# The panel shows what each check said when it last ran:

# %%
from dreamer.lab.checks.learner_progress import panel
from dreamer.lab.quiz import standing

print(panel())
print(standing())

# %% [markdown]
# And this is the agent that they become. A part turns green when its check has passed (run the cell again):

# %%
from dreamer.lab.drawings import draw_training_loop

draw_training_loop()

# %% [markdown]
# ## Your minutes
#
# How long training in notebook 4 will take on this machine, so that you can plan for it:

# %%
from dreamer.lab.doctor import budget, outlook

outlook()

# %% [markdown]
# Once notebooks 1 to 3 are done, the next cell measures it with your own parts: a short run (`smoke`) and the lab's (`laptop`).

# %%
from dreamer import load_parts
from dreamer.lab.notebook_cells import once_written

with once_written():
    budget(load_parts("."))

# %% [markdown]
# **Begin:** [1 · Symlog and twohot](01_symlog_twohot.ipynb)
