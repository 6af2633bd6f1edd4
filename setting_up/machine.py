"""Does Day 38 run with this Python on this machine, and if not, which Python is there that does?

refused(this_machine())  # None, or why not, in a sentence
"""

import collections
import contextlib
import os
import platform
import re
import shutil
import subprocess
import sys
import sysconfig

from setting_up import ROOT, WINDOWS
from setting_up.talk import Failed, Refusal, call, say

OLDEST, NEWEST = (3, 11), (3, 14)
# 3.14 comes last: Box2D, which LunarLander needs, has no wheel for it.
LIKED = ("3.13", "3.12", "3.11", "3.14")

Machine = collections.namedtuple(
    "Machine", "system processor implementation bits libc macos gil rosetta"
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
        return f"Day 38 needs CPython; this is {here.implementation}. {wanted}"
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
            return (
                "PyTorch has had no package for Intel Macs since 2.3, and Day 38 needs 2.6: "
                + HOSTED
                + "."
            )
        if here.macos and here.macos < (14,):
            version = ".".join(str(part) for part in here.macos)
            return (
                f"PyTorch needs macOS 14 or newer, and this is {version}: update it, or {HOSTED}."
            )
    elif here.system == "Windows":
        if here.processor not in ("amd64", "x86_64"):
            return "MuJoCo has no package for Windows on ARM: install the x86-64 Python, which runs there too."
    elif here.system == "Linux":
        name, version = here.libc
        if here.processor not in ("x86_64", "amd64", "aarch64", "arm64"):
            return f"PyTorch has no package for {here.processor} processors: {HOSTED}."
        if name != "glibc":
            return "PyTorch has no package for a Linux without glibc (Alpine): take Debian's or Ubuntu's image."
        if numbers(version) < (2, 28):
            return f"PyTorch needs glibc 2.28 or newer, and this is {version}: Debian 10, Ubuntu 20.04 or newer have it."
    else:
        return f"Day 38 runs on Linux, macOS and Windows (in WSL too), not on {here.system}."
    return None


def with_a_fitting_python(arguments):
    """Run this file again with a Python that fits; returns the exit code."""
    found = fitting_python()
    this = "{}.{}".format(*sys.version_info)
    if not found:
        raise Refusal(
            f"Day 38 needs Python 3.11 to 3.14, and this is {this}. {how_to_get_python()}"
        )
    say("This is Python {}; going on with {}".format(this, " ".join(found)))
    try:
        call([*found, os.path.join(ROOT, "run.py"), *arguments])
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
    ask = [*command, "-c", "import sys; print('%d.%d.%d' % sys.version_info[:3])"]
    try:
        return numbers(subprocess.check_output(ask, stderr=subprocess.DEVNULL).decode())
    except (OSError, subprocess.CalledProcessError):
        return ()


def how_to_get_python():
    if WINDOWS:
        return (
            "Type: winget install Python.Python.3.13   and then, in a new window: py -3.13 run.py"
        )
    if sys.platform == "darwin":
        return "Install 3.13 from https://www.python.org (or: brew install python@3.13), then type: python3.13 run.py"
    return (
        "A newer one without touching the system's: curl -LsSf https://astral.sh/uv/install.sh | sh"
        "   and then, in a new terminal, the same command again."
    )
