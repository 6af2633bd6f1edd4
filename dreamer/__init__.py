"""DreamerV3 as a laboratory: the machine that a learner's parts go into."""

from dreamer.errors import UserError
from dreamer.parts import Parts, State, load_parts

__all__ = ["Parts", "State", "UserError", "load_parts"]
