"""Records runs as data: their curves, their evaluations, and of DreamerV3 one run's weights, with a manifest.

    day38 train --preset laptop --parts solutions/day38 --seed 0 --logdir runs/laptop_0
    python -m dreamer.baselines.record runs/laptop_0

writes `dreamer_walker_walk.csv`, `.json` and `.safetensors` into this folder. The
weights are the last of the run whose evaluation is best; `--no-weights` leaves them out. Of pixels,
`.npz` is a stretch of what that agent saw. Folders of `dreamer.baselines.model_free` become `ppo_walker_walk.csv`
and `.json`.

    python -m dreamer.baselines.record runs/ablation/with* --variants ablation

writes the curves of sweeps that differ in settings, the unchanged first, as `ablation_Pendulum-v1.csv`
and `.json`.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np

from dreamer.errors import UserError
from dreamer.files import write_json
from dreamer.parts import load_parts
from dreamer.pictures.dream import play
from dreamer.training import checkpoint
from dreamer.training.curves import CurveWriter, join_curves, variant_curves, variant_name
from dreamer.training.manifest import sha256
from dreamer.training.run_folder import RunFolder, weights_of
from dreamer.training.shipped_runs import recorded_file
from dreamer.training.trainer import METHOD, load_run, task_name

HERE = Path(__file__).parent
SOLUTIONS = HERE.parent.parent / "solutions" / "day38"
EPISODES = 20  # in the evaluation of each run
STRETCH = 80  # policy steps of pixels


def record(
    logdirs: list[Path], out: Path, with_weights: bool = True, append: bool = False
) -> dict[str, Any]:
    """Write the files; the manifest. append: to what is recorded there, of the same settings."""
    folders = [RunFolder(logdir) for logdir in logdirs]
    manifests = [folder.read_manifest() for folder in folders]
    first = manifests[0]
    for folder, manifest in zip(folders, manifests, strict=True):
        if (manifest["task"], manifest["config"]) != (first["task"], first["config"]):
            raise UserError(f"{folder.path} is a run of another task or configuration")
    ours = first["method"] == METHOD
    kind = "dreamer" if ours else first["method"].lower()
    task = task_name(first["task"], first["config"].get("obs", "state"))
    curve, weights, facts_file = (
        recorded_file(task, suffix, kind, out) for suffix in (".csv", ".safetensors", ".json")
    )
    earlier: dict[str, Any] = {"seeds": [], "runs": [], "sha256": {}}
    if append:
        if not facts_file.exists():
            raise UserError(f"there is no {facts_file} to append to")
        earlier = json.loads(facts_file.read_text(encoding="utf-8"))
        if earlier["config"] != first["config"]:
            raise UserError(f"{facts_file} has runs of another configuration")
    new = [manifest["seeds"][0] for manifest in manifests]
    seeds = earlier["seeds"] + new
    if len(set(seeds)) < len(seeds):
        raise UserError(f"each run needs a seed of its own, got {seeds}")
    trainers = [load_run(logdir, load_parts(SOLUTIONS)) for logdir in logdirs] if ours else []
    evaluations = [trainer.evaluate(EPISODES) for trainer in trainers] or [
        manifest["evaluation"] for manifest in manifests
    ]
    runs = earlier["runs"] + [
        {**_facts(folder), "evaluation": evaluation}
        for folder, evaluation in zip(folders, evaluations, strict=True)
    ]
    join_curves([*([curve] if append else []), *(folder.curve for folder in folders)], curve)
    manifest = {
        **earlier,
        "method": first["method"],
        "task": first["task"],
        "seeds": seeds,
        "config": first["config"],
        "runs": runs,
        "sha256": {**earlier["sha256"], curve.name: sha256(curve)},
    }
    best = max(runs, key=lambda run: run["evaluation"]["mean"])
    if ours and with_weights and best["seed"] in new:
        trainer = trainers[new.index(best["seed"])]
        facts = {"seed": best["seed"], "env_steps": best["env_steps"]}
        checkpoint.save(weights, weights_of(trainer.agent), facts)
        manifest["weights_of_seed"] = best["seed"]
        manifest["sha256"][weights.name] = sha256(weights)
        if trainer.config.obs == "pixels":  # a stretch, for those who cannot render
            stretch = recorded_file(task, ".npz", folder=out)
            np.savez_compressed(stretch, **play(trainer, 1, STRETCH).steps._asdict())
            manifest["sha256"][stretch.name] = sha256(stretch)
    write_json(facts_file, manifest)
    return manifest


def record_variants(sweeps: list[Path], kind: str, out: Path) -> dict[str, Any]:
    """Write curves and manifest of sweeps that differ in settings; the manifest."""
    folders = [
        (variant_name(sweep.name), RunFolder(manifest.parent))
        for sweep in sweeps
        for manifest in sorted(sweep.glob("seed_*/manifest.json"))
    ]
    if not folders:
        raise UserError("there is no seed's folder in " + ", ".join(map(str, sweeps)))
    first = folders[0][1].read_manifest()
    runs = []
    for name, folder in folders:
        manifest = folder.read_manifest()
        if manifest["task"] != first["task"]:
            raise UserError(f"{folder.path} is a run of another task")
        config = {k: v for k, v in manifest["config"].items() if v != first["config"][k]}
        runs.append({"variant": name, "config": config, **_facts(folder)})
    curve, facts_file = (recorded_file(first["task"], x, kind, out) for x in (".csv", ".json"))
    curve.unlink(missing_ok=True)
    for group in variant_curves(sweeps).values():
        for run in group:
            with CurveWriter(curve, run.method, run.task, run.seed) as writer:
                for row in zip(run.env_steps, run.wall_seconds, run.episode_return, strict=True):
                    writer.write(int(row[0]), row[1], row[2])
    manifest = {
        "method": first["method"],
        "task": first["task"],
        "config": first["config"],
        "runs": runs,
        "sha256": {curve.name: sha256(curve)},
    }
    write_json(facts_file, manifest)
    return manifest


def _facts(folder: RunFolder) -> dict[str, Any]:
    """Where a run comes from, and how far it got."""
    manifest = folder.read_manifest()
    facts: dict[str, Any] = (
        checkpoint.load(folder.checkpoint)[1] if manifest["method"] == METHOD else manifest
    )
    own = {key: manifest[key] for key in ("commit", "started", "hardware", "versions")}
    done: dict[str, Any] = {k: facts[k] for k in ("env_steps", "updates", "seconds") if k in facts}
    return {"seed": manifest["seeds"][0], **own, **done}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("logdirs", type=Path, nargs="+", help="folders of finished runs")
    parser.add_argument("--out", type=Path, default=HERE)
    parser.add_argument("--append", action="store_true", help="to what is recorded there")
    parser.add_argument("--no-weights", action="store_true", help="curves and manifest alone")
    parser.add_argument("--variants", metavar="KIND", help="sweeps that differ in settings")
    args = parser.parse_args()
    try:
        if args.variants:
            record_variants(args.logdirs, args.variants, args.out)
            return
        runs = record(args.logdirs, args.out, not args.no_weights, args.append)["runs"]
    except UserError as error:
        parser.exit(2, f"{error}\n")
    for run in runs:
        e = run["evaluation"]
        print(
            f"seed {run['seed']}: {run['env_steps']:,} env steps in {run['seconds'] / 60:.0f} min; "
            f"{EPISODES} episodes: mean {e['mean']:.0f}, std {e['std']:.0f}, median "
            f"{e['median']:.0f}, min {e['min']:.0f}, max {e['max']:.0f}"
        )


if __name__ == "__main__":
    main()
