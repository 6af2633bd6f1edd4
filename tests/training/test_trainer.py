"""Does a run learn, keep what it has, and go on after it was stopped?"""

import itertools
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from dataclasses import replace

import pytest
import torch

from dreamer import Trainer, UserError, load_run
from dreamer.errors import NotFinite
from dreamer.training import checkpoint
from dreamer.training.curves import env_steps_reached, read_curve
from tests.conftest import ROOT

TINY = {
    "env_steps": 1500,
    "envs": 4,
    "action_repeat": 1,
    "deter": 16,
    "hidden": 8,
    "units": 8,
    "stoch": 2,
    "classes": 4,
    "blocks": 2,
    "bins": 31,
    "batch_size": 4,
    "batch_length": 8,
    "imagination_starts": 4,
    "train_ratio": 4.0,
    "replay_capacity": 2000,
}
RUN = [sys.executable, "-m", "dreamer.cli", "train", "--env", "CartPole-v1", "--save-every", "0.5"]
SETTINGS = ["--parts", str(ROOT / "solutions" / "day38"), "--set", "compile=false"]
SETTINGS += [f"{k}={v}" for k, v in TINY.items() if k != "env_steps"]


def trainer(parts, logdir=None, seed=0, **changes):
    return Trainer("CartPole-v1", seed, {**TINY, **changes}, parts, logdir)


def weights(of):
    return torch.cat([p.detach().flatten() for p in of.agent.parameters()])


@pytest.mark.slow
def test_cartpole_is_learnt(parts):
    """Does the pole stand at least three times as long as a random one after 2500 steps?

    A random policy holds it for 22 steps on average; ten evaluated episodes stay
    below 60 with a probability under 1e-6, as their lengths are nearly geometric.
    """
    run = Trainer("CartPole-v1", 1, {"env_steps": 2500}, parts)
    assert run.train()["updates"] > 400
    assert run.evaluate(10)["mean"] > 66


@pytest.mark.slow
def test_metrics_and_files(parts, tmp_path):
    run = trainer(parts, tmp_path / "a")
    metrics = run.train()
    assert 1500 <= metrics["env_steps"] <= 1504
    # 4 replayed steps for each env step, 32 in an update; the first 32 rows come without
    assert metrics["updates"] == pytest.approx((1500 - 36) / 8, abs=2)
    (curve,) = read_curve(tmp_path / "a" / "curve.csv")
    assert len(curve.env_steps) > 10
    manifest = json.loads((tmp_path / "a" / "manifest.json").read_text())
    assert manifest["config"]["deter"] == 16
    assert set(manifest) >= {"commit", "seeds", "hardware", "versions", "parts"}
    assert list((tmp_path / "a" / "tensorboard").iterdir())
    assert run.train() == metrics  # all done: nothing more happens


def test_same_seed_same_run(parts):
    """Do two runs of one seed end with the same weights, and another seed's with others?"""
    first, second, other = trainer(parts), trainer(parts), trainer(parts, seed=1)
    for run in (first, second, other):
        run.train(300)
    assert torch.equal(weights(first), weights(second))
    assert not torch.equal(weights(first), weights(other))


def test_rewards_in_other_units(parts):
    """Does the agent see rewards times the factor, and are returns told without it?"""
    told = []
    for factor in (1.0, 100.0):
        run = trainer(parts, reward_factor=factor)
        run.train(100)  # nothing is learnt yet: both do the same
        seen = run.replay.sample(4, 8, run.rng).steps.reward
        told.append((run.peak_return, seen.max().item()))
    assert told[0][0] == told[1][0] > 8
    assert told[1][1] == 100 * told[0][1] == 100


def test_global_randomness_is_left_alone(parts):
    torch.manual_seed(7)
    expected = torch.rand(3)
    torch.manual_seed(7)
    trainer(parts).train(200)
    assert torch.equal(torch.rand(3), expected)


def test_resume_takes_up_everything(parts, tmp_path):
    first = trainer(parts, tmp_path / "a")
    first.train(600)
    again = trainer(parts, tmp_path / "a")
    assert (again.env_steps, again.updates) == (first.env_steps, first.updates)
    assert torch.equal(weights(again), weights(first))
    assert again.replay.rows == first.replay.rows
    assert torch.equal(again.stream.state, first.stream.state)
    ours, theirs = (t.agent.optimizer_tensors() for t in (again, first))
    assert all(torch.equal(ours[name], theirs[name]) for name in theirs)
    again.train(1500)
    (curve,) = read_curve(tmp_path / "a" / "curve.csv")
    assert (curve.env_steps[1:] > curve.env_steps[:-1]).all()
    assert (curve.wall_seconds[1:] >= curve.wall_seconds[:-1]).all()


@pytest.mark.slow
def test_actor_and_critic_start_anew(parts, tmp_path):
    """Are they, at the update named, as new as before the first, over a model that stays?"""
    run = trainer(parts, tmp_path / "a", behavior_reset=10)
    agent = run.agent
    first = agent.behavior.actor(torch.ones(16 + 8)).detach()
    seen = agent.world_model.embed(torch.ones(1, 4)).detach()
    while run.updates < 10:
        run.train(run.env_steps + 1)
    assert not agent.behavior.critic(torch.ones(16 + 8)).any()
    assert agent.behavior.actor(torch.ones(16 + 8)).abs().max() < 0.1
    assert not torch.equal(agent.behavior.actor(torch.ones(16 + 8)), first)  # drawn anew
    assert not torch.allclose(agent.world_model.embed(torch.ones(1, 4)), seen)
    assert agent.optimizer_tensors()["optimizer.counts"].tolist() == [10, 0]
    run.train(run.env_steps + 30)  # they learn on, and do not start anew again
    again = trainer(parts, tmp_path / "a", behavior_reset=10)
    counts = again.agent.optimizer_tensors()["optimizer.counts"].tolist()
    assert counts == [run.updates, run.updates - 10]


def start(logdir, steps):
    command = [*RUN, "--logdir", str(logdir), *SETTINGS, f"env_steps={steps}"]
    return subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )


def wait_for(condition, process, seconds=90):
    end = time.monotonic() + seconds
    while not condition():
        assert process.poll() is None, process.stdout.read()
        assert time.monotonic() < end, "nothing happened"
        time.sleep(0.05)


@pytest.mark.slow
def test_kill_9_loses_nothing_that_was_saved(tmp_path):
    """After `kill -9` in the middle of training, does the same command go on with the same curve?"""
    logdir, path = tmp_path / "run", tmp_path / "run" / "checkpoint.safetensors"
    with start(logdir, 6000) as process:
        wait_for(lambda: path.exists() and checkpoint.load(path)[1]["env_steps"] > 500, process)
        time.sleep(0.3)
        process.send_signal(signal.SIGKILL)

    _, facts = checkpoint.load(path)
    saved = [
        line
        for line in (logdir / "curve.csv").read_text().splitlines()[1:]
        if line.count(",") == 5 and int(line.split(",")[3]) <= facts["env_steps"]
    ]
    assert 500 < facts["env_steps"] < 6000

    with start(logdir, 6000) as process:
        output, _ = process.communicate(timeout=120)
    assert process.returncode == 0, output
    assert f"going on from {facts['env_steps']:,} env steps" in output
    lines = (logdir / "curve.csv").read_text().splitlines()[1:]
    assert lines[: len(saved)] == saved
    (curve,) = read_curve(logdir / "curve.csv")
    assert (curve.env_steps[1:] > curve.env_steps[:-1]).all()
    assert checkpoint.load(path)[1]["env_steps"] >= 6000


@pytest.mark.slow
@pytest.mark.parametrize("kind", [signal.SIGINT, signal.SIGTERM])
def test_interrupt_saves_first(tmp_path, kind):
    """Does Ctrl-C (or a scheduler's SIGTERM) save what was done, and say how to go on?"""
    logdir = tmp_path / "run"
    with start(logdir, 100_000) as process:
        wait_for(lambda: env_steps_reached(logdir / "curve.csv") > 0, process)
        process.send_signal(kind)
        output, _ = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "give the same command again" in output
    saved = checkpoint.load(logdir / "checkpoint.safetensors")[1]["env_steps"]
    assert saved >= env_steps_reached(logdir / "curve.csv") > 0


@pytest.mark.slow
def test_going_back_takes_the_curve_along(parts, tmp_path):
    """After a resume from an older checkpoint, does the curve still rise in env steps?"""
    run = trainer(parts, tmp_path / "a")
    run.train(400)
    run.save(tmp_path / "older")
    run.train(800)
    run.resume(tmp_path / "older")
    assert run.env_steps < 410
    run.train(600)
    (curve,) = read_curve(tmp_path / "a" / "curve.csv")
    assert (curve.env_steps[1:] > curve.env_steps[:-1]).all()


def test_other_parts_are_told(parts, tmp_path, capsys):
    """Is it said when weights meet parts that they were not trained with?"""
    trainer(parts, tmp_path / "a").train(50)
    load_run(tmp_path / "a", parts)
    assert "other versions" not in capsys.readouterr().out
    load_run(tmp_path / "a", replace(parts, digests={**parts.digests, "rssm": "another"}))
    assert "trained with other versions of: rssm" in capsys.readouterr().out


def test_a_lost_replay_fills_anew(parts, tmp_path, capsys):
    trainer(parts, tmp_path / "a").train(200)
    shutil.rmtree(tmp_path / "a" / "replay")
    again = trainer(parts, tmp_path / "a")
    assert again.replay.rows == 0
    assert "fills anew" in capsys.readouterr().out


def test_a_curve_without_its_checkpoint_is_kept(parts, tmp_path):
    trainer(parts, tmp_path / "a").train(200)
    (tmp_path / "a" / "checkpoint.safetensors").unlink()
    before = (tmp_path / "a" / "curve.csv").read_text()
    with pytest.raises(UserError, match="no checkpoint"):
        trainer(parts, tmp_path / "a")
    assert (tmp_path / "a" / "curve.csv").read_text() == before


def test_one_process_a_folder(parts, tmp_path):
    run = trainer(parts, tmp_path / "a")
    with run.folder.lock(), pytest.raises(UserError, match="another process"):
        trainer(parts, tmp_path / "a").train(100)


def test_a_finished_run_can_go_on(parts, tmp_path):
    """Is a run's length no part of what it is?"""
    trainer(parts, tmp_path / "a", env_steps=200).train()
    longer = trainer(parts, tmp_path / "a", env_steps=300)
    assert longer.env_steps >= 200
    assert longer.train()["env_steps"] >= 300


def test_folder_of_another_run_is_refused(parts, tmp_path):
    trainer(parts, tmp_path / "a").train(100)
    before = (tmp_path / "a" / "checkpoint.safetensors").read_bytes()
    with pytest.raises(UserError, match="envs=4, this one has envs=5"):
        trainer(parts, tmp_path / "a", envs=5)
    with pytest.raises(UserError, match="seed=0, this one has seed=1"):
        trainer(parts, tmp_path / "a", seed=1)
    assert (tmp_path / "a" / "checkpoint.safetensors").read_bytes() == before
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "thesis.txt").write_text("mine")
    with pytest.raises(UserError, match="holds other files"):
        trainer(parts, tmp_path / "b")


@pytest.mark.parametrize("damage", [lambda b: b[: len(b) // 2], lambda b: b[:5], lambda b: b""])
def test_truncated_checkpoint_is_refused(parts, tmp_path, damage):
    trainer(parts, tmp_path / "a").train(100)
    path = tmp_path / "a" / "checkpoint.safetensors"
    path.write_bytes(damage(path.read_bytes()))
    before = path.read_bytes()
    with pytest.raises(UserError, match="damaged"):
        trainer(parts, tmp_path / "a")
    assert path.read_bytes() == before


def test_evaluation_is_repeatable_and_changes_nothing(parts, tmp_path):
    run = trainer(parts, tmp_path / "a")
    run.train(300)
    result = load_run(tmp_path / "a", parts).evaluate(3)
    assert result == run.evaluate(3)
    assert result["min"] <= result["median"] <= result["max"]
    assert result["mean"] == pytest.approx(sum(result["returns"]) / 3)
    assert result["mean_length"] == pytest.approx(result["mean"])  # a reward of 1 each step


@pytest.mark.slow
def test_pauses_do_not_count():
    """Is the time between Ctrl-Z and `fg` left out of the wall clock?"""
    code = (
        "from dreamer.training.stopwatch import Stopwatch; import time; w = Stopwatch(10.0); "
        "print('on', flush=True); end = time.process_time() + 1.0\n"
        "while time.process_time() < end: pass\n"
        "print(w(), flush=True)"
    )
    command = [sys.executable, "-c", code]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline() == "on\n"
        os.kill(process.pid, signal.SIGTSTP)
        time.sleep(5)
        os.kill(process.pid, signal.SIGCONT)
        seconds = float(process.communicate(timeout=20)[0])
    # a second of work and 5 s of pause; CPU and wall clocks differ, and a busy machine is slower
    assert 10.9 <= seconds < 14.0


def test_checkpoint_is_read_whole_while_its_run_replaces_it(tmp_path):
    path, stop = tmp_path / "checkpoint.safetensors", threading.Event()

    def keep_saving():
        for count in itertools.count():
            checkpoint.save(path, {"x": torch.full((1000,), count)}, {"x": [count] * (count % 50)})
            if stop.is_set():
                return

    run = threading.Thread(target=keep_saving)
    run.start()
    try:
        wait = time.monotonic() + 30
        while not path.exists() and time.monotonic() < wait:
            time.sleep(0.01)
        for _ in range(20_000):
            tensors, facts = checkpoint.load(path)
            assert set(facts["x"]) <= set(tensors["x"].tolist())
    finally:
        stop.set()
        run.join()


def finite(path):
    return all(tensor.isfinite().all() for tensor in checkpoint.load(path)[0].values())


@pytest.mark.slow
@pytest.mark.parametrize("wrong", ["reward", "obs"])
def test_a_loss_that_is_no_number_stops_the_run(parts, tmp_path, monkeypatch, wrong):
    """Is the update named, and is the checkpoint still the one before?"""
    run = trainer(parts, tmp_path)
    run.train(500)
    sample = run.replay.sample

    def damaged(*args):
        drawn = sample(*args)
        getattr(drawn.steps, wrong)[0, 0] = float("nan")
        return drawn

    monkeypatch.setattr(run.replay, "sample", damaged)
    update = run.updates + 1
    with pytest.raises(
        NotFinite, match=f"at update {update:,} loss/.*holds the run as it was at 5"
    ):
        run.train(1000)
    assert checkpoint.load(tmp_path / "checkpoint.safetensors")[1]["env_steps"] < 510
    assert finite(tmp_path / "checkpoint.safetensors")
    assert trainer(parts, tmp_path).train(800)["env_steps"] >= 800  # and goes on from there


def test_weights_that_are_no_numbers_are_not_saved(parts, tmp_path):
    """Where gradients overflow, losses may be finite for one update more."""
    run = trainer(parts, tmp_path)
    run.train(500)
    with torch.no_grad():
        run.agent.world_model.decoder[1].weight[0, 0] = float("inf")
    run.updates += 1
    with pytest.raises(NotFinite, match=r"world_model\.decoder\.1\.weight"):
        run._save_run(run.folder)
    assert finite(tmp_path / "checkpoint.safetensors")


def test_whatever_stops_a_run_it_is_saved_first(parts, tmp_path, monkeypatch):
    """A part that raises, a world that fails: is what was learnt until then kept?"""
    run = trainer(parts, tmp_path)
    run.train(300)
    step, left = run.driver.step, [50]

    def breaks(action):
        left[0] -= 1
        if left[0] == 0:
            raise RuntimeError("the simulator lost its connection")
        return step(action)

    monkeypatch.setattr(run.driver, "step", breaks)
    with pytest.raises(RuntimeError, match="connection"):
        run.train(2000)
    kept = checkpoint.load(tmp_path / "checkpoint.safetensors")[1]["env_steps"]
    assert kept == run.env_steps > 400


@pytest.mark.slow
def test_shown_return_and_promised_return_are_one_thing(parts, tmp_path):
    """Is what a run returns what its own curve, smoothed as in all figures, ends at?"""
    result = trainer(parts, tmp_path).train(1500)
    (curve,) = read_curve(tmp_path / "curve.csv")
    assert result["episode_return"] == pytest.approx(curve.smoothed()[-1], abs=0.1)


@pytest.mark.slow
def test_tensorboard_shows_no_stretch_twice(parts, tmp_path):
    """After a process was killed beyond its checkpoint?"""
    from tensorboard.backend.event_processing.event_accumulator import EventAccumulator

    run = trainer(parts, tmp_path)
    run.train(500)
    kept = (tmp_path / "checkpoint.safetensors").read_bytes()
    run.train(1000)
    (tmp_path / "checkpoint.safetensors").write_bytes(kept)
    trainer(parts, tmp_path).train(1200)
    events = EventAccumulator(str(tmp_path / "tensorboard"))
    events.Reload()
    steps = [event.step for event in events.Scalars("episode_return")]
    assert steps == sorted(set(steps))
    assert min(steps) < 500 < 1000 < max(steps)
