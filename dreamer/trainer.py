"""Training: act, remember, learn; with progress, checkpoints and resume.

    Trainer("dmc_walker_walk", config="laptop", logdir="runs/a").train()

A run's folder holds `manifest.json`, `curve.csv`, `checkpoint.safetensors` (what a
resume needs), `best.safetensors` (weights alone), the replay and TensorBoard's
scalars. A trainer made on a folder that holds a run goes on with that run.
"""

from __future__ import annotations

import contextlib
import dataclasses
import json
import os
import signal
import threading
import time
from collections import deque
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import torch

from dreamer import checkpoint
from dreamer.agent import Agent
from dreamer.config import Config, make_config
from dreamer.curves import CurveWriter, truncate_curve
from dreamer.envs import EnvDriver
from dreamer.errors import UserError
from dreamer.evaluate import evaluate
from dreamer.manifest import make_manifest, write_json
from dreamer.parts import Parts, default_parts
from dreamer.progress import progress
from dreamer.replay import Replay, Step
from dreamer.stopwatch import Stopwatch

METHOD = "DreamerV3"
SAVE_SECONDS = float(os.environ.get("DAY38_SAVE_SECONDS", "60"))  # between checkpoints
LOG_SECONDS = 5  # between TensorBoard scalars
RECENT = 10  # curve rows in the return that is shown and that decides about `best`


class Trainer:
    """One run.

    env: `dmc_{domain}_{task}` or a Gymnasium id.
    config: a preset's name or a dict of settings (see `dreamer.config`).
    parts: from `load_parts`; by default the notebooks of this checkout.
    logdir: the run's folder; None keeps nothing on disk.

    Raises UserError for what does not exist, and for a folder of another run.
    """

    def __init__(
        self,
        env: str,
        seed: int = 0,
        config: str | Mapping[str, Any] | Config | None = None,
        parts: Parts | None = None,
        logdir: str | Path | None = None,
    ):
        self.env, self.seed, self.config = env, seed, make_config(env, config)
        self.parts = parts or default_parts()
        self.logdir = Path(logdir) if logdir is not None else None
        if self.logdir is not None:
            self._check_folder(self.logdir)
        c = self.config
        self.driver = EnvDriver(env, c.envs, c.action_repeat)
        self.agent = self._make_agent()
        self.rng = np.random.default_rng(seed)
        self.generator = torch.Generator().manual_seed(seed)
        self.env_steps, self.updates, self.seconds = 0, 0, 0.0
        self.best_return = float("-inf")
        self._due = 0.0  # updates that experience has earned and that are not done yet
        self._recent: deque[float] = deque(maxlen=RECENT)
        self._sums: dict[str, torch.Tensor] = {}
        self.replay = Replay(
            min(c.replay_capacity, c.env_steps // c.action_repeat + 2 * c.envs),
            c.envs,
            self.driver.observation,
            self.driver.action,
            c.deter,
            c.stoch,
            c.classes,
            folder=self.logdir and self.logdir / "replay",
        )
        if self.logdir is not None:
            if self._checkpoint.exists():
                self.resume(self._checkpoint)
            else:
                self._begin_folder()

    @property
    def _checkpoint(self) -> Path:
        assert self.logdir is not None
        return self.logdir / "checkpoint.safetensors"

    # ---- training

    def train(self, total_timesteps: int | None = None) -> dict[str, Any]:
        """Train until `total_timesteps` env steps (the config's, by default) are done.

        Returns env_steps, updates, wall_seconds, updates_per_second, the mean return
        of the last rows of the curve and the best such mean. Ctrl-C saves first.
        """
        total = self.config.env_steps if total_timesteps is None else total_timesteps
        if total > self.env_steps:
            seconds = self.estimate(total - self.env_steps)
            print(
                f"{METHOD} on {self.env}, seed {self.seed}: {total - self.env_steps:,} env steps, "
                f"about {_minutes(seconds)} on this machine",
                flush=True,
            )
            self._train(total)
        return self._summary()

    def _train(self, total: int) -> None:
        started, updates_before = time.perf_counter(), self.updates
        watch = Stopwatch(self.seconds)
        self.driver.reset(int(self.rng.integers(2**31)))
        state = self.agent.initial(self.driver.count)
        action = torch.zeros(self.driver.count, self.driver.action)
        episode = np.zeros(self.driver.count)  # return so far
        saved = logged = watch()
        with contextlib.ExitStack() as stack:
            curve = board = None
            if self.logdir is not None:
                curve_path = self.logdir / "curve.csv"
                curve = stack.enter_context(CurveWriter(curve_path, METHOD, self.env, self.seed))
                board = _tensorboard(self.logdir)
                stack.callback(board.close)
            stop = stack.enter_context(_signals())
            bar = stack.enter_context(progress(total, "env steps", done=self.env_steps))
            while self.env_steps < total and not stop.is_set():
                seen = self.driver.seen
                before = action
                action, state = self.agent.act(
                    seen.obs, before, seen.is_first, state, self.generator
                )
                self.replay.add(Step(seen.obs, before, *seen[1:]), state)
                steps = int(self.driver.step(action).sum())
                self.env_steps += steps
                bar.update(steps)
                episode = episode * ~self.driver.seen.is_first.numpy()
                episode += self.driver.seen.reward.numpy()
                ended = self.driver.seen.is_last.numpy()
                if ended.any():
                    episode_return = float(episode[ended].mean())
                    self._recent.append(episode_return)
                    if curve:
                        curve.write(self.env_steps, watch(), episode_return)
                    if board:
                        board.add_scalar("episode_return", episode_return, self.env_steps)
                self._learn(steps)
                self.seconds = watch()
                if ended.any():
                    rate = (self.updates - updates_before) / (time.perf_counter() - started)
                    bar.set_postfix_str(f"return {self._mean():.0f}, {rate:.1f} updates/s")
                if board and self.seconds - logged > LOG_SECONDS:
                    logged = self.seconds
                    self._log(board)
                if self.logdir is not None and self.seconds - saved > SAVE_SECONDS:
                    saved = self.seconds
                    self._save_run()
            if self.logdir is not None:
                self._save_run()
        if stop.is_set():
            raise KeyboardInterrupt

    def _learn(self, env_steps: int) -> None:
        """Do the updates that `env_steps` of new experience have earned."""
        c = self.config
        if self.replay.filled * c.envs < c.batch_size * c.batch_length:
            return
        if not self.replay.can_sample(c.batch_length):
            return
        self._due += env_steps * c.updates_per_env_step
        while self._due >= 1:
            self._due -= 1
            sample = self.replay.sample(c.batch_size, c.batch_length, self.rng)
            metrics, states = self.agent.update(sample.steps, sample.context, self.generator)
            self.replay.write_back(sample, states)
            self.updates += 1
            for name, value in {**metrics, "count": torch.ones(())}.items():
                self._sums[name] = self._sums.get(name, 0) + value

    def estimate(self, env_steps: int) -> float:
        """Seconds that `env_steps` more will take here, measured on a throw-away copy."""
        c = self.config
        agent = self._make_agent()
        generator = torch.Generator().manual_seed(0)
        driver = EnvDriver(self.env, c.envs, c.action_repeat)
        driver.reset(0)
        state, action = agent.initial(c.envs), torch.zeros(c.envs, driver.action)

        def act(count: int) -> float:
            nonlocal state, action
            start = time.perf_counter()
            for _ in range(count):
                seen = driver.seen
                action, state = agent.act(seen.obs, action, seen.is_first, state, generator)
                driver.step(action)
            return (time.perf_counter() - start) / (count * c.envs * c.action_repeat)

        def update(count: int) -> float:
            shape = (c.batch_size, c.batch_length)
            nothing = torch.zeros(shape, dtype=torch.bool)
            steps = Step(
                torch.zeros(*shape, driver.observation),
                torch.zeros(*shape, driver.action),
                torch.zeros(shape),
                nothing,
                nothing,
                nothing,
            )
            start = time.perf_counter()
            for _ in range(count):
                agent.update(steps, agent.initial(c.batch_size), generator)
            return (time.perf_counter() - start) / count

        act(3), update(1)  # the first calls also allocate
        seconds = env_steps * (act(20) + c.updates_per_env_step * update(3))
        driver.close()
        return seconds

    # ---- looking at it

    def evaluate(self, episodes: int = 10, explore: bool = False) -> dict[str, Any]:
        """Play whole episodes with seeds that training never uses; statistics of their returns."""
        driver = EnvDriver(self.env, episodes, self.config.action_repeat)
        result = evaluate(self.agent, driver, seed=2**31 + self.seed, explore=explore)
        driver.close()
        return result

    def _mean(self) -> float:
        return float(np.mean(self._recent)) if self._recent else float("nan")

    def _summary(self) -> dict[str, Any]:
        return {
            "env_steps": self.env_steps,
            "updates": self.updates,
            "wall_seconds": self.seconds,
            "updates_per_second": self.updates / self.seconds if self.seconds else 0.0,
            "episode_return": self._mean(),
            "best_return": self.best_return,
        }

    def _log(self, board) -> None:
        count = self._sums.pop("count", torch.ones(()))
        for name, value in self._sums.items():
            board.add_scalar(name, value / count, self.env_steps)
        self._sums.clear()

    # ---- keeping it

    def save(self, path: str | Path) -> None:
        """Write a checkpoint: weights, optimiser, random states and counters.

        The replay is not in it; in a run's folder it lies beside the checkpoint.
        """
        facts = {
            "env": self.env,
            "seed": self.seed,
            "config": dataclasses.asdict(self.config),
            "env_steps": self.env_steps,
            "updates": self.updates,
            "seconds": self.seconds,
            "due": self._due,
            "recent": list(self._recent),
            "best_return": self.best_return if self._recent else None,
            "replay_rows": self.replay.rows,
            "rng": self.rng.bit_generator.state,
        }
        tensors = {**_prefixed("agent", self.agent.state_dict()), "rng": self.generator.get_state()}
        checkpoint.save(Path(path), {**tensors, **self.agent.optimizer_tensors()}, facts)

    def resume(self, path: str | Path) -> None:
        """Go on from a checkpoint of the same environment, seed and config.

        Raises UserError where the checkpoint is damaged or another run's.
        """
        tensors, facts = checkpoint.load(Path(path))
        mine = {"env": self.env, "seed": self.seed, "config": dataclasses.asdict(self.config)}
        _same_run(Path(path), {k: facts.get(k) for k in mine}, mine)
        load_weights(self.agent, tensors, Path(path))
        self.agent.load_optimizer_tensors(tensors)
        self.generator.set_state(tensors["rng"])
        self.rng.bit_generator.state = facts["rng"]
        self.env_steps, self.updates, self.seconds = (
            facts["env_steps"],
            facts["updates"],
            facts["seconds"],
        )
        self._due = facts["due"]
        self._recent.extend(facts["recent"])
        if facts["best_return"] is not None:
            self.best_return = facts["best_return"]
        if self.logdir is not None and Path(path) == self._checkpoint:
            self.replay.rows = facts["replay_rows"]
            truncate_curve(self.logdir / "curve.csv", self.env_steps)

    def _check_folder(self, logdir: Path) -> None:
        """Refuse a folder that is not this run's, before anything is touched."""
        manifest = logdir / "manifest.json"
        if not manifest.exists():
            if logdir.is_dir() and any(logdir.iterdir()):
                raise UserError(f"{logdir} holds other files: give an empty or a new folder")
            return
        theirs = read_manifest(logdir)
        mine = {
            "env": self.env,
            "seed": self.seed,
            "config": dataclasses.asdict(self.config),
        }
        found = {"env": theirs["task"], "seed": theirs["seeds"][0], "config": theirs["config"]}
        _same_run(logdir, found, mine)

    def _begin_folder(self) -> None:
        assert self.logdir is not None
        self.logdir.mkdir(parents=True, exist_ok=True)
        manifest = make_manifest(METHOD, self.env, [self.seed], dataclasses.asdict(self.config))
        manifest["parts"] = self.parts.provenance
        write_json(self.logdir / "manifest.json", manifest)
        (self.logdir / "curve.csv").unlink(missing_ok=True)
        self.save(self._checkpoint)

    def _save_run(self) -> None:
        assert self.logdir is not None
        self.replay.flush()
        if len(self._recent) == RECENT and self._mean() > self.best_return:
            self.best_return = self._mean()
            facts = {"env_steps": self.env_steps, "return": self.best_return}
            weights = _prefixed("agent", self.agent.state_dict())
            checkpoint.save(self.logdir / "best.safetensors", weights, facts)
        self.save(self._checkpoint)

    def _make_agent(self) -> Agent:
        with torch.random.fork_rng(devices=[]):
            torch.manual_seed(self.seed)
            d = self.driver
            return Agent(d.observation, d.action, d.discrete, self.config, self.parts)


def read_manifest(logdir: Path) -> dict[str, Any]:
    """The manifest of a run's folder; UserError where it is not one."""
    path = logdir / "manifest.json"
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
        manifest["task"], manifest["seeds"][0], manifest["config"]
    except FileNotFoundError:
        raise UserError(f"{logdir} is not a run's folder: it has no manifest.json") from None
    except (ValueError, KeyError, TypeError, IndexError) as error:
        raise UserError(f"{path} is damaged ({error}): give another run's folder") from error
    return manifest


def load_run(
    logdir: str | Path, parts: Parts | None = None, weights: str = "checkpoint"
) -> Trainer:
    """The agent of a run's folder, to be looked at: nothing in the folder is changed.

    weights: `checkpoint` (the last) or `best`.
    """
    logdir = Path(logdir)
    manifest = read_manifest(logdir)
    trainer = Trainer(manifest["task"], manifest["seeds"][0], manifest["config"], parts)
    path = logdir / f"{weights}.safetensors"
    tensors, _ = checkpoint.load(path)
    load_weights(trainer.agent, tensors, path)
    return trainer


def load_weights(agent: Agent, tensors: dict[str, torch.Tensor], path: Path) -> None:
    """Put a checkpoint's weights into an agent; UserError where they do not fit."""
    weights = {k.removeprefix("agent."): v for k, v in tensors.items() if k.startswith("agent.")}
    try:
        agent.load_state_dict(weights)
    except RuntimeError as error:
        reason = str(error).split("\n")[1].strip()
        raise UserError(f"{path} does not fit these parts: {reason}") from error


def _same_run(where: Path, theirs: dict[str, Any], mine: dict[str, Any]) -> None:
    """Raise UserError naming the first setting in which two runs differ."""
    flat = [{**run, **(run["config"] or {})} for run in (theirs, mine)]
    for name in flat[1]:
        if name != "config" and flat[0].get(name) != flat[1][name]:
            raise UserError(
                f"{where} belongs to a run with {name}={flat[0].get(name)}, this one has "
                f"{name}={flat[1][name]}: give another folder, or the same settings"
            )


def _prefixed(prefix: str, tensors: Mapping[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    return {f"{prefix}.{name}": tensor for name, tensor in tensors.items()}


def _minutes(seconds: float) -> str:
    return f"{seconds:.0f} s" if seconds < 100 else f"{seconds / 60:.0f} min"


def _tensorboard(logdir: Path):
    from torch.utils.tensorboard import SummaryWriter  # imports slowly

    return SummaryWriter(logdir / "tensorboard")


@contextlib.contextmanager
def _signals() -> Iterator[threading.Event]:
    """An event that Ctrl-C or SIGTERM sets; a second Ctrl-C interrupts at once."""
    stop = threading.Event()
    if threading.current_thread() is not threading.main_thread():
        yield stop
        return

    def ask(signum, frame) -> None:
        stop.set()
        signal.signal(signal.SIGINT, before[signal.SIGINT])

    before = {s: signal.signal(s, ask) for s in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stop
    finally:
        for signum, handler in before.items():
            signal.signal(signum, handler)
