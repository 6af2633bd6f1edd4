"""Is what is handed in of an agent what its run's folder holds?"""

import pytest

from dreamer import Trainer, UserError, hand_in
from dreamer.cli import main
from dreamer.lab.handin import AGENT, CURVE
from dreamer.lab.notebook_cells import own_seed
from dreamer.training import checkpoint
from tests.conftest import ROOT

pytestmark = pytest.mark.slow

SOLUTIONS = ROOT / "solutions" / "day38"


@pytest.fixture(scope="module")
def run(tmp_path_factory, parts):
    """A run of one episode."""
    folder = tmp_path_factory.mktemp("runs") / "short"
    settings = {"preset": "laptop", "envs": 1, "train_ratio": 0.1}
    Trainer("dmc_walker_walk", 7, settings, parts, folder).train(1000)
    return folder


def test_weights_curve_and_claim(run, parts, tmp_path, capsys):
    earned = hand_in(run, parts, tmp_path, episodes=2)
    assert earned == 0
    out, err = capsys.readouterr()
    assert "worth 0 of 20 points (all from 700 on)" in out
    assert err == ""
    assert (tmp_path / CURVE).read_text() == (run / "curve.csv").read_text()
    tensors, facts = checkpoint.load(tmp_path / AGENT)
    assert all(name.startswith("agent.") for name in tensors)
    assert facts["seed"] == 7
    assert facts["claim"]["episodes"] == 2
    assert f"{facts['claim']['mean']:.0f} ±" in out


def test_the_command(run, tmp_path, capsys):
    for name in ("01_symlog_twohot", "02_rssm", "03_returns"):
        (tmp_path / f"{name}.ipynb").symlink_to(SOLUTIONS / f"{name}.ipynb")
    assert main(["hand-in", "--run", str(run), "--parts", str(tmp_path)]) == 0
    assert (tmp_path / AGENT).exists()
    assert main(["hand-in", "--run", str(tmp_path / "none"), "--parts", str(tmp_path)]) == 2
    assert "not a run's folder" in capsys.readouterr().err


def test_another_task_is_refused(parts, tmp_path):
    Trainer("Pendulum-v1", 0, {"envs": 1}, parts, tmp_path / "a")
    with pytest.raises(UserError, match=r"a run on Pendulum-v1: the lab's task is dmc_walker_walk"):
        hand_in(tmp_path / "a", parts, tmp_path)


def test_a_run_that_saw_otherwise_is_refused(parts, tmp_path):
    """The grader's worlds show the task's own numbers, in time."""
    settings = {"preset": "laptop", "envs": 1, "past_actions": 1}
    Trainer("dmc_walker_walk", 0, settings, parts, tmp_path / "a")
    with pytest.raises(UserError, match="saw the world otherwise"):
        hand_in(tmp_path / "a", parts, tmp_path)


def test_a_run_without_an_episode_is_said(parts, tmp_path):
    Trainer("dmc_walker_walk", 0, {"envs": 1}, parts, tmp_path / "a")
    with pytest.raises(UserError, match="cannot read the curve"):
        hand_in(tmp_path / "a", parts, tmp_path)


def test_a_seed_of_ones_own_is_kept(tmp_path):
    path = tmp_path / ".day38" / "seed"
    assert own_seed(path) == own_seed(path) != own_seed(tmp_path / "other" / "seed")
    path.write_text("words")
    with pytest.raises(UserError, match="holds no seed"):
        own_seed(path)
