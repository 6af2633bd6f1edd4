"""Writes what is handed in of a trained agent: `agent.safetensors` and `agent.csv`.

    hand_in("runs/laptop", parts)    writes agent.safetensors and agent.csv

A grader loads the weights, plays its own episodes with them, and gives points for the mean return.
"""

from __future__ import annotations

from pathlib import Path

from dreamer.agent.config import Config
from dreamer.errors import UserError
from dreamer.files import write_whole
from dreamer.parts import Parts
from dreamer.parts.exercises import agent_mark
from dreamer.training import checkpoint
from dreamer.training.curves import read_curve
from dreamer.training.run_folder import RunFolder, weights_of
from dreamer.training.trainer import load_run

AGENT, CURVE = "agent.safetensors", "agent.csv"
TASK = "dmc_walker_walk"
EPISODES = 10


def hand_in(
    run: str | Path,
    parts: Parts | None = None,
    folder: str | Path = ".",
    episodes: int = EPISODES,
) -> float:
    """Measure a run's agent, write what is handed in of it to `folder`, and return the points
    that this measurement would give.

    Raises UserError where there is no such run, or it is one of another task.
    """
    trainer = load_run(run, parts)
    if trainer.env != TASK:
        raise UserError(f"{run} is a run on {trainer.env}: the lab's task is {TASK}")
    own = {**trainer.config.env_settings, "action_repeat": Config().action_repeat}
    if own != Config().env_settings:
        raise UserError(
            f"{run} saw the world otherwise than the grader's agents do: in time, as numbers"
        )
    curve = RunFolder(run).curve
    read_curve(curve)  # raises where nothing is in it yet
    result = trainer.evaluate(episodes)
    claim = {key: result[key] for key in ("episodes", "mean", "std", "min", "max")}
    facts = {**trainer.identity, "parts": trainer.parts.digests, "claim": claim}
    folder = Path(folder)
    write_whole(folder / CURVE, curve.read_bytes())
    checkpoint.save(folder / AGENT, weights_of(trainer.agent), facts)
    mark = agent_mark()
    earned = mark.earned(result["mean"])
    print(
        f"{episodes} episodes: {result['mean']:.0f} ± {result['std']:.0f}, "
        f"worth {earned:g} of {mark.points:g} points (all from {mark.full:.0f} on)\n"
        f"To hand in: {folder / AGENT} and {folder / CURVE}. Marks follow episodes that the grader plays."
    )
    return earned
