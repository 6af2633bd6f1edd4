"""Is shipped data what its manifest says, and is it made from runs as described?"""

import json

import pytest

from dreamer import UserError
from dreamer.baselines.record import record, record_variants
from dreamer.training.curves import read_curve
from dreamer.training.manifest import sha256
from dreamer.training.shipped_runs import BASELINES
from dreamer.training.trainer import task_name
from tests.training.test_trainer import trainer

MANIFESTS = sorted(BASELINES.glob("*.json"))


@pytest.mark.parametrize("manifest", MANIFESTS, ids=lambda path: path.stem)
def test_data_is_what_its_manifest_says(manifest):
    content = json.loads(manifest.read_text())
    digests = content["sha256"]
    if isinstance(digests, str):
        digests = {f"{manifest.stem}.csv": digests}
    assert digests == {name: sha256(BASELINES / name) for name in digests}
    runs = read_curve(manifest.with_suffix(".csv"))
    obs = content.get("config", {}).get("obs", "state")
    assert {run.task for run in runs} == {task_name(content["task"], obs)}
    if "seeds" in content:
        assert [run.seed for run in runs] == content["seeds"]


@pytest.mark.slow
def test_a_run_is_recorded(parts, tmp_path):
    """Do curve, weights and manifest of two seeds end up together?"""
    for seed in (0, 1):
        trainer(parts, tmp_path / f"run{seed}", seed).train(300)
    out = tmp_path / "out"
    out.mkdir()
    manifest = record([tmp_path / "run0", tmp_path / "run1"], out)
    assert manifest["seeds"] == [0, 1]
    assert manifest["runs"][1]["evaluation"]["episodes"] == 20
    assert [run.seed for run in read_curve(out / "dreamer_CartPole-v1.csv")] == [0, 1]
    assert (out / "dreamer_CartPole-v1.safetensors").exists()
    assert json.loads((out / "dreamer_CartPole-v1.json").read_text()) == manifest

    one_by_one = tmp_path / "one by one"
    one_by_one.mkdir()
    with pytest.raises(UserError, match="to append to"):
        record([tmp_path / "run0"], one_by_one, append=True)
    record([tmp_path / "run0"], one_by_one)
    assert record([tmp_path / "run1"], one_by_one, append=True) == manifest
    for name in manifest["sha256"]:
        assert (one_by_one / name).read_bytes() == (out / name).read_bytes()
    with pytest.raises(UserError, match=r"a seed of its own, got \[0, 1, 1\]"):
        record([tmp_path / "run1"], one_by_one, append=True)
    (out / "dreamer_CartPole-v1.safetensors").unlink()
    assert "weights_of_seed" not in record([tmp_path / "run0"], out, with_weights=False)
    assert not (out / "dreamer_CartPole-v1.safetensors").exists()


@pytest.mark.slow
def test_variants_are_recorded(parts, tmp_path):
    """Curves under the names of what was changed, and what that was."""
    for name, changed in (("all", {}), ("without-free-nats", {"free_nats": 0.0})):
        trainer(parts, tmp_path / name / "seed_0", **changed).train(300)
        (tmp_path / name / "seed_0.log").touch()  # as a sweep leaves it
    manifest = record_variants([tmp_path / "all", tmp_path / "without-free-nats"], "ab", tmp_path)
    assert [run["config"] for run in manifest["runs"]] == [{}, {"free_nats": 0.0}]
    recorded = {run.method: run for run in read_curve(tmp_path / "ab_CartPole-v1.csv")}
    own = read_curve(tmp_path / "without-free-nats" / "seed_0" / "curve.csv")[0]
    assert list(recorded) == ["all", "without free nats"]
    assert recorded["without free nats"].episode_return.tolist() == own.episode_return.tolist()
    assert json.loads((tmp_path / "ab_CartPole-v1.json").read_text()) == manifest


def test_runs_of_two_kinds_are_not_mixed(parts, tmp_path):
    trainer(parts, tmp_path / "a").train(50)
    trainer(parts, tmp_path / "b", deter=32).train(50)
    with pytest.raises(UserError, match="another task or configuration"):
        record([tmp_path / "a", tmp_path / "b"], tmp_path)
    assert not list(tmp_path.glob("dreamer_*"))
