"""Are curves read strictly, averaged rightly and drawn?"""

import json
import re

import numpy as np
import pytest

from dreamer import Trainer, UserError
from dreamer.pictures.comparison import draw_comparison, draw_variants
from dreamer.training.curves import (
    COLUMNS,
    CurveWriter,
    Run,
    aggregate,
    by_method,
    first_crossing,
    read_curve,
    returns_at,
    summary,
    truncate_curve,
    variant_curves,
)
from dreamer.training.shipped_runs import recorded_file, shipped_curves

HEADER = ",".join(COLUMNS) + "\n"


def run(seed=0, returns=(0, 400, 800), step=50_000, method="PPO", task="dmc_walker_walk"):
    steps = np.arange(1, len(returns) + 1) * float(step)
    return Run(method, task, seed, steps, steps / 1000, np.array(returns, float))


def test_written_curve_is_read_back(tmp_path):
    path = tmp_path / "curve.csv"
    with CurveWriter(path, "DreamerV3", "CartPole-v1", 3) as writer:
        writer.write(100, 1.25, 20.0)
    with CurveWriter(path, "DreamerV3", "CartPole-v1", 3) as writer:
        writer.write(200, 2.0, 30.5)
    (only,) = read_curve(path)
    assert (only.method, only.task, only.seed) == ("DreamerV3", "CartPole-v1", 3)
    assert only.env_steps.tolist() == [100, 200]
    assert only.episode_return.tolist() == [20.0, 30.5]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "first line must be"),
        ("a,b\n1,2\n", "first line must be"),
        (HEADER, "no finished episode"),
        (HEADER + "PPO,t,0,10,1,5\nPPO,t,0,20,1\n", "line 3"),
        (HEADER + "PPO,t,0,ten,1,5\n", "line 2.*ten"),
        (HEADER + "PPO,t,0,10,1,nan\n", "line 2.*finite"),
        (HEADER + "PPO,t,0,10,1,5\nPPO,t,0,5,1,5\n", "line 3.*falls from 10 to 5"),
    ],
)
def test_malformed_curve(tmp_path, text, message):
    path = tmp_path / "curve.csv"
    path.write_text(text)
    with pytest.raises(UserError, match=message):
        read_curve(path)


def test_missing_curve(tmp_path):
    with pytest.raises(UserError, match="cannot read"):
        read_curve(tmp_path / "curve.csv")


def test_truncation_drops_what_a_resume_makes_anew(tmp_path):
    """Are later rows dropped, and one that a kill cut short?"""
    path = tmp_path / "curve.csv"
    path.write_text(HEADER + "D,t,0,10,1,5\nD,t,0,20,1,5\nD,t,0,30,1,5\nD,t,0,1")
    truncate_curve(path, 20)
    assert path.read_text() == HEADER + "D,t,0,10,1,5\nD,t,0,20,1,5\n"


def test_mean_over_seeds_lies_between_them():
    x, mean, band = aggregate([run(0), run(1, (100, 500, 900))], "env_steps")
    assert x.tolist() == [50_000, 100_000, 150_000]
    assert mean.tolist() == [50, 450, 850]
    assert band.tolist() == [[0, 400, 800], [100, 500, 900]]


def test_of_many_seeds_the_middle_half_counts():
    """Is the interquartile mean unmoved by one wild seed, and within its interval?"""
    seeds = [run(seed, (0, 10.0 * seed, 1000 if seed == 7 else 10.0 * seed)) for seed in range(8)]
    _, centre, (low, high) = aggregate(seeds, "env_steps")
    assert centre.tolist() == [0, 35, 35]  # seeds 2 to 5
    assert (low <= centre).all()
    assert (centre <= high).all()
    assert high[2] > high[1]  # but the interval tells of it
    assert summary(seeds, "env_steps").startswith(
        "interquartile mean and 95 % bootstrap interval of n=8 seeds"
    )


def test_mean_stops_where_the_shortest_run_does():
    x, _, _ = aggregate([run(0), run(1, (0, 400, 800, 900))], "env_steps")
    assert x[-1] == 150_000


def test_first_crossing():
    assert first_crossing([run()], "env_steps") == 150_000
    assert first_crossing([run()], "wall_seconds") == 150
    assert first_crossing([run(returns=(0, 10))], "env_steps") is None


def test_smoothing_is_over_the_last_20k_steps():
    smooth = run(returns=(0, 100, 200, 300), step=10_000).smoothed()
    assert smooth.tolist() == [0, 50, 150, 250]


def test_returns_at():
    runs = [run(0), run(1, returns=(100, 300, 700, 900))]
    assert returns_at(runs, 100_000) == [400, 300]
    assert returns_at(runs, 10_000) == []  # before the first episode's end
    assert returns_at(runs, 160_000) == [800, 700]
    assert returns_at(runs, 200_000) == []  # one of them stopped long before


def test_shipped_curves_are_whole():
    """Are all three files there, with PPO of at least 3 seeds and 5M env steps?"""
    runs = shipped_curves()
    ppo = [r for r in runs if r.method == "PPO"]
    assert len(ppo) >= 3
    assert min(r.env_steps[-1] for r in ppo) >= 4.9e6
    assert sum(r.method == "DreamerV3 (published)" for r in runs) == 5


def test_recorded_runs_keep_the_labs_promise():
    """Three seeds: each past 700 within 45 minutes, and its last policy above 700 in 20 episodes?"""
    recorded = by_method(shipped_curves())["DreamerV3"]
    assert {r.seed for r in recorded} == {0, 1, 2}
    assert max(first_crossing([r], "wall_seconds") for r in recorded) < 45 * 60
    assert max(r.env_steps[-1] for r in recorded) <= 1e6
    manifest = json.loads(recorded_file("dmc_walker_walk", ".json").read_text())
    evaluations = [run["evaluation"] for run in manifest["runs"]]
    assert [e["episodes"] for e in evaluations] == [20, 20, 20]
    assert min(e["mean"] for e in evaluations) > 700


def test_comparison_is_drawn(tmp_path):
    out = tmp_path / "new" / "figure.png"
    figure = draw_comparison([*shipped_curves(), run(method="your run")], out)
    assert out.stat().st_size > 20_000
    left, right = (ax.get_legend_handles_labels()[1] for ax in figure.axes)
    assert any(label.startswith("PPO: mean and range of n=3 seeds; 700 at") for label in left)
    assert any("published" in label for label in left)
    assert not any("published" in label for label in right)


def test_a_return_that_a_question_asks_for_is_marked():
    left, right = draw_comparison(shipped_curves(), marks=[300]).axes
    assert "300" in [text.get_text() for text in left.texts]
    for ax in (left, right):
        assert any(list(line.get_ydata()) == [300, 300] for line in ax.lines)


def test_comparison_is_of_one_task():
    with pytest.raises(UserError, match="one task"):
        draw_comparison([run(), run(task="CartPole-v1")])
    with pytest.raises(UserError, match="none"):
        draw_comparison([])


@pytest.mark.parametrize(
    ("task", "line"), [("Pendulum-v1", -200), ("dmc_walker_walk_pixels", None)]
)
def test_each_task_has_its_own_goal(task, line):
    """Is the line drawn at the task's goal, and none where it has none?"""
    figure = draw_comparison([run(returns=(-900, -500, -150), task=task, method="DreamerV3")])
    left, _ = figure.axes
    flat = [y[0] for y in (np.unique(line.get_ydata()) for line in left.lines) if len(y) == 1]
    assert (line in flat) == (line is not None)
    assert any("goal" in text.get_text() for text in left.texts) == (line is not None)
    label = left.get_legend_handles_labels()[1][0]
    assert label == (
        "DreamerV3: one run, seed 0" + ("" if line is None else "; -200 at 150k steps")
    )
    assert figure.get_suptitle() == f"DreamerV3 on {task}"


def test_curves_of_pixels_are_another_task():
    runs = shipped_curves("dmc_walker_walk_pixels")
    assert runs
    assert {run.task for run in runs} == {"dmc_walker_walk_pixels"}


def test_a_run_says_what_to_expect(parts, capsys):
    """Of the recorded runs' settings, and only of those that a preset really has."""
    Trainer("dmc_walker_walk", config="laptop", parts=parts)._tell_expected(32_000)
    values = re.findall(r" (\d+) \(seed \d\)", capsys.readouterr().out)
    assert values
    assert all(30 < int(value) < 300 for value in values)  # a random policy gets 40
    Trainer("dmc_walker_walk", config={"lam": 0.9}, parts=parts)._tell_expected(32_000)
    assert not capsys.readouterr().out


def test_a_panel_for_each_variant(tmp_path):
    """Are sweeps named after their folders, the first of them drawn beneath all others?"""
    names = ["with-all-of-them", "without-symlog", "without-free-nats"]
    for name in names:
        for seed in (0, 1):
            folder = tmp_path / name / f"seed_{seed}"
            folder.mkdir(parents=True)
            with CurveWriter(folder / "curve.csv", "DreamerV3", "Pendulum-v1", seed) as writer:
                writer.write(200, 1.0, -900.0)
    runs = variant_curves([tmp_path / name for name in names])
    assert [run.seed for run in runs["without symlog"]] == [0, 1]
    shown = [ax for ax in draw_variants(runs).axes if ax.get_visible()]
    labels = [ax.get_legend_handles_labels()[1] for ax in shown]
    assert labels == [[next(iter(runs)), name] for name in list(runs)[1:]]
