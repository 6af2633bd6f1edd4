"""What the lab gains from the machine, beyond its packages: drawing, a compiler, room, idle cores.

Each function says in a sentence what it found. It raises UserError where something is missing: what,
what that means, and what to do about it on this system. `day38 doctor` shows them.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import textwrap
import threading
import time
from pathlib import Path

from dreamer.cores import available_cores
from dreamer.errors import UserError

FRONT_END = "@jupyter-widgets/jupyterlab-manager"
DRAW_SECONDS, COMPILE_SECONDS = 60.0, 180.0
ROOM = 3e9  # bytes; the folder of a run on pixels, and what the compiler keeps
SPIN_SECONDS = 1.0
FREE = 0.85  # the share of a core from which on nothing else counts as busy

DRAW = """
from dreamer.envs import make_env
world = make_env("dmc_walker_walk", render_mode="rgb_array")
world.reset(seed=0)
assert world.render().std() > 1, "an empty picture came out"
"""
COMPILE = """
import torch
@torch.compile
def curve(x):
    return torch.sin(x) * 2 + 1
x = torch.linspace(-1, 1, 64)
assert torch.allclose(curve(x), torch.sin(x) * 2 + 1), "compiled code computes something else"
"""


def here(linux: str, macos: str, windows: str) -> str:
    """What to do on this system."""
    return {"darwin": macos, "win32": windows}.get(sys.platform, linux)


def drawing() -> str:
    """A frame of the walker, drawn without a window in a process of its own."""
    from dreamer.envs.rendering import renderers

    said = ""
    for renderer in renderers():
        said = _run(DRAW, DRAW_SECONDS, MUJOCO_GL=renderer)
        if not said:
            return f"a frame of the walker was drawn without a window ({renderer})"
    remedy = here(
        "install one, on Debian and Ubuntu: sudo apt-get install libegl1",
        "start this from a session at the screen, not over ssh",
        "install the graphics card's own driver, and start this at the screen",
    )
    raise UserError(
        f"nothing here can draw the walker ({said}): films of it and learning from pixels are "
        f"missing; {remedy}"
    )


def compiler() -> str:
    """A small function compiled by `torch.compile`, in a process and a folder of its own."""
    began = time.perf_counter()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        said = _run(
            COMPILE,
            COMPILE_SECONDS,
            TORCHINDUCTOR_CACHE_DIR=folder,  # nothing compiled earlier
            TORCHINDUCTOR_COMPILE_THREADS="1",
        )
    if not said:
        return f"a small function was compiled in {time.perf_counter() - began:.0f} seconds"
    reason = "there is no C++ compiler" if "InvalidCxxCompiler" in said else f"it fails ({said})"
    remedy = here(
        "install one, on Debian and Ubuntu: sudo apt-get install g++ python3-dev",
        "install one: xcode-select --install",
        "install the Build Tools for Visual Studio with 'Desktop development with C++', and start "
        "from its 'x64 Native Tools Command Prompt'",
    )
    raise UserError(f"{reason}: training runs plainly and takes up to twice as long; {remedy}")


def front_end() -> str:
    """The half of ipywidgets that JupyterLab shows in the browser: installed, whole and enabled."""
    from jupyter_core.paths import jupyter_path
    from jupyterlab.commands import get_app_dir
    from jupyterlab_server.config import get_federated_extensions, get_page_config

    lacking = "sliders in the notebooks stay still pictures; "
    again = (
        "install it where JupyterLab is: python -m pip install --force-reinstall jupyterlab_widgets"
    )
    paths = jupyter_path("labextensions")
    found = get_federated_extensions(paths).get(FRONT_END)
    if found is None:
        raise UserError(f"JupyterLab has no front end for widgets: {lacking}{again}")
    entry = Path(found["ext_path"], found["jupyterlab"].get("_build", {}).get("load", "missing"))
    if not entry.is_file():
        raise UserError(f"JupyterLab's front end for widgets is not whole: {lacking}{again}")
    disabled = get_page_config(paths, str(Path(get_app_dir(), "settings")))["disabledExtensions"]
    if any(name.partition(":")[0] == FRONT_END for name in disabled):
        enable = f"enable it: jupyter labextension enable {FRONT_END}"
        raise UserError(f"JupyterLab's front end for widgets is switched off: {lacking}{enable}")
    return f"JupyterLab has {FRONT_END} {found['version']}, enabled"


def disk() -> str:
    """The room where runs are written."""
    folder = Path.cwd()
    free = shutil.disk_usage(folder).free
    if free < ROOM:
        remedy = here(
            "`du -sh * | sort -h` shows what is large",
            "System Settings > General > Storage shows what is large",
            "Settings > System > Storage shows what is large",
        )
        raise UserError(
            f"{free / 1e9:.1f} GB are free in {folder}, and training stops where the disk is full: "
            f"free {ROOM / 1e9:.0f} GB, or work on another disk; {remedy}"
        )
    return f"{free / 1e9:.0f} GB are free here"


def cores() -> str:
    """The processor's cores, and how much of two of them a program gets now."""
    count = available_cores()
    threads = min(2, count)  # training takes one or two
    share = share_of(threads)
    told = "1 core" if count == 1 else f"{count} cores"
    if share < FREE:
        remedy = here(
            "`top` shows them", "the Activity Monitor shows them", "the Task Manager shows them"
        )
        raise UserError(
            f"{told}, but other programs are busy and leave {share:.0%} of {threads}: training takes "
            f"about {1 / max(share, 0.05):.1f} times as long now; end them, {remedy}"
        )
    if count == 1:
        raise UserError(f"{told}: training works, and what runs beside it slows it down")
    return f"{told}, idle enough: training would get {share:.0%} of {threads}"


def share_of(threads: int, seconds: float = SPIN_SECONDS) -> float:
    """The share of so many cores that this process gets when it wants all of them, 0..1."""
    data, until = bytes(1 << 20), time.perf_counter() + seconds

    def work() -> None:
        while time.perf_counter() < until:
            hashlib.sha256(data)  # meanwhile Python runs the other threads

    began, used = time.perf_counter(), time.process_time()
    workers = [threading.Thread(target=work) for _ in range(threads)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    elapsed = time.perf_counter() - began
    return min(1.0, (time.process_time() - used) / elapsed / threads)


def _run(code: str, seconds: float, **variables: str) -> str:
    """Run code in a Python of its own; why it failed, or nothing."""
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8", **variables}
    command = [sys.executable, "-c", code]
    try:
        done = subprocess.run(
            command,
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            errors="replace",
            timeout=seconds,
        )
    except subprocess.TimeoutExpired:
        return f"it took more than {seconds:.0f} seconds"
    if done.returncode == 0:
        return ""
    lines = [line.strip() for line in done.stderr.splitlines() if "Error" in line]
    return textwrap.shorten(lines[-1], 160) if lines else f"it ended with code {done.returncode}"
