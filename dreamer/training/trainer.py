"""The training loop: act, store in replay, update; with progress, checkpoints and resume.

    Trainer("dmc_walker_walk", config="laptop", logdir="runs/a").train()

A trainer made on a folder that holds a run goes on with that run.
"""

from __future__ import annotations

import contextlib
import dataclasses
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tqdm import tqdm

from dreamer.agent.agent import Agent
from dreamer.agent.config import Config, completed, make_config
from dreamer.agent.replay import Replay, Step
from dreamer.envs.driver import EnvDriver
from dreamer.errors import NotFinite, UserError, WorldError
from dreamer.parts import Parts, default_parts
from dreamer.progress import progress
from dreamer.training import checkpoint
from dreamer.training.compiling import FasterUpdates
from dreamer.training.curves import (
    SMOOTHING,
    CurveWriter,
    by_method,
    returns_at,
    truncate_curve,
)
from dreamer.training.evaluate import evaluate, reconstruction_quality
from dreamer.training.randomness import RandomStream
from dreamer.training.run_folder import RunFolder, check_identity, load_weights, weights_of
from dreamer.training.shipped_runs import recorded_file, recorded_manifest, shipped_curves
from dreamer.training.speed import check_device, cpu_threads, measure_speed
from dreamer.training.stop_signals import stop_signals
from dreamer.training.stopwatch import Stopwatch

METHOD = "DreamerV3"
MAX_SEED = 2**31  # evaluation uses those from here on
EXECUTION = ("env_steps", "compile", "threads", "device")  # settings that a resumed run may change
LOG_SECONDS = 5.0  # between TensorBoard scalars
RECENT = 10  # curve rows in the mean return that decides about `best`
SHOW_SECONDS = 2.0  # between changes of the line beside the bar


class Trainer:
    """One run.

    env: `dmc_{domain}_{task}` or a Gymnasium id.
    config: a preset's name or a dict of settings (see `dreamer.agent.config`).
    parts: from `load_parts`; by default the notebooks of this checkout.
    logdir: the run's folder; None keeps nothing on disk.
    save_seconds: between checkpoints; one is also written at the end and at Ctrl-C.

    Raises UserError for what does not exist, and for a folder of another run.
    """

    def __init__(
        self,
        env: str,
        seed: int = 0,
        config: str | Mapping[str, Any] | Config | None = None,
        parts: Parts | None = None,
        logdir: str | Path | None = None,
        save_seconds: float = 60.0,
    ):
        if not 0 <= seed < MAX_SEED:
            raise UserError(f"the seed must lie in 0..{MAX_SEED - 1}, got {seed}")
        self.env, self.seed, self.config = env, seed, make_config(env, config)
        self.save_seconds = save_seconds
        self.folder = RunFolder(logdir) if logdir is not None else None
        if self.folder:
            self.folder.check(self.identity)
        self.parts = parts or default_parts()
        c = self.config
        check_device(c.device)
        self.driver = self._make_driver(c.envs)
        self.agent = self._make_agent()
        self.rng = np.random.default_rng(seed)
        self.stream = RandomStream(seed)
        self.env_steps, self.updates, self.seconds = 0, 0, 0.0
        self.best_return: float | None = None
        self.peak_return = 0.0  # the highest that the recent return has been
        self._due = 0.0  # updates that experience has earned and that are not done yet
        self._recent: list[tuple[int, float]] = []  # env steps and return of the curve's last rows
        self._saved_at = 0  # env steps of the checkpoint
        # of metrics since they were last logged, and of how many updates
        self._sums: dict[str, tuple[torch.Tensor, int]] = {}
        if self.folder:
            self.folder.begin(METHOD, self.identity, dict(self.parts.provenance))
        self.replay = Replay(
            c.replay_capacity,
            c.envs,
            self.driver.observation,
            self.driver.action,
            c.deter,
            c.stoch,
            c.classes,
            folder=self.folder.replay if self.folder else None,
        )
        if self.folder and self.folder.checkpoint.exists():
            self.resume(self.folder.checkpoint)
        elif self.folder:
            self.save(self.folder.checkpoint)

    @property
    def identity(self) -> dict[str, Any]:
        """What makes two runs the same one; how long and where it goes on may change."""
        config = dataclasses.asdict(self.config)
        for name in EXECUTION:
            del config[name]
        return {"env": self.env, "seed": self.seed, "config": config}

    @property
    def task(self) -> str:
        """The task's name in learning curves: the environment's, with `_pixels` where images are seen."""
        return task_name(self.env, self.config.obs)

    def _make_driver(self, count: int) -> EnvDriver:
        return EnvDriver(self.env, count, **self.config.env_settings)

    def _make_agent(self) -> Agent:
        with RandomStream(self.seed):
            d = self.driver
            agent = Agent(d.observation, d.action, d.discrete, self.config, self.parts)
        return agent.to(agent.device)

    # ---- training

    def train(self, total_timesteps: int | None = None) -> dict[str, Any]:
        """Train until `total_timesteps` env steps (the config's, by default) are done.

        Returns env_steps, updates, wall_seconds, updates_per_second, the mean return
        over the last 20,000 env steps, and the best mean of ten rows of the curve at a checkpoint (or None).

        Raises KeyboardInterrupt at Ctrl-C or SIGTERM, after saving; and, after saving, what a world, a
        disk or a part raises. NotFinite where a loss or a weight is NaN or infinite: then nothing is saved.
        """
        total = self.config.env_steps if total_timesteps is None else total_timesteps
        if total > self.env_steps:
            with self.stream, cpu_threads(self.config.threads):
                self._train(total)
        return {
            "env_steps": self.env_steps,
            "updates": self.updates,
            "wall_seconds": self.seconds,
            "updates_per_second": self.updates / self.seconds if self.seconds else 0.0,
            "episode_return": self._recent_return(),
            "best_return": self.best_return,
        }

    def _train(self, total: int) -> None:
        with contextlib.ExitStack() as stack:
            curve = board = None
            if self.folder:
                stack.enter_context(self.folder.lock())
                writer = CurveWriter(self.folder.curve, METHOD, self.task, self.seed)
                curve = stack.enter_context(writer)
                board = _tensorboard(self.folder.tensorboard, self.env_steps)
                stack.callback(board.close)
            c = self.config
            self.replay.reserve(math.ceil((total - self.env_steps) / (c.envs * c.action_repeat)))
            watch = Stopwatch(self.seconds)
            faster = stack.enter_context(contextlib.closing(self._faster_updates(total)))
            stop = stack.enter_context(stop_signals())
            bar = stack.enter_context(
                progress(total, "env steps", done=self.env_steps, estimate=False)
            )
            try:
                self._loop(total, watch, faster, curve, board, bar, stop)
            except NotFinite as error:
                raise NotFinite(f"{error}{self._last_good()}") from None
            except Exception as error:  # of the world, of the disk, of a learner's part
                if self.folder:
                    self._save_run(self.folder)
                    if isinstance(error, WorldError):
                        raise WorldError(
                            f"{error}; all up to env step {self.env_steps:,} is kept in {self.folder.path}"
                        ) from error
                raise
            if self.folder:
                self._save_run(self.folder)
        if stop.is_set():
            raise KeyboardInterrupt

    def _loop(self, total: int, watch, faster, curve, board, bar, stop) -> None:
        driver = self.driver
        driver.reset(int(self.rng.integers(2**31)))
        state = self.agent.initial(driver.count)
        action = torch.zeros(driver.count, driver.action)
        episode_return = np.zeros(driver.count)  # so far
        saved = logged = shown = watch()
        while self.env_steps < total and not stop.is_set():
            seen, led_here = driver.seen, action
            action, state = self.agent.act(seen.obs, led_here, seen.is_first, state)
            reward = seen.reward * self.config.reward_factor
            self.replay.add(Step(seen.obs, led_here, reward, *seen[2:]), state)
            steps = int(driver.step(action).sum())
            self.env_steps += steps
            bar.update(steps)
            self._learn(steps, total, faster)
            self.seconds = watch()

            episode_return *= ~driver.seen.is_first.numpy()
            episode_return += driver.seen.reward.numpy()
            ended = driver.seen.is_last.numpy()
            if ended.any():
                mean = float(episode_return[ended].mean())
                self._recent.append((self.env_steps, mean))
                while len(self._recent) > RECENT and not self._is_recent(self._recent[0]):
                    del self._recent[0]
                self.peak_return = max(self.peak_return, self._recent_return() or 0.0)
                if curve and board:
                    curve.write(self.env_steps, self.seconds, mean)
                    board.add_scalar("episode_return", mean, self.env_steps)
            if self.seconds - shown > SHOW_SECONDS:
                shown = self.seconds
                bar.set_postfix_str(self._postfix(total, faster))
            if board and self.seconds - logged > LOG_SECONDS:
                logged = self.seconds
                self._log(board)
            if self.folder and self.seconds - saved > self.save_seconds:
                saved = self.seconds
                self._save_run(self.folder)

    def _learn(self, env_steps: int, total: int, faster: FasterUpdates) -> None:
        """Do the updates that `env_steps` of new experience have earned."""
        c = self.config
        enough = self.replay.filled * c.envs >= c.batch_size * c.batch_length
        if not (enough and self.replay.can_sample(c.batch_length)):
            return
        self.agent.anneal(self.env_steps if c.anneal_by == "env_steps" else self.peak_return)
        self._due += env_steps * c.updates_per_env_step
        while self._due >= 1:
            self._due -= 1
            sample = self.replay.sample(c.batch_size, c.batch_length, self.rng)
            left = (total - self.env_steps) * c.updates_per_env_step
            try:
                behavior = (self.updates + 1) % c.behavior_every == 0
                metrics, states = faster.update(sample.steps, sample.context, left, behavior)
            except NotFinite as error:
                raise NotFinite(f"at update {self.updates + 1:,} {error}") from None
            self.replay.write_back(sample, states)
            self.updates += 1
            if self.updates == c.behavior_reset:
                self.agent.reset_behavior()
            for name, value in metrics.items():
                before, count = self._sums.get(name, (torch.zeros(()), 0))
                self._sums[name] = before + value, count + 1

    def _log(self, board) -> None:
        for name, (total, count) in self._sums.items():
            board.add_scalar(name, total / count, self.env_steps)
        self._sums.clear()

    def _last_good(self) -> str:
        """Where a run that went wrong can be gone on from, for the end of a message."""
        if not self.folder:
            return ""
        return (
            f"; {self.folder.checkpoint} holds the run as it was at {self._saved_at:,} env steps, "
            "and nothing later was saved"
        )

    def _recent_return(self) -> float | None:
        """Over the last `SMOOTHING` env steps, as in the figures."""
        rows = [row for row in self._recent if self._is_recent(row)] or self._recent[-1:]
        return float(np.mean([value for _, value in rows])) if rows else None

    def _is_recent(self, row: tuple[int, float]) -> bool:
        return row[0] > self.env_steps - SMOOTHING

    def _postfix(self, total: int, faster: FasterUpdates) -> str:
        left = (total - self.env_steps) * self.config.updates_per_env_step
        said = [f"{tqdm.format_interval(faster.forecast.seconds(left))} left"]
        if self._recent:
            said.append(f"return {self._recent_return():.0f}")
        return ", ".join([*said, f"{1 / faster.forecast.per_update:.1f} updates/s"])

    def _faster_updates(self, total: int) -> FasterUpdates:
        """Say how long the env steps up to `total` will take here; compile meanwhile where that pays."""
        c, d = self.config, self._make_driver(self.config.envs)
        env_steps = total - self.env_steps
        updates = env_steps * c.updates_per_env_step
        with RandomStream(0):
            speed = measure_speed(self._make_agent(), d)
        d.close()
        per_update = speed.per_update(c)
        faster = FasterUpdates(self.agent, d.observation, d.discrete, updates, per_update)
        about = _duration(faster.forecast.seconds(updates))
        print(
            f"{METHOD} on {self.env}, seed {self.seed}: {env_steps:,} env steps, "
            f"about {about} on this machine",
            flush=True,
        )
        self._tell_expected(total)
        return faster

    def _tell_expected(self, total: int) -> None:
        """Say where the recorded runs of these settings stood after `total` env steps."""
        manifest = recorded_manifest(self.task)
        if manifest is None:
            return
        recorded = completed(manifest["config"])
        if any(recorded[name] != value for name, value in self.identity["config"].items()):
            return
        runs = by_method(shipped_curves(self.task))[METHOD]
        then = [
            f"{value:.0f} (seed {run.seed})"
            for run, value in zip(runs, returns_at(runs, total), strict=False)
        ]
        if then:
            print(f"return to expect then, from recorded runs: {', '.join(then)}", flush=True)

    def evaluate(self, episodes: int = 10, explore: bool = False) -> dict[str, Any]:
        """Play whole episodes with seeds that training does not use; see `dreamer.training.evaluate`.

        From pixels, also `ssim` and `psnr` of what the world model draws of them.
        """
        driver = self._make_driver(episodes)
        with cpu_threads(self.config.threads):
            seed = MAX_SEED + self.seed
            result = evaluate(self.agent, driver, seed, explore)
            if self.config.obs == "pixels" and self.agent.world_model.decoder is not None:
                result |= reconstruction_quality(self.agent, driver, seed)
        driver.close()
        return result

    # ---- keeping it

    def save(self, path: str | Path) -> None:
        """Write a checkpoint: weights, optimiser, random states and counters.

        The replay is not in it; in a run's folder it lies beside the checkpoint.
        """
        facts = {
            **self.identity,
            "env_steps": self.env_steps,
            "updates": self.updates,
            "seconds": self.seconds,
            "due": self._due,
            "recent": self._recent,
            "best_return": self.best_return,
            "peak_return": self.peak_return,
            "replay_rows": self.replay.rows,
            "parts": self.parts.digests,
            "rng": self.rng.bit_generator.state,
        }
        tensors = {**weights_of(self.agent), **self.agent.optimizer_tensors()}
        checkpoint.save(Path(path), {**tensors, "rng": self.stream.state}, facts)

    def resume(self, path: str | Path) -> None:
        """Go on from a checkpoint of the same environment, seed and config.

        Raises UserError where the checkpoint is damaged or another run's.
        """
        path = Path(path)
        tensors, facts = checkpoint.load(path)
        check_identity(path, {key: facts.get(key) for key in self.identity}, self.identity)
        load_weights(self.agent, tensors, path)
        _tell_other_parts(facts, self.parts)
        self.agent.load_optimizer_tensors(tensors)
        self.stream.state = tensors["rng"]
        self.rng.bit_generator.state = facts["rng"]
        self.env_steps, self.updates = facts["env_steps"], facts["updates"]
        self.seconds, self._due = facts["seconds"], facts["due"]
        self._recent = [
            (row[0], row[1]) if isinstance(row, list) else (self.env_steps, row)  # as once written
            for row in facts["recent"]
        ]
        self._saved_at = self.env_steps
        self.best_return = facts["best_return"]
        self.peak_return = facts.get("peak_return", 0.0)  # earlier checkpoints had none
        if self.folder:
            truncate_curve(self.folder.curve, self.env_steps)
            if path.resolve() == self.folder.checkpoint.resolve() and self.replay.found:
                self.replay.rows = facts["replay_rows"]
            elif facts["replay_rows"]:
                print("the replay of this run is not here: it fills anew")

    def _save_run(self, folder: RunFolder) -> None:
        for name, weights in self.agent.state_dict().items():
            if not weights.isfinite().all():
                raise NotFinite(f"at update {self.updates:,} the weights {name} are not finite")
        self.replay.flush()
        last = [value for _, value in self._recent[-RECENT:]]
        mean = float(np.mean(last)) if len(last) == RECENT else None
        if mean is not None and (self.best_return is None or mean > self.best_return):
            self.best_return = mean
            facts = {
                "env_steps": self.env_steps,
                "episode_return": mean,
                "parts": self.parts.digests,
            }
            checkpoint.save(folder.best, weights_of(self.agent), facts)
        self.save(folder.checkpoint)
        self._saved_at = self.env_steps


def _duration(seconds: float) -> str:
    return f"{seconds:.0f} s" if seconds < 100 else f"{seconds / 60:.0f} min"


def task_name(env: str, obs: str) -> str:
    """`dmc_walker_walk`, or `dmc_walker_walk_pixels`."""
    return env if obs == "state" else f"{env}_{obs}"


def load_run(
    logdir: str | Path, parts: Parts | None = None, weights: str = "checkpoint"
) -> Trainer:
    """The agent of a run's folder, to be looked at: nothing in the folder is changed.

    weights: `checkpoint` (the last) or `best`.
    """
    folder = RunFolder(logdir)
    return _load(folder.read_manifest(), getattr(folder, weights), parts)


def load_shipped(task: str = "dmc_walker_walk", parts: Parts | None = None) -> Trainer:
    """The trained agent that comes with the lab, to be looked at.

    Raises UserError where there is none for `task`.
    """
    manifest, weights = recorded_manifest(task), recorded_file(task, ".safetensors")
    if manifest is None or not weights.exists():
        raise UserError(f"no trained agent for {task} comes with the lab: train one")
    return _load(manifest, weights, parts)


def _load(manifest: dict[str, Any], path: Path, parts: Parts | None) -> Trainer:
    trainer = Trainer(manifest["task"], manifest["seeds"][0], manifest["config"], parts)
    tensors, facts = checkpoint.load(path)
    load_weights(trainer.agent, tensors, path)
    _tell_other_parts(facts, trainer.parts)
    return trainer


def _tell_other_parts(facts: dict[str, Any], parts: Parts) -> None:
    """Say so where weights were trained with other parts than these."""
    others = [
        id for id, digest in facts.get("parts", {}).items() if parts.digests.get(id) != digest
    ]
    if others:
        print(f"note: these weights were trained with other versions of: {', '.join(others)}")


def _tensorboard(path: Path, env_steps: int):
    """A writer; what an earlier session wrote from `env_steps` on is no longer shown."""
    from torch.utils.tensorboard import SummaryWriter  # imports slowly

    return SummaryWriter(path, purge_step=env_steps + 1)
