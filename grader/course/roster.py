"""Reads a class list: the CSV file that a learning platform exports, whatever it calls its columns.

    roster = read_roster(Path("gradebook.csv"))
    roster.find(Person("leeann", "12345", "Canvas")).folder

Known are the gradebook or class list of Canvas, Moodle (grading worksheet, or list of participants), Blackboard, Brightspace and
Gradescope, nbgrader's own list of students, and any file whose columns have such names.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from dreamer.errors import UserError
from grader.course.naming import Person, folder_name, one_form

# What the columns are called, in lower case. A login comes before a number in a folder's name.
LOGIN = ("sis login id", "username", "user name", "login", "login id", "github_username")
NUMBER = (
    *("id", "identifier", "sis user id", "student id", "sid", "id number", "orgdefinedid"),
    *("org defined id", "lms_user_id", "user id", "number"),
)
MAIL = ("email", "email address", "e-mail")
WHOLE_NAME = ("student", "full name", "name", "student name")
FIRST, LAST = (
    ("first name", "first_name", "firstname"),
    ("last name", "last_name", "surname", "lastname"),
)
KNOWN = {*LOGIN, *NUMBER, *MAIL, *WHOLE_NAME, *FIRST, *LAST}
TITLES = 5  # rows above the names of the columns, at most
BYTES = 50 << 20
NO_NAME = re.compile(r"[\d@]")


@dataclass
class Row:
    """A student of the list. ids: every number, login and address; names: their name, in every order; line: of the table."""

    folder: str
    name: str
    line: int
    ids: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)


class Roster:
    """Rows of a class list, who of a download is which of them, and the table that it was read from."""

    def __init__(self, rows: list[Row], table: Table):
        self.rows, self.table = rows, table
        shared = Counter(id for row in rows for id in row.ids)
        self._by_id = {id: row for row in rows for id in row.ids if shared[id] == 1}
        same = Counter(name for row in rows for name in row.names)
        self._by_name = {name: row for row in rows for name in row.names if same[name] == 1}

    def find(self, person: Person) -> Row | None:
        """The row of a person: by number or login, else by a name that only one row has; None where there is none."""
        for id in (person.number, person.name):
            if id and (row := self._by_id.get(id.lower())):
                return row
        return self._by_name.get(bare(person.name)) or self._by_word(person)

    def _by_word(self, person: Person) -> Row | None:
        """The one row of which a word is the number or login: "day38-alee", "Lee_Ann_20210001"."""
        words = set(re.split(r"[\s_-]+", person.name.lower()))
        rows = {row.line: row for word in words if (row := self._by_id.get(word))}
        return next(iter(rows.values())) if len(rows) == 1 else None


def read_roster(path: Path) -> Roster:
    """Read a class list. Raises UserError where it is none, or two rows would share a folder."""
    table = read_table(path)
    rows = _read(table, {}) or _read(table, _guessed(table))
    if not rows:
        raise UserError(
            f"{path.name} lists no student: it needs a column {', '.join(NUMBER[:3])} or {LOGIN[1]}"
        )
    twice = [folder for folder, count in Counter(row.folder for row in rows).items() if count > 1]
    if twice:
        raise UserError(f"{path.name} lists {twice[0]!r} more than once")
    return Roster(rows, table)


def _guessed(table: Table) -> dict[str, str]:
    """What columns in another language hold, by their content: addresses, numbers, and words alone.

    A number can have the same words before it in every row, as in Moodle's grading worksheet ("Teilnehmer/in 41201"). Of columns of
    words that differ, one is the whole name, and the first two are first and last name.
    """
    found: dict[str, str] = {}
    words, sure = [], False  # sure: of addresses, or of numbers with words before
    for column in table.columns:
        cells = [text.strip() for row in table.rows if (text := row.get(column) or "").strip()]
        if not cells or len(cells) < len(table.rows):
            continue
        differ = len(set(cells)) == len(cells)
        before = {_words_before(text) for text in cells}
        if all("@" in text for text in cells):
            found[column], sure = MAIL[0], True
        elif differ and len(before) == 1 and None not in before:
            found[column], sure = NUMBER[0], sure or before != {""}
        elif (differ or len(set(cells)) > 1) and not any(map(NO_NAME.search, cells)):
            words.append(column)  # a status is the same for all
    if not sure:
        return {}
    names = (WHOLE_NAME[0],) if len(words) == 1 else (FIRST[0], LAST[0])
    return found | dict(zip(words, names, strict=False))


def _number_alone(id: str) -> str:
    """The number of "Participant 41201", in any language; another id as it is."""
    match = re.fullmatch(r"[^\d@]+ (\d+)", id)
    return match[1] if match else id


def _words_before(text: str) -> str | None:
    """What stands before the number that a text ends with; None where it ends with none."""
    match = re.fullmatch(r"(\D*)\d+", text)
    return match[1] if match else None


def _read(table: Table, called: dict[str, str]) -> list[Row]:
    """The students of a table. called: by column, the name that it is read by instead of its own."""
    rows = []
    for line, record in enumerate(table.rows):
        cells = {
            called.get(name, name).strip().lower(): one_form(value or "")
            for name, value in record.items()
            if name
        }
        login, number, mail = (_first(cells, names) for names in (LOGIN, NUMBER, MAIL))
        whole = _first(cells, WHOLE_NAME)
        first, last = _first(cells, FIRST), _first(cells, LAST)
        name = whole or f"{first} {last}".strip()
        folder = folder_name(login or _number_alone(number) or mail or name)
        if not folder or (cells.get("student", "").strip().lower() in _NOT_STUDENTS):
            continue
        ids = {cells[column] for column in (*LOGIN, *NUMBER, *MAIL) if cells.get(column)}
        ids |= {_number_alone(id) for id in ids} | {mail.partition("@")[0]} - {""}
        names = {bare(name), bare(f"{first}{last}"), bare(f"{last}{first}"), _turned(name)}
        rows.append(Row(folder, name or folder, line, {id.lower() for id in ids}, names - {""}))
    return rows


# Rows of Canvas's gradebook that are no students.
_NOT_STUDENTS = {"points possible", "student, test", "test student"}


@dataclass
class Table:
    """A CSV file: its columns, its rows, and how it is written."""

    columns: list[str]
    rows: list[dict[str, str]]
    separator: str
    coding: str


def read_table(path: Path) -> Table:
    """A CSV file, separated by commas, semicolons or tabs, in UTF-8 or UTF-16. Raises UserError where it is none."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise UserError(f"{path} cannot be read: {error.strerror}") from error
    if len(content) > BYTES:
        raise UserError(f"{path.name} has more than {BYTES >> 20} MB")
    coding = "utf-8-sig" if content.startswith(codecs.BOM_UTF8) else "utf-8"
    if content[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        coding = "utf-16"
    try:
        text = content.decode(coding)
        separator = max(",;\t", key=text.partition("\n")[0].count)
        lines = text.splitlines(keepends=True)
        heads = csv.reader(lines[:TITLES], delimiter=separator)
        known = ({name.strip().lower() for name in cells} & KNOWN for cells in heads)
        titles = next((n for n, names in enumerate(known) if names), 0)
        below = "".join(lines[titles:])
        reader = csv.DictReader(io.StringIO(below, newline=""), delimiter=separator)
        rows = list(reader)
    except (UnicodeError, csv.Error) as error:
        raise UserError(f"{path.name} is no CSV file: {error}") from error
    return Table(list(reader.fieldnames or []), rows, separator, coding)


def bare(name: str) -> str:
    """A name without case, spaces and signs, as Canvas writes it: "Lee, Ann" -> "leeann"."""
    return "".join(c for c in one_form(name).lower() if unicodedata.category(c)[0] in "LMN")


def _turned(name: str) -> str:
    """The last word first: "Ann Lee" -> "leeann", and "Lee, Ann" -> "annlee"."""
    last, comma, first = name.partition(",")
    if comma:
        return bare(first + last)
    words = name.split()
    return bare("".join([*words[-1:], *words[:-1]]))


def _first(cells: dict[str, str], names: tuple[str, ...]) -> str:
    return next((cells[name] for name in names if cells.get(name)), "")
