"""Does `run.py` set up what is missing, nothing else, and say in a sentence what stands in the way?"""

import ast
import os
import re
import shutil
import subprocess
import sys

import pytest

import run
from setting_up import environment, machine, talk
from setting_up.machine import Machine, refused
from setting_up.talk import Failed, Refusal, Status, follow, why
from tests.conftest import ROOT

SCRIPTS = [ROOT / "run.py", *sorted((ROOT / "setting_up").glob("*.py"))]
LINUX = Machine("Linux", "x86_64", "CPython", 64, ("glibc", "2.36"), (), True, False)


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_an_old_python_can_read_it(path):
    """Is it all in the syntax of Python 3.6, with nothing but the standard library?"""
    tree = ast.parse(path.read_text(encoding="utf-8"), feature_version=(3, 6))
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add(node.module.split(".")[0])
            assert node.module != "__future__"  # annotations came with 3.7
    assert names <= {*sys.stdlib_module_names, "setting_up"}


def test_it_writes_what_every_console_can_show():
    assert all(path.read_text(encoding="utf-8").isascii() for path in SCRIPTS)


def test_make_has_the_same_commands():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = re.search(r"^TARGETS := (.*)$", makefile, re.M)[1].split()
    assert sorted(targets) == sorted(set(run.COMMANDS) - {"day38", "setup"})
    for stage in re.findall(r"\.venv/(\w+)", makefile):
        assert stage in environment.STAGES


FITS = {
    "Linux": LINUX,
    "Linux on ARM": LINUX._replace(processor="aarch64"),
    "the oldest Linux": LINUX._replace(libc=("glibc", "2.28")),
    "macOS": LINUX._replace(system="Darwin", processor="arm64", libc=("", ""), macos=(14, 0)),
    "Windows": LINUX._replace(system="Windows", processor="amd64", libc=("", "")),
}
REFUSED = {
    "PyPy": (LINUX._replace(implementation="PyPy"), "CPython"),
    "32 bits": (LINUX._replace(bits=32), "32-bit"),
    "no GIL": (LINUX._replace(gil=False), "GIL"),
    "Intel Mac": (FITS["macOS"]._replace(processor="x86_64"), "Intel Macs since 2.3"),
    "Rosetta": (FITS["macOS"]._replace(processor="x86_64", rosetta=True), "own chip"),
    "macOS 13": (FITS["macOS"]._replace(macos=(13, 6)), "macOS 14 or newer, and this is 13.6"),
    "Windows on ARM": (FITS["Windows"]._replace(processor="arm64"), "x86-64 Python"),
    "Raspberry Pi OS, 32 bits": (LINUX._replace(processor="armv7l"), "armv7l"),
    "Alpine": (LINUX._replace(libc=("", "")), "Alpine"),
    "CentOS 7": (LINUX._replace(libc=("glibc", "2.17")), "glibc 2.28 or newer, and this is 2.17"),
    "FreeBSD": (LINUX._replace(system="FreeBSD"), "not on FreeBSD"),
}


@pytest.mark.parametrize("name", FITS)
def test_these_fit(name):
    assert refused(FITS[name]) is None


@pytest.mark.parametrize("name", REFUSED)
def test_these_are_refused_in_a_sentence(name):
    here, words = REFUSED[name]
    assert words in refused(here)
    assert len(refused(here)) < 200


def test_this_machine_fits():
    """Is what the tests run on recognised?"""
    assert refused(machine.this_machine()) is None


def said(arguments, capsys):
    """The exit code of run.py and what it printed."""
    code = run.main(arguments)
    return code, capsys.readouterr().out


def test_says_what_there_is(capsys, monkeypatch):
    monkeypatch.chdir(ROOT)
    code, out = said([], capsys)
    assert code == 0
    for name in run.COMMANDS:
        assert re.search(rf"^  {name} +\S", out, re.M)
    code, out = said(["lap"], capsys)
    assert code == 2
    assert out == "There is no command 'lap': python run.py says what there is.\n"
    assert said(["setup", "everything"], capsys)[0] == 2


@pytest.mark.parametrize("version", [(3, 6, 15), (3, 10, 13), (3, 15, 0)])
def test_another_python_is_asked_for(version, capsys, monkeypatch):
    """Is an old or all too new Python refused in one line that says what to type?"""
    monkeypatch.setattr(sys, "version_info", version)
    monkeypatch.setattr(machine, "fitting_python", lambda: None)
    monkeypatch.chdir(ROOT)
    code, out = said(["lab"], capsys)
    assert code == 2
    this = ".".join(str(part) for part in version[:2])
    assert out.startswith(f"Day 38 needs Python 3.11 to 3.14, and this is {this}. ")
    assert out.count("\n") == 1


def test_another_python_is_found(monkeypatch, tmp_path, capfd):
    """Does an old Python go on with a fitting one that lies beside it?"""
    (tmp_path / "python3.13").write_text("#!/bin/sh\nexit 1\n")  # one that does not start
    (tmp_path / "python3.13").chmod(0o755)
    (tmp_path / "python3.12").symlink_to(sys.executable)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}/bin")
    assert machine.fitting_python() == ["python3.12"]
    monkeypatch.setattr(sys, "version_info", (3, 6, 15))
    monkeypatch.chdir(ROOT)
    assert run.main(["no-such-command"]) == 2  # said at once, by whatever Python
    assert machine.with_a_fitting_python(["--help"]) == 0
    out = capfd.readouterr().out
    assert "This is Python 3.6; going on with python3.12" in out
    assert "second-python" in out


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder of its own, with the project's files, in which pip is never asked."""
    for name in ("pyproject.toml", "constraints.txt"):
        shutil.copy(ROOT / name, tmp_path)
    venv = tmp_path / ".venv"
    for module in (environment, run):
        for name, value in (("ROOT", tmp_path), ("VENV", venv), ("BIN", venv / "bin")):
            if hasattr(module, name):
                monkeypatch.setattr(module, name, str(value))
    monkeypatch.setattr(environment, "pip", lambda *_: pytest.fail("pip was asked"))
    return tmp_path


def test_set_up_once(folder, monkeypatch):
    """Is each stage installed once, after those before it, and again after a change of the pins?"""
    done = []
    monkeypatch.setattr(environment, "make_environment", lambda: None)
    monkeypatch.setattr(environment, "install", lambda target, extras: done.append(extras))
    (folder / ".venv").mkdir()
    environment.setup("browser")
    assert done == ["", "grader,sweep,dev", "browser"]
    environment.setup("dev")
    assert len(done) == 3
    with (folder / "constraints.txt").open("a") as pins:
        pins.write("# changed\n")
    environment.setup("learner")
    assert done[3:] == [""]


def test_an_interrupted_stage_is_not_taken_for_done(folder, monkeypatch):
    def stopped(target, extras):
        raise KeyboardInterrupt

    monkeypatch.setattr(environment, "make_environment", lambda: None)
    monkeypatch.setattr(environment, "install", stopped)
    (folder / ".venv").mkdir()
    with pytest.raises(KeyboardInterrupt):
        environment.setup("learner")
    assert not (folder / ".venv" / "learner").exists()


def test_half_written_packages_are_installed_again(folder, monkeypatch):
    packages = folder / ".venv" / "lib"
    for name, files in (("whole", ("METADATA", "RECORD")), ("half", ("METADATA",))):
        (packages / f"{name}-1.0.dist-info").mkdir(parents=True)
        for file in files:
            (packages / f"{name}-1.0.dist-info" / file).touch()
    monkeypatch.setattr(environment, "packages_of", lambda target: str(packages))
    environment.mend(sys.executable)
    assert [path.name for path in packages.iterdir()] == ["whole-1.0.dist-info"]


def test_no_strangers_environment_is_removed(folder):
    (folder / "mine").mkdir()
    (folder / ".venv").symlink_to(folder / "mine")
    with pytest.raises(Refusal, match="move it away"):
        environment.make_environment()
    assert (folder / "mine").is_dir()
    (folder / ".venv").unlink()
    (folder / ".venv").mkdir()
    (folder / ".venv" / "notes.txt").touch()
    with pytest.raises(Refusal, match="move it away"):
        environment.make_environment()
    assert (folder / ".venv" / "notes.txt").exists()


@pytest.mark.slow
def test_broken_environment_is_made_anew(folder, capsys):
    """Is an environment whose Python is gone, as after an update of the system, replaced?"""
    python = folder / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.symlink_to(folder / "gone")
    (folder / ".venv" / "pyvenv.cfg").touch()
    environment.make_environment()
    assert "made anew" in capsys.readouterr().out
    assert machine.version_of([str(python)]) == sys.version_info[:3]


def test_python_without_venv_is_told_what_to_install(folder, monkeypatch):
    monkeypatch.setattr(environment, "imports", lambda python, modules: False)
    monkeypatch.setattr(shutil, "which", lambda name: "/usr/bin/apt" if name == "apt" else None)
    minor = sys.version_info[1]
    with pytest.raises(Refusal, match=rf"sudo apt install python3\.{minor}-venv$"):
        environment.make_environment()
    assert not (folder / ".venv").exists()


def test_full_disk_is_refused_before_a_download(folder, monkeypatch):
    usage = shutil.disk_usage(folder)
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage._replace(free=2 * 10**9))
    with pytest.raises(Refusal, match=r"has 2\.0 GB free, and setting up needs 3 GB there"):
        environment.make_environment()
    assert not (folder / ".venv").exists()


def test_hosted_notebook_keeps_its_torch_and_numpy(folder):
    have = {"torch": "2.14.1+cu130", "numpy": "2.0.2", "pillow": "11.0.0"}
    pins = "numpy==2.4.6\npillow==13.0.0\nmujoco==3.17.0\nsoupsieve==2.10 ; python_full_version < '3.11.5'\n"
    path = environment.keeping(have, pins, str(folder / "kept.txt"))
    assert (folder / "kept.txt").read_text().splitlines() == [
        "torch==2.14.1+cu130",
        "numpy==2.0.2",
        "mujoco==3.17.0",
        "soupsieve==2.10 ; python_full_version < '3.11.5'",
    ]
    assert path == str(folder / "kept.txt")
    with pytest.raises(Refusal, match=r"numpy 1\.26\.4 is installed here, and Day 38 needs 2"):
        environment.keeping({**have, "numpy": "1.26.4"}, pins, path)


PIP_SAYS = {
    "network": (
        "WARNING: Retrying (Retry(total=4)) after connection broken by 'NewConnectionError'\n"
        "ERROR: No matching distribution found for torch==2.13.0",
        "network does not answer",
    ),
    "disk": ("ERROR: Could not install: [Errno 28] No space left on device", "disk is full"),
    "proxy": ("SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED]", "proxy"),
    "package": ("ERROR: No matching distribution found for torch==2.13.0", "torch==2.13.0 for"),
    "system": ("error: externally-managed-environment", "belongs to the system"),
    "runtime": ('OSError: [WinError 126] Error loading "C:\\torch\\lib\\c10.dll"', "Visual C"),
}


@pytest.mark.parametrize("name", PIP_SAYS)
def test_pip_in_plain_words(name):
    text, words = PIP_SAYS[name]
    assert words in why(text)
    assert "\n" not in why(text)


def test_what_is_not_known_is_shown():
    assert why("ERROR: something new") is None


@pytest.mark.slow
def test_no_network(tmp_path):
    """Does an installation without a network end in one sentence and exit code 2, and leave no stamp?"""
    for name in ("run.py", "pyproject.toml", "constraints.txt", "README.md"):
        shutil.copy(ROOT / name, tmp_path)
    shutil.copytree(ROOT / "setting_up", tmp_path / "setting_up")
    nowhere = {
        "PIP_CONFIG_FILE": os.devnull,
        "PIP_INDEX_URL": "http://127.0.0.1:9/simple",
        "PIP_RETRIES": "1",
        "HTTPS_PROXY": "http://127.0.0.1:9",
        "PIP_FIND_LINKS": "",
    }
    done = subprocess.run(
        [sys.executable, "run.py", "setup"],
        cwd=tmp_path,
        env={**os.environ, **nowhere},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 2, done.stdout + done.stderr
    assert done.stderr == ""
    assert done.stdout.splitlines()[-1].startswith("The network does not answer")
    assert not (tmp_path / ".venv" / "learner").exists()


def test_a_failed_command_keeps_its_exit_code():
    with pytest.raises(Failed) as failed:
        talk.call([sys.executable, "-c", "raise SystemExit(7)"])
    assert failed.value.code == 7


def test_ctrl_c_waits_for_what_is_being_saved(tmp_path):
    """Does run.py leave a training that was stopped the time to save, and take over its exit code?"""
    child = (
        "import os, signal, sys, time\n"
        "def save(*_):\n"
        "    time.sleep(1); open('saved', 'w').close(); sys.exit(3)\n"
        "signal.signal(signal.SIGINT, save)\n"
        "print('ready', flush=True)\n"
        "time.sleep(60)\n"
    )
    parent = (
        f"import sys; sys.path.insert(0, {str(ROOT)!r})\n"
        "from setting_up.talk import Failed, call\n"
        f"try: call([sys.executable, '-c', {child!r}])\n"
        "except Failed as failed: sys.exit(failed.code)\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", parent],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        start_new_session=True,
    )
    assert process.stdout.readline() == b"ready\n"
    os.killpg(process.pid, 2)
    assert process.wait(30) == 3
    process.stdout.close()
    assert (tmp_path / "saved").exists()


def test_long_work_is_shown(capsys, monkeypatch):
    """Does what pip is at show every ten seconds where there is no terminal?"""
    now = 0.0
    monkeypatch.setattr(talk.time, "monotonic", lambda: now)
    status = Status("Installing", None)
    lines = (
        "Collecting torch==2.13.0 (from day38==0.1.0)",
        "  Downloading torch-2.13.0-cp313-cp313-win_amd64.whl (118.1 MB)",
        "Progress 31000000 of 118100000",
        "WARNING: Retrying (Retry(total=4, connect=None))",
    )
    for line in lines:
        status.heard(line)
        status.show()  # too soon
        now += 11
        status.show()
    monkeypatch.setattr(status, "count", iter((3, 5)).__next__)
    status.heard("Installing collected packages: torch, numpy, scipy")
    now += 11
    status.show()
    assert capsys.readouterr().out.splitlines() == [
        "Installing",
        "  Installing: looking at torch (11 s)",
        "  Installing: downloading torch (118.1 MB) (22 s)",
        "  Installing: downloading torch: 31 of 118 MB (33 s)",
        "  Installing: the network does not answer, trying again (44 s)",
        "  Installing: unpacking, 2 of 3 packages (55 s)",
    ]


def test_output_and_exit_code_come_back(capsys):
    code, text = follow([sys.executable, "-c", "print('a'); print('b'); exit(4)"], "Working")
    assert (code, text) == (4, "a\nb")
    assert capsys.readouterr().out == "Working\n"
