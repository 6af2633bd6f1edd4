"""Brings submissions from a learning platform (a folder or a zip file) into the folder that is graded.

    outcome = collect(Path("download.zip"), Path("submitted"), roster=read_roster(Path("class.csv")))

What a platform writes into paths says whose a file is (`naming`). A submission belongs to a number or a login where there is
one: two people of one name are two, and one person's attempts are one. Only the declared notebooks and the agent's files are
taken, and every file of a download is accounted for: `submitted.csv` keeps what became of each.
"""

from __future__ import annotations

import csv
import functools
import io
import os
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from dreamer.errors import UserError
from dreamer.files import write_whole
from dreamer.parts.cells import LARGEST, slim
from grader.course.archives import Entry, Room, entries, entries_within
from grader.course.naming import (
    FILES,
    Claim,
    Exchange,
    Gradescope,
    Person,
    Spelling,
    another_day,
    claims_of,
    declared,
    folder_name,
    is_archive,
    one_form,
)
from grader.course.roster import WORD, Roster, read_table
from grader.course.spreadsheet import plain, spreadsheet_safe
from grader.marking.intake import TIMESTAMP
from grader.paths import ASSIGNMENT

TEXT_BYTES = 20 << 20  # of what a platform writes beside students' files
DEEPEST = 3  # zip files within each other, of a student's
LISTED = 100  # in the table, of one person's files that are ignored for one reason
EARLIER = 64 << 20  # bytes of one person's files of a download that are kept and do not count
SHOWN = 5  # paths of those that have the same fate
NUMBERS = re.compile(r"\d+")  # dates, times and versions in the names of folders
NOBODY = Person("")
# What systems write beside files, and nobody hands in.
LITTER = {
    ".ds_store",
    "thumbs.db",
    "desktop.ini",
    "__macosx",
    ".ipynb_checkpoints",
    "__pycache__",
    ".git",
    # of installed packages
    *(".venv", "site-packages", "node_modules"),
}


class Fate(NamedTuple):
    """What became of a file: taken, superseded or ignored; `look` where a person should look at it."""

    path: str
    status: str
    why: str = ""
    folder: str = ""
    person: Person = NOBODY
    name: str = ""
    time: str = ""


@dataclass
class Outcome:
    """What a collection came to: the students' folders, files written, and every file's fate."""

    students: set[str] = field(default_factory=set)
    written: int = 0
    fates: list[Fate] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)  # people of one name
    missing: list[str] = field(default_factory=list)  # on the roster, and nothing was handed in

    @property
    def left(self) -> list[str]:
        """What a person should look at."""
        return [f"{fate.path!a}: {fate.why}" for fate in self.fates if fate.status == "look"]


@dataclass
class Found:
    """A file of a download that is one of those to hand in. shown: its path, with that of the zip file around it."""

    claim: Claim
    entry: Entry
    spelling: Spelling
    shown: str

    @property
    def rank(self) -> tuple[bool, bool]:
        """Whether it is in the assignment's folder, and named as asked, or nearly so."""
        return ASSIGNMENT in self.entry.path.parts, self.spelling.usual

    @property
    def order(self) -> tuple[object, ...]:
        """Sorts files that stand for the same one: the one that counts is last, of one rank the newest."""
        versions = [int(digits) for digits in re.findall(r"\d+", self.shown[-500:])]
        copies, exact = self.spelling.copies, self.spelling.exact
        readable = not self.entry.refused
        return readable, self.rank, self.entry.time, self.claim.file, copies, versions, exact

    def beside(self, other: Found) -> bool:
        """Whether nothing but names says whose both are, and these part by more than numbers, as attempts do."""
        own, theirs = self.entry.path.parent.parts, other.entry.path.parent.parts
        pairs = list(zip(own, theirs, strict=False))
        if self.spelling.before and other.spelling.before:
            pairs.append((self.spelling.before, other.spelling.before))
        part = any(NUMBERS.sub("", here) != NUMBERS.sub("", there) for here, there in pairs)
        return not self.claim.person.system and part

    def read(self) -> tuple[bytes, bool]:
        """Its content, and whether a notebook's outputs were left out of it. Raises UserError where it cannot be taken."""
        if not self.spelling.name.endswith(".ipynb"):
            return self.entry.read(), False
        whole = self.entry.read(LARGEST)
        content = slim(self.spelling.name, whole)
        return content, len(content) < len(whole)

    def fate(self, status: str, why: str, folder: str = "") -> Fate:
        time = self.claim.time.isoformat(" ") if self.claim.time else ""
        return Fate(self.shown, status, why, folder, self.claim.person, self.spelling.name, time)


def collect(
    source: Path,
    submitted: Path,
    student: str | None = None,
    replace: bool = False,
    roster: Roster | None = None,
) -> Outcome:
    """Copy what was handed in to `submitted/STUDENT/day38/`.

    student: whose it is, where no platform says so. A file that is there already and differs stays, and is named, unless
    `replace`, or the new one was handed in later. roster: who is in the class; folders are then named by login or number.

    Raises UserError where the source is none of folder, zip and tar file, or holds no file of a student.
    """
    outcome = Outcome()
    people: dict[Person, list[Found]] = defaultdict(list)
    search = _Search(Person(one_form(student)) if student else None, outcome.fates, roster)
    known: dict[tuple[str, str], Person] = {}  # people marry, and have one number
    for found in search.files(entries(source)):
        person = found.claim.person
        if person.number:
            person = known.setdefault((person.system, person.number), person)
        people[person].append(found)
    if not people:
        looked = f"(looked for {', '.join(sorted(FILES))})"
        raise UserError("; ".join([f"{source} holds no file of a student {looked}", *outcome.left]))
    folders = _Folders(submitted, roster, list(people))
    people = folders.attempts(people)
    for person, group in people.items():
        try:
            folder = folders.of(person)
        except UserError as error:
            outcome.fates += [found.fate("look", str(error)) for found in group]
            continue
        outcome.students.add(folder)
        _hand_over(group, folder, submitted, replace, outcome)
    outcome.notes = folders.notes
    _tell_of_those_without(outcome, list(people))
    if roster:
        there = outcome.students | set(folders.owners)
        outcome.missing = [row.name for row in roster.rows if row.folder not in there]
    _record(outcome, submitted, source)
    return outcome


def _tell_of_those_without(outcome: Outcome, people: list[Person]) -> None:
    """Let a person look at those of whom nothing could be taken."""
    for place, fate in enumerate(outcome.fates):
        if fate.person != NOBODY and not any(fate.person.is_(person) for person in people):
            why = f"{fate.why}, and {fate.person} has no other"
            outcome.fates[place] = fate._replace(status="look", why=why)


@dataclass
class _Search:
    """Sorts the files of a download. student: whose all of it is that no platform says; fates: of what is not taken."""

    student: Person | None
    fates: list[Fate]
    roster: Roster | None = None

    def __post_init__(self) -> None:
        self._row_of = functools.cache(self._find)

    def _find(self, name: str) -> str:
        row = self.roster.find(Person(name)) if self.roster else None
        return row.folder if row else ""

    def _is_somebody(self, claim: Claim) -> bool:
        return bool(claim.person.system) or self._listed(claim.person.name)

    def _listed(self, name: str) -> bool:
        return bool(self._row_of(name))

    def files(
        self,
        found: list[Entry],
        around: str = "",
        whose: Claim | None = None,
        sure: bool = True,
        depth: int = 0,
        room: Room | None = None,
        alike: bool = False,
    ) -> list[Found]:
        """The files to hand in.

        around: the zip file that these are in, and depth: how many zip files. whose: what its own name says of them: of
        all, or if not `sure`, of those that say nothing themselves. room: what zip files within may share. alike: whether all
        beside it are zip files that name nobody either.
        """
        wanted, files = [], []
        for entry in found:
            if _litter(entry):
                self.fates.append(Fate(f"{around}{entry.path}", "ignored", "written by a system"))
            else:
                wanted.append(entry)
        archives = [entry for entry in wanted if is_archive(entry.path)]
        downloads = [] if whose else _downloads(archives, wanted)
        for entry, inside in downloads:
            wanted.remove(entry)
            archives.remove(entry)
            files += self.files(inside, f"{around}{entry.path}/", depth=depth)
        kept, packed = set(map(id, wanted)), set(map(id, archives))
        by_path = {
            entry.path: entry for entry in found if id(entry) in kept or ".git" in entry.path.parts
        }
        # what a student's archive says of itself is no platform's
        text = (lambda path: "") if whose else functools.partial(_text_of, by_path)
        claims = claims_of(list(by_path), text, self._listed)
        if whose and alike and not (whose.person.system or self._listed(whose.person.name)):
            rows = {self._row_of(claim.person.name) for claim in claims.values() if claim}
            if len(rows - {""}) > 1:  # no student's zip file, but one with several students'
                whose = None
        alone = len(archives) == 1 and not any(declared(entry.path.name) for entry in wanted)
        platform = any(claim and claim.person.system for claim in claims.values())
        # else a student could hand in a folder with the name of another
        nobodys = not any(claim and self._is_somebody(claim) for claim in claims.values())
        times = not around and _each_has_a_time(claims)
        for entry in wanted:
            shown, claim = f"{around}{entry.path}", claims[entry.path]
            if whose and (sure or not claim):
                claim = whose._replace(inside=entry.path)
            elif self.student:  # whatever names it has
                claim = Claim(self.student, claim.inside if claim else entry.path)
            name = claim.inside.name if claim else entry.path.name
            spelling = declared(name)
            # as nbgrader writes it; elsewhere, a student could have
            if name == TIMESTAMP and claim and times and not (claim.person.system or around):
                spelling = Spelling(TIMESTAMP, True)
            day = another_day(_own_folders(claim, bool(whose))) if claim else ""
            aside = (claim.aside if claim else "") or (f"of another day ({day})" if day else "")
            if aside:
                self.fates.append(
                    Fate(shown, "ignored", aside, person=claim.person if claim else NOBODY)
                )
            elif id(entry) in packed and depth < DEEPEST:
                named = bool(claim and (claim.person.system or not alone))
                files += self._within(entry, shown, claim, named, depth + 1, room, nobodys)
            elif claim and spelling:
                files.append(Found(claim, entry, spelling, shown))
            elif spelling:
                self.fates.append(Fate(shown, "look", "whose is it? (--student NAME says)"))
            else:
                # Beside what a platform has named, other files are the platform's own.
                theirs = claim and (claim.person.system or not platform)
                person = (
                    claim.person if claim and theirs and name != Gradescope.METADATA else NOBODY
                )
                self.fates.append(Fate(shown, "ignored", "no file to hand in", person=person))
        return files

    def _within(
        self,
        entry: Entry,
        shown: str,
        claim: Claim | None,
        sure: bool,
        depth: int,
        room: Room | None,
        alike: bool,
    ) -> list[Found]:
        """The files of a zip file that is one of a download."""
        try:
            room = room or Room()
            inside = entries_within(entry, room)
            return self.files(inside, f"{shown}/", claim, sure, depth, room, alike)
        except UserError as error:
            self.fates.append(Fate(shown, "look", str(error)))
            return []


def _each_has_a_time(claims: Mapping[PurePosixPath, Claim | None]) -> bool:
    """Whether everybody has the file that nbgrader writes: where only some have, they have written it themselves."""
    own: dict[Person, set[str]] = defaultdict(set)
    for path, claim in claims.items():
        if claim and (declared(path.name) or path.name == TIMESTAMP):
            own[claim.person].add(path.name)
    return all(TIMESTAMP in names for names in own.values())


def _own_folders(claim: Claim, in_own_zip: bool) -> tuple[str, ...]:
    """The folders, of those around a file, that its student has made."""
    folders = claim.inside.parts[:-1]
    if claim.person.system or in_own_zip:
        return folders
    names = [one_form(part) for part in folders]
    return folders[names.index(claim.person.name) + 1 :] if claim.person.name in names else ()


def _litter(entry: Entry) -> bool:
    return any(part.lower() in LITTER or part.startswith("._") for part in entry.path.parts)


def _downloads(archives: list[Entry], beside: list[Entry]) -> list[tuple[Entry, list[Entry]]]:
    """Those zip files that are downloads themselves, where several lie in a folder; each with what is in it.

    A student's zip file could be named and filled like one. So they are taken for downloads only where none of them can be
    a student's: no platform has named it, and in each of them, a platform has named what is to be handed in.
    """
    top = min((len(entry.path.parts) for entry in archives), default=0)
    outer = [entry for entry in archives if len(entry.path.parts) == top]
    rest = [entry for entry in beside if entry not in outer]
    names = claims_of([entry.path for entry in outer]) | claims_of([entry.path for entry in rest])

    def unnamed(entry: Entry) -> bool:
        claim = names[entry.path]
        return not (claim and claim.person.system)

    outer = [entry for entry in outer if unnamed(entry)]
    if any(unnamed(entry) and declared(entry.path.name) for entry in rest):
        return []
    found = []
    for entry in outer:
        try:
            inside = entries_within(entry)
        except UserError:
            return []
        by_path = {one.path: one for one in inside if not _litter(one)}
        claims = claims_of(list(by_path), functools.partial(_text_of, by_path))
        work = [claims[path] for path in by_path if declared(path.name) or is_archive(path)]
        named = [claim for claim in work if claim]
        if not named or not all(claim.person.system for claim in named):
            return []
        found.append((entry, inside))
    return found


def _text_of(files: dict[PurePosixPath, Entry], path: PurePosixPath) -> str:
    try:
        return files[path].read(TEXT_BYTES).decode("utf-8-sig", errors="replace")
    except UserError:
        return ""


class _Folders:
    """Which folder is whose: by the roster where there is one, else by the name, and never one for two."""

    def __init__(self, submitted: Path, roster: Roster | None, people: list[Person]):
        self.roster = roster
        there = [path.name for path in submitted.glob("*") if path.is_dir()]
        self.owners = {name: Person(one_form(name)) for name in there}
        self.owners |= recorded(submitted)
        self._before = dict(self.owners)
        words = Counter(word for person in people for word in {*WORD.findall(person.name.lower())})
        self._common = frozenset(word for word, times in words.items() if times > 1)
        self._wanted: dict[str, list[Person]] = defaultdict(list)
        for person in people:
            self._wanted[_home(person)].append(person)
        self.notes = [
            f"{home!a} is the name of {len(same)} people: {', '.join(map(str, same))}"
            for home, same in self._wanted.items()
            if len(same) > 1 and not roster
        ]

    def attempts(self, people: dict[Person, list[Found]]) -> dict[Person, list[Found]]:
        """The same, with those in one group who are one student of the roster, and whose names differ by numbers alone.

        So does a system that writes times, or versions, beside a name.
        """
        if self.roster is None:
            return people
        same: dict[tuple[str, str], list[Person]] = defaultdict(list)
        for person in people:
            row = None if person.system else self.roster.find(person, self._common)
            key = (row.folder, NUMBERS.sub("", person.name)) if row else ("", str(person))
            same[key].append(person)
        groups = {}
        for persons in same.values():
            groups[persons[0]] = [found for person in persons for found in people[person]]
            for person in persons if len(persons) > 1 else ():
                attempt = "-".join(f"{int(digits):09}" for digits in NUMBERS.findall(person.name))
                for found in people[person]:
                    found.claim = found.claim._replace(person=persons[0], attempt=attempt)
        return groups

    def of(self, person: Person) -> str:
        """Raises UserError where that cannot be said."""
        if self.roster is None:
            known = (name for name, owner in self._before.items() if person.is_(owner))
            folder = next(known, "") or self._new(person)
            if folder in self.owners and not person.is_(self.owners[folder]):
                raise UserError(
                    f"{folder} would be {person} and {self.owners[folder]}: a class list helps (--roster)"
                )
        else:
            row = self.roster.find(person, self._common)
            if row is None:
                raise UserError(f"{person} is not on the roster")
            folder, owner = row.folder, self.owners.get(row.folder)
            if owner and owner.system == person.system and not owner.is_(person):
                raise UserError(f"{person} and {owner} are one student of the roster, {row.name}")
        self.owners[folder] = person
        return folder

    def _new(self, person: Person) -> str:
        """The name of a folder for someone who has none yet."""
        home = _home(person)
        if not home:
            raise UserError(f"{person} has no name that a folder can have (--student NAME says)")
        same = [other for other in self._wanted[home] if other != person]
        same += [self.owners[home]] if home in self.owners else []
        if not same:
            return home
        if person.number and all(other.system == person.system for other in same):
            return f"{home} {folder_name(person.number)}"
        raise UserError(f"is {person} the same as {same[0]}? A class list says so (--roster)")


def _home(person: Person) -> str:
    """The folder's name that a person's shown name gives."""
    nameless = person.number and person.name.lower() in ("participant", "anon")
    return folder_name(f"{person.name} {person.number}" if nameless else person.name)


def _hand_over(
    group: list[Found], student: str, submitted: Path, replace: bool, outcome: Outcome
) -> None:
    """Write what counts of one person's files into their folder, and say what became of each."""
    home = submitted / student / ASSIGNMENT
    last = max(found.claim.attempt for found in group)
    newest = sorted(group, key=lambda found: found.order)
    chosen = {found.spelling.name: found for found in newest if found.claim.attempt == last}
    room = EARLIER
    for found in group:
        name, winner = found.spelling.name, chosen.get(found.spelling.name)
        if winner is found:
            fate = _write(found, student, submitted, replace, outcome)
            if doubt := found.claim.doubt or _strangers(found):
                fate = fate._replace(status="look", why=f"taken, but {doubt}")
            outcome.fates.append(fate)
            continue
        if found.entry.refused:
            outcome.fates.append(found.fate("look", found.entry.refused, student))
            continue
        status, why = "superseded", f"an earlier attempt ({found.claim.attempt})"
        sure = last.isdecimal() or all(one.claim.time for one in group)
        if found.claim.attempt != last and not sure:
            status = "look"
            why = f"the attempt {last} was taken, not {found.claim.attempt}: is it the last?"
        if found.claim.attempt == last and winner:
            why = f"{winner.shown} is {'newer' if winner.rank == found.rank else 'where it should be'}"
            if found.beside(winner):
                status, why = "look", f"{winner.shown} was taken: are these two people?"
        elif winner is None and name != TIMESTAMP:
            status, why = "look", f"{why}, and the last one has no {name}"
        folder = earlier_of(submitted) / student / folder_name(found.claim.attempt or "other")
        kept = _keep(found, folder, room)
        if kept is None:
            status, why = (
                "look",
                f"{why}; not kept: more than {EARLIER >> 20} MB of one person do not count",
            )
        room -= kept or 0
        outcome.fates.append(found.fate(status, why, student))
    time = next((found.claim.time for found in chosen.values() if found.claim.time), None)
    taken = any(fate.status == "taken" and fate.folder == student for fate in outcome.fates)
    if time and TIMESTAMP not in chosen and taken:
        write_whole(home / TIMESTAMP, f"{time.astimezone()}\n")


def _write(found: Found, student: str, submitted: Path, replace: bool, outcome: Outcome) -> Fate:
    """Bring a file into a student's folder."""
    path = submitted / student / ASSIGNMENT / found.spelling.name
    try:
        content, slimmed = found.read()
    except UserError as error:
        return found.fate("look", str(error), student)
    why = [] if found.spelling.exact else [f"taken as {path.name}"]
    if not content.strip():
        return found.fate("look", "is empty", student)
    if slimmed:
        why.append("taken without its outputs")
    if path.is_file() and path.read_bytes() == content:
        return found.fate("taken", "; ".join([*why, "is there already"]), student)
    if os.path.lexists(path):
        later = found.claim.time and found.claim.time.astimezone() > _handed_in(path.parent)
        if not (replace or later or path.name == TIMESTAMP):
            return found.fate("look", "another one is there (--replace takes this one)", student)
        kept = earlier_of(submitted) / student / "before"
        kept.mkdir(parents=True, exist_ok=True)
        os.replace(path, kept / path.name)
        why.append(f"the one before is in {kept.parts[-3]}/{student}")
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, content)
    outcome.written += path.name != TIMESTAMP
    return found.fate("taken", "; ".join(why), student)


def _strangers(found: Found) -> str:
    """A doubt where a folder of nbgrader's exchange, which anybody may write, is another account's than the login in its name."""
    person, owner = found.claim.person, found.entry.owner
    theirs = person.system == Exchange.name and owner not in ("", person.number)
    return f"it is {owner}'s on this machine" if theirs else ""


def _keep(found: Found, folder: Path, room: int) -> int | None:
    """Keep a file that does not count, where it can be read; returns its bytes, None where they are more than `room`."""
    try:
        content, _ = found.read()
    except UserError:
        return 0
    if len(content) > room:
        return None
    folder.mkdir(parents=True, exist_ok=True)
    name = folder_name(str(found.claim.inside).replace("/", " ")) or found.spelling.name
    write_whole(folder / name, content)
    return len(content)


def _handed_in(home: Path) -> datetime:
    """When the files that are there were handed in, as far as that is known."""
    try:
        text = (home / TIMESTAMP).read_text("utf-8").strip()
        return datetime.fromisoformat(text).astimezone()
    except (OSError, ValueError):
        return datetime.max.replace(tzinfo=UTC)


def told(outcome: Outcome) -> list[str]:
    """The outcome in lines: what differs from the usual first, then what a person should look at."""
    lines = []
    for status in ("taken", "superseded", "ignored"):
        same: dict[str, list[str]] = defaultdict(list)
        for fate in outcome.fates:
            if fate.status == status and fate.why:
                same[fate.why].append(fate.path)
        for why, paths in same.items():
            some = ", ".join(map(ascii, paths[:SHOWN]))
            more = f" and {len(paths) - SHOWN} more" if len(paths) > SHOWN else ""
            lines.append(f"{status}: {some}{more}: {why}")
    if outcome.missing:
        lines.append(
            f"nothing from {len(outcome.missing)} on the roster: {', '.join(outcome.missing)}"
        )
    lines += outcome.notes
    return [*lines, *(f"look: {line}" for line in outcome.left)]


def record_of(submitted: Path) -> Path:
    """The table, beside the folder, of what became of every file of every download."""
    return submitted.with_name(f"{submitted.name}.csv")


def earlier_of(submitted: Path) -> Path:
    """The folder, beside `submitted`, that keeps what does not count."""
    return submitted.with_name(f"{submitted.name}-earlier")


COLUMNS = ("folder", "system", "number", "name", "file", "status", "why", "time", "source", "path")


def _record(outcome: Outcome, submitted: Path, source: Path) -> None:
    """Write what became of every file beside what became of those of earlier downloads.

    Of many files of one person that are ignored for one reason, the first are named and the others counted.
    """
    fresh = [
        {
            **dict.fromkeys(COLUMNS, ""),
            **{"folder": fate.folder, "file": fate.name, "status": fate.status, "why": fate.why},
            **fate.person._asdict(),
            **{"time": fate.time, "source": source.name, "path": fate.path},
        }
        for fate in _counted(outcome.fates)
    ]
    again = {(row["source"], row["path"]) for row in fresh}
    rows = [row for row in _rows(submitted) if (row["source"], row["path"]) not in again] + fresh
    lines = io.StringIO()
    writer = csv.DictWriter(lines, COLUMNS, lineterminator="\n", quoting=csv.QUOTE_ALL)
    writer.writeheader()
    writer.writerows({name: spreadsheet_safe(text) for name, text in row.items()} for row in rows)
    submitted.mkdir(parents=True, exist_ok=True)
    write_whole(record_of(submitted), lines.getvalue().encode(errors="backslashreplace"))


def _counted(fates: Sequence[Fate]) -> Iterator[Fate]:
    """All fates, but of one person's many ignored files some, and how many more there are."""
    many: dict[tuple[Person, str], list[Fate]] = defaultdict(list)
    for fate in fates:
        if fate.status == "ignored":
            many[fate.person, fate.why].append(fate)
        else:
            yield fate
    for same in many.values():
        yield from same[:LISTED]
        if len(same) > LISTED:
            more = f"{len(same) - LISTED} more beside {same[0].path}"
            yield same[-1]._replace(path=more, name="")


def recorded(submitted: Path) -> dict[str, Person]:
    """Whose each folder is, by what was collected."""
    return {
        row["folder"]: Person(row["name"], row["number"], row["system"])
        for row in _rows(submitted)
        if row["folder"]
    }


def paths_of(submitted: Path) -> dict[str, list[str]]:
    """By folder, the paths that a platform gave the files that were taken."""
    paths = defaultdict(list)
    for row in _rows(submitted):
        if row["status"] == "taken":
            paths[row["folder"]].append(row["path"])
    return paths


def _rows(submitted: Path) -> list[dict[str, str]]:
    """What `_record` wrote before."""
    path = record_of(submitted)
    return [
        {name: plain(text or "") for name, text in row.items()}
        for row in (read_table(path).rows if path.exists() else [])
    ]
