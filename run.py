"""Sets Day 38 up and runs it, on Linux, macOS and Windows, with nothing but Python.

    python run.py            says what there is
    python run.py lab        sets up, and begins

It is read by whatever Python a machine has, older ones too, which find a fitting one or say so:
hence the syntax of Python 3.6, and only the standard library.
"""

import os
import shutil
import sys

from setting_up import ROOT
from setting_up.environment import STAGES, VENV, script, setup
from setting_up.machine import NEWEST, OLDEST, with_a_fitting_python
from setting_up.talk import Failed, Refusal, call, say

REPOSITORY = os.path.isdir(os.path.join(ROOT, "grader"))  # else it is the learner's bundle
RUN, WALK = "runs/smoke", "runs/walk.gif"
FIGURE = "figures/day38_dreamer_vs_ppo.png"
FAST = "not slow and not browser and not sandbox and not database and not server"
# What uv.lock pins, as pip reads it.
EXPORT = (
    "export", "--quiet", "--frozen", "--all-extras", "--no-hashes", "--no-emit-project",
    "--no-annotate", "--no-header",
)  # fmt: skip
# Tests in several processes, each file's in one.
MANY = ("--numprocesses", "auto", "--maxprocesses", "4", "--dist", "loadscope")


def lab(arguments):
    """set up, train the reference agent for a few minutes, draw it beside PPO, watch one walk"""
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
    say(
        "The lab itself: python run.py day38 train --preset laptop --parts solutions/day38 --logdir runs/laptop"
    )


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
    known = STAGES if REPOSITORY else ("learner", "server")
    for stage in stages:
        if stage not in known:
            raise Refusal("There is no stage {!r}: {}.".format(stage, ", ".join(known)))
        setup(stage, here)
    if here:
        say("Set up. A notebook that is open already: restart its kernel.")
    else:
        say("Set up. What there is to do: python run.py")


def test(arguments):
    """set up, run the tests; what follows goes to pytest"""
    setup("dev")
    setup("baselines")
    pytest(*arguments)


def check(arguments):
    """all that continuous integration runs"""
    for step in (lint, types, test, browser, server, sandbox, database, second_python):
        step([])
    python("-m", "grader.authoring.build_check_data", "--check")


def check_fast(arguments):
    """lint, types, and the tests that need no browser, server, sandbox, database or training"""
    lint([])
    types([])
    pytest("-m", FAST)


def browser(arguments):
    """a real browser works through a notebook"""
    # Debian's Chromium where there is one, else one that Playwright brings.
    setup("browser")
    if not shutil.which("chromium"):
        python("-m", "playwright", "install", "chromium")
    python("-m", "pytest", "-m", "browser", *arguments)


def server(arguments):
    """JupyterHub with a teacher and two students, in a browser (as root; Debian: apt install npm)"""
    setup("browser")
    setup("server")
    call(["npm", "ci", "--silent", "--prefix", os.path.join("deploy", "jupyterhub")])
    python("-m", "pytest", "-m", "server", *arguments)


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
    """notebooks, the checks' data and the page to print, from their sources"""
    setup("pages")
    python("-m", "grader.authoring.build_check_data")
    python("-m", "grader.authoring.build_notebooks")
    python("-m", "grader.authoring.build_symbols")


def baselines(arguments):
    """one seed of DreamerV3, PPO and SAC after the other (half an hour a seed; nothing else may run)"""
    setup("baselines")
    python(os.path.join("benchmarks", "blocks.py"), *arguments)


def constraints(arguments):
    """every version pinned anew: uv.lock from pyproject.toml, constraints.txt from uv.lock"""
    setup("dev")
    uv = [script("uv"), "--no-config"]
    call([*uv, "lock", "--upgrade", "--upgrade-package", "torch==2.13.0"])
    call([*uv, *EXPORT, "--output-file", "constraints.txt"])
    with open("constraints.txt", encoding="utf-8") as file:
        pins = file.read()
    with open("constraints.txt", "w", encoding="utf-8", newline="\n") as file:
        file.write("# made by: python run.py constraints\n" + pins)


def clean(arguments):
    """remove the environment and what was built"""
    for folder in (VENV, os.path.join(ROOT, "build")):
        if os.path.islink(folder):
            os.unlink(folder)
        elif os.path.isdir(folder):
            shutil.rmtree(folder)


COMMANDS = {"lab": lab, "jupyter": jupyter, "day38": day38_command, "setup": set_up}
if not REPOSITORY:
    COMMANDS["lab"] = jupyter  # no reference agent is there to train
else:
    COMMANDS.update(
        {
            "test": test,
            "check": check,
            "check-fast": check_fast,
            "browser": browser,
            "server": server,
            "sandbox": sandbox,
            "database": database,
            "second-python": second_python,
            "lint": lint,
            "types": types,
            "build": build,
            "baselines": baselines,
            "constraints": constraints,
            "clean": clean,
        }
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
                say(f"  {name:14} {command.__doc__}")
            return 0
        if name not in COMMANDS:
            raise Refusal(f"There is no command {name!r}: python run.py says what there is.")
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
    python("-m", "pytest", *MANY, *arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
