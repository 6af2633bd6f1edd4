"""The command `day38`: train, sweep, suite, ablate, plot, evaluate, dream, watch, hand-in, doctor, settings,
check, progress.

A mistake that the caller can mend is one line on stderr and exit code 2.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import sys
from pathlib import Path
from typing import Any

from dreamer import ablation, suite
from dreamer.checks import check
from dreamer.checks.panel import panel
from dreamer.config import OBS, PRESETS, Config, make_config
from dreamer.curves import (
    GOALS,
    Run,
    by_method,
    draw_comparison,
    draw_variants,
    has_wall_clock,
    own_curves,
    shipped_curves,
    summary,
    variant_curves,
    variant_name,
)
from dreamer.doctor import examine
from dreamer.dream import draw_all
from dreamer.envs import EnvDriver, unknown_name
from dreamer.errors import UserError
from dreamer.film import watch
from dreamer.handin import hand_in
from dreamer.parts import Parts, exercises, load_exercise, load_parts
from dreamer.settings import table
from dreamer.sweep import sweep
from dreamer.trainer import Trainer, load_run

FIGURE = "figures/day38_dreamer_vs_ppo.png"
LABS = "labs/day38"


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
    train.add_argument("--seed", type=int, default=0)
    train.add_argument("--logdir", type=Path, required=True, help="the run's folder")
    _add_env(train)
    _add_settings(train)
    train.set_defaults(run_command=_train)

    many = commands.add_parser("sweep", help="train many seeds, here or on a Dask cluster")
    many.add_argument("--seeds", required=True, help="for example 0-9, or 0,3,5")
    many.add_argument("--logdir", type=Path, required=True, help="gets a folder for each seed")
    _add_where(many)
    _add_env(many)
    _add_settings(many)
    many.set_defaults(run_command=_sweep)

    worlds = commands.add_parser("suite", help="train in several worlds; one table, one figure")
    worlds.add_argument("--env", nargs="+", default=list(GOALS), help="the usual by default")
    worlds.add_argument("--seeds", default="0-1", help="for example 0-9, or 0,3,5")
    worlds.add_argument("--logdir", type=Path, required=True, help="gets a folder for each world")
    worlds.add_argument("--episodes", type=int, default=20, help="that measure the last policy")
    worlds.add_argument("--recorded", action="store_true", help="train nothing: the shipped runs")
    _add_where(worlds)
    _add_settings(worlds)
    worlds.set_defaults(run_command=_suite)

    ablate = commands.add_parser("ablate", help="switch off one idea at a time; one figure")
    ablate.add_argument("--ideas", nargs="+", choices=ablation.IDEAS, default=list(ablation.IDEAS))
    ablate.add_argument("--seeds", default="0-1", help="for example 0-9, or 0,3,5")
    ablate.add_argument("--logdir", type=Path, required=True, help="gets a folder for each idea")
    _add_where(ablate)
    _add_env(ablate, "Pendulum-v1")
    _add_settings(ablate)
    ablate.set_defaults(run_command=_ablate)

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
    evaluate.add_argument("--video", type=Path, metavar="GIF", help="draw an episode's beginning")
    evaluate.set_defaults(run_command=_evaluate)

    dreams = commands.add_parser("dream", help="draw what a trained world model believes")
    dreams.add_argument("--run", type=Path, required=True, help="the run's folder")
    dreams.add_argument("--out", type=Path, default=Path("figures"), help="a folder")
    dreams.add_argument("--parts", type=Path, help="a folder of notebooks; labs/day38 by default")
    dreams.set_defaults(run_command=_dream)

    show = commands.add_parser("watch", help="draw a trained agent's walk as a GIF")
    show.add_argument("--run", type=Path, help="the run's folder; the shipped agent by default")
    show.add_argument("--out", type=Path, default=Path("walk.gif"))
    show.add_argument("--seconds", type=float, default=8.0, help="of simulated time")
    show.add_argument("--seed", type=int, default=0)
    show.add_argument("--parts", type=Path, help="a folder of notebooks; labs/day38 by default")
    show.set_defaults(run_command=_watch)

    handing = commands.add_parser("hand-in", help="measure a trained agent and write its files")
    handing.add_argument("--run", type=Path, required=True, help="the run's folder")
    handing.add_argument("--parts", type=Path, default=Path(LABS), help=f"by default {LABS}")
    handing.set_defaults(run_command=_hand_in)

    doctor = commands.add_parser("doctor", help="does everything that the day needs work here?")
    doctor.set_defaults(run_command=_doctor)

    settings = commands.add_parser("settings", help="every setting, as a table")
    settings.set_defaults(run_command=lambda args: print(table(), end=""))

    ask = commands.add_parser("check", help="ask your notebooks the visible questions")
    ask.add_argument("exercise", nargs="*", help="all by default")
    progress = commands.add_parser("progress", help="how far you have come")
    for command, run in ((ask, _check), (progress, _progress)):
        command.add_argument("--parts", type=Path, default=Path(LABS), help=f"by default {LABS}")
        command.set_defaults(run_command=run)
    return parser


def _add_env(parser: argparse.ArgumentParser, usual: str = "dmc_walker_walk") -> None:
    told = f"dmc_{{domain}}_{{task}} or a Gymnasium id; by default {usual}"
    parser.add_argument("--env", default=usual, help=told)


def _add_where(parser: argparse.ArgumentParser) -> None:
    """Where many runs run."""
    parser.add_argument("--scheduler", metavar="ADDRESS", help="of a Dask cluster")
    parser.add_argument("--jobs", type=int, default=1, help="seeds at once on this machine")


def _add_settings(parser: argparse.ArgumentParser) -> None:
    """What a run is, but for its world, its seed and its folder."""
    parser.add_argument("--preset", help=f"{', '.join(PRESETS)}; by default the env's")
    parser.add_argument("--obs", choices=OBS, help="what the agent sees; the preset's by default")
    parser.add_argument("--steps", type=int, help="env steps; the preset's by default")
    parser.add_argument("--parts", type=Path, help="a folder of notebooks; labs/day38 by default")
    parser.add_argument(
        "--save-every", type=float, default=60.0, metavar="SECONDS", help="between checkpoints"
    )
    parser.add_argument(
        "--set", nargs="+", action="extend", default=[], metavar="NAME=VALUE", help="other settings"
    )


def _parts(folder: Path | None) -> Parts | None:
    return load_parts(folder) if folder else None


def _config(args, env: str) -> Config:
    settings = {"preset": args.preset, **dict(_setting(text) for text in args.set)}
    if args.steps is not None:
        settings["env_steps"] = args.steps
    if args.obs is not None:
        settings["obs"] = args.obs
    return make_config(env, settings)


def _train(args) -> None:
    trainer = Trainer(
        args.env,
        args.seed,
        _config(args, args.env),
        _parts(args.parts),
        args.logdir,
        args.save_every,
    )
    whose = trainer.parts.provenance.items()
    print("parts: " + ", ".join(f"{part} {origin}" for part, origin in whose))
    if trainer.env_steps:
        print(f"going on from {trainer.env_steps:,} env steps")
    print(json.dumps(trainer.train()))


def _sweep(args) -> None:
    _train_seeds(args, args.env, _seeds(args.seeds), args.logdir)
    print(f"draw them with: day38 plot --run {args.logdir}")


def _train_seeds(args, env: str, seeds: list[int], logdir: Path) -> None:
    """A sweep. A mistake in the settings ends it before it begins."""
    config = _config(args, env)
    if args.jobs < 1:
        raise UserError(f"--jobs must be at least 1, got {args.jobs}")
    settings = ["--env", env, "--save-every", str(args.save_every)]
    settings += ["--steps", str(config.env_steps)]
    settings += ["--preset", args.preset] if args.preset else []
    settings += ["--obs", args.obs] if args.obs else []
    settings += ["--parts", str(args.parts.absolute())] if args.parts else []
    settings += ["--set", *args.set] if args.set else []
    failed = sweep(settings, seeds, config.env_steps, logdir, args.scheduler, args.jobs)
    if failed:
        told = "; ".join(f"seed {seed}: {reason}" for seed, reason in failed.items())
        raise UserError(f"{len(failed)} of {len(seeds)} seeds failed on {env}: {told}")


def _suite(args) -> None:
    if args.recorded:
        measured = [pair for env in args.env for pair in suite.recorded(env)]
        suite.write(measured, args.logdir)
    else:
        measured = _train_suite(args)
    print(suite.table([result for _, result in measured]), end="")
    print(f"drew {args.logdir / 'suite.png'}")


def _train_suite(args) -> list[tuple[Run, suite.Result]]:
    seeds, parts, episodes = _seeds(args.seeds), _parts(args.parts), args.episodes
    if episodes < 1:
        raise UserError(f"--episodes must be at least 1, got {episodes}")
    for env in args.env:  # mistakes come before hours of work
        EnvDriver(env, 1, **_config(args, env).env_settings).close()
    measured: list[tuple[Run, suite.Result]] = []
    for env in args.env:
        folder = args.logdir / env
        print(f"{env}:", flush=True)
        _train_seeds(args, env, seeds, folder)
        measured += [suite.measure(folder / f"seed_{n}", parts, episodes) for n in seeds]
        suite.write(measured, args.logdir)  # at once: the next world may be stopped
    return measured


def _ablate(args) -> None:
    seeds, own = _seeds(args.seeds), list(args.set)
    variants: dict[str, list[str]] = {ablation.WHOLE: []}
    variants |= {f"without-{idea}": ablation.IDEAS[idea] for idea in args.ideas}
    for name, settings in variants.items():
        args.set = own + settings
        print(f"{variant_name(name)}:", flush=True)
        _train_seeds(args, args.env, seeds, args.logdir / name)
    runs = variant_curves([args.logdir / name for name in variants])
    draw_variants(runs).savefig(args.logdir / "ablation.png")
    print(f"drew {args.logdir / 'ablation.png'}")


def _seeds(text: str) -> list[int]:
    """`0-2,7` -> [0, 1, 2, 7]"""
    seeds: list[int] = []
    for piece in text.split(","):
        first, _, last = piece.partition("-")
        try:
            seeds += range(int(first), int(last or first) + 1)
        except ValueError:
            raise UserError(f"--seeds takes for example 0-9 or 0,3,5, got {text!r}") from None
    if not seeds or len(set(seeds)) < len(seeds):
        raise UserError(f"--seeds must name each seed once, got {text!r}")
    return seeds


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
    if args.episodes < 1:
        raise UserError(f"--episodes must be at least 1, got {args.episodes}")
    trainer = load_run(args.run, _parts(args.parts), args.weights)
    result = trainer.evaluate(args.episodes, args.explore)
    print(
        f"{args.episodes} episodes: {result['mean']:.0f} ± {result['std']:.0f}, median "
        f"{result['median']:.0f}, from {result['min']:.0f} to {result['max']:.0f}"
    )
    if "ssim" in result:
        print(f"reconstructions: SSIM {result['ssim']:.3f}, PSNR {result['psnr']:.1f} dB")
    if args.video:
        print(f"drew {watch(args.run, args.video, parts=args.parts)}")
    print(json.dumps(result))


def _dream(args) -> None:
    for path in draw_all(load_run(args.run, _parts(args.parts)), args.out):
        print(f"drew {path}")


def _watch(args) -> None:
    print(f"drew {watch(args.run, args.out, args.seconds, args.seed, args.parts)}")


def _hand_in(args) -> None:
    folder = _notebooks(args)
    hand_in(args.run, load_parts(folder), folder)


def _check(args) -> None:
    known = {exercise.id: exercise for exercise in exercises()}
    for id in args.exercise or known:
        if id not in known:
            raise UserError("exercise: " + unknown_name(id, list(known)))
    folder = _notebooks(args)
    for id in args.exercise or known:
        try:
            objects = load_exercise(folder, known[id])
        except UserError as error:
            print(f"{id} · cannot be read: {error}\n")
            continue
        with contextlib.chdir(folder):  # progress is kept beside the notebooks
            check(id, *objects)
        print()
    print(panel(folder))


def _doctor(args) -> None:
    if not examine():
        raise UserError("not everything works: see above")


def _progress(args) -> None:
    print(panel(_notebooks(args)))


def _notebooks(args) -> Path:
    if not args.parts.is_dir():
        raise UserError(f"no folder {args.parts}: give the one that holds the notebooks")
    return args.parts.absolute()


if __name__ == "__main__":
    sys.exit(main())
