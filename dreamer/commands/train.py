"""Commands that train: `day38 train`, `sweep`, `suite`, `ablate`."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path

from dreamer.agent import ablation
from dreamer.agent.presets import default_preset
from dreamer.commands.arguments import (
    Commands,
    add_env,
    add_episodes,
    add_settings,
    add_where,
    config_of,
    episodes_of,
    lab_folder,
    parts_folder,
    parts_of,
)
from dreamer.envs.driver import EnvDriver
from dreamer.errors import UserError
from dreamer.lab.checks import doubts
from dreamer.lab.handin import TASK
from dreamer.lab.notebook_cells import own_seed
from dreamer.pictures.comparison import draw_variants
from dreamer.training import suite
from dreamer.training.curves import GOALS, Run, variant_curves, variant_name
from dreamer.training.run_folder import RunFolder
from dreamer.training.sweep import sweep
from dreamer.training.trainer import Trainer

SEEDS = "for example 0-9, or 0,3,5"


def add_commands(commands: Commands) -> None:
    train = commands.add_parser("train", help="train an agent, or go on with a run's folder")
    train.add_argument("--seed", type=int, help="by default the folder's, else yours or 0")
    train.add_argument(
        "--logdir",
        type=Path,
        help="the run's folder; by default the one that notebook 4 goes on with",
    )
    train.add_argument(
        "--live", action="store_true", help="show how it learns on a page in the browser"
    )
    add_env(train)
    add_settings(train)
    train.set_defaults(run_command=_train)

    many = commands.add_parser("sweep", help="train many seeds, here or on a Dask cluster")
    many.add_argument("--seeds", required=True, help=SEEDS)
    many.add_argument("--logdir", type=Path, required=True, help="gets a folder for each seed")
    add_where(many)
    add_env(many)
    add_settings(many)
    many.set_defaults(run_command=_sweep)

    worlds = commands.add_parser("suite", help="train in several worlds; one table, one figure")
    worlds.add_argument("--env", nargs="+", default=list(GOALS), help="the usual by default")
    worlds.add_argument("--seeds", default="0-1", help=SEEDS)
    worlds.add_argument("--logdir", type=Path, required=True, help="gets a folder for each world")
    add_episodes(worlds, "that measure the last policy")
    worlds.add_argument("--recorded", action="store_true", help="train nothing: the shipped runs")
    add_where(worlds)
    add_settings(worlds)
    worlds.set_defaults(run_command=_suite)

    ablate = commands.add_parser("ablate", help="switch off one idea at a time; one figure")
    ablate.add_argument("--ideas", nargs="+", choices=ablation.IDEAS, default=list(ablation.IDEAS))
    ablate.add_argument("--seeds", default="0-1", help=SEEDS)
    ablate.add_argument("--logdir", type=Path, required=True, help="gets a folder for each idea")
    add_where(ablate)
    add_env(ablate, "Pendulum-v1")
    add_settings(ablate)
    ablate.set_defaults(run_command=_ablate)


def _train(args) -> None:
    config = config_of(args, args.env)
    folder = args.logdir or _lab_run(args)
    seed = _seed_of(folder) if args.seed is None else args.seed
    trainer = Trainer(args.env, seed, config, parts_of(args), folder, args.save_every)
    whose = trainer.parts.provenance.items()
    print("parts: " + ", ".join(f"{part} {origin}" for part, origin in whose))
    for doubt in doubts(trainer.parts):
        print(doubt)
    if trainer.env_steps:
        print(f"going on from {trainer.env_steps:,} env steps")
    with contextlib.ExitStack() as stack:
        if args.live:
            from dreamer.pictures.live import live_pictures  # imports slowly

            stack.enter_context(live_pictures(folder, parts_folder(args), page=True))
        result = trainer.train()
    print(json.dumps(result))


def _lab_run(args) -> Path:
    """The folder of the lab's own run, which notebook 4 trains in, too."""
    preset = args.preset or default_preset(args.env, args.obs or "state")
    if args.env != TASK or preset not in ("smoke", "laptop") or not lab_folder().is_dir():
        raise UserError(
            "name the run's folder with --logdir: only the lab's own run has a usual one"
        )
    return lab_folder() / "runs" / preset


def _seed_of(folder: Path) -> int:
    """The seed of the run that is gone on with; of a new one the learner's own in the lab's folder, else 0."""
    run = RunFolder(folder)
    if run.manifest.exists():
        return run.read_manifest()["seeds"][0]
    if folder.parent == lab_folder() / "runs":
        return own_seed(lab_folder() / ".day38" / "seed")
    return 0


def _sweep(args) -> None:
    _train_seeds(args, args.env, _seeds(args.seeds), args.logdir)
    print(f"draw them with: day38 plot --run {args.logdir}")


def _train_seeds(args, env: str, seeds: list[int], logdir: Path) -> None:
    """Train several seeds of one world; a mistake in the settings ends it before it begins."""
    config = config_of(args, env)
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
    seeds, parts, episodes = _seeds(args.seeds), parts_of(args), episodes_of(args)
    for env in args.env:  # mistakes come before hours of work
        EnvDriver(env, 1, **config_of(args, env).env_settings).close()
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
