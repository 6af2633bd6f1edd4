"""Checkpoints: one safetensors file, tensors and a JSON header, replaced in one step.

Nothing is ever unpickled, and a process killed while saving leaves the last
checkpoint whole.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import safetensors.torch
from torch import Tensor

from dreamer.errors import UserError
from dreamer.files import replace

# what reading bytes raises that are not of ours, whatever they hold
DAMAGED = (
    *(safetensors.SafetensorError, LookupError, ValueError, TypeError, RuntimeError, OSError),
    *(OverflowError, MemoryError),
)
HEADER = 2 << 20  # bytes of a checkpoint's header; that of an agent has some 30,000
FACTS = "day38"  # the key of our JSON in the file's header


def save(path: Path, tensors: dict[str, Tensor], facts: dict[str, Any]) -> None:
    """Write tensors and JSON-able facts to `path`, all or nothing.

    Raises UserError where the disk is full or cannot be written; what was at `path` stays whole.
    """
    scratch = path.with_suffix(".tmp")
    contiguous = {name: tensor.detach().contiguous() for name, tensor in tensors.items()}
    try:
        # not `save_file`, whose file only its owner may read: it is handed in, and collected by others
        content = safetensors.torch.save(contiguous, metadata={FACTS: json.dumps(facts)})
        with scratch.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        replace(scratch, path)
    except (OSError, safetensors.SafetensorError) as error:
        scratch.unlink(missing_ok=True)
        last = "the one before it is whole, " if path.exists() else ""
        reason = " ".join(str(error).split())
        raise UserError(
            f"no checkpoint could be written to {path} ({reason}): "
            f"{last}make room there and give the same command again"
        ) from error


def load(path: Path) -> tuple[dict[str, Tensor], dict[str, Any]]:
    """What `save` wrote.

    Raises UserError where the file is missing, damaged or not one of ours.
    """
    if not path.is_file():
        raise UserError(f"no checkpoint {path}: train first, or give another run's folder")
    try:
        return parse(path.read_bytes())  # at once: its run may replace the file at any moment
    except (UserError, OSError) as error:
        raise UserError(
            f"{path} is damaged or not a Day 38 checkpoint ({error}): "
            "restore it from a copy, or start again in another folder"
        ) from error


def parse(data: bytes) -> tuple[dict[str, Tensor], dict[str, Any]]:
    """Tensors and facts in the bytes of a checkpoint, whoever made it; nothing is unpickled.

    Raises UserError where they are not those of one.
    """
    try:
        size = int.from_bytes(data[:8], "little")
        if size > HEADER:
            raise UserError(f"a header of more than {HEADER >> 20} MB")
        tensors = safetensors.torch.load(data)  # of bytes: no pickle is read
        header = json.loads(data[8 : 8 + size])
        return tensors, json.loads(header["__metadata__"][FACTS])
    except DAMAGED as error:
        raise UserError(str(error).split("\n")[0]) from error
