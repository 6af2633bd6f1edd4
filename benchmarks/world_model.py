"""How well a world model predicts after so many seconds of the processor, on data that stays the same.

    python benchmarks/world_model.py --try obs_scale=30 --try obs_scale=30 learning_rate=2e-3

Teaches the laptop preset's world model, and one for each --try, on 160,000 env steps: half are walks of the
trained agent that comes with the lab, from steady to noisy, half are moves at random. Prints the error on other walks
as a share of the variance of what is predicted, in symlog space: of drawing what is seen now, and 1, 5 and 15
steps ahead, where only the actions are known. Settings that help here are then tried with an actor.
"""

from __future__ import annotations

import argparse
import contextlib
import sys

import numpy as np
import torch
from torch import Tensor

from dreamer.agent.config import make_config
from dreamer.agent.replay import Replay
from dreamer.agent.world_model import WorldModel
from dreamer.commands.arguments import setting
from dreamer.envs.driver import Seen
from dreamer.lab.world_model_demo import CONFIG, WALKER, at_random, collect, learn
from dreamer.parts import Parts, State, load_parts
from dreamer.training.randomness import RandomStream
from dreamer.training.speed import cpu_threads
from dreamer.training.trainer import load_shipped

NOISE = torch.linspace(0, 1, CONFIG.envs // 2)[
    :, None
]  # added to the actions of half of the walkers
SEEN, AHEAD, ROWS = 8, (1, 5, 15), 512  # steps that are watched, then foreseen; sequences


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--seconds", type=float, default=60.0, help="of the processor, each")
    parser.add_argument("--env-steps", type=int, default=160_000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument(
        "--try", nargs="+", action="append", default=[], metavar="NAME=VALUE", dest="tries"
    )
    parser.add_argument("--parts", default="solutions/day38", help="a folder of notebooks")
    args = parser.parse_args()
    parts = load_parts(args.parts)
    with contextlib.redirect_stdout(sys.stderr):  # the progress; the table is all that is printed
        taught = collect(args.env_steps, args.seed, Walks(parts))
        asked = collect(args.env_steps // 4, args.seed + 1000, Walks(parts))
    print(f"{'':<44} now    " + "".join(f"+{k:<6}" for k in AHEAD) + "reward +1  +15")
    for words in ([], *args.tries):
        config = make_config(WALKER, {"preset": "laptop", **dict(map(setting, words))})
        with cpu_threads(1), contextlib.redirect_stdout(sys.stderr):
            most = int(100 * args.seconds)  # updates; no machine makes as many
            world = learn(taught, parts, most, args.seed, config, args.seconds)
            told = errors(world, asked, args.seed)
        print(
            f"{' '.join(words) or 'laptop':<44}" + "".join(f"{x:<7.3f}" for x in told), flush=True
        )


class Walks:
    """Half of the walkers follow the shipped agent, with noise from none to much; half move at random."""

    def __init__(self, parts: Parts):
        self.agent = load_shipped(WALKER, parts).agent
        self.state = self.agent.initial(CONFIG.envs)

    def __call__(self, seen: Seen, action: Tensor) -> Tensor:
        walked, self.state = self.agent.act(seen.obs, action, seen.is_first, self.state)
        half = len(NOISE)
        noisy = (walked[:half] + NOISE * torch.randn_like(walked[:half])).clamp(-1, 1)
        return torch.cat([noisy, at_random(seen, action)[half:]])


@torch.no_grad()
def errors(world: WorldModel, replay: Replay, seed: int) -> list[float]:
    """The shares of variance that are wrong: of what is seen now and ahead, and of the reward."""
    steps = replay.sample(ROWS, SEEN + max(AHEAD), np.random.default_rng(seed)).steps
    with RandomStream(seed):
        embed = world.embed(steps.obs[:, :SEEN])
        watched = world.rssm.observe(embed, steps.action[:, :SEEN], steps.is_first[:, :SEEN])
        coming = iter(steps.action[:, SEEN:].unbind(1))
        last = State(*(x[:, -1] for x in watched))
        dreamt, _ = world.rssm.imagine(last, lambda _: next(coming), max(AHEAD))
    whole = ~steps.is_first[:, 1:].any(1)  # an episode that ends cannot be foreseen
    features, true = world.features(dreamt)[whole], steps.obs[whole, SEEN - 1 :]
    drawn, symlog = world.parts.symlog(world.decode(features)), world.parts.symlog
    off = (drawn - symlog(true)).square().sum(-1).mean(0) / symlog(true).var((0, 1)).sum()
    reward = steps.reward[whole, SEEN - 1 :]
    missed = (world.reward(features) - reward).square().mean(0) / reward.var()
    return [off[k].item() for k in (0, *AHEAD)] + [missed[k].item() for k in (1, 15)]


if __name__ == "__main__":
    main()
