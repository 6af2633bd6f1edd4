"""Does an experiment train what it says, once, and report no more than the seeds can tell?"""

import numpy as np
import pytest

from dreamer import UserError
from dreamer.lab.experiment import experiment, verdict
from dreamer.training.curves import Run

CHANGE = {"discount_horizon": 50.0}


def runs(*last):
    steps = np.arange(1, 9) * 100.0
    return [
        Run("x", "CartPole-v1", seed, steps, steps, np.full(8, float(value)))
        for seed, value in enumerate(last)
    ]


def test_ranges_that_overlap_are_no_difference():
    assert "seeds differ as much" in verdict({"a": runs(100, 200), "b": runs(150, 400)})
    told = verdict({"a": runs(100, 200), "b": runs(300, 400)})
    assert "do not overlap" in told
    assert "b: 350 over the last quarter, from 300 to 400, n=2" in told


def test_an_experiment_runs_and_trains_the_unchanged_once(parts, tmp_path, capsys):
    first = experiment(CHANGE, parts, seeds=(0, 1), env_steps=100, folder=tmp_path)
    assert "n=2" in first.text
    assert len(first.figure.axes[0].lines) == 2
    files = sorted(path.name for path in (tmp_path / "CartPole-v1" / "100").iterdir())
    assert files == ["discount_horizon=50.0", "unchanged"]
    before = {path: path.read_text() for path in tmp_path.rglob("curve.csv")}
    assert len(before) == 4
    experiment(CHANGE, parts, seeds=(0, 1), env_steps=100, folder=tmp_path)
    assert {path: path.read_text() for path in before} == before


def test_an_experiment_changes_something(parts):
    with pytest.raises(UserError, match="changes a setting"):
        experiment({}, parts)
