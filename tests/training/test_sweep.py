"""Does a sweep train every seed, go on after a stop, and tell of those that fail?"""

import os
import signal
import subprocess
import sys
import time

import pytest

from dreamer.cli import main
from dreamer.commands.train import _seeds
from dreamer.errors import UserError
from dreamer.training.curves import own_curves, read_curve
from tests.conftest import ROOT
from tests.training.test_trainer import TINY

COMMON = ["--env", "CartPole-v1", "--parts", str(ROOT / "solutions" / "day38")]
COMMON += ["--set", "compile=false"]
COMMON += [f"{k}={v}" for k, v in TINY.items() if k != "env_steps"]
SWEEP = [sys.executable, "-m", "dreamer.cli", "sweep", "--jobs", "2", "--save-every", "0.5"]


@pytest.mark.parametrize(
    ("text", "seeds"), [("0-3", [0, 1, 2, 3]), ("4", [4]), ("0,7,2-3", [0, 7, 2, 3])]
)
def test_seeds(text, seeds):
    assert _seeds(text) == seeds


@pytest.mark.parametrize("text", ["", "a", "3-1", "1,1", "-2"])
def test_wrong_seeds(text):
    with pytest.raises(UserError, match="--seeds"):
        _seeds(text)


def test_wrong_setting_ends_before_it_begins(tmp_path, capsys):
    logdir = tmp_path / "sweep"
    assert main(["sweep", "--seeds", "0-1", "--logdir", str(logdir), "--set", "bins=1"]) == 2
    assert "bins must be" in capsys.readouterr().err
    assert not logdir.exists()


@pytest.mark.slow
def test_interrupted_sweep_goes_on(tmp_path):
    """Do both seeds save at Ctrl-C, and reach the end when the same command comes again?"""
    logdir = tmp_path / "sweep"
    command = [*SWEEP, "--seeds", "0,3", "--logdir", str(logdir), "--steps", "4000", *COMMON]
    curves = [logdir / f"seed_{seed}" / "curve.csv" for seed in (0, 3)]
    first = subprocess.Popen(
        command,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    end = time.monotonic() + 90
    while not all(curve.exists() and curve.read_text().count("\n") > 3 for curve in curves):
        assert first.poll() is None, first.stdout.read().decode()
        assert time.monotonic() < end, "nothing happened"
        time.sleep(0.2)
    os.killpg(first.pid, signal.SIGINT)  # as a terminal does, to all processes
    told = first.communicate(timeout=60)[0].decode()
    assert first.returncode == 130, told
    before = [read_curve(curve)[0].env_steps for curve in curves]
    assert all(steps[-1] < 3900 for steps in before)

    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, timeout=300)
    runs = own_curves(logdir)
    assert [run.seed for run in runs] == [0, 3]
    for run, steps in zip(runs, before, strict=True):
        assert run.env_steps[-1] > 3500
        assert run.env_steps[: len(steps)].tolist() == steps.tolist()


@pytest.mark.slow
def test_failed_seeds_are_named(tmp_path):
    """Is a seed whose folder is taken named with its reason, while the other one trains?"""
    taken = tmp_path / "sweep" / "seed_1"
    taken.mkdir(parents=True)
    (taken / "homework.txt").write_text("mine")
    command = [*SWEEP, "--seeds", "0-1", "--logdir", str(taken.parent), "--steps", "300", *COMMON]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=200)
    assert result.returncode == 2
    assert "1 of 2 seeds failed on CartPole-v1: seed 1" in result.stderr
    assert "holds other files" in result.stderr
    assert own_curves(taken.parent / "seed_0")[0].env_steps[-1] > 200
