"""Do the files that must agree agree, and are the notebooks built from their masters?"""

import dataclasses
import re
import subprocess
import sys
import tomllib

import pytest

from dreamer.agent.config import Config
from dreamer.agent.settings_table import table
from dreamer.parts.exercises import exercises
from tests.conftest import ROOT

NAME = re.compile(r"[A-Za-z0-9._-]+")


def normal(name):
    return re.sub(r"[-_.]+", "-", name).lower()


@pytest.fixture(scope="module")
def pins():
    lines = (ROOT / "constraints.txt").read_text().splitlines()
    return dict(line.split("==") for line in lines if "==" in line)


def test_every_dependency_is_pinned(pins):
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    extras = project["optional-dependencies"].values()
    wanted = project["dependencies"] + [d for extra in extras for d in extra]
    known = {normal(name) for name in pins}
    missing = [d for d in wanted if normal(NAME.match(d)[0]) not in known]
    assert not missing
    assert not [name for name, version in pins.items() if "+" in version]


def test_conda_door_gives_the_same_versions():
    text = (ROOT / "environment.yml").read_text()
    assert "- -c constraints.txt" in text
    extras = re.search(r"- -e \.\[(.*)\]", text)[1].split(",")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert set(extras) == set(project["optional-dependencies"])
    version = re.search(r"- python=(\S+)", text)[1]
    assert version in ("3.11", "3.12", "3.13")


def test_notebooks_are_built():
    """Does a rebuild change nothing?"""
    command = [sys.executable, "-m", "grader.authoring.notebooks", "--check"]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert result.returncode == 0, result.stdout


def test_imports_run_one_way():
    """Is the grader never imported by what learners get?"""
    files = [*(ROOT / "dreamer").rglob("*.py"), *(ROOT / "solutions").rglob("*.py")]
    assert not [f for f in files if re.search(r"^\s*(from|import) grader", f.read_text(), re.M)]


def test_the_table_of_settings_is_whole():
    """Is it what `day38 settings` prints, with a reason for each?"""
    assert (ROOT / "docs" / "settings.md").read_text() == table()
    rows = re.findall(r"^\| `(\w+)` \|.*\| (.*) \|$", table(), re.M)
    assert [name for name, _ in rows] == [field.name for field in dataclasses.fields(Config)]
    assert all(reason for _, reason in rows)


def test_readme_tells_the_points():
    """Do the README's points and minutes equal the manifest's?"""
    readme = (ROOT / "README.md").read_text()
    for notebook in {e.notebook for e in exercises()}:
        mine = [e for e in exercises() if e.notebook == notebook]
        points, minutes = sum(e.points for e in mine), sum(e.minutes for e in mine)
        assert re.search(rf"\| `{notebook}` \|.*\| {points:g} \| {minutes} \|", readme)
