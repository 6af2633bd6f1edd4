"""Do files that an earlier version wrote still load: runs, curves, submissions, receipts, gradebooks?"""

import json
import shutil

import pytest
import torch
from nbgrader.api import Gradebook

from dreamer import Trainer, load_parts, load_run
from dreamer.pictures.comparison import draw_comparison
from dreamer.training import checkpoint
from dreamer.training.curves import own_curves
from dreamer.training.run_folder import weights_of
from grader.course.regrade import regrade
from grader.course.report import PAGE, report
from grader.marking.receipts import Receipts
from tests.conftest import ROOT

EARLIER = ROOT / "tests" / "data" / "earlier"


@pytest.fixture
def run(tmp_path):
    return shutil.copytree(EARLIER / "run", tmp_path / "run")


@pytest.fixture
def course(tmp_path):
    return shutil.copytree(EARLIER / "class", tmp_path / "class")


def test_a_run_can_be_looked_at(run, parts):
    trainer = load_run(run, parts)
    saved, facts = checkpoint.load(run / "checkpoint.safetensors")
    assert (facts["env_steps"], facts["updates"]) == (400, 46)
    assert all(torch.equal(saved[name], x) for name, x in weights_of(trainer.agent).items())
    assert trainer.evaluate(2)["episodes"] == 2


def test_a_run_goes_on(run, parts, capsys):
    """With its weights, its counters and its replay."""
    manifest = json.loads((run / "manifest.json").read_text())
    trainer = Trainer("CartPole-v1", 7, manifest["config"], parts, run)
    rows = trainer.replay.rows
    assert trainer.env_steps == 400
    assert rows * trainer.config.envs >= 400
    assert trainer.train(600)["env_steps"] >= 600
    assert trainer.replay.rows > rows
    assert "fills anew" not in capsys.readouterr().out
    assert own_curves(run)[0].env_steps[-1] > 400


def test_a_curve_is_drawn(run):
    (curve,) = own_curves(run)
    assert curve.task == "CartPole-v1"
    assert draw_comparison([curve]).axes


def test_a_notebook_gives_its_parts():
    """Also where the cells of its own import what has moved since."""
    parts = load_parts(EARLIER / "class" / "submitted" / "ann" / "day38")
    assert set(parts.provenance.values()) == {"yours"}


def test_receipts_are_read(course):
    ann, bob = Receipts(course).all()
    assert (ann["points"], bob["points"]) == (87.5, 0)
    assert ann["exercises"][0]["misconception"] == "sign_dropped"
    assert report(course) == 2
    assert "ann" in (course / PAGE).read_text()


@pytest.mark.slow
def test_a_class_is_graded_on(course):
    """Are the marks the same, and does what a person has written into the gradebook stay?"""
    assert regrade(course / "submitted", course, unprotected=True) == []
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as book:
        assert book.find_submission("day38", "ann").score == 87.5 + 3
        assert not book.find_submission("day38", "bob").score
