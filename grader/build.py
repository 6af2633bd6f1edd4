"""Builds the notebooks: `solutions/day38/*.py` -> `.ipynb` beside them and in `labs/day38/`.

    python -m grader.build            write them
    python -m grader.build --check    fail where a committed notebook differs

nbgrader's ClearSolutions takes the solutions out. Cell ids are made from a cell's
place and source, so unchanged sources give unchanged bytes.
"""

from __future__ import annotations

import argparse
import copy
import hashlib
import sys
from pathlib import Path
from typing import Any

import jupytext
import nbformat
from nbgrader.preprocessors import ClearSolutions

ROOT = Path(__file__).parent.parent
MASTERS = ROOT / "solutions" / "day38"
RELEASED = ROOT / "labs" / "day38"


def build() -> dict[Path, str]:
    """Every notebook that should stand in the repository, and its text."""
    files = {}
    for master in sorted(MASTERS.glob("*.py")):
        notebook = jupytext.read(master)
        notebook.metadata.pop("jupytext", None)
        notebook.metadata["language_info"] = {"name": "python"}
        released, _ = ClearSolutions(enforce_metadata=False).preprocess(copy.deepcopy(notebook), {})
        files[MASTERS / f"{master.stem}.ipynb"] = _text(notebook)
        files[RELEASED / f"{master.stem}.ipynb"] = _text(released)
    return files


def _text(notebook: Any) -> str:
    for number, cell in enumerate(notebook.cells):
        # ClearSolutions notes checksums and marks of its own; only its sources are wanted
        cell.metadata.pop("nbgrader", None)
        cell.id = hashlib.sha256(f"{number} {cell.source}".encode()).hexdigest()[:12]
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    nbformat.validate(notebook)
    return nbformat.writes(notebook) + "\n"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--check", action="store_true", help="only compare")
    check = parser.parse_args().check
    files = build()
    known = set(MASTERS.glob("*.ipynb")) | set(RELEASED.glob("*.ipynb"))
    stale = [path for path, text in files.items() if not _same(path, text)]
    stale += sorted(known - files.keys())
    if check:
        for path in stale:
            print(f"{path.relative_to(ROOT)} differs from its master: run `make build`")
        return 1 if stale else 0
    for path in stale:
        if path in files:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(files[path], encoding="utf-8")
        else:
            path.unlink()
        print(f"{'wrote' if path in files else 'removed'} {path.relative_to(ROOT)}")
    return 0


def _same(path: Path, text: str) -> bool:
    return path.exists() and path.read_text(encoding="utf-8") == text


if __name__ == "__main__":
    sys.exit(main())
