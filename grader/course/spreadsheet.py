"""Texts of others as the cells of a spreadsheet may have them."""

from __future__ import annotations

FORMULA = (
    "=",
    "+",
    "-",
    "@",
    "＝",
    "＋",
    "－",
    "＠",
    "\t",
    "\r",
)  # what a spreadsheet takes for the start of one


def spreadsheet_safe(text: str) -> str:
    """A text that no spreadsheet reads as a formula."""
    return "'" + text if text.startswith(FORMULA) else text


def plain(text: str) -> str:
    """Take `spreadsheet_safe` back."""
    return text[1:] if text[:1] == "'" and text[1:].startswith(FORMULA) else text
