"""Makes `.venv` and installs the pinned packages into it, as often as it takes.

setup("learner")             # the lab
setup("dev")                 # and the tests and the grader
setup("learner", here=True)  # into the running Python, whose torch and NumPy stay
"""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

from setting_up import ROOT, WINDOWS
from setting_up.machine import NEWEST, OLDEST, numbers, refused, this_machine, version_of
from setting_up.talk import Refusal, follow, say, tail, why

VENV = os.path.join(ROOT, ".venv")
BIN = os.path.join(VENV, "Scripts" if WINDOWS else "bin")
CPU_TORCH = "https://download.pytorch.org/whl/cpu"
INSTALLED = {"cpu": 3, "cuda": 9}  # gigabytes in .venv
SCRATCH = {"cpu": 1, "cuda": 4}  # gigabytes that pip downloads before it installs
KEPT = ("torch", "numpy")  # what a hosted notebook has, and other software there relies on
STAGES = {  # a stage's name -> the stage before it, the extras that it installs
    "learner": (None, ""),
    "server": ("learner", "server"),
    "dev": ("learner", "grader,sweep,dev"),
    "browser": ("dev", "browser"),
    "postgres": ("dev", "postgres"),
    "pages": ("dev", "pages"),
    "baselines": ("dev", "baselines"),
}


def script(name):
    """A command of the environment."""
    return os.path.join(BIN, name + (".exe" if WINDOWS else ""))


def setup(stage, here=False):
    """Everything up to `stage` is installed afterwards; quick where it is already.

    here: into the running Python, whose torch and NumPy stay, instead of into `.venv`.
    """
    before, extras = STAGES[stage]
    if before:
        setup(before, here)
    if here:
        must_fit()
        if not imports(sys.executable, "pip"):
            raise Refusal("This Python has no pip to install with: leave --here out.")
        return install(sys.executable, extras, here=True)
    make_environment()
    stamp = os.path.join(VENV, stage)
    if read(stamp) != wanted():
        must_fit()
        install(script("python"), extras)
        with open(stamp, "w", encoding="utf-8") as file:
            file.write(wanted())


def must_fit():
    """Refuses a Python or a system for which the packages cannot be had."""
    reason = refused(this_machine())
    if reason:
        raise Refusal(reason)


def wanted():
    """Changes whenever other packages are to be installed."""
    text = read(os.path.join(ROOT, "pyproject.toml")) + read(os.path.join(ROOT, "constraints.txt"))
    return hashlib.sha256(text.encode()).hexdigest()


def read(path):
    """A file's text, empty where there is none."""
    try:
        with open(path, encoding="utf-8") as file:
            return file.read()
    except OSError:
        return ""


def make_environment():
    """Make `.venv`, and anew where its Python is gone or does not fit."""
    if OLDEST <= version_of([script("python")])[:2] <= NEWEST and imports(script("python"), "pip"):
        return
    must_fit()
    base = sys.executable
    if os.path.lexists(VENV):
        if os.path.islink(VENV) or not os.path.exists(os.path.join(VENV, "pyvenv.cfg")):
            raise Refusal(
                ".venv is no environment that run.py made: move it away, and say the same again."
            )
        if sys.prefix == VENV:
            base = sys._base_executable
        say(
            "The environment in .venv is incomplete, or its Python is gone or does not fit: it is made anew"
        )
        shutil.rmtree(VENV)
    enough_room("cpu")
    if imports(base, "venv, ensurepip.__main__"):
        command = [base, "-m", "venv", VENV]
    elif shutil.which("uv"):
        command = ["uv", "venv", "--seed", "--python", base, VENV]
    else:
        raise Refusal(without_venv(sys.version_info))
    code, text = follow(command, "Making an environment in .venv")
    if code:
        raise Refusal(why(text) or "The environment could not be made:\n" + tail(text))


def imports(python, modules):
    """Whether a Python has these modules."""
    return subprocess.call([python, "-c", "import " + modules], stderr=subprocess.DEVNULL) == 0


def without_venv(version):
    package = "python{}.{}-venv".format(*version[:2])
    if shutil.which("apt"):
        return f"This Python came without its module venv. Type: sudo apt install {package}"
    return (
        f"This Python came without its modules venv and ensurepip: install its package {package}."
    )


def enough_room(build):
    """Refuses, before a download, a disk that cannot hold what is installed or the scratch beside it."""
    for folder, size, advice in (
        (ROOT, INSTALLED[build], "Make room, or unpack Day 38 on another disk"),
        (tempfile.gettempdir(), SCRATCH[build], "Make room, or name another folder in TMPDIR"),
    ):
        free = shutil.disk_usage(folder).free / 1e9
        if free < size:
            raise Refusal(
                f"The disk is too full: {folder} has {free:.1f} GB free, and setting up needs {size} GB there. {advice}."
            )


def install(target, extras, here=False):
    """Install the package with `extras` into the Python `target`, at the pinned versions."""
    mend(target)
    pins = os.path.join(ROOT, "constraints.txt")
    project = f".[{extras}]" if extras else "."
    have = installed(target)
    with tempfile.TemporaryDirectory() as scratch:
        if here:
            pins = keeping(have, read(pins), os.path.join(scratch, "constraints.txt"))
        if "torch" not in have:
            torch_without_cuda(target, pins)
        if version_of([target]) >= (3, 13) and "labmaze" not in have:
            # dm_control names labmaze, which has no wheel from 3.13 on; only its mazes import it.
            stand_in = os.path.join(ROOT, "setting_up", "labmaze")
            pip(target, [stand_in], "Leaving labmaze out")
        doing = "Installing " + (
            "what the tests and the grader need" if extras else "the lab's packages"
        )
        pip(target, ["-c", pins, "-e", project], doing)
    if not extras:
        try_it(target)


def installed(target):
    """name -> version of what is installed for the Python `target`."""
    ask = (
        "import importlib.metadata as m, json, sys; "
        "print(json.dumps([(d.metadata['Name'], d.version) for d in m.distributions() if d.metadata['Name']]))"
    )
    found = json.loads(subprocess.check_output([target, "-c", ask]).decode())
    # Reversed, as the first of a name is the one that is imported.
    return {normal(name): version for name, version in reversed(found)}


def normal(name):
    return re.sub(r"[-_.]+", "-", name).lower()


def mend(target):
    """Take away packages that an interrupted installation left half written: pip writes RECORD last."""
    packages = packages_of(target)
    for name in os.listdir(packages) if packages.startswith(VENV) else []:
        about = os.path.join(packages, name)
        if name.endswith(".dist-info") and not os.path.exists(os.path.join(about, "RECORD")):
            shutil.rmtree(about)


def packages_of(target):
    """The folder that a Python installs into."""
    ask = [target, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
    return subprocess.check_output(ask).decode().strip()


def keeping(have, pins, path):
    """Write constraints that keep a hosted notebook's torch and NumPy, and pin what it has not; returns `path`.

    Refuses where what it has is too old.
    """
    project = read(os.path.join(ROOT, "pyproject.toml"))
    lines = []
    for name in KEPT:
        if name in have:
            floor = re.search(rf'"{name}>=([\d.]+)', project).group(1)
            if numbers(have[name]) < numbers(floor):
                raise Refusal(
                    f"{name} {have[name]} is installed here, and Day 38 needs {floor} or newer: take a newer image, "
                    "or an environment of its own: python run.py setup"
                )
            lines.append(f"{name}=={have[name]}")
            say(f"Keeping {name} {have[name]}")
    lines += [pin for pin in pins.splitlines() if normal(re.split(r"[=\s]", pin)[0]) not in have]
    with open(path, "w", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")
    return path


def torch_without_cuda(target, pins):
    """On Linux PyPI's torch brings CUDA (3 GB): without an NVIDIA card, the CPU build (0.2 GB) comes first."""
    if sys.platform != "linux":
        return  # PyPI's is the CPU build there
    if os.path.exists("/proc/driver/nvidia") or shutil.which("nvidia-smi"):
        return enough_room("cuda")
    arguments = ["--no-deps", "--timeout", "10", "--retries", "1", "--index-url", CPU_TORCH]
    try:
        pip(target, [*arguments, "-c", pins, "torch"], "Installing PyTorch's CPU build")
    except Refusal as refusal:
        if "disk" in str(refusal):
            raise
        enough_room("cuda")
        say(
            "PyTorch's own index does not answer; what pip finds elsewhere may be the build with CUDA, 3 GB."
        )


def pip(target, arguments, doing):
    """pip, in plain words."""
    command = [target, "-m", "pip", "install", "--disable-pip-version-check", "--no-input"]
    if pip_version(target) >= (24, 1):
        command += ["--progress-bar", "raw"]
    code, text = follow(command + arguments, doing, packages_of(target))
    if code:
        log = os.path.join(ROOT, "build", "install.log")
        os.makedirs(os.path.dirname(log), exist_ok=True)
        with open(log, "w", encoding="utf-8") as file:
            file.write(text)
        last_words = f"pip could not do it; its last words (all of them: {log}):\n{tail(text)}"
        raise Refusal(why(text) or last_words)


def pip_version(target):
    ask = [target, "-c", "import pip; print(pip.__version__)"]
    return numbers(subprocess.check_output(ask).decode())


def try_it(target):
    """Import what is largest, so that a missing system library shows now and not in a notebook."""
    code, text = follow(
        [target, "-c", "import torch, dm_control.suite, matplotlib.pyplot"], "Trying it"
    )
    if code:
        raise Refusal(
            why(text) or "Installed, but it does not start; its last words:\n" + tail(text)
        )
