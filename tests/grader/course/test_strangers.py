"""Downloads as four made them who had not seen the collector (`strangers_downloads*.py`): is all work where it belongs?"""

import pytest

from grader.cli import main
from tests.grader.course import (
    strangers_downloads,
    strangers_downloads_2,
    strangers_downloads_3,
    strangers_downloads_4,
)

CASES = {
    f"{number}-{case.__name__.removeprefix('case_')}": case
    for number, downloads in enumerate((strangers_downloads, strangers_downloads_2), 1)
    for case in downloads.CASES
}
LATER = {
    f"{number}-{name.removeprefix('case_')}": case
    for number, downloads in enumerate((strangers_downloads_3, strangers_downloads_4), 3)
    for name, case in downloads.CASES.items()
}
# The folder of a second mail, "2024-03-15_07-10_Jane Doe_Re HW3": "Re" could be a name, so it is not taken, and told of.
TOLD_OF = LATER.pop("4-email_folders")


@pytest.mark.parametrize("name", CASES)
def test_all_work_is_collected(name, tmp_path):
    case, code, taken = collected(CASES[name], tmp_path)
    expected, homes = case["expect"], {}
    for person in expected["work"]:
        found = {name: places(taken, mark) for name, mark in person["marks"].items()}
        assert all(len(paths) == 1 for paths in found.values()), found
        assert all(paths[0].name == name for name, paths in found.items()), found
        (homes[person["who"]],) = {paths[0].parts[0] for paths in found.values()}
    for who, files in expected.get("undecidable_marks", {}).items():
        for path in (path for mark in files.values() for path in places(taken, mark)):
            homes[who] = path.parts[0]
    check(expected, code, taken, homes)


def test_what_could_be_somebody_elses_is_told_of(tmp_path, capsys):
    _, code, taken = collected(TOLD_OF, tmp_path)
    assert code == 1
    assert "Jane Doe_Re HW3 is not on the roster" in capsys.readouterr().out
    assert not places(taken, "MARK[jdoe|04_train_and_compare.ipynb|attempt 2]")


@pytest.mark.parametrize("name", LATER)
def test_all_work_is_collected_again(name, tmp_path):
    case, code, taken = collected(LATER[name], tmp_path)
    homes = {}
    for who, marks in case["expect"]["work"].items():
        found = {mark: places(taken, mark) for mark in marks}
        assert all(len(paths) == 1 for paths in found.values()), found
        (homes[who],) = {paths[0].parts[0] for paths in found.values()}
    check(case["expect"], code, taken, homes)


def collected(build, tmp_path):
    """A case, the exit code, and what is in which file afterwards."""
    download = tmp_path / "download"
    download.mkdir()
    case, submitted = build(download), tmp_path / "submitted"
    roster = ["--roster", str(case["roster"])] if case["roster"] else []
    code = main(["collect", str(case["source"]), str(submitted), *roster])
    files = (path for path in submitted.rglob("*") if path.is_file())
    return case, code, {path.relative_to(submitted): path.read_bytes() for path in files}


def places(taken, mark):
    return [path for path, content in taken.items() if mark.encode() in content]


def check(expected, code, taken, homes):
    assert len(set(homes.values())) == len(homes), "two people have one folder"
    assert not [mark for mark in expected["never"] if places(taken, mark)]
    if expected["look"] is not None:
        assert (code != 0) == expected["look"]
