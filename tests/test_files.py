"""Is a file replaced in one step, also while somebody reads the old one on Windows?"""

import os

import pytest

from dreamer import files
from dreamer.files import replace, write_whole


@pytest.fixture
def refused(monkeypatch):
    """Have `os.replace` be refused as by Windows, so many times; the tries."""
    tries = []
    true_replace = os.replace

    def begin(times):
        def refusing(scratch, path):
            tries.append(path)
            if len(tries) <= times:
                raise PermissionError(13, "Access is denied", str(scratch), 5, str(path))
            true_replace(scratch, path)

        monkeypatch.setattr(os, "replace", refusing)
        return tries

    return begin


def test_a_reader_is_waited_for(refused, tmp_path):
    tries, path = refused(times=3), tmp_path / "file"
    path.write_text("old")
    write_whole(path, "new")
    assert len(tries) == 4
    assert path.read_text() == "new"


def test_nobody_is_waited_for_without_end(refused, tmp_path, monkeypatch):
    monkeypatch.setattr(files, "PATIENCE", 0.2)
    tries, path = refused(times=1000), tmp_path / "file"
    path.write_text("old")
    with pytest.raises(PermissionError):
        write_whole(path, "new")
    assert 2 < len(tries) < 10
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_other_failures_are_told_at_once(tmp_path, monkeypatch):
    monkeypatch.setattr(files.time, "sleep", None)  # raises where it is called
    with pytest.raises(FileNotFoundError):
        replace(tmp_path / "nothing", tmp_path / "file")
