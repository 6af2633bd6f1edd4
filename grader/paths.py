"""Paths of the repository root, the master notebooks and the released notebooks."""

from pathlib import Path

ROOT = Path(__file__).parent.parent
ASSIGNMENT = "day38"
MASTERS = ROOT / "solutions" / ASSIGNMENT
RELEASED = ROOT / "labs" / ASSIGNMENT
