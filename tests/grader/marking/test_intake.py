"""Is a bad submission a note, and never the end of a class?"""

import json
import os

import pytest

from dreamer import UserError
from dreamer.parts.cells import BYTES, Cell, parse_cells
from grader.marking.intake import misnamed, read_submission, students


@pytest.fixture
def home(tmp_path):
    home = tmp_path / "ann" / "day38"
    home.mkdir(parents=True)
    return home


def notebook(*cells):
    return json.dumps({"cells": [{"cell_type": "code", "source": cell} for cell in cells]})


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "no JSON"),
        (b"{ not", "no JSON"),
        (b"[" * 200_000, "no JSON"),
        (b"[]", "no notebook"),
        (b'{"worksheets": 3, "nbformat": 3}', "old format"),
        (b'{"cells": [' + b'{"cell_type": "code"},' * 3000 + b"{}]}", "more than 2000 cells"),
        (b'{"cells": [{"cell_type": "code", "source": 3}]}', "no text"),
        (b'{"cells": [{"cell_type": "code", "source": ["a", 3]}]}', "no text"),
        ('{"cells": ["λ"]}'.encode("latin-1", "replace"), None),
        ('{"cells": ["é"]}'.encode("latin-1"), "not UTF-8"),
        (notebook("x" * 300_000).encode(), "more than 200,000 characters"),
        (b" " * (BYTES + 1), "more than 20 MB"),
    ],
)
def test_what_is_no_notebook_is_said(home, content, said):
    path = home / "01_symlog_twohot.ipynb"
    path.write_bytes(content)
    if said is None:
        assert parse_cells(path.name, path.read_bytes()) == []
        return
    with pytest.raises(UserError, match=said):
        parse_cells(path.name, path.read_bytes())


def test_links_and_pipes_are_not_followed(home, tmp_path):
    (tmp_path / "secret.ipynb").write_text(notebook("secret"))
    (home / "01_symlog_twohot.ipynb").symlink_to(tmp_path / "secret.ipynb")
    os.mkfifo(home / "02_rssm.ipynb")
    (home / "03_returns.ipynb").mkdir()
    (home / "agent.safetensors").symlink_to(tmp_path / "secret.ipynb")
    submission = read_submission(tmp_path / "ann")
    assert submission.cells == {}
    assert submission.files == {}
    assert len(submission.notes) == 5


def test_linked_folders_are_no_students(tmp_path):
    (tmp_path / "real" / "day38").mkdir(parents=True)
    (tmp_path / "other").symlink_to(tmp_path / "real")
    (tmp_path / "third").mkdir()
    (tmp_path / "third" / "day38").symlink_to(tmp_path / "real" / "day38")
    assert students(tmp_path) == ["real", "third"]
    third = read_submission(tmp_path / "third")
    assert third.notes == ["no folder day38: nothing was handed in"]


def test_only_sources_and_ids_count_and_the_rest_is_named(home, tmp_path):
    grading = {"tags": ["skip"], "nbgrader": {"grade_id": "symlog", "points": 900}}
    cells = [
        {"cell_type": "markdown", "source": "words", "id": "one", "metadata": []},
        {"cell_type": "code", "source": ["a = 1\n", "b = 2"], "id": "two", "metadata": grading},
        {"cell_type": "raw", "source": "raw"},
        "no cell",
    ]
    (home / "01_symlog_twohot.ipynb").write_text(json.dumps({"cells": cells}))
    (home / "torch.py").write_text("boom")
    (home / ".day38").mkdir()
    (home / "agent.csv").write_text("words")
    submission = read_submission(tmp_path / "ann")
    found = [
        Cell("markdown", "one", "words"),
        Cell("code", "symlog", "a = 1\nb = 2"),
        Cell("raw", "", "raw"),
    ]
    assert submission.cells == {"01_symlog_twohot": found}
    assert submission.files == {"agent.csv": b"words"}
    assert submission.notes[-1] == "not graded: 'torch.py'"
    assert "02_rssm.ipynb is missing" in submission.notes


def test_no_class_is_an_error(tmp_path):
    with pytest.raises(UserError, match="no folder of a student"):
        students(tmp_path)
    with pytest.raises(UserError, match="nowhere"):
        students(tmp_path / "nowhere")


def test_half_a_character_is_replaced(home):
    """JSON can hold one, and no file can."""
    path = home / "01_symlog_twohot.ipynb"
    path.write_text('{"cells": [{"cell_type": "code", "source": "# \\ud83d"}]}')
    assert parse_cells(path.name, path.read_bytes())[0].source == "# ?"


@pytest.mark.parametrize(
    ("name", "why"), [("ann", None), ("n" * 241, "too long"), ("not\udcffutf-8", "not UTF-8")]
)
def test_names_that_no_file_can_have_are_told(name, why):
    found = misnamed(name)
    assert found is None if why is None else why in found
