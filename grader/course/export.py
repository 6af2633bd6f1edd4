"""Marks back into a learning platform: its own table with our column filled, and feedback pages under its names.

    export("canvas", Path("gradebook.csv"), Path("marks.csv"), out=Path("."), submitted=Path("submitted"))

A platform imports the table that it exports. So that table is the template: its rows, ids, columns, separator and encoding stay, and
one column is filled with the marks of nbgrader's gradebook, those that people gave included.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from nbgrader.api import MissingEntry

from dreamer.errors import UserError
from dreamer.files import write_whole
from grader.course.collect import paths_of, recorded
from grader.course.grade import GRADEBOOK
from grader.course.gradebook import opened
from grader.course.naming import Person
from grader.course.roster import Table, read_roster
from grader.course.spreadsheet import spreadsheet_safe
from grader.paths import ASSIGNMENT

FEEDBACK = "feedback"  # nbgrader's folder
OURS = re.compile(r"day\s*38", re.IGNORECASE)


@dataclass(frozen=True)
class Platform:
    """How a platform's table says which column is ours.

    column: its name, where it is always the same; else the one that names the day. most: the points possible, of a column's name.
    keep: the columns that an import needs beside it; None: all.
    """

    name: str
    column: str = ""
    most: re.Pattern[str] | None = None
    keep: tuple[str, ...] | None = None


PLATFORMS = {
    # Canvas, guide "How do I import grades in the Gradebook?": these columns, and "NAME (ID)" for each assignment
    "canvas": Platform(
        "Canvas",
        keep=(
            "Student",
            "ID",
            "SIS User ID",
            "SIS Login ID",
            "Integration ID",
            "Root Account",
            "Section",
        ),
    ),
    # mod/assign/feedback/offline/importgradeslib.php: Identifier, Grade and Last modified (grade) are looked for
    "moodle": Platform("Moodle", column="Grade"),
    # nbeaver/offline-grades-upload: "NAME [Total Pts: 120 Score] |ID"
    "blackboard": Platform("Blackboard", most=re.compile(r"Total Pts: (?P<most>[\d.]+)")),
    # "NAME Points Grade <Numeric MaxPoints:120 …>", as instructors report it
    "brightspace": Platform("Brightspace", most=re.compile(r"MaxPoints:(?P<most>[\d.]+)")),
    # the columns of Gradescope's own export of scores
    "gradescope": Platform("Gradescope", column="Total Score"),
}
# Rows and columns that say how many points a mark can have.
POSSIBLE_ROW, POSSIBLE_COLUMNS = "points possible", ("Maximum Grade", "Maximum grade", "Max Points")


@dataclass
class Exported:
    """What an export came to: marks written, and who is missing on either side."""

    written: int = 0
    without: list[str] = field(default_factory=list)  # on the list, and nothing was handed in
    unknown: list[str] = field(default_factory=list)  # handed in, and not on the list
    waiting: list[str] = field(default_factory=list)  # written answers that nobody has marked yet
    pages: int = 0


def export(
    platform: str,
    template: Path | None,
    target: Path,
    out: Path = Path("."),
    submitted: Path = Path("submitted"),
    column: str | None = None,
    scale: bool = False,
    database: str | None = None,
    feedback: Path | None = None,
) -> Exported:
    """Write the marks to `target`, as `platform` imports them; "csv" needs no template.

    template: the table that the platform exports. column: ours, where it cannot be told. scale: where the platform knows another
    number of points possible, marks are scaled to it. feedback: a zip file of the pages in `out/feedback`, named as the platform
    takes them (Moodle and Canvas).

    Raises UserError where the table has no such column, or another number of points possible.
    """
    done = Exported()
    if database is None and not (out / GRADEBOOK).exists():
        raise UserError(f"there is no {out / GRADEBOOK}: grade first (`grader grade`)")
    marks, most = _marks(database or f"sqlite:///{(out / GRADEBOOK).absolute()}", done)
    people = {folder: person for folder, person in recorded(submitted).items() if folder in marks}
    people |= {folder: Person(folder) for folder in marks if folder not in people}
    if platform == "csv":
        rows = [
            [
                *map(spreadsheet_safe, (folder, people[folder].name, people[folder].number)),
                *(f"{mark:g}", f"{most:g}"),
            ]
            for folder, mark in marks.items()
        ]
        write_whole(
            target,
            # a spreadsheet may part cells at semicolons, too
            _text([["student", "name", "number", "points", "max_points"], *rows], ",", quoted=True),
        )
        done.written = len(rows)
    elif template is None:
        raise UserError(
            f"--to {platform} fills the table that {PLATFORMS[platform].name} exports: --roster CSV"
        )
    else:
        _fill(PLATFORMS[platform], template, target, marks, most, people, column, scale, done)
    if feedback is not None:
        done.pages = _pack(platform, feedback, out / FEEDBACK, submitted, set(marks))
    return done


def _marks(database: str, done: Exported) -> tuple[dict[str, float], float]:
    """The mark of each student, less late penalties, and the points possible."""
    marks = {}
    with opened(database) as book:
        try:
            assignment = book.find_assignment(ASSIGNMENT)
        except MissingEntry:
            raise UserError("the gradebook is empty: grade first (`grader grade`)") from None
        for submission in assignment.submissions:
            name = submission.student.id
            marks[name] = max(0.0, submission.score - (submission.late_submission_penalty or 0.0))
            if submission.needs_manual_grade:
                done.waiting.append(name)
        return dict(sorted(marks.items())), assignment.max_score


def _fill(
    platform: Platform,
    template: Path,
    target: Path,
    marks: dict[str, float],
    most: float,
    people: dict[str, Person],
    column: str | None,
    scale: bool,
    done: Exported,
) -> None:
    roster = read_roster(template)
    table = roster.table
    ours = _column(platform, table, column)
    possible = _possible(platform, table, ours)
    factor = 1.0
    if possible is not None and possible != most:
        if not scale:
            raise UserError(
                f"{template.name} has {possible:g} points possible where the lab has {most:g}: "
                "change it there, or give --scale"
            )
        factor = possible / most
    whose: dict[int, str] = {}
    for folder, person in people.items():
        row = roster.find(person) or roster.find(Person(folder))
        if row is None:
            done.unknown.append(str(person))
        elif row.line in whose:
            raise UserError(
                f"{folder} and {whose[row.line]} are one row of {template.name}, {row.name}"
            )
        else:
            whose[row.line] = folder
    for row in roster.rows:
        if row.line in whose:
            table.rows[row.line][ours] = f"{round(marks[whose[row.line]] * factor, 2):g}"
            done.written += 1
        else:
            done.without.append(row.name)
    keep = [
        name
        for name in table.columns
        if platform.keep is None or name in platform.keep or name == ours
    ]
    lines = [keep, *([row.get(name) or "" for name in keep] for row in table.rows)]
    write_whole(target, _text(lines, table.separator).encode(table.coding))


def _column(platform: Platform, table: Table, column: str | None) -> str:
    """The name of the column that is filled."""
    if column is None and platform.column in table.columns:
        return platform.column
    found = [name for name in table.columns if (name == column if column else OURS.search(name))]
    if len(found) == 1:
        return found[0]
    named = ", ".join(map(repr, table.columns))
    raise UserError(f"which column are the marks of? --column NAME says ({named})")


def _possible(platform: Platform, table: Table, ours: str) -> float | None:
    """The points possible, where the table has them."""
    texts = [
        row[ours] for row in table.rows if POSSIBLE_ROW in (next(iter(row.values())) or "").lower()
    ]
    texts += [row[name] for row in table.rows for name in POSSIBLE_COLUMNS if row.get(name)]
    if platform.most and (match := platform.most.search(ours)):
        texts.append(match["most"])
    for text in texts:
        try:
            return float(text.replace(",", "."))
        except (ValueError, AttributeError):
            continue
    return None


def _text(rows: list[list[str]], separator: str, quoted: bool = False) -> str:
    lines = io.StringIO()
    writer = csv.writer(
        lines,
        delimiter=separator,
        lineterminator="\r\n",
        quoting=csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL,
    )
    writer.writerows(rows)
    return lines.getvalue()


def _moodle(path: PurePosixPath, page: str) -> str | None:
    """mod/assign/feedback/file/importziplib.php: NAME_PARTICIPANT_assignsubmission_file_/…"""
    match = re.match(r"(.+?_\d+_assignsubmission_file)(_|$)", path.parts[0] if path.parts else "")
    return f"{match[1]}_/{page}" if match else None


def _canvas(path: PurePosixPath, page: str) -> str | None:
    """Canvas, guide "How do I upload all student submissions for an assignment?": the name that was downloaded."""
    # the outermost, which Canvas has named: a student names what is in a zip file
    matches = (re.match(r"(.*?_\d+_\d+_)", part) for part in path.parts)
    return next((f"{match[1]}{page}" for match in matches if match), None)


# A feedback page's path in the zip file that a platform takes, of the path that it gave a submitted file.
NAMES: dict[str, Callable[[PurePosixPath, str], str | None]] = {
    "moodle": _moodle,
    "canvas": _canvas,
}


def _pack(platform: str, target: Path, feedback: Path, submitted: Path, students: set[str]) -> int:
    """Write the feedback pages of all students into a zip file; how many there are."""
    if platform not in NAMES:
        raise UserError(f"--feedback is for {' and '.join(NAMES)}")
    if not feedback.is_dir():
        raise UserError(
            f"no pages in {feedback}: nbgrader generate_feedback {ASSIGNMENT} makes them"
        )
    count, whole = 0, io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for folder, paths in paths_of(submitted).items():
            for page in sorted((feedback / folder / ASSIGNMENT).glob("*.html")):
                names = (NAMES[platform](PurePosixPath(path), page.name) for path in paths)
                name = next(filter(None, names), None)
                if folder in students and name:
                    archive.write(page, name)
                    count += 1
    if not count:
        raise UserError(
            f"no student of {submitted} came from a download of {platform.capitalize()}"
        )
    write_whole(target, whole.getvalue())
    return count
