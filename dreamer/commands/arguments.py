"""Command-line arguments that several commands share, and the configs and parts made from them."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from dreamer.agent.config import OBS, Config, make_config
from dreamer.agent.presets import PRESETS
from dreamer.errors import UserError
from dreamer.parts import Parts, load_parts

LABS = "labs/day38"
Commands = Any  # of argparse: what `add_subparsers` returns, which has no public name


def lab_folder() -> Path:
    """Where the notebooks lie, and their runs beside them: here, or in a checkout's `labs/day38`."""
    return Path() if Path("04_train_and_compare.ipynb").exists() else Path(LABS)


def add_run(parser: argparse.ArgumentParser) -> None:
    told = "the run's folder; by default the lab's own run, `laptop` before `smoke`"
    parser.add_argument("--run", type=Path, help=told)


def run_of(args) -> Path:
    """The run that was named, else the one that notebook 4 shares with the terminal."""
    runs = lab_folder() / "runs"
    found = (path for path in (runs / "laptop", runs / "smoke") if path.is_dir())
    run = args.run or next(found, None)
    if run is None:
        raise UserError(f"no run in {runs}: train first, or name one with --run")
    return run


def add_parts(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--parts", type=Path, help=f"a folder of notebooks; {LABS} by default")


def add_episodes(parser: argparse.ArgumentParser, what: str | None = None) -> None:
    parser.add_argument("--episodes", type=int, default=20, help=what)


def add_env(parser: argparse.ArgumentParser, usual: str = "dmc_walker_walk") -> None:
    told = f"dmc_{{domain}}_{{task}} or a Gymnasium id; by default {usual}"
    parser.add_argument("--env", default=usual, help=told)


def add_where(parser: argparse.ArgumentParser) -> None:
    """Options that say where many runs are trained."""
    parser.add_argument("--scheduler", metavar="ADDRESS", help="of a Dask cluster")
    parser.add_argument("--jobs", type=int, default=1, help="seeds at once on this machine")


def add_settings(parser: argparse.ArgumentParser) -> None:
    """Options that make up a run, except its environment, seed and folder."""
    parser.add_argument("--preset", help=f"{', '.join(PRESETS)}; by default the env's")
    parser.add_argument("--obs", choices=OBS, help="what the agent sees; the preset's by default")
    parser.add_argument("--steps", type=int, help="env steps; the preset's by default")
    add_parts(parser)
    parser.add_argument(
        "--save-every", type=float, default=60.0, metavar="SECONDS", help="between checkpoints"
    )
    parser.add_argument(
        "--set", nargs="+", action="extend", default=[], metavar="NAME=VALUE", help="other settings"
    )


def parts_of(args) -> Parts | None:
    """The parts of the folder that was named, or that one stands in; None where neither is."""
    folder = parts_folder(args)
    return load_parts(folder) if folder else None


def parts_folder(args) -> Path | None:
    """The folder that `parts_of` reads."""
    return args.parts or (lab_folder() if lab_folder() == Path() else None)


def config_of(args, env: str) -> Config:
    settings = {"preset": args.preset, **dict(map(setting, args.set))}
    if args.steps is not None:
        settings["env_steps"] = args.steps
    if args.obs is not None:
        settings["obs"] = args.obs
    return make_config(env, settings)


def setting(text: str) -> tuple[str, Any]:
    """A setting's name and value, of NAME=VALUE. Raises UserError for anything else."""
    name, equals, value = text.partition("=")
    if not (equals and value):
        raise UserError(f"--set takes NAME=VALUE, got {text!r}")
    if value.lower() == "none":  # as the table of settings writes it
        return name, None
    try:
        return name, json.loads(value)
    except ValueError:
        return name, value  # a word


def episodes_of(args) -> int:
    if args.episodes < 1:
        raise UserError(f"--episodes must be at least 1, got {args.episodes}")
    return args.episodes
