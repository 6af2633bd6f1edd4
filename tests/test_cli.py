"""Is every mistake one line that says what to do, with exit code 2 and nothing overwritten?"""

import json

import pytest

from dreamer.cli import main
from tests.conftest import ROOT
from tests.test_trainer import TINY

PARTS = ["--parts", str(ROOT / "solutions" / "day38")]
SETTINGS = ["--set", *(f"{k}={v}" for k, v in TINY.items())]


@pytest.fixture
def run(tmp_path):
    """A run's folder."""
    logdir = tmp_path / "run"
    train = ["train", "--env", "CartPole-v1", "--logdir", str(logdir), "--steps", "400"]
    assert main([*train, *PARTS, *SETTINGS]) == 0
    return logdir


def test_train_evaluate_plot(run, tmp_path, capsys):
    capsys.readouterr()
    assert main(["evaluate", "--run", str(run), "--episodes", "3", *PARTS]) == 0
    last = capsys.readouterr().out.splitlines()[-1]
    assert json.loads(last)["episodes"] == 3
    out = tmp_path / "figure.png"
    assert main(["plot", "--run", str(run), "--out", str(out)]) == 0
    assert "your run, env steps: one run, seed 0; 700 not within" in capsys.readouterr().out
    assert out.exists()


@pytest.mark.parametrize(
    ("argv", "message"),
    [
        (["train", "--env", "dmc_walker_wlk", "--logdir", "X"], "did you mean dmc_walker_walk"),
        (["train", "--preset", "labtop", "--logdir", "X"], "did you mean laptop"),
        (["train", "--set", "learning=3", "--logdir", "X"], "did you mean learning_rate"),
        (["train", "--set", "envs", "--logdir", "X"], "NAME=VALUE"),
        (["train", "--parts", "nowhere", "--logdir", "X"], "no folder nowhere"),
        (["train", "--seed", "-1", "--logdir", "X"], "seed must lie in"),
        (["train", "--env", "nomodule:World-v0", "--logdir", "X"], "cannot make"),
        (["train", "--logdir", "README.md/run"], "Not a directory"),
        (["train", "--set", "envs=2", "--set", "bins=1", "--logdir", "X"], "bins must be at least"),
        (["evaluate", "--run", "nowhere"], "not a run's folder"),
        (["evaluate", "--run", "README.md"], "not a run's folder"),
        (["plot", "--out", "X/figure.xyz"], "cannot draw to"),
        (["evaluate", "--run", "X", "--episodes", "0"], "at least 1"),
        (["plot", "--run", "nowhere", "--out", "X"], "cannot read the curve"),
    ],
)
def test_mistakes(argv, message, tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(ROOT)
    argv = [str(tmp_path / word) if word[0] == "X" else word for word in argv]
    if argv[0] == "train" and "--parts" not in argv:
        argv += PARTS
    assert main(argv) == 2
    error = capsys.readouterr().err
    assert message in error
    assert error.count("\n") == 1
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_another_configuration(run, capsys):
    before = {path: path.read_bytes() for path in run.rglob("*") if path.is_file()}
    argv = ["train", "--env", "CartPole-v1", "--logdir", str(run), *PARTS, *SETTINGS, "envs=5"]
    assert main(argv) == 2
    assert "give another folder" in capsys.readouterr().err
    assert {path: path.read_bytes() for path in before} == before


def test_truncated_checkpoint(run, capsys):
    path = run / "checkpoint.safetensors"
    path.write_bytes(path.read_bytes()[:1000])
    assert main(["evaluate", "--run", str(run), *PARTS]) == 2
    assert "damaged" in capsys.readouterr().err


def test_malformed_curve(run, tmp_path, capsys):
    out = tmp_path / "figure.png"
    out.write_bytes(b"mine")
    (run / "curve.csv").write_text("not,a,curve\n")
    assert main(["plot", "--run", str(run), "--out", str(out)]) == 2
    assert "not a curve file" in capsys.readouterr().err
    assert out.read_bytes() == b"mine"
