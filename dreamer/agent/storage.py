"""Arrays in memory, or in files whose room on the disk is reserved before they are written.

Memory-mapped files are sparse: a page that finds no room when it is written ends the process by a
signal (SIGBUS) instead of an error. So rows are given their room first, and what does not fit is
told while everything is whole.
"""

from __future__ import annotations

import errno
import os
import shutil
import sys
import tempfile
import weakref
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from dreamer.errors import UserError

SPARE = 64_000_000  # bytes that stay free: for checkpoints and curves beside the arrays
LARGE = 10**9  # bytes that are told before they are taken
BLOCK = 2**20  # bytes of zeros that are written at a time
FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


class Storage:
    """Named arrays of zeros, [rows, …] each, that take no room until it is reserved.

    columns: name -> (dtype, shape). folder: for their files; without one, only images are in a
    file (12 KB each), which vanishes with the process.

    Raises UserError where the folder holds arrays of other shapes.
    """

    def __init__(self, folder: Path | None, columns: Mapping[str, tuple[type, tuple[int, ...]]]):
        self.folder = folder or Path(tempfile.gettempdir())
        self.found = bool(folder and (folder / "obs.npy").exists())  # an earlier session's files
        self._files: dict[str, Path | int] = {}  # or an open file's number
        self.arrays: dict[str, np.ndarray] = {}
        for name, (dtype, shape) in columns.items():
            if folder:
                self._files[name] = folder / f"{name}.npy"
                self.arrays[name] = _mapped(folder / f"{name}.npy", dtype, shape)
            elif len(shape) == 5:
                with tempfile.TemporaryFile() as file:
                    self.arrays[name] = np.memmap(file, dtype, "w+", shape=shape)
                    self._files[name] = kept = os.dup(file.fileno())
                weakref.finalize(self, os.close, kept)
            else:
                self.arrays[name] = np.zeros(shape, dtype)

    def reserve(self, start: int, end: int) -> None:
        """Give rows start … end − 1 their room on the disk, which earlier rows have. What is in them is lost.

        Raises UserError, and takes nothing, where they do not fit.
        """
        if sys.platform == "win32":
            return  # a file has all its room there from the moment it is made
        ends = {name: self._offset(name, end) for name in self._files}
        missing = sum(
            max(0, ends[name] - 512 * os.stat(file).st_blocks) for name, file in self._files.items()
        )
        if missing and missing + SPARE > shutil.disk_usage(self.folder).free:
            raise self._no_room(missing)
        if missing > LARGE:
            print(f"the replay takes {_size(missing)} in {self.folder}", flush=True)
        try:
            for name, file in self._files.items():
                first = self._offset(name, start)
                with open(file, "r+b", closefd=isinstance(file, Path)) as opened:
                    _reserve(opened.fileno(), first, ends[name] - first)
        except OSError as error:
            if error.errno not in FULL:
                raise
            raise self._no_room(missing) from error

    def flush(self) -> None:
        """Hand everything to the file system."""
        for array in self.arrays.values():
            if isinstance(array, np.memmap):
                array.flush()

    def _offset(self, name: str, row: int) -> int:
        array = self.arrays[name]
        return getattr(array, "offset", 0) + row * array.strides[0]

    def _no_room(self, missing: int) -> UserError:
        free = shutil.disk_usage(self.folder).free
        return UserError(
            f"the replay needs {_size(missing)} more in {self.folder}, where {_size(free)} are free and "
            f"{_size(SPARE)} are kept for checkpoints: make room there, take a --logdir on another disk, "
            "or begin with a smaller replay_capacity"
        )


def _mapped(path: Path, dtype: type, shape: tuple[int, ...]) -> np.ndarray:
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            return np.lib.format.open_memmap(path, "w+", dtype, shape)
        except OSError as error:
            path.unlink(missing_ok=True)
            raise UserError(f"{path} cannot be made: {error.strerror or error}") from error
    try:
        array = np.lib.format.open_memmap(path, "r+")
    except (ValueError, OSError) as error:
        raise UserError(f"{path} cannot be read ({error}): remove the run's folder") from error
    if array.shape != shape or array.dtype != dtype:
        raise UserError(f"{path} belongs to another configuration: remove the run's folder")
    return array


def _reserve(file: int, start: int, size: int) -> None:
    """Give a stretch of an open file its room, by zeros where the system has no call for that."""
    if sys.platform == "win32":
        return
    if sys.platform != "darwin" and size > 0:
        try:
            return os.posix_fallocate(file, start, size)
        except OSError as error:
            if error.errno not in (errno.EOPNOTSUPP, errno.EINVAL):
                raise
    for at in range(start, start + size, BLOCK):
        os.pwrite(file, bytes(min(BLOCK, start + size - at)), at)


def _size(count: int) -> str:
    return f"{count / 1e9:.1f} GB" if count >= LARGE else f"{count / 1e6:.0f} MB"
