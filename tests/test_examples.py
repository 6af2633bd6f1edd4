"""Do the examples in docs/ run as they stand?"""

import re

import pytest

from dreamer import Trainer
from dreamer.agent.presets import PRESETS
from dreamer.lab import world_model_demo
from tests.conftest import ROOT
from tests.training.test_trainer import TINY

FENCE = re.compile(r"^```python\n(.*?)^```$", re.M | re.S)
PAGES = sorted((ROOT / "docs").glob("*.md"))
EXAMPLES = [
    pytest.param(code, id=f"{page.stem}-{number}")
    for page in PAGES
    for number, code in enumerate(FENCE.findall(page.read_text(encoding="utf-8")))
]
STEPS, UPDATES = 400, 20


@pytest.fixture
def quick(monkeypatch, tmp_path):
    """Small nets and few steps, in a folder of its own beside the notebooks."""
    small = {name: value for name, value in TINY.items() if name != "env_steps"}
    for preset in ("classic", "pendulum", "laptop"):
        monkeypatch.setitem(PRESETS, preset, {**PRESETS[preset], **small, "compile": False})
    train, learn, collect = Trainer.train, world_model_demo.learn, world_model_demo.collect

    def train_little(self, total_timesteps=None):
        asked = self.config.env_steps if total_timesteps is None else total_timesteps
        return train(self, min(asked, STEPS + (asked == self.config.env_steps) * STEPS))

    monkeypatch.setattr(Trainer, "train", train_little)
    monkeypatch.setattr(world_model_demo, "learn", lambda *args: learn(*args, updates=UPDATES))
    monkeypatch.setattr(world_model_demo, "collect", lambda env_steps: collect(4000))
    for name in ("labs", "solutions"):
        (tmp_path / name).symlink_to(ROOT / name)
    monkeypatch.chdir(tmp_path)


def test_there_are_examples():
    assert len(EXAMPLES) > 6


@pytest.mark.slow
@pytest.mark.parametrize("code", EXAMPLES)
def test_example(code, quick):
    exec(compile(code, "example", "exec"), {"__name__": "example"})
