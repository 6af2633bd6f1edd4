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
# # 5 · Open the dream
#
# Nothing here is graded. You have an agent that walks; now look into its head. The cells below use the agent that
# comes with the lab, through your own parts. Write the folder of your own run for `None`, and all
# pictures are of your agent.

# %%
import torch
from IPython.display import display

import dreamer
from dreamer.behavior import imagination_losses
from dreamer.dream import (
    draw_delays,
    draw_dream,
    draw_latents,
    draw_rewards,
    dream,
    play,
)
from dreamer.notebook import once_written
from dreamer.probe import draw_probe, probe
from dreamer.widgets import explore_latents

RUN = None  # or "runs/laptop"

with once_written():
    parts = dreamer.load_parts(".")
    trainer = dreamer.load_run(RUN, parts) if RUN else dreamer.load_shipped(parts=parts)
    world = trainer.agent.world_model
    played = play(trainer)
    print("returns of four episodes:", [round(x) for x in played.returns.tolist()])

# %% [markdown]
# ## Imagined against real
#
# The agent looks for ten steps. Then its eyes are closed, and eight dreams go on with the actions that were
# really taken. Each starts from its own draw of the latent state, so where they
# part, the model knows that it does not know.

# %%
with once_written():
    display(draw_dream(dream(world, played.steps)))

# %% [markdown]
# Compare with the world model at the end of notebook 2, which had only seen random motion. This one has
# seen walking, and dreams of it in step: it has learnt what its policy needs, where its policy goes.
#
# ## Does it know what is good?
#
# The actor never sees a real reward: it learns from those that the model says. If they were
# wrong, it would learn to please the model (one speaks of *model exploitation*).

# %%
with once_written():
    display(draw_rewards(world, played))

# %% [markdown]
# ## A map of the latent states
#
# Each dot is the agent's state at one moment: 128 numbers of memory and 32 guesses, laid out in two dimensions by t-SNE,
# which keeps neighbours together (and nothing else: distances between groups mean nothing). Look for rings. A
# gait is a cycle, and a cycle in the latent space comes back to where it was.

# %%
with once_written():
    display(draw_latents(world, played))

# %% [markdown]
# The guesses themselves, one line a variable, one colour a class. Some variables keep the rhythm of the
# steps, some change only at the start, and some never move.

# %%
with once_written():
    explore_latents(played.states.stoch[0], played.steps.reward[0])

# %% [markdown]
# ## Find the bug
#
# A colleague has written the actor's and the critic's losses anew. They run, the numbers fall, nothing is
# NaN. In the tiny world of notebook 3 the result is this:


# %%
def suspect_losses(
    action, reward, discount, policy, value_logits, slow_logits, bins, scale, config, parts
):
    value = parts.twohot_mean(value_logits, bins)
    never = torch.zeros_like(reward)
    returns = parts.lambda_return(reward, discount, value, never, config.lam).detach()
    weight = torch.cumprod(discount, 1)[:, :-1].detach()
    advantage = (returns - value[:, :-1]) / scale.update(returns)
    actor = policy.log_prob(action) * advantage + config.entropy * policy.entropy()
    critic = parts.twohot_loss(value_logits[:, :-1], returns, bins)
    slow = parts.twohot_mean(slow_logits[:, :-1], bins).detach()
    critic = critic + config.slow_scale * parts.twohot_loss(value_logits[:, :-1], slow, bins)
    return {"actor": -weight * actor, "critic": weight * critic}, returns


with once_written():
    result = probe(parts, losses=suspect_losses)
    display(draw_probe(result))
    print(result.verdict)

# %% [markdown]
# Before you read on: what is wrong? Ask in this order. Does the actor get better? Is the critic's value
# right? If one is wrong and the other right, which quantity does only that one use? Then ask of each tensor in the actor's
# loss: should a gradient flow through it?
#
# <details><summary>The answer</summary>
#
# `value` is not detached. The actor's loss is $-\ln\pi(a)\cdot(R - v)$, and with $\ln\pi(a)$ below 0 it
# falls when $v$ rises: the actor's loss pulls the critic upwards, and only the critic's own loss holds it back. The actor is
# none the worse at first, as a baseline changes no expected gradient; the values are, and with
# them every return that bootstraps from a value. Write `.detach()` behind the first line of the function, and
# run the cell again.
#
# In a large agent this bug shows as an agent that learns a little slower than the paper's. Nothing else
# tells: so test what you can in a world that you know.
#
# </details>

# %% [markdown]
# ## A body that is late
#
# On a real robot an action takes time to arrive: a network, a motor controller, a gearbox. DayDreamer had
# to live with that; the simulator never does. What becomes of the walk, if each action reaches the body
# one, two or three policy steps late, and nobody has told the agent?

# %%
with once_written():
    delays = [0, 1, 2, 3]
    returns = [play(trainer, action_delay=delay).returns for delay in delays]
    display(draw_delays(delays, returns, step_seconds=0.025 * trainer.config.action_repeat))

# %% [markdown]
# A tenth of a second is enough to undo it. The world model was never shown a late body, so what it foresees is what
# would have happened at once. Two remedies are used on robots: train with the delay (the RSSM's
# memory can hold the actions that are still on their way), or tell the policy its last actions explicitly.
