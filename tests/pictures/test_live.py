"""Are pictures of a run drawn while it goes on, does that end with it, and who can see the page?"""

import contextlib
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
import webbrowser

import pytest
from PIL import Image

from dreamer import Trainer
from dreamer.pictures import live, live_page
from dreamer.pictures.live_view import live_view
from tests.conftest import ROOT
from tests.training.test_trainer import TINY, trainer

PARTS = ROOT / "solutions" / "day38"
COMMAND = [sys.executable, "-m", "dreamer.pictures.live"]


def wait_until(done, seconds=60.0):
    until = time.monotonic() + seconds
    while not done() and time.monotonic() < until:
        time.sleep(0.1)
    return done()


@pytest.mark.slow
def test_curve_is_drawn_while_the_run_goes_on(parts, tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(live, "LAST_PICTURE", 120.0)  # other tests have the processor before it
    run, curves = trainer(parts, tmp_path), live.LivePictures(tmp_path).curves
    with live_view(tmp_path, PARTS):
        run.train(600)
        assert wait_until(curves.exists)
        first = curves.read_bytes()
        run.train(1200)
    assert curves.read_bytes() != first  # the last episodes are in it
    assert capsys.readouterr().err == ""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("env", "settings"),
    [("dmc_walker_walk", {"action_repeat": 4}), ("CartPole-v1", {})],
)
def test_film_of_what_the_agent_does(parts, tmp_path, env, settings):
    """The walker's is a film of its dream, for which nothing has to render; another world's is its camera's."""
    run = Trainer(env, 0, {**TINY, **settings}, parts, tmp_path)
    drawing = live.Drawing(tmp_path, PARTS)
    drawing.pictures.folder.mkdir()
    assert drawing.film()
    with Image.open(drawing.pictures.film) as film:
        assert film.n_frames > 2
    assert not drawing.film(), "nothing has been saved since"
    run.save(drawing.folder.checkpoint)
    assert drawing.film()


def test_pictures_take_turns(tmp_path):
    """Is none forgotten where processor time is left for one only?"""
    drawing, drawn = live.Drawing(tmp_path, PARTS), []
    drawing._waiting = [
        lambda: drawn.append("curves") or True,
        lambda: drawn.append("film") or True,
    ]
    for _ in range(4):
        drawing.next()
    assert drawn == ["curves", "film", "curves", "film"]


def test_the_first_pictures_do_not_wait_for_their_share(tmp_path, monkeypatch):
    """Loading takes many seconds of a slow processor; nobody should see nothing for minutes."""
    monkeypatch.setattr(live, "SHARE", 0.0)
    monkeypatch.setattr(live, "LOOK_SECONDS", 0.001)
    drawing, drawn, over = live.Drawing(tmp_path, PARTS), [], threading.Event()
    curves, film = (lambda: drawn.append("curves") or True), (lambda: drawn.append("film") or True)
    drawing._waiting, drawing.first = [curves, film], {curves, film}
    drawing.curves = lambda: drawn.append("the last episodes")
    threading.Timer(0.5, over.set).start()
    live._draw(drawing, over)
    assert drawn == ["curves", "film", "the last episodes"]


def test_a_picture_that_fails_is_told_and_the_next_may_not(capsys):
    with live._told():
        raise ZeroDivisionError("a learner's part")
    assert "a learner's part" in capsys.readouterr().err


@pytest.mark.slow
def test_it_ends_with_the_process_that_asked(tmp_path):
    process = subprocess.Popen([*COMMAND, str(tmp_path), ""], stdin=subprocess.PIPE)
    process.stdin.close()
    assert process.wait(timeout=60) == 0


@pytest.mark.slow
def test_nothing_to_draw_is_no_failure(tmp_path, capsys):
    with live.live_pictures(tmp_path / "nowhere", PARTS) as pictures:
        assert not pictures.curves.exists()
    assert capsys.readouterr() == ("", "")


def test_where_no_process_can_start_training_goes_on(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(sys, "executable", str(tmp_path / "no-python"))
    with live.live_pictures(tmp_path, PARTS):
        pass
    assert "no pictures are drawn" in capsys.readouterr().out


def test_a_drawing_process_that_fails_is_told(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(sys, "executable", "false")
    with live.live_pictures(tmp_path, PARTS):
        pass
    assert "log.txt says why" in capsys.readouterr().out


@pytest.fixture
def page(tmp_path):
    """A page with a curve and no film; its address."""
    pictures = live.LivePictures(tmp_path / "my run")
    pictures.folder.mkdir(parents=True)
    pictures.curves.write_bytes(b"a picture")
    (pictures.folder / "log.txt").write_text("not for the page", encoding="utf-8")
    return live_page.serve(pictures, lambda: "3 env steps")


def answer(address, host=None):
    headers = {"Host": host} if host else {}
    with urllib.request.urlopen(
        urllib.request.Request(address, headers=headers), timeout=10
    ) as got:
        return got.status, got.read().decode(), got.headers


def status(address, host=None):
    with contextlib.suppress(urllib.error.HTTPError):
        return answer(address, host)[0]
    return 404


def test_page_shows_what_there_is(page):
    assert page.startswith("http://127.0.0.1:")
    _, text, headers = answer(page)
    assert "<title>Day 38: training</title>" in text
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    _, state, _ = answer(page + "state")
    assert "3 env steps" in state
    assert "my run" in state
    assert "curves.png" in state
    assert "film.gif" not in state
    assert answer(page + "curves.png")[1] == "a picture"
    assert status(page + "film.gif") == 404


def test_page_is_for_this_machine_and_for_who_has_the_token(page):
    root, token = page.rsplit("/", 2)[0], page.rsplit("/", 2)[1]
    assert len(token) >= 32
    for path in ("/", "/state", "/curves.png", f"/{token[:-1]}/", f"/{token}x/state", "/x/"):
        assert status(root + path) == 404, path
    for path in ("log.txt", "../curve.csv", "..%2fcurve.csv", "live_page.html", "curves.png/"):
        assert status(page + path) == 404, path
    port = root.rsplit(":", 1)[1]
    assert status(page, f"localhost:{port}") == 200
    for host in ("evil.example", f"evil.example:{port}", f"127.0.0.1.evil.example:{port}"):
        assert status(page, host) == 404, host  # a name that somebody has let point here


def test_a_browser_without_windows_is_not_opened(monkeypatch):
    """lynx and its like would take the terminal in which training runs."""

    opened = []

    class Windows(webbrowser.BackgroundBrowser):
        def open(self, address):
            opened.append(address)

    def none():
        raise webbrowser.Error

    def taken(_):
        raise AssertionError("the terminal is taken")

    text = webbrowser.GenericBrowser("lynx")
    monkeypatch.setattr(text, "open", taken)
    for get in (lambda: text, none, lambda: Windows("firefox")):
        monkeypatch.setattr(webbrowser, "get", get)
        live_page.open_in_browser("http://127.0.0.1")
    assert opened == ["http://127.0.0.1"]
