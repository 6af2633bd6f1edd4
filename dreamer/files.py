"""Atomic file writes: a temporary file, then a rename, so that no reader meets half of one."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any


def write_whole(path: Path, content: str | bytes) -> None:
    """Replace the file in one step. Text is written as UTF-8."""
    scratch = path.with_name(path.name + ".tmp")
    try:
        scratch.write_bytes(content.encode() if isinstance(content, str) else content)
        os.replace(scratch, path)
    except OSError:
        scratch.unlink(missing_ok=True)
        raise


def write_json(path: Path, content: dict[str, Any]) -> None:
    """Replace a JSON file in one step."""
    write_whole(path, json.dumps(content, indent=2, ensure_ascii=False) + "\n")
