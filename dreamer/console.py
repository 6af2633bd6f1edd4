"""Lets a console that knows few characters show plainer ones, where it would raise.

On Windows a console, and a file that output goes to, often knows some 200 characters: `✗` becomes
`x` there, and `λ` becomes `lambda`. `dreamer/__init__.py` sees to it once, for commands, scripts
and whatever else imports the package.
"""

from __future__ import annotations

import codecs
import io
import sys
import unicodedata

PLAINER = "day38.plainer"  # the name of our way to handle what cannot be encoded
BY_DEFAULT = ("strict", "surrogateescape", "backslashreplace")  # Python's own ways
PLAIN = {
    **{"✓": "+", "✗": "x", "·": ".", "…": "...", "–": "-", "—": "-", "−": "-", "×": "x"},
    **{"±": "+-", "→": "->", "≤": "<=", "≥": ">=", "√": "sqrt ", "∞": "inf", "‖": "||"},
    **{"█": "#", "■": "#", "★": "*", "☆": "-", "“": '"', "”": '"', "‘": "'", "’": "'"},
    **{"α": "alpha", "β": "beta", "γ": "gamma", "ε": "epsilon", "η": "eta", "θ": "theta"},
    **{"λ": "lambda", "μ": "mu", "π": "pi", "σ": "sigma", "τ": "tau", "Σ": "Sigma"},
}


def plain(character: str) -> str:
    """ASCII in place of a character; a question mark where there is none that is like it."""
    if character in PLAIN:
        return PLAIN[character]
    bare = unicodedata.normalize("NFKD", character).encode("ascii", "ignore").decode()
    return bare or "?"


def make_output_safe() -> None:
    """Have stdout and stderr never raise for a character; who chose a way for it keeps that."""
    codecs.register_error(PLAINER, _replaced)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and stream.errors in BY_DEFAULT:
            stream.reconfigure(errors=PLAINER)


def _replaced(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(map(plain, error.object[error.start : error.end])), error.end
