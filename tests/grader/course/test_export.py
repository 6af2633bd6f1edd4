"""Does every mark come back beside the right id, in the table that the platform imports?"""

import csv
import io
import random
import shutil
import zipfile

import pytest

from dreamer import UserError
from grader.cli import main
from grader.course.collect import collect
from grader.course.export import export
from grader.course.grade import GRADEBOOK
from grader.course.gradebook import opened
from tests.grader.course.downloads import download, some_class
from tests.grader.course.test_collect import packed

MOST = 120.0


def canvas(students):
    rows = [f'"{s.last}, {s.first}",{s.number},S{s.number},{s.login},A,,7' for s in students]
    head = "Student,ID,SIS User ID,SIS Login ID,Section,Day 38: DreamerV3 (77),Other (78)"
    return (
        "\n".join([head, f"    Points Possible,,,,,{MOST},10", *rows]),
        "Day 38: DreamerV3 (77)",
        "ID",
    )


def moodle(students):
    rows = [
        f"Participant {s.number},{s.name},{s.login}@x.org,Submitted,,{MOST},Yes,-,-"
        for s in students
    ]
    head = (
        "Identifier,Full name,Email address,Status,Grade,Maximum Grade,Grade can be changed,"
        "Last modified (submission),Last modified (grade)"
    )
    return "\n".join([head, *rows]), "Grade", "Identifier"


def blackboard(students):
    column = f"Day 38 [Total Pts: {MOST:g} Score] |664617"
    rows = [f'"{s.last}"\t"{s.first}"\t"{s.login}"\t"S{s.number}"\t""' for s in students]
    head = f'"Last Name"\t"First Name"\t"Username"\t"Student ID"\t"{column}"'
    return "\n".join([head, *rows]), column, "Username"


def brightspace(students):
    column = f"Day 38 Points Grade <Numeric MaxPoints:{MOST:g} Weight:10>"
    rows = [f"{s.number},{s.login},{s.last},{s.first},,#" for s in students]
    head = f"OrgDefinedId,Username,Last Name,First Name,{column},End-of-Line Indicator"
    return "\n".join([head, *rows]), column, "OrgDefinedId"


def gradescope(students):
    rows = [f"{s.first},{s.last},{s.number},{s.login}@x.org,,{MOST}" for s in students]
    return (
        "\n".join(["First Name,Last Name,SID,Email,Total Score,Max Points", *rows]),
        "Total Score",
        "SID",
    )


TABLES = {
    "canvas": ("Canvas", canvas, "utf-8-sig"),
    "moodle": ("Moodle", moodle, "utf-8"),
    "blackboard": ("Blackboard", blackboard, "utf-16"),
    "brightspace": ("Brightspace", brightspace, "utf-8-sig"),
    "gradescope": ("Gradescope", gradescope, "utf-8"),
}


@pytest.fixture(scope="module")
def empty(tmp_path_factory):
    """A gradebook with nobody in it; to make one takes seconds."""
    path = tmp_path_factory.mktemp("empty") / GRADEBOOK
    with opened(f"sqlite:///{path}") as book:
        book.add_assignment("day38")
        book.add_notebook("n", "day38")
        book.add_grade_cell("g", "n", "day38", max_score=MOST, cell_type="markdown")
    return path


@pytest.fixture
def graded(empty, tmp_path):
    """Writes a gradebook in which these students have these marks, by hand."""

    def write(marks, waiting=()):
        shutil.copy(empty, tmp_path / GRADEBOOK)
        with opened(f"sqlite:///{tmp_path / GRADEBOOK}") as book:
            for student, mark in marks.items():
                book.add_student(student)
                book.add_submission("day38", student)
                score = book.find_grade("g", "n", "day38", student)
                score.manual_score = mark
                score.needs_manual_grade = student in waiting
            book.db.commit()

    return write


@pytest.mark.parametrize("platform", TABLES)
def test_a_class_goes_round(tmp_path, graded, platform):
    """Downloaded, collected, graded, exported: every mark beside the right id."""
    system, table, coding = TABLES[platform]
    rng = random.Random(platform)
    students = some_class(25, rng)
    absent, *there = students
    (tmp_path / "in.zip").write_bytes(packed(download(system, there, rng)))
    collect(tmp_path / "in.zip", tmp_path / "submitted")
    right = {}
    for path in (tmp_path / "submitted").glob("*/day38/*"):
        number, *_ = path.read_text().split("/")
        if number.isdigit():
            right[path.parts[-3]] = int(number)
    graded({folder: number % 1000 + 0.5 for folder, number in right.items()})
    text, column, id = table(students)
    (tmp_path / "table.csv").write_bytes(text.encode(coding))
    done = export(
        platform, tmp_path / "table.csv", tmp_path / "marks.csv", tmp_path, tmp_path / "submitted"
    )
    found = (tmp_path / "marks.csv").read_bytes().decode(coding)
    separator = "\t" if platform == "blackboard" else ","
    rows = list(csv.DictReader(io.StringIO(found, newline=""), delimiter=separator))
    marks = {row[id].removeprefix("Participant "): row[column] for row in rows}
    key = (lambda s: s.login) if platform == "blackboard" else (lambda s: str(s.number))
    assert {key(s): marks[key(s)] for s in there} == {
        key(s): f"{s.number % 1000 + 0.5:g}" for s in there
    }
    assert marks[key(absent)] == ""
    assert (done.written, done.unknown, done.waiting) == (24, [], [])
    assert len(done.without) == 1
    assert "Other (78)" not in found  # what Canvas has of other days stays as it is there


def test_other_points_possible_are_told(tmp_path, graded):
    graded({"ann": 60})
    (tmp_path / "t.csv").write_text(
        "Student,ID,Section,Day 38 (7)\nPoints Possible,,,100\nAnn,ann,1,\n"
    )
    words = ("canvas", tmp_path / "t.csv", tmp_path / "m.csv", tmp_path, tmp_path / "submitted")
    with pytest.raises(UserError, match="100 points possible where the lab has 120"):
        export(*words)
    export(*words, scale=True)
    assert "Ann,ann,1,50" in (tmp_path / "m.csv").read_text()


def test_which_column_is_asked_where_it_cannot_be_told(tmp_path, graded):
    graded({"ann": 60})
    (tmp_path / "t.csv").write_text("Student,ID,Day 38 (7),Day 38 again (8)\nAnn,ann,,\n")
    words = ("canvas", tmp_path / "t.csv", tmp_path / "m.csv", tmp_path, tmp_path / "submitted")
    with pytest.raises(UserError, match="which column"):
        export(*words)
    with pytest.raises(UserError, match="which column"):
        export(*words, column="no such")
    export(*words, column="Day 38 again (8)")
    assert (tmp_path / "m.csv").read_text().split() == [
        "Student,ID,Day",
        "38",
        "again",
        "(8)",
        "Ann,ann,60",
    ]


def test_the_command_tells_who_is_missing_and_what_waits(tmp_path, graded, capsys):
    graded({"ann": 60, "eve": 3}, waiting=["ann"])
    (tmp_path / "t.csv").write_text("Identifier,Full name,Grade\nann,Ann,\nbo,Bo,\n")
    words = [
        "export",
        "--to",
        "moodle",
        "--roster",
        str(tmp_path / "t.csv"),
        "--out",
        str(tmp_path),
    ]
    words += ["--marks", str(tmp_path / "m.csv"), "--submitted", str(tmp_path / "submitted")]
    assert main(words) == 1
    said = capsys.readouterr().out
    assert "nothing was handed in by: Bo" in said
    assert "not on the list: eve" in said
    assert "written answers wait for you: ann" in said
    assert main([*words[:2], "csv", *words[5:]]) == 1
    assert '"eve","eve","","3","120"' in (tmp_path / "m.csv").read_text()
    assert main([*words[:3], *words[5:]]) == 2
    assert "fills the table that Moodle exports" in capsys.readouterr().err


@pytest.mark.parametrize("platform", ["moodle", "canvas"])
def test_feedback_is_named_as_the_platform_takes_it(tmp_path, graded, platform):
    students = some_class(4, random.Random(0))
    files = download(TABLES[platform][0], students, random.Random(1))
    (tmp_path / "in.zip").write_bytes(packed(files))
    collect(tmp_path / "in.zip", tmp_path / "submitted")
    folders = {path.name: path for path in (tmp_path / "submitted").iterdir()}
    graded(dict.fromkeys(folders, 1.0))
    for name, home in folders.items():
        page = tmp_path / "feedback" / name / "day38" / "01_symlog_twohot.html"
        page.parent.mkdir(parents=True)
        number = next(
            text.split("/")[0]
            for path in home.rglob("*")
            if path.is_file() and (text := path.read_text())[:1].isdigit()
        )
        page.write_text(number)
    (tmp_path / "t.csv").write_text(TABLES[platform][1](students)[0])
    done = export(
        platform,
        tmp_path / "t.csv",
        tmp_path / "m.csv",
        tmp_path,
        tmp_path / "submitted",
        feedback=tmp_path / "pages.zip",
    )
    assert done.pages == 4
    with zipfile.ZipFile(tmp_path / "pages.zip") as archive:
        for name in archive.namelist():
            number = archive.read(name).decode()
            parts = name.split("/")[0].split("_")
            assert number in parts
            if platform == "moodle":
                assert parts[1:4] == [number, "assignsubmission", "file"]


def test_a_plain_table_has_no_formula(tmp_path, graded):
    graded({"=1+1": 60})
    export("csv", None, tmp_path / "m.csv", tmp_path, tmp_path / "submitted")
    assert '"\'=1+1","\'=1+1","","60","120"' in (tmp_path / "m.csv").read_text()


def test_an_empty_gradebook_is_one_line(tmp_path):
    with pytest.raises(UserError, match="grade first"):
        export("csv", None, tmp_path / "m.csv", tmp_path, tmp_path / "submitted")
