"""Does a console that knows few characters show plainer ones, and never raise?"""

import io
import sys

import pytest

from dreamer.console import make_output_safe, plain

SHOWN = "✓ symlog · 3 × λ ± ½ … ✗ é 日 \udcff\n"


@pytest.mark.parametrize(
    ("encoding", "seen"),
    [
        ("ascii", "+ symlog . 3 x lambda +- 12 ... x e ? ?\n"),
        ("cp1252", "+ symlog · 3 × lambda ± ½ … x é ? ?\n"),
        ("cp437", "+ symlog · 3 x lambda ± ½ ... x é ? ?\n"),
        ("utf-8", "✓ symlog · 3 × λ ± ½ … ✗ é 日 ?\n"),
    ],
)
@pytest.mark.parametrize("errors", ["strict", "surrogateescape", "backslashreplace"])
@pytest.mark.parametrize("stream", ["stdout", "stderr"])
def test_what_is_seen(encoding, seen, errors, stream, monkeypatch):
    console = io.TextIOWrapper(io.BytesIO(), encoding=encoding, errors=errors, newline="\n")
    monkeypatch.setattr(sys, stream, console)
    make_output_safe()
    print(SHOWN, end="", file=console, flush=True)
    assert console.buffer.getvalue().decode(encoding) == seen


def test_a_way_that_was_chosen_is_kept(monkeypatch):
    """As with PYTHONIOENCODING=ascii:xmlcharrefreplace."""
    console = io.TextIOWrapper(io.BytesIO(), encoding="ascii", errors="xmlcharrefreplace")
    monkeypatch.setattr(sys, "stdout", console)
    make_output_safe()
    assert console.errors == "xmlcharrefreplace"


def test_streams_that_are_no_consoles_are_left_alone(monkeypatch):
    """As in a notebook, or in a program without a console."""
    monkeypatch.setattr(sys, "stdout", io.StringIO())
    monkeypatch.setattr(sys, "stderr", None)
    make_output_safe()


def test_plain_is_ascii():
    assert all(plain(chr(code)).isascii() and plain(chr(code)) for code in range(0x80, 0x3000))
