"""Does every submission find its student, and is every file told of, whatever platform it comes from?"""

import csv
import random
import zipfile
from pathlib import PurePosixPath

import pytest

from dreamer import UserError
from grader.cli import main
from grader.course import archives
from grader.course.collect import collect, record_of
from grader.course.naming import Person, claims_of, declared
from grader.course.roster import read_roster
from tests.grader.course.downloads import FILES, PATHS, download, some_class
from tests.grader.course.test_collect import ONE, TWO, collected, everything, packed, tarred

M = "_assignsubmission_file_"


def as_zip(tmp_path, files):
    (tmp_path / "in.zip").write_bytes(packed(files))
    return tmp_path / "in.zip"


def as_tar(tmp_path, files):
    (tmp_path / "in.tar.gz").write_bytes(tarred(files, "w:gz"))
    return tmp_path / "in.tar.gz"


def as_folder(tmp_path, files):
    for name, content in files.items():
        path = tmp_path / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return tmp_path / "in"


FORMS = (as_zip, as_tar, as_folder)


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("system", PATHS)
def test_nobody_is_merged_and_nothing_is_lost(tmp_path, system, seed):
    rng = random.Random(f"{system} {seed}")
    students = some_class(rng.randint(2, 30), rng)
    files = download(system, students, rng)
    outcome = collect(FORMS[seed % len(FORMS)](tmp_path, files), tmp_path / "submitted")
    came = everything(tmp_path / "submitted")
    for student in students:
        last = len(student.attempts) - 1
        own = {file: student.content(last, file) for file in student.attempts[last]}
        homes = {path.split("/")[0] for path, text in came.items() if text in own.values()}
        assert len(homes) == 1, student
        home = f"{homes.pop()}/day38/"
        there = {
            path.removeprefix(home): text for path, text in came.items() if path.startswith(home)
        }
        there.pop("timestamp.txt", None)
        assert there == own
    assert len(outcome.students) == len(students)
    assert outcome.left == []
    with record_of(tmp_path / "submitted").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert sorted(row["path"] for row in rows) == sorted(files)
    assert {row["status"] for row in rows} <= {"taken", "superseded", "ignored"}


@pytest.mark.parametrize(
    ("path", "person", "inside"),
    [
        (f"lee_12_34_{ONE}.ipynb", Person("lee", "12", "Canvas"), f"{ONE}.ipynb"),
        (f"lee_late_12_34_{ONE}-2.ipynb", Person("lee", "12", "Canvas"), f"{ONE}-2.ipynb"),
        (f"LATE_anon_aB3xZ_34_{ONE}.ipynb", Person("anon", "aB3xZ", "Canvas"), f"{ONE}.ipynb"),
        (
            f"Participant_77{M}/a/{ONE}.ipynb",
            Person("Participant", "77", "Moodle"),
            f"a/{ONE}.ipynb",
        ),
        (f"Group A_5{M[:-1]}/{ONE}.ipynb", Person("Group A", "5", "Moodle"), f"{ONE}.ipynb"),
        (
            f"1-2 - Lee - March 3, 2026 905 AM - {ONE}.ipynb",
            Person("Lee", "1", "Brightspace"),
            f"{ONE}.ipynb",
        ),
    ],
)
def test_what_a_platform_writes_is_read(path, person, inside):
    (claim,) = claims_of([PurePosixPath(path)]).values()
    assert claim is not None
    assert (claim.person, str(claim.inside)) == (person, inside)


@pytest.mark.parametrize(
    ("name", "standard"),
    [
        (f"{ONE}.ipynb", f"{ONE}.ipynb"),
        (f"{ONE} (2).ipynb", f"{ONE}.ipynb"),
        (f"{ONE} - Copy.ipynb", f"{ONE}.ipynb"),
        (f"{ONE}-Copy1 (1).ipynb", f"{ONE}.ipynb"),
        (f"{ONE}.IPYNB", f"{ONE}.ipynb"),
        (f"{ONE.upper()}.ipynb.txt", f"{ONE}.ipynb"),
        (f"{ONE}_final.ipynb", f"{ONE}.ipynb"),
        (f"my {ONE}.py", f"{ONE}.py"),
        ("agent (1).safetensors", "agent.safetensors"),
        ("agent.ipynb", None),
        ("useragent.csv", None),
        ("agents.csv", None),
        (f"{ONE}.pdf", None),
        ("reagent.safetensors", None),
    ],
)
def test_a_changed_name_is_recognised(name, standard):
    spelling = declared(name)
    assert (spelling and spelling.name) == standard


def test_the_usual_name_counts_before_others_and_the_newest_copy_before_older(tmp_path):
    files = {
        f"ann/{ONE}_backup.ipynb": "backup",
        f"ann/{ONE}.ipynb": "released",
        f"ann/{ONE} (1).ipynb": "one",
        f"ann/{ONE} (2).ipynb": "two",
    }
    found, left = collected(tmp_path, files)
    assert (found, left) == ({f"ann/day38/{ONE}.ipynb": "two"}, [])
    kept = everything(tmp_path / "submitted-earlier").values()
    assert sorted(kept) == ["backup", "one", "released"]


def test_a_student_in_the_folder_of_another_platforms_form_stays_in_their_own(tmp_path):
    """In a class of plain folders, nobody becomes another by a folder that a platform could have written."""
    files = {
        f"zed/{ONE}.ipynb": "zed's",
        f"eve/zed_9{M}/{ONE}.ipynb": "eve's",
        f"aeve/bob/{ONE}.ipynb": "aeve's",
        f"ann/my work/{TWO}.ipynb": "ann's",
    }
    found, left = collected(tmp_path, files)
    assert found == {
        f"zed/day38/{ONE}.ipynb": "zed's",
        f"aeve/day38/{ONE}.ipynb": "aeve's",
        f"ann/day38/{TWO}.ipynb": "ann's",
    }
    assert "whose is it?" in left[0]


def test_a_students_zip_says_nothing_of_others(tmp_path):
    inner = packed({f"Zed_9{M}/{ONE}.ipynb": "eve's", "timestamp.txt": "2001-01-01"})
    files = {"eve.zip": inner, f"zed/{ONE}.ipynb": "zed's"}
    found, _ = collected(tmp_path, files)
    assert found == {f"eve/day38/{ONE}.ipynb": "eve's", f"zed/day38/{ONE}.ipynb": "zed's"}


def test_an_export_within_a_folder_is_read_as_one(tmp_path):
    inner = packed({f"Ann Lee_9{M}/{ONE}.ipynb": "1", f"Bo_8{M}/{ONE}.ipynb": "2"})
    assert set(collected(tmp_path, {"CS-Day 38-77.zip": inner})[0]) == {
        f"Ann Lee/day38/{ONE}.ipynb",
        f"Bo/day38/{ONE}.ipynb",
    }


def test_a_namesake_who_comes_later_gets_a_folder_of_their_own(tmp_path):
    collected(tmp_path, {f"Ann Lee_1{M}/{ONE}.ipynb": "first"})
    found, left = collected(tmp_path, {f"Ann Lee_2{M}/{ONE}.ipynb": "second"}, replace=True)
    assert found == {
        f"Ann Lee/day38/{ONE}.ipynb": "first",
        f"Ann Lee 2/day38/{ONE}.ipynb": "second",
    }
    assert left == []
    found, _ = collected(tmp_path, {f"Ann Lee_2{M}/{ONE}.ipynb": "again"}, replace=True)
    assert found[f"Ann Lee 2/day38/{ONE}.ipynb"] == "again"
    assert found[f"Ann Lee/day38/{ONE}.ipynb"] == "first"


def test_nobody_gets_anothers_folder_by_a_name_that_looks_like_its_number(tmp_path):
    files = {f"{name}_{id}{M}/{ONE}.ipynb": f"{id}" for name, id in NAMED}
    found, left = collected(tmp_path, files)
    assert {path.split("/")[0]: text for path, text in found.items()} == {
        "Ann Lee 1": "1",
        "Ann Lee 2": "3",
    }
    assert "Ann Lee (Moodle 2)" in left[0]


NAMED = (("Ann Lee 2", 3), ("Ann Lee", 1), ("Ann Lee", 2))


def test_names_obey_no_terminal(tmp_path, capsys):
    (tmp_path / "class.csv").write_text("id\nann\n")
    (tmp_path / "in.zip").write_bytes(packed({f"\x1b[2Jeve/{ONE}.ipynb": "1"}))
    words = ["collect", str(tmp_path / "in.zip"), str(tmp_path / "submitted")]
    assert main([*words, "--roster", str(tmp_path / "class.csv")]) == 1
    assert "\x1b" not in capsys.readouterr().out


def test_who_may_be_the_same_person_is_asked(tmp_path):
    collected(tmp_path, {f"Ann Lee_1{M}/{ONE}.ipynb": "Moodle's"})
    found, left = collected(
        tmp_path, {f"Ann Lee/{ONE}.ipynb": "?", f"Bo/{ONE}.ipynb": "bo"}, replace=True
    )
    assert found == {f"Ann Lee/day38/{ONE}.ipynb": "Moodle's", f"Bo/day38/{ONE}.ipynb": "bo"}
    assert "is Ann Lee the same as Ann Lee (Moodle 1)?" in left[0]


def test_a_later_attempt_replaces_and_the_one_before_is_kept(tmp_path):
    name = f"Day 38_ann_attempt_2026-11-0{{}}-10-00-00_{ONE}.ipynb"
    collected(tmp_path, {name.format(1): "first"})
    found, left = collected(tmp_path, {name.format(2): "second"})
    assert (found[f"ann/day38/{ONE}.ipynb"], left) == ("second", [])
    assert found["ann/day38/timestamp.txt"].startswith("2026-11-02 10:00:00")
    assert list(everything(tmp_path / "submitted-earlier").values()) == ["first"]
    found, left = collected(tmp_path, {name.format(1): "first"})
    assert found[f"ann/day38/{ONE}.ipynb"] == "second"
    assert found["ann/day38/timestamp.txt"].startswith("2026-11-02 10:00:00")
    assert "another one is there" in left[0]


def test_a_file_that_is_called_like_an_attempt_names_nobody_else(tmp_path):
    when = "attempt_2026-11-01-10-00-00"
    files = {f"Lab_s_{who}_{when}_{ONE}.ipynb": who for who in ("ann", "bob")}
    files |= {f"Lab_s_{who}_{when}.txt": f"Name: X (s_{who})\n" for who in ("ann", "bob")}
    files |= {f"Lab_s_ann_{when}_foo_{when}.txt": "Name: X Y (ann)\n"}
    found, _ = collected(tmp_path, files)
    assert found[f"s_ann/day38/{ONE}.ipynb"] == "ann"
    assert found[f"s_bob/day38/{ONE}.ipynb"] == "bob"


def test_what_the_last_attempt_lacks_is_told(tmp_path):
    name = "Day 38_ann_attempt_2026-11-0{}-10-00-00_{}.ipynb"
    files = {name.format(1, ONE): "1", name.format(1, TWO): "2", name.format(2, TWO): "3"}
    found, left = collected(tmp_path, files)
    assert found[f"ann/day38/{TWO}.ipynb"] == "3"
    assert f"the last one has no {ONE}.ipynb" in left[0]


def test_who_has_nothing_that_can_be_graded_is_told_of(tmp_path):
    files = {f"ann/{ONE}.ipynb": "1", "bo/solution.docx": "2"}
    _, left = collected(tmp_path, files)
    assert left == ["'bo/solution.docx': no file to hand in, and bo has no other"]


def test_an_unreadable_file_costs_its_student_alone(tmp_path, monkeypatch):
    for who in ("ann", "bo"):
        (tmp_path / "in" / who).mkdir(parents=True)
        (tmp_path / "in" / who / f"{ONE}.ipynb").write_text(who)
    whole = archives._plain

    def opened(path, place):
        if path.parent.name == "ann":
            raise PermissionError(13, "Permission denied", str(path))
        return whole(path, place)

    monkeypatch.setattr(archives, "_plain", opened)
    outcome = collect(tmp_path / "in", tmp_path / "submitted")
    monkeypatch.undo()
    assert everything(tmp_path / "submitted") == {f"bo/day38/{ONE}.ipynb": "bo"}
    assert outcome.left == [f"'ann/{ONE}.ipynb': may not be read (its access rights)"]


ROSTERS = {
    "Canvas": (
        "Student,ID,SIS User ID,SIS Login ID,Section,Day 38 (77)\n"
        "    Points Possible,,,,,120\n"
        '"Lee, Ann",12,s12,alee,1,\n"Lee, Bo",13,s13,blee,1,\n"Cem, Ay",14,s14,acem,1,\n',
        {f"leeann_12_1_{ONE}.ipynb": "a", f"leebo_LATE_13_2_{ONE}.ipynb": "b"},
        {"alee", "blee"},
        ["Cem, Ay"],
    ),
    "Moodle": (
        "Identifier,Full name,Email address,Status,Grade,Maximum Grade\n"
        "Participant 12,Ann Lee,a@x.org,,,120\nParticipant 13,Ann Lee,b@x.org,,,120\n",
        {f"Ann Lee_12{M}/{ONE}.ipynb": "a", f"Ann Lee_13{M}/{ONE}.ipynb": "b"},
        {"12", "13"},
        [],
    ),
    "Blackboard": (
        '"Last Name"\t"First Name"\t"Username"\t"Student ID"\n"Lee"\t"Ann"\t"al_1"\t"s1"\n"Lee"\t"Bo"\t"bl"\t"s2"\n',
        {
            f"Day 38_al_1_attempt_2026-11-01-10-00-00_{ONE}.ipynb": "a",
            "Day 38_al_1_attempt_2026-11-01-10-00-00.txt": "Name: Ann Lee (al_1)\nAssignment: Day 38\n",
        },
        {"al_1"},
        ["Bo Lee"],
    ),
    "Brightspace": (
        "OrgDefinedId,Username,Last Name,First Name,End-of-Line Indicator\n#55,#alee,Lee,Ann,#\n",
        {f"7-9 - Ann Lee - Nov 2, 2026 905 AM/{ONE}.ipynb": "a"},
        {"alee"},
        [],
    ),
    "folders": (
        "id,first_name,last_name\nann,Ann,Lee\nbo,Bo,Lee\n",
        {f"Ann Lee/{ONE}.ipynb": "a", f"bo/{ONE}.ipynb": "b"},
        {"ann", "bo"},
        [],
    ),
}


@pytest.mark.parametrize("system", ROSTERS)
@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_class_list_names_people(tmp_path, system, coding):
    text, files, folders, missing = ROSTERS[system]
    (tmp_path / "class.csv").write_bytes(text.encode(coding))
    (tmp_path / "in.zip").write_bytes(packed(files))
    roster = read_roster(tmp_path / "class.csv")
    outcome = collect(tmp_path / "in.zip", tmp_path / "submitted", roster=roster)
    assert (outcome.students, outcome.missing, outcome.left) == (folders, missing, [])


def test_who_is_not_on_the_list_is_told_of(tmp_path, capsys):
    (tmp_path / "class.csv").write_text("id,name\nann,Ann Lee\n")
    (tmp_path / "in.zip").write_bytes(packed({f"ann/{ONE}.ipynb": "1", f"eve/{ONE}.ipynb": "2"}))
    words = ["collect", str(tmp_path / "in.zip"), str(tmp_path / "submitted")]
    assert main([*words, "--roster", str(tmp_path / "class.csv")]) == 1
    assert "eve is not on the roster" in capsys.readouterr().out
    assert everything(tmp_path / "submitted") == {f"ann/day38/{ONE}.ipynb": "1"}


# Lists that no platform makes -> whose a folder is.
LISTS = {
    "a name a line": ("Haddad, Omar\nMori, Yuki\n", "Yuki Mori", "Mori"),
    "a login a line": ("ann\nbob\n", "bob", "bob"),
    "no titles": (
        "S24,jdoe@x.edu,Doe,Jane,4\nS24,wei@x.edu,Wei,Sara,2\n",
        "jdoe@x.edu_9",
        "jdoe@x.edu",
    ),
    "some titles foreign": ("E-mail;Příjmení;Jméno\nn@x.cz;Novák;Jan\n", "Novak, Jan", "n@x.cz"),
    "leading zeros lost": (
        "Nr.;Matrikel;Name\n1;12345;Groß\n2;99;Groß\n",
        "0012345 J Groß",
        "12345",
    ),
    "umlauts written out": (
        "Benutzername;Name\njm;Jürgen Müller\n",
        "Mueller_Juergen_51",
        "Jürgen Müller",
    ),
    "groups": ("g_01,ann,bob\ng_02,eve,joe\n", "g_02", "g_02"),
}


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("coding", ["utf-8", "cp1252", "utf-16"])
def test_any_list_names_people(tmp_path, name, coding):
    text, folder, student = LISTS[name]
    (tmp_path / "class.csv").write_bytes(text.encode(coding, "replace").replace(b"?", b"\xed"))
    row = read_roster(tmp_path / "class.csv").find(Person(folder))
    assert row
    assert row.folder == student


# Whom a class of these three does not have, though parts of the name are theirs.
@pytest.mark.parametrize(
    "folder",
    [
        "Ann Lee-Meyer",
        "Bo Ann Lee",
        "Ann Lee and Jo Fox",
        "Ann",
        "Lee",
        "jfox2",
        "4 Lee",
        "",
        "_98765",
        "...",
    ],
)
def test_nobody_is_somebody_by_a_part_of_a_name(tmp_path, folder):
    (tmp_path / "class.csv").write_text(
        "id,name\n4,Ann Lee\njfox,Jo Fox\nbm,Bo Meyer\n0000,Zed Zero\n"
    )
    assert read_roster(tmp_path / "class.csv").find(Person(folder)) is None


@pytest.mark.parametrize("text", ["", "a,b\n", "a,b\n1,2\n1,2\n", "id\nann\nann\n", "\x00\x01"])
def test_what_is_no_class_list_is_refused(tmp_path, text):
    (tmp_path / "class.csv").write_text(text)
    with pytest.raises(UserError):
        read_roster(tmp_path / "class.csv")


def test_every_declared_file_can_be_collected(tmp_path):
    found, left = collected(tmp_path, {f"ann/day38/{file}": file for file in FILES})
    assert (found, left) == ({f"ann/day38/{file}": file for file in FILES}, [])


def test_nbgraders_time_comes_along(tmp_path):
    files = {
        f"submitted/ann/day38/{ONE}.ipynb": "1",
        "submitted/ann/day38/timestamp.txt": "2026-11-02 10:00:00 UTC",
    }
    assert collected(tmp_path, files)[0]["ann/day38/timestamp.txt"] == "2026-11-02 10:00:00 UTC"


def test_a_zip_file_that_says_less_than_it_holds_is_no_way_around_the_limit(tmp_path):
    with zipfile.ZipFile(tmp_path / "in.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"ann/{ONE}.ipynb", " " * (30 << 20))
        archive.getinfo(f"ann/{ONE}.ipynb").file_size = 10
    (line,) = collect(tmp_path / "in.zip", tmp_path / "submitted").left
    assert "cannot be read" in line


@pytest.mark.parametrize("top", ["day12", "Day 4"])
def test_what_a_course_calls_the_day_is_above_students(tmp_path, top):
    """Another number is another day only in a folder that a student has made."""
    files = {f"{top}/ann/{ONE}.ipynb": "1", f"{top}/bob/day 37/{ONE}.ipynb": "2"}
    found, left = collected(tmp_path, {**files, f"{top}/bob/{ONE}.ipynb": "3"})
    assert found == {f"ann/day38/{ONE}.ipynb": "1", f"bob/day38/{ONE}.ipynb": "3"}
    assert left == []


def test_a_students_zip_is_no_download(tmp_path):
    """Several zip files that look like downloads are none where a file lies beside them that is a student's."""
    inner = packed({f"Zed_9{M}/{ONE}.ipynb": "eve's"})
    files = {"eve.zip": inner, "fay.zip": inner, f"gus/{ONE}.ipynb": "gus's"}
    found, _ = collected(tmp_path, files)
    assert set(found) == {f"{name}/day38/{ONE}.ipynb" for name in ("eve", "fay", "gus")}


def test_nobody_is_another_by_folders_like_those_of_teams(tmp_path):
    """Where not all work lies in the library, whoever made such folders is who they lie with."""
    files = {
        f"bob/Submitted files/eve/Version 9/{ONE}.ipynb": "bob's",
        f"eve/{ONE}.ipynb": "eve's",
    }
    source = tmp_path / "download"
    for name, content in files.items():
        (source / name).parent.mkdir(parents=True)
        (source / name).write_text(content)
    assert main(["collect", str(source), str(tmp_path / "submitted")]) == 0
    for student in ("bob", "eve"):
        taken = tmp_path / "submitted" / student / "day38" / f"{ONE}.ipynb"
        assert taken.read_text() == f"{student}'s"
