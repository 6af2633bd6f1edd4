"""DreamerV3 as a laboratory: the machine that a learner's parts go into."""

from dreamer.checks import check
from dreamer.envs import make_env
from dreamer.errors import UserError
from dreamer.film import watch
from dreamer.handin import hand_in
from dreamer.parts import Parts, State, load_parts
from dreamer.trainer import Trainer, load_run, load_shipped

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
