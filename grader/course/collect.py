"""Brings submissions from a learning platform (a folder or a zip file) into the folder that is graded.

    collect(Path("download.zip"), Path("submitted"))

A source is a folder or a zip file, of one student or of a class: a folder for each student (as
nbgrader and Moodle have it), files that begin with the student's name (as Canvas has it), or a zip
file for each student. Only the declared notebooks and the agent's files are taken. No name in an archive is
used as a path, nothing is unpacked beyond what a notebook may have, and links are left alone.
"""

from __future__ import annotations

import io
import lzma
import math
import os
import stat
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from dreamer.errors import UserError
from dreamer.files import write_whole
from grader.course.lms_names import FILES, INNER_ZIP, student_of, wanted
from grader.marking.intake import BYTES
from grader.paths import ASSIGNMENT

ZIP_BYTES = 200 << 20  # of a student's zip file
ENTRIES = 100_000
# what reading an archive raises, whatever is in it
DAMAGED = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError),
    *(NotImplementedError, RuntimeError, ValueError),
)


class Found(NamedTuple):
    """A file, and whose it is."""

    student: str
    name: str
    content: bytes


class Collected(NamedTuple):
    """Students, files written, and what was left alone and why."""

    students: set[str]
    written: int
    left: list[str]


def collect(
    source: Path, submitted: Path, student: str | None = None, replace: bool = False
) -> Collected:
    """Copy what was handed in to `submitted/STUDENT/day38/`.

    student: whose it is, where the source does not say. A file that is there already
    and differs stays, and is named, unless `replace`.

    Raises UserError where the source is neither a folder nor a zip file, or holds no file.
    """
    left: list[str] = []
    if source.is_dir():
        entries = _in_folder(source, left)
    elif zipfile.is_zipfile(source):
        entries = _in_zip(source, left)
    else:
        raise UserError(f"{source} is neither a folder nor a zip file")
    students, written = set(), 0
    for found in _files(entries, student or "", left):
        home = submitted / found.student / ASSIGNMENT
        path = home / found.name
        students.add(found.student)
        if path.is_file() and path.read_bytes() == found.content:
            continue
        if path.exists() and not replace:
            left.append(f"{found.student}/{found.name}: another one is there (--replace takes it)")
            continue
        home.mkdir(parents=True, exist_ok=True)
        write_whole(path, found.content)
        written += 1
    if not students:
        raise UserError(
            f"{source} holds no file of a student (looked for {', '.join(sorted(FILES))})"
        )
    return Collected(students, written, left)


Entry = tuple[PurePosixPath, bytes]


def _files(
    entries: Iterator[Entry], student: str, left: list[str], deep: int = 1
) -> Iterator[Found]:
    for path, content in entries:
        inner = INNER_ZIP.fullmatch(path.name)
        match = wanted(path.name)
        if match:
            whose = student_of(path.parent, match["before"]) or student
            if whose:
                yield Found(whose, match["stem"] + match["ending"], content)
            else:
                left.append(f"{str(path)!a}: whose is it? (--student NAME says)")
        elif inner and deep:
            whose = student_of(path.parent, inner["before"]) or student
            try:
                packed = _in_zip(io.BytesIO(content), left, ZIP_BYTES)
                found = list(_files(packed, whose, left, deep - 1))
            except (*DAMAGED, UserError) as error:
                left.append(f"{str(path)!a}: not a zip file that can be read ({error})")
                continue
            yield from (one._replace(student=whose or one.student) for one in found)


def _in_folder(source: Path, left: list[str]) -> Iterator[Entry]:
    for place, folders, files in os.walk(source):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            path = Path(place) / name
            inside = PurePosixPath(path.relative_to(source).as_posix())
            if not (wanted(name) or INNER_ZIP.fullmatch(name)):
                continue
            if not stat.S_ISREG(path.lstat().st_mode):
                left.append(f"{str(inside)!a}: not a plain file")
                continue
            with open(path, "rb") as file:
                content = file.read(_limit(name) + 1)
            if _fits(inside, content, left):
                yield inside, content


def _in_zip(source: Path | io.BytesIO, left: list[str], most: float = math.inf) -> Iterator[Entry]:
    """The entries that are wanted, of no more than `most` bytes in all."""
    with zipfile.ZipFile(source) as archive:
        entries = archive.infolist()
        if len(entries) > ENTRIES:
            raise UserError(f"an archive of more than {ENTRIES:,} files")
        for entry in entries:
            path = PurePosixPath(entry.filename.replace("\\", "/"))
            parts = [part for part in path.parts if part not in ("/", ".", "..")]
            path = PurePosixPath(*parts)
            if any(part.startswith(".") or part == "__MACOSX" for part in parts[:-1]):
                continue
            if not (wanted(path.name) or INNER_ZIP.fullmatch(path.name)):
                continue
            if stat.S_ISLNK(entry.external_attr >> 16):
                left.append(f"{str(path)!a}: not a plain file")
                continue
            try:
                with archive.open(entry) as file:
                    content = file.read(_limit(path.name) + 1)
            except DAMAGED as error:
                left.append(f"{str(path)!a}: {error}")
                continue
            most -= len(content)
            if most < 0:
                left.append(f"{str(path)!a}: more than {ZIP_BYTES >> 20} MB in one archive")
                return
            if _fits(path, content, left):
                yield path, content


def _limit(name: str) -> int:
    return ZIP_BYTES if name.endswith(".zip") else BYTES


def _fits(path: PurePosixPath, content: bytes, left: list[str]) -> bool:
    if len(content) <= _limit(path.name):
        return True
    left.append(f"{str(path)!a}: more than {_limit(path.name) >> 20} MB")
    return False
