"""The learner's bundle: one zip file with what a learner needs, and nothing else.

    release(Path("day38.zip"), unlock=["symlog"])

It holds the notebooks without answers, the package `dreamer`, and what sets both up.
Unchanged sources give an unchanged file.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Collection
from pathlib import Path

from dreamer.errors import UserError, unknown_name
from dreamer.files import replace
from dreamer.parts.exercises import exercises
from grader.authoring.build_notebooks import languages, released
from grader.paths import ROOT

TOP = "day38"  # the folder that the zip unpacks to
PAGE = Path(__file__).parent / "bundle_readme.md"
AS_THEY_ARE = ("LICENSE", "constraints.txt", "run.py", "docs/symbols.pdf")
# What learners read beside the notebooks, with the pictures in it.
PAGES = (
    "installing",
    "learners",
    "symbols",
    "examples",
    "worlds",
    "when_to_use",
    "beside_and_after",
    "real_robots",
    "settings",
)
LINK = re.compile(r"\]\((?P<path>\.\./[^)#]+)\)")
FOLDERS = ("dreamer", "setting_up")
PACKAGE_ENDINGS = {".py", ".toml", ".npz", ".csv", ".json", ".safetensors"}
ELSEWHERE = re.compile(r"\[([^\]]*)\]\(\.\./(?!figures/)[^)]*\)")  # what learners do not get
LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the earliest time that a zip can hold


def release(out: Path, unlock: Collection[str] = (), language: str | None = None) -> int:
    """Write the bundle to `out`, all or nothing; returns how many files are in it.

    unlock: ids of exercises that come with their answer. language: of the notebooks that are translated into it; the others,
    checks and code stay English.

    Raises UserError where there is no such exercise or translation, or `out` is no .zip file.
    """
    known = [exercise.id for exercise in exercises()]
    for id in unlock:
        if id not in known:
            raise UserError("exercise: " + unknown_name(id, known))
    if language not in (None, *languages()):
        raise UserError("language: " + unknown_name(str(language), languages()))
    if out.suffix != ".zip":
        raise UserError(f"the bundle is a zip file: give --out a name that ends in .zip, not {out}")
    files = _files(unlock, language)
    out.parent.mkdir(parents=True, exist_ok=True)
    scratch = out.with_suffix(".partial")
    with zipfile.ZipFile(scratch, "w", zipfile.ZIP_DEFLATED) as bundle:
        for name, content in sorted(files.items()):
            entry = zipfile.ZipInfo(f"{TOP}/{name}", LONG_AGO)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            bundle.writestr(entry, content)
    replace(scratch, out)
    return len(files)


def _files(unlock: Collection[str], language: str | None) -> dict[str, bytes]:
    """Name in the bundle -> content."""
    files = {name: (ROOT / name).read_bytes() for name in AS_THEY_ARE}
    files["README.md"] = PAGE.read_bytes()
    for name in PAGES:
        text = (ROOT / "docs" / f"{name}.md").read_text("utf-8")
        for link in LINK.finditer(text):
            path = link["path"].removeprefix("../")
            if path.startswith("figures/"):
                files[path] = (ROOT / path).read_bytes()
        files[f"docs/{name}.md"] = ELSEWHERE.sub(r"\1", text).encode()
    files["pyproject.toml"] = _project((ROOT / "pyproject.toml").read_text("utf-8")).encode()
    conda = (ROOT / "environment.yml").read_text("utf-8")
    files["environment.yml"] = re.sub(r"-e \.\[.*\]", "-e .", conda).encode()
    for name, text in released(unlock, language).items():
        files[f"labs/day38/{name}.ipynb"] = text.encode()
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.is_file() and path.suffix in PACKAGE_ENDINGS:
                files[path.relative_to(ROOT).as_posix()] = path.read_bytes()
    return files


def _project(text: str) -> str:
    """`pyproject.toml` without what instructors and maintainers have."""
    kept = text.split("[dependency-groups]")[0]
    return re.sub(r"^(#.*\n)?(grader|postgres|dev|browser|pages) = .*\n", "", kept, flags=re.M)
