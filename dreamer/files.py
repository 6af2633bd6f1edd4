"""Atomic file writes: a temporary file, then a rename, so that no reader meets half of one."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path
from typing import Any

PATIENCE = 2.0  # seconds; reading one of our files takes a few milliseconds
PAUSE = 0.05  # seconds between two tries


def replace(scratch: Path, path: Path) -> None:
    """Rename a finished file over another one, in one step.

    Windows refuses while another process reads the old one: it is tried again for two seconds.
    """
    until = time.monotonic() + PATIENCE
    while True:
        try:
            os.replace(scratch, path)
            return
        except PermissionError:
            if time.monotonic() >= until:
                raise
            time.sleep(PAUSE)


def write_whole(path: Path, content: str | bytes) -> None:
    """Replace the file in one step. Text is written as UTF-8."""
    scratch = path.with_name(path.name + ".tmp")
    try:
        scratch.write_bytes(content.encode() if isinstance(content, str) else content)
        replace(scratch, path)
    except OSError:
        scratch.unlink(missing_ok=True)
        raise


def write_json(path: Path, content: dict[str, Any]) -> None:
    """Replace a JSON file in one step."""
    write_whole(path, json.dumps(content, indent=2, ensure_ascii=False) + "\n")
