"""Is a suite of worlds trained, measured, and told in a table and a figure?"""

import csv
import dataclasses

import pytest

from dreamer.cli import main
from dreamer.training import suite
from tests.conftest import ROOT
from tests.training.test_curves import run as make_run
from tests.training.test_trainer import TINY

FROM_PIXELS = ["dmc_walker_walk_pixels", "dmc_cheetah_run_pixels"]
RESULT = suite.Result("CartPole-v1", 0, 40_000, 6.04, 20, 488.4, 12.1, 500, 460, 500, 475)


def test_the_table_says_what_was_reached():
    none = suite.Result("dmc_finger_spin", 1, 500, 1.0, 20, 3.2, 1, 3, 1, 5, None)
    missed = suite.Result("Pendulum-v1", 0, 500, 1.0, 20, -210.0, 1, 3, 1, 5, -200)
    rows = suite.table([RESULT, none, missed]).splitlines()[2:]
    assert rows[0] == (
        "| `CartPole-v1` | 0 | 40,000 | 6.0 | 488 ± 12 | 500 | 460, 500 | 475: reached |"
    )
    assert rows[1].endswith("| 1, 5 |  |")
    assert rows[2].endswith("-200: not reached |")


def test_a_panel_for_each_world_of_pixels_too():
    """Are curves found under the name that what is seen gives them?"""
    runs = [make_run(task=task) for task in ("Pendulum-v1", "CartPole-v1_pixels")]
    measured = [(run, dataclasses.replace(RESULT, env=run.task)) for run in runs]
    shown = [ax for ax in suite.draw(measured).axes if ax.get_visible()]
    assert [ax.get_title() for ax in shown] == ["Pendulum-v1", "CartPole-v1_pixels"]
    assert all(ax.get_legend_handles_labels()[1] == ["seed 0, evaluated: 488"] for ax in shown)


@pytest.mark.parametrize("envs", [[], ["--env", *FROM_PIXELS]], ids=["state", "pixels"])
def test_recorded_runs_are_on_their_page(envs, tmp_path, capsys):
    """Does docs/worlds.md hold the table of the runs that come with the lab?"""
    assert main(["suite", "--recorded", *envs, "--logdir", str(tmp_path)]) == 0
    table = (tmp_path / "suite.md").read_text()
    assert table in capsys.readouterr().out
    assert table in (ROOT / "docs" / "worlds.md").read_text()


def test_a_world_without_recorded_runs(tmp_path, capsys):
    assert main(["suite", "--recorded", "--env", "Ant-v5", "--logdir", str(tmp_path)]) == 2
    assert "no recorded run of Ant-v5" in capsys.readouterr().err


@pytest.mark.slow
def test_the_command_trains_measures_and_goes_on(tmp_path, capsys):
    """Two worlds; and the same command again only measures."""
    settings = [f"{k}={v}" for k, v in TINY.items() if k != "env_steps"] + ["compile=false"]
    command = ["suite", "--env", "CartPole-v1", "Pendulum-v1", "--seeds", "2"]
    command += ["--steps", "900", "--episodes", "2", "--jobs", "2", "--logdir", str(tmp_path)]
    command += ["--parts", str(ROOT / "solutions" / "day38"), "--set", *settings]
    assert main(command) == 0
    with (tmp_path / "suite.csv").open() as file:
        rows = list(csv.DictReader(file))
    named = [(row["env"], row["seed"]) for row in rows]
    assert named == [("CartPole-v1", "2"), ("Pendulum-v1", "2")]
    assert all(float(row["min"]) <= float(row["mean"]) <= float(row["max"]) for row in rows)
    assert (tmp_path / "suite.png").stat().st_size > 10_000
    table = (tmp_path / "suite.md").read_text()
    assert table in capsys.readouterr().out
    curve = (tmp_path / "Pendulum-v1" / "seed_2" / "curve.csv").read_text()
    assert main(command) == 0
    assert (tmp_path / "suite.md").read_text() == table
    assert (tmp_path / "Pendulum-v1" / "seed_2" / "curve.csv").read_text() == curve


def test_mistakes_come_before_hours_of_work(tmp_path, capsys):
    command = ["suite", "--logdir", str(tmp_path / "x"), "--parts", str(ROOT / "solutions/day38")]
    for wrong, said in (
        (["--env", "CartPole-v1", "CartPol-v1"], "CartPole-v1"),
        (["--episodes", "0"], "--episodes must be at least 1"),
        (["--seeds", "a"], "--seeds takes"),
        (["--set", "bins=1"], "bins must be"),
    ):
        assert main([*command, *wrong]) == 2
        assert said in capsys.readouterr().err
    assert not (tmp_path / "x").exists()
