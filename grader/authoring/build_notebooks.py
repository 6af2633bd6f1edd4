"""Builds the notebooks: `solutions/day38/*.py` -> `.ipynb` beside them and in `labs/day38/`.

    python -m grader.authoring.build_notebooks            write them
    python -m grader.authoring.build_notebooks --check    fail where a committed notebook differs

In a master, `# %% exercise="symlog"` begins the cell that learners write and
`# %% check="symlog"` the one that gives its points, and `# %% [markdown] question="trust"` a
model answer that a person compares with theirs; `{{symlog}}` in a text becomes the
exercise's box. nbgrader makes the learners' version from that, in a scratch folder of
its own. Cell ids come from the exercise or from a cell's place and source, so
unchanged sources give unchanged bytes.

`translations/NAME.LANGUAGE.md` holds a notebook's texts in another language, each behind a comment with the digest of the English one: where that has
changed, nothing is built until the translation follows. Code and cell ids stay as they are, so that every language is graded alike.
"""

from __future__ import annotations

import argparse
import hashlib
import logging
import os
import re
import sys
import sysconfig
import tempfile
from collections.abc import Collection
from pathlib import Path
from typing import Any

import jupytext
import nbformat
from nbgrader.converters import GenerateAssignment
from nbgrader.coursedir import CourseDirectory
from traitlets.config.loader import PyFileConfigLoader

from dreamer.errors import UserError
from dreamer.parts.exercises import Exercise, agent_mark, exercises, questions
from grader.paths import ASSIGNMENT, MASTERS, RELEASED, ROOT

SCHEMA = 3  # of nbgrader's metadata
TRANSLATIONS = Path(__file__).parent / "translations"
TEXT = re.compile(r"^<!-- cell (\w{12}) -->\n", re.M)  # begins each of its texts


def build() -> dict[Path, str]:
    """Every notebook that should stand in the repository, and its text."""
    masters = _masters()
    for language in languages():
        _masters(language=language)  # whole, and of these texts
    files = {MASTERS / f"{name}.ipynb": _text(notebook) for name, notebook in masters.items()}
    for name, notebook in _release(masters).items():
        files[RELEASED / f"{name}.ipynb"] = _text(notebook)
    return files


def released(unlock: Collection[str] = (), language: str | None = None) -> dict[str, str]:
    """The learners' notebooks, name -> text; exercises named in `unlock` come with their answer.

    language: of `languages()`, for those that are translated into it. None: English.
    """
    masters = _masters(unlock, language)
    return {name: _text(notebook) for name, notebook in _release(masters).items()}


def languages() -> list[str]:
    """Into which a notebook or more are translated."""
    return sorted({path.name.split(".")[1] for path in TRANSLATIONS.glob("*.*.md")})


def _masters(unlock: Collection[str] = (), language: str | None = None) -> dict[str, Any]:
    return {path.stem: _master(path, unlock, language) for path in sorted(MASTERS.glob("*.py"))}


def _translated(name: str, language: str | None) -> dict[str, str]:
    """Digest of an English text -> that text; nothing where a notebook is not translated."""
    path = TRANSLATIONS / f"{name}.{language}.md"
    if not path.exists():
        return {}
    _, *pieces = TEXT.split(path.read_text("utf-8"))
    return {digest: text.strip() for digest, text in zip(pieces[::2], pieces[1::2], strict=True)}


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _master(path: Path, unlock: Collection[str], language: str | None) -> Any:
    """A master as a notebook with nbgrader's metadata. Raises UserError where its translation is not of its texts."""
    known = {exercise.id: exercise for exercise in exercises(extra=True)}
    answers = {question.id: question for question in questions()}
    boxes = {id: box(exercise) for id, exercise in known.items()}
    boxes |= {q.id: f"> **Question · {q.title}** — {q.points:g} points" for q in questions()}
    agent = agent_mark()
    boxes[agent.id] = f"> **{agent.title}** — {agent.points:g} points"
    points = {id: exercise.points for id, exercise in known.items()} | {agent.id: agent.points}
    notebook, texts = jupytext.read(path), _translated(path.stem, language)
    notebook.metadata.pop("jupytext", None)
    notebook.metadata["language_info"] = {"name": "python"}
    for number, cell in enumerate(notebook.cells):
        written, checked, asked = (
            cell.metadata.pop(key, None) for key in ("exercise", "check", "question")
        )
        cell.id = _digest(f"{number} {cell.source}")
        if texts and cell.cell_type == "markdown" and not asked:
            if (digest := _digest(cell.source)) not in texts:
                begins = cell.source.split("\n")[0]
                raise UserError(
                    f"{path.stem} in {language!r}: no text for cell {digest}, which begins {begins!r}"
                )
            cell.source = texts.pop(digest)
        if written and written in unlock:
            cell.id = known[written].id
            cell.source = re.sub(r"^ *### (BEGIN|END) SOLUTION\n", "", cell.source, flags=re.M)
            cell.metadata["nbgrader"] = _grading(cell.id)
        elif written:
            cell.id = known[written].id
            cell.metadata["nbgrader"] = _grading(cell.id, solution=True, locked=False)
        elif checked in known and known[checked].extra:
            cell.id = f"check_{checked}"  # nothing that nbgrader would count
        elif checked:
            cell.id = f"check_{checked}"
            grading = _grading(cell.id, grade=True)
            cell.metadata["nbgrader"] = {**grading, "points": points[checked]}
        elif asked:
            cell.id = answers[asked].id
            grading = _grading(cell.id, grade=True, solution=True, locked=False)
            cell.metadata["nbgrader"] = {**grading, "points": answers[asked].points}
        elif cell.cell_type == "markdown":
            cell.source = re.sub(r"{{(\w+)}}", lambda m: boxes[m[1]], cell.source)
    if texts:
        raise UserError(f"{path.stem} in {language!r}: no cell for {', '.join(texts)}")
    return notebook


def _grading(
    grade_id: str, grade: bool = False, solution: bool = False, locked: bool = True
) -> dict[str, Any]:
    return {
        "grade": grade,
        "grade_id": grade_id,
        "locked": locked,
        "schema_version": SCHEMA,
        "solution": solution,
        "task": False,
    }


def box(exercise: Exercise) -> str:
    """What a learner wants to know before beginning, on one line."""
    stars = "★" * exercise.difficulty + "☆" * (5 - exercise.difficulty)
    points = "no points" if exercise.extra else f"{exercise.points:g} points"
    size = f"about {exercise.minutes} minutes and {exercise.lines} lines"
    return f"> **Exercise · {exercise.title}** — {stars} · {points} · {size}"


def _release(masters: dict[str, Any]) -> dict[str, Any]:
    """What `nbgrader generate_assignment` makes of the masters, in a scratch course."""
    with tempfile.TemporaryDirectory() as scratch:
        source = Path(scratch) / "source" / ASSIGNMENT
        source.mkdir(parents=True)
        for name, notebook in masters.items():
            nbformat.write(notebook, source / f"{name}.ipynb")
        config = PyFileConfigLoader("nbgrader_config.py", str(ROOT)).load_config()
        config.CourseDirectory.root = scratch
        config.CourseDirectory.source_directory = "source"
        config.CourseDirectory.release_directory = "release"
        config.CourseDirectory.assignment_id = ASSIGNMENT
        find_scripts()
        logger = logging.getLogger("nbgrader")
        logger.setLevel(logging.ERROR)
        course = CourseDirectory(config=config)
        GenerateAssignment(coursedir=course, config=config, log=logger).start()
        released = Path(scratch) / "release" / ASSIGNMENT
        found = {path.stem: nbformat.read(path, 4) for path in sorted(released.glob("*.ipynb"))}
    if found.keys() != masters.keys():
        raise RuntimeError(f"nbgrader released {sorted(found)} of {sorted(masters)}")
    return found


def find_scripts() -> None:
    """nbgrader calls alembic by name, which a venv that is not activated does not find."""
    paths = os.environ.get("PATH", "").split(os.pathsep)
    scripts = sysconfig.get_path("scripts")
    if scripts not in paths:
        os.environ["PATH"] = os.pathsep.join([scripts, *paths])


def _text(notebook: Any) -> str:
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
