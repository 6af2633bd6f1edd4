"""A run's folder: its layout, its lock, and the check that it belongs to this run.

runs/a/manifest.json            settings, commit, hardware, whose parts
runs/a/curve.csv                the learning curve
runs/a/checkpoint.safetensors   all that a resume needs, but the replay
runs/a/best.safetensors         the weights alone, at the best mean return so far
runs/a/replay/                  the replay's arrays, memory-mapped
runs/a/tensorboard/             scalars
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import torch
from filelock import FileLock, Timeout

from dreamer.agent.agent import Agent
from dreamer.agent.config import completed
from dreamer.errors import UserError
from dreamer.files import write_json
from dreamer.training.manifest import make_manifest


class RunFolder:
    """The paths of one run. Made without touching the disk."""

    def __init__(self, path: str | Path):
        self.path = Path(path)
        self.manifest = self.path / "manifest.json"
        self.curve = self.path / "curve.csv"
        self.checkpoint = self.path / "checkpoint.safetensors"
        self.best = self.path / "best.safetensors"
        self.replay = self.path / "replay"
        self.tensorboard = self.path / "tensorboard"

    def check(self, identity: dict[str, Any]) -> None:
        """Raise UserError where the folder holds anything but the run of this identity.

        identity: `env`, `seed` and `config`, the config as a dict.
        """
        if self.manifest.exists():
            manifest = self.read_manifest()
            keys = {"env": manifest["task"], "seed": manifest["seeds"][0]}
            check_identity(self.path, {**keys, "config": manifest["config"]}, identity)
            if self.curve.exists() and not self.checkpoint.exists():
                raise UserError(
                    f"{self.path} has a curve but no checkpoint to go on from: "
                    "restore it from a copy, or give another folder"
                )
        elif self.path.exists() and (not self.path.is_dir() or any(self.path.iterdir())):
            raise UserError(f"{self.path} holds other files: give an empty or a new folder")

    def begin(self, method: str, identity: dict[str, Any], parts: dict[str, str]) -> None:
        """Make the folder this run's."""
        if not self.manifest.exists():
            self.path.mkdir(parents=True, exist_ok=True)
            seeds, config = [identity["seed"]], identity["config"]
            manifest = make_manifest(method, identity["env"], seeds, config)
            write_json(self.manifest, {**manifest, "parts": parts})

    @contextlib.contextmanager
    def lock(self) -> Iterator[None]:
        """Keep a second process from training in this folder; UserError where one does."""
        try:
            with FileLock(self.path / ".lock", timeout=0):
                yield
        except Timeout:
            raise UserError(f"another process is training in {self.path}: wait for it") from None

    def read_manifest(self) -> dict[str, Any]:
        """Raises UserError where the folder is not a run's."""
        try:
            manifest = json.loads(self.manifest.read_text(encoding="utf-8"))
            manifest["task"], manifest["seeds"][0], dict(manifest["config"])
        except OSError as error:
            reason = f"{self.manifest.name}: {error.strerror}"
            raise UserError(f"{self.path} is not a run's folder ({reason})") from None
        except (ValueError, KeyError, TypeError, IndexError) as error:
            raise UserError(f"{self.manifest} is damaged: give another run's folder") from error
        return manifest


def check_identity(where: Path, theirs: dict[str, Any], mine: dict[str, Any]) -> None:
    """Raise UserError naming the first setting in which two runs differ."""
    found = {**theirs, **completed(theirs["config"] or {}), "config": None}
    wanted = {**mine, **mine["config"], "config": None}
    for name, value in wanted.items():
        if found.get(name) != value:
            raise UserError(
                f"{where} belongs to a run with {name}={found.get(name)}, this one has "
                f"{name}={value}: give another folder, or the same settings"
            )


def weights_of(agent: Agent) -> dict[str, torch.Tensor]:
    """An agent's weights under the names that they have in a checkpoint."""
    return {f"agent.{name}": tensor for name, tensor in agent.state_dict().items()}


def load_weights(agent: Agent, tensors: dict[str, torch.Tensor], path: Path) -> None:
    """Put the weights among a checkpoint's tensors into an agent.

    Raises UserError, naming `path`, where they do not fit.
    """
    found = {k.removeprefix("agent."): v for k, v in tensors.items() if k.startswith("agent.")}
    try:
        agent.load_state_dict(found)
    except RuntimeError as error:
        reason = str(error).split("\n")[1].strip()
        raise UserError(f"{path} does not fit these parts: {reason}") from error
