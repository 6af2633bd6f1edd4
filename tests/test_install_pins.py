"""Can every pinned package be had on every system and Python that Day 38 names, and do the pins agree?"""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from run import EXPORT
from tests.conftest import ROOT

NAME = re.compile(r"[A-Za-z0-9._-]+")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PINS = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
SYSTEMS = {
    "Linux x64": "x86_64-manylinux_2_28",
    "Linux ARM": "aarch64-manylinux_2_28",
    "macOS 14 ARM": "aarch64-apple-darwin",
    "Windows x64": "x86_64-pc-windows-msvc",
}
PYTHONS = ("3.11.2", "3.12.0", "3.13.0", "3.14.0")  # 3.11.2 is Debian 12's


def normal(name):
    return re.sub(r"[-_.]+", "-", name).lower()


def uv(*arguments, **environment):
    """Run uv without a network: what it knows is uv.lock."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    command = [shutil.which("uv", path=path), "--no-config", "--offline", *arguments]
    environment = {**os.environ, "UV_PYTHON": sys.executable, **environment}
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)


@pytest.fixture(scope="module")
def locked(tmp_path_factory):
    """uv.lock as a file that names each wheel."""
    path = tmp_path_factory.mktemp("lock") / "pylock.toml"
    arguments = ["--frozen", "--all-extras", "--no-emit-project", "--format", "pylock.toml"]
    done = uv("export", "--quiet", *arguments, "--output-file", str(path))
    assert done.returncode == 0, done.stderr
    return path


def without_wheel(lock, system, python):
    """The pinned packages that have no wheel there."""
    found = []
    text = lock.read_text(encoding="utf-8")
    while True:
        trial = lock.with_name("pylock.trial.toml")
        trial.write_text(text, encoding="utf-8")
        where = ["--python-platform", SYSTEMS[system], "--python-version", python]
        what = ["--requirements", str(trial), "--target", str(lock.parent / "nowhere")]
        done = uv(
            "pip", "install", "--dry-run", "--quiet", "--only-binary", ":all:", *where, *what,
            MACOSX_DEPLOYMENT_TARGET="14.0",
        )  # fmt: skip
        if done.returncode == 0:
            return found
        named = re.search(r"[Pp]ackage `([\w.-]+)`", done.stderr)
        assert named, done.stderr
        found.append(named[1])
        blocks = text.split("[[packages]]")
        text = "[[packages]]".join(b for b in blocks if f'name = "{named[1]}"\n' not in b)


@pytest.mark.parametrize("python", PYTHONS)
@pytest.mark.parametrize("system", SYSTEMS)
def test_every_pin_has_a_wheel(locked, system, python):
    missing = without_wheel(locked, system, python)
    assert not missing, f"no wheel for {system} with Python {python}: {', '.join(missing)}"


def test_a_pin_without_a_wheel_is_named(locked, tmp_path):
    """Would the check above see labmaze, were it not left out from Python 3.13 on?"""
    spoilt = tmp_path / "pylock.toml"
    blocks = locked.read_text(encoding="utf-8").split("[[packages]]")
    for number, block in enumerate(blocks):
        if 'name = "labmaze"\n' in block or 'name = "box2d"\n' in block:
            blocks[number] = re.sub(r"\nmarker = .*", "", block)
    spoilt.write_text("[[packages]]".join(blocks), encoding="utf-8")
    assert without_wheel(spoilt, "Windows x64", "3.12.0") == []
    assert without_wheel(spoilt, "Windows x64", "3.13.0") == ["labmaze"]
    assert set(without_wheel(spoilt, "Linux ARM", "3.13.0")) == {"labmaze", "box2d"}


def test_lock_fits_the_project():
    """Was `python run.py constraints` run after a change of pyproject.toml?"""
    done = uv("lock", "--check")
    assert done.returncode == 0, done.stderr


def test_constraints_are_those_of_the_lock(tmp_path):
    done = uv(*EXPORT, "--output-file", str(tmp_path / "constraints.txt"))
    assert done.returncode == 0, done.stderr
    exported = (tmp_path / "constraints.txt").read_text(encoding="utf-8").splitlines()
    assert PINS[1:] == exported


def test_every_dependency_is_pinned():
    extras = PROJECT["project"]["optional-dependencies"].values()
    wanted = PROJECT["project"]["dependencies"] + [d for extra in extras for d in extra]
    known = {normal(NAME.match(pin)[0]) for pin in PINS if "==" in pin}
    assert not [d for d in wanted if normal(NAME.match(d)[0]) not in known]
    assert not [pin for pin in PINS if "+" in pin.split(";")[0]]


def test_nothing_of_one_machine_is_in_the_pins():
    """Do all packages come from PyPI, and none from a folder or an index of somebody's own?"""
    text = (ROOT / "uv.lock").read_text(encoding="utf-8")
    hosts = set(re.findall(r"https?://([^/\"]+)", text))
    assert hosts == {"pypi.org", "files.pythonhosted.org"}
    assert re.findall(r"source = \{ (\w+)", text).count("editable") == 1
    assert set(re.findall(r"source = \{ (\w+)", text)) == {"registry", "editable"}


def test_conda_door_gives_the_same_versions():
    text = (ROOT / "environment.yml").read_text(encoding="utf-8")
    assert "- -c constraints.txt" in text
    extras = re.search(r"- -e \.\[(.*)\]", text)[1].split(",")
    assert set(extras) == set(PROJECT["project"]["optional-dependencies"])
    version = re.search(r"- python=(\S+)", text)[1]
    assert version in ("3.11", "3.12")  # labmaze has no wheel for 3.13
