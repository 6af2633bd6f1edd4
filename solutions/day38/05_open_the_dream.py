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
# comes with the lab, through your own parts. Replace `None` with your run's folder to see your own agent.

# %%
import torch
from IPython.display import display

import dreamer
from dreamer.lab.experiment import experiment
from dreamer.lab.notebook_cells import graded, once_written
from dreamer.lab.probe_environment import draw_probe, probe
from dreamer.lab.widgets import explore_latents
from dreamer.pictures.comparison import draw_variants
from dreamer.pictures.dream import (
    draw_delays,
    draw_dream,
    draw_latents,
    draw_returns,
    draw_rewards,
    draw_video,
    dream,
    play,
    recorded_pixels,
)
from dreamer.training.shipped_runs import recorded_variants

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
# The agent looks for ten policy steps. Then its eyes are closed, and eight dreams go on with the actions that were
# really taken. Each draws its own guesses, so their spread shows the uncertainty that the model predicts (and not
# every error that it makes).

# %%
with once_written():
    display(draw_dream(dream(world, played.steps)))

# %% [markdown]
# Compare with the world model at the end of notebook 2, which had only seen random motion. This one has
# seen walking, and has learnt the world where its policy goes. For six to ten steps the dreams agree; then one after the other
# falls. The actions were chosen for the body that was really there: in a dream that has strayed a little they no longer
# fit, and a walker that nobody steadies falls. When the actor dreams, it chooses its actions in the dream.
#
# ## What a camera sees
#
# An agent can also be given 64×64 pixels, and no numbers at all. The one that comes with the lab has learnt from them for an
# hour on two cores, with image nets after the official code and the RSSM that you have built. Below is a stretch that it saw: ten policy steps with open eyes,
# then twenty in a dream; about every third is shown. Before you look: what will the model draw well, the body, the floor, the horizon?

# %%
with once_written():
    display(draw_video(dream(*recorded_pixels(parts), dreams=1)))

# %% [markdown]
# The body is bright and moves, so drawing it wrongly costs most: it is drawn well. The tiles of the floor cost little and are hard to keep track
# of: they are smeared from the first image on, and the dust on the wall is not there at all. In the dream every body is a whole one, in a posture that
# belongs to its movement, but soon in that of another moment: here the dream is early or late.
#
# And the movement? This agent has not learnt to walk. It turns somersaults, about one in 1.5 s, which bring it forward, with its torso upright for a part
# of the time: a return of 539 ± 26. `docs/worlds.md` has its learning curve and its map of latent states.
#
# ## Does it know what is good?
#
# The actor never sees a real reward: it learns from the rewards that the model predicts. If they were
# wrong, it would learn to please the model (one speaks of *model exploitation*).

# %%
with once_written():
    display(draw_rewards(world, played))

# %% [markdown]
# A return is harder: it sums the rewards of many steps. For each state, the height is the mean $\lambda$-return of four dreams from
# there, which is what the critic is taught and the actor's advantages are made of. Beside it stands the discounted sum of the
# rewards that then really came. Dots above the line were promised more than they got.

# %%
with once_written():
    display(draw_returns(trainer, played))

# %% [markdown]
# The strings of dots below are the beginnings of the episodes, in which the walker finds its feet: there the dreams tell better
# states from worse ones. The cloud above is walking. There every state is worth about the same (a policy step earns nearly 4, and about
# 50 of them count), and what is left to tell is little.
#
# ## A map of the latent states
#
# Each dot is the agent's state at one moment, memory and guess together, laid out in two dimensions by t-SNE, which tries to
# keep neighbours together (and nothing else: distances between groups mean little). Look for rings. A
# gait is a cycle, and a cycle in the latent space comes back to where it was, though t-SNE may cut it open. The line joins
# twelve policy steps (1.2 s) that follow each other.

# %%
with once_written():
    display(draw_latents(world, played))

# %% [markdown]
# The guesses themselves, one line a variable, one colour a class. Which variables keep the rhythm of the
# steps, and which hardly ever move?

# %%
with once_written():
    explore_latents(played.states.stoch[0], played.steps.reward[0])

# %% [markdown]
# ## Find the bug
#
# For each dreamt step the actor and the critic are to minimise
#
# $$L_{actor} = -\,\omega\,\Big(\ln \pi(a)\,\frac{\mathrm{sg}(R - v)}{\mathrm{scale}} + \eta\,\mathcal H[\pi]\Big), \qquad
#   L_{critic} = -\,\omega\,\textstyle\sum_i \big(w_i(R) + w_i(\bar v)\big) \ln p_i$$
#
# The first is REINFORCE with the advantage $R - v$, and a little reward for the policy's entropy $\mathcal H$. The second is your
# `twohot_loss` ($w_i$ are its weights) towards the return, and once more towards $\bar v$, the value of the **slow critic**: a copy that follows the critic by
# 2 % an update and keeps it from chasing its own tail. Both losses count each step by ω, the product of the discounts up to there.
#
# A colleague has written the two losses anew. They run, the numbers fall, nothing is
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
# right? Then, as it is the critic that goes astray: which of the two losses send it a gradient, and which
# should? (`probe(parts)` without `losses` shows how it ought to look.)
#
# <details><summary>The answer</summary>
#
# `value` is not detached: the sg of the formula is missing. The actor's loss holds $+\ln\pi(a)\,v$, and as
# $\ln\pi(a)$ is below 0 for these three choices, it falls when $v$ rises: the actor's loss pulls the critic upwards, and only the
# critic's own loss holds it back. The values promise more than the world can give, and with them every return that bootstraps from a
# value. The actor still learns, as a baseline changes no expected gradient, but more slowly: the further off the baseline, the
# noisier each gradient. Write `.detach()` at the end of the
# first line of the function, and run the cell again.
#
# No error message tells of such a bug: so test what you can in a world that you know.
#
# </details>

# %% [markdown]
# ## Action delay
#
# On a real robot an action takes time to arrive: a network, a motor controller, a gearbox. DayDreamer had
# to live with that; our simulator does not. What becomes of the walk, if each action reaches the body
# one, two or three policy steps (0.1, 0.2 or 0.3 s) late, and the agent was trained without any delay?

# %%
with once_written():
    delays = [0, 1, 2, 3]
    returns = [play(trainer, action_delay=delay).returns for delay in delays]
    display(draw_delays(delays, returns, step_seconds=0.025 * trainer.config.action_repeat))

# %% [markdown]
# The world model was trained without a delay, so it predicts what a body without one would do. The remedy is to
# train with the delay. Below, Pendulum: grey learns without any, orange with an action delay of two policy steps (0.2 s), or with
# an observation lag of two. In the second panel it is also shown its last two actions, which makes the observation a full state again.
#
# Before you run the cell: why does an agent without a memory need to be shown them, and does this one?

# %%
with once_written():
    display(draw_variants(recorded_variants("delays")))

# %% [markdown]
# All three learn nearly as much as the one without a delay, and take about twice the steps; to be shown its actions helps this agent no more
# than chance would. The RSSM is told each action that it has taken, so its memory can hold those that are still on their way. What it costs
# to train without a delay and be played with one is in `docs/real_robots.md`.
#
# ## What is each idea worth?
#
# DreamerV3 is known for several ideas, most of which you have built. Here each is switched off in turn, on Pendulum, with two seeds:
#
# - **symlog**: what is seen stays as large as it is (the bins are spaced as before);
# - **twohot**: rewards and values learn by squared error, their number being the mean over bins as before;
# - **unimix**: probabilities may become 0;
# - **free nats**: the KL is punished down to 0;
# - **return scale**: advantages are as large as they come;
# - **replay value**: the critic learns from dreams alone.
#
# Returns reach from -1600 to 0 here. Which one do you expect to be missed most?

# %%
with once_written():
    display(draw_variants(recorded_variants("ablation")))

# %% [markdown]
# <details><summary>What it shows, and what not</summary>
#
# Without twohot next to nothing is learnt in this time. A likely reason: the squared error of a return of many hundreds
# is huge beside the other losses that teach the same networks, and beside the small differences that a policy lives on; the cross-entropy over bins
# gives each logit a gradient of at most 1, however large the return. But this panel takes away two things at once, as squared error also no longer
# squeezes rewards and values. A figure shows that an idea matters, not why.
#
# The other five make no difference that two seeds could tell. That is no verdict on them: they are there so that one set of settings
# serves many worlds, and this world asks for little. No number seen here exceeds 8, for instance,
# so symlog has little to squeeze. To find where an idea counts, look for a world that shows what it repairs: `day38 ablate --env ...`
# makes the same comparison there. We looked for each of them; [the table](../../docs/worlds.md#what-each-idea-is-worth-here) says where the replay value counts, and where nothing was found.
#
# </details>

# %% [markdown]
# ## An experiment of your own
#
# Write down a **hypothesis** before you run anything: what you change, what you expect, and why. Change **one** setting
# (`docs/settings.md` has them all), and take several seeds, as two runs of one setting differ already. What would count against your hypothesis?
#
# > *With a horizon of 50 instead of 250 steps CartPole is learnt sooner, but the cart drifts away in the end, as nobody looks that far ahead.*
#
# A run of 20,000 env steps takes a few minutes, and there are six (3 seeds × 2 settings). The cell goes on where it was stopped.

# %% [markdown]
# **My hypothesis:** *(write it here)*

# %%
CHANGE = {"discount_horizon": 50.0}
READY = False  # write True, once your hypothesis stands above

with once_written():
    if READY and not graded():
        outcome = experiment(CHANGE, parts, "CartPole-v1", seeds=(0, 1, 2), env_steps=20_000)
        display(outcome.figure)
        print(outcome.text)

# %% [markdown]
# Report what you expected, what you changed, the number of seeds (n), the figure, and what you would do next, also (and even more so) when nothing came of it. In a terminal,
# `day38 sweep` trains many seeds at once.
#
# **Further on:** what else learns to walk from so little, when you would choose it, and what came after, is in
# `docs/beside_and_after.md`.
