"""Commands that look at trained agents: `day38 plot`, `evaluate`, `dream`, `watch`."""

from __future__ import annotations

import json
from pathlib import Path

from dreamer.commands.arguments import (
    Commands,
    add_episodes,
    add_parts,
    add_run,
    episodes_of,
    parts_of,
    run_of,
)
from dreamer.pictures.comparison import draw_comparison
from dreamer.pictures.dream import draw_all
from dreamer.pictures.video import watch
from dreamer.training.curves import by_method, has_wall_clock, own_curves, summary
from dreamer.training.shipped_runs import shipped_curves
from dreamer.training.trainer import load_run

FIGURE = "figures/day38_dreamer_vs_ppo.png"


def add_commands(commands: Commands) -> None:
    plot = commands.add_parser("plot", help="draw learning curves beside PPO")
    plot.add_argument("--run", type=Path, nargs="*", default=[], help="folders of runs of yours")
    plot.add_argument("--out", type=Path, default=Path(FIGURE))
    plot.set_defaults(run_command=_plot)

    evaluate = commands.add_parser("evaluate", help="play episodes with a trained agent")
    add_run(evaluate)
    add_episodes(evaluate)
    evaluate.add_argument("--weights", choices=("checkpoint", "best"), default="checkpoint")
    evaluate.add_argument("--explore", action="store_true", help="sample actions, as in training")
    add_parts(evaluate)
    evaluate.add_argument("--video", type=Path, metavar="GIF", help="draw an episode's beginning")
    evaluate.set_defaults(run_command=_evaluate)

    dreams = commands.add_parser("dream", help="draw what a trained world model believes")
    add_run(dreams)
    dreams.add_argument("--out", type=Path, default=Path("figures"), help="a folder")
    add_parts(dreams)
    dreams.set_defaults(run_command=_dream)

    show = commands.add_parser("watch", help="draw a trained agent's walk")
    show.add_argument("--run", type=Path, help="the run's folder; the shipped agent by default")
    show.add_argument(
        "--out", type=Path, default=Path("walk.gif"), help="a .gif, or a .webp, which is smaller"
    )
    show.add_argument("--seconds", type=float, default=8.0, help="of simulated time")
    show.add_argument("--seed", type=int, default=0)
    add_parts(show)
    show.set_defaults(run_command=_watch)


def _plot(args) -> None:
    several = len(args.run) > 1
    own = [
        run
        for folder in args.run
        for run in own_curves(folder, f"your run {folder.name}" if several else "your run")
    ]
    runs = [*(shipped_curves(own[0].task) if own else shipped_curves()), *own]
    draw_comparison(runs, args.out)
    for method, group in by_method(runs).items():
        if has_wall_clock(group):
            print(f"{method}, env steps: {summary(group, 'env_steps')}")
            print(f"{method}, wall-clock: {summary(group, 'wall_seconds')}")
    print(f"drew {args.out}")


def _evaluate(args) -> None:
    episodes = episodes_of(args)
    run = run_of(args)
    trainer = load_run(run, parts_of(args), args.weights)
    result = trainer.evaluate(episodes, args.explore)
    print(
        f"{episodes} episodes: {result['mean']:.0f} ± {result['std']:.0f}, median "
        f"{result['median']:.0f}, from {result['min']:.0f} to {result['max']:.0f}"
    )
    if "ssim" in result:
        print(f"reconstructions: SSIM {result['ssim']:.3f}, PSNR {result['psnr']:.1f} dB")
    if args.video:
        print(f"drew {watch(run, args.video, parts=args.parts)}")
    print(json.dumps(result))


def _dream(args) -> None:
    for path in draw_all(load_run(run_of(args), parts_of(args)), args.out):
        print(f"drew {path}")


def _watch(args) -> None:
    print(f"drew {watch(args.run, args.out, args.seconds, args.seed, args.parts)}")
