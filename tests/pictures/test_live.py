"""Are pictures of a run drawn while it goes on, and does that end with it?"""

import subprocess
import sys
import time

import pytest

from dreamer.pictures import live
from dreamer.pictures.live_view import live_view
from tests.conftest import ROOT
from tests.training.test_trainer import trainer

PARTS = ROOT / "solutions" / "day38"


def wait_for(path, seconds=60.0):
    until = time.monotonic() + seconds
    while not path.exists() and time.monotonic() < until:
        time.sleep(0.1)
    return path.exists()


@pytest.mark.slow
def test_curve_is_drawn_while_the_run_goes_on(parts, tmp_path, capsys):
    run = trainer(parts, tmp_path)
    with live_view(tmp_path, PARTS):
        run.train(600)
        assert wait_for(live.LivePictures(tmp_path).curves)
        first = live.LivePictures(tmp_path).curves.read_bytes()
        run.train(1200)
        until = time.monotonic() + 60
        while live.LivePictures(tmp_path).curves.read_bytes() == first:
            assert time.monotonic() < until
            time.sleep(0.1)
    assert capsys.readouterr().err == ""


@pytest.mark.slow
def test_it_ends_with_the_process_that_asked(tmp_path):
    command = [sys.executable, "-m", "dreamer.pictures.live", str(tmp_path)]
    process = subprocess.Popen(command, stdin=subprocess.PIPE)
    process.stdin.close()
    assert process.wait(timeout=60) == 0


def test_nothing_to_draw_is_no_failure(tmp_path):
    with live.live_pictures(tmp_path / "nowhere", PARTS) as pictures:
        assert not pictures.curves.exists()
