"""Downloads as three made them who had not seen the collector (`strangers_downloads*.py`): is all work where it belongs?"""

import pytest

from grader.cli import main
from tests.grader.course import strangers_downloads, strangers_downloads_2, strangers_downloads_3

CASES = {
    f"{number}-{case.__name__.removeprefix('case_')}": case
    for number, downloads in enumerate((strangers_downloads, strangers_downloads_2), 1)
    for case in downloads.CASES
}
THIRD = strangers_downloads_3.CASES


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


@pytest.mark.parametrize("name", THIRD)
def test_all_work_is_collected_again(name, tmp_path):
    case, code, taken = collected(THIRD[name], tmp_path)
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
