"""Reads what learning platforms write into the paths of a download: whose a file is, which attempt, and when.

    path = PurePosixPath("leeann_LATE_12345_67890_02_rssm-1.ipynb")
    claims_of([path])  ->  {path: Claim(Person("leeann", "12345", "Canvas"), PurePosixPath("02_rssm-1.ipynb"), …)}
    declared("02_rssm-1.ipynb")  ->  Spelling("02_rssm.ipynb", exact=False, copies=1)

A platform writes the outer part of a path, and students write what is below. So the first part, from outside in, that a
platform has named says whose a file is, and nothing that a student can name does. Where no platform is recognised, the
folders do: those at the level on which the paths of a download part.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

import yaml

from dreamer.lab.handin import AGENT, CURVE
from grader.marking.intake import NOTEBOOKS
from grader.paths import ASSIGNMENT

TEAM = 20  # people who hand in together
WRONG = (AttributeError, LookupError, TypeError, ValueError)
NAME = 200  # bytes of a folder's name that comes from a student's
FILES = {*(f"{name}{ending}" for name in NOTEBOOKS for ending in (".ipynb", ".py")), AGENT, CURVE}
# Folders that are above those of students, or between them and the notebooks.
WRAPPERS = {
    *("submitted", "submissions", "submission", "collected", "download", "downloads"),
    *("assignment", "assignments", "labs", "solutions", ASSIGNMENT),
}


class Person(NamedTuple):
    """Whom a path names: the name shown, and the platform's own number or login where it gives one."""

    name: str
    number: str = ""
    system: str = ""

    def is_(self, other: Person) -> bool:
        """Whether both are one person: of one number, or where there is none, of one name."""
        if self.number and self.system == other.system:
            return self.number == other.number
        return self == other

    def __str__(self) -> str:
        return f"{self.name} ({self.system} {self.number})" if self.number else self.name


class Claim(NamedTuple):
    """What a path says: whose it is, the path as the student named it, which attempt, and when that was.

    attempt: later ones sort after earlier ones; "" where a platform hands over the last alone.
    file: the platform's number of the file; a later one is higher.
    aside: why it is no work of this assignment, by its path; "" where it is.
    doubt: what a person should look at, although it is taken.
    """

    person: Person
    inside: PurePosixPath
    attempt: str = ""
    time: datetime | None = None
    file: int = 0
    aside: str = ""
    doubt: str = ""


class Spelling(NamedTuple):
    """The declared name that a file's name stands for; what else the name says of copies.

    usual: whether it is that name, but for case, what a system has added and marks of copies.
    before: the words that stand before it.
    """

    name: str
    exact: bool
    copies: int = 0
    usual: bool = True
    before: str = ""


# What browsers, file managers, Jupyter and platforms add to a name that is taken.
COPY = r"[ _]?\(\d+\)|-Copy\d+|-\d+| - Copy| copy(?: \d+)?"
COPIES = 20  # of one file, at most: a larger number is somebody's
STEMS = "|".join(sorted({re.escape(Path(name).stem) for name in FILES}))
STEM = re.compile(rf"(|.*[ _.\-])({STEMS})(|[ _.\-(].*)", re.IGNORECASE | re.DOTALL)
ADDED = re.compile(r"(\.ipynb|\.py|\.csv|\.safetensors)(\.txt|\.json)$", re.IGNORECASE)


def declared(name: str) -> Spelling | None:
    """The file to hand in that a student's file is, however its name was changed; None where it is none."""
    path = PurePosixPath(ADDED.sub(r"\1", name.rstrip(" .")))  # which Windows leaves out
    match = STEM.fullmatch(path.stem)
    standard = match[2].lower() + path.suffix.lower() if match else ""
    if not match or standard not in FILES:
        return None
    copies = 0
    if re.fullmatch(f"(?:{COPY})+", match[3]):
        copies = sum(map(int, re.findall(r"\d+", match[3]))) or 1
    usual = copies > 0 or not (match[1] or match[3])
    return Spelling(standard, name == standard, copies, usual, one_form(match[1].strip(" _.-")))


# A folder of another day, as in a whole course that is handed in.
DAY = re.compile(r"day[ _-]?0*(\d+)", re.IGNORECASE)


def another_day(folders: Iterable[str]) -> str:
    """The folder, of those on a path, that is another day's; "" where there is none."""
    days = {folder: match[1] for folder in folders if (match := DAY.fullmatch(folder))}
    own = DAY.fullmatch(ASSIGNMENT)
    assert own
    return "" if own[1] in days.values() else next(iter(days), "")


ARCHIVE = re.compile(rf"(.*?)(?:{ASSIGNMENT})?(?:{COPY})*", re.DOTALL)  # ann_day38-1.zip


ARCHIVES = (".zip", ".tar", ".tgz", ".tar.gz", ".tar.bz2", ".tar.xz")


def is_archive(path: PurePosixPath) -> bool:
    """Whether a path is that of a zip or tar file, which may be a student's work."""
    return path.name.lower().endswith(ARCHIVES)


# What a small text file of a download holds; "" where it cannot be read.
Text = Callable[[PurePosixPath], str]


class System:
    """A learning platform's way to name what is downloaded. paths: all of the download's."""

    name = ""
    folders, files = True, True  # where it writes

    def __init__(self, paths: Sequence[PurePosixPath], text: Text):
        pass

    def read(self, part: str) -> tuple[Claim, str] | None:
        """What one part of a path says, and the rest of it, which is the student's; None where it is of another kind."""
        raise NotImplementedError

    def placed(self, claim: Claim, path: PurePosixPath, depth: int) -> Claim:
        """The claim of the part at a depth of a path, with what the parts above and below it say."""
        return claim


class Canvas(System):
    """NAME_[LATE_]USER_FILE_REST, or anon_ID for NAME_USER (canvas-lms, lib/content_zipper.rb)."""

    name = "Canvas"
    folders = False
    named = re.compile(
        r"(?P<name>.*?)(?:_LATE)?_(?P<number>\d+)_(?:(?P<file>\d+)_(?P<rest>.+)|(?P<text>text\.html|link\.html))",
        re.IGNORECASE | re.DOTALL,
    )
    blind = re.compile(
        r"(?:LATE_)?(?P<name>anon)_(?P<number>[^\W_]+)_(?P<file>\d+)_(?P<rest>.+)", re.DOTALL
    )

    def read(self, part: str) -> tuple[Claim, str] | None:
        match = self.blind.fullmatch(part) or self.named.fullmatch(part)
        if match is None:
            return None
        found = match.groupdict()
        person = Person(found["name"], found["number"], self.name)
        rest = found["rest"] or found.get("text") or ""
        return Claim(person, PurePosixPath(), file=int(found["file"] or 0)), rest


class Moodle(System):
    """NAME_PARTICIPANT_assignsubmission_KIND[_][REST], a folder or a file (mod/assign/classes/downloader.php)."""

    name = "Moodle"
    pattern = re.compile(
        r"(?P<name>.+?)_(?:(?P<number>\d+)_)?assignsubmission_[a-z]+(?:_(?P<rest>.*))?", re.DOTALL
    )

    def read(self, part: str) -> tuple[Claim, str] | None:
        match = self.pattern.fullmatch(part)
        if match is None:
            return None
        person = Person(match["name"], match["number"] or "", self.name)
        return Claim(person, PurePosixPath()), match["rest"] or ""


class Blackboard(System):
    """TITLE_LOGIN_attempt_TIME[_REST], and a TIME.txt that tells of it (nbgrader's documentation of zip_collect).

    Title and login may both have underscores: the TIME.txt begins with "Name: Ann Lee (LOGIN)". Where that is missing, the
    title is the words that all names of a download begin with.
    """

    name = "Blackboard"
    folders = False
    pattern = re.compile(
        r"(?P<who>.+?)_attempt_(?P<time>\d{4}(?:-\d\d){5})(?:_(?P<rest>.+)|\.txt)", re.DOTALL
    )
    receipt = re.compile(r"Name:[^\n]*\((?P<login>[^()\n]+)\)[ \r]*\n")

    def __init__(self, paths: Sequence[PurePosixPath], text: Text):
        matches = {path: match for path in paths if (match := self.pattern.fullmatch(path.name))}
        titles = set()
        for path, match in matches.items():
            told = None if match["rest"] else self.receipt.match(text(path))
            if told and match["who"].endswith(f"_{told['login']}"):
                titles.add(match["who"].removesuffix(told["login"]))
        words = [match["who"].split("_") for match in matches.values()]
        same = 0
        while words and all(len(one) > same + 1 and one[same] == words[0][same] for one in words):
            same += 1
        if len(titles) == 1:
            self.title = titles.pop()
        else:
            self.title = "".join(f"{word}_" for word in words[0][:same]) if words else ""

    def read(self, part: str) -> tuple[Claim, str] | None:
        match = self.pattern.fullmatch(part)
        if match is None:
            return None
        login = match["who"].removeprefix(self.title)
        time = _time(match["time"], "%Y-%m-%d-%H-%M-%S")
        claim = Claim(Person(login, login, self.name), PurePosixPath(), match["time"], time)
        return claim, match["rest"] or f"{match['time']}.txt"


class Brightspace(System):
    """USER-COURSE - NAME - Nov 24, 2025 1030 AM[ - REST], a folder or a file (as instructors report it)."""

    name = "Brightspace"
    pattern = re.compile(
        r"(?P<number>\d+)-\d+ - (?P<name>.+?) - (?P<time>[^\W\d]+ \d+, \d{4} \d{3,4} [AP]M)(?: - (?P<rest>.+))?",
        re.DOTALL,
    )

    def read(self, part: str) -> tuple[Claim, str] | None:
        match = self.pattern.fullmatch(part)
        if match is None:
            return None
        day, _, clock = match["time"].rpartition(", ")
        year, minutes, half = clock.split()
        padded = f"{day}, {year} {minutes:>04} {half}"
        time = _time(padded, "%b %d, %Y %I%M %p") or _time(padded, "%B %d, %Y %I%M %p")
        person = Person(match["name"], match["number"], self.name)
        attempt = time.isoformat() if time else match["time"]
        return Claim(person, PurePosixPath(), attempt, time), match["rest"] or ""


class Gradescope(System):
    """submission_NUMBER, a folder; who handed it in is in the export's submission_metadata.yml beside it."""

    name = "Gradescope"
    files = False
    METADATA = "submission_metadata.yml"
    pattern = re.compile(r"submission_(?P<number>\d+)")

    def __init__(self, paths: Sequence[PurePosixPath], text: Text):
        # beside the folders; another one is a student's
        metadata = {path for path in paths if path.name == self.METADATA}
        metadata &= {path.parents[n + 1] / self.METADATA for path in paths for n in self._own(path)}
        self.exported = bool(metadata)
        self.claims: dict[str, Claim] = {}
        for path in metadata:
            try:
                for folder, about in _read_yaml(text(path)).items():
                    self.claims[str(folder)] = self._claim(about)
            except (yaml.YAMLError, RecursionError, *WRONG):
                continue  # then the folders alone say whose a file is

    def _own(self, path: PurePosixPath) -> Iterator[int]:
        """Of the folders above a path, counted from inside, the outermost that Gradescope names."""
        folders = list(path.parents)[:-1]
        yield from [n for n, one in enumerate(folders) if self.pattern.fullmatch(one.name)][-1:]

    def _claim(self, about: dict[str, Any]) -> Claim:
        """What the metadata say of one submission: of its first student's number, and all of their names."""
        people, time = about[":submitters"], about.get(":created_at")
        number = str(people[0].get(":sid") or people[0].get(":email") or "")
        names = [one[":name"] for one in people[:TEAM]]
        if not all(isinstance(name, str) for name in names):
            raise TypeError
        person = Person(one_form(" and ".join(names)), number, self.name if number else "")
        return Claim(person, PurePosixPath(), time=_possible(time))

    def read(self, part: str) -> tuple[Claim, str] | None:
        match = self.pattern.fullmatch(part) if self.exported else None
        if match is None:
            return None
        alone = Claim(Person(part, match["number"], self.name), PurePosixPath())
        return self.claims.get(part, alone), ""


def _read_yaml(text: str) -> Any:
    """What a YAML file holds, read in time and memory of its size. Raises YAMLError where it refers to itself."""
    for event in yaml.parse(text, yaml.CSafeLoader):
        if isinstance(event, yaml.AliasEvent):
            raise yaml.YAMLError("it refers to itself")
    return yaml.load(text, yaml.CSafeLoader)


class Sakai(System):
    """NAME(LOGIN), a folder with `Submission attachment(s)` and a teacher's `Feedback Attachment(s)` in it."""

    name = "Sakai"
    files = False
    SUBMITTED, FEEDBACK = "Submission attachment(s)", "Feedback Attachment(s)"
    pattern = re.compile(r"(?P<name>.+)\((?P<login>[^()]+)\)", re.DOTALL)

    def __init__(self, paths: Sequence[PurePosixPath], text: Text):
        self.there = any(self.SUBMITTED in path.parts for path in paths)

    def read(self, part: str) -> tuple[Claim, str] | None:
        match = self.pattern.fullmatch(part) if self.there else None
        if match is None or part in (self.SUBMITTED, self.FEEDBACK):
            return None
        login = match["login"].strip()
        return Claim(Person(match["name"].strip(), login, self.name), PurePosixPath()), ""

    def placed(self, claim: Claim, path: PurePosixPath, depth: int) -> Claim:
        back = self.FEEDBACK in path.parts[depth:]
        return claim._replace(aside="a teacher's feedback") if back else claim


class Exchange(System):
    """LOGIN+ASSIGNMENT+TIME[+KEY], a folder of nbgrader's exchange (nbgrader, exchange/default/submit.py)."""

    name = "nbgrader"
    files = False
    pattern = re.compile(
        r"(?P<login>.+)\+(?P<assignment>[^+]+)\+(?P<day>\d{4}-\d\d-\d\d) (?P<clock>\d\d.\d\d.\d\d)(?P<rest>\.\d+ UTC)(?:\+.+)?",
        re.DOTALL,
    )

    def __init__(self, paths: Sequence[PurePosixPath], text: Text):
        parts = {part for path in paths for part in path.parts[:-1]}
        names = {match["assignment"] for part in parts if (match := self.pattern.fullmatch(part))}
        # an instructor may call it otherwise
        self.assignment = names.pop() if len(names) == 1 else ASSIGNMENT

    def read(self, part: str) -> tuple[Claim, str] | None:
        match = self.pattern.fullmatch(part)
        if match is None:
            return None
        login, clock = match["login"], re.sub(r"\D", ":", match["clock"])
        attempt = f"{match['day']} {clock}{match['rest']}"
        time = _time(f"{attempt[:-4]}+0000", "%Y-%m-%d %H:%M:%S.%f%z")
        other = match["assignment"] != self.assignment
        aside = f"of the assignment {match['assignment']}" if other else ""
        return Claim(Person(login, login, self.name), PurePosixPath(), attempt, time, 0, aside), ""


class GitHub(System):
    """PREFIX-LOGIN, a folder that is a Git repository, as `gh classroom clone student-repos` names it."""

    name = "GitHub"
    files = False

    def __init__(self, paths: Sequence[PurePosixPath], text: Text):
        tops = {path.parts[: path.parts.index(".git")] for path in paths if ".git" in path.parts}
        depths = {len(top) for top in tops}
        depth = depths.pop() if len(depths) == 1 else 0
        work = [path for path in paths if declared(path.name) and ".git" not in path.parts]
        own = depth > 0 and all(path.parts[:depth] in tops for path in work)
        self.folders_of = {top[-1] for top in tops} if own else set()
        self.prefix = f"{ASSIGNMENT}-"
        if not all(name.startswith(self.prefix) for name in self.folders_of):
            first, last = min(self.folders_of), max(self.folders_of)
            same = next((n for n, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), 0)
            self.prefix = first[: first.rfind("-", 0, same) + 1]

    def read(self, part: str) -> tuple[Claim, str] | None:
        if part not in self.folders_of:
            return None
        login = part.removeprefix(self.prefix)
        return Claim(Person(login, login, self.name), PurePosixPath()), ""


class Teams(System):
    """`Submitted files`/NAME/ASSIGNMENT/`Version N`, beside `Working files`: a class's library `Student Work` in Microsoft Teams."""

    name = "Teams"
    files = False
    WORKING = "Working files"
    pattern = re.compile(
        r"(?P<above>(?:[^/]+/)*?)(?:Submitted|Working) files/(?P<name>[^/]+)/.+", re.DOTALL
    )
    version = re.compile(r"Version (\d+)")

    def __init__(self, paths: Sequence[PurePosixPath], text: Text):
        wanted = (path for path in paths if declared(path.name) or is_archive(path))
        matches = [self.pattern.fullmatch(path.as_posix()) for path in wanted]
        # all work lies in the two libraries, side by side: else a student could have made such folders
        places = {match and match["above"] for match in matches}
        self.people = {match["name"] for match in matches if match and len(places) == 1}

    def read(self, part: str) -> tuple[Claim, str] | None:
        if part not in self.people:
            return None
        return Claim(Person(part, "", self.name), PurePosixPath()), ""

    def placed(self, claim: Claim, path: PurePosixPath, depth: int) -> Claim:
        if depth and path.parts[depth - 1] == self.WORKING:
            return claim._replace(aside="a draft that was not handed in")
        numbers = [match[1] for part in path.parts if (match := self.version.fullmatch(part))]
        return claim._replace(attempt=f"{int(numbers[-1]):09}") if numbers else claim


class OpenEdX(System):
    """[N] - LOGIN - FILE, in a folder for each place in the course (edx-ora2, openassessment/data.py)."""

    name = "Open edX"
    folders = False
    pattern = re.compile(r"\[\d+\] - (?P<login>.+?) - (?P<rest>.+)", re.DOTALL)

    def __init__(self, paths: Sequence[PurePosixPath], text: Text):
        self.there = all(self.pattern.fullmatch(path.name) for path in paths if declared(path.name))

    def read(self, part: str) -> tuple[Claim, str] | None:
        match = self.pattern.fullmatch(part) if self.there else None
        if match is None:
            return None
        person = Person(match["login"], match["login"], self.name)
        return Claim(person, PurePosixPath()), match["rest"]

    def placed(self, claim: Claim, path: PurePosixPath, depth: int) -> Claim:
        days = {day for part in path.parts[:depth] for day in DAY.findall(part)}
        other = days and DAY.findall(ASSIGNMENT)[0] not in days
        return claim._replace(aside=f"of another day ({min(days)})" if other else "")


class OpenOlat(System):
    """NAME/2_submissions, and 3_corrections, 4_revisions_1, … beside it (OpenOlat, GTAManager's archives)."""

    name = "OpenOlat"
    files = False
    pattern = re.compile(r"\d+_(?P<kind>submissions|corrections|revisions)(?:_(?P<number>\d+))?")

    def __init__(self, paths: Sequence[PurePosixPath], text: Text):
        work = [path for path in paths if declared(path.name)]
        kept = [
            (depth, path.parts[depth - 1])
            for path in work
            for depth, part in enumerate(path.parts[:-1])
            if depth and self.pattern.fullmatch(part)
        ]
        alike = len({depth for depth, _ in kept}) == 1
        self.people = {name for _, name in kept} if alike else set()

    def read(self, part: str) -> tuple[Claim, str] | None:
        if part not in self.people:
            return None
        return Claim(Person(part, "", self.name), PurePosixPath()), ""

    def placed(self, claim: Claim, path: PurePosixPath, depth: int) -> Claim:
        match = (
            self.pattern.fullmatch(path.parts[depth + 1]) if depth + 2 < len(path.parts) else None
        )
        if match is None or match["kind"] == "corrections":
            return claim._replace(aside="a teacher's feedback")
        return claim._replace(
            file=int(match["number"] or 0)
        )  # of each file, the last revision counts


class Schoology(System):
    """NAME - ID/Revision N - On time|Late (Schoology's download of all submissions)."""

    name = "Schoology"
    files = False
    person = re.compile(r"(?P<name>.+) - (?P<number>[^ ]+)", re.DOTALL)
    revision = re.compile(r"Revision (?P<number>\d+) - (?:On time|Late)", re.IGNORECASE)

    def __init__(self, paths: Sequence[PurePosixPath], text: Text):
        self.people = {
            path.parts[depth - 1]
            for path in paths
            for depth, part in enumerate(path.parts[:-1])
            if depth and self.revision.fullmatch(part)
        }

    def read(self, part: str) -> tuple[Claim, str] | None:
        match = self.person.fullmatch(part) if part in self.people else None
        if match is None:
            return None
        return Claim(Person(match["name"], match["number"], self.name), PurePosixPath()), ""

    def placed(self, claim: Claim, path: PurePosixPath, depth: int) -> Claim:
        match = self.revision.fullmatch("".join(path.parts[depth + 1 : depth + 2]))
        return claim._replace(attempt=f"{int(match['number']):09}") if match else claim


class CodeGrade(System):
    """NAME - TIME, a folder for each attempt (CodeGrade.fs, with all submissions shown)."""

    name = "CodeGrade"
    files = False
    pattern = re.compile(
        r"(?P<name>.+) - (?P<time>\d{4}-\d\d-\d\dT\d\d.\d\d.\d\d(?:\.\d+)?)", re.DOTALL
    )

    def read(self, part: str) -> tuple[Claim, str] | None:
        match = self.pattern.fullmatch(part)
        if match is None:
            return None
        digits = re.sub(r"\D", "", match["time"])[:14]
        claim = Claim(Person(match["name"], "", self.name), PurePosixPath())
        return claim._replace(attempt=match["time"], time=_time(digits, "%Y%m%d%H%M%S")), ""


class SharedFolder(System):
    """NAME - FILE or FILE - NAME, where all files are named so (Google Classroom and Forms, Dropbox's file requests).

    Where all lie in one folder, some may have no name: nobody knows whose these are.
    """

    name = "shared folder"
    folders = False
    before = re.compile(rf"(?P<name>.+?) - (?P<rest>(?:{STEMS})\b.*)", re.IGNORECASE | re.DOTALL)
    behind = re.compile(
        rf"(?P<stem>{STEMS}) - (?P<name>.+)(?P<ending>\.\w+)", re.IGNORECASE | re.DOTALL
    )

    def __init__(self, paths: Sequence[PurePosixPath], text: Text):
        work = [path for path in paths if declared(path.name)]
        flat = len({path.parent for path in work}) == 1
        nameless = {path for path in work if flat and (one := declared(path.name)) and one.usual}
        names = [path.name for path in work if path not in nameless]
        self.pattern: re.Pattern[str] | None = None
        self.nameless: set[PurePosixPath] = set()
        for pattern in (self.before, self.behind):
            matches = [pattern.fullmatch(name) for name in names]
            people = {match and match["name"] for match in matches}
            if len(people) > 1 and all(matches) and not self._a_folder_each(work, pattern):
                self.pattern, self.nameless = pattern, nameless
                self.people = {match["name"] for match in matches if match}

    @staticmethod
    def _a_folder_each(work: Sequence[PurePosixPath], pattern: re.Pattern[str]) -> bool:
        """Whether folders tell people apart already, two of one name too."""
        named = defaultdict(set)
        for path in work:
            match = pattern.fullmatch(path.name)
            named[path.parent].add(match and match["name"])
        return len(named) > 1 and all(len(names) == 1 for names in named.values())

    def read(self, part: str) -> tuple[Claim, str] | None:
        match = self.pattern.fullmatch(part) if self.pattern else None
        if match is None:
            return None
        found, name = match.groupdict(), match["name"]
        # "02_rssm - Ann Lee(1).ipynb" is Ann Lee's second one where there is an Ann Lee
        again = re.fullmatch(rf"(.+?)((?:{COPY})+)", name)
        copy = again[2] if again and again[1] in self.people else ""
        rest = found.get("rest") or found["stem"] + copy + found["ending"]
        return Claim(Person(name.removesuffix(copy), "", self.name), PurePosixPath()), rest


SYSTEMS: tuple[type[System], ...] = (
    *(Moodle, Gradescope, Brightspace, Blackboard, Sakai, Exchange, GitHub, Canvas, Teams),
    *(OpenEdX, OpenOlat, Schoology, CodeGrade),
    SharedFolder,  # the least sure comes last
)


def claims_of(
    paths: Sequence[PurePosixPath],
    text: Text = lambda path: "",
    listed: Callable[[str], bool] = lambda name: False,
) -> dict[PurePosixPath, Claim | None]:
    """Whose each path of a download is; None where it does not say so.

    text: what a file holds, for what some platforms write beside the students' files. listed: whether a name is that of one
    student of the class list.
    """
    systems = [system(paths, text) for system in SYSTEMS]
    named = {path: found for path in paths if (found := _named(path, systems))}
    shared = next(system for system in systems if isinstance(system, SharedFolder))
    claims = _by_folders([path for path in paths if path not in named], listed)
    claims |= dict.fromkeys(shared.nameless)
    others = [path for path in claims if declared(path.name) or is_archive(path)]
    tops: dict[int, set[tuple[str, ...]]] = {}  # the folders that the others are in, by depth
    for path, (depth, claim) in named.items():
        # A folder that only some are in can be a student's, who may write as a platform does.
        above = path.parts[:depth]
        sure = claim.person.system in (
            Teams.name,
            OpenEdX.name,
            SharedFolder.name,
        )  # for which all files speak
        if depth not in tops:
            tops[depth] = {other.parts[:depth] for other in others}
        sure = sure or tops[depth] <= {above}
        claims[path] = claim if sure else None
    return claims


def _named(path: PurePosixPath, systems: Iterable[System]) -> tuple[int, Claim] | None:
    """The depth at which a platform has named a path, and what it says there."""
    for depth, part in enumerate(path.parts):
        last = depth + 1 == len(path.parts)
        for system in systems:
            if (system.files if last else system.folders) and (found := system.read(part)):
                claim, rest = found
                inside = PurePosixPath(*([rest] if rest else []), *path.parts[depth + 1 :])
                shown = claim.person._replace(name=one_form(claim.person.name))
                claim = claim._replace(person=shown, inside=inside)
                return depth, system.placed(claim, path, depth)
    return None


def _by_folders(
    paths: Sequence[PurePosixPath], listed: Callable[[str], bool]
) -> dict[PurePosixPath, Claim | None]:
    """Whose each path is by its folders, or else by what a file's name begins with.

    "week3/ann/02_rssm.ipynb" and "week3/bo/day38/02_rssm.ipynb" part at the second level: there people are named. Where a
    class list has names of one level, and of none above, it is that one.
    """
    ways = {path: _names(path) for path in paths}
    work = {path: ways[path] for path in paths if declared(path.name) or is_archive(path)}
    on_list = (n for n in range(_depth(work)) if any(listed(w[n]) for w in work.values()))
    level = next(on_list, None)
    level = _level(work) if level is None else level
    claims: dict[PurePosixPath, Claim | None] = dict.fromkeys(paths)
    people = defaultdict(list)
    for path, names in ways.items():
        if len(names) > level:
            claims[path] = Claim(Person(names[level]), path)
            people[names[level]].append(path)
    doubted = {name for name in _may_be_several(work, level) if not listed(name)}
    for name, theirs in people.items():
        # Folders that are numbers are attempts, as in Submitty's archives.
        files = [path for path in theirs if declared(path.name)]
        numbers = {path: next(iter(ways[path][level + 1 :]), "") for path in files}
        if all(number.isdecimal() for number in numbers.values()):
            for path, number in numbers.items():
                claims[path] = Claim(Person(name), path, f"{int(number):09}")
        for path in files if name in doubted else ():
            claim = claims[path]
            claims[path] = claim and claim._replace(doubt=f"are all in {name!a} one person's?")
    return claims


def _names(path: PurePosixPath) -> list[str]:
    """The parts of a path that could be a person's name, from outside in."""
    folders = [one_form(part) for part in path.parts[:-1] if part.lower() not in WRAPPERS]
    stem = PurePosixPath(ADDED.sub(r"\1", path.name)).stem
    if is_archive(path):
        stem = stem.removesuffix(".tar")
    match = (ARCHIVE if is_archive(path) else STEM).fullmatch(stem)
    before = one_form(match[1].strip(" _.-")) if match else ""
    return [*folders, *([before] if before else [])]


# What a folder of one person's may be called beside another of theirs: an attempt, or a time.
ATTEMPT = re.compile(
    r"(?:(?:attempt|version|v|try|revision|rev|upload|submission|versuch|abgabe|intento|entrega)[ _-]*)?\d{1,3}"
    r"|[\d ._:TtZ+-]*(?:19|20)\d\d[\d ._:TtZ+-]*",
    re.IGNORECASE,
)


def _level(ways: Mapping[PurePosixPath, list[str]]) -> int:
    """The level on which people are named: the first on which the ways to their files part, and nobody has a file twice.

    "section 1/ann/02_rssm.ipynb" and "section 1/bo/02_rssm.ipynb" are two people's.
    """
    level = 0
    while True:
        here = {names[level] for names in ways.values() if len(names) > level}
        below = {names[level + 1] for names in ways.values() if len(names) > level + 1}
        if len(here) != 1 or len(below) < 2:
            break
        level += 1
    while level + 1 < _depth(ways) and _twice(ways, level):
        if not _each_at_one_place(ways, level + 1):
            break
        level += 1
    return level


def _depth(ways: Mapping[PurePosixPath, list[str]]) -> int:
    """The levels on which all ways have a name."""
    return min(map(len, ways.values()), default=0)


def _twice(ways: Mapping[PurePosixPath, list[str]], level: int) -> bool:
    """Whether most, if people are named on this level, have one file in two folders that are no attempts."""
    places = defaultdict(set)
    for path, names in ways.items():
        places[names[level], _file(path)].add(tuple(names[level + 1 :]))
    here = {name for name, _ in places}
    twice = {
        name
        for (name, _), rests in places.items()
        if len({tuple(part for part in rest if not ATTEMPT.fullmatch(part)) for rest in rests}) > 1
    }
    return 2 * len(twice) >= len(here) > 0  # else a student could do that for all others


def _each_at_one_place(ways: Mapping[PurePosixPath, list[str]], level: int) -> bool:
    """Whether no name of this level stands below two folders, as people's do not."""
    places = defaultdict(set)
    for names in ways.values():
        places[names[level]].add(tuple(names[:level]))
    return all(len(above) == 1 for above in places.values())


def _may_be_several(ways: Mapping[PurePosixPath, list[str]], level: int) -> set[str]:
    """Whose files, of people named on this level and by no platform, could be several people's.

    They are told apart by folders below, or words in their names, that nobody else has.
    """
    voices: dict[str | None, set[tuple[str, ...]]] = defaultdict(set)
    for path, names in ways.items():
        owner = names[level] if len(names) > level and not is_archive(path) else None
        voices[owner].add(_voice(path, names[level + 1 :]))
    heard = Counter(voice for own in voices.values() for voice in own)
    return {
        name
        for name, own in voices.items()
        if name is not None and len(own) > 1 and all(own) and all(heard[one] == 1 for one in own)
    }


def _voice(path: PurePosixPath, below: Sequence[str]) -> tuple[str, ...]:
    """What, besides the declared name, a path says below a person's folder; without attempts, and marks of copies."""
    match = STEM.fullmatch(PurePosixPath(ADDED.sub(r"\1", path.name)).stem)
    behind = match[3] if match else ""
    copies = re.findall(r"\d+", behind)
    if re.fullmatch(f"(?:{COPY})*", behind) and all(int(number) <= COPIES for number in copies):
        behind = ""
    said = (*below, one_form(behind.strip(" _.-")))
    return tuple(part for part in said if part and not ATTEMPT.fullmatch(part))


def _file(path: PurePosixPath) -> str:
    """The declared file that a path ends with; for an archive its kind."""
    spelling = declared(path.name)
    return spelling.name if spelling else "archive"


def one_form(text: str) -> str:
    """A name in Unicode's composed form, with the spaces of a single line: two spellings of it are then equal."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def folder_name(text: str) -> str:
    """A name as a folder may have it: letters of every script with their vowel signs, digits, and ` .@+=-`."""
    kept = (
        letter if letter in "_ .@+=-" or unicodedata.category(letter)[0] in "LNM" else "_"
        for letter in one_form(text)
    )
    return "".join(kept).encode()[:NAME].decode(errors="ignore").strip(" ._-")


def _time(text: str, form: str) -> datetime | None:
    try:
        return _possible(datetime.strptime(text, form))
    except ValueError:
        return None


def _possible(time: Any) -> datetime | None:
    """A time at which something can have been handed in."""
    return time if isinstance(time, datetime) and 2000 < time.year < 2200 else None
