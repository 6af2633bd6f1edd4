"""Records the baselines without a world model: PPO and SAC of Stable-Baselines3 on the same task.

    python -m dreamer.baselines.model_free PPO --seed 10 --out runs/ppo_10

trains one seed on one thread and leaves `curve.csv` and `manifest.json` in the folder, with 20 episodes of the
trained policy; a folder that is finished is left alone. `dreamer.baselines.record` puts several together. Needs
the extra `baselines`.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from stable_baselines3 import PPO, SAC
from stable_baselines3.common.base_class import BaseAlgorithm
from stable_baselines3.common.callbacks import BaseCallback
from stable_baselines3.common.evaluation import evaluate_policy
from stable_baselines3.common.vec_env import DummyVecEnv, VecEnv, VecMonitor, VecNormalize
from tqdm import tqdm

from dreamer.envs import make_env
from dreamer.files import replace, write_json
from dreamer.progress import progress
from dreamer.training.curves import CurveWriter
from dreamer.training.evaluate import statistics
from dreamer.training.manifest import make_manifest
from dreamer.training.run_folder import RunFolder
from dreamer.training.stopwatch import Stopwatch
from dreamer.training.trainer import MAX_SEED

TASK = "dmc_walker_walk"
EPISODES = 20  # in the evaluation of each run


@dataclass(frozen=True)
class Method:
    """One algorithm with the settings that it was given here."""

    algorithm: type[BaseAlgorithm]
    env_steps: int  # for each seed
    action_repeat: int
    envs: int  # stepped in one process
    normalise: bool  # observations and rewards, by their running statistics
    settings: dict[str, Any]


METHODS = {
    # Two settings were tried for 1.6M env steps on seed 0: this one reached 679, one with ReLU, a first standard
    # deviation of e^-1 and minibatches of 256 reached 588.
    "PPO": Method(
        PPO,
        env_steps=5_000_000,
        action_repeat=2,
        envs=16,  # at this size the update costs more than the physics
        normalise=True,
        settings={
            "n_steps": 512,  # 8192 policy steps an iteration
            "batch_size": 512,
            "n_epochs": 10,
            "learning_rate": 3e-4,
            "gamma": 0.99,
            "gae_lambda": 0.95,
            "clip_range": 0.2,
            "ent_coef": 0.0,
            "policy_kwargs": {"net_arch": [256, 256]},  # tanh, the library's default
        },
    ),
    # The library's defaults, but for several environments a forward pass, and a horizon for actions that are held.
    "SAC": Method(
        SAC,
        env_steps=240_000,
        action_repeat=4,
        envs=4,
        normalise=False,
        settings={
            "learning_starts": 1000,
            "train_freq": 1,
            "gradient_steps": -1,  # an update for every policy step of every environment
            "gamma": 0.98,  # 50 policy steps, as for our laptop preset
        },
    ),
}


class _Record(BaseCallback):
    """Writes a row of the curve whenever episodes end, and moves the bar."""

    def __init__(self, writer: CurveWriter, action_repeat: int, bar: tqdm):
        super().__init__()
        self.writer, self.action_repeat, self.bar = writer, action_repeat, bar
        self.watch = Stopwatch()

    def _on_step(self) -> bool:
        env_steps = self.num_timesteps * self.action_repeat
        self.bar.update(env_steps - self.bar.n)
        returns = [info["episode"]["r"] for info in self.locals["infos"] if "episode" in info]
        if returns:
            self.writer.write(env_steps, self.watch(), float(np.mean(returns)))
            self.bar.set_postfix_str(f"return {np.mean(returns):.0f}")
        return True


def train(name: str, seed: int, folder: RunFolder, env_steps: int | None = None) -> None:
    """Train one seed on one thread, and leave its curve and manifest in `folder` when it is done."""
    method = METHODS[name]
    total = env_steps or method.env_steps
    config = {
        "env_steps": total,
        "action_repeat": method.action_repeat,
        "envs": method.envs,
        "normalise": method.normalise,
        **method.settings,
    }
    folder.path.mkdir(parents=True, exist_ok=True)
    manifest = make_manifest(name, TASK, [seed], config, packages=("stable-baselines3",))
    torch.set_num_threads(1)
    worlds: VecEnv = VecMonitor(
        DummyVecEnv([lambda: make_env(TASK, method.action_repeat)] * method.envs)
    )
    if method.normalise:
        worlds = VecNormalize(worlds, gamma=method.settings["gamma"])
    model = method.algorithm("MlpPolicy", worlds, seed=seed, device="cpu", **method.settings)
    scratch = folder.path / "curve.partial"
    scratch.unlink(missing_ok=True)
    with CurveWriter(scratch, name, TASK, seed) as writer, progress(total, "env steps") as bar:
        recorder = _Record(writer, method.action_repeat, bar)
        model.learn(total // method.action_repeat, callback=recorder)
        done = {
            "env_steps": model.num_timesteps * method.action_repeat,
            "seconds": recorder.watch(),
        }
    write_json(folder.manifest, {**manifest, **done, "evaluation": _evaluate(model, seed)})
    replace(scratch, folder.curve)


def _evaluate(model: BaseAlgorithm, seed: int) -> dict[str, Any]:
    """Episodes of the policy's mean action, from seeds that training does not use."""
    worlds = model.get_env()
    assert worlds is not None
    if isinstance(worlds, VecNormalize):
        worlds.training = worlds.norm_reward = False
    worlds.seed(MAX_SEED + seed)
    returns, _ = evaluate_policy(model, worlds, EPISODES, return_episode_rewards=True)
    return statistics(np.array(returns))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("method", choices=METHODS)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--steps", type=int, help="env steps; the method's by default")
    parser.add_argument("--out", type=Path, required=True, help="the run's folder")
    args = parser.parse_args()
    folder = RunFolder(args.out)
    if folder.curve.exists():
        print(f"{folder.path} is finished")
        return
    train(args.method, args.seed, folder, args.steps)


if __name__ == "__main__":
    main()
