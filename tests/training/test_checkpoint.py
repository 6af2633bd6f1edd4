"""Is a checkpoint written as a whole, or the one before it kept?"""

import os

import pytest
import torch

from dreamer import UserError, files
from dreamer.training import checkpoint


def disk_full(*_):
    raise OSError(28, "No space left on device")


def denied(*_):
    raise PermissionError(13, "Permission denied")


@pytest.mark.parametrize(
    ("where", "name", "fails", "reason"),
    [
        (os, "fsync", disk_full, "No space left on device"),
        (os, "replace", denied, "Permission denied"),
    ],
)
def test_the_last_checkpoint_stays_whole(tmp_path, monkeypatch, where, name, fails, reason):
    path = tmp_path / "checkpoint.safetensors"
    checkpoint.save(path, {"x": torch.ones(3)}, {"step": 1})
    monkeypatch.setattr(where, name, fails)
    monkeypatch.setattr(files, "PATIENCE", 0.1)
    with pytest.raises(UserError, match=f"{reason}.*the one before it is whole"):
        checkpoint.save(path, {"x": torch.zeros(3)}, {"step": 2})
    tensors, facts = checkpoint.load(path)
    assert (tensors["x"].tolist(), facts) == ([1, 1, 1], {"step": 1})
    assert list(tmp_path.iterdir()) == [path]
    with pytest.raises(UserError, match=r"\): make room there"):  # there is none before it
        checkpoint.save(tmp_path / "other.safetensors", {"x": torch.zeros(3)}, {})


def test_others_may_read_it_as_any_file(tmp_path):
    """It is handed in, and collected by somebody else."""
    path = tmp_path / "agent.safetensors"
    checkpoint.save(path, {"x": torch.ones(3)}, {})
    (tmp_path / "any").write_text("")
    assert path.stat().st_mode == (tmp_path / "any").stat().st_mode
