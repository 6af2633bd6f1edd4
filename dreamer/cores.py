"""How many of the processor's cores this process may use."""

from __future__ import annotations

import os
import sys


def available_cores() -> int:
    """At least 1; on Linux those that it is held to, elsewhere all."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
