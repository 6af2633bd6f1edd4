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
# it beside PPO, with which most walking robots are trained in simulation, and ask of both: how much experience
# did it take, and how much time?
#
# PPO (proximal policy optimisation; Schulman and others, 2017) has no world model. It lets its current policy act for a while, goes
# over those steps a few times to improve the policy by a little, throws them away, and begins again. Dreamer keeps all
# steps in replay and teaches its world model with them again and again.
#
# | | |
# |---|---|
# | env step | one control step of the simulator, 25 ms of walking. Curves count these |
# | policy step | one decision of the actor, held for 4 env steps by the lab's presets |
# | episode | 1000 env steps, each worth 0 to 1: so 1000 is the most there is, a random policy gets 40, and standing still at most 167 |
#
# Save notebooks 1 to 3 first (Ctrl+S): the parts are read from their files.

# %%
from pathlib import Path

from IPython.display import HTML, display

import dreamer
from dreamer.alt_text import html_image
from dreamer.lab.checks import doubts
from dreamer.lab.notebook_cells import graded, once_written, own_seed
from dreamer.lab.quiz import quiz
from dreamer.lab.widgets import explore_curves
from dreamer.pictures.comparison import draw_comparison
from dreamer.pictures.live_view import live_view
from dreamer.training.curves import by_method, own_curves, summary
from dreamer.training.shipped_runs import shipped_curves

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
    if not graded():
        print("\n".join(doubts(parts)))  # parts that lose points in their checks

# %% [markdown]
# ## Training
#
# Two presets (named sets of settings) serve the lab. `smoke` stops after a few minutes: enough to leave a random policy
# behind, and to see that all is well. `laptop` has the same settings and goes on to the end. They are two runs, each with a
# folder of its own. Before a run begins it says how many minutes it takes here, and where the recorded runs stood at its end.
#
# Begin with `smoke`. Then write `laptop` for it, run the cell again, and read the official code meanwhile; at its end, run the cells
# below once more. You may stop at any moment (■ above): the same cell goes on where it stopped, also when the
# kernel or the machine was restarted. So does a terminal: `day38 train --preset laptop` trains this very run.
#
# It learns from the first second on. Meanwhile a second process compiles your functions (`torch.compile`) and hands them over stage
# by stage, so after some minutes updates are about twice as fast.

# %%
quiz("how_often")
quiz("one_update")

# %%
PRESET = "smoke"  # then "laptop"
RUN = Path("runs") / PRESET
SEED = own_seed()  # drawn once for you, so that the runs of a class are independent

with once_written():
    trainer = dreamer.Trainer("dmc_walker_walk", SEED, PRESET, parts, RUN)
    if not graded():  # a grader looks at what was trained, and trains nothing
        with live_view(RUN, "."):
            metrics = trainer.train()
        print(f"{metrics['env_steps']:,} env steps, {metrics['wall_seconds'] / 60:.0f} minutes")
        if metrics["episode_return"] is not None:
            print(f"return over the last 20,000 env steps: {metrics['episode_return']:.0f}")

# %% [markdown]
# The figure above moves while it learns: your run over PPO's and the recorded ones, and about each minute the walker as a stick
# figure. On the left is what it did; on the right what your world model makes of the same stretch: for one second its eyes are open,
# then it dreams on from the actions alone. Early dreams fly apart at once; watch how long they hold later. In a terminal,
# `day38 train --live` shows the same on a page. TensorBoard shows what goes on inside: in a terminal, `tensorboard --logdir runs`. Look
# for `loss/obs` (falls quickly), `loss/dyn` (never falls below 1: the free nat), `dream/return` (rises), and
# `dream/entropy_per_action` (falls slowly; a policy that is sure of itself too soon stops exploring). After 12,000 updates the
# `laptop` preset makes actor and critic anew, over the world model learnt by then: the return drops, and within
# minutes is higher than before. What they learnt in the poor early model had become a habit.
#
# That fresh start belongs to the lab. The algorithm is the published one; what it is set to is not, as that needs many hours on two cores:
#
# | setting | official, smallest size | `laptop` | why |
# |---|---|---|---|
# | units of memory; blocks | 512; 8 | 128; 4 | an update is mostly the overhead of small operations |
# | batch | 16 × 64 steps | 32 × 8 | as many steps in fewer operations; replay brings what came before |
# | action repeat | 1 | 4 | a dream of 15 steps then lasts 1.5 s, more than a stride |
# | replayed steps for each env step | 1,024 | 16 | updates cost the time here, and env steps next to none |
# | γ | 0.997 | 0.98 | a step is longer; 50 of them count |
# | learning rates | 4e-5 | 1e-3; 3e-4 of actor and critic | far fewer updates |
# | η, the entropy's weight | 3e-4 | 3e-3 | with less, the policy is sure of itself before it stands |
# | bins | 255, to symexp(20) | 91, to symexp(7) | the same spacing; returns here stay below 200 |
# | actor and critic begin anew | never | once | above |
#
# All settings, with what they do: [`docs/settings.md`](../../docs/settings.md).
#
# ## How good is it?
#
# During training the policy draws its actions at random around what it thinks best, so its returns there understate what it
# can do. Here it takes the best ones (the *mode*), in episodes with seeds that training never used.
# (The official agent draws in its evaluations, too: compare with `evaluate(…, explore=True)`.)

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
# time. The curves that come with the lab were recorded on two cores of a server, and your own on this machine: so compare
# PPO's minutes with the recorded DreamerV3's, and see from yours how much faster or slower your machine is. Thin lines are single runs;
# all curves are means over the 20,000 env steps before. The dotted ones were published with the official code (wall-clock was not
# recorded): DreamerV3 at its full size, which learns from fewer steps than the lab's small one; D4PG, an agent without a world model that learns from replay; and a PPO that was stopped
# long before its time. (The lab's PPO drops for a while after some 4 million steps: nothing keeps a policy from forgetting while it
# goes on learning.) From here on, "DreamerV3" and "PPO" are those of the lab.

# %%
runs = shipped_curves()
with once_written():
    if (RUN / "curve.csv").exists():
        runs += own_curves(RUN)
figure = draw_comparison(runs, "figures/day38_dreamer_vs_ppo.png", marks=[300])
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
with once_written():
    explore_curves(RUN)

# %% [markdown]
# ## Watch it
#
# First the agent that comes with the lab, then yours. (Where nothing can draw, the cell says what to install.)

# %%
with once_written():
    film = dreamer.watch(out="runs/shipped.webp", parts=".")
    display(HTML(html_image(film.read_bytes(), "The agent that comes with the lab, walking")))
    if trainer.updates:
        film = dreamer.watch(RUN, "runs/mine.webp", parts=".")
        display(HTML(html_image(film.read_bytes(), "Your agent, walking or trying to")))

# %% [markdown]
# ## Hand it in
#
# {{agent}}
#
# The cell below plays ten episodes with your agent and writes two files beside this notebook, `agent.safetensors` (its
# weights) and `agent.csv` (its learning curve). Hand them in with the notebooks. Whoever grades them loads the weights,
# plays ten other episodes, and gives points for the mean return: none up to 200, all from 700 on, and evenly in between.
# What this cell says is what to expect. Only the agent of the run named above counts, so run `laptop` before you do.

# %% check="agent"
earned = 0.0
with once_written():
    earned = dreamer.hand_in(RUN, parts)
earned

# %% [markdown]
# ## Three questions
#
# Two to five sentences each, with numbers from your own figure. Your instructor reads these.
#
# {{sample_efficiency}}
#
# **Sample efficiency.** How many env steps did DreamerV3 and PPO take to reach a return of 300 (for the first time; read it off the
# figure, at the lower dotted line), and of 700? (Where your own run does not get there, take the recorded ones.) Where does the difference come from: what does each of
# them do with a step of experience before it is thrown away, if it ever is?

# %% [markdown] question="sample_efficiency"
# In the recorded runs DreamerV3 reaches 300 after some 140,000 env steps and 700 after 480,000, PPO after some 600,000 and
# 1,650,000: about four times as many. PPO uses each step for a
# few gradient steps of one update and then discards it, as it may only learn from its current
# policy. Dreamer keeps each step in replay, uses it to improve the world model again and again, and from every
# replayed state imagines 15 further steps, which cost no experience at all.

# %% [markdown]
# {{wall_clock}}
#
# **Wall-clock.** Which of the two would you choose in simulation, if only minutes counted? And
# if each env step were taken by a real robot, at 40 a second? Compute how long the robot would have to
# run for each to reach 700.

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
