"""A class on one server: JupyterHub in a browser, nbgrader's exchange between its users, marks and feedback.

Screenshots are left in `build/browser`.
"""

import re
import shutil
import socket
import subprocess
import time
import urllib.request
from datetime import UTC, datetime
from pathlib import Path

import pytest
from nbgrader.api import Gradebook

from grader.course import grade
from tests.conftest import ROOT
from tests.lab.test_browser import chromium, menu, run_notebook, shot, solve_symlog  # noqa: F401
from tests.server.users import LOGIN, PYTHON, home, opened, people, run

pytestmark = pytest.mark.server

TEACHER, ANN, BOB = "day38-teacher", "day38-ann", "day38-bob"
LABS, SOLUTIONS = (ROOT / name / "day38" for name in ("labs", "solutions"))
DEPLOY = ROOT / "deploy" / "jupyterhub"
BUNDLE, EXCHANGE, STATE = (home(f"day38-{name}") for name in ("bundle", "exchange", "state"))
AGENT, CURVE = b"what day38 hand-in writes", b"its curve"
LATE = '\nc.LateSubmissionPlugin.penalty_method = "zero"\n'

SYSTEMD = Path("/run/systemd/system").is_dir()


@pytest.fixture(scope="module")
def course():
    """A teacher's course folder, two students, and what all of them find on the server."""
    groups = {TEACHER: "day38-teachers", ANN: "day38-students", BOB: "day38-students"}
    folders = (BUNDLE, EXCHANGE, STATE)
    with people(groups):
        try:
            for folder in folders:
                shutil.rmtree(folder, ignore_errors=True)  # what a killed run has left
                folder.mkdir()
            EXCHANGE.chmod(0o777)
            (BUNDLE / ".venv").symlink_to(ROOT / ".venv")
            shutil.copytree(DEPLOY / "jupyter", BUNDLE / "jupyter")
            settings = BUNDLE / "jupyter" / "everyone" / "nbgrader_config.py"
            text = settings.read_text()
            assert "/srv/nbgrader/exchange" in text
            settings.write_text(text.replace("/srv/nbgrader/exchange", str(EXCHANGE)))
            course = home(TEACHER) / "course"
            for name in ("solutions", "labs"):
                shutil.copytree(ROOT / name, course / name)
            own = (ROOT / "nbgrader_config.py").read_text()
            (course / "nbgrader_config.py").write_text(own + LATE)
            subprocess.run(["chown", "-R", f"{TEACHER}:", home(TEACHER)], check=True)
            yield course
        finally:
            for folder in folders:
                shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="module")
def hub(course):
    """JupyterHub with our settings on loopback; its address."""
    ports = [free_port() for _ in range(3)]
    address, hub, api = (f"http://127.0.0.1:{port}" for port in ports)
    config = DEPLOY / "jupyterhub_config.py"
    command = opened(PYTHON, "-m", "jupyterhub", "-f", config, f"--JupyterHub.bind_url={address}")
    command += [f"--JupyterHub.hub_bind_url={hub}", f"--ConfigurableHTTPProxy.api_url={api}"]
    known = {"DAY38_BUNDLE": str(BUNDLE), "DAY38_STATE": str(STATE), "HOME": str(STATE)}
    log = STATE / "log"
    with log.open("w") as file:
        environment = {**LOGIN, **known}
        server = subprocess.Popen(command, env=environment, stdout=file, stderr=file, cwd=STATE)
    try:
        wait_for(lambda: answers(f"{address}/hub/health") or server.poll() is not None)
        assert server.poll() is None, log.read_text()
        yield address
    finally:
        server.terminate()
        server.wait(timeout=30)


def free_port():
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return door.getsockname()[1]


def answers(address):
    try:
        with urllib.request.urlopen(address):
            return True
    except OSError:
        return False


def wait_for(done, seconds=120):
    end = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.2)


def nbgrader(name, *arguments, cwd=None):
    """What a command of nbgrader tells a user."""
    settings = f"JUPYTER_CONFIG_PATH={BUNDLE / 'jupyter' / 'everyone'}"
    command = ("env", settings, PYTHON, "-m", "nbgrader", *arguments)
    return run(name, *command, cwd=cwd or home(name))


def put(name, files):
    """Write files into a student's folder of the assignment, as that student."""
    folder = home(name) / "day38"
    for file, content in files.items():
        (folder / file).write_bytes(content)
        subprocess.run(["chown", f"{name}:", folder / file], check=True)


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def log_in(page, hub, name):
    """Through the login form to JupyterLab."""
    from playwright.sync_api import expect

    page.goto(f"{hub}/hub/login")
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password").fill(name)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("menuitem", name="Nbgrader", exact=True)).to_be_visible(timeout=180_000)


def test_a_class_on_one_server(course, hub, chromium):  # noqa: F811
    """Ann works in the browser and Bob in a terminal; the teacher grades; Ann reads her page."""
    from playwright.sync_api import expect

    nbgrader(TEACHER, "release_assignment", "day38", cwd=course)
    ann = new_page(chromium)
    log_in(ann, hub, ANN)
    if not SYSTEMD:  # which limits all of a user's processes instead
        process = subprocess.check_output(["pgrep", "--newest", "--uid", ANN], text=True).strip()
        limits = Path(f"/proc/{process}/limits").read_text()
        assert re.search(r"Max data size +4294967296 +4294967296", limits)
    menu(ann, "Nbgrader", "Assignment List")
    ann.get_by_role("button", name="Fetch").click()
    expect(ann.get_by_role("button", name="Submit")).to_be_visible()
    assert contents(home(ANN) / "day38") == contents(LABS)
    shot(ann, "7_hub_fetched")

    lab = f"{hub}/user/{ANN}/lab"
    run_notebook(ann, f"{lab}/tree/day38/01_symlog_twohot.ipynb?reset")
    expect(solve_symlog(ann)).to_contain_text("passed")
    notebook = home(ANN) / "day38" / "01_symlog_twohot.ipynb"
    ann.keyboard.press("Control+S")
    wait_for(lambda: "log1p(x.abs())" in notebook.read_text())  # the answer, and not the prose
    put(ANN, {"agent.safetensors": AGENT, "agent.csv": CURVE})
    ann.goto(f"{lab}?reset")
    menu(ann, "Nbgrader", "Assignment List")
    ann.get_by_role("button", name="Submit").click()
    wait_for(lambda: list(EXCHANGE.glob(f"day38/inbound/{ANN}+*/timestamp.txt")))
    expect(ann.get_by_role("button", name="Fetch Feedback")).to_be_visible()
    shot(ann, "8_hub_submitted")

    due = datetime.now(UTC).replace(tzinfo=None).isoformat()
    nbgrader(BOB, "fetch_assignment", "day38")
    put(BOB, {"02_rssm.ipynb": (SOLUTIONS / "02_rssm.ipynb").read_bytes()})
    nbgrader(BOB, "submit", "day38")

    nbgrader(TEACHER, "db", "assignment", "add", "day38", f"--duedate={due} UTC", cwd=course)
    nbgrader(TEACHER, "collect", "day38", cwd=course)
    collected = course / "submitted" / ANN / "day38"
    assert contents(collected).items() >= {"agent.safetensors": AGENT, "agent.csv": CURVE}.items()
    command = (PYTHON, "-m", "grader.cli", "grade", "submitted", "--jobs", "2", "--unprotected")
    run(TEACHER, *command, cwd=course)
    with Gradebook(f"sqlite:///{course / grade.GRADEBOOK}") as book:
        marks = {name: book.find_submission("day38", name) for name in (ANN, BOB)}
        assert marks[ANN].score == 5
        assert not marks[ANN].late_submission_penalty
        assert marks[BOB].score == 50
        assert marks[BOB].late_submission_penalty == 50
    nbgrader(TEACHER, "generate_feedback", "day38", cwd=course)
    nbgrader(TEACHER, "release_feedback", "day38", cwd=course)

    teacher = new_page(chromium)
    log_in(teacher, hub, TEACHER)
    menu(teacher, "Nbgrader", "Formgrader")
    formgrader = teacher.frame_locator("iframe").first
    expect(formgrader.get_by_role("link", name="day38", exact=True).first).to_be_visible()
    shot(teacher, "9_hub_formgrader")

    ann.goto(f"{lab}?reset")
    menu(ann, "Nbgrader", "Assignment List")
    ann.get_by_role("button", name="Fetch Feedback").click()
    expect(ann.get_by_text("(view feedback)").first).to_be_visible()
    shot(ann, "10_hub_feedback")
    page = home(ANN) / "day38" / "feedback"
    wait_for(lambda: list(page.rglob("01_symlog_twohot.html")))
    nbgrader(BOB, "fetch_feedback", "day38")
    pages = list((home(BOB) / "day38" / "feedback").rglob("02_rssm.html"))
    assert len(pages) == 1
    assert "(Score: 30.0 / 30.0)" in pages[0].read_text()


def new_page(chromium):  # noqa: F811
    """A browser of somebody's own."""
    page = chromium.new_context(viewport={"width": 1280, "height": 900}).new_page()
    page.set_default_timeout(60_000)
    return page
