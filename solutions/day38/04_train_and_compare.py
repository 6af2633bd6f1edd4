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
# The parts that you wrote become one agent. Each part that is not done yet is
# named, and the agent cannot start without it.

# %%
from pathlib import Path

import dreamer

parts = dreamer.load_parts(Path.cwd())
parts.provenance

# %% [markdown]
# Train the short preset first (a few minutes). Stop it whenever you like: the
# same cell goes on where it stopped.

# %%
trainer = dreamer.Trainer("dmc_walker_walk", config="smoke", parts=parts, logdir="runs/smoke")
trainer.train()
trainer.evaluate(episodes=5)

# %% [markdown]
# Then look at it beside PPO, on both axes that matter: how many steps of
# experience it took, and how many minutes of yours.

# %%
from dreamer.curves import draw_comparison, own_curves, shipped_curves

draw_comparison([*shipped_curves(), *own_curves("runs/smoke")])

# %% [markdown]
# And at the walk itself: the agent that comes with the lab, after its full training,
# and yours so far.

# %%
from IPython.display import Image, display

display(
    Image(dreamer.watch(out="runs/shipped.gif")),
    Image(dreamer.watch("runs/smoke", "runs/mine.gif")),
)
