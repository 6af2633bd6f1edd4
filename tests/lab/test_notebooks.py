"""Do the notebooks run from top to bottom, as a learner gets them and as they are solved?"""

import os
import re
import shutil

import jupytext
import nbformat
import pytest
from nbclient import NotebookClient

from dreamer.errors import UserError
from dreamer.lab.notebook_cells import VARIABLE, once_written
from dreamer.parts.exercises import agent_mark, exercises, questions
from tests.conftest import ROOT

LABS, SOLUTIONS = ROOT / "labs" / "day38", ROOT / "solutions" / "day38"
NAMES = [path.stem for path in sorted(LABS.glob("*.ipynb"))]


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (NotImplementedError(), "run it again when they are written"),
        (UserError("symlog is not done"), "waits: symlog is not done"),
        (NameError("name 'symlog' is not defined"), "an earlier one: name 'symlog'"),
        (IndexError("3"), "This cell stopped at IndexError"),
    ],
)
def test_a_cell_that_cannot_run_lets_the_notebook_go_on(error, said, capsys):
    with once_written():
        raise error
    out, err = capsys.readouterr()
    assert said in out
    assert err == ""


def graded_cells(folder):
    """grade_id -> (cell, its nbgrader metadata), over all notebooks."""
    found = {}
    for name in NAMES:
        for cell in nbformat.read(folder / f"{name}.ipynb", 4).cells:
            if "nbgrader" in cell.metadata:
                settings = cell.metadata["nbgrader"]
                assert settings["grade_id"] not in found
                found[settings["grade_id"]] = cell, settings
    return found


@pytest.mark.parametrize("folder", [LABS, SOLUTIONS], ids=["labs", "solutions"])
def test_every_exercise_is_there_with_its_points(folder):
    """Are checks, answers and written questions those of `exercises.toml`, 120 points in all?"""
    cells = graded_cells(folder)
    expected = {e.id: None for e in exercises(extra=True)}
    expected |= {f"check_{e.id}": e.points for e in exercises()}
    expected |= {q.id: q.points for q in questions()} | {"check_agent": agent_mark().points}
    assert {id: settings.get("points") for id, (_, settings) in cells.items()} == expected
    assert sum(points or 0 for points in expected.values()) == 120
    written = {id for id, (_, s) in cells.items() if s["solution"] and s["grade"]}
    assert written == {q.id for q in questions()}


def test_no_answer_is_released():
    """Is no line of a solution or of a model answer in the learners' notebooks?"""
    released = "\n".join(
        cell.source for name in NAMES for cell in nbformat.read(LABS / f"{name}.ipynb", 4).cells
    )
    lines = {line.strip() for line in released.split("\n")}
    for master in SOLUTIONS.glob("*.py"):
        for block in re.findall(r"### BEGIN SOLUTION\n(.*?)### END", master.read_text(), re.S):
            hidden = {line.strip() for line in block.split("\n") if len(line.strip()) > 25}
            assert not hidden & lines
    for cell, settings in graded_cells(SOLUTIONS).values():
        if settings["grade"] and settings["solution"]:
            assert cell.source not in released
    assert "grader" not in re.findall(r"^\s*(?:import|from) (\w+)", released, re.M)


def test_learners_notebooks_have_no_outputs():
    for name in NAMES:
        for cell in nbformat.read(LABS / f"{name}.ipynb", 4).cells:
            assert not cell.get("outputs")
            assert cell.get("execution_count") is None


def run(folder, scratch, monkeypatch, graded=True):
    """Every notebook of `folder`, executed in order in one copy: name -> notebook."""
    for path in folder.glob("*.ipynb"):
        shutil.copy(path, scratch)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]))
    if graded:
        monkeypatch.setenv(VARIABLE, "1")
    executed = {}
    for name in NAMES:
        notebook = nbformat.read(scratch / f"{name}.ipynb", 4)
        client = NotebookClient(notebook, timeout=600, resources={"metadata": {"path": scratch}})
        executed[name] = client.execute()
    return executed


def texts(cell):
    """What a cell printed, and the text of what it showed."""
    outputs = cell.get("outputs", [])
    printed = [o.text for o in outputs if o.output_type == "stream"]
    shown = [o.data.get("text/plain", "") for o in outputs if "data" in o]
    return "\n".join(printed + shown)


def pictures(notebook):
    """How many are shown, each with its words."""
    data = [o.data for cell in notebook.cells for o in cell.get("outputs", []) if "data" in o]
    words = [alt for d in data for alt in re.findall("<img alt='([^']*)'", d.get("text/html", ""))]
    assert all(len(alt) > 15 for alt in words)
    assert sum("image/png" in d or "image/gif" in d for d in data) <= len(words)
    return len(words)


@pytest.mark.slow
@pytest.mark.parametrize("folder", [LABS, SOLUTIONS], ids=["labs", "solutions"])
def test_notebooks_run_from_top_to_bottom(folder, tmp_path, monkeypatch):
    """Does a fresh copy stop nowhere, "not started" throughout, and the solved one pass in full?"""
    executed = run(folder, tmp_path, monkeypatch)
    points = {e.id: e.points for e in exercises()}
    seen = 0.0
    for notebook in executed.values():
        for cell in notebook.cells:
            outputs = cell.get("outputs", [])
            assert not [o for o in outputs if o.output_type == "error"]
            assert not [o.text for o in outputs if o.get("name") == "stderr"]
            id = cell.metadata.get("nbgrader", {}).get("grade_id", "").removeprefix("check_")
            if cell.cell_type == "code" and cell.source.startswith(f'check("{id}"'):
                given = float(outputs[-1]["data"]["text/plain"])
                assert given == (points[id] if folder == SOLUTIONS else 0)
                assert ("passed" if folder == SOLUTIONS else "not started") in texts(cell)
                seen += points[id]
    assert seen == sum(points.values())
    if folder == SOLUTIONS:
        assert {name: pictures(notebook) for name, notebook in executed.items()} == {
            "00_start_here": 0,
            "01_symlog_twohot": 2,
            "02_rssm": 3,
            "03_returns": 4,
            "04_train_and_compare": 3,
            "05_open_the_dream": 10,
            "06_the_rest_of_the_agent": 1,
        }
        assert "PASSED" in "".join(texts(cell) for cell in executed["03_returns"].cells[-3:])


def test_masters_and_notebooks_hold_the_same_source():
    for path in SOLUTIONS.glob("*.py"):
        code = [c.source for c in jupytext.read(path).cells if c.cell_type == "code"]
        built = nbformat.read(path.with_suffix(".ipynb"), 4).cells
        assert code == [c.source for c in built if c.cell_type == "code"]
