"""Reads a class list: the CSV file that a learning platform exports, whatever it calls its columns.

    roster = read_roster(Path("gradebook.csv"))
    roster.find(Person("leeann", "12345", "Canvas")).folder

Known are the gradebook or class list of Canvas, Moodle (grading worksheet, or list of participants), Blackboard, Brightspace and
Gradescope, nbgrader's own list of students, and any file whose columns have such names. In other tables, and in lists without
names of columns, columns are told by their content.
"""

from __future__ import annotations

import codecs
import csv
import io
import itertools
import re
import unicodedata
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from dreamer.errors import UserError
from grader.course.naming import Person, folder_name, one_form

# What the columns are called, in lower case, spaces for underscores. A login comes before a number in a folder's name.
LOGIN = ("sis login id", "username", "user name", "login", "login id", "github username")
NUMBER = (
    *("id", "identifier", "sis user id", "student id", "sid", "id number", "orgdefinedid"),
    *("org defined id", "lms user id", "user id", "canvas user id", "number"),
)
MAIL = ("email", "email address", "e-mail")
WHOLE_NAME = ("student", "full name", "name", "student name")
FIRST, LAST = ("first name", "firstname", "given name"), ("last name", "surname", "lastname")
KNOWN = {*LOGIN, *NUMBER, *MAIL, *WHOLE_NAME, *FIRST, *LAST}
LONGEST = 1000  # characters of a name
CELLS = 2_000_000  # of a table
SURE = 5  # characters of a login or number that other words may stand beside
TITLES = 5  # rows above the names of the columns, at most
BYTES = 50 << 20
NO_NAME = re.compile(r"[\d@]")
WORD = re.compile(r"[^\W_]+")
# Letters that are one with their mark, and how Germans write theirs where a system has no marks.
UNMARKED = str.maketrans({"ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe"})
GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})


@dataclass
class Row:
    """A student of the list. ids: every number, login and address; names: their name, in every order; line: of the table."""

    folder: str
    name: str
    line: int
    ids: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    words: set[frozenset[str]] = field(default_factory=set)  # those of the name, in each spelling


class Roster:
    """Rows of a class list, who of a download is which of them, and the table that it was read from."""

    def __init__(self, rows: list[Row], table: Table):
        self.rows, self.table = rows, table
        self._by_id = _of_one([(id, row) for row in rows for id in row.ids])
        self._by_name = _of_one([(name, row) for row in rows for name in row.names])
        self._by_words = _of_one([(words, row) for row in rows for words in row.words])

    def find(self, person: Person, common: frozenset[str] = frozenset()) -> Row | None:
        """The row of a person: by number or login, else by a name that only one row has, else by what theirs is part of;
        None where there is none.

        common: words that stand in the names of several of a download, and so name nobody.
        """
        for id in (person.number, person.name):
            if id and (row := self._by_id.get(id.lower())):
                return row
        return self._by_name.get(bare(person.name)) or self._named_in(person.name, common)

    def _named_in(self, text: str, common: frozenset[str]) -> Row | None:
        """The one row whose number, login or name stands in a text: "day38-alee", "Lee_Ann_20210001", "Ann Lee hw3".

        Nobody is named where that of two stands in it, beside each other, or another word that could be a name.
        """
        text = re.sub(r"(?<!\d)0+(?=\d)", "", text.lower())
        seen, sure = self._ids_in(text)
        for line, places in self._names_in(text):
            seen.setdefault(line, set()).update(places)
        left = [line for line, own in seen.items() if not any(own < o for o in seen.values())]
        if len(left) != 1:
            return None
        (line,) = left
        others = (match[0] for match in WORD.finditer(text) if not seen[line] & {match.start()})
        if line not in sure and any(word.isalpha() and word not in common for word in others):
            return None
        return next(row for row in self.rows if row.line == line)

    def _ids_in(self, text: str) -> tuple[dict[int, set[int]], set[int]]:
        """By line, which characters are a number or login of that row; and the lines of which one is no word."""
        seen: dict[int, set[int]] = {}
        sure = set()
        for id, row in self._by_id.items():
            if len(id) < 3 and id.isdecimal():
                continue  # the number of anything
            id = (id.lstrip("0") or "0") if id.isdecimal() else id
            if id not in text or len(text) > LONGEST:
                continue  # quicker
            for match in re.finditer(rf"(?<![^\W_]){re.escape(id)}(?![^\W_])", text):
                seen.setdefault(row.line, set()).update(range(*match.span()))
                if NO_NAME.search(id) and len(id) >= SURE:
                    sure.add(row.line)
        return seen, sure

    def _names_in(self, text: str) -> Iterator[tuple[int, set[int]]]:
        """Each line whose whole name stands in a text, and the characters that it takes."""
        places: dict[str, set[int]] = {}
        for match in WORD.finditer(text):
            places.setdefault(unmarked(match[0]), set()).update(range(*match.span()))
        for words, row in self._by_words.items():
            if words <= places.keys():
                yield row.line, set().union(*(places[word] for word in words))


Key = TypeVar("Key", bound=Hashable)


def _of_one(pairs: Sequence[tuple[Key, Row]]) -> dict[Key, Row]:
    """By what only one row has, that row."""
    times = Counter(key for key, _ in pairs)
    return {key: row for key, row in pairs if times[key] == 1}


def read_roster(path: Path) -> Roster:
    """Read a class list. Raises UserError where it is none, or two rows would share a folder."""
    table = read_table(path)
    rows = _read(table, {})
    if not rows or _twice(rows):
        guessed = read_table(path, titled=not _is_a_students(table.columns))
        whole = read_table(path, titled=bool({*map(_title, table.columns)} & KNOWN))
        ways = ((guessed, _read(guessed, _guessed(guessed))), (whole, _read_any(whole)))
        good = ((table, found) for table, found in ways if found and not _twice(found))
        table, rows = next(good, (table, rows))
    if not rows:
        raise UserError(
            f"{path.name} lists no student: it needs a column {', '.join(NUMBER[:3])} or {LOGIN[1]}"
        )
    if twice := _twice(rows):
        raise UserError(f"{path.name} lists {twice!r} more than once")
    sure = {id for row in rows for id in row.ids}
    cells = _told_by_any_cell(table, [row.line for row in rows])
    for row, (ids, names, words) in zip(rows, cells, strict=True):
        row.ids |= ids - sure
        row.names |= names
        row.words |= words
    return Roster(rows, table)


def _twice(rows: list[Row]) -> str:
    return next((name for name, n in Counter(row.folder for row in rows).items() if n > 1), "")


def _is_a_students(first: list[str]) -> bool:
    """Whether the first row names no columns: it is a word alone, or has an address or a number."""
    return len(first) == 1 or any(re.search(r"@|^\d+$|_\d", cell.strip()) for cell in first)


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
        elif _counts(cells):
            continue
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
            _title(called.get(name, name)): one_form(value or "")
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
        ids = {id.lower() for id in ids}
        rows.append(Row(folder, name or folder, line, ids, names - {""}, _words(name)))
    return rows


def _read_any(table: Table) -> list[Row]:
    """The students of a table that says nothing of its columns: each is named by the first cell that nobody else has."""
    if len(table.rows) < 2:
        return []
    keys = _keys(table)
    keys.sort(key=_counts)
    rows = [Row(folder_name(cell), cell, line) for line, cell in enumerate(keys[0] if keys else ())]
    return [row for row in rows if row.folder]


def _counts(cells: list[str]) -> bool:
    """Whether a column only counts its rows, or something else: numbers of one or two digits."""
    return all(cell.isdecimal() and len(cell) < 3 for cell in cells)


def _keys(table: Table) -> list[list[str]]:
    """The columns in which each row has something, and another."""
    columns = [[one_form(row.get(column) or "") for row in table.rows] for column in table.columns]
    return [cells for cells in columns if all(cells) and len(set(cells)) == len(cells)]


def _told_by_any_cell(
    table: Table, lines: list[int]
) -> Iterator[tuple[set[str], set[str], set[frozenset[str]]]]:
    """Of each row ids, names and words of names, whatever its columns are called.

    Cells without a digit may be parts of a name, and so may two that stand side by side.
    """
    keys = _keys(table)
    for line in lines:
        cells = [one_form(cell or "") for cell in table.rows[line].values()]
        parts = [cell for cell in cells if cell and not NO_NAME.search(cell)]
        names = [*parts, *(" ".join(pair) for pair in itertools.pairwise(parts))]
        ids = {cell.lower() for cell in cells if NO_NAME.search(cell) and not cell.isdecimal()}
        ids |= {cells[line].lower() for cells in keys}
        ids |= {id.partition("@")[0] for id in ids} - {""}
        forms = {form for name in names for form in (bare(name), _turned(name))} - {""}
        yield ids, forms, {words for name in names for words in _words(name)}


def _title(text: str) -> str:
    return text.strip().lower().replace("_", " ")


def _words(name: str) -> set[frozenset[str]]:
    """The words of a name of several, without marks, and as Germans write theirs."""
    spellings = (unmarked(name.lower()), unmarked(name.lower().translate(GERMAN)))
    found = {frozenset(WORD.findall(text)) for text in spellings}
    return {words for words in found if len(words) > 1}


def unmarked(text: str) -> str:
    """A text in small letters without the marks of Latin ones; a vowel sign of another script stays."""
    letters: list[str] = []
    for letter in unicodedata.normalize("NFD", text.translate(UNMARKED)):
        if not (unicodedata.combining(letter) and letters and letters[-1] < "ɐ"):
            letters.append(letter)
    return unicodedata.normalize("NFC", "".join(letters))


# Rows of Canvas's gradebook that are no students.
_NOT_STUDENTS = {"points possible", "student, test", "test student"}


@dataclass
class Table:
    """A CSV file: its columns, its rows, and how it is written."""

    columns: list[str]
    rows: list[dict[str, str]]
    separator: str
    coding: str


def read_table(path: Path, titled: bool = True) -> Table:
    """A CSV file, separated by commas, semicolons, tabs or bars, in UTF-8, UTF-16 or what Windows writes without saying so.

    titled: whether a row names the columns; else they are numbered. Raises UserError where the file is none.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise UserError(f"{path} cannot be read: {error.strerror}") from error
    if len(content) > BYTES:
        raise UserError(f"{path.name} has more than {BYTES >> 20} MB")
    coding = _coding(content)
    try:
        text = content.decode(coding)
        separator = max(",;\t|", key=text.partition("\n")[0].count)
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except (UnicodeError, csv.Error) as error:
        raise UserError(f"{path.name} is no CSV file: {error}") from error
    lines = [cells for cells in lines if any(cells)]
    known = ({_title(name) for name in cells} & KNOWN for cells in lines[:TITLES])
    above = next((n for n, names in enumerate(known) if names), 0)
    if titled:
        columns, *rest = lines[above:] or [[]]
    else:
        columns, rest = [str(n) for n in range(max(map(len, lines), default=0))], lines
    if len(columns) * len(rest) > CELLS:
        raise UserError(f"{path.name} has more than {CELLS:,} cells")
    rows = [dict(itertools.zip_longest(columns, cells[: len(columns)])) for cells in rest]
    return Table(columns, rows, separator, coding)


def _coding(content: bytes) -> str:
    """How a text is written, by its first bytes, or as whatever it can be."""
    if content[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        return "utf-16"
    if content.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


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
