"""Downloads in which one student's files are made to harm: all others are collected, at once, and as themselves."""

import io
import os
import tarfile
import time
import zipfile

import pytest

from dreamer.errors import UserError
from grader.course import archives
from grader.course.collect import EARLIER, collect, record_of
from grader.course.export import NAMES
from grader.course.roster import read_roster, read_table
from grader.marking.intake import read_submission

TWO, MOODLE = "02_rssm.ipynb", "assignsubmission_file"
SECONDS = 2.0  # of CPU time; these took from six seconds to for ever


def packed(files, how=zipfile.ZIP_DEFLATED):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", how) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return content.getvalue()


zeros = bytes(150 << 20)


def far_away(files):
    """A zip file whose only entry begins beyond its end, and beyond what fits."""
    whole = bytearray(packed(files))
    at = whole.rindex(b"PK\x01\x02")
    name_length = int.from_bytes(whole[at + 28 : at + 30], "little")
    whole[at + 42 : at + 46] = b"\xff" * 4
    whole[at + 30 : at + 32] = (12).to_bytes(2, "little")
    extra = b"\x01\x00\x08\x00" + (2**64 - 5).to_bytes(8, "little")
    whole[at + 46 + name_length : at + 46 + name_length] = extra
    end = whole.rindex(b"PK\x05\x06")
    size = int.from_bytes(whole[end + 12 : end + 16], "little")
    whole[end + 12 : end + 16] = (size + 12).to_bytes(4, "little")
    return bytes(whole)


def long_path(files):
    content = io.BytesIO()
    with tarfile.open(fileobj=content, mode="w:gz", format=tarfile.PAX_FORMAT) as archive:
        for name, text in {**files, "x" * 200_000: "x"}.items():
            info = tarfile.TarInfo(name)
            info.size = len(text)
            archive.addfile(info, io.BytesIO(text.encode()))
    return content.getvalue()


EVES = {  # a file's name -> what is in it
    "a number without end": ("day38.zip", packed({f"a_1_{'9' * 5000}_{TWO}": "eve's"})),
    "a copy without end": ("day38.zip", packed({f"02_rssm ({'9' * 5000}).ipynb": "eve's"})),
    "copies of copies": ("day38.zip", packed({f"02_rssm{' - Copy (1)' * 40}.ipynb": "eve's"})),
    "plus signs": ("day38.zip", packed({"+" * 60_000: "x", TWO: "eve's"})),
    "a bomb of bzip2": ("day38.zip", packed({TWO: zeros}, zipfile.ZIP_BZIP2)),
    "a bomb of LZMA": ("day38.zip", packed({TWO: zeros}, zipfile.ZIP_LZMA)),
    "zips of many files": (
        "day38.zip",
        packed({f"{n}.zip": packed({f"f{m}": "" for m in range(9000)}) for n in range(3)}),
    ),
    "many files": ("day38.zip", packed({TWO: "eve's", **{f"f{n}": "" for n in range(5000)}})),
    "an offset beyond all": ("day38.zip", far_away({TWO: "eve's"})),
    "a path without end": ("day38.tgz", long_path({TWO: "eve's"})),
    "a line of its own": ("day38.zip", packed({f'x","y\r"Ann Lee","","","/{TWO}': "eve's"})),
    "zips of zeros": (
        "day38.zip",
        packed(
            {f"{n}.zip": packed({"zeros": zeros, "z.zip": packed({TWO: "e"})}) for n in range(3)}
        ),
    ),
}


@pytest.mark.parametrize("name", EVES)
def test_the_others_are_collected(tmp_path, name):
    file, content = EVES[name]
    whole = {f"{who}_{n}_{MOODLE}/{TWO}": who for n, who in enumerate(("Ann Lee", "Bob Ray"))}
    (tmp_path / "in.zip").write_bytes(packed({**whole, f"Eve Fox_3_{MOODLE}/{file}": content}))
    began = time.process_time()
    for _ in range(2):  # what was recorded is read again
        collect(tmp_path / "in.zip", tmp_path / "submitted")
    assert time.process_time() - began < SECONDS * 2
    for who in ("Ann Lee", "Bob Ray"):
        assert (tmp_path / "submitted" / who / "day38" / TWO).read_text() == who
    rows = read_table(record_of(tmp_path / "submitted")).rows
    assert {row["name"] for row in rows if row["status"] == "taken"} <= {
        "Ann Lee",
        "Bob Ray",
        "Eve Fox",
    }
    assert any(row["name"] == "Eve Fox" or "Eve Fox" in row["path"] for row in rows)


OURS = """submission_11:
  :submitters:
  - :name: Ann
    :sid: a1
submission_22:
  :submitters:
  - :name: Bob
    :sid: b2
submission_33:
  :submitters:
  - :name: Eve
    :sid: e3
"""
HERS = {
    "another's name": "submission_22:\n  :submitters:\n  - :name: Eve\n    :sid: e3\n",
    "depth": "[" * 3000,
    "the first year": "submission_33:\n  :created_at: 0001-01-01 00:00:00\n",
    "aliases": "a: &a [x, x, x]\n" + "".join(
        f"{b}: &{b} [*{a}, *{a}, *{a}, *{a}]\n" for a, b in zip("abcdefghijk", "bcdefghijkl", strict=True)
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", HERS)
def test_a_student_is_no_one_else_by_a_file_like_gradescopes(tmp_path, name):
    files = {
        f"export/submission_{n}{n}/{TWO}": who for n, who in ((1, "Ann"), (2, "Bob"), (3, "Eve"))
    }
    files |= {"export/submission_metadata.yml": OURS}
    files |= {"export/submission_33/submission_metadata.yml": HERS[name]}
    (tmp_path / "in.zip").write_bytes(packed(files))
    collect(tmp_path / "in.zip", tmp_path / "submitted")
    found = {
        path.name: (path / "day38" / TWO).read_text() for path in (tmp_path / "submitted").iterdir()
    }
    assert found == {"a1": "Ann", "b2": "Bob", "e3": "Eve"} or found == {
        "Ann": "Ann",
        "Bob": "Bob",
        "Eve": "Eve",
    }


def test_nobody_hands_in_for_others_in_a_zip_file(tmp_path):
    """Whatever names stand in it, and whatever times."""
    mine = packed({f"{who}/{TWO}": "mallory's" for who in ("ann", "bob")})
    (tmp_path / "in.zip").write_bytes(packed({f"ann/{TWO}": "ann's", "homework.zip": mine}))
    (tmp_path / "class.csv").write_text("id,name\nann,Ann\nbob,Bob\nmallory,Mallory\n")
    roster = read_roster(tmp_path / "class.csv")
    outcome = collect(tmp_path / "in.zip", tmp_path / "submitted", roster=roster)
    assert outcome.left
    assert [path.read_text() for path in (tmp_path / "submitted").rglob(TWO)] == ["ann's"]


def torn():
    content = io.BytesIO()
    with tarfile.open(fileobj=content, mode="w") as archive:
        for name in (TWO, "03_returns.ipynb"):
            info = tarfile.TarInfo(name)
            info.size = 3
            archive.addfile(info, io.BytesIO(b"eve"))
    whole = bytearray(content.getvalue())
    whole[1024 + 100 : 1024 + 110] = b"x" * 10
    return bytes(whole)


def no_name():
    whole = packed({"x": "", TWO: "eve's"})
    at = whole.index(b"PK\x01\x02")
    return whole[: at + 28] + b"\0\0" + whole[at + 30 : at + 46] + whole[at + 47 :]


@pytest.mark.parametrize(
    "name", ["empty.zip", "torn.tar", "folders.zip", "nameless.zip", "signs.zip"]
)
def test_nobody_is_lost_by_an_archive_that_cannot_be_read(tmp_path, name):
    files = {"empty.zip": {}, "folders.zip": {"a/": "", "b/": ""}}
    files["signs.zip"] = {f"{'!' * 200}/{TWO}": "old", TWO: "new"}
    content = {"torn.tar": torn, "nameless.zip": no_name}.get(name, lambda: packed(files[name]))()
    whole = {f"ann_1_2_{TWO}": "ann", f"zed_9_2_{TWO}": "zed"}
    (tmp_path / "in.zip").write_bytes(packed({**whole, f"eve_3_4_{name}": content}))
    outcome = collect(tmp_path / "in.zip", tmp_path / "submitted")
    assert {"ann", "zed"} <= outcome.students
    assert "eve" in outcome.students or any("eve" in line for line in outcome.left)
    assert any("eve" in row["path"] for row in read_table(record_of(tmp_path / "submitted")).rows)


def test_whose_all_is_says_the_instructor(tmp_path):
    (tmp_path / "mail.zip").write_bytes(packed({f"bobray_22_502_{TWO}": "eve's"}))
    collect(tmp_path / "mail.zip", tmp_path / "submitted", student="Eve Fox")
    assert [path.name for path in (tmp_path / "submitted").iterdir()] == ["Eve Fox"]


def test_one_student_says_nothing_of_where_others_are_named(tmp_path):
    names = ["ann/work", "bob/draft", "cem/day38", "eve/carl", "eve/dora"]
    (tmp_path / "in.zip").write_bytes(packed({f"{name}/{TWO}": name for name in names}))
    outcome = collect(tmp_path / "in.zip", tmp_path / "submitted")
    assert outcome.students == {"ann", "bob", "cem", "eve"}
    assert outcome.left


def test_feedback_has_the_name_that_the_platform_gave():
    path = f"evefox_33_503_day38.zip/bobray_22_502_{TWO}"
    assert NAMES["canvas"](archives.PurePosixPath(path), "p.html") == "evefox_33_503_p.html"


@pytest.mark.parametrize("by", ["link", "pipe", "folder that is a link"])
def test_what_is_exchanged_after_it_was_seen_is_not_read(tmp_path, by):
    home = tmp_path / "in" / "eve"
    home.mkdir(parents=True)
    (home / TWO).write_text("eve's")
    (tmp_path / "away").mkdir()
    (tmp_path / "away" / TWO).write_text("the instructor's")
    (entry,) = archives.entries(tmp_path / "in")
    if by == "folder that is a link":
        home.rename(tmp_path / "gone")
        home.symlink_to(tmp_path / "away")
    else:
        (home / TWO).unlink()
        os.mkfifo(home / TWO) if by == "pipe" else (home / TWO).symlink_to(tmp_path / "away" / TWO)
    with pytest.raises(UserError):
        entry.read()


def test_of_many_ignored_files_some_are_listed(tmp_path):
    inside = packed({TWO: "eve's", **{f"f{n}": "" for n in range(5000)}})
    (tmp_path / "in.zip").write_bytes(packed({f"Eve Fox_3_{MOODLE}/day38.zip": inside}))
    collect(tmp_path / "in.zip", tmp_path / "submitted")
    rows = read_table(record_of(tmp_path / "submitted")).rows
    assert len(rows) < 200
    assert any("4900 more" in row["path"] for row in rows)


def test_what_does_not_count_has_its_room(tmp_path):
    """Copies of copies, in a few thousand bytes."""
    copies = {f"{n}/{TWO}": f"{n} " * (8 << 20) for n in range(8)}
    mine = packed({"a.zip": packed(copies)})
    (tmp_path / "in.zip").write_bytes(packed({f"Eve Fox_3_{MOODLE}/day38.zip": mine}))
    outcome = collect(tmp_path / "in.zip", tmp_path / "submitted")
    kept = [path.stat().st_size for path in (tmp_path / "submitted-earlier").rglob("*.ipynb")]
    assert sum(kept) <= EARLIER
    assert any("not kept" in fate.why for fate in outcome.fates) or len(kept) < 7


@pytest.mark.parametrize("how", ["a path without end", "a year beyond all"])
def test_what_a_folder_holds_stops_nobody(tmp_path, monkeypatch, how):
    for who in ("ann", "eve"):
        (tmp_path / "in" / who / "day38").mkdir(parents=True)
        (tmp_path / "in" / who / "day38" / TWO).write_text(who)
    lstat = archives.Path.lstat

    def odd(path):
        if "eve" in path.parts and how == "a path without end":
            raise OSError(36, "File name too long")
        about = lstat(path)
        if "eve" in path.parts:
            return os.stat_result((*about[:7], *(2**60,) * 3))
        return about

    monkeypatch.setattr(archives.Path, "lstat", odd)
    outcome = collect(tmp_path / "in", tmp_path / "submitted")
    assert (tmp_path / "submitted" / "ann" / "day38" / TWO).read_text() == "ann"
    assert any("cannot be looked at" in line for line in outcome.left)


def test_a_folder_of_the_exchange_that_is_anothers_is_looked_at(tmp_path, monkeypatch):
    for login, owner in (("ann", "bob"), ("cem", "cem")):
        folder = tmp_path / "in" / f"{login}+day38+2026-11-24 10:30:00.000000 UTC+x"
        folder.mkdir(parents=True)
        (folder / TWO).write_text(owner)
    monkeypatch.setattr(archives, "_login", lambda uid: owner_now[0])
    owner_now = ["bob"]
    outcome = collect(tmp_path / "in", tmp_path / "submitted")
    told = {fate.folder: fate for fate in outcome.fates if fate.name == TWO}
    assert told["ann"].status == told["cem"].status == "look"
    assert "it is bob's on this machine" in told["ann"].why
    owner_now[0] = ""
    again = collect(tmp_path / "in", tmp_path / "again")
    assert {fate.status for fate in again.fates if fate.name == TWO} == {"taken"}


def test_a_time_that_only_some_have_is_their_own(tmp_path):
    files = {
        f"ann/{TWO}": "ann",
        f"eve/{TWO}": "eve",
        "eve/timestamp.txt": "1999-01-01 00:00:00 UTC",
    }
    (tmp_path / "in.zip").write_bytes(packed(files))
    collect(tmp_path / "in.zip", tmp_path / "submitted")
    assert not (tmp_path / "submitted" / "eve" / "day38" / "timestamp.txt").exists()


HEADER = "# ---\n# jupyter:\n#   a: &a [x, x, x, x, x, x, x, x, x]\n{}# ---\n\n# %%\nx = 1\n"
ALIASES = "".join(
    f"#   {b}: &{b} [{', '.join([f'*{a}'] * 9)}]\n"
    for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)
PICTURE = '{"cells": [{"cell_type": "markdown", "source": "x", "attachments": {"%s": {"image/png": "%s"}}}]}'
NOTEBOOKS = {
    "aliases in a script's header": ("02_rssm.py", HEADER.format(ALIASES), 1),
    "a heading of a thousand million": (
        TWO,
        '{"nbformat": 3, "worksheets": [{"cells": [{"cell_type": "heading", "level": 1000000000}]}]}',
        0,
    ),
    "spaces in a picture": (TWO, PICTURE % ("a", " " * 60_000 + "!"), 1),
    "half a character in a picture's name": (TWO, PICTURE % ("\\ud800", "aGk="), 1),
    "lines of white space": ("02_rssm.py", "a\n \n" * 50_000, 0),
    "outputs of an old notebook": (
        TWO,
        '{"nbformat": 3, "metadata": {}, "worksheets": [{"cells": [{"cell_type": "code", "input": "1", "outputs": ['
        + ",".join(['{"output_type": "pyout", "text": "1", "metadata": {}}'] * 30_000)
        + "]}]}]}",
        1,
    ),
    "empty lines": ("02_rssm.py", "\n" * 100_000 + "x = 1", 2),
    "marks of cells": ("02_rssm.py", "# %%\n" * 20_000, 0),
    "paragraphs": ("02_rssm.py", "# a\n\n" * 20_000, 0),
    "facts of a cell": ("02_rssm.py", "# %% " + "a=( " * 20_000, 0),
    "a million lists": (TWO, '{"cells": [], "x": [' + "[]," * 1_000_000 + "[]]}", 0),
}


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_a_notebook_is_read_at_once(tmp_path, name):
    file, text, cells = NOTEBOOKS[name]
    home = tmp_path / "eve" / "day38"
    home.mkdir(parents=True)
    (home / file).write_text(text)
    read_submission(tmp_path / "eve")  # what is imported
    began = time.process_time()
    found = read_submission(tmp_path / "eve").cells.get("02_rssm", [])
    assert time.process_time() - began < SECONDS
    assert len(found) == cells
    for cell in found:
        for image in cell.images:
            image.name.encode()
