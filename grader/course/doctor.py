"""Tries out and reports which protections of the sandbox work on this machine.

grader doctor
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from grader.sandbox.bubblewrap import group_command, run_locked, what_fails

# What must be out of reach -> code that fails where it is not.
PROBES = {
    "your files": "import os; assert not os.path.exists({here!r})",
    "your environment": "import os; assert {variable!r} not in os.environ",
    "the network": "import socket\ntry: socket.socket()\nexcept OSError: pass\nelse: raise AssertionError",
    "other processes": "import os; assert not os.path.exists('/proc/{pid}/status')",
    "installed packages": "import os, sys; assert not os.access(sys.prefix, os.W_OK)",
    "the system's settings": "import os; assert not os.path.exists('/proc/sys')",
    "the rest of the disk": "import os; s = os.statvfs('/tmp'); assert s.f_blocks * s.f_frsize < 1 << 30",
}
VARIABLE = "DAY38_PROBE"


def examine() -> bool:
    """Print, for each tier, what is out of a student's reach; whether the best one works."""
    why = what_fails()
    tiers = ["plain"] if why else ["bubblewrap", "plain"]
    with tempfile.TemporaryDirectory() as notebooks:
        print(f"{'out of reach:':24}" + "".join(f"{name:>12}" for name in tiers))
        for what, code in PROBES.items():
            filled = code.format(
                here=str(Path(__file__).parent), variable=VARIABLE, pid=os.getpid()
            )
            found = ["✓" if _holds(filled, tier, Path(notebooks)) else "✗" for tier in tiers]
            print(f"  {what:22}" + "".join(f"{sign:>12}" for sign in found))
    if why:
        print(f"The sandbox does not work here: {why}")
    else:
        keeper = "kept by the kernel" if group_command() else "counted 20 times a second"
        print(f"limits of memory and tasks: {keeper}")
    return not why


def _holds(code: str, tier: str, notebooks: Path) -> bool:
    environment = {**os.environ, VARIABLE: "1"}
    if tier == "bubblewrap":
        return run_locked(notebooks, code, env=environment).returncode == 0
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, env=environment, capture_output=True, timeout=60)
    return done.returncode == 0
