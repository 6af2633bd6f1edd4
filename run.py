"""Sets Day 38 up and runs it, on Linux, macOS and Windows, with nothing but Python.

    python run.py            says what there is
    python run.py lab        sets up, and begins

It is read by whatever Python a machine has, older ones too, which find a fitting one or say so:
hence the syntax of Python 3.6, and only the standard library.
"""

import collections
import contextlib
import hashlib
import json
import os
import platform
import queue
import re
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import threading
import time

ROOT = os.path.dirname(os.path.abspath(__file__))
VENV = os.path.join(ROOT, ".venv")
WINDOWS = os.name == "nt"
BIN = os.path.join(VENV, "Scripts" if WINDOWS else "bin")
REPOSITORY = os.path.isdir(os.path.join(ROOT, "grader"))  # else it is the learner's bundle
OLDEST, NEWEST = (3, 11), (3, 14)
LIKED = ("3.13", "3.12", "3.11", "3.14")  # 3.14 last: Box2D, which LunarLander needs, has no wheel for it
CPU_TORCH = "https://download.pytorch.org/whl/cpu"
GIGABYTES = {"cpu": 3, "cuda": 9}  # that an installation takes, pip's own cache and scratch with it
KEPT = ("torch", "numpy")  # what a hosted notebook has, and other software there relies on
STAGES = {  # a stage's name -> the stage before it, the extras that it installs
    "learner": (None, ""),
    "dev": ("learner", "grader,sweep,dev"),
    "browser": ("dev", "browser"),
    "postgres": ("dev", "postgres"),
    "baselines": ("dev", "baselines"),
}
RUN, WALK = "runs/smoke", "runs/walk.gif"
FIGURE = "figures/day38_dreamer_vs_ppo.png"


class Refusal(Exception):
    """Says in a sentence or two what is wrong and what to type; the exit code is 2."""


class Failed(Exception):
    """A command that spoke for itself ended with this exit code."""

    def __init__(self, code):
        super().__init__(code)
        self.code = code


# The commands.


def lab(arguments):
    """set up, train the reference agent for a few minutes, draw it beside PPO, watch one walk"""
    if not REPOSITORY:
        return jupyter(arguments)
    setup("learner")
    day38(
        "train", "--preset", "smoke", "--env", "dmc_walker_walk", "--seed", "0",
        "--parts", "solutions/day38", "--logdir", RUN, *arguments
    )  # fmt: skip
    day38("plot", "--run", RUN, "--out", FIGURE)
    try:
        day38("watch", "--parts", "solutions/day38", "--out", WALK)
    except Failed:
        say("(everything else works without it)")
    say("The lab itself: python run.py day38 train --preset laptop --parts solutions/day38 --logdir runs/laptop")


def jupyter(arguments):
    """set up, open the notebooks"""
    setup("learner")
    call([script("jupyter"), "lab", "labs/day38", *arguments])


def day38_command(arguments):
    """set up, then one of the lab's own commands: python run.py day38 train --preset smoke"""
    setup("learner")
    call([script("day38"), *arguments])


def set_up(arguments):
    """only set up; `--here` installs into the running Python and keeps its torch and NumPy (Colab, Kaggle)"""
    here = "--here" in arguments
    stages = [name for name in arguments if name != "--here"] or ["learner"]
    for stage in stages:
        if stage not in STAGES or (not REPOSITORY and stage != "learner"):
            known = STAGES if REPOSITORY else ["learner"]
            raise Refusal("There is no stage {!r}: {}.".format(stage, ", ".join(known)))
        setup(stage, here)
    if here:
        say("Set up. A notebook that is open already: restart its kernel.")
    else:
        say("Set up. What there is to do: python run.py")


def test(arguments):
    """set up, run the tests; what follows goes to pytest"""
    setup("dev")
    pytest(*arguments)


def check(arguments):
    """all that continuous integration runs"""
    for step in (lint, types, test, browser, sandbox, database, second_python):
        step([])
    python("-m", "grader.authoring.build_check_data", "--check")


def check_fast(arguments):
    """lint, types, and the tests that need no browser, sandbox, database or training"""
    lint([])
    types([])
    pytest("-m", FAST)


FAST = "not slow and not browser and not sandbox and not database"


def browser(arguments):
    """a real browser works through a notebook"""
    # Debian's Chromium where there is one, else one that Playwright brings.
    setup("browser")
    if not shutil.which("chromium"):
        python("-m", "playwright", "install", "chromium")
    python("-m", "pytest", "-m", "browser", *arguments)


def sandbox(arguments):
    """hostile code in bubblewrap (Debian: apt install bubblewrap)"""
    setup("dev")
    pytest("-m", "sandbox", *arguments)


def database(arguments):
    """a gradebook in a real PostgreSQL (Debian: apt install postgresql)"""
    setup("postgres")
    python("-m", "pytest", "-m", "database", *arguments)


def second_python(arguments):
    """the fast tests on Debian's own Python 3.13, in a folder (as root, with debootstrap)"""
    call([sys.executable, os.path.join(".ci", "second_python.py"), *arguments])


def lint(arguments):
    """ruff, without changing a file"""
    setup("dev")
    call([script("ruff"), "check"])
    call([script("ruff"), "format", "--check"])


def types(arguments):
    """mypy"""
    setup("dev")
    call([script("mypy"), *arguments])


def build(arguments):
    """notebooks and the checks' data, from their sources"""
    setup("dev")
    python("-m", "grader.authoring.build_check_data")
    python("-m", "grader.authoring.build_notebooks")


def baselines(arguments):
    """train the PPO anew (about 40 minutes on two cores)"""
    setup("baselines")
    seeds = ["--seeds", "0", "1", "2", "--steps", "5000000", "--jobs", "2"]
    python("-m", "dreamer.baselines.ppo", *(arguments or seeds))


def constraints(arguments):
    """every version pinned anew: uv.lock from pyproject.toml, constraints.txt from uv.lock"""
    setup("dev")
    uv = [script("uv"), "--no-config"]
    call([*uv, "lock", "--upgrade", "--upgrade-package", "torch==2.13.0"])
    export(os.path.join(ROOT, "constraints.txt"), uv)


def export(path, uv):
    """Write what uv.lock pins to `path`, as pip reads it."""
    call([*uv, "export", "--quiet", "--frozen", "--all-extras", "--no-hashes", "--no-emit-project",
          "--no-annotate", "--no-header", "--output-file", path])  # fmt: skip
    with open(path, encoding="utf-8") as file:
        pins = file.read()
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        file.write("# made by: python run.py constraints\n" + pins)


def clean(arguments):
    """remove the environment and what was built"""
    for folder in (VENV, os.path.join(ROOT, "build")):
        if os.path.islink(folder):
            os.unlink(folder)
        elif os.path.isdir(folder):
            shutil.rmtree(folder)


COMMANDS = collections.OrderedDict(
    [("lab", lab), ("jupyter", jupyter), ("day38", day38_command), ("setup", set_up)]
)
if REPOSITORY:
    COMMANDS.update(
        [
            ("test", test),
            ("check", check),
            ("check-fast", check_fast),
            ("browser", browser),
            ("sandbox", sandbox),
            ("database", database),
            ("second-python", second_python),
            ("lint", lint),
            ("types", types),
            ("build", build),
            ("baselines", baselines),
            ("constraints", constraints),
            ("clean", clean),
        ]
    )


def main(arguments):
    """Run one command; returns the exit code."""
    os.chdir(ROOT)
    # Training from state needs no graphics; an own setting is respected.
    os.environ.setdefault("MUJOCO_GL", "disabled")
    name = arguments[0] if arguments else "--help"
    try:
        if name in ("-h", "--help"):
            say("python run.py COMMAND\n")
            for name, command in COMMANDS.items():
                say("  {:14} {}".format(name, command.__doc__))
            return 0
        if name not in COMMANDS:
            raise Refusal("There is no command {!r}: python run.py says what there is.".format(name))
        if not OLDEST <= sys.version_info[:2] <= NEWEST and name != "clean":
            return with_a_fitting_python(arguments)
        COMMANDS[name](arguments[1:])
    except Refusal as refusal:
        say(str(refusal))
        return 2
    except Failed as failed:
        return failed.code
    except KeyboardInterrupt:
        say("\nStopped. The same command goes on from here.")
        return 130
    return 0


def day38(*arguments):
    call([script("day38"), *arguments])


def python(*arguments):
    call([script("python"), *arguments])


def pytest(*arguments):
    # Tests in several processes, each file's in one.
    many = ["--numprocesses", "auto", "--maxprocesses", "4", "--dist", "loadscope"]
    python("-m", "pytest", *many, *arguments)


def script(name):
    """A command of the environment."""
    return os.path.join(BIN, name + (".exe" if WINDOWS else ""))


def call(command):
    """Run a command in this window; Failed where it fails. Ctrl-C is for it alone: training saves first."""
    process = subprocess.Popen(command)
    while True:
        try:
            code = process.wait()
            break
        except KeyboardInterrupt:
            continue
    if code:
        raise Failed(code if code > 0 else 128 - code)


def say(text):
    print(text, flush=True)


# A Python that fits.

Machine = collections.namedtuple(
    "Machine", "system processor version implementation bits libc macos gil rosetta"
)


def this_machine():
    """What decides whether the packages can be had, as the running Python sees it."""
    system = platform.system()
    rosetta = False
    if system == "Darwin" and platform.machine() == "x86_64":
        with contextlib.suppress(OSError, subprocess.CalledProcessError):
            asked = ["sysctl", "-n", "sysctl.proc_translated"]
            rosetta = subprocess.check_output(asked, stderr=subprocess.DEVNULL).strip() == b"1"
    return Machine(
        system=system,
        processor=platform.machine().lower(),
        version=sys.version_info[:3],
        implementation=platform.python_implementation(),
        bits=64 if sys.maxsize > 2**32 else 32,
        libc=platform.libc_ver() if system == "Linux" else ("", ""),
        macos=numbers(platform.mac_ver()[0]),
        gil=not sysconfig.get_config_var("Py_GIL_DISABLED"),
        rosetta=rosetta,
    )


def numbers(version):
    """`14.5` -> (14, 5)"""
    return tuple(int(part) for part in re.findall(r"\d+", version)[:3])


HOSTED = "a hosted notebook works from any machine (docs/installing.md)"


def refused(here):
    """Why Day 38 cannot be installed for this Python on this machine, or None."""
    wanted = "Install the ordinary 64-bit Python 3.13 from https://www.python.org and say: python3.13 run.py"
    if here.implementation != "CPython":
        return "Day 38 needs CPython; this is {}. {}".format(here.implementation, wanted)
    if here.bits != 64:
        return "PyTorch has no package for a 32-bit Python, and this is one. " + wanted
    if not here.gil:
        return "Not all packages of Day 38 can do without the GIL, as this Python does. " + wanted
    if here.system == "Darwin":
        if here.rosetta:
            return (
                "This Python was built for Intel Macs, and PyTorch has no package for those: "
                "install Python 3.13 from https://www.python.org, which runs on this Mac's own chip."
            )
        if here.processor != "arm64":
            return "PyTorch has had no package for Intel Macs since 2.3, and Day 38 needs 2.6: " + HOSTED + "."
        if here.macos and here.macos < (14,):
            version = ".".join(str(part) for part in here.macos)
            return "PyTorch needs macOS 14 or newer, and this is {}: update it, or {}.".format(version, HOSTED)
    elif here.system == "Windows":
        if here.processor not in ("amd64", "x86_64"):
            return "MuJoCo has no package for Windows on ARM: install the x86-64 Python, which runs there too."
    elif here.system == "Linux":
        name, version = here.libc
        if here.processor not in ("x86_64", "amd64", "aarch64", "arm64"):
            return "PyTorch has no package for {} processors: {}.".format(here.processor, HOSTED)
        if name != "glibc":
            return "PyTorch has no package for a Linux without glibc (Alpine): take Debian's or Ubuntu's image."
        if numbers(version) < (2, 28):
            return "PyTorch needs glibc 2.28 or newer, and this is {}: Debian 10, Ubuntu 20.04 or newer have it.".format(
                version
            )
    else:
        return "Day 38 runs on Linux, macOS and Windows (in WSL too), not on {}.".format(here.system)
    return None


def with_a_fitting_python(arguments):
    """Run this file again with a Python that fits; returns the exit code."""
    found = fitting_python()
    this = "{}.{}".format(*sys.version_info)
    if not found:
        raise Refusal("Day 38 needs Python 3.11 to 3.14, and this is {}. {}".format(this, how_to_get_python()))
    say("This is Python {}; going on with {}".format(this, " ".join(found)))
    try:
        call(found + [os.path.join(ROOT, "run.py")] + arguments)
    except Failed as failed:
        return failed.code
    return 0


def fitting_python():
    """A command that starts a Python which fits, or None. uv is asked last: it may download one."""
    candidates = [["python" + version] for version in LIKED] + [["python3"], ["python"]]
    if WINDOWS:
        candidates = [["py", "-" + version] for version in LIKED] + candidates
    for command in candidates:
        if shutil.which(command[0]) and OLDEST <= version_of(command)[:2] <= NEWEST:
            return command
    if shutil.which("uv"):
        find = ["uv", "python", "find", "--no-project", LIKED[0]]
        if subprocess.call(find, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL):
            subprocess.call(["uv", "python", "install", LIKED[0]])
        with contextlib.suppress(OSError, subprocess.CalledProcessError):
            return [subprocess.check_output(find, stderr=subprocess.DEVNULL).decode().strip()]
    return None


def version_of(command):
    """The version of a Python, as numbers; () where it does not start."""
    ask = command + ["-c", "import sys; print('%d.%d.%d' % sys.version_info[:3])"]
    try:
        return numbers(subprocess.check_output(ask, stderr=subprocess.DEVNULL).decode())
    except (OSError, subprocess.CalledProcessError):
        return ()


def how_to_get_python():
    if WINDOWS:
        return "Type: winget install Python.Python.3.13   and then, in a new window: py -3.13 run.py"
    if sys.platform == "darwin":
        return "Install 3.13 from https://www.python.org (or: brew install python@3.13), then type: python3.13 run.py"
    return (
        "A newer one without touching the system's: curl -LsSf https://astral.sh/uv/install.sh | sh"
        "   and then, in a new terminal, the same command again."
    )


# The environment.


def setup(stage, here=False):
    """Everything up to `stage` is installed afterwards; quick where it is already."""
    before, extras = STAGES[stage]
    if before:
        setup(before, here)
    target = sys.executable if here else script("python")
    if not here:
        make_environment()
    stamp = os.path.join(VENV, stage)
    if not here and read(stamp) == wanted():
        return
    reason = refused(this_machine())
    if reason:
        raise Refusal(reason)
    install(target, extras, here)
    if not here:
        with open(stamp, "w", encoding="utf-8") as file:
            file.write(wanted())


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
    version = version_of([script("python")]) if os.path.exists(script("python")) else ()
    fits = OLDEST <= version[:2] <= NEWEST
    if fits and subprocess.call([script("python"), "-c", "import pip"], stderr=subprocess.DEVNULL) == 0:
        return
    reason = refused(this_machine())
    if reason:
        raise Refusal(reason)
    base = sys.executable
    if os.path.lexists(VENV):
        if os.path.islink(VENV) or not os.path.exists(os.path.join(VENV, "pyvenv.cfg")):
            raise Refusal(".venv is no environment that run.py made: move it away, and say the same again.")
        if sys.prefix == VENV:
            base = sys._base_executable
        say("The environment in .venv is incomplete or its Python has gone: it is made anew")
        shutil.rmtree(VENV)
    enough_room("cpu")
    if subprocess.call([base, "-c", "import venv, ensurepip"], stderr=subprocess.DEVNULL):
        if shutil.which("uv"):
            command = ["uv", "venv", "--seed", "--python", base, VENV]
        else:
            raise Refusal(without_venv(sys.version_info))
    else:
        command = [base, "-m", "venv", VENV]
    code, text = follow(command, "Making an environment in .venv")
    if code:
        raise Refusal(why(text) or "The environment could not be made:\n" + tail(text))


def without_venv(version):
    package = "python{}.{}-venv".format(*version)
    if shutil.which("apt"):
        return "This Python came without its module venv. Type: sudo apt install {}".format(package)
    return "This Python came without its modules venv and ensurepip: install its package {}.".format(package)


def enough_room(build):
    """Refuses before a download that the disk cannot hold."""
    free = shutil.disk_usage(ROOT).free / 1e9
    if free < GIGABYTES[build]:
        raise Refusal(
            "The disk is too full: {:.1f} GB are free for {}, and the packages need about {} GB. "
            "Make room, or unpack Day 38 on another disk.".format(free, ROOT, GIGABYTES[build])
        )


def install(target, extras, here):
    """Install the package with `extras` into the Python `target`, at the pinned versions."""
    mend(target)
    pins = os.path.join(ROOT, "constraints.txt")
    project = ".[{}]".format(extras) if extras else "."
    have = installed(target)
    with tempfile.TemporaryDirectory() as scratch:
        if here:
            pins = keeping(have, read(pins), os.path.join(scratch, "constraints.txt"))
        elif "torch" not in have:
            torch_without_cuda(target, pins)
        if installed_version(target) >= (3, 13) and "labmaze" not in have:
            # dm_control names labmaze, which has no wheel from 3.13 on; only its mazes import it.
            stand_in = os.path.join(ROOT, "stand_ins", "labmaze")
            pip(target, [stand_in], "Leaving labmaze out")
        doing = "Installing " + ("what the tests and the grader need" if extras else "the lab's packages")
        pip(target, ["-c", pins, "-e", project], doing)
    if not extras:
        try_it(target)


def installed_version(target):
    return version_of([target])[:2]


def installed(target):
    """name -> version of what is installed for the Python `target`."""
    ask = (
        "import importlib.metadata as m, json, sys; "
        "print(json.dumps({d.metadata['Name']: d.version for d in m.distributions() if d.metadata['Name']}))"
    )
    found = json.loads(subprocess.check_output([target, "-c", ask]).decode())
    return {normal(name): version for name, version in found.items()}


def normal(name):
    return re.sub(r"[-_.]+", "-", name).lower()


def mend(target):
    """Take away packages that an interrupted installation left half written: pip writes RECORD last."""
    ask = [target, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
    packages = subprocess.check_output(ask).decode().strip()
    for name in os.listdir(packages) if packages.startswith(VENV) else []:
        if name.endswith(".dist-info") and not os.path.exists(os.path.join(packages, name, "RECORD")):
            shutil.rmtree(os.path.join(packages, name))


def keeping(have, pins, path):
    """Write constraints that keep a hosted notebook's torch and NumPy, and pin what it has not; returns `path`.

    Refuses where what it has is too old.
    """
    project = read(os.path.join(ROOT, "pyproject.toml"))
    lines = []
    for name in KEPT:
        if name in have:
            floor = re.search(r'"{}>=([\d.]+)'.format(name), project).group(1)
            if numbers(have[name]) < numbers(floor):
                raise Refusal(
                    "{} {} is installed here, and Day 38 needs {} or newer: take a newer image, "
                    "or an environment of its own: python run.py setup".format(name, have[name], floor)
                )
            lines.append("{}=={}".format(name, have[name]))
            say("Keeping {} {}".format(name, have[name]))
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
    arguments = ["--no-deps", "--timeout", "10", "--retries", "1", "--index-url", CPU_TORCH, "-c", pins, "torch"]
    try:
        pip(target, arguments, "Installing PyTorch's CPU build")
    except Refusal as refusal:
        if "disk" in str(refusal):
            raise
        enough_room("cuda")
        say("PyTorch's own index does not answer; what pip finds elsewhere may be the build with CUDA, 3 GB.")


def pip(target, arguments, doing):
    """pip, in plain words."""
    command = [target, "-m", "pip", "install", "--disable-pip-version-check", "--no-input"]
    if pip_version(target) >= (24, 1):
        command += ["--progress-bar", "raw"]
    code, text = follow(command + arguments, doing)
    if code:
        with open(os.path.join(ROOT, "install.log"), "w", encoding="utf-8", errors="replace") as log:
            log.write(text)
        raise Refusal(why(text) or "pip could not do it; its last words:\n" + tail(text) + "\nAll of them: install.log")


def pip_version(target):
    ask = [target, "-c", "import pip; print(pip.__version__)"]
    return numbers(subprocess.check_output(ask).decode())


def try_it(target):
    """Import what is largest, so that a missing system library shows now and not in a notebook."""
    code, text = follow([target, "-c", "import torch, dm_control.suite, matplotlib.pyplot"], "Trying it")
    if code:
        raise Refusal(why(text) or "Installed, but it does not start; its last words:\n" + tail(text))


REASONS = (  # what pip or Python says -> what it means, and what to do
    (
        r"No space left on device|Errno 28|not enough space on the disk",
        "The disk is full. Make room (an installation takes about 3 GB) and say the same again: it goes on.",
    ),
    (
        r"CERTIFICATE_VERIFY_FAILED|SSLCertVerificationError",
        "The packages' server shows a certificate that this Python does not know, as behind a company's proxy: "
        "ask for its certificate, type `python -m pip config set global.cert FILE`, and say the same again.",
    ),
    (
        r"NewConnectionError|NameResolutionError|ConnectTimeoutError|ReadTimeoutError|Failed to establish|"
        r"name resolution|getaddrinfo failed|Read timed out|ProxyError|IncompleteRead|ConnectionResetError|Network is unreachable",
        "The network does not answer, so packages cannot be fetched. What is here already is kept: say the same again later.",
    ),
    (
        r"externally-managed-environment",
        "This Python belongs to the system, which lets nobody install into it: leave --here out.",
    ),
    (
        r"WinError 126|c10\.dll|vcruntime",
        "PyTorch needs Microsoft's Visual C++ runtime: install https://aka.ms/vs/17/release/vc_redist.x64.exe "
        "and say the same again.",
    ),
    (
        r"WinError 206|path too long|Long Path",
        "Windows cuts paths at 260 characters: unpack Day 38 into a short one, as C:\\day38, and say the same again.",
    ),
    (
        r"Permission denied|PermissionError|WinError 5\b",
        "A file may not be written: close notebooks and programs that use .venv, and see that this folder is yours.",
    ),
)


def why(text):
    """What went wrong, in plain words, or None."""
    for pattern, meaning in REASONS:
        if re.search(pattern, text):
            return meaning
    missing = re.search(r"No matching distribution found for (\S+)", text)
    if missing:
        return "There is no package {} for this Python and system: docs/installing.md says what works.".format(
            missing.group(1)
        )
    return None


def tail(text):
    return "\n".join(text.strip().splitlines()[-12:])


# Long work, never in silence.


def follow(command, doing):
    """Run a command and show what it is at and for how long; returns (exit code, its output)."""
    environment = dict(os.environ, PYTHONUNBUFFERED="1", PYTHONIOENCODING="utf-8")
    process = subprocess.Popen(
        command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    lines = queue.Queue()
    reader = threading.Thread(target=lambda: pour(process.stdout, lines), daemon=True)
    reader.start()
    status = Status(doing)
    text = []
    try:
        while reader.is_alive() or not lines.empty():
            with contextlib.suppress(queue.Empty):
                line = lines.get(timeout=0.5)
                if not line.startswith("Progress "):
                    text.append(line)
                status.heard(line)
            status.show()
        return process.wait(), "\n".join(text)
    except KeyboardInterrupt:
        process.terminate()
        process.wait()
        raise
    finally:
        status.close()


def pour(stream, lines):
    for line in stream:
        lines.put(line.decode("utf-8", "replace").rstrip())


class Status:
    """One line that changes in a terminal; elsewhere a new line every ten seconds."""

    def __init__(self, doing):
        self.doing = doing
        self.start = self.shown = time.monotonic()
        self.at = ""
        self.file = ""
        self.terminal = sys.stdout.isatty()
        if not self.terminal:
            say(doing)

    def heard(self, line):
        """Takes a line of pip's, where it tells what it is at."""
        progress = re.match(r"Progress (\d+) of (\d+)", line)
        download = re.match(r"\s*Downloading (\S+?)(?:-[\d.]+\S*)? \((.*)\)", line)
        collect = re.match(r"(?:Collecting|Requirement already satisfied:) ([\w.\-]+)", line)
        unpack = re.match(r"Installing collected packages: (.*)", line)
        if progress and int(progress.group(2)) > 1e6:
            done, size = (int(number) / 1e6 for number in progress.groups())
            self.at = "downloading {}: {:.0f} of {:.0f} MB".format(self.file, done, size)
        elif download:
            self.file = download.group(1).split("/")[-1]
            self.at = "downloading {} ({})".format(self.file, download.group(2))
        elif collect:
            self.at = "looking at " + collect.group(1)
        elif unpack:
            self.at = "unpacking {} packages".format(unpack.group(1).count(",") + 1)
        elif "Retrying" in line:
            self.at = "the network does not answer, trying again"

    def show(self):
        now = time.monotonic()
        if now - self.shown < (0.5 if self.terminal else 10):
            return
        self.shown = now
        text = "{}: {} ({:.0f} s)".format(self.doing, self.at or "working", now - self.start)
        if self.terminal:
            width = shutil.get_terminal_size().columns - 1
            sys.stdout.write("\r" + text[:width].ljust(width))
            sys.stdout.flush()
        else:
            say("  " + text)

    def close(self):
        seconds = time.monotonic() - self.start
        if self.terminal:
            width = shutil.get_terminal_size().columns - 1
            text = "{} ({:.0f} s)".format(self.doing, seconds)
            sys.stdout.write("\r" + text[:width].ljust(width) + "\n")
            sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
