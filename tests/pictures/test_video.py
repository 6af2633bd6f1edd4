"""Is a trained agent drawn, or said clearly that nothing here can draw it?"""

import ctypes.util
import io

import numpy as np
import pytest
import torch
from PIL import Image

from dreamer import UserError, watch
from dreamer.pictures.dream import Dream
from dreamer.pictures.video import film_pixels
from tests.conftest import ROOT

PARTS = ROOT / "solutions" / "day38"


@pytest.mark.slow
def test_walk_is_drawn_where_anything_can_render(tmp_path, monkeypatch):
    monkeypatch.setenv("MUJOCO_GL", "disabled")  # as `make` sets it; watching asks for more
    out = tmp_path / "new" / "walk.webp"
    if any(ctypes.util.find_library(name) for name in ("EGL", "OSMesa", "glfw")):
        assert watch(out=out, seconds=0.5, parts=PARTS) == out
        with Image.open(out) as film:
            # of 0.05 s: two control steps, while each action is held for four
            assert film.n_frames == 10
    else:
        with pytest.raises(UserError, match="nothing here can render"):
            watch(out=out, seconds=0.5, parts=PARTS)


@pytest.mark.slow
def test_renderer_that_does_not_exist(tmp_path, monkeypatch):
    monkeypatch.setenv("MUJOCO_GL", "magic")
    with pytest.raises(UserError, match=r"nothing here can render.*libegl1"):
        watch(out=tmp_path / "walk.gif", seconds=0.5, parts=PARTS)


@pytest.mark.parametrize("seconds", [0, -1, 100])
def test_wrong_length(seconds, tmp_path):
    with pytest.raises(UserError, match="seconds must lie"):
        watch(out=tmp_path / "walk.gif", seconds=seconds)


def test_folder_that_is_no_run(tmp_path):
    with pytest.raises(UserError, match="is not a run's folder"):
        watch(tmp_path, tmp_path / "walk.gif", parts=PARTS)


def test_film_of_a_dream_in_pixels():
    """What was seen is on the left, what was dreamt on the right."""
    black, white = torch.zeros(5, 64, 64, 3, dtype=torch.uint8), torch.ones(1, 5, 64, 64, 3)
    dreamt = Dream(2, black, torch.zeros(5), white, torch.zeros(1, 5))
    with Image.open(io.BytesIO(film_pixels(dreamt, 0.1))) as film:
        left, right = np.split(np.asarray(film.convert("L")), 2, 1)
    assert left.max() == 0
    assert right.min() == 255
