"""Downloads as two made them who had not seen the collector (`strangers_downloads*.py`): is all work where it belongs?"""

import pytest

from grader.cli import main
from tests.grader.course import strangers_downloads, strangers_downloads_2

CASES = {
    f"{number}-{case.__name__.removeprefix('case_')}": case
    for number, downloads in enumerate((strangers_downloads, strangers_downloads_2), 1)
    for case in downloads.CASES
}


@pytest.mark.parametrize("name", CASES)
def test_all_work_is_collected(name, tmp_path):
    download = tmp_path / "download"
    download.mkdir()
    case = CASES[name](download)
    submitted, expected = tmp_path / "submitted", case["expect"]
    roster = ["--roster", str(case["roster"])] if case["roster"] else []
    code = main(["collect", str(case["source"]), str(submitted), *roster])
    taken = {path: path.read_bytes() for path in submitted.rglob("*") if path.is_file()}

    def places(mark):
        return [path.relative_to(submitted) for path, content in taken.items() if mark in content]

    homes = {}
    for person in expected["work"]:
        found = {name: places(mark.encode()) for name, mark in person["marks"].items()}
        assert all(len(paths) == 1 for paths in found.values()), found
        assert all(paths[0].name == name for name, paths in found.items()), found
        (homes[person["who"]],) = {paths[0].parts[0] for paths in found.values()}
    for who, files in expected.get("undecidable_marks", {}).items():
        for path in (path for mark in files.values() for path in places(mark.encode())):
            homes[who] = path.parts[0]
    assert len(set(homes.values())) == len(homes), "two people have one folder"
    assert not [mark for mark in expected["never"] if places(mark.encode())]
    if expected["look"] is not None:
        assert (code != 0) == expected["look"]
