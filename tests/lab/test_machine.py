"""Does the doctor say what the machine lacks, what that means and what to do, on each system?"""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from dreamer import UserError
from dreamer.envs import rendering
from dreamer.lab import machine

SYSTEMS = {"linux": "apt-get|top|du -sh", "darwin": "xcode|Activity|screen|System Settings"}
SYSTEMS["win32"] = "Visual Studio|Task Manager|driver|Settings > System"


def refusal(look):
    with pytest.raises(UserError) as raised:
        look()
    return str(raised.value)


@pytest.fixture(params=SYSTEMS)
def remedy(request, monkeypatch):
    """On each system: how what is to be done there is told."""
    monkeypatch.setattr(sys, "platform", request.param)
    return SYSTEMS[request.param]


def test_nothing_draws(remedy, monkeypatch):
    monkeypatch.setattr(rendering, "renderers", lambda: ["nonesuch"])
    monkeypatch.setattr(machine, "_run", lambda *_, **__: "ImportError: no EGL")
    said = refusal(machine.drawing)
    assert "no EGL" in said
    assert "films" in said
    assert re.search(remedy, said)


def test_a_renderer_that_does_not_work(monkeypatch):
    """For real, in a process of its own."""
    monkeypatch.setattr(rendering, "renderers", lambda: ["nonesuch"])
    assert "MUJOCO_GL must be one of" in refusal(machine.drawing)


@pytest.mark.slow
def test_no_compiler(remedy, monkeypatch):
    monkeypatch.setenv("CXX", "nonesuch")
    said = refusal(machine.compiler)
    assert "there is no C++ compiler: training runs plainly" in said
    assert re.search(remedy, said)


@pytest.mark.slow
def test_a_compiler_that_works():
    assert "was compiled" in machine.compiler()


def test_a_compiler_that_takes_too_long(monkeypatch):
    monkeypatch.setattr(machine, "COMPILE_SECONDS", 0.2)
    assert "took more than 0 seconds" in refusal(machine.compiler)


def test_the_front_end_is_there():
    assert machine.FRONT_END in machine.front_end()


def test_a_front_end_that_is_switched_off(tmp_path, monkeypatch):
    folder = tmp_path / "labconfig"
    folder.mkdir()
    off = json.dumps({"disabledExtensions": {machine.FRONT_END: True}})
    (folder / "page_config.json").write_text(off)
    monkeypatch.setenv("JUPYTER_CONFIG_DIR", str(tmp_path))
    said = refusal(machine.front_end)
    assert "switched off" in said
    assert f"jupyter labextension enable {machine.FRONT_END}" in said


def test_a_front_end_that_is_missing(tmp_path, monkeypatch):
    """Nothing below the folders in which JupyterLab looks; then one without its code."""
    from jupyter_core import paths

    monkeypatch.setattr(paths, "jupyter_path", lambda *_: [str(tmp_path)])
    assert "no front end" in refusal(machine.front_end)
    package = tmp_path / machine.FRONT_END / "package.json"
    package.parent.mkdir(parents=True)
    built = {"_build": {"load": "static/remoteEntry.js"}}
    content = {"name": machine.FRONT_END, "version": "5", "jupyterlab": built}
    package.write_text(json.dumps(content))
    assert "not whole" in refusal(machine.front_end)


def test_a_disk_that_is_nearly_full(remedy, monkeypatch):
    monkeypatch.setattr(machine, "ROOM", 1e18)
    said = refusal(machine.disk)
    assert str(Path.cwd()) in said
    assert re.search(remedy, said)


def test_room_enough(monkeypatch):
    monkeypatch.setattr(machine, "ROOM", 0)
    assert "GB are free" in machine.disk()


def test_busy_cores(remedy, monkeypatch):
    monkeypatch.setattr(machine, "available_cores", lambda: 2)
    monkeypatch.setattr(machine, "share_of", lambda threads: 0.5)
    said = refusal(machine.cores)
    assert "2 cores" in said
    assert "2.0 times as long" in said
    assert re.search(remedy, said)


def test_idle_cores(monkeypatch):
    monkeypatch.setattr(machine, "available_cores", lambda: 8)
    monkeypatch.setattr(machine, "share_of", lambda threads: 1.0)
    assert machine.cores().startswith("8 cores")


@pytest.mark.slow
def test_a_core_that_is_shared_is_seen():
    """Does a program that shares its one core with a busy one see about half of it?"""
    core, all_of_them = min(os.sched_getaffinity(0)), os.sched_getaffinity(0)
    spin = (
        f"import os; os.sched_setaffinity(0, [{core}]); print('on', flush=True)\nwhile True: pass"
    )
    os.sched_setaffinity(0, [core])
    try:
        with subprocess.Popen([sys.executable, "-c", spin], stdout=subprocess.PIPE) as busy:
            busy.stdout.readline()
            share = machine.share_of(1)
            busy.kill()
    finally:
        os.sched_setaffinity(0, all_of_them)
    assert 0.1 < share < 0.7
