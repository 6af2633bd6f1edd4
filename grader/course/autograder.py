"""One submission graded where a platform runs it: Gradescope's autograder.

    pack(Path("autograder.zip"), secret_file)      # what an instructor uploads
    run(Path("/autograder"), secret_file)          # what `run_autograder` in it does, for each submission

The forms are those of https://gradescope-autograders.readthedocs.io: `setup.sh` and `run_autograder` at the top of the zip file,
`submission/` and `submission_metadata.json` as given, `results/results.json` as wanted.
"""

from __future__ import annotations

import json
import sys
import tempfile
import zipfile
from pathlib import Path
from typing import Any

from dreamer.errors import UserError
from dreamer.files import replace, write_json
from dreamer.parts.exercises import agent_mark, exercises
from grader.course.collect import collect
from grader.course.naming import folder_name
from grader.marking.grade_one import grade_one, hold_copies
from grader.marking.intake import read_submission
from grader.marking.receipts import SECRET, Receipt, read_secret
from grader.paths import ROOT
from grader.sandbox.bubblewrap import tier

FILES = ("LICENSE", "README.md", "constraints.txt", "pyproject.toml", "run.py")
FOLDERS = ("dreamer", "grader", "labs", "setting_up", "solutions")
ENDINGS = {".py", ".toml", ".npz", ".csv", ".json", ".safetensors", ".ipynb", ".html", ".md"}
SETUP = """#!/usr/bin/env bash
# Gradescope runs this once, when it builds the image.
set -euo pipefail
apt-get update
apt-get install -y --no-install-recommends bubblewrap python3-pip
python3 -m pip install uv
cd /autograder/source/day38
uv run --no-project --python 3.12 run.py setup dev
"""
RUN = """#!/usr/bin/env bash
# Gradescope runs this for each submission.
cd /autograder/source/day38
exec .venv/bin/python -m grader.course.autograder /autograder
"""
UNPROTECTED = (
    "bubblewrap does not work on this host: code of the submission could read what the grader knows"
)


def pack(out: Path, secret_file: Path) -> int:
    """Write the zip file that Gradescope takes, all or nothing; returns how many files are in it.

    secret_file: from which the hidden numbers are drawn; made where there is none. It goes into the file.

    Raises UserError where `out` is no .zip file.
    """
    if out.suffix != ".zip":
        raise UserError(
            f"the autograder is a zip file: give --out a name that ends in .zip, not {out}"
        )
    inside = {name: (ROOT / name).read_bytes() for name in FILES}
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.is_file() and path.suffix in ENDINGS:
                inside[path.relative_to(ROOT).as_posix()] = path.read_bytes()
    inside[SECRET] = read_secret(secret_file)
    out.parent.mkdir(parents=True, exist_ok=True)
    scratch = out.with_suffix(".partial")
    with zipfile.ZipFile(scratch, "w", zipfile.ZIP_DEFLATED) as bundle:
        for name, script in (("setup.sh", SETUP), ("run_autograder", RUN)):
            entry = zipfile.ZipInfo(name)
            entry.external_attr = 0o755 << 16
            bundle.writestr(entry, script)
        for name, content in inside.items():
            bundle.writestr(f"day38/{name}", content)
    replace(scratch, out)
    return len(inside) + 2


def run(home: Path, secret_file: Path) -> dict[str, Any]:
    """Grade what lies in `home/submission`, and write `home/results/results.json`.

    Nothing that a student hands in is raised: what cannot be graded is said in the results.
    """
    try:
        receipt = _graded(home, read_secret(secret_file))
        found = results(receipt)
    except UserError as error:
        found = {"score": 0, "output": str(error), "visibility": "visible"}
    (home / "results").mkdir(exist_ok=True)
    write_json(home / "results" / "results.json", found)
    return found


def _graded(home: Path, secret: bytes) -> Receipt:
    with tempfile.TemporaryDirectory() as folder:
        submitted = Path(folder) / "submitted"  # beside which `collect` keeps its record
        who = _who(home / "submission_metadata.json")
        collect(home / "submission", submitted, student=who)
        submission = read_submission(submitted / folder_name(who))
        receipt, _ = grade_one(submission, secret, tier(allow_plain=True))
    hold_copies([receipt])
    return receipt


def _who(metadata: Path) -> str:
    """The platform's number of who submitted; the hidden numbers are drawn from it."""
    return str(json.loads(metadata.read_text("utf-8"))["users"][0]["id"])


def results(receipt: Receipt) -> dict[str, Any]:
    """A receipt as Gradescope takes it.

    A row for each exercise and for the agent is seen once marks are published, as it rests on hidden questions; a row
    on what was handed in, at once; one on what only a person should know, by instructors.
    """
    titles = {exercise.id: exercise.title for exercise in exercises()} | {
        "agent": agent_mark().title
    }
    marks = [
        {
            "name": titles[row["id"]],
            "score": row["points"],
            "max_score": row["max_points"],
            "output": row["message"],
            "visibility": "after_published",
        }
        for row in (*receipt["exercises"], receipt["agent"])
    ]
    handed_in = receipt["notes"] or ["All notebooks were read."]
    known = [
        f"{row['id']}: {row['misconception']}"
        for row in receipt["exercises"]
        if row["misconception"]
    ]
    held = receipt["agent"]["held"]
    protection = receipt["protection"]
    to_know = [f"protection: {protection}", *known]
    to_know += [UNPROTECTED] if protection == "plain" else []
    to_know += [f"the agent is nearly {held}"] if held else []
    rows = [
        {"name": "Handed in", "output": "\n".join(handed_in), "visibility": "visible"},
        *marks,
        {"name": "For instructors", "output": "\n".join(to_know), "visibility": "hidden"},
    ]
    return {
        "score": receipt["points"],
        "execution_time": round(receipt["seconds"]),
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "tests": rows,
    }


if __name__ == "__main__":
    run(Path(sys.argv[1]), Path(SECRET))
