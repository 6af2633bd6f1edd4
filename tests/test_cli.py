"""Is every mistake one line that says what to do, with exit code 2 and nothing overwritten?"""

import json
import shutil

import pytest

from dreamer import Trainer, load_parts
from dreamer.cli import main
from dreamer.commands.arguments import setting
from dreamer.lab.notebook_cells import own_seed
from tests.conftest import ROOT
from tests.training.test_trainer import TINY

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
    assert "your run, env steps: one run, seed 0; 475 not within" in capsys.readouterr().out
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
        (["check", "simlog"], "did you mean symlog"),
        (["check", "--parts", "nowhere"], "no folder"),
        (["progress", "--parts", "nowhere"], "no folder"),
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


@pytest.mark.parametrize(
    ("text", "value"),
    [("none", None), ("null", None), ("2e-3", 2e-3), ("true", True), ("cuda", "cuda")],
)
def test_values_of_settings(text, value):
    """As JSON writes them, as the table of settings does, or a word."""
    assert setting(f"name={text}") == ("name", value)


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


def test_check_and_progress(tmp_path, capsys):
    """From the terminal as in the notebook, and kept beside the notebooks."""
    for notebook in (ROOT / "labs" / "day38").glob("*.ipynb"):
        shutil.copy(notebook, tmp_path)
    solved = (ROOT / "solutions" / "day38" / "03_returns.ipynb").read_text("utf-8")
    (tmp_path / "03_returns.ipynb").write_text(solved, "utf-8")
    assert main(["check", "--parts", str(tmp_path)]) == 0
    out = capsys.readouterr().out
    assert out.count("not started") == 5
    assert out.count(" · passed · ") == 2
    assert main(["progress", "--parts", str(tmp_path)]) == 0
    assert "20 of 90 points" in capsys.readouterr().out


@pytest.fixture
def class_folder(tmp_path, monkeypatch):
    """Where a learner is who has unpacked the bundle, and solved it."""
    shutil.copytree(ROOT / "solutions" / "day38", tmp_path / "labs" / "day38")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.slow
def test_terminal_and_notebook_share_one_run(class_folder, capsys, monkeypatch):
    """Does notebook 4 go on with what a terminal began, and the other way round, from either folder?"""
    parts = ["--parts", "labs/day38"]
    assert main(["train", "--preset", "smoke", "--steps", "1200", *parts]) == 0
    monkeypatch.chdir("labs/day38")
    capsys.readouterr()
    trainer = Trainer("dmc_walker_walk", own_seed(), "smoke", load_parts("."), "runs/smoke")
    assert trainer.env_steps >= 1200
    trainer.train(1400)
    assert main(["train", "--preset", "smoke", "--steps", "1600"]) == 0
    assert "going on from 1,4" in capsys.readouterr().out
    assert main(["evaluate", "--episodes", "1"]) == 0  # the same run, unnamed


def test_only_the_labs_own_run_has_a_usual_folder(class_folder, capsys):
    assert main(["train", "--env", "CartPole-v1"]) == 2
    assert "name the run's folder with --logdir" in capsys.readouterr().err
    assert main(["evaluate"]) == 2
    assert "train first, or name one with --run" in capsys.readouterr().err


def test_seed_of_a_folder_that_is_gone_on_with(run, capsys):
    """Need the seed of a run be named again?"""
    train = ["train", "--env", "CartPole-v1", "--logdir", str(run.parent / "b"), *PARTS, *SETTINGS]
    assert main([*train, "--seed", "5", "--steps", "300"]) == 0
    assert main([*train, "--steps", "400"]) == 0
    assert "seed 5: 1" in capsys.readouterr().out


def test_a_part_in_doubt_is_named_before_training(class_folder, capsys):
    """A λ-return that fails its check: is that said, and trained all the same?"""
    notebook = class_folder / "labs" / "day38" / "03_returns.py"
    (notebook.with_suffix(".ipynb")).unlink()
    text = notebook.read_text("utf-8")
    wrong = text.replace("lam * (1 - last", "0.5 * lam * (1 - last")
    assert wrong != text
    notebook.write_text(wrong, "utf-8")
    train = ["train", "--env", "CartPole-v1", "--logdir", "run", "--steps", "300"]
    assert main([*train, "--parts", "labs/day38", *SETTINGS]) == 0
    assert "note: your returns gets" in capsys.readouterr().out
