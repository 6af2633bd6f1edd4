"""A sweep: many seeds of one setting, on this machine or on a Dask cluster.

    day38 sweep --seeds 0-9 --jobs 2 --logdir runs/sweep
    day38 sweep --seeds 0-9 --scheduler tcp://host:8786 --logdir /shared/sweep

Each seed is `day38 train` in a process and a folder of its own, `LOGDIR/seed_N`, so a
sweep that was stopped goes on when the same command is given again. The workers of a
cluster need this package, and LOGDIR under the same path. Dask, because one interface
serves a laptop, SSH hosts, SLURM and Kubernetes.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from pathlib import Path

from dreamer.errors import UserError
from dreamer.progress import progress
from dreamer.training.curves import env_steps_reached
from dreamer.training.stop_signals import OWN_GROUP, ask_to_stop, stop_signals

POLL_SECONDS = 1.0
STOP = "day38-stop"  # the event that asks the workers to stop their seeds


def sweep(
    settings: list[str],
    seeds: list[int],
    env_steps: int,
    logdir: Path,
    scheduler: str | None = None,
    jobs: int = 1,
) -> dict[int, str]:
    """Train every seed. Returns, for those that failed, the last line that they printed.

    settings: what `day38 train` gets beside `--seed` and `--logdir`.
    env_steps: that each seed is to reach, for the progress bar.
    scheduler: a Dask scheduler's address; without it, `jobs` seeds run at once here.

    Raises UserError where Dask is not installed or the scheduler cannot be reached,
    KeyboardInterrupt at Ctrl-C or SIGTERM, when every seed has been saved.
    """
    try:
        from distributed import Client, Event, LocalCluster, wait
    except ImportError:
        raise UserError('a sweep needs Dask: pip install "day38[sweep]"') from None
    logdir = logdir.absolute()
    logdir.mkdir(parents=True, exist_ok=True)
    try:
        # A worker only watches over processes, so threads of this one will do.
        cluster = scheduler or LocalCluster(
            n_workers=1, threads_per_worker=jobs, processes=False, dashboard_address="127.0.0.1:0"
        )
        client = Client(cluster, timeout=30)
    except OSError as error:
        raise UserError(f"no Dask scheduler answers at {scheduler}: {error}") from error
    with client:
        stop = Event(STOP, client)
        stop.clear()
        futures = {
            client.submit(train_seed, settings, seed, str(logdir), pure=False): seed
            for seed in seeds
        }
        waiting = list(futures)
        with stop_signals() as stopped, progress(len(seeds) * env_steps, "env steps") as bar:
            while waiting and not stopped.is_set():
                with contextlib.suppress(TimeoutError):
                    wait(waiting, timeout=POLL_SECONDS, return_when="FIRST_COMPLETED")
                waiting = [future for future in waiting if not future.done()]
                curves = (logdir / f"seed_{seed}" / "curve.csv" for seed in seeds)
                bar.n = sum(min(env_steps, env_steps_reached(curve)) for curve in curves)
                bar.set_postfix_str(f"{len(seeds) - len(waiting)} of {len(seeds)} seeds ended")
            if stopped.is_set():
                print("stopping: every seed saves what it has")
                stop.set()
                wait(waiting)
                raise KeyboardInterrupt
        errors = {seed: future.exception() for future, seed in futures.items()}
    if isinstance(cluster, LocalCluster):
        cluster.close()
    return {seed: str(error) for seed, error in errors.items() if error}


def train_seed(settings: list[str], seed: int, logdir: str) -> None:
    """Run one seed in a process of its own; on a worker.

    What it prints goes to `LOGDIR/seed_N.log`. Raises RuntimeError with its last line
    where it fails.
    """
    from distributed import Event

    folder, log = Path(logdir) / f"seed_{seed}", Path(logdir) / f"seed_{seed}.log"
    command = [sys.executable, "-m", "dreamer.cli", "train", *settings]
    command += ["--seed", str(seed), "--logdir", str(folder)]
    stop = Event(STOP)
    with log.open("w", encoding="utf-8") as out:
        environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
        process = subprocess.Popen(
            command, stdout=out, stderr=out, env=environment, creationflags=OWN_GROUP
        )
        try:
            while process.poll() is None:
                if stop.wait(timeout=POLL_SECONDS):
                    break
        finally:  # also when the scheduler is gone
            if process.poll() is None:
                ask_to_stop(process)  # it saves
                process.wait()
    if process.returncode:
        lines = log.read_text(encoding="utf-8", errors="replace").strip().splitlines() or [
            "it printed nothing"
        ]
        raise RuntimeError(lines[-1])
