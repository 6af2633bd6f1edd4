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
# # 4 · Your own agent learns to walk
#
# The functions that you wrote now become one agent, and the agent learns to walk. Then you set
# it beside PPO, the method that most of robot learning uses, and ask of both: how much experience did it
# take, and how much of your time?
#
# Save notebooks 1 to 3 first (Ctrl+S): the parts are read from their files.

# %%
from pathlib import Path

from IPython.display import Image, display

import dreamer
from dreamer.curves import by_method, draw_comparison, own_curves, shipped_curves, summary
from dreamer.notebook import graded, once_written
from dreamer.widgets import explore_curves

# %% [markdown]
# ## Whose parts?
#
# Each exercise's source, and whose it is. A part that is not written yet is named here, and the agent
# cannot start without it.

# %%
with once_written():
    parts = dreamer.load_parts(".")
    for exercise, origin in parts.provenance.items():
        print(f"{exercise:8} {origin}, {parts.digests[exercise][:8]}")

# %% [markdown]
# ## Training
#
# Two presets serve the lab. `smoke` is the first few minutes of `laptop`: enough to leave a random policy
# behind, and to see that all is well. `laptop` is the whole of it. Before a run begins it says how
# many minutes it takes here, and where the recorded runs stood at its end.
#
# Begin with `smoke`. Then write `laptop` for it and run the cell again; read on meanwhile, or open notebook 5.
# You may stop at any moment (■ above): the same cell goes on where it stopped, also when the
# kernel or the machine was restarted.

# %%
PRESET = "smoke"  # then "laptop"
RUN = Path("runs") / PRESET

with once_written():
    trainer = dreamer.Trainer("dmc_walker_walk", config=PRESET, parts=parts, logdir=RUN)
    if not graded():  # a grader looks at what was trained, and trains nothing
        metrics = trainer.train()
        print(f"{metrics['env_steps']:,} env steps, {metrics['wall_seconds'] / 60:.0f} minutes")

# %% [markdown]
# While it learns, TensorBoard shows what goes on inside: in a terminal, `tensorboard --logdir runs`. Look
# for `loss/obs` (falls quickly), `loss/dyn` (stays above 1: the free nat), `dream/return` (rises), and
# `dream/entropy_per_action` (falls slowly; a policy that is sure of itself too soon stops learning).
#
# ## How good is it?
#
# During training the policy explores, so its returns there are lower than it can do. Here are
# episodes of the policy's mode, with seeds that training never used.

# %%
with once_written():
    result = trainer.evaluate(episodes=2 if graded() else 10)
    print(
        f"{result['episodes']} episodes: {result['mean']:.0f} ± {result['std']:.0f}, "
        f"median {result['median']:.0f}, from {result['min']:.0f} to {result['max']:.0f}"
    )

# %% [markdown]
# ## Beside PPO
#
# The figure of the day: on the left what each method makes of its experience, on the right what it makes of
# your minutes. The PPO curves and the DreamerV3 curves that come with the lab were recorded on two cores of a
# server; thin lines are single runs.

# %%
runs = shipped_curves()
if (RUN / "curve.csv").exists():
    runs += own_curves(RUN)
figure = draw_comparison(runs, "figures/day38_dreamer_vs_ppo.png")
figure

# %%
for method in ("DreamerV3", "PPO", "your run"):
    if method in by_method(runs):
        for axis in ("env_steps", "wall_seconds"):
            print(f"{method}, {axis}: {summary(by_method(runs)[method], axis)}")

# %% [markdown]
# The same curves to play with: choose methods, the x axis, and how much is smoothed. Without smoothing
# a single lucky episode crosses 700 early; with much of it, a curve that rises lags behind what the agent can do.

# %%
explore_curves(RUN)

# %% [markdown]
# ## Watch it
#
# First the agent that comes with the lab, then yours. (Where nothing can draw, the cell says what to install.)

# %%
with once_written():
    display(Image(dreamer.watch(out="runs/shipped.gif", parts=".")))
    if trainer.updates:
        display(Image(dreamer.watch(RUN, "runs/mine.gif", parts=".")))

# %% [markdown]
# ## Three questions
#
# Two to five sentences each, with numbers from your own figure. Your instructor reads these.
#
# {{sample_efficiency}}
#
# **Sample efficiency.** How many env steps did DreamerV3 and PPO take to reach a return of 300 and of
# 700? Where does the difference come from: what does each of them do with a step of experience before it is
# thrown away?

# %% [markdown] question="sample_efficiency"
# In the recorded runs DreamerV3 reaches 700 with several times fewer env steps than PPO. PPO uses each step for a
# few gradient steps of one update and then discards it, as it may only learn from its current
# policy. Dreamer keeps each step in replay, uses it to improve the world model again and again, and from every
# replayed state imagines 15 further steps, which cost no experience at all.

# %% [markdown]
# {{wall_clock}}
#
# **Wall-clock.** Which of the two would you choose on this machine, if only your minutes counted? And
# if each env step were taken by a real robot, at 40 control steps a second? Compute how long the robot would have to
# run for each.

# %% [markdown] question="wall_clock"
# In simulation PPO: its steps are nearly free here, so it reaches the same return in fewer minutes, although it needs
# several times more of them. On a robot, 1.65 million steps at 40 a second are over 11 hours of running,
# without the pauses after falls; half a million are about 3 hours and a half. There experience is the
# expensive part, and the computation can happen meanwhile.

# %% [markdown]
# {{trust}}
#
# **How far to trust one run.** Your run is one seed. What in the figure tells you how much another seed could
# differ, and what would you do before you wrote "A is better than B" in a paper?

# %% [markdown] question="trust"
# The thin lines show single seeds: they differ by much at the same number of steps, so one run
# says little. I would train several seeds of both methods with the same budget, choose the settings on other seeds than
# those I report, show all runs with an interval that says what it covers, and give both axes.

# %% [markdown]
# **Afterwards:** [5 · Open the dream](05_open_the_dream.ipynb)
