"""How many of the processor's cores this process may use, and how to leave them to others first."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import Any


def available_cores() -> int:
    """At least 1; on Linux those that it is held to, elsewhere all."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def low_priority() -> dict[str, Any]:
    """Options of `subprocess.Popen` for a process that lowers its own by `os.nice` where there is that."""
    if sys.platform == "win32":
        return {"creationflags": subprocess.BELOW_NORMAL_PRIORITY_CLASS}
    return {}
