"""Tries out and reports which protections of the sandbox work on this machine.

grader doctor
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from grader.sandbox.bubblewrap import bubblewrap_works, bwrap_command

# What must be out of reach -> code that fails where it is not.
PROBES = {
    "your files": "import os; assert not os.path.exists({here!r})",
    "your environment": "import os; assert {variable!r} not in os.environ",
    "the network": "import socket; assert [n for _, n in socket.if_nameindex()] == ['lo']",
    "other processes": "import os; assert not os.path.exists('/proc/{pid}/status')",
    "installed packages": "import os, sys; assert not os.access(sys.prefix, os.W_OK)",
    "the rest of the disk": "import os; s = os.statvfs('/tmp'); assert s.f_blocks * s.f_frsize < 1 << 30",
}
VARIABLE = "DAY38_PROBE"


def examine() -> bool:
    """Print, for each tier, what is out of a student's reach; whether the best one works."""
    works = bubblewrap_works()
    tiers: dict[str, list[str]] = {"plain": []}
    with tempfile.TemporaryDirectory() as notebooks:
        if works:
            tiers = {"bubblewrap": bwrap_command(Path(notebooks)), **tiers}
        print(f"{'out of reach:':24}" + "".join(f"{name:>12}" for name in tiers))
        for what, code in PROBES.items():
            found = ["✓" if _holds(code, command) else "✗" for command in tiers.values()]
            print(f"  {what:22}" + "".join(f"{sign:>12}" for sign in found))
    if not works:
        print("bubblewrap does not work here. On Debian: apt-get install bubblewrap")
    return works


def _holds(code: str, wall: list[str]) -> bool:
    here = str(Path(__file__).parent)
    filled = code.format(here=here, variable=VARIABLE, pid=os.getpid())
    done = subprocess.run(
        [*wall, sys.executable, "-c", filled],
        env={**os.environ, VARIABLE: "1"},
        capture_output=True,
        timeout=60,
    )
    return done.returncode == 0
