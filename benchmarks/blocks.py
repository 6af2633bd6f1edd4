"""Minutes and env steps to a return of 700: DreamerV3, PPO and SAC, one seed of each one after the other.

    python benchmarks/blocks.py --seeds 10 11 12 --out runs/blocks

A block is one seed of each method on the same machine within the hour, while nothing else runs, so that each block has
ratios of its own, however fast the machine is. DreamerV3 compiles its update anew in each, as in a learner's first run. What
is finished is left alone when the command is given again, and a run that was stopped goes on (PPO and SAC begin anew). Needs
the extra `baselines`.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from dreamer.training.curves import GOAL, first_crossing, read_curve
from dreamer.training.run_folder import RunFolder

ROOT = Path(__file__).parent.parent
MODEL_FREE = ("PPO", "SAC")


def commands(seed: int, out: Path, settings: list[str]) -> dict[str, list[str]]:
    """What trains one seed of each method, by method."""
    folders = {name: str(out / f"{name}_{seed}") for name in ("DreamerV3", *MODEL_FREE)}
    ours = ["dreamer.cli", "train", "--preset", "laptop", "--parts", str(ROOT / "solutions/day38")]
    ours += ["--seed", str(seed), "--logdir", folders["DreamerV3"], *settings]
    script = "dreamer.baselines.model_free"
    others = {
        name: [script, name, "--seed", str(seed), "--out", folders[name]] for name in MODEL_FREE
    }
    return {"DreamerV3": ours, **others}


def crossing(folder: Path) -> tuple[float, float] | None:
    """Minutes and env steps after which a run's trailing mean first reached the goal."""
    runs = read_curve(RunFolder(folder).curve)
    found = [first_crossing(runs, axis) for axis in ("wall_seconds", "env_steps")]
    return None if found[0] is None or found[1] is None else (found[0] / 60, found[1])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--seeds", type=int, nargs="+", default=list(range(10, 18)))
    parser.add_argument("--sac-seeds", type=int, nargs="*", default=list(range(10, 14)))
    parser.add_argument("--out", type=Path, default=Path("runs/blocks"))
    parser.add_argument("--set", nargs="+", default=[], metavar="NAME=VALUE", help="of DreamerV3")
    args = parser.parse_args()
    settings = ["--set", *args.set] if args.set else []
    print("| seed | method | minutes | env steps | minutes, of PPO's | env steps, PPO's of it |")
    print("|---|---|---|---|---|---|")
    for seed in args.seeds:
        found = {}
        for method, command in commands(seed, args.out, settings).items():
            if method == "SAC" and seed not in args.sac_seeds:
                continue
            log = args.out / f"{method}_{seed}.log"
            log.parent.mkdir(parents=True, exist_ok=True)
            with log.open("a") as file, tempfile.TemporaryDirectory() as cache:
                subprocess.run(
                    [sys.executable, "-m", *command],
                    cwd=ROOT,
                    env={**os.environ, "TORCHINDUCTOR_CACHE_DIR": cache},
                    stdout=file,
                    check=True,
                )
            found[method] = crossing(args.out / f"{method}_{seed}")
        for method, reached in found.items():
            print(f"| {seed} | {method} | {_row(reached, found['PPO'])} |", flush=True)


def _row(own: tuple[float, float] | None, ppo: tuple[float, float] | None) -> str:
    if own is None:
        return f"{GOAL:.0f} not reached | | | "
    cells = [f"{own[0]:.1f}", f"{own[1]:,.0f}"]
    cells += [f"{own[0] / ppo[0]:.2f}", f"{ppo[1] / own[1]:.1f}"] if ppo else ["", ""]
    return " | ".join(cells)


if __name__ == "__main__":
    main()
