"""Downloads of a class that does not exist, as each learning platform would write them.

    for system in SYSTEMS: files = download(system, students, random.Random(0))

A student's files hold "NUMBER/ATTEMPT/FILE", so that whoever has been given them can be told.
"""

from __future__ import annotations

import random
import re
import unicodedata
from dataclasses import dataclass, field
from datetime import datetime, timedelta

FILES = (
    "01_symlog_twohot.ipynb",
    "02_rssm.ipynb",
    "03_returns.ipynb",
    "agent.safetensors",
    "agent.csv",
)
FIRST = (
    "Ann",
    "Bo",
    "Jörg",
    "Zoë",
    "Ayşe",
    "María José",
    "Anne-Marie",
    "किरण",
    "कुरण",
    "李",
    "O'Neil",
    "ann",
)
LAST = ("Lee", "Müller", "van der Berg", "Núñez", "शर्मा", "王", "Smith-Jones", "Lee")
OTHERS = (".DS_Store", "notes.txt", "figure.png", "05_open_the_dream.ipynb", "runs/log.csv")
START = datetime(2026, 11, 2, 9, 5, 7)


@dataclass
class Student:
    """number: the platform's; attempts: the files of each, the last one last."""

    number: int
    login: str
    first: str
    last: str
    attempts: list[list[str]] = field(default_factory=list)

    @property
    def name(self) -> str:
        return f"{self.first} {self.last}"

    def content(self, attempt: int, file: str) -> str:
        return f"{self.number}/{attempt}/{file}"


def some_class(count: int, rng: random.Random) -> list[Student]:
    """Students, some of one name; every one handed in something, some of them twice."""
    found = []
    for place in range(count):
        student = Student(
            rng.randrange(10**5) * 1000 + place,
            f"{rng.choice(('al', 'al_b', 'x', 'day38'))}{place}",
            rng.choice(FIRST),
            rng.choice(LAST),
        )
        whole = sorted(rng.sample(FILES, rng.randint(1, len(FILES))))
        early = [name for name in whole if rng.random() < 0.5]
        student.attempts = [early, whole] if early and rng.random() < 0.4 else [whole]
        found.append(student)
    return found


def changed(file: str, rng: random.Random) -> str:
    """A file's name as it arrives."""
    stem, _, ending = file.rpartition(".")
    ways = (f"{stem} (1).{ending}", f"{stem}-Copy1.{ending}", f"{stem}-1.{ending}", f"{file}.txt")
    return rng.choice(ways) if rng.random() < 0.2 else file


def other_form(name: str, rng: random.Random) -> str:
    return unicodedata.normalize(rng.choice(("NFC", "NFD")), name)


def download(system: str, students: list[Student], rng: random.Random) -> dict[str, str]:
    """The paths of a download, and what is in the files."""
    files: dict[str, str] = {}
    for student in students:
        for attempt, names in enumerate(student.attempts):
            if attempt + 1 < len(student.attempts) and system not in ("Blackboard", "Brightspace"):
                continue  # these hand over the last attempt alone
            time = START + timedelta(days=attempt, minutes=student.number % 600)
            for file in (*names, *rng.sample(OTHERS, rng.randint(0, 2))):
                path = PATHS[system](student, changed(file, rng), time, rng)
                files[path] = student.content(attempt, file) if file in FILES else "something else"
            if system == "Blackboard":
                receipt = f"Day 38_{student.login}_attempt_{time:%Y-%m-%d-%H-%M-%S}.txt"
                files[receipt] = f"Name: {student.name} ({student.login})"
    if system == "Gradescope":
        files["assignment_9_export/submission_metadata.yml"] = "\n".join(
            f"submission_{student.number}:\n  :submitters:\n  - :name: {student.name!r}\n"
            f"    :sid: '{student.number}'\n  :created_at: 2026-11-02 09:05:07.123456000 Z"
            for student in students
        )
    return files


def _moodle(student, file, time, rng):
    name = other_form(student.name, rng)
    return f"{name}_{student.number}_assignsubmission_file_/{file}"


def _moodle_flat(student, file, time, rng):
    return f"{student.name}_{student.number}_assignsubmission_file_{file.replace('/', '_')}"


def _canvas(student, file, time, rng):
    name = re.sub(r"\W", "", f"{student.last}{student.first}").lower()
    late = "LATE_" if student.number % 3 == 0 else ""
    return f"{name}_{late}{student.number}_{rng.randrange(10**6)}_{file.replace('/', '_')}"


def _blackboard(student, file, time, rng):
    return f"Day 38_{student.login}_attempt_{time:%Y-%m-%d-%H-%M-%S}_{file.replace('/', '_')}"


def _brightspace(student, file, time, rng):
    clock = f"{time:%I%M %p}".lstrip("0")
    day = f"{time:%b} {time.day}, {time.year}"
    return f"{student.number}-9012 - {student.name} - {day} {clock}/{file}"


def _gradescope(student, file, time, rng):
    return f"assignment_9_export/submission_{student.number}/{file}"


def _nbgrader(student, file, time, rng):
    return f"submitted/{student.login}/day38/{file}"


def _folders(student, file, time, rng):
    return f"week 7/{student.login}/{rng.choice(('', 'my work/', 'labs/day38/'))}{file}"


PATHS = {
    "Moodle": _moodle,
    "Moodle, without folders": _moodle_flat,
    "Canvas": _canvas,
    "Blackboard": _blackboard,
    "Brightspace": _brightspace,
    "Gradescope": _gradescope,
    "nbgrader": _nbgrader,
    "folders": _folders,
}
