"""DreamerV3 assembled from parts that a learner writes. These are the public names.

Each is imported when it is first used, so that `day38 doctor` can say which package does not load.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from dreamer.console import make_output_safe

if TYPE_CHECKING:
    from dreamer.envs import make_env
    from dreamer.errors import UserError
    from dreamer.lab.checks import check
    from dreamer.lab.handin import hand_in
    from dreamer.parts import Parts, State, load_parts
    from dreamer.pictures.video import watch
    from dreamer.training.trainer import Trainer, load_run, load_shipped

__all__ = [
    "Parts",
    "State",
    "Trainer",
    "UserError",
    "check",
    "hand_in",
    "load_parts",
    "load_run",
    "load_shipped",
    "make_env",
    "watch",
]

_HOMES = {
    **dict.fromkeys(("Parts", "State", "load_parts"), "dreamer.parts"),
    **dict.fromkeys(("Trainer", "load_run", "load_shipped"), "dreamer.training.trainer"),
    "UserError": "dreamer.errors",
    "check": "dreamer.lab.checks",
    "hand_in": "dreamer.lab.handin",
    "make_env": "dreamer.envs",
    "watch": "dreamer.pictures.video",
}

make_output_safe()


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'dreamer' has no attribute {name!r}")
    return getattr(importlib.import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return __all__
