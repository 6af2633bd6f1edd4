"""DreamerV3 assembled from parts that a learner writes. These are the public names."""

from dreamer.console import make_output_safe
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

make_output_safe()
