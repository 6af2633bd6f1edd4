"""Reads downloads: the files of a folder, of a zip or tar file, and of those within one, under limits.

    for entry in entries(Path("download.zip")):
        print(entry.path, entry.refused or len(entry.read()))

No name in an archive is used as a path, links are left alone, and nothing is unpacked before it is asked for. Every
file has an entry, so that a caller can account for all of them.
"""

from __future__ import annotations

import bz2
import contextlib
import functools
import gzip
import hashlib
import io
import itertools
import lzma
import os
import re
import stat
import sys
import tarfile
import tempfile
import weakref
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import IO, Any

from dreamer.errors import UserError
from dreamer.parts.cells import BYTES, LARGEST

ZIP_BYTES = 200 << 20  # of an archive within another, and of all that is read of it
COMPRESSED: dict[bytes, Any] = {
    b"\x1f\x8b": gzip.open,
    b"BZ": bz2.open,
    b"\xfd7": lzma.open,
}  # by how a file begins
ENTRIES = 100_000
DIRECTORY = 16 << 20  # bytes of a zip file's list of these
MEMBERS = 20_000  # files and folders of a tar file
FILES_OF_ONE = 20_000  # in all archives of one student
PACKED = (
    zipfile.ZIP_STORED,
    zipfile.ZIP_DEFLATED,
)  # of other ways a small part can unpack to any size at once
HEADER = 64 << 10  # bytes of a tar file's facts on one
PART, DEEPEST = 255, 50  # characters of a part of a path, and parts of it
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
# what reading an archive raises, whatever is in it
DAMAGED = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError),
    *(tarfile.TarError, NotImplementedError, RuntimeError, ValueError, OverflowError),
)


@dataclass
class Entry:
    """A file of a download. refused: why it cannot be read, or ""; time: of its last change, as the download has it; owner: the account
    of this machine that it is, or "" where it is root's, ours, or nobody's."""

    path: PurePosixPath
    time: datetime
    opened: Callable[[], io.BufferedIOBase]
    refused: str = ""
    owner: str = ""

    def read(self, most: int = BYTES) -> bytes:
        """Its content. Raises UserError where it cannot be read, or has more than `most` bytes."""
        if self.refused:
            raise UserError(self.refused)
        try:
            with self.opened() as file:
                content = file.read(most + 1)
        except PermissionError:
            raise UserError("may not be read (its access rights)") from None
        except DAMAGED as error:
            raise UserError(f"cannot be read: {error}") from error
        if len(content) > most:
            raise UserError(f"more than {most >> 20} MB")
        return content


def entries(source: Path) -> list[Entry]:
    """All files of a folder, or of a zip or tar file. Raises UserError where it is none of these."""
    if source.is_dir():
        return _in_folder(source)
    try:
        if zipfile.is_zipfile(source):
            return _in_zip(_zip(source))
        file = source.open("rb")
        try:
            archive = tarfile.open(fileobj=file, tarinfo=_Member)  # noqa: SIM115 (read as long as it is asked)
        except BaseException:
            file.close()
            raise
        weakref.finalize(archive, file.close)  # when nothing can be read of it any more
        return _in_tar(archive)
    except DAMAGED:
        raise UserError(f"{source} is neither a folder nor a zip or tar file") from None


@dataclass
class Room:
    """Bytes of the disk that a student's archive, and those within it, may still take up while they are read; and their files."""

    left: int = ZIP_BYTES
    files: int = FILES_OF_ONE


def entries_within(entry: Entry, room: Room | None = None) -> list[Entry]:
    """All files of an archive that is itself one of a download.

    room: what it may take up, together with others. Raises UserError where it cannot be read, or is larger.
    """
    room = room or Room()
    try:
        with contextlib.ExitStack() as failing:
            file = failing.enter_context(_on_disk(entry.read(room.left), room))
            archive: zipfile.ZipFile | tarfile.TarFile
            if zipfile.is_zipfile(file):
                archive = _zip(file)
                found = _in_zip(archive, ZIP_BYTES)
            else:
                file = _unpacked(file, room, failing)
                archive = tarfile.TarFile(fileobj=file, tarinfo=_Member)
                found = _in_tar(archive)
            if not found:
                raise UserError("there is no file in it")
            room.files -= len(found)
            if room.files < 0:
                raise UserError(f"more than {FILES_OF_ONE:,} files in archives of one person")
            # when nothing is read of it any more
            weakref.finalize(archive, failing.pop_all().close)
            return found
    except DAMAGED as error:
        raise UserError(f"no archive that can be read ({error})") from error


def _on_disk(content: bytes, room: Room) -> IO[bytes]:
    """A file of its own with this content, which ends with whoever reads it."""
    room.left -= len(content)
    file = tempfile.TemporaryFile()  # noqa: SIM115 (read as long as it is asked)
    file.write(content)
    file.seek(0)
    return file


def _zip(file: Any) -> zipfile.ZipFile:
    """A zip file. Raises UserError where it lists too many files, before they are looked at."""
    with contextlib.nullcontext(file) if hasattr(file, "read") else open(file, "rb") as content:
        end = zipfile._EndRecData(content)  # type: ignore[attr-defined]
    if end and end[5] > DIRECTORY:
        raise UserError(f"an archive of more than {ENTRIES:,} files")
    return zipfile.ZipFile(file)


class _Member(tarfile.TarInfo):
    """A member of a tar file whose name and facts are as long as those of a file can be."""

    def _proc_pax(self, tarfile: tarfile.TarFile) -> Any:
        return super()._proc_pax(self._checked(tarfile))  # type: ignore[misc]

    def _proc_gnulong(self, tarfile: tarfile.TarFile) -> Any:
        return super()._proc_gnulong(self._checked(tarfile))  # type: ignore[misc]

    def _proc_sparse(self, *facts: Any) -> Any:
        raise ValueError("a file with holes")

    _proc_gnusparse_00 = _proc_gnusparse_01 = _proc_gnusparse_10 = _proc_sparse

    def _checked(self, archive: tarfile.TarFile) -> tarfile.TarFile:
        if not 0 <= self.size <= HEADER:
            raise ValueError("a name without end")
        return archive


def _in_folder(source: Path) -> list[Entry]:
    found = []

    def shut(error: OSError) -> None:
        inside = PurePosixPath(Path(error.filename).relative_to(source).as_posix())
        reason = f"may not be opened: {error.strerror}"
        found.append(Entry(inside, datetime.min, _opener(Path(error.filename)), reason))

    for place, folders, names in os.walk(source, onerror=shut):
        folders.sort()
        links = [name for name in folders if os.path.islink(Path(place) / name)]
        for name in sorted([*names, *links]):
            path = Path(place) / name
            time, refused, owner = _about(path)
            inside = _inside(path.relative_to(source).as_posix())
            found.append(Entry(inside, time, _opener(path), refused, owner))
    return found


def _about(path: Path) -> tuple[datetime, str, str]:
    """When a file was changed; why it is not read, or ""; whose it is, as `Entry.owner`."""
    try:
        about = path.lstat()
        refused = "" if stat.S_ISREG(about.st_mode) else "not a plain file"
        return datetime.fromtimestamp(about.st_mtime), refused, _login(about.st_uid)
    except (OSError, ValueError, OverflowError) as error:  # a path without end, a year beyond all
        return datetime.min, f"cannot be looked at: {error}", ""


@functools.cache
def _login(uid: int) -> str:
    try:
        import pwd

        return "" if uid in (0, os.geteuid()) else pwd.getpwuid(uid).pw_name
    except (ImportError, KeyError):  # Windows; nobody of this machine
        return ""


def _opener(path: Path) -> Callable[[], io.BufferedIOBase]:
    place = os.path.realpath(path)
    return lambda: _plain(path, place)


def _plain(path: Path, place: str) -> io.BufferedIOBase:
    """A plain file, opened. Raises OSError where it is none any more, or lies elsewhere: its student may be at work."""
    file = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    now = os.path.realpath(f"/proc/self/fd/{file}") if sys.platform == "linux" else place
    if not stat.S_ISREG(os.fstat(file).st_mode) or now != place:
        os.close(file)
        raise OSError("it is no plain file any more")
    return os.fdopen(file, "rb")


def _in_zip(archive: zipfile.ZipFile, most: float = float("inf")) -> list[Entry]:
    """most: bytes that may be read of it in all."""
    infos = archive.infolist()
    if len(infos) > ENTRIES:
        raise UserError(f"an archive of more than {ENTRIES:,} files")
    names = {info: _name(info) for info in infos}
    # Windows' zip files part folders by backslashes; elsewhere one can be half of a character
    from_windows = not any("/" in name for name in names.values())
    found, total = [], 0
    for info, name in names.items():
        if not name or info.is_dir():
            continue
        path = name.replace("\\", "/") if from_windows else name
        total += min(info.file_size, LARGEST)
        refused = "not a plain file" if stat.S_ISLNK(info.external_attr >> 16) else ""
        if total > most:
            refused = refused or f"more than {ZIP_BYTES >> 20} MB in one archive"
        if info.compress_type not in PACKED:
            refused = refused or "packed in a way that is not read here: zip it anew"
        refused = refused or _leads_out(path)
        found.append(Entry(_inside(path), _changed(info), _zip_opener(archive, info), refused))
    return found


def _unpacked(file: IO[bytes], room: Room, failing: contextlib.ExitStack) -> IO[bytes]:
    """A tar file, which may be compressed."""
    file.seek(0)
    opened = COMPRESSED.get(file.read(2))
    file.seek(0)
    if opened is None:
        return file
    with opened(file) as whole:
        content = whole.read(room.left + 1)
    if len(content) > room.left:
        raise UserError(f"more than {ZIP_BYTES >> 20} MB in one archive")
    return failing.enter_context(_on_disk(content, room))


def _in_tar(archive: tarfile.TarFile) -> list[Entry]:
    found: list[Entry] = []
    for number, member in enumerate(archive):
        if number >= MEMBERS or member.size < 0:
            raise UserError(f"an archive of more than {MEMBERS:,} files and folders")
        if not member.isdir():
            refused = "" if member.isreg() else "not a plain file"
            refused = refused or _leads_out(member.name)
            time = datetime.fromtimestamp(min(max(member.mtime, 0), 2**32))
            opener = _tar_opener(archive, member)
            found.append(Entry(_inside(member.name), time, opener, refused))
    if archive.fileobj:
        archive.fileobj.seek(archive.offset)
        if archive.fileobj.read(tarfile.BLOCKSIZE).strip(b"\0"):
            raise UserError(f"is damaged: what comes after {len(found)} files cannot be read")
    return found


def _leads_out(name: str) -> str:
    """Why a path in an archive is not followed; "" where it stays inside."""
    parts = PurePosixPath(name).parts
    return "its path leads out of the archive" if {"/", "..", "//"} & set(parts) else ""


def _tar_opener(
    archive: tarfile.TarFile, member: tarfile.TarInfo
) -> Callable[[], io.BufferedIOBase]:
    return lambda: archive.extractfile(member)  # type: ignore[return-value]


def _inside(name: str) -> PurePosixPath:
    """A path that leads nowhere else, without control characters, and with parts as a disk may have them."""
    parts = (x for x in PurePosixPath(name).parts if x not in ("/", "//", ".", ".."))
    return PurePosixPath(*(_part(x) for x in itertools.islice(parts, DEEPEST)))


def _part(name: str) -> str:
    """A part of a path; one that is too long is cut, and stays another than all others."""
    clean = CONTROL.sub(" ", name)
    if len(clean) <= PART:
        return clean
    return f"{clean[: PART - 10]} {hashlib.sha256(clean.encode(errors='replace')).hexdigest()[:9]}"


def _name(info: zipfile.ZipInfo) -> str:
    """Its name; macOS writes UTF-8 and does not say so, which is then read as an old code page."""
    if info.flag_bits & 0x800:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return info.filename


def _zip_opener(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Callable[[], io.BufferedIOBase]:
    return lambda: archive.open(info)  # type: ignore[return-value]


def _changed(info: zipfile.ZipInfo) -> datetime:
    try:
        return datetime(*info.date_time)
    except ValueError:  # a zip file may say anything
        return datetime(1980, 1, 1)
