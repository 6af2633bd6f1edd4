"""Run manifests: settings, commit, hardware and package versions, as JSON beside every result."""

from __future__ import annotations

import datetime
import hashlib
import importlib.metadata
import os
import platform
import subprocess
from pathlib import Path
from typing import Any

PACKAGES = ("torch", "numpy", "gymnasium", "dm_control", "mujoco")


def make_manifest(
    method: str, task: str, seeds: list[int], config: dict[str, Any], packages: tuple[str, ...] = ()
) -> dict[str, Any]:
    """The facts of a run that is about to start, as a JSON-able dict."""
    return {
        "method": method,
        "task": task,
        "seeds": seeds,
        "config": config,
        "commit": _commit(),
        "started": datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
        "hardware": _hardware(),
        "versions": {
            "python": platform.python_version(),
            **{name: importlib.metadata.version(name) for name in (*PACKAGES, *packages)},
        },
    }


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _commit() -> str | None:
    """The commit of the checkout that holds this file (`-dirty` if changed), or None outside one."""
    command = ["git", "describe", "--always", "--dirty", "--abbrev=12", "--exclude=*"]
    try:
        out = subprocess.run(
            command, cwd=Path(__file__).parent, capture_output=True, encoding="utf-8"
        )
    except OSError:
        return None
    return out.stdout.strip() or None


def _hardware() -> dict[str, Any]:
    cpu = platform.processor() or platform.machine()
    try:
        for line in (
            Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace").splitlines()
        ):
            if line.startswith("model name"):
                cpu = line.partition(":")[2].strip()
                break
    except OSError:
        pass
    return {"cpu": cpu, "cores": os.cpu_count(), "system": platform.system()}
