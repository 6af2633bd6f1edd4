"""The command `day38`: train, plot, evaluate.

A mistake that the caller can mend is one line on stderr and exit code 2.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from dreamer.curves import (
    by_method,
    draw_comparison,
    has_wall_clock,
    own_curve,
    shipped_curves,
    summary,
)
from dreamer.errors import UserError
from dreamer.parts import Parts, load_parts
from dreamer.trainer import Trainer, load_run

FIGURE = "figures/day38_dreamer_vs_ppo.png"


def main(argv: list[str] | None = None) -> int:
    args = _parser().parse_args(argv)
    try:
        args.run_command(args)
    except (UserError, OSError) as error:
        print(f"day38 {args.command}: {' '.join(str(error).split())}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("stopped; give the same command again to go on", file=sys.stderr)
        return 130
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="day38", description="DreamerV3 from your own parts.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="command")

    train = commands.add_parser("train", help="train an agent, or go on with a run's folder")
    train.add_argument("--preset", help="smoke, laptop, paper or classic; by default the env's")
    train.add_argument(
        "--env", default="dmc_walker_walk", help="dmc_{domain}_{task} or a Gymnasium id"
    )
    train.add_argument("--seed", type=int, default=0)
    train.add_argument("--logdir", type=Path, required=True, help="the run's folder")
    train.add_argument("--steps", type=int, help="env steps; the preset's by default")
    train.add_argument("--parts", type=Path, help="a folder of notebooks; labs/day38 by default")
    train.add_argument(
        "--save-every", type=float, default=60.0, metavar="SECONDS", help="between checkpoints"
    )
    train.add_argument(
        "--set", nargs="+", action="extend", default=[], metavar="NAME=VALUE", help="other settings"
    )
    train.set_defaults(run_command=_train)

    plot = commands.add_parser("plot", help="draw learning curves beside PPO")
    plot.add_argument("--run", type=Path, nargs="*", default=[], help="folders of runs of yours")
    plot.add_argument("--out", type=Path, default=Path(FIGURE))
    plot.set_defaults(run_command=_plot)

    evaluate = commands.add_parser("evaluate", help="play episodes with a trained agent")
    evaluate.add_argument("--run", type=Path, required=True, help="the run's folder")
    evaluate.add_argument("--episodes", type=int, default=20)
    evaluate.add_argument("--weights", choices=("checkpoint", "best"), default="checkpoint")
    evaluate.add_argument("--explore", action="store_true", help="sample actions, as in training")
    evaluate.add_argument("--parts", type=Path, help="a folder of notebooks; labs/day38 by default")
    evaluate.set_defaults(run_command=_evaluate)
    return parser


def _parts(folder: Path | None) -> Parts | None:
    return load_parts(folder) if folder else None


def _train(args) -> None:
    settings = {"preset": args.preset, **dict(_setting(text) for text in args.set)}
    if args.steps is not None:
        settings["env_steps"] = args.steps
    trainer = Trainer(
        args.env, args.seed, settings, _parts(args.parts), args.logdir, args.save_every
    )
    whose = trainer.parts.provenance.items()
    print("parts: " + ", ".join(f"{part} {origin}" for part, origin in whose))
    if trainer.env_steps:
        print(f"going on from {trainer.env_steps:,} env steps")
    print(json.dumps(trainer.train()))


def _setting(text: str) -> tuple[str, Any]:
    name, equals, value = text.partition("=")
    if not (equals and value):
        raise UserError(f"--set takes NAME=VALUE, got {text!r}")
    try:
        return name, json.loads(value)
    except ValueError:
        return name, value  # a word


def _plot(args) -> None:
    several = len(args.run) > 1
    own = [
        run
        for folder in args.run
        for run in own_curve(folder, f"your run {folder.name}" if several else "your run")
    ]
    runs = [*(shipped_curves(own[0].task) if own else shipped_curves()), *own]
    draw_comparison(runs, args.out)
    for method, group in by_method(runs).items():
        if has_wall_clock(group):
            print(f"{method}, env steps: {summary(group, 'env_steps')}")
            print(f"{method}, wall-clock: {summary(group, 'wall_seconds')}")
    print(f"drew {args.out}")


def _evaluate(args) -> None:
    if args.episodes < 1:
        raise UserError(f"--episodes must be at least 1, got {args.episodes}")
    trainer = load_run(args.run, _parts(args.parts), args.weights)
    result = trainer.evaluate(args.episodes, args.explore)
    print(
        f"{args.episodes} episodes: {result['mean']:.0f} ± {result['std']:.0f}, median "
        f"{result['median']:.0f}, from {result['min']:.0f} to {result['max']:.0f}"
    )
    print(json.dumps(result))


if __name__ == "__main__":
    sys.exit(main())
