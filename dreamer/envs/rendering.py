"""Finds a renderer that needs no window for MuJoCo: EGL, else OSMesa.

MuJoCo chooses when it is first imported, from `MUJOCO_GL`. So the choice must come before, and
a process that has begun without graphics keeps to that.
"""

from __future__ import annotations

import functools
import locale
import os
import subprocess
import sys

from dreamer.errors import UserError

HELP = {
    "darwin": "start it from a session at the screen, not over ssh",
    "win32": "install the graphics card's own driver, and start it at the screen",
}.get(sys.platform, "on Debian and Ubuntu: apt-get install libegl1, or libosmesa6")
WITHOUT = ("disabled", "disable", "off", "false", "0", "")
DRAW_SOMETHING = "import mujoco; mujoco.GLContext(64, 64).make_current()"


def draws() -> bool:
    """Whether MuJoCo is told to draw, by `MUJOCO_GL`."""
    return os.environ.get("MUJOCO_GL", "disabled") not in WITHOUT


def renderers() -> list[str]:
    """MUJOCO_GL's values to try: the user's own, else what needs no window."""
    if draws():
        return [os.environ["MUJOCO_GL"]]
    return ["egl", "osmesa"] if sys.platform == "linux" else ["glfw"]


def use_renderer() -> None:
    """Have MuJoCo draw in this process.

    Raises UserError where nothing here can draw, or the process has begun without.
    """
    if "dm_control._render" in sys.modules:
        if not draws():
            raise UserError(
                "MuJoCo was started without graphics in this Python: "
                f"start it anew with MUJOCO_GL={renderers()[0]}"
            )
    else:
        os.environ["MUJOCO_GL"] = _working()


@functools.cache
def _working() -> str:
    said = ""
    for renderer in renderers():
        environment = {**os.environ, "MUJOCO_GL": renderer}
        command = [sys.executable, "-c", DRAW_SOMETHING]
        done = subprocess.run(
            command,
            env=environment,
            capture_output=True,
            encoding=locale.getpreferredencoding(False),  # of its console
            errors="replace",
        )
        if done.returncode == 0:
            return renderer
        said = (done.stderr.strip().split("\n") or [""])[-1]
    raise UserError(f"nothing here can render MuJoCo ({said}); {HELP}")
