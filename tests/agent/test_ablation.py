"""Does switching an idea off do so, and nothing else?"""

import dataclasses

import pytest
import torch

from dreamer.agent.ablation import IDEAS, without
from dreamer.agent.agent import Agent
from dreamer.agent.config import PARTS_TO_DO_WITHOUT, make_config
from dreamer.cli import main
from tests.conftest import ROOT
from tests.training.test_trainer import TINY

BINS = torch.linspace(-2, 2, 5)
LOGITS = torch.tensor([[9.0, 0, 0], [0, 5, 0]])


def test_every_idea_has_its_settings():
    for settings in IDEAS.values():
        pairs = (text.split("=") for text in settings)
        make_config("Pendulum-v1", {k: float(v) if v == "0" else v for k, v in pairs})
    told = {text.split("=")[1] for texts in IDEAS.values() for text in texts}
    assert set(PARTS_TO_DO_WITHOUT) <= told


@pytest.mark.parametrize("idea", PARTS_TO_DO_WITHOUT)
def test_the_parts_given_stay_as_they_are(parts, idea):
    before = dataclasses.asdict(parts), parts.unimix(LOGITS), parts.symlog(BINS)
    changed = without(idea, parts)
    assert dataclasses.asdict(parts) == before[0]
    assert torch.equal(parts.unimix(LOGITS), before[1])
    assert changed is not parts


def test_without_symlog_numbers_stay_large(parts):
    changed = without("symlog", parts)
    assert changed.symlog(torch.tensor(300.0)) == changed.symexp(torch.tensor(300.0)) == 300
    assert torch.equal(changed.symexp_bins(5, 2.0), parts.symexp_bins(5, 2.0))


def test_without_twohot_the_gradient_grows_with_the_error(parts):
    changed = without("twohot", parts)
    logits = torch.zeros(2, 5, requires_grad=True)
    loss = changed.twohot_loss(logits, torch.tensor([1.0, 2.0]), BINS)
    torch.testing.assert_close(loss.detach(), torch.tensor([0.5, 2.0]))
    loss.sum().backward()
    torch.testing.assert_close(logits.grad[1], 2 * logits.grad[0])


def test_without_unimix_nothing_is_mixed_anywhere(parts):
    """In samples, in the KL, and in the RSSM that draws them."""
    changed = without("unimix", parts)
    torch.testing.assert_close(changed.unimix(LOGITS), torch.log_softmax(LOGITS, -1))
    sure = torch.tensor([200.0, 0, 0]).expand(20_000, 1, 3)
    names = ("sample_onehot", "kl_losses", "RSSM")
    assert all(getattr(changed, name) is not getattr(parts, name) for name in names)
    assert (changed.sample_onehot(sure).argmax(-1) == 0).all()
    assert (parts.sample_onehot(sure).argmax(-1) != 0).any()
    other = torch.tensor([0, 200.0, 0]).expand(1, 1, 1, 3)
    mixed, plain = (p.kl_losses(sure[:1, None], other, 0.0)[0] for p in (parts, changed))
    assert mixed.item() < 6 < 100 < plain.item()
    rssm = changed.RSSM(deter=8, hidden=8, stoch=2, classes=3, blocks=2, embed=4, action=1)
    assert isinstance(rssm, parts.RSSM)
    assert rssm.initial(2).stoch.shape == (2, 2, 3)
    called = type(rssm).observe.__globals__["sample_onehot"]
    assert called is changed.sample_onehot


def test_without_scale_advantages_stay_large(parts):
    assert without("scale", parts).ReturnScale().update(torch.tensor([-900.0, 900.0])) == 1


@pytest.mark.parametrize("idea", PARTS_TO_DO_WITHOUT)
def test_an_agent_learns_without(parts, idea):
    from tests.agent.test_world_model import ACTION, OBS, B, steps

    config = make_config("Pendulum-v1", {**TINY, "without": idea})
    agent = Agent((OBS,), ACTION, False, config, parts)
    metrics, _ = agent.update(steps(), agent.initial(B))
    assert all(value.isfinite() for value in metrics.values())


@pytest.mark.slow
def test_the_command(tmp_path, capsys):
    settings = [f"{k}={v}" for k, v in TINY.items() if k != "env_steps"] + ["compile=false"]
    command = ["ablate", "--ideas", "unimix", "free-nats", "--seeds", "0", "--steps", "600"]
    command += ["--env", "CartPole-v1", "--logdir", str(tmp_path), "--jobs", "2"]
    command += ["--parts", str(ROOT / "solutions" / "day38"), "--set", *settings]
    assert main(command) == 0
    assert (tmp_path / "ablation.png").stat().st_size > 10_000
    assert {p.name for p in tmp_path.iterdir() if p.is_dir()} == {
        "with-all-of-them",
        "without-unimix",
        "without-free-nats",
    }
