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

import torch
from torch import Tensor

from dreamer.agent.config import make_config
from dreamer.commands.arguments import setting
from dreamer.envs.driver import Seen
from dreamer.lab.world_model_demo import CONFIG, WALKER, at_random, collect, foresight, learn
from dreamer.parts import Parts, load_parts
from dreamer.training.speed import cpu_threads
from dreamer.training.trainer import load_shipped

NOISE = torch.linspace(0, 1, CONFIG.envs // 2)[
    :, None
]  # added to the actions of half of the walkers
SEEN, AHEAD = 8, (1, 5, 15)  # steps that are watched, then foreseen


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
            off, missed = foresight(world, asked, SEEN, max(AHEAD), args.seed)
            told = [off[k].item() for k in (0, *AHEAD)] + [missed[k].item() for k in (1, 15)]
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


if __name__ == "__main__":
    main()
