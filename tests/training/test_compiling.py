"""Does the second process make the update faster where that pays, and harm nothing where it cannot?"""

import json
import os
import shutil
import subprocess
import sys
import time
from dataclasses import replace

import pytest
import torch

from dreamer.agent.agent import UNITS
from dreamer.agent.replay import some_batch
from dreamer.training import compiling
from dreamer.training.compiling import STAGES, BackgroundCompiler, Compiled, FasterUpdates, Forecast
from tests.conftest import ROOT
from tests.training.test_speed import ACTION, OBS, PAPER, agent, batch

MANY = 10**6


class Clock:
    """Stands in for `time.perf_counter`."""

    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now


class Said:
    """Stands in for the second process: says each list of `answers` once."""

    def __init__(self, *answers):
        self.answers, self.ended, self.closed = list(answers), False, False

    def ready(self):
        answer = self.answers.pop(0) if self.answers else []
        if isinstance(answer, Exception):
            raise answer
        return answer

    def close(self):
        self.closed = True


def faster(parts, monkeypatch, compiler, updates=MANY):
    monkeypatch.setattr(compiling, "BackgroundCompiler", lambda request, threads: compiler)
    learner = agent(parts)
    return learner, FasterUpdates(learner, (OBS,), False, updates, per_update=0.1)


def update(updates, left=MANY):
    return updates.update(batch(), updates._agent.initial(PAPER.batch_size), left)


def test_every_stage_can_be_compiled_and_names_a_unit():
    for stages in STAGES.values():
        for stage in stages:
            assert stage.unit in UNITS
            assert 0 < stage.factor < 1


def test_short_runs_are_not_compiled(parts, monkeypatch):
    """Neither is a run against one's will, nor parts that cannot be read anew."""
    started = []
    monkeypatch.setattr(compiling, "BackgroundCompiler", lambda *_: started.append(1) or Said())
    FasterUpdates(agent(parts), (OBS,), False, 100, 0.1)
    FasterUpdates(agent(parts, replace(PAPER, compile=False)), (OBS,), False, MANY, 0.1)
    FasterUpdates(agent(replace(parts, source=None)), (OBS,), False, MANY, 0.1)
    assert not started
    FasterUpdates(agent(parts), (OBS,), False, MANY, 0.1)
    assert started


def test_without_a_core_of_its_own_more_must_lie_ahead(parts, monkeypatch):
    started = []
    monkeypatch.setattr(compiling, "BackgroundCompiler", lambda *_: started.append(1) or Said())
    monkeypatch.setattr(compiling, "available_cores", lambda: 1)
    enough_beside = 1.5 * STAGES["cpu"][0].takes
    FasterUpdates(agent(parts), (OBS,), False, enough_beside, 0.1)
    assert not started
    monkeypatch.setattr(compiling, "available_cores", lambda: 2)
    FasterUpdates(agent(parts), (OBS,), False, enough_beside, 0.1)
    assert started


def test_a_stage_takes_over_only_where_it_pays(parts, monkeypatch):
    compiled = []
    stage = Compiled("dream", took=50.0, before=0.1, after=0.08)
    learner, updates = faster(parts, monkeypatch, Said([stage], [stage._replace(unit="behavior")]))
    monkeypatch.setattr(learner, "compile_unit", compiled.append)
    update(updates, left=10)  # 10 updates save 0.2 s: loading takes longer
    assert not compiled
    update(updates, left=MANY)
    assert compiled == ["behavior"]


def test_where_it_cannot_be_compiled_the_plain_update_goes_on(parts, monkeypatch, capsys):
    said = Said(compiling.UserError("no C++ compiler"))
    _, updates = faster(parts, monkeypatch, said)
    metrics, _ = update(updates)
    assert metrics["loss/obs"].isfinite()
    assert "cannot be compiled here and runs plainly (no C++ compiler)" in capsys.readouterr().out
    assert said.closed


def test_compiled_code_that_fails_here_is_done_without(parts, monkeypatch, capsys):
    def broken(*_):
        raise RuntimeError("not on this machine")

    stage = Compiled("dream", took=1.0, before=0.1, after=0.08)
    _, updates = faster(parts, monkeypatch, Said([stage]))
    monkeypatch.setattr(torch, "compile", lambda f, **_: broken)
    metrics, _ = update(updates)
    assert metrics["loss/obs"].isfinite()
    assert "not on this machine" in capsys.readouterr().out


def test_forecast(monkeypatch):
    """Of 1000 updates of 0.1 s, where a stage that takes 300 of them halves the rest?"""
    clock = Clock()
    monkeypatch.setattr(compiling.time, "perf_counter", clock)
    stages = (compiling.Stage("dream", 300, 0.5), compiling.Stage("behavior", 10_000, 0.5))
    forecast = Forecast(0.1, stages)
    assert forecast.seconds(1000) == pytest.approx(30 + 35)
    clock.now = 20.0  # 200 updates later
    assert forecast.seconds(800) == pytest.approx(10 + 35)
    clock.now = 60.0  # it took twice as long, and so will the next
    forecast.finished(Compiled("dream", 60.0, 0.2, 0.1), used=True)
    assert forecast.per_update == pytest.approx(0.05)
    assert forecast.seconds(100_000) == pytest.approx(2000 + 60_000 * 0.025)
    forecast.nothing_more()
    assert forecast.seconds(400) == pytest.approx(20)


def test_forecast_follows_the_machine():
    forecast = Forecast(0.1)
    for _ in range(500):
        forecast.measured(0.3)
    assert forecast.seconds(10) == pytest.approx(3.0, rel=0.01)


@pytest.mark.slow
def test_every_stage_is_compiled_once(tmp_path):
    """Does each stage come, in order; does the first process find it in the cache, and a second compiler, too?"""
    command = [sys.executable, "-m", "tests.training.compile_twice"]
    environment = {**os.environ, "TORCHINDUCTOR_CACHE_DIR": str(tmp_path)}
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=500
    )
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout.splitlines()[-1])
    interrupted, whole = said["took"]
    assert [unit for unit, _ in whole] == [stage.unit for stage in STAGES["cpu"]]
    assert said["missed"] == 0 < len(whole) <= said["found"]
    assert whole[0][1] < interrupted[0][1] / 2


@pytest.mark.slow
def test_a_cell_that_prints_is_no_answer(parts, tmp_path):
    """May a learner's notebook print while its parts are read, and may they be other ones by then?"""
    shutil.copytree(ROOT / "solutions" / "day38", tmp_path / "parts")
    notebook = tmp_path / "parts" / "03_returns.ipynb"
    notebook.unlink()
    source = notebook.with_suffix(".py")
    text, usual = source.read_text("utf-8"), "lam: float = 0.95"
    assert usual in text
    source.write_text(text.replace(usual, "lam: float = (print('hello'), 0.95)[1]"), "utf-8")
    learner = agent(replace(parts, source=(str(tmp_path / "parts"), None)))
    compiler = FasterUpdates(learner, (OBS,), False, MANY, per_update=0.01)._compiler
    assert isinstance(compiler, BackgroundCompiler)
    until = time.monotonic() + 60
    while not compiler.ended and time.monotonic() < until:
        assert compiler.ready() == []  # these are not the parts that were asked for
        time.sleep(0.1)
    assert compiler.ended
    compiler.close()


@pytest.mark.slow
def test_the_second_process_ends_with_the_first(parts):
    """Also where nobody could close it?"""
    learner = agent(parts)
    updates = FasterUpdates(learner, (OBS,), False, MANY, per_update=0.01)
    compiler = updates._compiler
    assert isinstance(compiler, BackgroundCompiler)
    compiler._process.stdin.close()  # as the end of this process would
    assert compiler._process.wait(timeout=30) == 0
    updates.close()


def test_some_batch_is_as_replay_gives_it(parts):
    made = some_batch(PAPER.batch_size, PAPER.batch_length, (OBS,), ACTION)
    for ours, theirs in zip(made, batch(), strict=True):
        assert (ours.shape, ours.dtype) == (theirs.shape, theirs.dtype)
