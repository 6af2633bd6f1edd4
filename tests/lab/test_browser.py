"""In a real browser: does a learner see pictures move, and "passed" after a right answer?

Screenshots are left in `build/browser`.
"""

import re
import secrets
import shutil
import subprocess
import sys
import time
import urllib.request

import nbformat
import pytest

from dreamer.lab.quiz import questions
from dreamer.training.stop_signals import ask_to_stop
from tests.conftest import ROOT
from tests.training.test_trainer import TINY

pytestmark = pytest.mark.browser

SHOTS = ROOT / "build" / "browser"
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# All cells are drawn, not only those in view; and nothing asks about news.
SETTINGS = {
    "notebook-extension/tracker": '{"windowingMode": "none"}',
    "apputils-extension/notification": '{"fetchNews": "false", "checkForUpdates": false}',
}
RUN_ALL = ("Run", "Run All Cells")
SOLUTIONS = ROOT / "solutions" / "day38"
# Half a minute to two minutes; the first four episodes end after a sixth of it.
WALKER = {**TINY, "env_steps": 24_000, "action_repeat": 4, "train_ratio": 1.0, "compile": False}
TRAIN = f"""import dreamer
from dreamer.pictures.live_view import live_view

parts = dreamer.load_parts({str(SOLUTIONS)!r})
trainer = dreamer.Trainer("dmc_walker_walk", 0, {WALKER!r}, parts, "runs/live", save_seconds=5)
with live_view("runs/live", {str(SOLUTIONS)!r}):
    trainer.train()
print("trained")
"""
ORDER = """from dreamer.lab.quiz import quiz
quiz("one_update")
"""
FIGURE = """from dreamer.pictures.comparison import draw_comparison
from dreamer.training.shipped_runs import shipped_curves
draw_comparison(shipped_curves())
"""
PAGE = r"http://127\.0\.0\.1:\d+/[\w-]+/"
SYMLOG = """def symlog(x):
    return torch.sign(x) * torch.log1p(x.abs())


def symexp(x):
    return torch.sign(x) * torch.expm1(x.abs())
"""


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """JupyterLab over a fresh copy of the learners' notebooks; its address."""
    folder = tmp_path_factory.mktemp("lab")
    settings = tmp_path_factory.mktemp("settings")
    for path in (ROOT / "labs" / "day38").glob("*.ipynb"):
        shutil.copy(path, folder)
    for name, text in SETTINGS.items():
        path = settings / "@jupyterlab" / f"{name}.jupyterlab-settings"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    token = secrets.token_hex(16)
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root"]
    command += ["--ip=127.0.0.1", "--port=0", f"--IdentityProvider.token={token}"]
    command += [f"--LabApp.user_settings_dir={settings}", f"--ServerApp.root_dir={folder}"]
    with open(folder / ".log", "w+") as log:
        server = subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=subprocess.STDOUT)
        try:
            yield _address(server, folder / ".log"), token, folder
        finally:
            server.terminate()
            server.wait(timeout=20)


def _address(server, log):
    end = time.monotonic() + 60
    while time.monotonic() < end and server.poll() is None:
        found = re.search(r"http://127\.0\.0\.1:\d+", log.read_text())
        if found:
            with urllib.request.urlopen(f"{found[0]}/login"):
                return found[0]
        time.sleep(0.2)
    raise RuntimeError(log.read_text())


@pytest.fixture(scope="module")
def chromium():
    from playwright.sync_api import expect, sync_playwright  # only `make browser` installs it

    expect.set_options(timeout=60_000)
    with sync_playwright() as playwright:
        path = shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def page(chromium):
    page = chromium.new_page(viewport={"width": 1280, "height": 1400})
    page.set_default_timeout(60_000)
    yield page
    page.close()


def menu(page, *path: str) -> None:
    for name in path:
        page.get_by_role("menuitem", name=name, exact=True).first.click()


def cell(page, text: str):
    """The code cell whose source holds `text`."""
    return page.locator(".jp-CodeCell").filter(has=page.get_by_text(text)).first


def tree(lab, notebook: str) -> str:
    """The address of a notebook, with no other one open beside it."""
    address, token, _ = lab
    return f"{address}/lab/tree/{notebook}?reset&token={token}"


def run_notebook(page, address: str) -> None:
    """Open a notebook and run it, once its kernel has come up: what is run before can be lost."""
    from playwright.sync_api import expect

    name = re.search(r"\w+\.ipynb", address)[0]
    page.goto(address)
    expect(page.locator(".lm-TabBar-tab.jp-mod-current", has_text=name)).to_be_visible()
    expect(page.get_by_role("button", name="Python 3 (ipykernel) | Idle")).to_be_visible()
    menu(page, *RUN_ALL)


def solve_symlog(page):
    """Type the right answer into notebook 1 and run all; what its check says."""
    cell(page, "The inverse of symlog").locator(".cm-content").click()
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(SYMLOG)
    menu(page, *RUN_ALL)
    return cell(page, 'check("symlog"').locator(".jp-OutputArea")


def shot(page, name: str) -> None:
    SHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SHOTS / f"{name}.png")


def test_a_learners_first_hour(page, lab):
    """Run All in a fresh copy, a right answer typed, the check, and a slider moved."""
    from playwright.sync_api import expect

    run_notebook(page, tree(lab, "01_symlog_twohot.ipynb"))
    check = cell(page, 'check("symlog"')
    expect(check.locator(".jp-OutputArea")).to_contain_text("not started")
    last = cell(page, "size of the gradient")
    expect(last.locator(".jp-OutputArea")).to_contain_text("run it again")
    check.scroll_into_view_if_needed()
    shot(page, "1_fresh")

    asked = cell(page, 'quiz("two_rewards")')
    asked.get_by_text("400 million times").click()
    expect(asked.get_by_role("status")).to_contain_text("Not quite")
    asked.get_by_text("about 20,000 times").click()
    expect(asked.get_by_role("status")).to_contain_text("Right")

    expect(solve_symlog(page)).to_contain_text("passed")
    explorer = cell(page, "explore_symlog(symlog)")
    picture = explorer.locator(".widget-html img")
    expect(picture).to_be_visible()
    check.scroll_into_view_if_needed()
    shot(page, "2_passed")

    before = picture.get_attribute("src")
    explorer.locator(".noUi-handle").focus()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    expect(explorer.locator(".widget-readout")).to_have_text("±1,000")
    expect(picture).not_to_have_attribute("src", before)
    page.wait_for_timeout(1000)  # for the screenshot: each of the three steps is drawn
    explorer.scroll_into_view_if_needed()
    shot(page, "3_slider_moved")


def notebook_of(lab, name: str, *sources: str) -> str:
    """The address of a new notebook with these cells."""
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3 (ipykernel)"}}
    cells = [nbformat.v4.new_code_cell(source) for source in sources]
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=kernel), lab[2] / name)
    return tree(lab, name)


def test_things_are_put_in_order_and_a_figure_has_words(page, lab):
    from playwright.sync_api import expect

    run_notebook(page, notebook_of(lab, "order.ipynb", ORDER, FIGURE))
    asked, question = cell(page, "one_update"), questions()["one_update"]
    for text, _ in question.order[::-1]:
        asked.get_by_role("button", name=text).click()
    expect(asked.get_by_role("status")).to_contain_text("Not quite")
    for text, _ in question.order:
        asked.get_by_role("button", name=text).click()
    expect(asked.get_by_role("status")).to_contain_text("Right")
    asked.scroll_into_view_if_needed()
    shot(page, "6_order")
    picture = cell(page, "draw_comparison").get_by_role("img", name="PPO: mean and range")
    expect(picture).to_be_visible()


def test_pictures_move_while_it_learns(page, lab):
    """Do the curve and the dream appear before the end, with the last episodes at the end?"""
    from playwright.sync_api import expect

    run_notebook(page, notebook_of(lab, "live.ipynb", TRAIN))
    training = cell(page, "live_view")
    pictures, said = training.locator(".widget-image"), training.locator(".jp-OutputArea")
    expect(pictures.nth(0)).to_be_visible()
    expect(pictures.nth(1)).to_be_visible()
    expect(said).not_to_contain_text("trained")
    before = pictures.nth(0).get_attribute("src")
    shot(page, "4_learning")
    expect(said).to_contain_text("trained", timeout=300_000)
    expect(pictures.nth(0)).not_to_have_attribute("src", before)
    shot(page, "5_trained")


def test_live_page(page, tmp_path):
    """Does the page of a run in the terminal show it, and say when it has ended?"""
    from playwright.sync_api import expect

    command = [sys.executable, "-m", "dreamer.cli", "train", "--live", "--logdir", str(tmp_path)]
    command += ["--parts", str(SOLUTIONS), "--save-every", "5", "--set"]
    command += [f"{name}={str(value).lower()}" for name, value in WALKER.items()]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as training:
        address = next(found for line in training.stdout if (found := re.search(PAGE, line)))[0]
        page.goto(address)
        curve, film = page.locator("img").all()
        expect(curve).to_be_visible()
        expect(film).to_be_visible()
        expect(page.locator("#status")).to_contain_text("env steps; return")
        shot(page, "6_live_page")
        ask_to_stop(training)
        training.communicate(timeout=60)
    assert training.returncode == 130
    expect(page.locator("#status")).to_contain_text("Training has ended or was stopped")
    shot(page, "7_live_page_after")


def test_progress_is_beside_the_notebooks(lab):
    """Does the terminal tell what the notebook's check has found?"""
    _, _, folder = lab
    command = [sys.executable, "-m", "dreamer.cli", "progress", "--parts", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert "5 of 5" in done.stdout
