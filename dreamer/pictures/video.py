"""A video of a trained agent: the beginning of an episode, as an animated WebP (small) or GIF.

    day38 watch --run runs/mine --out walk.webp

MuJoCo chooses its way of rendering when it is first imported, and a training process
has usually done so without one. So the drawing is done in a process of its own.
"""

from __future__ import annotations

import argparse
import io
import locale
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from gymnasium.wrappers import RenderCollection
from PIL import Image

from dreamer.envs.driver import EnvDriver
from dreamer.envs.rendering import HELP, renderers
from dreamer.envs.wrappers import ActionRepeat
from dreamer.errors import UserError, WorldError
from dreamer.files import write_whole
from dreamer.parts import load_parts
from dreamer.pictures.dream import Dream
from dreamer.progress import progress
from dreamer.training.randomness import RandomStream
from dreamer.training.trainer import Trainer, load_run, load_shipped

DRAW = "import sys; from dreamer.pictures.video import main; sys.exit(main())"
COLORS = 64  # of the GIF's palette
LARGER = 3  # times, that 64 x 64 pixels are shown
FRAME_SECONDS = 0.05  # rounded to whole control steps


def watch(
    run: str | Path | None = None,
    out: str | Path = "walk.gif",
    seconds: float = 8.0,
    seed: int = 0,
    parts: str | Path | None = None,
) -> Path:
    """Draw the first `seconds` of simulated time of an episode; returns `out`.

    run: a run's folder; None takes the weights that come with the lab.
    parts: a folder of notebooks; None takes those of this checkout.

    Raises UserError where the run cannot be read or nothing here can render.
    """
    if not 0 < seconds <= 60:
        raise UserError(f"seconds must lie in 0..60, got {seconds:g}")
    command = [sys.executable, "-c", DRAW, "--out", str(out)]
    command += ["--seconds", str(seconds), "--seed", str(seed)]
    command += ["--run", str(run)] if run is not None else []
    command += ["--parts", str(parts)] if parts is not None else []
    said = ""
    for renderer in renderers():
        environment = {**os.environ, "MUJOCO_GL": renderer}
        done = subprocess.run(
            command,
            env=environment,
            stderr=subprocess.PIPE,
            encoding=locale.getpreferredencoding(False),  # of its console
            errors="replace",
        )
        if done.returncode == 0:
            return Path(out)
        said = done.stderr.strip().split("\n")[-1]
        if done.returncode == 2:
            raise UserError(said)
    raise UserError(f"nothing here can render MuJoCo ({said}); {HELP}")


def draw(trainer: Trainer, out: Path, seconds: float, seed: int) -> None:
    """Act for `seconds` and save what a camera sees; in a process that can render."""
    agent = trainer.agent
    driver = EnvDriver(trainer.env, 1, render_mode="rgb_array", **trainer.config.env_settings)
    world: Any = driver.envs.envs[0]
    while not isinstance(world, ActionRepeat):
        world = world.env
    world.env = camera = RenderCollection(world.env, pop_frames=False)  # of each control step
    every = max(1, round(FRAME_SECONDS * camera.metadata["render_fps"]))
    frame_seconds = every / camera.metadata["render_fps"]
    wanted = round(seconds / frame_seconds)
    driver.reset(seed)
    state, action = agent.initial(1), torch.zeros(1, agent.action)
    with RandomStream(seed), progress(wanted, "frames") as bar:
        while len(camera.frame_list) < wanted * every and not driver.seen.is_last.item():
            seen = driver.seen
            action, state = agent.act(seen.obs, action, seen.is_first, state, explore=False)
            driver.step(action)
            bar.update(min(wanted, len(camera.frame_list) // every) - bar.n)
    frames = [Image.fromarray(np.asarray(x)) for x in camera.frame_list[: wanted * every : every]]
    driver.close()
    out.parent.mkdir(parents=True, exist_ok=True)
    kind = Image.registered_extensions().get(out.suffix.lower(), "")
    if kind not in Image.SAVE_ALL:
        raise UserError(f"cannot draw to {out}: a film ends in .webp or .gif")
    if kind == "GIF":
        frames = [frame.quantize(COLORS, dither=Image.Dither.NONE) for frame in frames]
    write_whole(out, animated(frames, frame_seconds, kind))


def film_pixels(dream: Dream, step_seconds: float) -> bytes:
    """An animated GIF of a dream in pixels: what was seen, and beside it what was dreamt.

    step_seconds: of a policy step.
    """
    seen = dream.obs.float() / 255
    both = torch.cat([seen, dream.dreamt_obs[0].clamp(0, 1)], 2)  # [T, 64, 128, 3]
    images = (Image.fromarray(x) for x in (both * 255).byte().numpy())
    larger = [
        x.resize((LARGER * x.width, LARGER * x.height), Image.Resampling.NEAREST) for x in images
    ]
    return animated(larger, step_seconds)


def animated(frames: Sequence[Image.Image], seconds: float, kind: str = "GIF") -> bytes:
    """Pictures that follow one another after `seconds`, and go round."""
    film, milliseconds = io.BytesIO(), round(1000 * seconds)
    frames[0].save(
        film, kind, save_all=True, append_images=frames[1:], duration=milliseconds, loop=0
    )
    return film.getvalue()


def main() -> int:
    parser = argparse.ArgumentParser(prog="film")
    parser.add_argument("--run", type=Path)
    parser.add_argument("--parts", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seconds", type=float, required=True)
    parser.add_argument("--seed", type=int, required=True)
    args = parser.parse_args()
    try:
        parts = load_parts(args.parts) if args.parts else None
        trainer = load_run(args.run, parts) if args.run else load_shipped(parts=parts)
        draw(trainer, args.out, args.seconds, args.seed)
    except WorldError:  # perhaps of this renderer: the next is tried
        raise
    except (UserError, OSError) as error:
        print(" ".join(str(error).split()), file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
