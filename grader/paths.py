"""Paths of this checkout, for those who must not import what builds them."""

from pathlib import Path

ROOT = Path(__file__).parent.parent
ASSIGNMENT = "day38"
MASTERS = ROOT / "solutions" / ASSIGNMENT
RELEASED = ROOT / "labs" / ASSIGNMENT
