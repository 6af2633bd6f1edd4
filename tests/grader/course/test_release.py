"""Does the learner's bundle hold what a learner needs, and nothing that they should not see?"""

import os
import re
import subprocess
import sys
import tomllib
import zipfile

import nbformat
import pytest

from dreamer import UserError
from dreamer.training.shipped_runs import shipped_curves
from grader.authoring import build_notebooks
from grader.cli import main
from grader.course.release import release
from tests.conftest import ROOT

pytestmark = pytest.mark.slow  # each bundle is built by nbgrader


@pytest.fixture(scope="module")
def bundle(tmp_path_factory):
    """The bundle, unpacked."""
    folder = tmp_path_factory.mktemp("bundle")
    assert main(["release", "--out", str(folder / "day38.zip")]) == 0
    with zipfile.ZipFile(folder / "day38.zip") as packed:
        packed.extractall(folder)
    return folder / "day38"


def test_nothing_of_the_instructor_is_in_it(bundle):
    names = {path.relative_to(bundle).as_posix() for path in bundle.rglob("*") if path.is_file()}
    folders = {name.split("/")[0] for name in names}
    page = {
        "README.md",
        "LICENSE",
        "pyproject.toml",
        "constraints.txt",
        "environment.yml",
        "run.py",
    }
    assert folders == {"dreamer", "labs", "setting_up", "docs", "figures"} | page
    assert {"docs/instructors.md", "docs/maintainers.md"} & names == set()
    assert {
        f"labs/day38/{path.name}" for path in (ROOT / "labs" / "day38").glob("*.ipynb")
    } <= names
    for path in (ROOT / "labs" / "day38").glob("*.ipynb"):
        assert (bundle / "labs" / "day38" / path.name).read_text() == path.read_text()
    assert not [name for name in names if "__pycache__" in name or name.startswith("/")]


COMES_UP = """
import dreamer.cli
from dreamer.training.shipped_runs import shipped_curves
print(dreamer.cli.__file__)
print(len(shipped_curves()), "curves")
dreamer.cli.main(["progress"])
"""


def test_everything_that_dreamer_needs_is_in_it(bundle):
    """Do commands and recorded curves come up, with the bundle alone on the path?"""
    environment = {**os.environ, "PYTHONPATH": str(bundle)}
    done = subprocess.run(
        [sys.executable, "-c", COMES_UP],
        cwd=bundle,
        env=environment,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(str(bundle))
    assert f"{len(shipped_curves())} curves" in done.stdout
    assert "0 of 90 points" in done.stdout


def test_it_sets_itself_up(bundle):
    """Does its run.py say what there is, for learners alone?"""
    done = subprocess.run(
        [sys.executable, "run.py"], cwd=bundle, capture_output=True, text=True, check=True
    )
    commands = [line.split()[0] for line in done.stdout.splitlines()[2:]]
    assert commands == ["lab", "jupyter", "day38", "setup"]
    assert (bundle / "setting_up" / "labmaze" / "pyproject.toml").exists()


def test_its_project_installs_no_grader(bundle):
    project = tomllib.loads((bundle / "pyproject.toml").read_text())["project"]
    assert list(project["scripts"]) == ["day38"]
    assert "grader" not in project["optional-dependencies"]
    ours = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert project["dependencies"] == ours["dependencies"]
    assert "-e .\n" in (bundle / "environment.yml").read_text()


def test_same_sources_same_bytes(tmp_path):
    for name in ("a.zip", "b.zip"):
        release(tmp_path / name)
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()


def test_a_translated_notebook_is_graded_like_the_english_one(tmp_path):
    """Are its texts of the other language, and code, ids and points as they were?"""
    both = [build_notebooks.released(), build_notebooks.released(language="de")]
    name = "01_symlog_twohot"
    assert {n for n in both[0] if both[0][n] != both[1][n]} == {name}
    english, german = (nbformat.reads(each[name], 4).cells for each in both)
    for one, other in zip(english, german, strict=True):
        assert (one.id, one.cell_type, one.metadata) == (other.id, other.cell_type, other.metadata)
        assert (one.source == other.source) == (one.cell_type == "code")
    release(tmp_path / "day38.zip", language="de")
    with zipfile.ZipFile(tmp_path / "day38.zip") as bundle:
        assert "Stauche Zahlen" in bundle.read(f"day38/labs/day38/{name}.ipynb").decode()
    with pytest.raises(UserError, match=r"language: .*de"):
        release(tmp_path / "other.zip", language="dee")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("cell 5", "cell 6", "no text for"),
        ("\n<!--", "\n<!-- cell 0123456789ab -->\nmore\n\n<!--", "no cell for 0123"),
    ],
)
def test_a_translation_of_other_texts_is_refused(tmp_path, monkeypatch, old, new, said):
    path = build_notebooks.TRANSLATIONS / "01_symlog_twohot.de.md"
    (tmp_path / path.name).write_text(path.read_text().replace(old, new, 1))
    monkeypatch.setattr(build_notebooks, "TRANSLATIONS", tmp_path)
    with pytest.raises(UserError, match=said):
        build_notebooks.released(language="de")


def test_unlocked_exercise_comes_with_its_answer(tmp_path):
    """Is it there, read-only, without nbgrader's markers, and are the others still undone?"""
    release(tmp_path / "day38.zip", unlock=["symlog"])
    with zipfile.ZipFile(tmp_path / "day38.zip") as packed:
        text = packed.read("day38/labs/day38/01_symlog_twohot.ipynb").decode()
    cells = {cell.id: cell for cell in nbformat.reads(text, 4).cells}
    assert "log1p" in cells["symlog"].source
    assert "SOLUTION" not in text
    assert cells["symlog"].metadata["nbgrader"]["locked"]
    assert "raise NotImplementedError" in cells["twohot"].source


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--unlock", "symlg"], "symlog"),
        (["--out", "day38.tar"], ".zip"),
        (["--out", "/proc/nowhere/day38.zip"], "nowhere"),
    ],
)
def test_mistakes_are_one_line(arguments, said, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert main(["release", *arguments]) == 2
    error = capsys.readouterr().err
    assert said in error
    assert error.count("\n") == 1
    assert not list(tmp_path.iterdir())


def test_unknown_exercise_is_an_error(tmp_path):
    with pytest.raises(UserError, match="twohot"):
        release(tmp_path / "day38.zip", unlock=["towhot"])


def test_every_page_that_is_linked_to_is_in_it(bundle):
    pages = [bundle / "README.md", *(bundle / "docs").glob("*.md")]
    for page in pages:
        for link in re.findall(r"\]\(([^)#]+)[)#]", page.read_text("utf-8")):
            assert link.startswith("http") or (page.parent / link).is_file(), (page.name, link)
    notebooks = "".join(p.read_text("utf-8") for p in (bundle / "labs" / "day38").glob("*.ipynb"))
    named = set(re.findall(r"docs/[a-z_]+\.md", notebooks))
    assert named
    assert not [name for name in named if not (bundle / name).is_file()]
