"""`UserError`, for what the user can mend, `WorldError` among it, and suggestions for unknown names."""

from __future__ import annotations

import difflib


class UserError(ValueError):
    """Says in one line what is wrong and what to do; commands show it and exit with code 2."""


class NotFinite(UserError):
    """A loss or a weight has become NaN or infinite: nothing of that may be saved."""


class WorldError(UserError):
    """A world failed while it was played: what is known of it by then is sound."""


def unknown_name(name: str, known: list[str]) -> str:
    """What to tell a person who asked for `name` among `known`."""
    near = difflib.get_close_matches(name, known, n=4, cutoff=0.5)
    hint = f"did you mean {', '.join(near)}?" if near else f"for example {', '.join(known[:4])}"
    return f"unknown name {name!r}: {hint}"
