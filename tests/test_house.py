"""Do the files that must agree agree, and are the notebooks built from their masters?"""

import ast
import dataclasses
import graphlib
import re
import subprocess
import sys

from dreamer.agent.config import Config
from dreamer.agent.settings_table import table
from dreamer.parts.exercises import exercises
from tests.conftest import ROOT


def test_notebooks_are_built():
    """Does a rebuild change nothing?"""
    command = [sys.executable, "-m", "grader.authoring.build_notebooks", "--check"]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert result.returncode == 0, result.stdout


def modules():
    """Module -> file, of both packages."""
    files = [*(ROOT / "dreamer").rglob("*.py"), *(ROOT / "grader").rglob("*.py")]
    return {
        ".".join(f.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): f
        for f in files
    }


def imported(file, known):
    """The modules of ours that a file imports, wherever it does."""
    found = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: a relative import"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
            found |= {name if name in known else node.module for name in names}
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    return found & known


def room(file):
    """The file or folder of its package that a module lies in, as the map writes it."""
    package, first, *rest = file.relative_to(ROOT).parts
    return f"{package}/{first}/" if rest else f"{package}/{first}"


def levels():
    """Room -> level, from the tables of docs/architecture.md; every room of `grader` is above `dreamer`."""
    text, found = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8"), {}
    for above, package in enumerate(("dreamer", "grader")):
        table = re.search(rf"^\| level \| `{package}/` .*\n((?:\|.*\n)+)", text, re.M)[1]
        for level, rooms in re.findall(r"^\| (\d+) \| (.*?) \|", table, re.M):
            found |= {
                f"{package}/{name}": (above, int(level)) for name in re.findall("`(.*?)`", rooms)
            }
    return found


def test_the_map_shows_every_room():
    assert {room(file) for file in modules().values()} == levels().keys()


def test_imports_run_one_way():
    """Does each room import only from rooms below it, and no module in a circle?"""
    files, level = modules(), levels()
    graph = {name: imported(file, files.keys()) - {name} for name, file in files.items()}
    for name, others in graph.items():
        here = room(files[name])
        for other in others:
            there = room(files[other])
            assert here == there or level[there] < level[here], f"{name} imports {other}"
    list(graphlib.TopologicalSorter(graph).static_order())  # raises CycleError


def test_notebooks_import_only_what_learners_get():
    masters = (ROOT / "solutions").rglob("*.py")
    assert not [f for f in masters if re.search(r"^\s*(from|import) grader", f.read_text(), re.M)]


def test_the_map_names_what_exists():
    """Is every file or folder that docs/architecture.md names there?"""
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`((?:dreamer|grader|tests|solutions)/[\w./]+)`", text))
    assert len(named) > 20
    real = {name for name in named if "NN_name" not in name and "EXERCISE" not in name}
    assert not [name for name in real if not (ROOT / name).exists()]


def test_the_table_of_settings_is_whole():
    """Is it what `day38 settings` prints, with a reason for each?"""
    assert (ROOT / "docs" / "settings.md").read_text() == table()
    rows = re.findall(r"^\| `(\w+)` \|.*\| (.*) \|$", table(), re.M)
    assert [name for name, _ in rows] == [field.name for field in dataclasses.fields(Config)]
    assert all(reason for _, reason in rows)


def test_the_learners_page_tells_the_points():
    """Do the points and minutes that learners read equal the manifest's?"""
    page = (ROOT / "docs" / "learners.md").read_text()
    for notebook in {e.notebook for e in exercises()}:
        mine = [e for e in exercises() if e.notebook == notebook]
        points, minutes = sum(e.points for e in mine), sum(e.minutes for e in mine)
        assert re.search(rf"\| `{notebook}` \|.*\| {points:g} \| {minutes} \|", page)
