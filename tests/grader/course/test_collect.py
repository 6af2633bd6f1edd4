"""Does what a learning platform hands over end up under the right student, and nowhere else?"""

import io
import stat
import tarfile
import zipfile

import pytest

from dreamer import UserError
from grader.cli import main
from grader.course.collect import collect
from grader.marking.intake import BYTES

ONE, TWO = "01_symlog_twohot", "02_rssm"


def packed(files):
    """A zip file's bytes: name -> content, or (content, mode)."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_DEFLATED
            if isinstance(content, tuple):
                content, mode = content
                entry.external_attr = mode << 16
            archive.writestr(entry, content)
    return buffer.getvalue()


def collected(tmp_path, files, **options):
    """What is in `submitted` afterwards, and what was left alone."""
    (tmp_path / "in.zip").write_bytes(packed(files))
    result = collect(tmp_path / "in.zip", tmp_path / "submitted", **options)
    return everything(tmp_path / "submitted"), result.left


def everything(folder):
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_text() for path in files}


def test_the_agents_files_come_along(tmp_path):
    names = {
        "ann_1_2_agent.safetensors": "w",
        "ann_1_2_agent-1.csv": "c",
        "ann_1_2_agent.ipynb": "x",
    }
    found, left = collected(tmp_path, names)
    assert found == {"ann/day38/agent.safetensors": "w", "ann/day38/agent.csv": "c"}
    assert left == []


@pytest.mark.parametrize(
    "name",
    [
        f"ann/day38/{ONE}.ipynb",
        f"ann/{ONE}.ipynb",
        f"ann/labs/day38/{ONE}.ipynb",
        f"./ann/{ONE}.ipynb",
        f"ann_12345_assignsubmission_file_/{ONE}.ipynb",
        f"ann_12345_assignsubmission_file_{ONE}.ipynb",
        f"ann_12345_67890_{ONE}.ipynb",
        f"ann_LATE_12345_67890_{ONE}-1.ipynb",
        f"ann\\{ONE}.ipynb",
        f"submissions/ann/day38/{ONE}.ipynb",
        f"submissions/ann_12345_67890_{ONE}.ipynb",
    ],
)
def test_a_students_notebook_is_found(tmp_path, name):
    found, left = collected(tmp_path, {name: "notebook"})
    assert found == {f"ann/day38/{ONE}.ipynb": "notebook"}
    assert left == []


@pytest.mark.parametrize("name", [f"../../bob/{ONE}.ipynb", f"/bob/{ONE}.ipynb"])
def test_a_path_that_leads_out_is_not_followed(tmp_path, name):
    """It could lead into another's folder."""
    found, left = collected(tmp_path, {name: "1", f"ann/{ONE}.ipynb": "2"})
    assert found == {f"ann/day38/{ONE}.ipynb": "2"}
    assert "leads out of the archive" in left[0]


def test_the_one_that_can_be_read_counts(tmp_path):
    found, left = collected(tmp_path, {f"ann/{ONE}.ipynb": "1", f"ann/../{ONE}.ipynb": "2"})
    assert found == {f"ann/day38/{ONE}.ipynb": "1"}
    assert len(left) == 1


def test_an_empty_file_is_looked_at(tmp_path):
    found, left = collected(tmp_path, {f"ann/{ONE}.ipynb": "", f"ann/{TWO}.ipynb": "2"})
    assert found == {f"ann/day38/{TWO}.ipynb": "2"}
    assert "is empty" in left[0]


def test_a_zip_for_each_student(tmp_path):
    inner = packed({f"labs/day38/{ONE}.ipynb": "1", f"labs/day38/{TWO}.ipynb": "2"})
    found, _ = collected(tmp_path, {"ann_12_34_day38.zip": inner, "bob/work.zip": inner})
    assert set(found) == {
        f"{who}/day38/{what}.ipynb" for who in ("ann", "bob") for what in (ONE, TWO)
    }


def test_one_students_folder_wants_a_name(tmp_path):
    files = {f"labs/day38/{ONE}.ipynb": "1"}
    with pytest.raises(UserError, match="no file of a student"):
        collected(tmp_path, files)
    assert collected(tmp_path, files, student="ann")[0] == {f"ann/day38/{ONE}.ipynb": "1"}


def test_a_folder_is_taken_like_a_zip(tmp_path):
    home = tmp_path / "in" / "ann" / "day38"
    home.mkdir(parents=True)
    (home / f"{ONE}.ipynb").write_text("1")
    (home / f"{TWO}.ipynb").symlink_to("/etc/passwd")
    (home / "notes.txt").write_text("mine")
    result = collect(tmp_path / "in", tmp_path / "submitted")
    assert everything(tmp_path / "submitted") == {f"ann/day38/{ONE}.ipynb": "1"}
    assert "not a plain file" in result.left[0]


def test_nothing_is_written_elsewhere_or_without_end(tmp_path):
    files = {
        f"ann/{ONE}.ipynb": "1",
        f"ann/{TWO}.ipynb": " " * (BYTES + 1),
        f"bob/{ONE}.ipynb": ("/etc/passwd", stat.S_IFLNK | 0o777),
        f"../../../{TWO}.ipynb": "whose?",
        f"__MACOSX/ann/{TWO}.ipynb": "not a notebook",
        "eve/../../evil.ipynb": "evil",
        "cem/day38.zip": b"no zip",
    }
    found, left = collected(tmp_path, files)
    assert found == {f"ann/day38/{ONE}.ipynb": "1"}
    assert len(left) == 5
    assert {path.name for path in tmp_path.iterdir()} == {"in.zip", "submitted", "submitted.csv"}


def test_hostile_names_become_harmless(tmp_path):
    found, _ = collected(tmp_path, {f"$(rm -rf)|a\nb/{ONE}.ipynb": "1"})
    (name,) = found
    assert name.count("/") == 2
    assert not set(name) & set("$()|\n")


def test_what_is_there_stays_unless_it_is_to_be_replaced(tmp_path):
    name = f"ann/day38/{ONE}.ipynb"
    collected(tmp_path, {name: "first"})
    assert collected(tmp_path, {name: "first"})[1] == []
    found, left = collected(tmp_path, {name: "second"})
    assert found == {name: "first"}
    assert "--replace" in left[0]
    assert collected(tmp_path, {name: "second"}, replace=True) == ({name: "second"}, [])


def test_the_command(tmp_path, capsys):
    (tmp_path / "in.zip").write_bytes(packed({f"ann/{ONE}.ipynb": "1", f"{TWO}.ipynb": "2"}))
    submitted = str(tmp_path / "submitted")
    assert main(["collect", str(tmp_path / "in.zip"), submitted]) == 1  # a person should look
    out = capsys.readouterr().out
    assert "1 files of 1 students" in out
    assert "whose is it?" in out
    (tmp_path / "text").write_text("text")
    assert main(["collect", str(tmp_path / "text"), submitted]) == 2
    assert "neither a folder nor a zip or tar file" in capsys.readouterr().err


BROKEN = {
    "deflated": zipfile.ZIP_DEFLATED,
    "lzma": zipfile.ZIP_LZMA,
    "bzip2": zipfile.ZIP_BZIP2,
}


@pytest.mark.parametrize("how", BROKEN)
def test_a_broken_zip_costs_its_student_alone(tmp_path, how):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", BROKEN[how]) as archive:
        archive.writestr(f"{ONE}.ipynb", "words " * 1000)
    inner = bytearray(buffer.getvalue())
    start = inner.index(f"{ONE}.ipynb".encode()) + len(f"{ONE}.ipynb")
    inner[start + 6 : start + 16] = b"\xff" * 10
    files = {"eve_1_2_day38.zip": bytes(inner), f"zed_9_2_{ONE}.ipynb": "1"}
    found, left = collected(tmp_path, files)
    assert found == {f"zed/day38/{ONE}.ipynb": "1"}
    assert len(left) == 1


def test_an_archive_of_too_much_costs_its_student_alone(tmp_path, monkeypatch):
    monkeypatch.setattr("grader.course.archives.ZIP_BYTES", 1 << 20)
    monkeypatch.setattr("grader.course.archives.ENTRIES", 50)
    many = packed({f"{n}": "" for n in range(51)})
    large = packed({f"{n}/{ONE}.ipynb": " " * (1 << 19) for n in range(9)})
    files = {"eve_1_2_day38.zip": many, "fay_5_2_day38.zip": large, f"zed_9_2_{ONE}.ipynb": "1"}
    found, left = collected(tmp_path, files)
    assert found.pop(f"zed/day38/{ONE}.ipynb") == "1"
    assert set(found) <= {f"fay/day38/{ONE}.ipynb"}
    assert any("no archive that can be read" in line for line in left)
    assert any("in one archive" in line for line in left)


def tarred(files, mode):
    """A tar file's bytes: name -> content; None is a link."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode=mode) as archive:
        for name, content in files.items():
            member = tarfile.TarInfo(name)
            member.mtime = 1_750_000_000
            if content is None:
                member.type, member.linkname = tarfile.SYMTYPE, "/etc/passwd"
            else:
                content = content if isinstance(content, bytes) else content.encode()
                member.size = len(content)
            archive.addfile(member, io.BytesIO(content or b""))
    return buffer.getvalue()


@pytest.mark.parametrize("ending", ["tar", "tar.gz", "tgz", "tar.bz2", "tar.xz"])
def test_a_students_tar_file_is_opened(tmp_path, ending):
    """Under the limits of a zip file: no link, no way out of it."""
    mode = "w:" + {"tar": "", "tgz": "gz"}.get(ending, ending.removeprefix("tar."))
    inner = {f"./work/{ONE}.ipynb": "1", f"work/{TWO}.ipynb": None, f"../{TWO}.ipynb": "2"}
    files = {f"ann_1_2_day38.{ending}": tarred(inner, mode), f"zed_9_2_{ONE}.ipynb": "z"}
    found, left = collected(tmp_path, files)
    assert found == {f"ann/day38/{ONE}.ipynb": "1", f"zed/day38/{ONE}.ipynb": "z"}
    assert len(left) == 2
    assert any("not a plain file" in line for line in left)
    assert any("leads out of the archive" in line for line in left)


def test_a_tar_file_of_too_much_costs_its_student_alone(tmp_path, monkeypatch):
    monkeypatch.setattr("grader.course.archives.ZIP_BYTES", 1 << 20)
    monkeypatch.setattr("grader.course.archives.MEMBERS", 50)
    many = tarred({f"{n}": "" for n in range(51)}, "w:gz")
    bomb = tarred({f"{ONE}.ipynb": " " * (1 << 21)}, "w:xz")
    files = {"eve_1_2_day38.tar.gz": many, "fay_5_2_day38.tar.xz": bomb, "gus_7_2_day38.tgz": b"?"}
    found, left = collected(tmp_path, {**files, f"zed_9_2_{ONE}.ipynb": "1"})
    assert found == {f"zed/day38/{ONE}.ipynb": "1"}
    assert len(left) == 3


def test_sections_are_told_from_drafts(tmp_path, capsys):
    """Nobody vanishes in silence: two files of one name are two people's, or attempts, or are looked at."""

    def code(names):
        source = packed({f"{name}/{file}.ipynb": name for name, file in names})
        (tmp_path / "in.zip").write_bytes(source)
        out = tmp_path / f"out{len(list(tmp_path.iterdir()))}"
        found = main(["collect", str(tmp_path / "in.zip"), str(out)])
        return found, {path.name for path in out.iterdir()}

    sections = [f"section {name}" for name in ("A/ann", "A/bo", "B/cy")]
    assert code([(name, ONE) for name in sections]) == (0, {"ann", "bo", "cy"})
    capsys.readouterr()
    drafts = [("ann/final", ONE), ("ann/draft", ONE), ("bo/final", ONE)]
    assert code(drafts) == (1, {"ann", "bo"})
    assert "are these two people?" in capsys.readouterr().out
    dated = [(f"{name}/2026-05-0{day}", ONE) for name in "ab" for day in (1, 2)]
    assert code(dated) == (0, {"a", "b"})
    capsys.readouterr()
    assert code([("A/ann", ONE), ("A/bo", TWO), ("B/cy", ONE)])[0] == 1
    assert "are all in 'A' one person's?" in capsys.readouterr().out


@pytest.mark.parametrize("inside", [f"Zed Q_9_{ONE}.ipynb", f"Zed Q/{ONE}.ipynb"])
def test_nobody_hands_in_under_anothers_name(tmp_path, inside):
    """In a folder that Moodle has named, whatever the student calls the files."""
    files = {
        f"Eve Lee_1_assignsubmission_file_/{inside}": "eve's",
        f"Zed Q_9_assignsubmission_file_/{ONE}.ipynb": "zed's",
    }
    found, _ = collected(tmp_path, files)
    assert found == {f"Eve Lee/day38/{ONE}.ipynb": "eve's", f"Zed Q/day38/{ONE}.ipynb": "zed's"}


@pytest.mark.parametrize("name", ["字" * 100, "é" * 300, "x" * 300])
def test_a_long_name_is_cut_to_what_a_folder_may_have(tmp_path, name):
    found, _ = collected(tmp_path, {f"{name}/{ONE}.ipynb": "1"})
    assert len(found) == 1
