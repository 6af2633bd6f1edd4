"""Does replay give back what was put in, in order, with the state before it?"""

import errno
import os
import shutil
from types import SimpleNamespace

import numpy as np
import pytest
import torch

from dreamer import UserError
from dreamer.agent import storage
from dreamer.agent.replay import Replay, Step
from dreamer.parts import State

STREAMS = 3


def replay(capacity=60, folder=None):
    return Replay(capacity, STREAMS, obs=(2,), action=1, deter=4, stoch=2, classes=5, folder=folder)


def fill(memory, rows, start=0):
    """Row r of stream s shows the numbers r and s everywhere."""
    for r in range(start, start + rows):
        number = torch.full((STREAMS,), float(r))
        obs = torch.stack([number, torch.arange(STREAMS).float()], -1)
        flags = [torch.full((STREAMS,), r % k == 0) for k in (5, 7, 11)]
        stoch = torch.nn.functional.one_hot(torch.full((STREAMS, 2), r % 5), 5).float()
        state = State(number[:, None].expand(-1, 4), stoch, stoch)
        memory.add(Step(obs, number[:, None], number, *flags), state)


def test_sequences_are_in_order():
    memory = replay()
    fill(memory, 12)
    sample = memory.sample(200, 4, np.random.default_rng(0))
    rows = sample.steps.reward
    assert torch.equal(rows.diff(dim=1), torch.ones(200, 3))
    assert torch.equal(sample.steps.obs[..., 0], rows)
    assert torch.equal(sample.steps.action[..., 0], rows)
    assert (sample.steps.obs[..., 1].diff(dim=1) == 0).all()  # one stream each
    assert torch.equal(sample.steps.is_terminal, rows % 11 == 0)
    # the context is the row before, its class too
    assert torch.equal(sample.context.deter[:, 0], rows[:, 0] - 1)
    assert torch.equal(sample.context.stoch[:, 0].argmax(-1).float(), (rows[:, 0] - 1) % 5)
    # every start that fits is drawn
    assert set(rows[:, 0].int().tolist()) == set(range(1, 9))


def test_ring_forgets_the_oldest():
    memory = replay(capacity=30)  # ten rows
    fill(memory, 27)
    rows = memory.sample(500, 3, np.random.default_rng(0)).steps.reward
    assert torch.equal(rows.diff(dim=1), torch.ones(500, 2))
    assert rows.min() == 18  # 17 is the oldest row, and serves as context only
    assert rows.max() == 26


def test_written_back_latents_are_the_next_context():
    memory = replay()
    fill(memory, 12)
    sample = memory.sample(1, 4, np.random.default_rng(0))
    ones = torch.nn.functional.one_hot(torch.full((1, 4, 2), 3), 5).float()
    memory.write_back(sample, State(torch.full((1, 4, 4), 99.0), ones, ones))
    first, stream = int(sample.steps.reward[0, 0]), int(sample.steps.obs[0, 0, 1])
    found = memory.sample(2000, 2, np.random.default_rng(1))
    after = (found.steps.reward[:, 0] - 1 == first) & (found.steps.obs[:, 0, 1] == stream)
    assert after.any()
    assert (found.context.deter[after] == 99).all()
    assert (found.context.stoch[after].argmax(-1) == 3).all()


def test_files_outlive_the_process(tmp_path):
    """Does a replay made on the same folder hold the same rows?"""
    memory = replay(folder=tmp_path)
    fill(memory, 12)
    memory.flush()
    again = replay(folder=tmp_path)
    again.rows = 12
    ours, theirs = (m.sample(9, 4, np.random.default_rng(0)) for m in (memory, again))
    assert torch.equal(ours.steps.obs, theirs.steps.obs)
    assert torch.equal(ours.context.deter, theirs.context.deter)


def test_what_lost_rows_have_overwritten_is_gone(tmp_path):
    """After a crash in a full ring, are rows that were written after the checkpoint left out?"""
    memory = replay(capacity=30, folder=tmp_path)  # ten rows
    fill(memory, 20)
    fill(memory, 4, start=20)  # lost: the checkpoint knows of 20
    again = replay(capacity=30, folder=tmp_path)
    again.rows = 20
    assert again.filled == 6
    for start in range(20, 30):
        rows = again.sample(300, 3, np.random.default_rng(0)).steps.reward
        assert torch.equal(rows.diff(dim=1), torch.ones(300, 2))
        fill(again, 1, start)


def test_a_session_that_ended_is_an_end():
    """Is the row before the first one of a new session the last of its episode?"""
    memory = replay()
    fill(memory, 12)
    steps = memory.sample(300, 6, np.random.default_rng(0)).steps
    assert steps.is_first[:, 1:].any()
    assert steps.is_last[:, :-1][steps.is_first[:, 1:]].all()


def test_files_of_another_size_are_refused(tmp_path):
    replay(folder=tmp_path)
    with pytest.raises(UserError, match="another configuration"):
        replay(capacity=90, folder=tmp_path)
    (tmp_path / "obs.npy").write_bytes(b"\x93NUMPY")
    with pytest.raises(UserError, match="cannot be read"):
        replay(folder=tmp_path)


def room(folder):
    """Bytes that the files of a folder take on the disk."""
    return sum(512 * path.stat().st_blocks for path in folder.iterdir())


def test_room_is_taken_as_it_is_needed(tmp_path):
    """Does a large replay take little before it is filled, and all that `reserve` is told at once?"""
    memory = replay(capacity=9_000_000, folder=tmp_path)
    small = room(tmp_path)
    assert small < 100_000
    fill(memory, 3)
    assert room(tmp_path) < small + 5_000_000
    memory.reserve(400_000)
    row = sum(column.strides[0] for column in memory._columns.values())
    taken = room(tmp_path)
    assert 400_000 * row <= taken < 400_000 * row + 100_000
    fill(memory, 3)
    assert memory.sample(50, 3, np.random.default_rng(0)).steps.reward.max() == 2
    again = replay(capacity=9_000_000, folder=tmp_path)
    again.rows = 6
    again.reserve(300_000)  # all of it is there
    assert room(tmp_path) == taken


def test_a_full_disk_is_told_before_a_row_is_written(tmp_path, monkeypatch):
    """Is what came before whole, and can the run go on once there is room?"""
    memory = replay(folder=tmp_path)
    fill(memory, 12)
    larger = replay(capacity=9_000_000, folder=tmp_path / "larger")
    fill(larger, 12)

    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "posix_fallocate", full)
        with pytest.raises(
            UserError, match=r"needs 39 MB more in .*larger.*smaller replay_capacity"
        ):
            larger.reserve(500_000)
    with monkeypatch.context() as patch:
        patch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=64_000_000))
        with pytest.raises(UserError, match="where 64 MB are free and 64 MB are kept"):
            fill(larger, 100_000, start=12)
        fill(memory, 3, start=12)  # its room was taken with the first row
    reached = larger.rows
    assert 12 < reached < 100_000
    rows = larger.sample(300, 3, np.random.default_rng(0)).steps.reward
    assert rows.max() < reached
    fill(larger, 1, start=reached)


def test_zeros_take_the_room_where_the_system_has_no_call(tmp_path, monkeypatch):
    """Do they leave the rows before them alone?"""

    def unknown(*_):
        raise OSError(errno.EOPNOTSUPP, "Operation not supported")

    monkeypatch.setattr(os, "posix_fallocate", unknown)
    monkeypatch.setattr(storage, "BLOCK", 1000)
    memory = replay(capacity=60_000, folder=tmp_path)
    fill(memory, 12)
    memory.flush()
    again = replay(capacity=60_000, folder=tmp_path)
    again.rows = 12
    again.reserve(20_000)
    rows = again.sample(300, 3, np.random.default_rng(0)).steps.reward
    assert set(rows.flatten().int().tolist()) == set(range(1, 12))


def test_a_large_replay_says_its_size(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(storage, "LARGE", 10_000_000)
    replay(capacity=9_000_000, folder=tmp_path).reserve(1_000_000)
    assert f"the replay takes 0.1 GB in {tmp_path}" in capsys.readouterr().out
