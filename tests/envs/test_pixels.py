"""Does an agent that sees pixels learn, remember, and draw what it sees?"""

import ctypes.util
import json

import numpy as np
import pytest
import torch

from dreamer import Trainer, UserError, make_env
from dreamer.agent.image_nets import ImageDecoder, ImageEncoder
from dreamer.agent.replay import Replay, Step
from dreamer.cli import main
from dreamer.envs import rendering
from dreamer.nets import BlockLinear
from dreamer.parts import State
from dreamer.pictures.dream import draw_video, dream, play
from tests.conftest import ROOT

PARTS = ROOT / "solutions" / "day38"
CAN_RENDER = any(ctypes.util.find_library(name) for name in ("EGL", "OSMesa", "glfw"))
TINY = {
    "preset": "laptop",
    "obs": "pixels",
    "envs": 2,
    "depth": 2,
    "batch_size": 2,
    "batch_length": 8,
    "train_ratio": 0.2,
    "compile": False,
}


def test_encoder_sees_each_image_alone():
    encoder = ImageEncoder(depth=4)
    images = torch.randint(0, 256, (2, 3, 64, 64, 3), dtype=torch.uint8)
    together = encoder(images)
    assert together.shape == (2, 3, encoder.size) == (2, 3, 256)
    torch.testing.assert_close(encoder(images[1, 2]), together[1, 2])
    images[0, 0] += 1
    changed = (encoder(images) != together).any(-1)
    assert changed.tolist() == [[True, False, False], [False] * 3]


def test_decoder_paints_each_block_into_its_own_channels():
    """The coarse picture of the memory, beside the layout (block, height, width, channel) by hand."""
    decoder = ImageDecoder(deter=16, stoch=6, units=8, depth=2)
    features = torch.randn(2, 5, 22)
    image = decoder(features)
    assert image.shape == (2, 5, 64, 64, 3)
    assert 0 < image.min() < image.max() < 1
    started = []
    decoder.start.register_forward_pre_hook(lambda _, x: started.append(x[0]))
    torch.nn.init.zeros_(decoder.from_stoch[1].weight)
    decoder(features[0, 0][None])
    blocks: BlockLinear = decoder.from_deter
    flat = blocks(features[0, 0, :16]).detach()
    by_hand = torch.stack([block.view(4, 4, -1) for block in flat.chunk(8)], 2).flatten(-2)
    torch.testing.assert_close(started[0][0].movedim(0, -1), by_hand)


def test_images_are_kept_in_a_file_and_come_back():
    """A replay of 1.2 GB takes no memory before it is filled, and gives back what was put in."""
    memory = Replay(100_000, 2, (64, 64, 3), 1, 4, 2, 5)
    assert isinstance(memory._columns["obs"], np.memmap)
    state = State(torch.zeros(2, 4), torch.zeros(2, 2, 5), torch.zeros(2, 2, 5))
    no = torch.zeros(2, dtype=torch.bool)
    for row in range(9):
        obs = torch.full((2, 64, 64, 3), row, dtype=torch.uint8)
        memory.add(Step(obs, torch.zeros(2, 1), torch.full((2,), float(row)), no, no, no), state)
    steps = memory.sample(4, 3, np.random.default_rng(0)).steps
    assert steps.obs.dtype == torch.uint8
    assert (steps.obs == steps.reward[..., None, None, None]).all()


def test_a_python_without_graphics_says_what_to_do(monkeypatch):
    monkeypatch.setenv("MUJOCO_GL", "disabled")
    monkeypatch.setitem(rendering.sys.modules, "dm_control._render", rendering)
    with pytest.raises(UserError, match="start it anew with MUJOCO_GL="):
        make_env("dmc_walker_walk", obs="pixels")


def test_gymnasium_worlds_are_seen_too():
    env = make_env("CartPole-v1", obs="pixels")
    seen, _ = env.reset(seed=0)
    assert (seen.shape, seen.dtype) == ((64, 64, 3), np.uint8)
    assert seen.std() > 10
    env.close()


@pytest.mark.slow
def test_a_run_from_pixels(tmp_path, monkeypatch, capsys):
    """Trained, resumed, evaluated and drawn, in a process that was begun without graphics."""
    if not CAN_RENDER:
        with pytest.raises(UserError, match="nothing here can render"):
            make_env("dmc_walker_walk", obs="pixels")
        return
    settings = [f"{name}={value}" for name, value in TINY.items() if name not in ("preset", "obs")]
    run = tmp_path / "run"
    train = ["train", "--preset", "laptop", "--obs", "pixels", "--parts", str(PARTS)]
    train += ["--logdir", str(run), "--steps", "1600", "--set", *settings]
    monkeypatch.setenv("MUJOCO_GL", "disabled")
    done = isolated(*[str(word).replace("False", "false") for word in train])
    assert "1,600 env steps" in done
    said = isolated("evaluate", "--run", str(run), "--episodes", "1", "--parts", str(PARTS))
    result = json.loads(said.strip().split("\n")[-1])
    assert -1 <= result["ssim"] <= 1
    assert 0 < result["psnr"] < 60
    isolated("dream", "--run", str(run), "--out", str(tmp_path / "seen"), "--parts", str(PARTS))
    assert {path.name for path in (tmp_path / "seen").iterdir()} == {
        "dream.png",
        "rewards.png",
        "latents.png",
        "returns.png",
    }


def isolated(*arguments):
    """A command of `day38` in a process of its own: MuJoCo chooses its graphics once in each."""
    import os
    import subprocess
    import sys

    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "dreamer.cli", *arguments]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_an_unknown_view_is_refused(capsys):
    with pytest.raises(UserError, match="obs: unknown name"):
        Trainer("CartPole-v1", config={"obs": "smells"})
    with pytest.raises(SystemExit):
        main(["train", "--obs", "smells", "--logdir", "x"])


def test_a_video_of_a_dream_has_three_rows(parts):
    trainer = Trainer("CartPole-v1", 0, {**TINY, "preset": "classic"}, parts)
    played = play(trainer, envs=1, steps=20)
    assert played.steps.obs.dtype == torch.uint8
    seen = dream(trainer.agent.world_model, played.steps, looking=5, horizon=10, dreams=2)
    assert seen.dreamt_obs.shape == (2, 15, 64, 64, 3)
    assert len(draw_video(seen, columns=6).axes) == 18
