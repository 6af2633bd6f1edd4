"""Do PPO and SAC train as they are recorded, the same numbers for the same seed?"""

import json
from dataclasses import replace

import pytest

from dreamer import UserError
from dreamer.baselines.record import record
from dreamer.training.curves import read_curve
from dreamer.training.run_folder import RunFolder

pytestmark = pytest.mark.slow
SHORT = {
    "PPO": {"n_steps": 64, "batch_size": 64, "n_epochs": 1},
    "SAC": {"learning_starts": 300, "train_freq": 1, "gradient_steps": 1},
}


@pytest.fixture
def model_free(monkeypatch):
    """The script, with smaller rollouts, fewer updates, two episodes in an evaluation."""
    from dreamer.baselines import model_free  # needs the extra `baselines`

    monkeypatch.setattr(model_free, "EPISODES", 2)
    for name, settings in SHORT.items():
        method = model_free.METHODS[name]
        smaller = replace(method, envs=2, settings={**method.settings, **settings})
        monkeypatch.setitem(model_free.METHODS, name, smaller)
    return model_free


def train(model_free, monkeypatch, name, folder, seed=0):
    argv = ["model_free", name, "--seed", str(seed), "--steps", "2600", "--out", str(folder)]
    monkeypatch.setattr("sys.argv", argv)
    model_free.main()
    return RunFolder(folder)


@pytest.mark.parametrize("name", SHORT)
def test_a_seed_is_trained_and_recorded(name, model_free, tmp_path, monkeypatch, capsys):
    folders = [
        train(model_free, monkeypatch, name, tmp_path / str(i), seed)
        for i, seed in enumerate((4, 5, 4))
    ]
    curves = [read_curve(folder.curve)[0] for folder in folders]
    assert [(curve.method, curve.seed) for curve in curves] == [(name, 4), (name, 5), (name, 4)]
    first, other, again = (curve.episode_return.tolist() for curve in curves)
    assert first == again != other
    manifest = folders[0].read_manifest()
    assert manifest["env_steps"] >= 2600
    assert manifest["evaluation"]["episodes"] == 2
    assert 0 < manifest["evaluation"]["mean"] < 200

    capsys.readouterr()
    train(model_free, monkeypatch, name, tmp_path / "0")
    assert "is finished" in capsys.readouterr().out

    out = tmp_path / "out"
    out.mkdir()
    record([tmp_path / "0", tmp_path / "1"], out)
    facts = json.loads((out / f"{name.lower()}_walker_walk.json").read_text())
    assert facts["seeds"] == [4, 5]
    assert facts["runs"][0]["evaluation"] == manifest["evaluation"]
    assert [run.seed for run in read_curve(out / f"{name.lower()}_walker_walk.csv")] == [4, 5]
    with pytest.raises(UserError, match="a seed of its own"):
        record([tmp_path / "0", tmp_path / "2"], out)
